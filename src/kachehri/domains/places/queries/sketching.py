"""Boundaries ready to be drawn as an SVG."""

from dataclasses import dataclass
from uuid import UUID

from kachehri.engines.geometry.drawing import draw

from .areas import outlines_of
from .trees import kept_tree


@dataclass(frozen=True)
class SketchShape:
    """One area: its path (`d`), and a point well inside for a label."""

    place_id: int
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Sketches:
    """The areas of one map. `missing` are places of the tier that no boundary shows."""

    width: int
    height: int
    shapes: tuple[SketchShape, ...]
    source: str
    missing: tuple[int, ...] = ()


_kept: dict[tuple[UUID, int, str, int], Sketches | None] = {}
MOST_KEPT = 64


def sketches(parent_id: int, *, tier: str = "", width: int = 600) -> Sketches | None:
    """The boundaries of the places of a tier in a place (default: those directly below).

    None where fewer than half have one: then the tile map stands in. Drawn once and kept until
    places or boundaries change; after that one small query.
    """
    kept = kept_tree()
    if kept.mark is None:
        return _drawn(parent_id, tier, width)
    key = (kept.mark, parent_id, tier, width)
    if key not in _kept:
        if len(_kept) >= MOST_KEPT or any(other[0] != kept.mark for other in _kept):
            _kept.clear()
        _kept[key] = _drawn(parent_id, tier, width)
    return _kept[key]


def _drawn(parent_id: int, tier: str, width: int) -> Sketches | None:
    kept = kept_tree()
    if tier:
        views = [v for v in kept.views if v.tier == tier and kept.lies_in(v.id, parent_id)]
    else:
        views = list(kept.below.get(parent_id, ()))
    found = outlines_of([view.id for view in views])
    outlines = found.by_id
    if not outlines or len(outlines) * 2 < len(views):
        return None
    drawing = draw(outlines, width)
    shapes = tuple(
        SketchShape(place, path, *drawing.labels[place]) for place, path in drawing.paths.items()
    )
    missing = tuple(view.id for view in views if view.id not in outlines)
    return Sketches(drawing.width, drawing.height, shapes, found.source, missing)
