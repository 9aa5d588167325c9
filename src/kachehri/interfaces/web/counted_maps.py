"""A map of how many there are in each part of a place: matters, answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.charts import areas
from kachehri.interfaces.web.drawing import tile_size


@dataclass(frozen=True)
class PlaceCount:
    """How many there are in one part. `text` is said of it where that is more than the count."""

    place: PlaceView
    count: int
    text: str = ""


def draw_counts(
    outer: PlaceView, parts: Sequence[PlaceCount], *, name: str, title: str
) -> SafeString:
    """The map: areas where boundaries are loaded, else tiles; nothing where there are neither."""
    sketch = places.sketches(outer.id)
    outlines = {one.place_id: one for one in sketch.shapes} if sketch else {}
    size: tuple[float, float] = (sketch.width, sketch.height) if sketch else (0, 0)
    size = size if outlines else tile_size([one.place for one in parts])
    if len(parts) < 2 or size[0] < 2:
        return SafeString("")
    fields = [
        _area(one, outlines.get(one.place.id))
        for one in parts
        if not outlines or one.place.id in outlines
    ]
    made = areas.draw_map(
        fields,
        areas.limits_of([one.value for one in fields if one.value is not None]),
        size=size,
        name=name,
        title=title,
        description="; ".join(f"{one.name}: {one.text}" for one in fields),
    )
    return mark_safe(made)  # noqa: S308 (engines.charts escapes every word)


def _area(one: PlaceCount, outline: Any) -> areas.Area:
    x, y = (outline.x, outline.y) if outline else (one.place.tile or (0, 0))
    return areas.Area(
        name=one.place.name(),
        value=Decimal(one.count),
        text=one.text or str(one.count),
        path=outline.path if outline else "",
        x=x,
        y=y,
        short=str(one.count),
    )
