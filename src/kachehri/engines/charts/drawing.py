"""From a chart's specification to its SVG."""

from typing import assert_never

from kachehri.engines.charts.arrows import draw_arrows
from kachehri.engines.charts.bars import draw_bars
from kachehri.engines.charts.canvas import Canvas
from kachehri.engines.charts.intervals import draw_intervals
from kachehri.engines.charts.kinds import (
    AreaMapChart,
    ArrowsChart,
    BarChart,
    ChartKind,
    IntervalChart,
    LineChart,
    MultiplesChart,
    TileMapChart,
)
from kachehri.engines.charts.lines import draw_lines
from kachehri.engines.charts.multiples import draw_multiples
from kachehri.engines.charts.outlines import draw_areas
from kachehri.engines.charts.pen import sheet
from kachehri.engines.charts.tiles import draw_tiles


class ChartProblem(ValueError):
    """A specification that cannot be drawn. The text says why."""


def draw(spec: ChartKind, *, language: str) -> str:
    """Return the chart as an SVG element with title and description, 440 units wide.

    Takes a millisecond or two. Raises ChartProblem for a specification that contradicts itself.
    """
    _check(spec)
    canvas = Canvas(language)
    body, height = _marks(spec, canvas)
    return sheet(body, height, title=spec.title, description=spec.description, canvas=canvas)


def _marks(spec: ChartKind, canvas: Canvas) -> tuple[list[str], float]:
    match spec:
        case BarChart():
            return draw_bars(spec, canvas)
        case LineChart():
            return draw_lines(spec, canvas)
        case TileMapChart():
            return draw_tiles(spec, canvas)
        case MultiplesChart():
            return draw_multiples(spec, canvas)
        case AreaMapChart():
            return draw_areas(spec, canvas)
        case ArrowsChart():
            return draw_arrows(spec, canvas)
        case IntervalChart():
            return draw_intervals(spec, canvas)
        case _:
            assert_never(spec)


def _check(spec: ChartKind) -> None:
    if not spec.title.strip():
        raise ChartProblem("A chart needs a title that states its finding.")
    if isinstance(spec, BarChart) and any(len(b.values) != len(spec.series) for b in spec.bars):
        raise ChartProblem("Each row of bars needs one value, or None, for each series.")
    if isinstance(spec, TileMapChart) and list(spec.limits) != sorted(spec.limits):
        raise ChartProblem("The limits of the classes must ascend.")
