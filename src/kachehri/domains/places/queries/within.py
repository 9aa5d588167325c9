"""What lies in a place, in whichever scheme, and the mark of the tree."""

from collections.abc import Collection

from django.db import connection

from kachehri.domains.places.models import Place, TreeMark

from .views import PlaceView, views_of

_BELOW = """
with recursive below(id) as (
    select id from places_place where id = any(%s)
    union
    select inner_place.id from places_place inner_place
    join below on inner_place.parent_id = below.id
)
select id from below order by id
"""


def lying_in(ids: Collection[int]) -> tuple[int, ...]:
    """The ids of these places and of everything that lies in them, in order (one query).

    Of every scheme: below a taluka stand its union councils and its census blocks as well.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [list(ids)])
        return tuple(row[0] for row in cursor.fetchall())


def mark() -> str:
    """What changes whenever a place or a name does (one query); empty before any was loaded."""
    found = TreeMark.objects.values_list("mark", flat=True).first()
    return str(found or "")


def page_of(
    *,
    scheme: str = "",
    tier: str = "",
    within: int | None = None,
    after: int = 0,
    limit: int = 100,
) -> tuple[PlaceView, ...]:
    """A page of places by id, after the last one seen (two queries, three with `within`).

    Of one scheme, or of the administrative tree; of one tier, if given; lying in one place, at any
    depth, if given.
    """
    rows = Place.objects.filter(id__gt=after)
    rows = rows.filter(scheme__code=scheme) if scheme else rows.filter(scheme__isnull=True)
    if tier:
        rows = rows.filter(tier=tier)
    if within is not None:
        rows = rows.filter(id__in=set(lying_in([within])) - {within})
    return views_of(rows.order_by("id")[:limit])
