"""One tile a place: lightness gives the class, text the value, hatching says that there is none."""

import itertools
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kachehri.engines.charts.canvas import (
    INDIGO,
    INK,
    MADDER,
    WIDTH,
    Canvas,
    Label,
    figure,
    is_arabic,
)
from kachehri.engines.charts.key import Entry, absences, draw_key, hatching, swatch
from kachehri.engines.charts.kinds import Absence, Tile, TileMapChart
from kachehri.engines.charts.pen import WHITE, Pen

_LIGHT = (0xDD, 0xE2, 0xEE)
_DARK = (0x1B, 0x2A, 0x57)
_GAP = 4.0
_LARGEST, _ENOUGH = 108.0, 76.0
"""The side of a tile at most, and the one that high maps need not go below."""
_HIGHEST = 360.0
_SMALLEST = 9.0


def draw_tiles(spec: TileMapChart, canvas: Canvas) -> tuple[list[str], float]:
    """Return the marks of a tile map and its height. West stays at the left in every language."""
    columns = max((tile.column for tile in spec.tiles), default=0) + 1
    rows = max((tile.row for tile in spec.tiles), default=0) + 1
    high = max(_HIGHEST / rows, _ENOUGH) - _GAP
    side = min(_LARGEST, (WIDTH + _GAP) / columns - _GAP, high)
    step = side + _GAP
    margin = max(0.0, WIDTH - columns * step + _GAP) if canvas.mirrored else 0.0
    colours = class_colours(len(spec.limits) + 1)
    boxes = [
        (margin + tile.column * step, tile.row * step, side, _fill(spec, tile, colours))
        for tile in spec.tiles
    ]
    labels = [
        label
        for tile, box in zip(spec.tiles, boxes, strict=True)
        for label in _tile_labels(spec, canvas, tile, box)
    ]
    key = class_key(
        _in_order(spec, colours),
        class_ranges(spec.limits, spec.unit),
        [tile.absent for tile in spec.tiles if tile.value is None],
        (spec.no_figure, spec.withheld),
    )
    below, height = draw_key(key, canvas, rows * step + 10)
    pen = Pen(canvas, fixed=True)
    drawn = [pen.box((x, y, side, side), fill, edge=INDIGO) for x, y, side, fill in boxes]
    drawn += [
        pen.frame((x, y, side, side), MADDER)
        for tile, (x, y, side, _fill) in zip(spec.tiles, boxes, strict=True)
        if tile.here
    ]
    return [*drawn, *pen.all_words(labels), *below], height


def class_colours(count: int) -> list[str]:
    """Return `count` steps from light to dark indigo."""
    shares = [number / max(count - 1, 1) for number in range(count)]
    return [
        "#"
        + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_LIGHT, _DARK, strict=True))
        for share in shares
    ]


def class_of(value: Decimal, limits: tuple[Decimal, ...]) -> int:
    """Return the number of limits that the value has reached."""
    return sum(value >= limit for limit in limits)


def _fill(spec: TileMapChart, tile: Tile, colours: list[str]) -> str:
    if tile.value is None:
        return hatching(tile.absent)
    number = class_of(tile.value, spec.limits)
    return colours[number if spec.darker_means == "more" else len(colours) - 1 - number]


def ink_on(fill: str) -> str:
    """Return ink or white, whichever is read better on a fill; it is always 4.5 to 1 at least."""
    if fill.startswith("url"):
        return INK
    return max((INK, WHITE), key=lambda colour: contrast(colour, fill))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _tile_labels(
    spec: TileMapChart, canvas: Canvas, tile: Tile, box: tuple[float, float, float, str]
) -> list[Label]:
    """Return name and value in the middle of a tile; without a figure the name alone."""
    x, y, side, fill = box
    inside = side - 8
    size = _fitting(canvas, tile.label, min(canvas.type.text, side / 5.2), inside)
    lines = [(part, size, False) for part in canvas.wrap(tile.label, size, inside)]
    if tile.value is not None:
        text = _short_enough(spec, canvas, tile.value, inside)
        lines.append((text, _fitting(canvas, text, min(21.0, side / 4), inside), True))
    heights = [_line_height(canvas, text, size) for text, size, _ in lines]
    squeeze = min(1.0, (side - 3) / sum(heights))
    heights = [height * squeeze for height in heights]
    lines = [(text, round(size * max(squeeze, 0.8), 1), bold) for text, size, bold in lines]
    bottom = y + (side - sum(heights)) / 2
    labels = []
    for (text, letter, bold), height in zip(lines, heights, strict=True):
        bottom += height
        labels.append(
            Label(
                x + side / 2,
                bottom - height * 0.27,
                text,
                letter,
                "middle",
                bold,
                ink_on(fill),
                fixed=True,
                halo=WHITE if tile.value is None else "",
            )
        )
    return labels


def _short_enough(spec: TileMapChart, canvas: Canvas, value: Decimal, inside: float) -> str:
    """Return the figure, without its unit or its digits where a tile has no room for them."""
    texts = (figure(value, spec.decimals, spec.unit), figure(value, spec.decimals), f"{value:.0E}")
    return next((t for t in texts if canvas.width(t, _SMALLEST) <= inside), texts[-1])


def _line_height(canvas: Canvas, text: str, size: float) -> float:
    """Return the height of a line: Nastaliq needs about twice what figures need."""
    return size * (canvas.type.line / canvas.type.text if is_arabic(text) else 1.3)


def _fitting(canvas: Canvas, text: str, size: float, inside: float) -> float:
    """Return the size at which the longest word still fits, but never below the smallest."""
    widest = canvas.widest(_unbreakable(text), 1.0) or 1.0
    return round(max(_SMALLEST, min(size, inside / widest)), 1)


def _unbreakable(text: str) -> list[str]:
    return text.split() if any(sign.isalpha() and sign != "E" for sign in text) else [text]


def class_key(
    fills: Sequence[str], ranges: Sequence[str], absent: Iterable[Absence], words: tuple[str, str]
) -> list[Entry]:
    """The key of a map: each class with its range in figures, each hatching with its word."""
    classes = [swatch(fill, text) for text, fill in zip(ranges, fills, strict=False)]
    return [*classes, *absences(absent, no_figure=words[0], withheld=words[1])]


def _in_order(spec: TileMapChart, colours: list[str]) -> list[str]:
    return colours if spec.darker_means == "more" else colours[::-1]


def class_ranges(limits: Sequence[Decimal], unit: str) -> list[str]:
    """Return the classes in figures alone: "< 40", "40 – 50", "≥ 50"; one class needs no key."""
    if not limits:
        return []
    shown = [f"{limit:,f}" for limit in limits]
    between = [f"{low} – {high}" for low, high in itertools.pairwise(shown)]
    sign = " %" if unit == "%" else ""
    return [f"< {shown[0]}{sign}", *[b + sign for b in between], f"≥ {shown[-1]}{sign}"]
