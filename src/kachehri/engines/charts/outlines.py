"""Maps by outlines: lightness gives the class, the figure stands on its area, hatching says that
there is none. North is up and west is left in every language.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .canvas import INDIGO, INK, MADDER, WIDTH, Canvas, Label, figure
from .key import draw_key, hatching
from .kinds import AreaMapChart, Shape
from .pen import WHITE, Pen, number
from .tiles import class_colours, class_key, class_of, class_ranges, ink_on

_HIGHEST = 520.0
"""The height of a map at most, so that it stands on a sheet with its title and table."""
_VALUE, _SMALLEST = 15.0, 10.0
_STEPS = re.compile(r"-?\d+(?:\.\d+)?")
_SAFE = re.compile(r"[MLlHhVvZz0-9., -]*")


@dataclass(frozen=True)
class _View:
    """How the outlines' own units become those of the sheet."""

    scale: float
    left: float
    high: float

    def x(self, position: float) -> float:
        return self.left + position * self.scale

    def y(self, position: float) -> float:
        return position * self.scale


@dataclass(frozen=True)
class _Box:
    """Where words stand: their middle, and half their width and height."""

    x: float
    y: float
    wide: float
    high: float

    def meets(self, other: "_Box") -> bool:
        """Whether two lie on each other."""
        near_x = abs(self.x - other.x) < self.wide + other.wide
        return near_x and abs(self.y - other.y) < self.high + other.high


def draw_areas(spec: AreaMapChart, canvas: Canvas) -> tuple[list[str], float]:
    """Return the marks of a map and the height of its sheet."""
    wide, high = (max(side, 1.0) for side in spec.size)
    scale = min(WIDTH / wide, _HIGHEST / high)
    view = _View(scale, (WIDTH - wide * scale) / 2, high * scale)
    fills = [fill_of(spec, shape) for shape in spec.shapes]
    labels = _labels(spec, fills, view, canvas)
    key = class_key(
        class_colours(len(spec.limits) + 1),
        class_ranges(spec.limits, spec.unit),
        [shape.absent for shape in spec.shapes if shape.value is None],
        (spec.no_figure, spec.withheld),
    )
    below, height = draw_key(key, canvas, high * scale + 12)
    areas = _areas(spec.shapes, fills, view)
    return [*areas, *Pen(canvas, fixed=True).all_words(labels), *below], height


def fill_of(spec: AreaMapChart, shape: Shape) -> str:
    """The colour of an area's class, or its hatching."""
    if shape.value is None:
        return hatching(shape.absent)
    return class_colours(len(spec.limits) + 1)[class_of(shape.value, spec.limits)]


def _areas(shapes: Sequence[Shape], fills: Sequence[str], view: _View) -> Iterator[str]:
    """The areas, the strong edge of the place itself above those of its neighbours."""
    moved = f"translate({number(view.left)} 0) scale({view.scale:.4g})"
    yield f'<g transform="{moved}" stroke-linejoin="round" fill-rule="evenodd">'
    for shape, fill in sorted(zip(shapes, fills, strict=True), key=lambda pair: pair[0].here):
        edge, wide = (MADDER, 3) if shape.here else (INDIGO, 0.8)
        path = shape.path if _SAFE.fullmatch(shape.path) else ""
        yield f'<path d="{path}" fill="{fill}" stroke="{edge}" stroke-width="{wide}"/>'
    yield "</g>"


def _labels(
    spec: AreaMapChart, fills: Sequence[str], view: _View, canvas: Canvas
) -> Iterator[Label]:
    """As many words as have room: the place itself and the widest areas first, a figure before a
    name. The table has all of them.
    """
    taken: list[_Box] = []
    order = sorted(
        range(len(spec.shapes)),
        key=lambda n: (not spec.shapes[n].here, -extent(spec.shapes[n].path)[0], n),
    )
    for n in order:
        for lines in _choices(spec, spec.shapes[n], view, canvas):
            box = _box(spec.shapes[n], lines, view, canvas)
            if not any(box.meets(other) for other in taken):
                taken.append(box)
                yield from _written(lines, box, fills[n], canvas)
                break


def _choices(
    spec: AreaMapChart, shape: Shape, view: _View, canvas: Canvas
) -> Iterator[tuple[tuple[str, float, bool], ...]]:
    """What could be written, the best first: name and figure, then the figure or the name alone."""
    room = max(extent(shape.path)[0] * view.scale, 34.0)
    size = canvas.type.small
    fitting = min(size, size * room / max(canvas.width(shape.label, size), 1.0))
    name = ((shape.label, fitting, False),) if fitting >= _SMALLEST * size / 13 else ()
    if shape.value is None:
        yield name
        return
    text = figure(shape.value, spec.decimals, spec.unit)
    short = figure(shape.value, spec.decimals)
    for value in (text, short):
        if name:
            yield (*name, (value, _VALUE, True))
    yield ((text, _VALUE, True),)
    yield ((short, _VALUE - 2, True),)


def _line_height(text: str, size: float, canvas: Canvas) -> float:
    lead = canvas.type.line / canvas.type.text
    return size * (lead if any(sign.isalpha() for sign in text) and lead > 1.4 else 1.2)


def _box(
    shape: Shape, lines: Sequence[tuple[str, float, bool]], view: _View, canvas: Canvas
) -> _Box:
    wide = max((canvas.width(text, size) for text, size, _ in lines), default=0.0) / 2
    high = sum(_line_height(text, size, canvas) for text, size, _ in lines) / 2
    x = min(max(view.x(shape.x), wide), max(WIDTH - wide, wide))
    y = min(max(view.y(shape.y), high), max(view.high - high, high))
    return _Box(x, y, wide, high)


def _written(
    lines: Sequence[tuple[str, float, bool]], box: _Box, fill: str, canvas: Canvas
) -> Iterator[Label]:
    hatched = fill.startswith("url")
    ink, halo = (INK, WHITE) if hatched else (ink_on(fill), fill)
    y = box.y - box.high
    for text, size, bold in lines:
        high = _line_height(text, size, canvas)
        y += high
        yield Label(box.x, y - high * 0.27, text, size, "middle", bold, ink, fixed=True, halo=halo)


def extent(path: str) -> tuple[float, float]:
    """Width and height of the first ring of a path that `engines.geometry` drew."""
    steps = [float(found) for found in _STEPS.findall(path.partition("z")[0])]
    x, y = steps[0::2], steps[1::2]
    return _span(x), _span(y)


def _span(steps: Sequence[float]) -> float:
    """How far relative steps reach."""
    at = low = high = 0.0
    for step in steps[1:]:
        at += step
        low, high = min(low, at), max(high, at)
    return high - low
