"""How places came to be: splits, unions and renames, and what they mean for figures of old."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kachehri.domains.places.models import Lineage, Neighbour

from .trees import by_ids
from .views import PlaceView, in_order


@dataclass(frozen=True)
class LineageView:
    """One place was made from another. `on` is None where no source gives the day; `after` is then
    a day on which it had not happened yet, where one is known.
    """

    predecessor_id: int
    successor_id: int
    kind: str
    on: date | None
    source: str
    verified: bool
    after: date | None = None


@dataclass(frozen=True)
class SameArea:
    """Whether a place covered the same land on two days.

    `why` is `unchanged`, `changed` or `day-unknown` (a change is known, its day is not: then the
    two are not called the same). `changes` are those that count.
    """

    same: bool
    why: str
    changes: tuple[LineageView, ...] = ()


def lineage(place_id: int) -> tuple[LineageView, ...]:
    """What a place was made from, and what was made from it."""
    return _of([place_id])


def _of(place_ids: list[int]) -> tuple[LineageView, ...]:
    either = Q(predecessor_id__in=place_ids) | Q(successor_id__in=place_ids)
    fields = ("predecessor_id", "successor_id", "kind", "on", "source", "verified", "after")
    rows = Lineage.objects.filter(either).order_by("id").values_list(*fields)
    return tuple(LineageView(*row) for row in rows)


def same_area(place_id: int, on_a: date, on_b: date) -> SameArea:
    """Whether figures of a place from two days are about the same land (one query).

    A rename changes no land. A split or a union between the two days does; one without a day may
    have, so the figures are not compared.
    """
    first, last = sorted((on_a, on_b))
    moves = [made for made in lineage(place_id) if made.kind != "rename"]
    between = tuple(made for made in moves if made.on is not None and first < made.on <= last)
    if between:
        return SameArea(same=False, why="changed", changes=between)
    undated = tuple(
        made for made in moves if made.on is None and (made.after is None or made.after < last)
    )
    if undated and first != last:
        return SameArea(same=False, why="day-unknown", changes=undated)
    return SameArea(same=True, why="unchanged")


def neighbours(place_id: int) -> tuple[PlaceView, ...]:
    """The places that share a border with one, in the order of the language."""
    ids = Neighbour.objects.filter(place_id=place_id).values_list("other_id", flat=True)
    return in_order(by_ids(ids).values())
