"""Horizontal bars from nought, named and figured beside themselves instead of by a legend."""

from dataclasses import dataclass
from decimal import Decimal

from kachehri.engines.charts.canvas import (
    FIGURE,
    INK,
    SERIES_COLOURS,
    STONE,
    WIDTH,
    Canvas,
    Label,
    figure,
)
from kachehri.engines.charts.kinds import BarChart
from kachehri.engines.charts.pen import Pen

_THICK = 17.0
_STEP = 23.0
_SPACE = 12.0
_GUTTER_AT_MOST = WIDTH * 0.36


@dataclass(frozen=True)
class _Row:
    """One bar: its middle, its series, its value."""

    y: float
    series: int
    value: Decimal | None


@dataclass(frozen=True)
class _Plan:
    rows: tuple[_Row, ...]
    labels: tuple[Label, ...]
    start: float
    end: float
    height: float


def draw_bars(spec: BarChart, canvas: Canvas) -> tuple[list[str], float]:
    """Return the marks of a bar specification and the height of their sheet."""
    plan, pen = _plan(spec, canvas), Pen(canvas)
    bars = [_bar(spec, pen, plan, row, row.value) for row in plan.rows if row.value is not None]
    half = _STEP / 2
    base = [
        pen.rule((plan.start, row.y - half, plan.start, row.y + half), STONE) for row in plan.rows
    ]
    return [*bars, *base, *pen.all_words(plan.labels)], plan.height


def _plan(spec: BarChart, canvas: Canvas) -> _Plan:
    size = canvas.type
    single = len(spec.series) == 1
    beside = [bar.label for bar in spec.bars] if single else [s.label for s in spec.series]
    gutter = canvas.widest(beside, size.text if single else size.small) + 10
    above = not single or gutter > _GUTTER_AT_MOST
    start = 1.0 if single and above else min(gutter, _GUTTER_AT_MOST)
    rows, labels, y = _rows(spec, canvas, above)
    values = [figure(r.value, spec.decimals, spec.unit) for r in rows if r.value is not None]
    end = WIDTH - canvas.widest(values, FIGURE) - 10
    scale = (end - start) / float(_highest(spec))
    beside_labels = _beside(spec, canvas, rows, start, above)
    figures = [_value_label(spec, canvas, row, start, scale) for row in rows]
    return _Plan(tuple(rows), (*labels, *beside_labels, *figures), start, end, y)


def _rows(spec: BarChart, canvas: Canvas, above: bool) -> tuple[list[_Row], list[Label], float]:
    rows: list[_Row] = []
    labels: list[Label] = []
    step = _STEP if above else max(_STEP, canvas.type.line)
    y = 0.0
    for bar in spec.bars:
        if above:
            for line in canvas.wrap(bar.label, canvas.type.text, WIDTH):
                y += canvas.type.line
                labels.append(
                    Label(0, y - canvas.type.line * 0.25, line, canvas.type.text, bold=True)
                )
        for number, value in enumerate(bar.values):
            rows.append(_Row(y + step / 2, number, value))
            y += step
        y += _SPACE if above else 4
    return rows, labels, max(y, canvas.type.line)


def _beside(
    spec: BarChart, canvas: Canvas, rows: list[_Row], start: float, above: bool
) -> list[Label]:
    """Return the names in the gutter: the series', or the places' where there is one series."""
    size = canvas.type
    if len(spec.series) > 1:
        return [
            Label(
                start - 8,
                row.y + size.small * 0.3,
                spec.series[row.series].label,
                size.small,
                "end",
                colour=STONE,
            )
            for row in rows
        ]
    if above:
        return []
    return [
        Label(start - 8, row.y + size.text * 0.3, bar.label, size.text, "end")
        for row, bar in zip(rows, spec.bars, strict=True)
    ]


def _value_label(spec: BarChart, canvas: Canvas, row: _Row, start: float, scale: float) -> Label:
    if row.value is None:
        size = canvas.type.small
        return Label(start + 7, row.y + size * 0.3, spec.no_figure, size, colour=STONE)
    x = start + max(float(row.value), 0) * scale + 6
    text = figure(row.value, spec.decimals, spec.unit)
    return Label(x, row.y + FIGURE * 0.34, text, FIGURE, bold=True, colour=INK)


def _highest(spec: BarChart) -> Decimal:
    if spec.highest:
        return spec.highest
    values = [value for bar in spec.bars for value in bar.values if value is not None]
    return max([value for value in values if value > 0], default=Decimal(1))


def _bar(spec: BarChart, pen: Pen, plan: _Plan, row: _Row, value: Decimal) -> str:
    scale = (plan.end - plan.start) / float(_highest(spec))
    long = max(float(value), 0) * scale
    colour = SERIES_COLOURS[row.series % len(SERIES_COLOURS)]
    return pen.box((plan.start, row.y - _THICK / 2, long, _THICK), colour)
