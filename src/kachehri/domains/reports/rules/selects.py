"""Which figures a kind asks for: walks its parts, so that nothing has to be declared twice."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

from kachehri.domains.evidence.rules import dim_key
from kachehri.domains.reports.kinds import (
    Breakdown,
    Charted,
    FromRecords,
    Part,
    PeersMap,
    Rank,
    ReportKind,
    Select,
)

Wanted = TypeVar("Wanted")


def inside(thing: object, wanted: type[Wanted]) -> Iterator[Wanted]:
    """Everything of a class inside a kind, a chapter, a part or a finding, as it is written."""
    if isinstance(thing, wanted):
        yield thing
    if isinstance(thing, tuple):
        for one in thing:
            yield from inside(one, wanted)
    elif isinstance(thing, dict):
        yield from inside(tuple(thing.values()), wanted)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from inside(getattr(thing, field.name), wanted)


def concepts(kind: ReportKind) -> tuple[str, ...]:
    """The codes of all indicators that a kind uses, each once, in the order of first use."""
    return tuple(dict.fromkeys(select.concept for select in inside(kind, Select)))


def broken_down(kind: ReportKind) -> dict[str, tuple[str, ...]]:
    """The breakdowns besides sex and residence that a kind uses, as keys, by indicator."""
    wanted = [select for select in inside(kind, Select) if select.others]
    wanted += [select for part in inside(kind, Breakdown) for select in part.selects]
    found: dict[str, dict[str, None]] = {}
    for one in wanted:
        found.setdefault(one.concept, {})[dim_key(one.dims)] = None
    return {concept: tuple(keys) for concept, keys in found.items()}


def compared(kind: ReportKind) -> tuple[str, ...]:
    """The codes of the indicators in which the place is compared with its peers."""
    found: list[Rank | PeersMap] = [*inside(kind, Rank), *inside(kind, PeersMap)]
    drawn = (select for part in inside(kind, Charted) for select in part.beyond())
    wanted = (*(one.select for one in found), *drawn)
    return tuple(dict.fromkeys(select.concept for select in wanted))


def record_kinds(kind: ReportKind) -> tuple[str, ...]:
    """The keys of the kinds of records that the parts of a report print, each once."""
    return tuple(dict.fromkeys(key for part in inside(kind, FromRecords) for key in part.reads()))


def chapter_with(kind: ReportKind, part: type[Part]) -> str:
    """The key of the chapter in which a part of this class stands; empty for none."""
    found = (one.key for one in kind.chapters if any(inside(one, part)))
    return next(found, "")


def chapter_printing(kind: ReportKind, records: str) -> str:
    """The key of the chapter that prints records of a kind first of all; empty for none."""
    for chapter in kind.chapters:
        if any(part.reads()[:1] == (records,) for part in inside(chapter, FromRecords)):
            return chapter.key
    return ""
