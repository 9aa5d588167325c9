"""The figures and sources that records cite, read once for a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import ObservationView

from .recorded_views import RecordView


@dataclass(frozen=True)
class Behind:
    """The figures by number, and the codes of the sources and indicators, that records cite."""

    figures: Mapping[int, ObservationView] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    indicators: tuple[str, ...] = ()


def behind_records(records: Sequence[RecordView]) -> Behind:
    """Look up what records cite as evidence by the address of a page (at most one query)."""
    named: dict[str, set[str]] = {"observations": set(), "sources": set(), "indicators": set()}
    for one in records:
        for href, _note in one.cited():
            what, _slash, name = href.rstrip("/").partition("/")
            named.get(what, set()).add(name)
    numbers = {int(name) for name in named["observations"] if name.isdigit()}
    found = evidence.by_numbers(numbers) if numbers else {}
    return Behind(
        figures=found,
        sources=frozenset(named["sources"] | {one.source_code for one in found.values()}),
        indicators=tuple(sorted(named["indicators"] | {one.concept for one in found.values()})),
    )
