"""What the parts that draw maps ask for: outlines, ready to be drawn."""

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView, Sketches
from kachehri.domains.reports.kinds import PartsMap, PeersAreaMap, PeersMap, ReportKind

from .selects import inside

WIDTH = 440
"""The width of a chart's sheet, in units: outlines are drawn for it."""

PARTS, PEERS = "parts", "peers"


def read_maps(kind: ReportKind, place: PlaceView, around: PlaceView) -> dict[str, Sketches]:
    """The outlines of the parts and of the peers, where a part of the kind draws them.

    Where fewer than half of the places have an outline, none is there: tiles stand in.
    """
    asks = {type(one) for one in (*inside(kind, PartsMap), *inside(kind, PeersMap))}
    found: dict[str, Sketches | None] = {}
    if PartsMap in asks:
        found[PARTS] = places.sketches(place.id, tier=kind.parts, width=WIDTH)
    if asks & {PeersAreaMap, PeersMap}:
        whole, tier = (place, kind.parts) if kind.parts else (around, place.tier)
        found[PEERS] = places.sketches(whole.id, tier=tier, width=WIDTH)
    return {name: sketches for name, sketches in found.items() if sketches is not None}
