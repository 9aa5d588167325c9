"""Areas as paths of an SVG: simplified together, so that neighbours keep their common border."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MARGIN = 4
"""Pixels that stay free around the areas."""

FINEST = 3.0
"""The smallest detail that is drawn: the side of a square of pixels."""

SMALLEST = 2.0
"""Square pixels of the smallest island that is drawn (the largest part always is)."""


@dataclass(frozen=True)
class Drawing:
    """Paths (the `d` of an SVG path) by id, a point for the label of each, and the size."""

    width: int
    height: int
    paths: Mapping[int, str]
    labels: Mapping[int, tuple[float, float]]


def draw(outlines: Mapping[int, bytes], width: int) -> Drawing:
    """Areas of one map, as wide as told, north up. Degrees become pixels with the scale of the
    middle latitude, which keeps shapes true within a province.
    """
    import numpy
    import shapely

    shapes = shapely.from_wkb(list(outlines.values()))
    west, south, east, north = shapely.total_bounds(shapes)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / max((east - west) * narrow, 1e-9)
    height = round((north - south) * scale) + 2 * MARGIN

    def projected(points: "numpy.ndarray") -> "numpy.ndarray":
        x = (points[:, 0] - west) * narrow * scale + MARGIN
        return numpy.column_stack([x, (north - points[:, 1]) * scale + MARGIN])

    flat = shapely.transform(shapes, projected)
    simple = shapely.coverage_simplify(flat, FINEST)
    paths, labels = {}, {}
    for place, shape, whole in zip(outlines, simple, flat, strict=True):
        drawn = shape if not shape.is_empty else whole
        paths[place] = _path(drawn)
        inside = shapely.maximum_inscribed_circle(_largest(drawn), tolerance=2.0)
        x, y = inside.coords[0][:2]
        labels[place] = (round(x, 1), round(y, 1))
    return Drawing(width, height, paths, labels)


def _parts(shape: "BaseGeometry") -> "list[BaseGeometry]":
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return sorted(parts, key=lambda part: -part.area)


def _largest(shape: "BaseGeometry") -> "BaseGeometry":
    return _parts(shape)[0]


def _path(shape: "BaseGeometry") -> str:
    """The rings of an area in whole pixels, as short as can be."""
    parts = _parts(shape)
    kept = parts[:1] + [part for part in parts[1:] if part.area >= SMALLEST]
    rings = [ring for part in kept for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(ring.coords) for ring in rings)


def _ring(points: Iterable[Sequence[float]]) -> str:
    steps: list[str] = []
    last = (0, 0)
    for point in points:
        to = (round(point[0]), round(point[1]))
        if not steps:
            steps.append(f"M{to[0]} {to[1]}l")
        elif to != last:
            steps.append(f"{to[0] - last[0]} {to[1] - last[1]} ")
        last = to
    return "".join(steps).rstrip() + "z"
