"""Charts of a report. The title of each is a finding; without figures there is no chart."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext

from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.reports.kinds import PartsChart, PeersMap, Select, TableColumn, YearsChart
from kachehri.engines import charts
from kachehri.engines.charts.kinds import (
    Bar,
    BarChart,
    ChartKind,
    Line,
    LineChart,
    Point,
    Series,
    Tile,
    TileMapChart,
)
from kachehri.engines.documents.blocks import Chart, Table
from kachehri.kernel.trends import COMPLETE, PURPOSIVE

from .figures import Figures, starts
from .findings import finding
from .tables import parts_and_place, places_table, sign_of, years_table
from .words import part_name, plain, say

WIDE = Decimal("1.96")
"""Standard errors on either side of a figure that hold 95 of 100 samples."""

SMALL = 30
"""Percents below this would be too short to compare on an axis to 100."""


def parts_chart(kind: PartsChart, figures: Figures, language: str) -> Chart | None:
    """Bars for each part and for the place."""
    rows = parts_and_place(figures, language)
    values = [tuple(figures.value(column.select, row) for column in kind.columns) for row in rows]
    spec = BarChart(
        title="",
        description="",
        series=legend(kind.columns),
        bars=tuple(
            Bar(label(row, figures, language), some) for row, some in zip(rows, values, strict=True)
        ),
        unit=sign_of(kind.columns[0].select, figures),
        decimals=decimals(kind.columns[0].select, figures),
        highest=highest(values, kind.columns[0].select, figures),
    )
    table = places_table(kind.caption, kind.columns, rows, figures, language)
    return drawn(kind, spec, table, figures, language)


def years_chart(kind: YearsChart, figures: Figures, language: str) -> Chart | None:
    """Lines over the years, broken where a figure cannot be compared with the one before."""
    select = kind.columns[0].select
    lines = tuple(
        Line(series, line_points(column.select, figures))
        for series, column in zip(legend(kind.columns), kind.columns, strict=True)
        if figures.all(column.select)
    )
    spec = LineChart(
        title="",
        description="",
        lines=lines,
        unit=sign_of(select, figures),
        decimals=decimals(select, figures),
        highest=highest([[p.value for p in line.points] for line in lines], select, figures),
        break_label=gettext("not comparable"),
    )
    table = years_table(kind.caption, kind.columns, figures, language)
    return drawn(kind, spec, table, figures, language)


def line_points(
    select: Select, figures: Figures, place: PlaceView | None = None
) -> tuple[Point, ...]:
    """The points of one line, with its breaks and intervals."""
    found = figures.all(select, place)
    broken = starts(found)
    return tuple(
        Point(Decimal(one.year), one.value, n in broken, *(interval(one) or (None, None)))
        for n, one in enumerate(found)
    )


def interval(one: ObservationView) -> tuple[Decimal, Decimal] | None:
    """The ends of the interval in which the true figure lies 95 times out of 100, or None.

    As published, else made from the published standard error. Never for people chosen on purpose.
    """
    if one.value is None or one.method in PURPOSIVE or one.method in COMPLETE:
        return None
    if one.ci_low is not None and one.ci_high is not None:
        return one.ci_low, one.ci_high
    if one.standard_error is None:
        return None
    half = one.standard_error * WIDE
    low, high = one.value - half, one.value + half
    return (max(low, Decimal(0)), min(high, Decimal(100))) if one.unit == "percent" else (low, high)


def peers_map(kind: PeersMap, figures: Figures, language: str) -> Chart | None:
    """One tile for each peer that has a place on the tile map."""
    peers = [peer for peer in in_order(figures.peers, language) if peer.tile is not None]
    known = figures.indicators.get(kind.select.concept)
    if known is None:
        return None
    spec = TileMapChart(
        title="",
        description="",
        tiles=tuple(
            Tile(peer.name(language), *(peer.tile or (0, 0)), figures.value(kind.select, peer))
            for peer in peers
        ),
        limits=tuple(Decimal(limit) for limit in kind.limits),
        unit=sign_of(kind.select, figures),
        decimals=known.decimals,
    )
    columns = (TableColumn(kind.select, known.msgid),)
    return drawn(
        kind, spec, places_table(kind.caption, columns, peers, figures, language), figures, language
    )


def drawn(
    kind: PartsChart | YearsChart | PeersMap,
    spec: ChartKind,
    table: Table | None,
    figures: Figures,
    language: str,
) -> Chart | None:
    """Draw the chart under its finding, before its table and source."""
    said = finding(kind.title, figures, language)
    if table is None or said is None:
        return None
    title, description = plain(said), plain(say(kind.description, figures, language))
    svg = charts.draw(replace(spec, title=title, description=description), language=language)
    return Chart(title, description, svg, table, table.source, table.note, said)


def label(place: PlaceView, figures: Figures, language: str) -> str:
    """The name of a row."""
    return plain((part_name(place, figures, language),))


def legend(columns: tuple[TableColumn, ...]) -> tuple[Series, ...]:
    """One series a column."""
    return tuple(
        Series(c.select.sex or c.select.residence or c.select.concept, gettext(c.label))
        for c in columns
    )


def decimals(select: Select, figures: Figures) -> int:
    """How many decimals the indicator is printed with."""
    known = figures.indicators.get(select.concept)
    return known.decimals if known else 0


def highest(
    values: Iterable[Iterable[Decimal | None]], select: Select, figures: Figures
) -> Decimal | None:
    """Percents have an axis to 100, so that charts compare, unless all are small beside it."""
    known = [value for row in values for value in row if value is not None]
    small = max(known, default=Decimal(0)) < SMALL
    return Decimal(100) if sign_of(select, figures) and not small else None
