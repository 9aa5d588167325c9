"""Lines over years, named at their ends; breaks in a series and gaps are drawn as such."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kachehri.engines.charts.canvas import (
    FIGURE,
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
from kachehri.engines.charts.kinds import Line, LineChart, Point
from kachehri.engines.charts.pen import Pen
from kachehri.engines.charts.scales import Scale, nice_scale

_PLOT = 210.0
_NAMES_AT_MOST = WIDTH * 0.3
_YEAR_SPACE = 46.0


@dataclass(frozen=True)
class _Plan:
    """Where years and values are on the sheet."""

    years: tuple[float, float]
    scale: Scale
    start: float
    end: float
    top: float

    @property
    def bottom(self) -> float:
        """Where the lowest value is."""
        return self.top + _PLOT

    def x(self, year: Decimal) -> float:
        """Return a year's distance from the start side."""
        first, last = self.years
        share = (float(year) - first) / (last - first) if last > first else 0.5
        return self.start + share * (self.end - self.start)

    def y(self, value: float | Decimal) -> float:
        """Return a value's distance from the top."""
        return self.bottom - self.scale.share(value) * _PLOT


def draw_lines(spec: LineChart, canvas: Canvas) -> tuple[list[str], float]:
    """Return the marks of a line specification and the height of their sheet."""
    pen, plan = Pen(canvas), _plan(spec, canvas)
    labels = [
        *_tick_labels(plan),
        *_year_labels(spec, canvas, plan),
        *_first_labels(spec, plan),
        *_end_labels(spec, canvas, plan),
        *_break_labels(spec, canvas, plan),
    ]
    grid = [pen.rule((plan.start, plan.y(t), plan.end, plan.y(t)), RULE) for t in plan.scale.ticks]
    breaks = [
        pen.rule((x, plan.top - 4, x, plan.bottom), STONE, dash="3 3")
        for x in _break_places(spec, plan)
    ]
    drawn = [part for n, line in enumerate(spec.lines) for part in _line(n, line, pen, plan)]
    return [*grid, *breaks, *drawn, *pen.all_words(labels)], plan.bottom + 24


def _known(points: Iterable[Point]) -> list[tuple[Point, Decimal]]:
    return [(point, point.value) for point in points if point.value is not None]


def _plan(spec: LineChart, canvas: Canvas) -> _Plan:
    scale = _scale(spec)
    years = [float(point.at) for line in spec.lines for point in line.points] or [0.0]
    size = canvas.type.text
    names = canvas.widest(
        (
            part
            for line in spec.lines
            for part in canvas.wrap(line.series.label, size, _NAMES_AT_MOST)
        ),
        size,
    )
    figures = canvas.widest(_end_figures(spec), FIGURE)
    start = canvas.widest([scale.words(tick) for tick in scale.ticks], 13) + 12
    end = WIDTH - max(names, figures, 20) - 12
    top = 12.0 + (canvas.type.line if _has_break(spec) and spec.break_label else 4)
    return _Plan((min(years), max(years)), scale, start, end, top)


def _end_figures(spec: LineChart) -> list[str]:
    return [
        figure(known[-1][1], spec.decimals, spec.unit)
        for line in spec.lines
        if (known := _known(line.points))
    ]


def _scale(spec: LineChart) -> Scale:
    """About four round values that enclose all points and their intervals."""
    known = [
        value
        for line in spec.lines
        for point in line.points
        if point.value is not None
        for value in (point.value, point.low, point.high)
        if value is not None
    ]
    return nice_scale(known, lowest=spec.lowest, highest=spec.highest)


def _tick_labels(plan: _Plan) -> list[Label]:
    return [
        Label(
            plan.start - 7,
            plan.y(tick) + 4.5,
            plan.scale.words(tick),
            13,
            "end",
            colour=STONE,
            scale=True,
        )
        for tick in plan.scale.ticks
    ]


def _year_labels(spec: LineChart, canvas: Canvas, plan: _Plan) -> list[Label]:
    """Name the last year and as many before it as fit."""
    chosen: list[Decimal] = []
    for year in sorted({point.at for line in spec.lines for point in line.points}, reverse=True):
        if not chosen or plan.x(chosen[-1]) - plan.x(year) >= _YEAR_SPACE:
            chosen.append(year)
    return [
        Label(plan.x(year), plan.bottom + 19, str(int(year)), 13, "middle", colour=STONE)
        for year in chosen
    ]


def _first_labels(spec: LineChart, plan: _Plan) -> list[Label]:
    """Give the first value of one or two lines, on the side where its line does not go.

    Of a broken line it is the first since the break: what was before cannot be compared.
    """
    starts = [known for line in spec.lines if len(known := _known(_unbroken(line.points))) > 1]
    if len(starts) > 2:
        return []
    return [
        _first_label(spec, plan, known, [other for other in starts if other is not known])
        for known in starts
    ]


def _unbroken(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the points since the last break."""
    return points[max((n for n, point in enumerate(points) if point.breaks), default=0) :]


def _first_label(
    spec: LineChart,
    plan: _Plan,
    known: list[tuple[Point, Decimal]],
    others: list[list[tuple[Point, Decimal]]],
) -> Label:
    """Put the first value above or below the whole stretch of line that it stands beside."""
    (point, value), (then, after) = known[0], known[1]
    below = all(value <= other[0][1] for other in others) if others else after >= value
    share = min(1.0, 40 / max(plan.x(then.at) - plan.x(point.at), 1.0))
    beside = plan.y(value) + share * (plan.y(after) - plan.y(value))
    low, high = max(plan.y(value), beside), min(plan.y(value), beside)
    y = low + 21 if below and low + 21 < plan.bottom else high - 10
    text = figure(value, spec.decimals)
    return Label(plan.x(point.at) + 8, y, text, FIGURE, "start", bold=True)


def _end_labels(spec: LineChart, canvas: Canvas, plan: _Plan) -> list[Label]:
    """Name each line at its end with its last value, pushed apart where they would collide."""
    size = canvas.type
    blocks: list[tuple[float, list[Label]]] = []
    for number, line in enumerate(spec.lines):
        known = _known(line.points)
        if not known:
            continue
        value = known[-1][1]
        colour = SERIES_COLOURS[number % len(SERIES_COLOURS)]
        name = (
            canvas.wrap(line.series.label, size.text, _NAMES_AT_MOST) if line.series.label else []
        )
        x = plan.end + 10
        parts = [
            Label(
                x,
                0,
                figure(value, spec.decimals, spec.unit),
                FIGURE,
                bold=True,
                colour=readable(colour),
            )
        ]
        parts += [
            Label(
                x,
                size.line * (n + 1) - (size.line - 20) * 0.35,
                part,
                size.text,
                colour=readable(colour),
            )
            for n, part in enumerate(name)
        ]
        blocks.append((plan.y(value) + 5, parts))
    return _pushed_apart(blocks, size.line, plan)


def _pushed_apart(blocks: list[tuple[float, list[Label]]], line: float, plan: _Plan) -> list[Label]:
    """Move blocks of labels down, and then up from the floor, until none touches another."""
    ordered = sorted(blocks, key=lambda block: block[0])
    heights = [20 + line * (len(parts) - 1) for _, parts in ordered]
    tops: list[float] = []
    for number, (y, _) in enumerate(ordered):
        tops.append(max(y, tops[-1] + heights[number - 1]) if tops else max(y, 14.0))
    floor = plan.bottom + 24
    for number in reversed(range(len(tops))):
        tops[number] = min(tops[number], floor - heights[number] + 12)
        floor = tops[number] - 12
    return [
        Label(p.x, top + p.y, p.text, p.size, p.anchor, p.bold, p.colour)
        for top, (_, parts) in zip(tops, ordered, strict=True)
        for p in parts
    ]


def _has_break(spec: LineChart) -> bool:
    return any(point.breaks for line in spec.lines for point in line.points)


def _break_places(spec: LineChart, plan: _Plan) -> list[float]:
    """Return where series break: half way between the point and the one before."""
    return sorted(
        {
            (plan.x(before.at) + plan.x(point.at)) / 2
            for line in spec.lines
            for before, point in zip(line.points, line.points[1:], strict=False)
            if point.breaks
        }
    )


def _break_labels(spec: LineChart, canvas: Canvas, plan: _Plan) -> list[Label]:
    if not spec.break_label:
        return []
    size = canvas.type.small
    return [
        Label(x, plan.top - 9, spec.break_label, size, "middle", colour=STONE)
        for x in _break_places(spec, plan)[:1]
    ]


def _line(number: int, line: Line, pen: Pen, plan: _Plan) -> Iterator[str]:
    """The pieces of one line and its points, each with its interval where it has one."""
    colour = SERIES_COLOURS[number % len(SERIES_COLOURS)]
    shape = SERIES_SHAPES[number % len(SERIES_SHAPES)]
    dash = SERIES_DASHES[number % len(SERIES_DASHES)]
    for piece in pieces(line.points):
        yield pen.line([(plan.x(p.at), plan.y(v)) for p, v in piece], colour, dash=dash)
    for point, value in _known(line.points):
        x = plan.x(point.at)
        if point.low is not None and point.high is not None:
            yield pen.rule((x, plan.y(point.low), x, plan.y(point.high)), colour, wide=1.5)
        yield pen.mark(x, plan.y(value), shape, colour)


def pieces(points: Iterable[Point]) -> list[list[tuple[Point, Decimal]]]:
    """The stretches of a line between its gaps and breaks."""
    found: list[list[tuple[Point, Decimal]]] = [[]]
    for point in points:
        if point.value is None or point.breaks:
            found.append([])
        if point.value is not None:
            found[-1].append((point, point.value))
    return [piece for piece in found if piece]
