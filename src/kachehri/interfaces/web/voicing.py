"""What the pages about talks share: fields of forms, marked words, words of profiles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.queries.voices import ParticipantView, TurnView
from kachehri.domains.forms.queries.voices_codes import CodeView, CodingView
from kachehri.domains.forms.queries.voices_quotes import QuoteView
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.interfaces.web.showing import with_tier

STATES = {
    "proposed": _("Waits for somebody else to approve it"),
    "approved": _("Approved: everybody may read it"),
    "refused": _("Refused"),
    "withdrawn": _("Taken back: the words are gone"),
}
"""How far a quote is."""
LEFT_TO_RIGHT = ("en",)


@dataclass(frozen=True)
class Field:
    """A field of a form: line, area, date, number, file, select, pick (some) or choose (one)."""

    key: str
    label: Any
    type: str = "line"
    value: Any = ""
    hint: Any = ""
    choices: Sequence[tuple[str, Any]] = ()
    problem: str = ""
    language: str = ""
    required: bool = False

    @property
    def direction(self) -> str:
        """In which direction its words run."""
        return way(self.language) if self.language else ""


def way(language: str) -> str:
    """The direction of a language that is spoken here."""
    return "ltr" if language in LEFT_TO_RIGHT else "rtl"


def translated(choices: Mapping[str, str], *, empty: Any = None) -> list[tuple[str, Any]]:
    """Declared choices as a form shows them."""
    head = [("", empty)] if empty is not None else []
    return [*head, *((key, gettext(label)) for key, label in choices.items())]


def by_language(request: HttpRequest, name: str) -> dict[str, str]:
    """What was written in a field in each language of the site."""
    return {code: request.POST.get(f"{name}_{code}", "") for code in ("en", "ur", "sd")}


def in_languages(
    name: str, label: Any, said: Mapping[str, str], type: str = "line", problem: str = ""
) -> list[Field]:
    """One field for each language of the site."""
    return [
        Field(
            f"{name}_{code}",
            f"{label} ({gettext(kinds.LANGUAGES[code])})",
            type,
            said.get(code, ""),
            problem=problem if code == "en" else "",
            language=code,
        )
        for code in ("en", "ur", "sd")
    ]


def day(text: str) -> date | None:
    """A day as a form sends it, or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def whole(text: str | None) -> int:
    """A whole number from a form or an address, or 0."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 15 else 0


def place_choices() -> list[tuple[str, str]]:
    """The places of the administrative tree, as a form offers them."""
    return [(one.key, with_tier(one)) for one in places.tree()]


def place_named(key: str) -> PlaceView | None:
    """The place that a form names."""
    return places.by_key(key) if key else None


def place_name(place_id: int) -> str:
    """A place by its name in the reader's language."""
    return place_names([place_id]).get(place_id, "")


def place_names(ids: Iterable[int]) -> dict[int, str]:
    """Places by their names in the reader's language (one query)."""
    return {key: with_tier(place) for key, place in places.by_ids(set(ids)).items()}


def areas(ids: Sequence[int]) -> list[tuple[str, str]]:
    """The keys and names of places, in the same order."""
    found = places.by_ids(ids)
    return [(found[one].key, with_tier(found[one])) for one in ids if one in found]


def person_words(one: ParticipantView | QuoteView) -> str:
    """The profile of somebody in words, or that nothing is said of them."""
    found = [
        gettext(each.choices[one.profile[each.key]])
        for each in kinds.profile()
        if one.profile.get(each.key) in each.choices
    ]
    return comma().join(found)


def comma() -> str:
    """What stands between two words of a list."""
    return ", " if (get_language() or "en") == "en" else "، "


def speaker(view: QuoteView) -> str:
    """Who said it, as far as may be told: a name, a profile, or the kind of talk alone."""
    if view.name:
        return view.name
    return person_words(view) or gettext("somebody who took part")


def where(view: QuoteView, names: Mapping[int, str]) -> str:
    """In which sort of talk, where and in which year. `names` are those of places, by id."""
    values = {
        "talk": gettext(kinds.TALKS.get(view.talk_kind, view.talk_kind)),
        "place": names.get(view.place_id, ""),
        "year": view.year,
    }
    return gettext("%(talk)s, %(place)s, %(year)s") % values


@dataclass(frozen=True)
class Piece:
    """A stretch of a turn, and the codes that it carries."""

    text: str
    codes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The codes in one line."""
        return comma().join(self.codes)


@dataclass(frozen=True)
class Line:
    """A turn as a page shows it: its number, who speaks, its words in pieces."""

    turn: TurnView
    who: str
    pieces: tuple[Piece, ...]
    codings: tuple[tuple[int, str, str], ...] = field(default=())


def pieces(text: str, marks: Iterable[CodingView], names: Mapping[int, str]) -> tuple[Piece, ...]:
    """A text cut where codes begin and end."""
    found = list(marks)
    cuts = sorted({0, len(text), *(at for one in found for at in (one.start, one.end))})
    cuts = [at for at in cuts if at <= len(text)]
    return tuple(
        Piece(
            text[start:end],
            tuple(
                dict.fromkeys(
                    names.get(one.code_id, "")
                    for one in found
                    if one.start < end and one.end > start
                )
            ),
        )
        for start, end in pairwise(cuts)
    )


def lines(
    turns: Sequence[TurnView], marks: Sequence[CodingView], codes: Sequence[CodeView]
) -> list[Line]:
    """The turns of a text with what was coded in each."""
    language = get_language() or "en"
    names = {one.id: one.name(language) for one in codes}
    of_turn: dict[int, list[CodingView]] = defaultdict(list)
    for one in marks:
        of_turn[one.turn_id].append(one)
    return [
        Line(
            turn,
            who(turn.speaker),
            pieces(turn.words, of_turn[turn.id], names) if turn.words is not None else (),
            tuple(
                (one.id, names.get(one.code_id, ""), (turn.words or "")[one.start : one.end])
                for one in of_turn[turn.id]
            ),
        )
        for turn in turns
    ]


def who(speaker: int | None) -> str:
    """Who speaks, by number."""
    if speaker is None:
        return gettext("Question")
    return gettext("Participant %(number)s") % {"number": speaker}
