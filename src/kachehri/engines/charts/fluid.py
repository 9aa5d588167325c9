"""Small charts that a page draws itself: lines over years, by strings alone, in a millisecond.

They are as wide as the page lets them be: places across are percents, heights and letters are
pixels, so that a figure is read as well on a phone as on a desk. Only numbers and years stand in
the drawing; words stand in the key below it, in the page's own letters. See docs/adr/0085.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .canvas import INDIGO, MADDER, OCHRE, RULE, STONE

STYLES = (
    (INDIGO, "", "circle"),
    (MADDER, "7 3", "triangle"),
    (OCHRE, "2 3", "square"),
    (STONE, "10 3 2 3", "diamond"),
)
"""Colour, dashes and shape of each line: never a colour alone."""
HEIGHT = 250
_TOP, _BOTTOM = 22.0, 222.0
_FROM, _TO = 16.0, 90.0
_APART = 16.0
_YEARS_APART = 11.0
_NOTHING = 1e-290
"""A span below this cannot be cut: its power of ten is no longer a number of the machine."""


@dataclass(frozen=True)
class Dot:
    """One value: the year as a number, the words below and beside it, the ends of its interval.

    `joined` is false where it cannot be compared with the one before: the line is broken there.
    """

    at: float
    value: float
    year: str
    text: str
    low: float | None = None
    high: float | None = None
    joined: bool = True


@dataclass(frozen=True)
class Trace:
    """One line: what it is, and its dots, the oldest first."""

    label: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Sheet:
    """Where years and values stand."""

    first: float
    last: float
    highest: float
    lowest: float
    mirrored: bool

    def x(self, at: float) -> float:
        """Percent from the left."""
        share = (at - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        place = _FROM + share * (_TO - _FROM)
        return 100 - place if self.mirrored else place

    def y(self, value: float) -> float:
        """Pixels from the top."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return _BOTTOM - share * (_BOTTOM - _TOP)


def lines(
    traces: Sequence[Trace],
    *,
    name: str,
    title: str,
    description: str,
    write: Callable[[float], str],
    mirrored: bool = False,
) -> str:
    """The drawing as an SVG element; `name` is its id on the page, `write` gives a tick its words.

    At most as many traces as there are STYLES are drawn. Empty without any dot.
    """
    drawn = [trace for trace in traces if trace.dots][: len(STYLES)]
    if not drawn:
        return ""
    step, sheet = _sheet([dot for trace in drawn for dot in trace.dots], mirrored)
    body = [
        *_grid(sheet, step, write),
        *_years(drawn, sheet),
        *_breaks(drawn[0], sheet),
        *(part for number, trace in enumerate(drawn) for part in _trace(trace, number, sheet)),
        *_values(drawn, sheet),
    ]
    return (
        f'<svg class="fluid" xmlns="http://www.w3.org/2000/svg" width="100%" height="{HEIGHT}" '
        f'role="img" direction="ltr" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}'
        f"</desc>{''.join(body)}</svg>"
    )


def swatch(number: int) -> str:
    """The mark of a line for the key below the drawing."""
    colour, dashes, shape = STYLES[number % len(STYLES)]
    return (
        '<svg class="swatch" aria-hidden="true" width="34" height="14">'
        f'<path d="M0 7h34" stroke="{colour}" stroke-width="2"{_dashed(dashes)}/>'
        f"{_mark(shape, '17', 7, colour)}</svg>"
    )


def nice_step(span: float, parts: int = 4) -> float:
    """A round step (1, 2 or 5 times a power of ten) that cuts a span into about as many parts."""
    if span < _NOTHING:
        return 1.0
    rough = span / parts
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * unit for unit in (1, 2, 5, 10) if power * unit >= rough * 0.999)


def _sheet(dots: Sequence[Dot], mirrored: bool) -> tuple[float, Sheet]:
    top = max(max(dot.value, dot.high or dot.value) for dot in dots)
    low = min(0.0, *(min(dot.value, dot.value if dot.low is None else dot.low) for dot in dots))
    step = nice_step(top - low)
    highest = math.ceil(top / step) * step or step
    lowest = math.floor(low / step) * step
    highest = highest if highest > lowest else lowest + step
    years = [dot.at for dot in dots]
    return step, Sheet(min(years), max(years), highest, lowest, mirrored)


def _grid(sheet: Sheet, step: float, write: Callable[[float], str]) -> Iterator[str]:
    start, end = "0", "100%"
    side, anchor = ("100%", "end") if sheet.mirrored else ("0", "start")
    for number in range(round((sheet.highest - sheet.lowest) / step) + 1):
        value = sheet.lowest + number * step
        y = sheet.y(value)
        yield f'<line x1="{start}" x2="{end}" y1="{y:.1f}" y2="{y:.1f}" stroke="{RULE}"/>'
        yield _text(side, y - 4, write(value), anchor, STONE)


def _years(traces: Sequence[Trace], sheet: Sheet) -> Iterator[str]:
    years = {dot.at: dot.year for trace in traces for dot in trace.dots}
    taken = 1000.0
    for at in sorted(years, reverse=True):
        x = sheet.x(at) if not sheet.mirrored else 100 - sheet.x(at)
        if taken - x < _YEARS_APART:
            continue
        taken = x
        yield _text(f"{sheet.x(at):.1f}%", HEIGHT - 6, years[at], "middle", STONE)


def _breaks(trace: Trace, sheet: Sheet) -> Iterator[str]:
    for before, dot in zip(trace.dots, trace.dots[1:], strict=False):
        if not dot.joined:
            x = f"{(sheet.x(before.at) + sheet.x(dot.at)) / 2:.1f}%"
            yield (
                f'<line class="break" x1="{x}" x2="{x}" y1="{_TOP - 10}" y2="{_BOTTOM}" '
                f'stroke="{STONE}" stroke-dasharray="3 3"/>'
            )


def _trace(trace: Trace, number: int, sheet: Sheet) -> Iterator[str]:
    colour, dashes, shape = STYLES[number]
    for before, dot in zip(trace.dots, trace.dots[1:], strict=False):
        if dot.joined:
            yield (
                f'<line x1="{sheet.x(before.at):.1f}%" y1="{sheet.y(before.value):.1f}" '
                f'x2="{sheet.x(dot.at):.1f}%" y2="{sheet.y(dot.value):.1f}" '
                f'stroke="{colour}" stroke-width="2.5"{_dashed(dashes)}/>'
            )
    for dot in trace.dots:
        x = f"{sheet.x(dot.at):.1f}%"
        if dot.low is not None and dot.high is not None:
            yield (
                f'<line class="interval" x1="{x}" x2="{x}" y1="{sheet.y(dot.low):.1f}" '
                f'y2="{sheet.y(dot.high):.1f}" stroke="{colour}" stroke-width="1.5"/>'
            )
        yield _mark(shape, x, sheet.y(dot.value), colour)


def _values(traces: Sequence[Trace], sheet: Sheet) -> Iterator[str]:
    """The words beside the first and the last dot of each line, pushed apart where they meet."""
    for pick in (0, -1):
        ends = [(trace.dots[pick], number) for number, trace in enumerate(traces)]
        ends = [(dot, number) for dot, number in ends if pick or len(traces[number].dots) > 1]
        above = -100.0
        for dot, number in sorted(ends, key=lambda one: -one[0].value):
            y = max(sheet.y(dot.value) - 10, above + _APART)
            above = y
            x, colour = f"{sheet.x(dot.at):.1f}%", STYLES[number][0]
            yield _text(x, y, dot.text, "middle", colour, halo=True)


def _mark(shape: str, x: str, y: float, colour: str) -> str:
    paint = f'fill="#fbf8f1" stroke="{colour}" stroke-width="2"'
    if shape == "circle":
        return f'<circle cx="{x}" cy="{y:.1f}" r="4.5" {paint}/>'
    path = {"triangle": "M5 .5 10 9.5H0z", "square": "M1 1h8v8H1z", "diamond": "M5 0l5 5-5 5-5-5z"}
    return (
        f'<svg x="{x}" y="{y:.1f}" width="1" height="1" overflow="visible">'
        f'<path transform="translate(-5 -5)" d="{path[shape]}" {paint}/></svg>'
    )


def _dashed(dashes: str) -> str:
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def _text(x: str, y: float, words: str, anchor: str, colour: str, *, halo: bool = False) -> str:
    around = (
        ' font-weight="600" paint-order="stroke" stroke="#fbf8f1" stroke-width="4" '
        'stroke-linejoin="round"'
        if halo
        else ""
    )
    return (
        f'<text x="{x}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="14"{around}>'
        f"{escape(words)}</text>"
    )
