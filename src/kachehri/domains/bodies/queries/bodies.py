"""Bodies one by one, by place and law, and found by their names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from kachehri.domains.bodies.models import Body, Desk
from kachehri.domains.places import queries as places
from kachehri.kernel.scripts import fold

from .views import BodyView, DeskView, body_views, desk_views

PAGE = 50


def body(id: int) -> BodyView | None:
    """One body (one query)."""
    return by_ids([id]).get(id)


def by_key(key: str) -> BodyView | None:
    """The body of that key (one query)."""
    return next(iter(body_views(Body.objects.filter(key=key))), None)


def by_ids(ids: Collection[int]) -> dict[int, BodyView]:
    """Bodies by id (one query, none for no ids)."""
    wanted = set(ids)
    return {one.id: one for one in body_views(Body.objects.filter(pk__in=wanted))} if wanted else {}


def by_things(thing_ids: Collection[int]) -> dict[int, BodyView]:
    """Bodies by Thing (one query, none for no ids)."""
    wanted = set(thing_ids)
    if not wanted:
        return {}
    return {one.thing_id: one for one in body_views(Body.objects.filter(thing_id__in=wanted))}


def desks(body_id: int) -> tuple[DeskView, ...]:
    """The desks of a body that are open (one query)."""
    return desks_of([body_id])


def desks_of(body_ids: Collection[int], *, closed: bool = False) -> tuple[DeskView, ...]:
    """The desks of bodies, with `closed` also those (one query)."""
    rows = Desk.objects.filter(body_id__in=list(body_ids)).order_by("body_id", "pk")
    return desk_views(rows if closed else rows.filter(is_closed=False))


def parts(body_id: int, on: date) -> tuple[BodyView, ...]:
    """The bodies directly below (one query, at most two hundred)."""
    return body_views(Body.objects.valid(on=on).filter(parent_id=body_id).order_by("pk")[:200])


_ABOVE = """
with recursive above(id, parent_id, step) as (
    select id, parent_id, 0 from bodies_body where id = %s
    union all
    select up.id, up.parent_id, above.step + 1 from bodies_body up
    join above on up.id = above.parent_id where above.step < 12
)
select id from above order by step
"""


def chain(body_id: int) -> tuple[BodyView, ...]:
    """A body and those above it, from the nearest up, at most twelve (two queries)."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [body_id])
        ids = list(dict.fromkeys(row[0] for row in cursor.fetchall()))
    views = by_ids(ids)
    return tuple(views[id] for id in ids)


def of_place(place_id: int, *, on: date | None = None, below: bool = False) -> tuple[BodyView, ...]:
    """The bodies of a place and of those around it; with `below` also of what lies in it."""
    ids = set(places_around(place_id)) | (set(places.lying_in([place_id])) if below else set())
    return body_views(Body.objects.valid(on=on).filter(place_id__in=ids).order_by("pk")[:1000])


def may_be_asked(law: str, place_id: int | None = None, on: date | None = None) -> tuple[
    BodyView, ...
]:  # fmt: skip
    """The bodies that a law on information binds, those of the place and around it first.

    Without a place all of them. At most five hundred.
    """
    rows = Body.objects.valid(on=on).filter(laws__contains=[law]).order_by("pk")
    if place_id is None:
        return body_views(rows[:500])
    near = {place: at for at, place in enumerate(places_around(place_id))}
    inside = set(places.lying_in([place_id]))
    found = body_views(rows[:2000])
    far = len(near) + 1
    ranked = sorted(found, key=lambda one: (near.get(one.place_id, 0 if one.place_id in inside
                                                     else far), one.id))  # fmt: skip
    return tuple(ranked[:500])


@dataclass(frozen=True)
class BodyPage:
    """A page of bodies by name; `after` begins the next one, empty on the last."""

    bodies: tuple[BodyView, ...]
    after: str


def search(
    text: str = "",
    place: int | None = None,
    *,
    kind: str = "",
    sector: str = "",
    on: date | None = None,
    after: str = "",
    limit: int = PAGE,
) -> BodyPage:
    """Bodies whose names hold the text, in whichever script, of a place and what lies in it.

    By name; keyset: `after` is what the page before gave. Two queries with a place, else one.
    """
    rows = Body.objects.valid(on=on)
    if wanted := fold(text)[:100]:
        parts = [f"  {word}"[:3] for word in wanted.split()]
        rows = rows.filter(trigrams__contains=[*parts], search_key__contains=wanted.split()[0])
        for word in wanted.split()[1:6]:
            rows = rows.filter(search_key__contains=word)
    if place is not None:
        rows = rows.filter(place_id__in=places.lying_in([place]))
    if kind:
        rows = rows.filter(kind=kind)
    if sector:
        rows = rows.filter(sectors__contains=[sector])
    return _page(rows, after, limit)


def _page(rows: QuerySet[Body], after: str, limit: int) -> BodyPage:
    name, _mark, key = after.rpartition("~")
    if key:
        later = Q(search_key__gt=name) | Q(search_key=name, key__gt=key)
        rows = rows.filter(Q(search_key__gte=name) & later)
    ids = list(
        rows.order_by("search_key", "key").values_list("pk", "search_key", "key")[: limit + 1]
    )
    views = by_ids([one[0] for one in ids[:limit]])
    last = ids[limit - 1] if len(ids) > limit else None
    return BodyPage(
        tuple(views[one[0]] for one in ids[:limit]), f"{last[1]}~{last[2]}" if last else ""
    )


def places_around(place_id: int) -> tuple[int, ...]:
    """A place and those around it, from the nearest to the country."""
    found: list[int] = []
    at: int | None = place_id
    while at is not None and at not in found:
        found.append(at)
        view = places.by_ids([at]).get(at)
        at = view.parent_id if view else None
    return tuple(found)


def counts(place_ids: Iterable[int]) -> dict[int, int]:
    """How many bodies each place has of its own (one query)."""
    rows = Body.objects.filter(place_id__in=list(place_ids), valid_to__isnull=True)
    return dict(rows.values(at=F("place_id")).annotate(n=Count("pk")).values_list("at", "n"))


def kinds_and_sectors() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What filters can be set to: the kinds and the sectors that occur (one query)."""
    rows = Body.objects.filter(valid_to__isnull=True).values_list("kind", "sectors").distinct()
    found = list(rows)
    sectors = {one for _kind, several in found for one in several}
    return tuple(sorted({kind for kind, _sectors in found})), tuple(sorted(sectors))
