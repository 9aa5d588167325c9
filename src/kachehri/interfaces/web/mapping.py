"""The map of a place's parts: their boundaries where they are loaded, else one tile a part."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.interfaces.web.drawing import Drawing, Outline
from kachehri.interfaces.web.drawing import of_parts as draw

WIDTH = 440


def of_parts(
    whole: PlaceView,
    parts: Sequence[PlaceView],
    figures: Mapping[int, Shown],
    *,
    here: PlaceView,
    title: str,
) -> Drawing | None:
    """The map (at most one query); None where fewer than two parts have a figure."""
    if sum(part.id in figures for part in parts) < 2:
        return None
    found = places.sketches(whole.id, tier=parts[0].tier, width=WIDTH)
    shapes = found.shapes if found else ()
    outlines = {one.place_id: Outline(one.path, one.x, one.y) for one in shapes}
    size = (found.width, found.height) if found else (0, 0)
    return draw(
        parts,
        {part.id: figures[part.id] for part in parts if part.id in figures},
        outlines,
        size,
        here={here.id},
        name="map",
        title=title or _("%(place)s, part by part") % {"place": whole.name()},
    )
