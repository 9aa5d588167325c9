"""A card with its figures: what is published, and of every other cell that it is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kachehri.domains.evidence.kinds import Card, Line, Section
from kachehri.domains.evidence.models import CodeEntry, Observation
from kachehri.domains.evidence.rules import rank
from kachehri.domains.evidence.rules.dimensions import dim_key, known

from .beside import SHOWN_FIELDS, Shown

__all__ = ["CardView", "EntryView", "LineView", "SectionView", "card_of", "entries_of"]

LISTED = 50


@dataclass(frozen=True)
class LineView:
    """A line with its figures, one for each column of its section; None where none is published."""

    line: Line
    figures: tuple[Shown | None, ...]

    @property
    def is_published(self) -> bool:
        """Whether there is a figure in any column."""
        return any(self.figures)


@dataclass(frozen=True)
class SectionView:
    """A section: `columns` are messages, empty where it has only one."""

    section: Section
    columns: tuple[str, ...]
    lines: tuple[LineView, ...]


@dataclass(frozen=True)
class CardView:
    """A card of one place in one period, and the periods of which anything is published."""

    card: Card
    period: date | None
    periods: tuple[tuple[date, str], ...]
    sections: tuple[SectionView, ...]

    @property
    def cells(self) -> int:
        """How many cells the card has."""
        return sum(len(line.figures) for part in self.sections for line in part.lines)

    @property
    def published(self) -> int:
        """How many of them hold a figure."""
        return sum(
            figure is not None
            for part in self.sections
            for line in part.lines
            for figure in line.figures
        )


@dataclass(frozen=True)
class EntryView:
    """A named value of an open dimension with its figures by column; `facts` as published."""

    id: int
    code: str
    name: str
    sector: str
    facts: Mapping[str, str]
    source_code: str
    cell: str
    figures: tuple[Shown | None, ...] = ()


def card_of(card: Card, place_id: int, *, period: date | None = None) -> CardView:
    """The card of a place: of the period that starts that day, else of the latest (one query)."""
    wanted = {
        (line.indicator, key)
        for section in card.sections
        for line in section.lines
        for key in _keys(section, line)
    }
    found = _best(_rows(wanted, place_id))
    periods = sorted({(start, view.period) for (*_key, start), view in found.items()}, reverse=True)
    chosen = period or (periods[0][0] if periods else None)
    sections = tuple(
        SectionView(
            section,
            _columns(section),
            tuple(
                LineView(
                    line,
                    tuple(
                        found.get((line.indicator, key, chosen)) if chosen else None
                        for key in _keys(section, line)
                    ),
                )
                for line in section.lines
            ),
        )
        for section in card.sections
    )
    return CardView(card, chosen, tuple(periods), sections)


def entries_of(
    card: Card, place_id: int, *, period: date | None = None, after: str = ""
) -> tuple[EntryView, ...]:
    """The entries that a card lists, LISTED at a time by code, after a code (two queries)."""
    rows = CodeEntry.objects.filter(
        dimension=card.lists, place_id=place_id, is_current=True, code__gt=after
    ).order_by("code")[:LISTED]
    entries = list(rows.select_related("source"))
    across = card.sections[0].across
    keys = {row.code: _split({card.lists: row.code}, across) for row in entries}
    wanted = {(card.lists_of, key) for found in keys.values() for key in found}
    figures = _best(_rows(wanted, place_id)) if wanted else {}
    return tuple(
        EntryView(
            id=row.pk,
            code=row.code,
            name=row.name,
            sector=row.sector,
            facts=row.facts,
            source_code=row.source.code,
            cell=row.cell,
            figures=tuple(
                figures.get((card.lists_of, key, period)) if period else None
                for key in keys[row.code]
            ),
        )
        for row in entries
    )


def _columns(section: Section) -> tuple[str, ...]:
    return tuple(known()[section.across].values.values()) if section.across else ("",)


def _keys(section: Section, line: Line) -> tuple[str, ...]:
    """The canonical breakdown of each column."""
    return _split(line.dims, section.across)


def _split(dims: Mapping[str, str], across: str) -> tuple[str, ...]:
    if not across:
        return (dim_key(dims),)
    return tuple(dim_key({**dims, across: value}) for value in known()[across].values)


def _rows(wanted: Iterable[tuple[str, str]], place_id: int) -> tuple[Shown, ...]:
    """The figures of a place for these indicators and breakdowns."""
    keys: dict[str, list[str]] = {}
    for indicator, key in wanted:
        keys.setdefault(indicator, []).append(key)
    either = Q(pk__in=[])
    for indicator, found in keys.items():
        either |= Q(version__concept__code=indicator, dim_key__in=found)
    rows = Observation.objects.shown().filter(either, place_id=place_id)
    return tuple(Shown(*row) for row in rows.values_list(*SHOWN_FIELDS))


def _best(
    views: Iterable[Shown],
) -> dict[tuple[str, str, date], Shown]:
    """One figure for each indicator, breakdown and period, by the stated rule."""
    found: dict[tuple[str, str, date], Shown] = {}
    for view in views:
        key = (view.concept, view.dim_key, view.period_start)
        if key not in found or rank(view) < rank(found[key]):
            found[key] = view
    return found
