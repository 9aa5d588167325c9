"""Quotes and knowledge as pages and reports read them: what was approved, and nothing else.

The words are opened where they lie, in the turn: a quote has no copy of them, so what was erased
there is gone here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.models import Knowledge, Quote, QuotePart, Talk
from kachehri.domains.forms.rules import MAY_CODE
from kachehri.domains.forms.rules.voices import MAY_READ_WORDS
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import rows

from . import voices_words as words
from .voices import PAGE, in_language


@dataclass(frozen=True)
class QuoteView:
    """Words of somebody, and what may be said of who said them.

    `words` holds them by language, `original` is the one in which they were said. `profile` are the
    shown fields with their values, `name` is there only where the person wants it. `talk_kind`,
    `year` and `place_id` say where they come from.
    """

    id: int
    state: str
    words: Mapping[str, str]
    original: str
    profile: Mapping[str, str]
    name: str
    talk_id: int
    talk_kind: str
    year: int
    place_id: int
    dimension: str
    indicator: str
    is_made_up: bool
    because: str
    proposed_by_id: int
    proposed_at: datetime
    decided_at: datetime | None

    def said(self, language: str) -> tuple[str, str]:
        """The words in the wanted language, else as they were spoken; with the language."""
        if self.words.get(language):
            return self.words[language], language
        if self.words.get(self.original):
            return self.words[self.original], self.original
        return in_language(self.words, language)


@dataclass(frozen=True)
class QuotePage:
    """A page of quotes; `after` begins the next one, None on the last."""

    quotes: tuple[QuoteView, ...]
    after: int | None


@dataclass(frozen=True)
class KnowledgeView:
    """What a community knows. `titles`, `words` and `holder` are by language, empty where gone."""

    id: int
    place_id: int
    place_thing_id: int
    sort: str
    terms: str
    conditions: tuple[str, ...]
    consent_how: str
    consent_on: date
    ask_again_on: date | None
    state: str
    is_made_up: bool
    written_by_id: int
    titles: Mapping[str, str]
    words: Mapping[str, str]
    holder: Mapping[str, str]


def quotes(
    actor: Actor, *, state: str = "", after: int | None = None, limit: int = PAGE
) -> QuotePage:
    """The quotes of the talks that somebody may read, the newest first (three queries)."""
    found = Quote.objects.filter(talk__in=Talk.objects.filter(rows(MAY_READ_WORDS, actor)))
    found = found.filter(state=state) if state else found
    found = found.filter(pk__lt=after) if after is not None else found
    views = _views(found.order_by("-id")[: limit + 1])
    return QuotePage(views[:limit], views[limit - 1].id if len(views) > limit else None)


def quote(quote_id: int, actor: Actor) -> QuoteView | None:
    """One quote of a talk that somebody may read (three queries), or None."""
    may = Talk.objects.filter(rows(MAY_READ_WORDS, actor))
    return next(iter(_views(Quote.objects.filter(pk=quote_id, talk__in=may))), None)


def quotes_of_talk(talk_id: int) -> tuple[QuoteView, ...]:
    """The quotes of a talk (three queries). Ask for the talk to know who may read them."""
    return _views(Quote.objects.filter(talk=talk_id).order_by("id"))


def published(
    *,
    place_id: int | None = None,
    dimension: str = "",
    after: int | None = None,
    limit: int = PAGE,
) -> QuotePage:
    """The approved quotes of a place and all in it, the newest first (four queries)."""
    found = Quote.objects.filter(state="approved")
    if place_id is not None:
        found = found.filter(place_id__in=places.lying_in([place_id]))
    found = found.filter(dimension=dimension) if dimension else found
    found = found.filter(pk__lt=after) if after is not None else found
    views = _views(found.order_by("-id")[: limit + 1])
    shown = tuple(one for one in views[:limit] if one.words)
    return QuotePage(shown, views[limit - 1].id if len(views) > limit else None)


def published_one(quote_id: int) -> QuoteView | None:
    """One approved quote (three queries), or None."""
    found = _views(Quote.objects.filter(pk=quote_id, state="approved"))
    return next((one for one in found if one.words), None)


def printed(place_id: int) -> tuple[QuoteView, ...]:
    """Every approved quote of a place and all in it, the oldest first: for a report."""
    inside = places.lying_in([place_id])
    found = Quote.objects.filter(state="approved", place_id__in=inside).order_by("id")
    return tuple(one for one in _views(found) if one.words)


def places_of(quote_ids: Collection[int]) -> tuple[int, ...]:
    """The places that quotes name (one query)."""
    found = Quote.objects.filter(pk__in=list(quote_ids)).values_list("place_id", flat=True)
    return tuple(sorted(set(found)))


def thing_of(quote_id: int) -> int:
    """The Thing of a quote (one query)."""
    return Quote.objects.values_list("thing_id", flat=True).get(pk=quote_id)


def explains(indicators: Collection[str], limit: int = 3) -> tuple[QuoteView, ...]:
    """The newest approved quotes that explain one of these figures (three queries)."""
    found = Quote.objects.filter(state="approved", indicator__in=list(indicators))
    return tuple(one for one in _views(found.order_by("-id")[:limit]) if one.words)


def _views(found: Iterable[Quote]) -> tuple[QuoteView, ...]:
    related = getattr(found, "select_related", None)
    rows_ = list(related("talk", "participant") if related else found)
    said = _said([one.pk for one in rows_])
    return tuple(_view(one, said[one.pk]) for one in rows_)


def _said(quote_ids: Sequence[int]) -> dict[int, list[tuple[str, str, bool]]]:
    """The words of quotes by number: (language, words, whether they are the original)."""
    said: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    parts = QuotePart.objects.filter(quote_id__in=quote_ids).select_related("turn")
    for part in parts.order_by("-is_original", "id"):
        turn = part.turn
        text = words.opened(words.TURNS, turn.pk, turn.nonce, turn.content)
        if text is not None:
            said[part.quote_id].append(
                (part.language, text[part.start : part.end], part.is_original)
            )
    return said


def _view(row: Quote, said: list[tuple[str, str, bool]]) -> QuoteView:
    person, talk = row.participant, row.talk
    name = ""
    if "name" in row.shown:
        name = words.opened(words.NAMES, person.pk, person.nonce, person.name) or ""
    original = next((language for language, _text, first in said if first), "")
    return QuoteView(
        id=row.pk,
        state=row.state,
        words={language: text for language, text, _first in said},
        original=original or (said[0][0] if said else talk.language),
        profile={key: person.profile[key] for key in row.shown if key in person.profile},
        name=name,
        talk_id=talk.pk,
        talk_kind=talk.kind,
        year=talk.held_on.year,
        place_id=row.place_id,
        dimension=row.dimension,
        indicator=row.indicator,
        is_made_up=talk.is_made_up,
        because=row.because,
        proposed_by_id=row.proposed_by_id,
        proposed_at=row.proposed_at,
        decided_at=row.decided_at,
    )


def knowledge(
    actor: Actor, *, after: int | None = None, limit: int = PAGE
) -> tuple[KnowledgeView, ...]:
    """What was written down at the places of somebody who codes, the newest first (one query)."""
    found = Knowledge.objects.filter(rows(MAY_CODE, actor))
    found = found.filter(pk__lt=after) if after is not None else found
    return tuple(_knowledge(one) for one in found.order_by("-id")[:limit])


def knowledge_one(knowledge_id: int, actor: Actor) -> KnowledgeView | None:
    """One record of a place of somebody who codes (one query), or None."""
    found = Knowledge.objects.filter(rows(MAY_CODE, actor), pk=knowledge_id)
    return next((_knowledge(one) for one in found), None)


def published_knowledge(
    *, on: date, place_id: int | None = None, knowledge_id: int | None = None, limit: int = PAGE
) -> tuple[KnowledgeView, ...]:
    """What everybody may read on a day (at most two queries), the newest first.

    Where its holder has to be asked again it rests until they were.
    """
    found = Knowledge.objects.filter(state="approved", terms="public")
    found = found.exclude(ask_again_on__lte=on)
    if place_id is not None:
        found = found.filter(place_id__in=places.lying_in([place_id]))
    if knowledge_id is not None:
        found = found.filter(pk=knowledge_id)
    views = (_knowledge(one) for one in found.order_by("-id")[:limit])
    return tuple(one for one in views if one.words)


def _knowledge(row: Knowledge) -> KnowledgeView:
    content: dict[str, Any] = words.unpacked(words.KNOWLEDGE, row.pk, row.nonce, row.content) or {}
    return KnowledgeView(
        id=row.pk,
        place_id=row.place_id,
        place_thing_id=row.place_thing_id,
        sort=row.sort,
        terms=row.terms,
        conditions=tuple(row.conditions),
        consent_how=row.consent_how,
        consent_on=row.consent_on,
        ask_again_on=row.ask_again_on,
        state=row.state,
        is_made_up=row.is_made_up,
        written_by_id=row.written_by_id,
        titles=content.get("titles", {}),
        words=content.get("words", {}),
        holder=content.get("holder", {}),
    )


def profile_words(profile: Mapping[str, str]) -> tuple[str, ...]:
    """The shown values of a profile as English msgids, in the order of the declaration."""
    return tuple(
        one.choices[profile[one.key]]
        for one in kinds.profile()
        if profile.get(one.key) in one.choices
    )
