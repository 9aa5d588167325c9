"""Marks of a chart as strings of SVG, and the sheet that they stand on.

Positions are counted from the start side and mirrored here. Numbers and colours come from this
program alone; every word is escaped. So a chart can hold no script, no link and no reference
outside itself, whatever its labels say. See docs/adr/0161.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from .canvas import PAPER, WIDTH, Canvas, Label, isolated, legible

NONE_FILL = "url(#none)"
"""The hatching of *no figure*: thin lines in one direction."""

HELD_FILL = "url(#held)"
"""The hatching of *withheld*: a dense net, told from the other without any colour."""

WHITE = "#ffffff"
SHAPES = {
    "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "square": "M-4.4-4.4h8.8v8.8h-8.8z",
    "triangle": "M0-5.6 5.4 4.2H-5.4z",
    "diamond": "M0-6 6 0 0 6-6 0z",
}
_HATCHES = {
    "none": (
        '<pattern id="%s" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="7" height="7" fill="#ffffff"/>'
        '<rect width="1.4" height="7" fill="#a89b82"/></pattern>'
    ),
    "held": (
        '<pattern id="%s" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="5" height="5" fill="#ffffff"/>'
        '<rect width="1.3" height="5" fill="#5f584d"/><rect width="5" height="1.3" '
        'fill="#5f584d"/></pattern>'
    ),
}


def number(value: float) -> str:
    """A length with at most one decimal: "12", "3.5", never "-0"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass(frozen=True)
class Pen:
    """Draws on a canvas. A `fixed` pen is never mirrored: for maps."""

    canvas: Canvas
    fixed: bool = False

    def x(self, position: float) -> float:
        """Where a position counted from the start side is on the sheet."""
        return position if self.fixed else self.canvas.x(position)

    def rule(
        self,
        ends: tuple[float, float, float, float],
        colour: str,
        *,
        wide: float = 1,
        dash: str = "",
    ) -> str:
        """A straight line from (x, y) to (x, y)."""
        x1, y1, x2, y2 = ends
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        return (
            f'<path d="M{number(self.x(x1))} {number(y1)}L{number(self.x(x2))} {number(y2)}" '
            f'stroke="{colour}" stroke-width="{number(wide)}"{dashes} fill="none"/>'
        )

    def box(self, place: tuple[float, float, float, float], fill: str, *, edge: str = "") -> str:
        """A rectangle: x and y of its upper start corner, width, height."""
        x, y, wide, high = place
        left = x if self.fixed or not self.canvas.mirrored else self.x(x + wide)
        stroke = f' stroke="{edge}" stroke-width="0.8"' if edge else ""
        return (
            f'<rect x="{number(left)}" y="{number(y)}" width="{number(wide)}" '
            f'height="{number(high)}" fill="{fill}"{stroke}/>'
        )

    def frame(self, place: tuple[float, float, float, float], edge: str) -> str:
        """A strong edge inside a rectangle."""
        x, y, wide, high = place
        inner = (x + 1.5, y + 1.5, wide - 3, high - 3)
        plain = self.box(inner, "none", edge=edge)
        return plain.replace('stroke-width="0.8"', 'stroke-width="3"')

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        *,
        wide: float = 2.5,
        dash: str = "",
    ) -> str:
        """A line through points; nothing for fewer than two."""
        if len(points) < 2:
            return ""
        path = "L".join(f"{number(self.x(x))} {number(y)}" for x, y in points)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        return (
            f'<path d="M{path}" stroke="{colour}" stroke-width="{number(wide)}"{dashes} '
            'stroke-linejoin="round" fill="none"/>'
        )

    def mark(
        self, x: float, y: float, shape: str, fill: str, *, edge: str = PAPER, scale: float = 1
    ) -> str:
        """A mark of one of the SHAPES with its middle at a point."""
        size = "" if scale == 1 else f" scale({scale:g})"
        return (
            f'<path transform="translate({number(self.x(x))} {number(y)}){size}" '
            f'd="{SHAPES[shape]}" fill="{fill}" stroke="{edge}" stroke-width="1.2"/>'
        )

    def head(self, x: float, y: float, *, forward: bool, fill: str, edge: str) -> str:
        """The head of an arrow whose point is at (x, y) and which looks to the end side or back."""
        left = forward if self.fixed else forward != self.canvas.mirrored
        back = -10 if left else 10
        return (
            f'<path d="M{number(self.x(x))} {number(y)}l{back}-6v12z" fill="{fill}" '
            f'stroke="{edge}" stroke-width="1.5" stroke-linejoin="round"/>'
        )

    def words(self, label: Label) -> str:
        """One line of text."""
        x = label.x if label.fixed else self.x(label.x)
        text = isolated(legible(label.text))
        family = self.canvas.family(text)
        own = "" if family == self.canvas.family("") else f" font-family={quoteattr(family)}"
        bold = ' font-weight="600"' if label.bold else ""
        around = (
            f' paint-order="stroke" stroke="{label.halo}" stroke-width="3" stroke-linejoin="round"'
            if label.halo
            else ""
        )
        kind = ' class="scale"' if label.scale else ""
        return (
            f'<text{kind} x="{number(x)}" y="{number(label.y)}" '
            f'text-anchor="{self._anchor(label)}" font-size="{number(label.size)}"{bold} '
            f'fill="{label.colour}"{around}{own}>{escape(text)}</text>'
        )

    def all_words(self, labels: Iterable[Label]) -> list[str]:
        """Several lines of text."""
        return [self.words(label) for label in labels]

    def _anchor(self, label: Label) -> str:
        if label.anchor == "middle" or label.fixed or self.fixed or not self.canvas.mirrored:
            return label.anchor
        return "end" if label.anchor == "start" else "start"


def sheet(
    body: Iterable[str], height: float, *, title: str, description: str, canvas: Canvas
) -> str:
    """The marks as one SVG element, WIDTH units wide, with role, title, description and font.

    The same marks and words give the same bytes; ids are the chart's own, so that several can stand
    on one page.
    """
    title, description = legible(title), legible(description)
    drawn = "".join(body)
    told = drawn + "\0" + title + "\0" + description + "\0" + canvas.language
    name = hashlib.sha256(told.encode()).hexdigest()[:8]
    used = [kind for kind in _HATCHES if f"url(#{kind})" in drawn]
    hatches = "".join(_HATCHES[kind] % f"{kind[0]}{name}" for kind in used)
    for kind in used:
        drawn = drawn.replace(f"url(#{kind})", f"url(#{kind[0]}{name})")
    high = number(max(height, 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(WIDTH)} {high}" '
        f'width="{number(WIDTH)}" height="{high}" role="img" lang={quoteattr(canvas.language)} '
        f'direction="ltr" aria-labelledby="t{name} d{name}" '
        f"font-family={quoteattr(canvas.family(''))}>"
        f'<title id="t{name}">{escape(title)}</title>'
        f'<desc id="d{name}">{escape(description)}</desc>'
        f"{f'<defs>{hatches}</defs>' if hatches else ''}{drawn}</svg>"
    )
