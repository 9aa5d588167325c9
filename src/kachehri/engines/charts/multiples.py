"""Small multiples: one small drawing a place, all on the same scales."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .canvas import (
    INK,
    RULE,
    SERIES_COLOURS,
    SERIES_DASHES,
    SERIES_SHAPES,
    STONE,
    WIDTH,
    Canvas,
    Label,
    figure,
    readable,
)
from .key import Entry, absences, draw_key, hatching, stroke, upright
from .kinds import MultiplesChart, Panel, Point
from .lines import pieces
from .pen import Pen
from .scales import Scale, nice_scale

_GAP = 14.0
_FIGURE, _TICK = 13.0, 12.0
_YEARS = 20.0
_NARROWEST = 34.0
"""The narrowest plot in which a line can be seen."""
_HIGHEST, _LOWEST = 600.0, 26.0
"""All rows together, so that they stand on one sheet, and the lowest plot that shows anything."""
_MOST = 3
"""Lines of one panel that can be told apart and named."""


@dataclass(frozen=True)
class _Grid:
    """How the panels stand: `wide` is a panel with its figures, `long` its plot alone."""

    columns: int
    start: float
    wide: float
    long: float
    high: float
    years: tuple[float, float]
    scale: Scale


@dataclass(frozen=True)
class _Spot:
    """Where one panel's plot stands, and on which grid."""

    x: float
    top: float
    grid: _Grid

    def at(self, year: Decimal) -> float:
        """A year's distance from the start side."""
        first, last = self.grid.years
        share = (float(year) - first) / (last - first) if last > first else 0.5
        return self.x + 5 + share * (self.grid.long - 10)

    def y(self, value: Decimal | float) -> float:
        """A value's distance from the top."""
        return self.top + self.grid.high * (1 - self.grid.scale.share(value))


def draw_multiples(spec: MultiplesChart, canvas: Canvas) -> tuple[list[str], float]:
    """Return the marks of small multiples and the height of their sheet."""
    pen, grid = Pen(canvas), _grid(spec, canvas)
    drawn, y = draw_key(_series_key(spec), canvas, 0)
    for first in range(0, len(spec.panels), grid.columns):
        panels = spec.panels[first : first + grid.columns]
        drawn += _row(spec, panels, pen, grid, y)
        below = len(spec.panels) - first - grid.columns
        y = _plot_top(panels, canvas, grid, y) + grid.high + 10
        spots = [_Spot(_start(grid, n), y - grid.high - 10, grid) for n in range(len(panels))]
        last = spots[max(below, 0) :]
        drawn += [part for spot in last for part in _years(spot, pen)]
        y += _YEARS if last else 0
    key, y = draw_key(_key(spec), canvas, y)
    return [*drawn, *key], y


def _shown(panel: Panel) -> tuple[tuple[Point, ...], ...]:
    return panel.lines[:_MOST]


def _values(points: tuple[Point, ...]) -> Iterator[Decimal]:
    for point in points:
        if point.value is not None:
            yield from (one for one in (point.value, point.low, point.high) if one is not None)


def _is_empty(panel: Panel) -> bool:
    return not any(True for line in _shown(panel) for _ in _values(line))


def _grid(spec: MultiplesChart, canvas: Canvas) -> _Grid:
    lines = [line for panel in spec.panels for line in _shown(panel)]
    known = [value for line in lines for value in _values(line)]
    scale = nice_scale(known, lowest=spec.lowest, highest=spec.highest, parts=2)
    years = [float(point.at) for line in lines for point in line if point.value is not None]
    ticks = canvas.widest([scale.words(tick, spec.unit) for tick in scale.ticks], _TICK)
    figures = canvas.widest([figure(value, spec.decimals) for value in known], _FIGURE) + 8
    room, columns = WIDTH - ticks - 8, _columns(len(spec.panels))
    while columns > 1 and (room - _GAP * (columns - 1)) / columns < figures + _NARROWEST:
        columns -= 1
    wide = (room - _GAP * (columns - 1)) / columns
    rows = -(-len(spec.panels) // columns)
    room = (_HIGHEST - rows * (canvas.type.line + 18)) / max(rows, 1)
    high = min({1: 90.0, 2: 80.0, 3: 66.0}.get(columns, 48.0), max(room, _LOWEST))
    long = max(wide - figures, 10.0)
    ends = (min(years), max(years)) if years else (0.0, 0.0)
    return _Grid(columns, ticks + 8, wide, long, high, ends, scale)


def _columns(count: int) -> int:
    return next(
        columns for most, columns in ((1, 1), (4, 2), (9, 3), (16, 4), (9999, 5)) if count <= most
    )


def _start(grid: _Grid, order: int) -> float:
    return grid.start + order * (grid.wide + _GAP)


def _name(panel: Panel, canvas: Canvas, grid: _Grid) -> list[str]:
    return canvas.wrap(panel.label, _size(canvas, grid), grid.wide)


def _size(canvas: Canvas, grid: _Grid) -> float:
    return canvas.type.text if grid.columns < 4 else canvas.type.small


def _plot_top(panels: tuple[Panel, ...], canvas: Canvas, grid: _Grid, y: float) -> float:
    most = max(len(_name(panel, canvas, grid)) for panel in panels)
    return y + canvas.type.line * most + 8


def _row(
    spec: MultiplesChart, panels: tuple[Panel, ...], pen: Pen, grid: _Grid, y: float
) -> Iterator[str]:
    canvas, size = pen.canvas, _size(pen.canvas, grid)
    top = _plot_top(panels, canvas, grid, y)
    ticks = grid.scale.ticks
    close = grid.high / (len(ticks) - 1) < _TICK
    for tick in (ticks[0], ticks[-1]) if close else ticks:
        label = grid.scale.words(tick, spec.unit)
        at = _Spot(0, top, grid).y(tick) + _TICK * 0.34
        yield pen.words(Label(grid.start - 7, at, label, _TICK, "end", colour=STONE, scale=True))
    for order, panel in enumerate(panels):
        x = _start(grid, order)
        name = _name(panel, canvas, grid)
        for number, part in enumerate(name):
            at = top - 8 - canvas.type.line * (len(name) - 1 - number + 0.1)
            yield pen.words(Label(x, at, part, size, bold=True, colour=INK))
        yield from _panel(spec, panel, _Spot(x, top, grid), pen)


def _panel(spec: MultiplesChart, panel: Panel, spot: _Spot, pen: Pen) -> Iterator[str]:
    grid = spot.grid
    if _is_empty(panel):
        yield pen.box((spot.x, spot.top, grid.long, grid.high), hatching(panel.absent), edge=RULE)
        return
    for tick in grid.scale.ticks:
        at = spot.y(tick)
        yield pen.rule((spot.x, at, spot.x + grid.long, at), STONE if panel.here else RULE)
    for x in _breaks(panel, spot):
        yield pen.rule((x, spot.top, x, spot.top + grid.high), STONE, dash="3 3")
    for order, line in enumerate(_shown(panel)):
        yield from _line(order, line, spot, pen)
    yield from _figures(spec, panel, spot, pen)


def _breaks(panel: Panel, spot: _Spot) -> list[float]:
    """Where series break: half way between the point and the one before."""
    return sorted(
        {
            (spot.at(before.at) + spot.at(point.at)) / 2
            for line in _shown(panel)
            for before, point in itertools.pairwise(line)
            if point.breaks
        }
    )


def _line(order: int, line: tuple[Point, ...], spot: _Spot, pen: Pen) -> Iterator[str]:
    colour, dash, shape = SERIES_COLOURS[order], SERIES_DASHES[order], SERIES_SHAPES[order]
    for piece in pieces(line):
        drawn = [(spot.at(point.at), spot.y(value)) for point, value in piece]
        yield pen.line(drawn, colour, wide=2, dash=dash)
        for (point, _value), (x, y) in zip(piece, drawn, strict=True):
            if point.low is not None and point.high is not None:
                yield pen.rule((x, spot.y(point.low), x, spot.y(point.high)), colour, wide=1.5)
            yield pen.mark(x, y, shape, colour, scale=0.75)


def _figures(spec: MultiplesChart, panel: Panel, spot: _Spot, pen: Pen) -> Iterator[str]:
    """The last figure of each line beside the plot, pushed apart where they would collide."""
    lasts = [
        (spot.y(piece[-1][1]), order, piece[-1][1])
        for order, line in enumerate(_shown(panel))
        for piece in pieces(line)[-1:]
    ]
    heights = apart([y for y, _, _ in sorted(lasts)], _FIGURE, spot.top, spot.top + spot.grid.high)
    for (_, order, value), y in zip(sorted(lasts), heights, strict=True):
        text, colour = figure(value, spec.decimals), readable(SERIES_COLOURS[order])
        x = spot.x + spot.grid.long + 4
        yield pen.words(Label(x, y + _FIGURE * 0.34, text, _FIGURE, bold=True, colour=colour))


def apart(wanted: list[float], step: float, top: float, floor: float) -> list[float]:
    """Ascending heights moved until each is `step` below the one before, within top and floor.

    Where there is no room for all of them, they run over the top rather than over each other.
    """
    found: list[float] = []
    for y in wanted:
        found.append(max(y, found[-1] + step) if found else max(y, top))
    for order in reversed(range(len(found))):
        found[order] = min(found[order], floor)
        floor = found[order] - step
    return found


def _years(spot: _Spot, pen: Pen) -> Iterator[str]:
    """The first and the last year, below a panel."""
    first, last = (str(int(year)) for year in spot.grid.years)
    y, grid = spot.top + spot.grid.high + 16, spot.grid
    both = first if first == last else f"{first}\N{EN DASH}{last}"
    if grid.years == (0.0, 0.0):
        return
    if first == last or grid.long < 76:
        middle = spot.x + grid.long / 2 if first == last else spot.x + grid.wide / 2
        yield pen.words(Label(middle, y, both, _TICK, "middle", colour=STONE))
        return
    yield pen.words(Label(spot.x, y, first, _TICK, colour=STONE))
    yield pen.words(Label(spot.x + grid.long, y, last, _TICK, "end", colour=STONE))


def _series_key(spec: MultiplesChart) -> list[Entry]:
    """Which line is which; one line needs no key."""
    if len(spec.series) < 2:
        return []
    return [stroke(order, one.label) for order, one in enumerate(spec.series[:_MOST])]


def _key(spec: MultiplesChart) -> list[Entry]:
    empty = [panel.absent for panel in spec.panels if _is_empty(panel)]
    broken = any(point.breaks for panel in spec.panels for line in _shown(panel) for point in line)
    return [
        *([upright(spec.break_label)] if broken and spec.break_label else []),
        *absences(empty, no_figure=spec.no_figure, withheld=spec.withheld),
    ]
