"""Talks as pages read them: who took part, what they agreed to, their words turn by turn."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count

from kachehri.domains.forms.models import (
    Participant,
    Recording,
    Talk,
    TalkConsent,
    Transcript,
    Turn,
)
from kachehri.domains.forms.rules.voices import MAY_READ_WORDS, agreed
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require, rows
from kachehri.engines.vault.keyring import NONCE, KeyDestroyed

from . import voices_words as words

PAGE = 50
TALK = (
    "id", "thing_id", "place_id", "place_thing_id", "kind", "topics", "guide", "held_on", "minutes",
    "language", "not_heard", "state", "is_restricted", "is_made_up", "version", "kept_by_id",
    "created_at",
)  # fmt: skip


@dataclass(frozen=True)
class TalkView:
    """A talk, without a word of what was said. `kept_by_id` is the Thing of who wrote it down."""

    id: int
    thing_id: int
    place_id: int
    place_thing_id: int
    kind: str
    topics: Mapping[str, str]
    guide: str
    held_on: date
    minutes: int | None
    language: str
    not_heard: str
    state: str
    is_restricted: bool
    is_made_up: bool
    version: int
    kept_by_id: int
    created_at: datetime

    def topic(self, language: str) -> tuple[str, str]:
        """What it was about, and the language that this is in."""
        return in_language(self.topics, language)


@dataclass(frozen=True)
class TalkPage:
    """A page of talks, the newest first; `after` begins the next one, None on the last."""

    talks: tuple[TalkView, ...]
    after: int | None


@dataclass(frozen=True)
class ParticipantView:
    """Somebody who took part. `name` is opened only where it was asked for and is kept."""

    id: int
    number: int
    profile: Mapping[str, str]
    is_named: bool
    withdrawn_at: datetime | None
    consents: frozenset[str]
    name: str = ""


@dataclass(frozen=True)
class TextView:
    """A transcript, translation or notes, without its words."""

    id: int
    talk_id: int
    what: str
    language: str
    of_id: int | None
    turns: int
    made_at: datetime


@dataclass(frozen=True)
class TurnView:
    """A turn. `words` is None where it was erased; `speaker` None for whoever asked."""

    id: int
    text_id: int
    number: int
    participant_id: int | None
    speaker: int | None
    length: int
    words: str | None


@dataclass(frozen=True)
class RecordingView:
    """A sound that is kept, or was erased."""

    id: int
    talk_id: int
    name: str
    content_type: str
    size: int
    state: str
    heard: Sequence[int]


def in_language(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """A text in the wanted language, else in another that it has, with that language."""
    for code in (language, "en", "ur", "sd", *texts):
        if texts.get(code):
            return texts[code], code
    return "", language


def around(place_id: int) -> tuple[int, ...]:
    """A place and all around it, from the smallest outwards, of whatever scheme."""
    found: list[int] = []
    at: int | None = place_id
    while at is not None and at not in found:
        view = places.by_ids([at]).get(at)
        found += [at] if view else []
        at = view.parent_id if view else None
    return tuple(found)


def talks(
    actor: Actor, *, place_id: int | None = None, after: int | None = None, limit: int = PAGE
) -> TalkPage:
    """The talks that somebody may read, the newest first (two queries with a place, else one)."""
    found = Talk.objects.filter(rows(MAY_READ_WORDS, actor))
    if place_id is not None:
        found = found.filter(place_id__in=places.lying_in([place_id]))
    if after is not None:
        found = found.filter(pk__lt=after)
    views = [TalkView(*row) for row in found.order_by("-id").values_list(*TALK)[: limit + 1]]
    return TalkPage(tuple(views[:limit]), views[limit - 1].id if len(views) > limit else None)


def talk(talk_id: int, actor: Actor) -> TalkView | None:
    """One talk (one query), or None. Raises Refused."""
    found = next((TalkView(*row) for row in _talks(talk_id)), None)
    if found is not None:
        require(MAY_READ_WORDS, actor, found)
    return found


def _talks(talk_id: int) -> list[tuple[Any, ...]]:
    return list(Talk.objects.filter(pk=talk_id).values_list(*TALK))


def participants(talk_id: int, *, names: bool = False) -> tuple[ParticipantView, ...]:
    """Who took part in a talk, with what they agree to now (two queries)."""
    lines: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    consents = TalkConsent.objects.filter(participant__talk=talk_id).order_by("id")
    for person, purpose, given in consents.values_list("participant_id", "purpose", "given"):
        lines[person].append((purpose, given))
    people = Participant.objects.filter(talk=talk_id).order_by("number")
    return tuple(
        ParticipantView(
            id=one.pk,
            number=one.number,
            profile=one.profile,
            is_named=one.name is not None,
            withdrawn_at=one.withdrawn_at,
            consents=agreed(lines[one.pk]),
            name=(words.opened(words.NAMES, one.pk, one.nonce, one.name) or "") if names else "",
        )
        for one in people
    )


def texts(talk_id: int) -> tuple[TextView, ...]:
    """The texts of a talk (one query), in the order in which they were kept."""
    return _texts(talk_id=talk_id)


def text(text_id: int) -> TextView | None:
    """One text (one query), or None. Ask for its talk to know who may read it."""
    return next(iter(_texts(pk=text_id)), None)


def _texts(**which: int) -> tuple[TextView, ...]:
    found = Transcript.objects.filter(**which).order_by("id")
    columns = ("id", "talk_id", "what", "language", "of_id", "turns", "made_at")
    return tuple(TextView(*row) for row in found.values_list(*columns))


def turns(text_id: int, *, after: int = 0, limit: int = 200) -> tuple[TurnView, ...]:
    """The turns of a text that follow the number `after`, opened (one query)."""
    found = Turn.objects.filter(transcript=text_id, number__gt=after).order_by("number")[:limit]
    return _turns(found.values_list(*TURN))


def turn(turn_id: int) -> TurnView | None:
    """One turn, opened (one query), or None."""
    return next(iter(_turns(Turn.objects.filter(pk=turn_id).values_list(*TURN))), None)


def same_turn(view: TurnView, text: TextView) -> tuple[TurnView, ...]:
    """The same turn in the original and in every translation (one query)."""
    first = text.of_id or text.id
    texts = Transcript.objects.filter(pk=first) | Transcript.objects.filter(of=first)
    found = Turn.objects.filter(transcript__in=texts, number=view.number)
    return _turns(found.order_by("id").values_list(*TURN))


TURN = (
    "id", "transcript_id", "number", "participant_id", "participant__number", "length", "nonce",
    "content",
)  # fmt: skip


def _turns(found: Iterable[tuple[Any, ...]]) -> tuple[TurnView, ...]:
    rows_ = list(found)
    said = words.words_of([(row[0], row[6], row[7]) for row in rows_])
    return tuple(TurnView(*row[:6], said[row[0]]) for row in rows_)  # type: ignore[call-arg]


def recordings(talk_id: int) -> tuple[RecordingView, ...]:
    """The sounds of a talk (one query)."""
    return _recordings(talk_id=talk_id)


def sound(recording_id: int, actor: Actor) -> tuple[RecordingView, bytes] | None:
    """A sound with its bytes for who may read the talk (two queries). Raises Refused.

    None where it was erased: here, or only its key.
    """
    view = next(iter(_recordings(pk=recording_id)), None)
    if view is None or talk(view.talk_id, actor) is None or view.state != "kept":
        return None
    path = Recording.objects.filter(pk=recording_id).values_list("path", flat=True).get()
    try:
        sealed = (Path(settings.FILES_ROOT) / path).read_bytes()
        return view, words.ring(words.SOUNDS).open(
            recording_id, sealed[:NONCE], sealed[NONCE:], "sound"
        )
    except (KeyDestroyed, FileNotFoundError):
        return None


def _recordings(**which: int) -> tuple[RecordingView, ...]:
    found = Recording.objects.filter(**which).order_by("id")
    columns = ("id", "talk_id", "name", "content_type", "size", "state", "heard")
    return tuple(RecordingView(*row) for row in found.values_list(*columns))


def people_counts(talk_ids: list[int]) -> dict[int, int]:
    """How many took part in each talk (one query)."""
    found = Participant.objects.filter(talk_id__in=talk_ids).values("talk_id")
    return {row["talk_id"]: row["n"] for row in found.annotate(n=Count("id"))}
