"""Codebooks and coding as pages read them: two coders side by side, how far they agree, themes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kachehri.domains.forms.models import (
    Code,
    Codebook,
    Coding,
    CodingTask,
    Participant,
    Talk,
    Turn,
)
from kachehri.domains.forms.rules import MAY_CODE
from kachehri.domains.forms.rules.voices import MAY_READ_WORDS
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import rows
from kachehri.kernel.agreement import (
    TextAgreement,
    cohen,
    krippendorff,
    masi,
    of_text,
    together,
)

from . import voices_words as words
from .voices import in_language


@dataclass(frozen=True)
class CodebookView:
    """A codebook without its codes."""

    id: int
    key: str
    names: Mapping[str, str]
    guid: UUID
    place_thing_id: int
    version: int

    def name(self, language: str) -> str:
        """What it is called."""
        return in_language(self.names, language)[0]


@dataclass(frozen=True)
class CodeView:
    """A code. `path` says below which it lies; an ended one is no longer given."""

    id: int
    codebook_id: int
    parent_id: int | None
    path: str
    names: Mapping[str, str]
    definition: str
    include: str
    exclude: str
    colour: str
    dimension: str
    is_codable: bool
    guid: UUID
    ended_at: datetime | None

    @property
    def depth(self) -> int:
        """How many codes lie above it."""
        return self.path.count(".")

    def name(self, language: str) -> str:
        """What it is called."""
        return in_language(self.names, language)[0]


@dataclass(frozen=True)
class TaskView:
    """A coder's reading of a transcript. `number` says which coder."""

    id: int
    text_id: int
    codebook_id: int
    coder_id: int
    number: int
    begun_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class CodingView:
    """A code given to a stretch of a turn, with its memo where it was asked for."""

    id: int
    task_id: int
    turn_id: int
    code_id: int
    start: int
    end: int
    guid: UUID
    made_at: datetime
    memo: str = ""


@dataclass(frozen=True)
class CodeAgreement:
    """Two coders and one code: over the text, and over the turns (given in it or not)."""

    code_id: int
    text: TextAgreement
    kappa: float | None


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree. `alpha` is over the sets of codes that each turn got (MASI)."""

    codes: tuple[CodeAgreement, ...]
    turns: int
    whole: TextAgreement
    alpha: float | None


@dataclass(frozen=True)
class Theme:
    """Of how many people of which sort words were coded so, and in how many talks."""

    code_id: int
    people: int
    talks: int
    places: Mapping[int, int]
    groups: Mapping[tuple[str, str], int]


def codebooks(actor: Actor) -> tuple[CodebookView, ...]:
    """The codebooks of the places of somebody who codes (one query)."""
    return _codebooks(Codebook.objects.filter(rows(MAY_CODE, actor)).order_by("key"))


def codebook(codebook_id: int, actor: Actor) -> CodebookView | None:
    """One codebook (one query), or None."""
    return next(
        iter(_codebooks(Codebook.objects.filter(rows(MAY_CODE, actor), pk=codebook_id))), None
    )


def _codebooks(found: Any) -> tuple[CodebookView, ...]:
    columns = ("id", "key", "names", "guid", "place_thing_id", "version")
    return tuple(CodebookView(*row) for row in found.values_list(*columns))


CODE = (
    "id", "codebook_id", "parent_id", "path", "names", "definition", "include", "exclude", "colour",
    "dimension", "is_codable", "guid", "ended_at",
)  # fmt: skip


def codes(codebook_id: int, *, ended: bool = True) -> tuple[CodeView, ...]:
    """The codes of a codebook (one query), each after the one above it."""
    found = Code.objects.filter(codebook=codebook_id)
    found = found if ended else found.filter(ended_at=None)
    views = [CodeView(*row) for row in found.values_list(*CODE)]
    return tuple(sorted(views, key=lambda one: one.path.split(".")))


def code(code_id: int) -> CodeView | None:
    """One code (one query), or None."""
    found = Code.objects.filter(pk=code_id).values_list(*CODE).first()
    return CodeView(*found) if found else None


def tasks(text_id: int) -> tuple[TaskView, ...]:
    """Who codes a text (one query), by codebook and number."""
    return _tasks(transcript_id=text_id)


def task(task_id: int) -> TaskView | None:
    """One coding of a text (one query), or None."""
    return next(iter(_tasks(pk=task_id)), None)


def _tasks(**which: int) -> tuple[TaskView, ...]:
    columns = (
        "id", "transcript_id", "codebook_id", "coder_id", "number", "begun_at", "ended_at",
    )  # fmt: skip
    found = CodingTask.objects.filter(**which).order_by("codebook_id", "number")
    return tuple(TaskView(*row) for row in found.values_list(*columns))


def codings(task_ids: Collection[int], *, memos: bool = False) -> tuple[CodingView, ...]:
    """What was coded (one query), in the order of the text."""
    found = Coding.objects.filter(task_id__in=list(task_ids)).order_by(
        "turn_id", "start", "end", "id"
    )
    columns = (
        "id", "task_id", "turn_id", "code_id", "start", "end", "guid", "made_at", "nonce", "memo",
    )  # fmt: skip
    return tuple(
        CodingView(*row[:8], _memo(*row[:3:2], *row[8:]) if memos else "")  # type: ignore[call-arg]
        for row in found.values_list(*columns)
    )


def _memo(number: int, turn: int, nonce: words.Stored, memo: words.Stored) -> str:
    return words.opened(words.TURNS, turn, nonce, memo, f"memo {number}") or ""


def may_see(one: TaskView, all_of_text: Iterable[TaskView], thing_id: int | None) -> bool:
    """Whether somebody may see a coder's work: their own, or once all who code the text are done.

    Who still reads a text with the same codebook shall not know what others found in it.
    """
    if one.coder_id == thing_id:
        return True
    return all(other.ended_at for other in all_of_text if other.codebook_id == one.codebook_id)


def seen_tasks(text_id: int, thing_id: int | None) -> tuple[TaskView, ...]:
    """The codings of a text that somebody may see (one query)."""
    found = tasks(text_id)
    return tuple(one for one in found if may_see(one, found, thing_id))


def agreement(first: TaskView, second: TaskView) -> Agreement:
    """How far two coders of a text agree (two queries). No word is opened for it."""
    lengths = dict(Turn.objects.filter(transcript=first.text_id).values_list("id", "length"))
    spans: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)
    given: dict[tuple[int, int], set[int]] = defaultdict(set)
    used: set[int] = set()
    for one in codings([first.id, second.id]):
        spans[one.code_id, one.task_id, one.turn_id].append((one.start, one.end))
        given[one.task_id, one.turn_id].add(one.code_id)
        used.add(one.code_id)
    found = tuple(
        CodeAgreement(
            code_id,
            together(
                of_text(
                    length, spans[code_id, first.id, turn_id], spans[code_id, second.id, turn_id]
                )
                for turn_id, length in lengths.items()
            ),
            cohen(
                (code_id in given[first.id, turn_id], code_id in given[second.id, turn_id])
                for turn_id in lengths
            ),
        )
        for code_id in sorted(used)
    )
    sets = [
        (frozenset(given[first.id, turn_id]), frozenset(given[second.id, turn_id]))
        for turn_id in lengths
    ]
    return Agreement(
        found, len(lengths), together(one.text for one in found), krippendorff(sets, masi)
    )


def themes(codebook_id: int, actor: Actor, *, place_id: int | None = None) -> tuple[Theme, ...]:
    """Who speaks about what, by place and group: people are counted, never how often (two queries).

    Two coders of one text count once. Who took their words back is no longer counted.
    """
    may = Talk.objects.filter(rows(MAY_READ_WORDS, actor))
    if place_id is not None:
        may = may.filter(place_id__in=places.lying_in([place_id]))
    found = Coding.objects.filter(
        code__codebook=codebook_id,
        task__transcript__talk__in=may,
        turn__erased_at=None,
        turn__participant__isnull=False,
    ).values_list(
        "code_id",
        "turn__participant_id",
        "turn__participant__profile",
        "task__transcript__talk_id",
        "task__transcript__talk__place_id",
    )
    people: dict[int, dict[int, tuple[Mapping[str, str], int, int]]] = defaultdict(dict)
    for code_id, person, profile, talk_id, where in found:
        people[code_id][person] = (profile, talk_id, where)
    return tuple(_theme(code_id, people[code_id]) for code_id in sorted(people))


def _theme(code_id: int, people: Mapping[int, tuple[Mapping[str, str], int, int]]) -> Theme:
    where: dict[int, int] = defaultdict(int)
    groups: dict[tuple[str, str], int] = defaultdict(int)
    for profile, _talk_id, place_id in people.values():
        where[place_id] += 1
        for key, value in profile.items():
            groups[key, value] += 1
    talks = {talk_id for _profile, talk_id, _place in people.values()}
    return Theme(code_id, len(people), len(talks), dict(where), dict(groups))


def everybody(actor: Actor, *, place_id: int | None = None) -> Mapping[tuple[str, str], int]:
    """How many of each group took part in the talks that somebody may read (two queries)."""
    may = Talk.objects.filter(rows(MAY_READ_WORDS, actor))
    if place_id is not None:
        may = may.filter(place_id__in=places.lying_in([place_id]))
    groups: dict[tuple[str, str], int] = defaultdict(int)
    for profile in Participant.objects.filter(talk__in=may, withdrawn_at=None).values_list(
        "profile", flat=True
    ):
        for key, value in profile.items():
            groups[key, value] += 1
    return dict(groups)
