"""The sheet that a chart is laid out on: its width, type, palette and direction.

A chart is 440 units wide with type of 15: on a phone of 360 pixels that is still 11 pixels, and a
stylesheet stops it from growing beyond 34rem. Positions are written as for a left-to-right
reader and mirrored here, so that no chart knows about direction.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from kachehri.kernel.numbers import format_number
from kachehri.kernel.typefaces import css_family, sans_stack

if TYPE_CHECKING:
    import altair as alt

WIDTH = 440.0
INK = "#16130f"
PAPER = "#fbf8f1"
STONE = "#5f584d"
RULE = "#d9cfba"
INDIGO = "#1b2a57"
MADDER = "#8e1c2a"
OCHRE = "#b5761b"
SERIES_COLOURS = (INDIGO, OCHRE, MADDER, "#6f7fae")
SERIES_SHAPES = ("circle", "square", "triangle-up", "diamond")
SERIES_DASHES = ([1, 0], [7, 3], [2, 3], [10, 3, 2, 3])

Anchor: TypeAlias = Literal["start", "middle", "end"]

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_RTL_START, _ISOLATE_END = "\u2067", "\u2069"


@dataclass(frozen=True)
class TypeSize:
    """Sizes of one language's letters, in units: text, small text, line, mean width of a letter.

    Nastaliq hangs below and above its line; Lateef is small on its body.
    """

    text: float
    small: float
    line: float
    letter: float


_TYPES = {
    "en": TypeSize(15, 13, 20, 0.5),
    "ur": TypeSize(15, 13.5, 33, 0.46),
    "sd": TypeSize(20, 17.5, 26, 0.38),
}
FIGURE = 15.0
FIGURE_LETTER = 0.54


@dataclass(frozen=True)
class Label:
    """One line of text in a chart. `x` is counted from the start side."""

    x: float
    y: float
    text: str
    size: float
    anchor: Anchor = "start"
    bold: bool = False
    colour: str = INK
    fixed: bool = False

    @property
    def style(self) -> tuple[str, float, bool, str, bool, bool]:
        """What labels of one layer share."""
        arabic = is_arabic(self.text)
        return (self.anchor, self.size, self.bold, self.colour, self.fixed, arabic)


@dataclass(frozen=True)
class Canvas:
    """Direction, type and font of one language."""

    language: str

    @property
    def mirrored(self) -> bool:
        """Whether the start side is the right one."""
        return self.language in {"ur", "sd"}

    @property
    def type(self) -> TypeSize:
        """The sizes of this language's letters."""
        return _TYPES.get(self.language, _TYPES["en"])

    def x(self, position: float) -> float:
        """Return where a position counted from the start side is on the sheet."""
        return round(WIDTH - position if self.mirrored else position, 2)

    def range(self, start: float, end: float) -> list[float]:
        """Return an axis' range from the start side to the end side."""
        return [self.x(start), self.x(end)]

    def family(self, text: str) -> str:
        """Return the families for a text, its script's own first.

        What makes pictures and PDFs of an SVG takes the first family and, for letters that it
        lacks, any other font that it finds instead of the second family.
        """
        stack = sans_stack(self.language)
        return css_family(stack[::-1] if is_arabic(text) else stack)

    def align(self, anchor: Anchor) -> Literal["left", "center", "right"]:
        """Return the anchor as Vega names it, mirrored."""
        if anchor == "middle":
            return "center"
        return "right" if (anchor == "end") != self.mirrored else "left"

    def width(self, text: str, size: float) -> float:
        """Return about how wide a text is: a little more rather than less."""
        letters = sum(1 for sign in text if not unicodedata.combining(sign))
        return letters * size * (self.type.letter if is_arabic(text) else FIGURE_LETTER)

    def widest(self, texts: Iterable[str], size: float) -> float:
        """Return the width of the widest of the texts; 0 without any."""
        return max((self.width(text, size) for text in texts), default=0.0)

    def wrap(self, text: str, size: float, limit: float) -> list[str]:
        """Break a text into even lines of at most `limit` wide; a longer word stands alone."""
        lines = self._filled(text, size, limit)
        even = self.width(text, size) / len(lines)
        for narrower in (even * 1.05, even * 1.2, even * 1.4):
            evenly = self._filled(text, size, min(narrower, limit))
            if len(evenly) == len(lines):
                return evenly
        return lines

    def _filled(self, text: str, size: float, limit: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= limit:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines or [""]


def is_arabic(text: str) -> bool:
    """Return whether a text has letters that run from right to left."""
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


def legible(text: str) -> str:
    """Return a text without control characters: one NUL ends the whole process inside Vega."""
    return _UNSEEN.sub("", text)


def isolated(text: str) -> str:
    """Return a right-to-left text so that its figures and brackets keep their place in an SVG."""
    return f"{_RTL_START}{text}{_ISOLATE_END}" if is_arabic(text) else text


def figure(value: Decimal, decimals: int, unit: str = "") -> str:
    """Return a value as it is written beside a bar: "45.0 %", "1,234"."""
    text = format_number(value, decimals)
    return f"{text} {unit}" if unit == "%" else text


def chart_of(rows: list[dict[str, Any]]) -> "alt.Chart":
    """Return a chart of rows, without a mark yet."""
    import altair as alt

    data: Any = alt.Data
    return alt.Chart(data(values=rows))


def text_layers(canvas: Canvas, labels: Iterable[Label]) -> "list[alt.Chart]":
    """Return one layer of text for each style among the labels."""
    ordered = sorted(labels, key=lambda label: label.style)
    return [
        _text_layer(canvas, list(group)) for _, group in groupby(ordered, key=lambda p: p.style)
    ]


def _text_layer(canvas: Canvas, labels: list[Label]) -> "alt.Chart":
    import altair as alt

    first = labels[0]
    rows = [
        {
            "x": label.x if label.fixed else canvas.x(label.x),
            "y": round(label.y, 2),
            "text": isolated(legible(label.text)),
        }
        for label in labels
    ]
    mark = chart_of(rows).mark_text(
        align=canvas.align(first.anchor),
        baseline="alphabetic",
        font=canvas.family(first.text),
        fontSize=first.size,
        fontWeight=600 if first.bold else 400,
        fill=first.colour,
    )
    layer: alt.Chart = mark.encode(
        x=alt.X("x:Q", scale=None, axis=None),
        y=alt.Y("y:Q", scale=None, axis=None),
        text=alt.Text("text:N"),
    )
    return layer


def rule_layer(
    canvas: Canvas, rules: Iterable[tuple[float, float, float, float]], colour: str, dash: list[int]
) -> "alt.Chart":
    """Return thin straight rules, each from (x, y) to (x, y), counted from the start side."""
    import altair as alt

    rows = [{"x": canvas.x(x1), "y": y1, "x2": canvas.x(x2), "y2": y2} for x1, y1, x2, y2 in rules]
    mark = chart_of(rows).mark_rule(stroke=colour, strokeDash=dash, strokeWidth=1)
    layer: alt.Chart = mark.encode(
        x=alt.X("x:Q", scale=None, axis=None),
        y=alt.Y("y:Q", scale=None, axis=None),
        x2="x2:Q",
        y2="y2:Q",
    )
    return layer


def sheet(layers: "list[alt.Chart]", height: float) -> "alt.LayerChart":
    """Put the layers on one sheet without frame, background or padding."""
    import altair as alt

    made: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            width=WIDTH,
            height=round(height, 1),
            padding=0,
            background="transparent",
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure_view(stroke=None)
    )
    return made
