"""Shapes as well-known binary (degrees, WGS 84): the one place that knows shapely."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kachehri.kernel.messages import gettext_noop

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_ = gettext_noop

SKETCH = 0.01
"""Degrees (about a kilometre) by which a sketch may stray from its outline."""

GRID = 1e-6
"""Degrees (about ten centimetres): coordinates are kept to this."""

SMALLEST_RING = 4
"""Positions of the smallest closed ring: a triangle, whose first corner stands twice."""


class ShapeProblem(ValueError):
    """A geometry that is no area. `key` is an English message, `params` fill it."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key % params)
        self.key = key
        self.params = params


@dataclass(frozen=True)
class Shape:
    """An area: its outline, a simpler sketch, a point inside, and what had to be mended.

    `mended` is empty for a valid geometry, else what was wrong with it, in shapely's words.
    `points` counts the corners of the outline.
    """

    outline: bytes
    sketch: bytes
    point: tuple[float, float]
    points: int
    mended: str = ""


def shape_of(geometry: Any) -> Shape:
    """The shape of a GeoJSON geometry.

    Mended if its rings cross or touch themselves. Raises ShapeProblem for what is no area on the
    earth.
    """
    import shapely

    area, mended = _area(geometry)
    area = shapely.normalize(area)
    sketch = shapely.simplify(area, SKETCH, preserve_topology=True)
    inside = area.representative_point()
    return Shape(
        shapely.to_wkb(area),
        shapely.to_wkb(sketch if not sketch.is_empty else area),
        (round(inside.x, 6), round(inside.y, 6)),
        int(shapely.get_num_coordinates(area)),
        mended,
    )


def _area(geometry: Any) -> "tuple[BaseGeometry, str]":
    """A valid polygon or several, and what was wrong with it."""
    import shapely
    from shapely.geometry import shape

    if geometry is None:
        raise ShapeProblem(_("there is no geometry"))
    kind = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
    if kind not in {"Polygon", "MultiPolygon"}:
        raise ShapeProblem(_("%(kind)s is no area: a Polygon or MultiPolygon is needed"), kind=kind)
    try:
        whole, dropped = _closed(kind, geometry["coordinates"])
        area = shape({"type": "MultiPolygon", "coordinates": whole})
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise ShapeProblem(_("the coordinates are damaged")) from None
    except shapely.errors.ShapelyError:
        raise ShapeProblem(_("the coordinates are damaged")) from None
    area = shapely.force_2d(area)
    _check_place(area)
    wrong = f"{dropped} rings of fewer than three corners" if dropped else ""
    if area.is_valid:
        return area, wrong
    wrong = shapely.is_valid_reason(area)
    parts = [part for part in _parts(shapely.make_valid(area)) if part.area > 0]
    if not parts:
        raise ShapeProblem(_("it encloses no land (%(wrong)s)"), wrong=wrong)
    return shapely.union_all(parts), wrong


Ring = list[list[float]]


def _closed(kind: str, coordinates: Any) -> tuple[list[list[Ring]], int]:
    """The polygons without rings that enclose nothing, and how many of those there were."""
    polygons = [coordinates] if kind == "Polygon" else coordinates
    made, dropped = [], 0
    for rings in polygons:
        kept = [ring for ring in rings if len(ring) >= SMALLEST_RING]
        dropped += len(rings) - len(kept)
        if kept and kept[0] is rings[0]:
            made.append(kept)
    return made, dropped


def _check_place(area: "BaseGeometry") -> None:
    """Refuse what is empty or not on the earth."""
    if area.is_empty:
        raise ShapeProblem(_("it encloses no land (%(wrong)s)"), wrong="empty")
    west, south, east, north = area.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        say = _("it does not lie on the earth: degrees of longitude and latitude are needed")
        raise ShapeProblem(say)


def _parts(area: "BaseGeometry") -> "list[BaseGeometry]":
    """The polygons of a geometry or collection."""
    import shapely

    parts = list(shapely.get_parts(area))
    if len(parts) == 1 and parts[0].equals(area):
        return [area] if area.geom_type == "Polygon" else []
    return [polygon for part in parts for polygon in _parts(part)]


def corners(outline: bytes) -> int:
    """How many corners an outline has."""
    import shapely

    return int(shapely.get_num_coordinates(shapely.from_wkb(outline)))


def touching(outlines: dict[int, bytes], gap: float = 0.0005) -> set[tuple[int, int]]:
    """The pairs (both directions) of shapes that share more than a corner.

    `gap` is how far, in degrees, two borders drawn apart from each other may stand.
    """
    import shapely

    ids = list(outlines)
    shapes = shapely.from_wkb([outlines[one] for one in ids])
    index = shapely.STRtree(shapes)
    left, right = index.query(shapes, predicate="dwithin", distance=gap)
    found = set()
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        if one < other and _share_border(shapes[one], shapes[other], gap):
            found |= {(ids[one], ids[other]), (ids[other], ids[one])}
    return found


def _share_border(one: "BaseGeometry", other: "BaseGeometry", gap: float) -> bool:
    """Whether the borders run beside each other for longer than a corner."""
    near = one.boundary.intersection(other.boundary.buffer(gap))
    return bool(near.length > 10 * gap)
