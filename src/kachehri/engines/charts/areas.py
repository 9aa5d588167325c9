"""Maps that a page draws itself: shaded areas, or one tile a place where no boundary is loaded.

Lightness gives the class, the figure stands on the area, hatching says that there is none. North
is up and west is left in every language.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from .canvas import INDIGO, INK, MADDER, STONE
from .fluid import nice_step
from .tiles import class_colours, class_of, contrast

WHITE = "#ffffff"
_TILE = 100.0
_WIDTH = 440.0
_WORD = (30.0, 14.0)
"""The room that a figure on the map takes."""
_GAP = 4.0


@dataclass(frozen=True)
class Area:
    """One place: its name, its value (None: no figure) as number and words, and where it is drawn.

    `path` is the `d` of an SVG path, empty for a tile; `x` and `y` are the middle of its label, for
    a tile its column and row. `here` marks the place that the page is about.
    """

    name: str
    value: Decimal | None
    text: str
    path: str
    x: float
    y: float
    here: bool = False
    short: str = ""
    """The value without its unit, for an area too small for more."""
    held: bool = False
    """Whether there is no value because it is withheld: hatched otherwise than a missing one."""


@dataclass(frozen=True)
class Step:
    """One class for the key: its colour and its range in words."""

    colour: str
    text: str


def limits_of(values: Sequence[Decimal], parts: int = 6) -> tuple[Decimal, ...]:
    """Round limits between classes of equal width: at most `parts`; none where all are equal."""
    if not values or min(values) == max(values):
        return ()
    low, high = float(min(values)), float(max(values))
    step = nice_step(high - low, parts)
    first = math.floor(low / step) + 1
    found = [first + number for number in range(parts + 1) if (first + number) * step <= high]
    return tuple(Decimal(str(round(number * step, 6))).normalize() for number in found)


def steps(limits: Sequence[Decimal], write: Callable[[Decimal], str]) -> tuple[Step, ...]:
    """The classes in order, for the key. Empty where there is but one."""
    if not limits:
        return ()
    shown = [write(limit) for limit in limits]
    between = [f"{low} – {high}" for low, high in itertools.pairwise(shown)]
    texts = [f"< {shown[0]}", *between, f"≥ {shown[-1]}"]
    return tuple(Step(*pair) for pair in zip(class_colours(len(texts)), texts, strict=True))


HELD = "held"
"""Stands for a colour where the figure is withheld."""


def swatch(colour: str) -> str:
    """The mark of a class for the key; without a colour hatched, in a net where it is HELD."""
    fill = f'<path fill="{colour}" d="M0 0h22v14H0z"/>'
    if colour in {"", HELD}:
        net = "M0 6 8 14M0-2 16 14M8-2 24 14M16-2 24 6" if colour else ""
        lines = f"M-2 8 8-2M2 16 16 2M10 18 24 4{net}"
        fill = f'<path stroke="{STONE if colour else "#857a66"}" d="{lines}"/>'
    return (
        '<svg class="swatch" aria-hidden="true" width="22" height="14">'
        f'{fill}<path fill="none" stroke="{INDIGO}" d="M.5.5h21v13H.5z"/></svg>'
    )


def draw_map(
    areas: Sequence[Area],
    limits: tuple[Decimal, ...],
    *,
    size: tuple[float, float],
    name: str,
    title: str,
    description: str,
) -> str:
    """The map as an SVG element; `size` is the width and height of the sheet that paths stand on.

    For tiles the size is counted in columns and rows.
    """
    tiled = bool(areas) and not areas[0].path
    width, height = (max(size[0] * _TILE, _WIDTH), size[1] * _TILE) if tiled else size
    colours = class_colours(len(limits) + 1)
    body = [*_shapes(areas, limits, colours, tiled, name), *_words(areas, limits, colours, tiled)]
    return (
        f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'role="img" direction="ltr" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}'
        f'</desc><defs><pattern id="{name}-h" width="8" height="8" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path fill="#fff" '
        'd="M0 0h8v8H0z"/><path fill="#a89b82" d="M0 0h2v8H0z"/></pattern>'
        f"{_net(name) if any(area.held for area in areas) else ''}</defs>"
        f"{''.join(body)}</svg>"
    )


def _net(name: str) -> str:
    return (
        f'<pattern id="{name}-n" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path fill="#fff" d="M0 0h6v6H0z"/>'
        f'<path fill="{STONE}" d="M0 0h1.5v6H0zM0 0h6v1.5H0z"/></pattern>'
    )


def _fill(area: Area, limits: tuple[Decimal, ...], colours: Sequence[str]) -> str:
    return "" if area.value is None else colours[class_of(area.value, limits)]


def _shapes(
    areas: Sequence[Area],
    limits: tuple[Decimal, ...],
    colours: Sequence[str],
    tiled: bool,
    name: str,
) -> Iterator[str]:
    side = _TILE - _GAP
    for area in sorted(areas, key=lambda one: one.here):
        fill = _fill(area, limits, colours) or f"url(#{name}-{'n' if area.held else 'h'})"
        edge, wide = (MADDER, 3) if area.here else (INDIGO, 0.8)
        path = (
            f"M{area.x * _TILE:g} {area.y * _TILE:g}h{side:g}v{side:g}h-{side:g}z"
            if tiled
            else area.path
        )
        said = f"{area.name}: {area.text}"
        yield (
            f'<path d="{path}" fill="{fill}" stroke="{edge}" stroke-width="{wide}" '
            f'stroke-linejoin="round" fill-rule="evenodd"><title>{escape(said)}</title></path>'
        )


def _words(
    areas: Sequence[Area], limits: tuple[Decimal, ...], colours: Sequence[str], tiled: bool
) -> Iterator[str]:
    taken: list[tuple[float, float]] = []
    for area in areas:
        fill = _fill(area, limits, colours)
        ink = max((INK, WHITE), key=lambda colour: contrast(colour, fill)) if fill else INK
        if tiled:
            x, y = area.x * _TILE + (_TILE - _GAP) / 2, area.y * _TILE + 44
            size = min(17.0, 150 / max(len(area.name), 5))
            yield _word(x, y, _isolated(area.name), size, ink, halo=not fill)
            if fill:
                yield _word(x, y + 26, area.text, 18, ink, bold=True)
        elif area.value is not None and _is_free(area, taken):
            taken.append((area.x, area.y))
            yield _word(area.x, area.y + 5, area.short or area.text, 14, ink, bold=True)


def _is_free(area: Area, taken: Sequence[tuple[float, float]]) -> bool:
    """Whether a figure can stand there without lying on another; the table has all of them."""
    return all(abs(area.x - x) > _WORD[0] or abs(area.y - y) > _WORD[1] for x, y in taken)


def _word(
    x: float, y: float, words: str, size: float, ink: str, *, bold: bool = False, halo: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    weight += ' paint-order="stroke" stroke="#fff" stroke-width="5"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{size:.1f}" '
        f'fill="{ink}"{weight}>{escape(words)}</text>'
    )


def _isolated(text: str) -> str:
    arabic = any("\u0600" <= sign <= "\u06ff" for sign in text)
    return f"\u2067{text}\u2069" if arabic else text
