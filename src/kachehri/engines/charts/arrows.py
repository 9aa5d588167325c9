"""Change arrows: what became of many indicators or places, each from a value to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .canvas import INDIGO, INK, MADDER, PAPER, RULE, STONE, WIDTH, Canvas, Label, figure
from .key import MARK, Entry, absences, draw_key, hatching, upright
from .kinds import Arrow, ArrowsChart
from .pen import Pen
from .scales import Scale, nice_scale

_FIGURE, _TICK = 14.0, 12.0
_ROW, _SPACE = 24.0, 7.0
_TIMES = 120.0
"""The room at most for the two periods beside a name."""
_SHORTEST = 14.0
"""A shorter arrow is no arrow: its head alone is drawn."""


@dataclass(frozen=True)
class _Look:
    """How a change is drawn: never by colour alone."""

    colour: str
    fill: str
    dash: str


_BETTER = _Look(INDIGO, INDIGO, "")
_WORSE = _Look(MADDER, PAPER, "5 3")
_NEITHER = _Look(STONE, STONE, "")


@dataclass(frozen=True)
class _Plan:
    scale: Scale
    start: float
    end: float

    def x(self, value: Decimal | float) -> float:
        """A value's distance from the start side."""
        return self.start + self.scale.share(value) * (self.end - self.start)


def draw_arrows(spec: ArrowsChart, canvas: Canvas) -> tuple[list[str], float]:
    """Return the marks of change arrows and the height of their sheet."""
    pen, plan = Pen(canvas), _plan(spec, canvas)
    drawn: list[str] = []
    y = 0.0
    for arrow in spec.arrows:
        y, words = _name(arrow, canvas, y)
        drawn += [pen.words(label) for label in words]
        drawn += _row(spec, arrow, plan, pen, y + _ROW / 2)
        y += _ROW + _SPACE
    ticks = [
        pen.words(Label(plan.x(tick), y + 10, plan.scale.words(tick, spec.unit), _TICK, "middle",
                        colour=STONE, scale=True))
        for tick in plan.scale.named(canvas, _TICK, spec.unit, plan.end - plan.start)
    ]  # fmt: skip
    grid = [pen.rule((plan.x(tick), 0, plan.x(tick), y - 4), RULE) for tick in plan.scale.ticks]
    key, height = draw_key(_key(spec), canvas, y + 18)
    return [*grid, *drawn, *ticks, *key], height


def _plan(spec: ArrowsChart, canvas: Canvas) -> _Plan:
    known = [v for arrow in spec.arrows for v in (arrow.first, arrow.last) if v is not None]
    scale = nice_scale(known, lowest=spec.lowest, highest=spec.highest)
    texts = [_text(arrow, value) for arrow in spec.arrows for value in (arrow.first, arrow.last)]
    ticks = canvas.widest([scale.words(tick, spec.unit) for tick in scale.ticks], _TICK) / 2
    room = max(canvas.widest(texts, _FIGURE) + 16, ticks)
    return _Plan(scale, room, WIDTH - room)


def _text(arrow: Arrow, value: Decimal | None) -> str:
    return "" if value is None else figure(value, arrow.decimals)


def _name(arrow: Arrow, canvas: Canvas, y: float) -> tuple[float, list[Label]]:
    """The name above the row and the periods at its end; where the name ends."""
    size = canvas.type.small + 1
    times = [time for time in arrow.times if time]
    said = _between(times, canvas)
    room = WIDTH - (min(canvas.width(said, _TICK), _TIMES) + 12 if said else 0)
    lines = canvas.wrap(arrow.label, size, room)
    step = canvas.type.line
    labels = [
        Label(0, y + step * (n + 1) - step * 0.22, line, size, bold=True, colour=INK, halo=PAPER)
        for n, line in enumerate(lines)
    ]
    if said:
        labels.append(Label(WIDTH, y + step * 0.78, said, _TICK, "end", colour=STONE, halo=PAPER))
    return y + step * len(lines), labels


def _between(times: Sequence[str], canvas: Canvas) -> str:
    """The two periods with an arrow that points the way one reads."""
    way = "\N{LEFTWARDS ARROW}" if canvas.mirrored else "\N{RIGHTWARDS ARROW}"
    ordered = times[::-1] if canvas.mirrored else times
    return f" {way} ".join(dict.fromkeys(ordered))


def _row(spec: ArrowsChart, arrow: Arrow, plan: _Plan, pen: Pen, y: float) -> Iterator[str]:
    if arrow.first is None or arrow.last is None:
        fill = hatching(arrow.absent)
        yield pen.box((plan.start, y - 7, plan.end - plan.start, 14), fill, edge=RULE)
        return
    x1, x2 = plan.x(arrow.first), plan.x(arrow.last)
    forward = arrow.last >= arrow.first
    if arrow.joined:
        yield from _arrow(_look(arrow), x1, x2, y, pen)
    else:
        yield pen.rule(((x1 + x2) / 2, y - 10, (x1 + x2) / 2, y + 10), STONE, dash="3 3")
        yield pen.mark(x1, y, "circle", PAPER, edge=STONE)
        yield pen.mark(x2, y, "circle", STONE, edge=STONE)
    yield from _figures(arrow, (x1, x2), forward, y, pen)


def _look(arrow: Arrow) -> _Look:
    if arrow.better is None or arrow.first == arrow.last:
        return _NEITHER
    return _BETTER if arrow.better else _WORSE


def _arrow(look: _Look, x1: float, x2: float, y: float, pen: Pen) -> Iterator[str]:
    """A shaft from a hollow dot to a head; only the dot where nothing moved."""
    forward = x2 >= x1
    if abs(x2 - x1) < 0.05:
        yield pen.mark(x1, y, "circle", look.fill, edge=look.colour)
        return
    if abs(x2 - x1) >= _SHORTEST:
        back = -9 if forward else 9
        yield pen.line([(x1, y), (x2 + back, y)], look.colour, wide=2.5, dash=look.dash)
        yield pen.mark(x1, y, "circle", PAPER, edge=look.colour, scale=0.8)
    yield pen.head(x2, y, forward=forward, fill=look.fill, edge=look.colour)


def _figures(
    arrow: Arrow, ends: tuple[float, float], forward: bool, y: float, pen: Pen
) -> Iterator[str]:
    """Both figures, each outside its end of the arrow, so that they never meet."""
    (x1, x2), high = ends, y + _FIGURE * 0.34
    gap = 9.0 if abs(x2 - x1) >= _SHORTEST else 13.0
    first, last = _text(arrow, arrow.first), _text(arrow, arrow.last)
    beyond = 6.0 if arrow.joined else 10.0
    before, after = (-gap, beyond) if forward else (gap, -beyond)
    if x1 == x2:
        yield pen.words(Label(x2 + gap, high, last, _FIGURE, "start", bold=True, halo=PAPER))
        return
    yield pen.words(
        Label(x1 + before, high, first, _FIGURE, "end" if forward else "start", colour=STONE,
              halo=PAPER)
    )  # fmt: skip
    yield pen.words(
        Label(x2 + after, high, last, _FIGURE, "start" if forward else "end", bold=True,
              halo=PAPER)
    )  # fmt: skip


def _sample(look: _Look, text: str) -> Entry:
    """An arrow for the key."""

    def draw(pen: Pen, x: float, y: float) -> str:
        return "".join(_arrow(look, x + 5, x + MARK, y, pen))

    return Entry(text, draw)


def _key(spec: ArrowsChart) -> list[Entry]:
    """A word for each look that is used."""
    whole = [a for a in spec.arrows if a.first is not None and a.last is not None]
    looks = [_look(arrow) for arrow in whole if arrow.joined]
    words = ((_BETTER, spec.improved), (_WORSE, spec.worsened), (_NEITHER, spec.moved))
    absent = [a.absent for a in spec.arrows if a.first is None or a.last is None]
    return [
        *(_sample(look, text) for look, text in words if look in looks and text),
        *([upright(spec.not_comparable)] if len(looks) < len(whole) else []),
        *absences(absent, no_figure=spec.no_figure, withheld=spec.withheld),
    ]
