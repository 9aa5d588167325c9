"""The key of a chart: marks with their words, in as many lines as they need."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .canvas import (
    INDIGO,
    SERIES_COLOURS,
    SERIES_DASHES,
    SERIES_SHAPES,
    STONE,
    WIDTH,
    Canvas,
    Label,
)
from .kinds import Absence
from .pen import HELD_FILL, NONE_FILL, Pen

Draw: TypeAlias = Callable[[Pen, float, float], str]
"""Draws a mark: the pen, the start of the mark and the middle of its line."""

MARK = 26.0
_BETWEEN = 18.0


@dataclass(frozen=True)
class Entry:
    """A mark and what it stands for."""

    text: str
    draw: Draw


def hatching(absent: Absence) -> str:
    """The fill of what has no figure."""
    return HELD_FILL if absent == "withheld" else NONE_FILL


def swatch(fill: str, text: str) -> Entry:
    """A box of a fill."""

    def draw(pen: Pen, x: float, y: float) -> str:
        return pen.box((x + 0.5, y - 8, MARK - 6, 16), fill, edge=INDIGO)

    return Entry(text, draw)


def stroke(order: int, text: str) -> Entry:
    """The line of a series, with its dashes and its mark."""

    def draw(pen: Pen, x: float, y: float) -> str:
        colour = SERIES_COLOURS[order % len(SERIES_COLOURS)]
        shape = SERIES_SHAPES[order % len(SERIES_SHAPES)]
        line = pen.line([(x, y), (x + MARK, y)], colour, dash=SERIES_DASHES[order % 4])
        return line + pen.mark(x + MARK / 2, y, shape, colour, scale=0.8)

    return Entry(text, draw)


def upright(text: str) -> Entry:
    """The mark of a break."""

    def draw(pen: Pen, x: float, y: float) -> str:
        return pen.rule((x + MARK / 2, y - 10, x + MARK / 2, y + 10), STONE, dash="3 3")

    return Entry(text, draw)


def absences(absent: Iterable[Absence], *, no_figure: str, withheld: str) -> list[Entry]:
    """A word for each kind of hatching that is used."""
    used = set(absent)
    words: tuple[tuple[Absence, str], ...] = (("none", no_figure), ("withheld", withheld))
    return [swatch(hatching(kind), text) for kind, text in words if kind in used]


def draw_key(entries: Sequence[Entry], canvas: Canvas, top: float) -> tuple[list[str], float]:
    """The marks of a key below `top`, and where it ends."""
    if not entries:
        return [], top
    pen, size, line = Pen(canvas), canvas.type.small, max(24.0, canvas.type.line)
    drawn, x, y = [], 0.0, top
    for entry in entries:
        parts = canvas.wrap(entry.text, size, WIDTH - MARK - 8)
        wide = MARK + 8 + canvas.widest(parts, size) + _BETWEEN
        if x and x + wide - _BETWEEN > WIDTH:
            x, y = 0.0, y + line
        drawn.append(entry.draw(pen, x, y + line / 2))
        for order, part in enumerate(parts):
            y += line if order else 0
            at = y + line / 2 + size * 0.33
            drawn.append(pen.words(Label(x + MARK + 8, at, part, size, colour=STONE, scale=True)))
        x += wide
    return drawn, y + line
