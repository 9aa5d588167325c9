"""From points to the areas in which they lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from kachehri.domains.places.models import Boundary
from kachehri.engines.geometry.areas import NOWHERE, Areas

from .trees import kept_tree


@dataclass(frozen=True)
class _Kept:
    mark: UUID | None
    tier: str
    ids: tuple[int, ...]
    areas: Areas


_kept: dict[str, _Kept] = {}


def areas_at(
    longitudes: Sequence[float], latitudes: Sequence[float], *, tier: str = "taluka"
) -> list[int]:
    """The id of the place of a tier in which each point lies; 0 for none.

    Degrees, WGS 84. A point on a border belongs to the place that was loaded first, one that is no
    number to none. Where several vintages of boundaries are loaded, the one with the most areas of
    the tier counts. Two queries where the boundaries have changed, else one.
    """
    kept = _areas(tier)
    found = kept.areas.at(longitudes, latitudes)
    names = (*kept.ids, 0)
    return [names[one] if one != NOWHERE else 0 for one in found.tolist()]


def _areas(tier: str) -> _Kept:
    kept = kept_tree()
    if tier not in _kept or _kept[tier].mark != kept.mark or kept.mark is None:
        outlines = outlines_of([view.id for view in kept.views if view.tier == tier]).by_id
        _kept[tier] = _Kept(kept.mark, tier, tuple(outlines), Areas(list(outlines.values())))
    return _kept[tier]


@dataclass(frozen=True)
class Outlines:
    """Outlines (WKB) by place id, all of one vintage, and where they come from."""

    by_id: Mapping[int, bytes]
    source: str = ""


def outlines_of(place_ids: Sequence[int]) -> Outlines:
    """The outlines of places, all of the vintage that has the most of them (two queries)."""
    rows = Boundary.objects.filter(place_id__in=place_ids)
    counted = rows.values("vintage").annotate(areas=Count("id")).order_by("-areas", "-vintage")
    best = counted.first()
    if best is None:
        return Outlines({})
    found = rows.filter(vintage=best["vintage"]).order_by("place_id")
    read = list(found.values_list("place_id", "outline", "source"))
    return Outlines({place: bytes(outline) for place, outline, _source in read}, read[0][2])
