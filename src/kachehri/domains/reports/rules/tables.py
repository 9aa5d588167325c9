"""Tables of a report: places by figures, years by figures, and the line that names the sources."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from django.utils.translation import gettext

from kachehri.domains.evidence.queries import ObservationView, SourceView, is_withheld
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.reports.kinds import PartsTable, Select, TableColumn
from kachehri.engines.documents.blocks import Cell, Column, Inline, Link, Rich, Table

from .figures import Figures, starts
from .words import PERCENTS, observed, part_name, plain, say, spans, years

ROUND = re.compile(r"(.+?),? ((?:19|20)\d\d(?:-\d\d)?)")
"""The title of a survey, and the years of one round at its end."""

TABLE_NUMBER = re.compile(r"Table (\w+)")


class Sourced(Protocol):
    """What rests on a source."""

    @property
    def source_code(self) -> str:
        """The code of the source."""
        ...


def parts_table(kind: PartsTable, figures: Figures, language: str) -> Table | None:
    """One row for each part in the order of the alphabet, for the place, and for what is around."""
    rows = parts_and_place(figures, language)
    if kind.with_province and figures.around != figures.place:
        rows.append(figures.around)
    return places_table(kind.caption, kind.columns, rows, figures, language)


def parts_and_place(figures: Figures, language: str) -> list[PlaceView]:
    """The parts in the order of the alphabet, then the place itself."""
    return [*in_order(figures.parts, language), figures.place]


def places_table(
    caption: str,
    columns: Sequence[TableColumn],
    rows: Sequence[PlaceView],
    figures: Figures,
    language: str,
) -> Table | None:
    """Places by figures; None where not one cell has a figure."""
    found = [[figures.latest(column.select, row) for column in columns] for row in rows]
    lines = [
        (
            Cell(part_name(row, figures, language)),
            *(
                cell(one, language, why_not(column, row, figures))
                for one, column in zip(some, columns, strict=True)
            ),
        )
        for row, some in zip(rows, found, strict=True)
    ]
    return table(caption, gettext("Place"), columns, lines, found, figures, language)


def years_table(
    caption: str, columns: Sequence[TableColumn], figures: Figures, language: str
) -> Table | None:
    """Periods of the place by figures, the oldest first."""
    series = [{one.period: one for one in figures.all(column.select)} for column in columns]
    periods = sorted({period for one in series for period in one})
    found = [[one.get(period) for one in series] for period in periods]
    lines = [
        (Cell(years(next(filter(None, row)))), *(cell(one, language) for one in row))
        for row in found
    ]
    made = table(caption, gettext("Years"), columns, lines, found, figures, language)
    return replace(made, note=breaks_note(columns, figures)) if made else None


def breaks_note(columns: Sequence[TableColumn], figures: Figures) -> Rich:
    """Which figures cannot be compared with those before them, and why; empty where all can."""
    series = [figures.all(column.select) for column in columns]
    broken = {some[n].period: some[n] for some in series for n in starts(some)}
    note: list[Inline] = []
    for _period, one in sorted(broken.items()):
        message = gettext("From %(year)s on, figures cannot be compared with those before.")
        note += [" "] if note else []
        note += spans(message, {"year": years(one)})
        note += [" " + gettext(one.note)] if one.note else []
    return tuple(note)


def table(
    caption: str,
    first: str,
    columns: Sequence[TableColumn],
    lines: Sequence[tuple[Cell, ...]],
    found: Sequence[Sequence[ObservationView | None]],
    figures: Figures,
    language: str,
) -> Table | None:
    """Lines of cells under their headings; None where not one of them has a figure."""
    used = [one for row in found for one in row if one is not None]
    if not used:
        return None
    return Table(
        caption=plain(say(caption, figures, language)),
        columns=(Column(first), *(heading(column, figures) for column in columns)),
        rows=tuple(lines),
        source=source_line(used, figures),
    )


def heading(column: TableColumn, figures: Figures) -> Column:
    """The heading of a column of figures."""
    return Column(gettext(column.label), numeric=True, unit=sign_of(column.select, figures))


def cell(observation: ObservationView | None, language: str, why_not: str = "") -> Cell:
    """A figure with its link; without one an empty cell, and why it is empty."""
    return Cell("", why_not) if observation is None else Cell(observed(observation, language))


def why_not(column: TableColumn, place: PlaceView, figures: Figures) -> str:
    """Why such a figure is never shown at such a place; empty where it could be."""
    select = column.select
    unit = figures.unit(select.concept)
    withheld = is_withheld(indicator=select.concept, unit=unit, sex=select.sex, tier=place.tier)
    return gettext("not shown: protects small groups") if withheld else ""


def sign_of(select: Select, figures: Figures) -> str:
    """The sign that stands behind every figure of an indicator; other units are in words."""
    return "%" if figures.unit(select.concept) in PERCENTS else ""


def source_line(used: Iterable[Sourced], figures: Figures) -> Rich:
    """The sources of some figures with links; of those called the same the first is named.

    Rounds of one survey stand together: its title once, and each round by its years.
    """
    named: dict[str, str] = {}
    for one in used:
        named.setdefault(short(figures.sources[one.source_code]), one.source_code)
    series: dict[str, dict[str, str]] = {}
    for text, code in named.items():
        found = ROUND.fullmatch(text)
        title, years = (found[1], found[2]) if found else (text, "")
        series.setdefault(title, {})[years] = code
    line: list[Inline] = []
    for title, rounds in series.items():
        line += ["; "] if line else []
        line += of_survey(title, rounds)
    return tuple(line)


def of_survey(title: str, rounds: Mapping[str, str]) -> Rich:
    """One survey with its rounds, the oldest first; a source without rounds by its title."""
    if len(rounds) == 1:
        [(years, code)] = rounds.items()
        return (Link(f"{title} {years}".strip(), f"sources/{code}/"),)
    line: list[Inline] = [f"{title}: "]
    for n, years in enumerate(sorted(rounds)):
        line += [", "] if n else []
        line.append(Link(years.replace("-", "\N{EN DASH}"), f"sources/{rounds[years]}/"))
    return tuple(line)


def short(source: SourceView) -> str:
    """A source in a few words, as it stands below a chart; the list at the end has all of it."""
    if source.kind != "census":
        return source.title
    number = TABLE_NUMBER.match(source.table)
    if number is None:
        return gettext("Census %(year)s") % {"year": source.year}
    return gettext("Census %(year)s, table %(table)s") % {"year": source.year, "table": number[1]}
