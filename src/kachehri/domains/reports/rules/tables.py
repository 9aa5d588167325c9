"""Tables of a report: places by figures, years by figures, and the line that names the sources."""

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext

from kachehri.domains.evidence.queries import ObservationView, SourceView
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.reports.kinds import PartsTable, Select, TableColumn
from kachehri.engines.documents.blocks import Cell, Column, Inline, Link, Rich, Table

from .figures import Figures
from .words import PERCENTS, observed, part_name, plain, say, years

TABLE_NUMBER = re.compile(r"Table (\w+)")


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
    names = [part_name(row, figures, language) for row in rows]
    return table(caption, gettext("Place"), names, columns, found, figures, language)


def years_table(
    caption: str, columns: Sequence[TableColumn], figures: Figures, language: str
) -> Table | None:
    """Periods of the place by figures, the oldest first."""
    series = [{one.period: one for one in figures.all(column.select)} for column in columns]
    periods = sorted({period for one in series for period in one})
    found = [[one.get(period) for one in series] for period in periods]
    names = [years(next(filter(None, row))) for row in found]
    return table(caption, gettext("Years"), names, columns, found, figures, language)


def table(
    caption: str,
    first: str,
    names: Sequence[str | Inline],
    columns: Sequence[TableColumn],
    found: Sequence[Sequence[ObservationView | None]],
    figures: Figures,
    language: str,
) -> Table | None:
    """Names by figures."""
    used = [one for row in found for one in row if one is not None]
    if not used:
        return None
    return Table(
        caption=plain(say(caption, figures, language)),
        columns=(Column(first), *(heading(column, figures) for column in columns)),
        rows=tuple(
            (Cell(name), *(cell(one, language) for one in row))
            for name, row in zip(names, found, strict=True)
        ),
        source=source_line(used, figures),
    )


def heading(column: TableColumn, figures: Figures) -> Column:
    """The heading of a column of figures."""
    return Column(gettext(column.label), numeric=True, unit=sign_of(column.select, figures))


def cell(observation: ObservationView | None, language: str) -> Cell:
    """A figure with its link, or a word on its absence."""
    if observation is None:
        return Cell("", gettext("no figure"))
    return Cell(observed(observation, language))


def sign_of(select: Select, figures: Figures) -> str:
    """The sign that stands behind every figure of an indicator; other units are in words."""
    return "%" if figures.unit(select.concept) in PERCENTS else ""


def source_line(used: Iterable[ObservationView], figures: Figures) -> Rich:
    """The sources of some figures, each once, with links."""
    line: list[Inline] = []
    for code in dict.fromkeys(one.source_code for one in used):
        line += ["; "] if line else []
        line.append(Link(short(figures.sources[code]), f"sources/{code}/"))
    return tuple(line)


def short(source: SourceView) -> str:
    """A source in a few words, as it stands below a chart; the list at the end has all of it."""
    if source.kind != "census":
        return source.title
    number = TABLE_NUMBER.match(source.table)
    if number is None:
        return gettext("Census %(year)s") % {"year": source.year}
    return gettext("Census %(year)s, table %(table)s") % {"year": source.year, "table": number[1]}
