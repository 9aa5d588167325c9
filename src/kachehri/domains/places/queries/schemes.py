"""Ways to divide the land beside the administrative one, and their places, page by page."""

from collections.abc import Collection
from dataclasses import dataclass

from kachehri.domains.places.models import Place, Scheme

from .views import PlaceView, views_of


@dataclass(frozen=True)
class SchemeView:
    """A scheme: what kind it is, of when, and from where."""

    id: int
    code: str
    kind: str
    label: str
    vintage: str
    source: str
    licence: str


def schemes() -> tuple[SchemeView, ...]:
    """Every scheme beside the administrative tree."""
    rows = Scheme.objects.order_by("id").values_list(
        "id", "code", "kind", "label", "vintage", "source", "licence"
    )
    return tuple(SchemeView(*row) for row in rows)


def in_scheme(
    code: str,
    *,
    parent_id: int | None = None,
    parent_ids: Collection[int] | None = None,
    after: int = 0,
    limit: int = 100,
) -> tuple[PlaceView, ...]:
    """A page of the places of a scheme, by id after the last one seen; of these parents, if given.

    Two queries.
    """
    rows = Place.objects.filter(scheme__code=code, id__gt=after)
    if parent_id is not None:
        rows = rows.filter(parent_id=parent_id)
    if parent_ids is not None:
        rows = rows.filter(parent_id__in=list(parent_ids))
    return views_of(rows.order_by("id")[:limit])


def keys_of_scheme(code: str) -> dict[str, int]:
    """The id of every place of a scheme by its key (one query): for loaders of its figures."""
    return dict(Place.objects.filter(scheme__code=code).values_list("key", "id"))
