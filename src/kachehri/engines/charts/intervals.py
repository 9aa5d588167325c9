"""Values with their intervals: how sure each one is, drawn beside how large it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .canvas import (
    INDIGO,
    INK,
    MADDER,
    PAPER,
    RULE,
    STONE,
    WIDTH,
    Canvas,
    Label,
    figure,
    kept_apart,
)
from .key import MARK, Entry, absences, draw_key, hatching
from .kinds import Asked, Estimate, IntervalChart
from .pen import Pen
from .scales import Scale, nice_scale

_FIGURE, _TICK = 14.0, 12.0
_ROW, _DENSE = 26.0, 20.0
_MANY = 12
"""More rows than this stand closer, so that thirty of them go on one sheet."""
_NAMES_AT_MOST, _FIGURES_AT_MOST = WIDTH * 0.3, WIDTH * 0.42
_MARKS: dict[Asked, tuple[str, str]] = {
    "sample": ("circle", INDIGO),
    "everybody": ("square", INDIGO),
    "chosen": ("diamond", PAPER),
}
"""The mark of each way of asking, and its fill: told apart by shape, not by colour."""


@dataclass(frozen=True)
class _Plan:
    scale: Scale
    start: float
    end: float
    names: float
    size: float
    row: float
    line: float

    def x(self, value: Decimal | float) -> float:
        """A value's distance from the start side."""
        return self.start + self.scale.share(value) * (self.end - self.start)


def draw_intervals(spec: IntervalChart, canvas: Canvas) -> tuple[list[str], float]:
    """Return the marks of an interval chart and the height of its sheet."""
    pen, plan = Pen(canvas), _plan(spec, canvas)
    said = _said(spec, canvas)
    top = canvas.type.line * len(said) + 4 if said else 0.0
    drawn: list[str] = []
    y = top
    for row in spec.rows:
        name = canvas.wrap(row.label, plan.size, plan.names)
        high = max(plan.row, plan.line * len(name))
        drawn += _name(row, name, y + high / 2, plan, pen)
        drawn += _row(spec, row, plan, pen, y + high / 2)
        y += high
    grid = [pen.rule((plan.x(t), top, plan.x(t), y), RULE) for t in plan.scale.ticks]
    ticks = [
        pen.words(Label(plan.x(t), y + 16, plan.scale.words(t, spec.unit), _TICK, "middle",
                        colour=STONE, scale=True))
        for t in plan.scale.named(canvas, _TICK, spec.unit, plan.end - plan.start)
    ]  # fmt: skip
    held = _reference(spec, plan, pen, top, y)
    key, height = draw_key(_key(spec), canvas, y + 24)
    return [*grid, *held, *drawn, *ticks, *key], height


def _ends(row: Estimate) -> tuple[Decimal, Decimal] | None:
    """The interval; never of people chosen on purpose, whatever the figures say."""
    if row.value is None or row.low is None or row.high is None or row.asked != "sample":
        return None
    return min(row.low, row.value), max(row.high, row.value)


def _text(spec: IntervalChart, row: Estimate, canvas: Canvas) -> str:
    """The figure with its interval; where these are endless, the figure alone, as it fits."""
    if row.value is None:
        return ""
    text, ends = figure(row.value, spec.decimals, spec.unit), _ends(row)
    whole = text
    if ends is not None:
        low, high = (figure(end, spec.decimals) for end in ends)
        whole = f"{text} ({low}\N{EN DASH}{high})"
    texts = (whole, text, f"{row.value:.1E}")
    return next((t for t in texts if canvas.width(t, _FIGURE) <= _FIGURES_AT_MOST), texts[-1])


def _plan(spec: IntervalChart, canvas: Canvas) -> _Plan:
    many = len(spec.rows) > _MANY
    size = canvas.type.small if many else canvas.type.text
    row, line = (_DENSE, canvas.type.line * 0.78) if many else (_ROW, canvas.type.line)
    known = [
        value
        for row in spec.rows
        if row.value is not None
        for value in (row.value, *(_ends(row) or ()))
    ]
    known += [spec.reference[1]] if spec.reference else []
    scale = nice_scale(known, lowest=spec.lowest, highest=spec.highest)
    names = min(canvas.widest([row.label for row in spec.rows], size), _NAMES_AT_MOST)
    figures = canvas.widest([_text(spec, row, canvas) for row in spec.rows], _FIGURE)
    ticks = canvas.widest([scale.words(tick, spec.unit) for tick in scale.ticks], _TICK) / 2
    start = max(names + 16, ticks)
    end = WIDTH - max(figures + 14, ticks)
    return _Plan(scale, start, max(end, start + 60), names, size, row, line)


def _name(row: Estimate, lines: list[str], y: float, plan: _Plan, pen: Pen) -> Iterator[str]:
    step = plan.line
    first = y - step * len(lines) / 2
    for order, line in enumerate(lines):
        at = first + step * (order + 1) - step * 0.28
        yield pen.words(Label(plan.names, at, line, plan.size, "end", bold=row.here, colour=INK))


def _row(spec: IntervalChart, row: Estimate, plan: _Plan, pen: Pen, y: float) -> Iterator[str]:
    if row.value is None:
        fill = hatching(row.absent)
        yield pen.box((plan.start, y - 7, plan.end - plan.start, 14), fill, edge=RULE)
        return
    ends = _ends(row)
    if ends is not None:
        yield _whisker(plan.x(ends[0]), plan.x(ends[1]), y, pen)
    shape, fill = _MARKS[row.asked]
    hollow = row.asked == "sample" and ends is None
    colour = MADDER if row.here else INDIGO
    inside = PAPER if hollow or fill == PAPER else colour
    yield pen.mark(plan.x(row.value), y, shape, inside, edge=colour)
    label = Label(
        WIDTH, y + _FIGURE * 0.34, _text(spec, row, pen.canvas), _FIGURE, "end", bold=row.here
    )
    yield pen.words(label)


def _whisker(x1: float, x2: float, y: float, pen: Pen) -> str:
    caps = "".join(pen.rule((x, y - 5, x, y + 5), INDIGO, wide=1.5) for x in (x1, x2))
    return pen.rule((x1, y, x2, y), INDIGO, wide=1.5) + caps


def _said(spec: IntervalChart, canvas: Canvas) -> list[str]:
    """The name and figure of what is compared with, in lines."""
    if spec.reference is None:
        return []
    words, value = spec.reference
    text = f"{words} {kept_apart(figure(value, spec.decimals, spec.unit))}"
    return canvas.wrap(text, canvas.type.small, WIDTH * 0.8)


def _reference(
    spec: IntervalChart, plan: _Plan, pen: Pen, top: float, bottom: float
) -> Iterator[str]:
    """The value to compare with: an upright line with its name on top."""
    if spec.reference is None:
        return
    x, size, line = plan.x(spec.reference[1]), pen.canvas.type.small, pen.canvas.type.line
    said = _said(spec, pen.canvas)
    half = pen.canvas.widest(said, size) / 2
    at = min(max(x, half), max(WIDTH - half, half))
    yield pen.rule((x, top - 2, x, bottom), STONE, wide=1.5, dash="6 3")
    for order, part in enumerate(said):
        y = line * (order + 1) - line * 0.25
        yield pen.words(Label(at, y, part, size, "middle", colour=STONE, halo=PAPER))


def _sample(asked: Asked, text: str, *, whisker: bool, hollow: bool = False) -> Entry:
    shape, fill = _MARKS[asked]

    def draw(pen: Pen, x: float, y: float) -> str:
        line = _whisker(x + 1, x + MARK - 1, y, pen) if whisker else ""
        return line + pen.mark(x + MARK / 2, y, shape, PAPER if hollow else fill, edge=INDIGO)

    return Entry(text, draw)


def _key(spec: IntervalChart) -> list[Entry]:
    """A word for each mark that is used."""
    known = [row for row in spec.rows if row.value is not None]
    sure = any(_ends(row) for row in known)
    bare = any(row.asked == "sample" and not _ends(row) for row in known)
    asked = {row.asked for row in known}
    found = (
        (sure, _sample("sample", spec.interval, whisker=True)),
        (bare, _sample("sample", spec.no_interval, whisker=False, hollow=True)),
        ("everybody" in asked, _sample("everybody", spec.everybody, whisker=False)),
        ("chosen" in asked, _sample("chosen", spec.chosen, whisker=False)),
    )
    absent = [row.absent for row in spec.rows if row.value is None]
    return [
        *(entry for holds, entry in found if holds and entry.text),
        *absences(absent, no_figure=spec.no_figure, withheld=spec.withheld),
    ]
