"""A place among others: what it consists of, what lies beside it, what it lies in."""

from collections.abc import Collection
from dataclasses import dataclass

from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.places.queries.trees import KeptTree

PART = {"country": "province", "province": "district", "division": "district"}
"""The tier of the parts that are compared, where it is not the one directly below."""
SHOWN_ABOVE = ("province", "country")


@dataclass(frozen=True)
class Surroundings:
    """A place, its parts, the other parts of what it lies in (itself among them), and those above.

    `above` is the province and the country, the nearest first; `whole` is what `beside` makes up.
    """

    here: PlaceView
    below: tuple[PlaceView, ...]
    beside: tuple[PlaceView, ...]
    whole: PlaceView
    above: tuple[PlaceView, ...]


def of(kept: KeptTree, here: PlaceView) -> Surroundings:
    """The surroundings of a place of the administrative tree. No query."""
    line = _above(kept, here)
    whole = next((one for one in line if one.tier != "division"), here)
    return Surroundings(
        here,
        parts(kept, here),
        parts(kept, whole, here.tier) if whole is not here else (),
        whole,
        tuple(one for one in line if one.tier in SHOWN_ABOVE),
    )


CLOSE = 8
"""Places close by at most: with the place itself they fill three rows of three."""


def close(around: Surroundings) -> tuple[tuple[PlaceView, ...], tuple[PlaceView, ...]]:
    """What may be set beside a place over the years: its parts where they are few, and its
    neighbours on the tile map. No query.
    """
    here = around.here
    parts = around.below if len(around.below) <= CLOSE else ()
    if here.tile is None:
        return parts, ()
    near = [one for one in around.beside if one.id != here.id and _touch(one.tile, here.tile)]
    return parts, tuple(near[:CLOSE])


def _touch(one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    return one is not None and max(abs(one[0] - other[0]), abs(one[1] - other[1])) == 1


def _above(kept: KeptTree, here: PlaceView) -> list[PlaceView]:
    found, parent = [], kept.by_id.get(here.parent_id or 0)
    while parent is not None:
        found.append(parent)
        parent = kept.by_id.get(parent.parent_id or 0)
    return found


def parts(kept: KeptTree, place: PlaceView, tier: str = "") -> tuple[PlaceView, ...]:
    """The places of a tier (default: the one that the place is compared by) that lie in it."""
    wanted = tier or PART.get(place.tier, "")
    found = list(kept.below.get(place.id, ()))
    if wanted:
        reached = [one for one in found if one.tier == wanted]
        for one in found:  # grows while it is walked
            if one.tier != wanted:
                below = kept.below.get(one.id, ())
                found.extend(below)
                reached.extend(inner for inner in below if inner.tier == wanted)
        found = reached
    return in_order(found)


def with_figures(
    around: Surroundings, known: Collection[int]
) -> tuple[PlaceView, tuple[PlaceView, ...]]:
    """The whole and the parts that are shown: those of the place where two of them have a figure.

    Else the place among its sisters, in what they make up.
    """
    if sum(one.id in known for one in around.below) > 1 or not around.beside:
        return around.here, around.below
    return around.whole, around.beside
