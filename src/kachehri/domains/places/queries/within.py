"""What lies in a place, in whichever scheme, and the mark of the tree."""

from collections.abc import Collection

from django.db import connection

from kachehri.domains.places.models import TreeMark

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
