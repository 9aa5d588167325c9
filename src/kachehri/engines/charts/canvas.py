"""The sheet that a chart is laid out on: its width, type, palette and direction.

A chart is 440 units wide with type of 15: on a phone of 360 pixels that is still 11 pixels, and a
stylesheet stops it from growing beyond 34rem. Positions are written as for a left-to-right
reader and mirrored here, so that no chart knows about direction.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, TypeAlias

from kachehri.kernel.numbers import NO_BREAK_SPACE, format_number
from kachehri.kernel.typefaces import css_family, sans_stack

WIDTH = 440.0
INK = "#16130f"
PAPER = "#fbf8f1"
STONE = "#5f584d"
RULE = "#d9cfba"
INDIGO = "#1b2a57"
MADDER = "#8e1c2a"
OCHRE = "#b5761b"
SERIES_COLOURS = (INDIGO, OCHRE, MADDER, "#6f7fae")
SERIES_SHAPES = ("circle", "square", "triangle", "diamond")
SERIES_DASHES = ("", "7 3", "2 3", "10 3 2 3")

Anchor: TypeAlias = Literal["start", "middle", "end"]

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_LTR_START, _RTL_START, _ISOLATE_END = "\u2066", "\u2067", "\u2069"


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
_ENDLESS = 12
"""Figures from this power of ten on would run off the sheet."""

FIGURE = 15.0
FIGURE_LETTER = 0.54


@dataclass(frozen=True)
class Label:
    """One line of text in a chart. `x` is counted from the start side, unless it is `fixed`.

    With a `halo` of a colour it stands out from what lies under it. `scale` says that its figures
    are no figures of anything, but ticks of an axis or limits of classes.
    """

    x: float
    y: float
    text: str
    size: float
    anchor: Anchor = "start"
    bold: bool = False
    colour: str = INK
    fixed: bool = False
    halo: str = ""
    scale: bool = False


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

    @cached_property
    def _families(self) -> tuple[str, str]:
        stack = sans_stack(self.language)
        return css_family(stack), css_family(stack[::-1])

    def family(self, text: str) -> str:
        """Return the families for a text, its script's own first.

        What makes pictures and PDFs of an SVG takes the first family and, for letters that it
        lacks, any other font that it finds instead of the second family.
        """
        return self._families[is_arabic(text)]

    def width(self, text: str, size: float) -> float:
        """Return about how wide a text is: a little more rather than less."""
        if text.isascii():
            return len(text) * size * FIGURE_LETTER
        letters = sum(1 for sign in text if not unicodedata.combining(sign))
        return letters * size * (self.type.letter if is_arabic(text) else FIGURE_LETTER)

    def widest(self, texts: Iterable[str], size: float) -> float:
        """Return the width of the widest of the texts; 0 without any."""
        return max((self.width(text, size) for text in texts), default=0.0)

    def wrap(self, text: str, size: float, limit: float) -> list[str]:
        """Break a text into even lines of at most `limit` wide; only a longer word is cut."""
        lines = self._filled(text, size, limit)
        even = self.width(text, size) / len(lines)
        for narrower in (even * 1.05, even * 1.2, even * 1.4):
            evenly = self._filled(text, size, min(narrower, limit))
            if len(evenly) == len(lines):
                return evenly
        return lines

    def _filled(self, text: str, size: float, limit: float) -> list[str]:
        lines: list[str] = []
        for word in self._cut(text, size, limit):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= limit:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines or [""]

    def _cut(self, text: str, size: float, limit: float) -> Iterator[str]:
        """The words; one that is wider than the limit in pieces."""
        for word in text.split():
            if self.width(word, size) <= limit:
                yield word
                continue
            letters = max(1, int(len(word) * limit / self.width(word, size)))
            yield from (word[at : at + letters] for at in range(0, len(word), letters))


def is_arabic(text: str) -> bool:
    """Return whether a text has letters that run from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text
    )


def legible(text: str) -> str:
    """Return a text without control characters: no reader of XML takes them."""
    return _UNSEEN.sub("", text)


def isolated(text: str) -> str:
    """Return a right-to-left text so that its figures and brackets keep their place in an SVG."""
    return f"{_RTL_START}{text}{_ISOLATE_END}" if is_arabic(text) else text


def kept_apart(text: str) -> str:
    """Return a figure so that words from right to left beside it do not turn it around."""
    return f"{_LTR_START}{text.replace(' ', NO_BREAK_SPACE)}{_ISOLATE_END}"


def figure(value: Decimal, decimals: int, unit: str = "") -> str:
    """Return a value as it is written beside a bar: "45.0 %", "1,234"; "1.2E+30" if endless."""
    short = not value or value.adjusted() < _ENDLESS
    text = format_number(value, decimals) if short else f"{value:.1E}"
    return f"{text} {unit}" if unit == "%" else text


def readable(colour: str) -> str:
    """Return a series' colour for words: ochre and the light blue are too light to be read."""
    return {OCHRE: "#7d4e0c", "#6f7fae": "#46557f"}.get(colour, colour)
