"""Which figures a kind asks for: walks its parts, so that nothing has to be declared twice."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from kachehri.domains.reports.kinds import ReportKind, Select


def selects(thing: object) -> Iterator[Select]:
    """Every select inside a kind, a chapter, a part or a finding, in the order of writing."""
    if isinstance(thing, Select):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from selects(one)
    elif isinstance(thing, dict):
        yield from selects(tuple(thing.values()))
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from selects(getattr(thing, field.name))


def concepts(kind: ReportKind) -> tuple[str, ...]:
    """The codes of all indicators that a kind uses, each once, in the order of first use."""
    return tuple(dict.fromkeys(select.concept for select in selects(kind)))
