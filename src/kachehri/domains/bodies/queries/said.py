"""Rows as they would stand in a file: for exports, for forms, and to see what an import changes."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kachehri.domains.bodies import kinds
from kachehri.domains.bodies.models import Address, Body, Desk, Function, Position, ServicePoint
from kachehri.domains.bodies.rules.sheets import MARK, SHEETS, Sheet
from kachehri.domains.places import queries as places


@dataclass(frozen=True)
class Said:
    """What a row says, with its id, the Thing that its events are about, and the body's place."""

    id: int
    thing_id: int | None
    place_id: int | None
    said: Any


def _keys(ids: Iterable[int | None]) -> dict[int, str]:
    found = places.by_ids({one for one in ids if one is not None})
    return {id: view.key for id, view in found.items()}


@dataclass(frozen=True)
class _Of:
    """The body that a row belongs to."""

    key: str
    thing_id: int
    place_id: int


def _bodies(ids: Iterable[int | None]) -> dict[int, _Of]:
    wanted = {one for one in ids if one is not None}
    rows = Body.objects.filter(pk__in=wanted).values_list("pk", "key", "thing_id", "place_id")
    return {id: _Of(key, thing, place) for id, key, thing, place in rows}


def bodies_said(wanted: Q) -> list[Said]:
    """Bodies (two queries at most)."""
    rows = list(Body.objects.filter(wanted).select_related("parent", "successor").order_by("pk"))
    keys = _keys(row.place_id for row in rows)
    return [
        Said(
            row.pk,
            row.thing_id,
            row.place_id,
            kinds.NewBody(
                key=row.key,
                kind=row.kind,
                tier=row.tier,
                place=keys[row.place_id],
                names=row.names,
                source=row.source,
                parent=row.parent.key if row.parent else "",
                duties=row.duties,
                sectors=tuple(row.sectors),
                laws=tuple(row.laws),
                calendar=row.calendar,
                website=row.website,
                is_paper_only=row.is_paper_only,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                successor=row.successor.key if row.successor else "",
                verified_by=row.verified_by,
                verified_on=row.verified_on,
            ),
        )
        for row in rows
    ]


def desks_said(wanted: Q) -> list[Said]:
    """Desks of the bodies for which `wanted` holds (of `body__…`)."""
    rows = list(Desk.objects.filter(wanted).order_by("body_id", "pk"))
    bodies = _bodies(row.body_id for row in rows)
    return [
        Said(
            row.pk,
            row.thing_id,
            bodies[row.body_id].place_id,
            kinds.NewDesk(
                body=bodies[row.body_id].key,
                key=row.key,
                names=row.names,
                categories=tuple(row.categories),
                is_closed=row.is_closed,
            ),
        )
        for row in rows
    ]


def positions_said(wanted: Q) -> list[Said]:
    """Positions."""
    rows = list(Position.objects.filter(wanted).order_by("body_id", "pk"))
    keys = _keys(row.constituency_id for row in rows)
    bodies = _bodies(row.body_id for row in rows)
    desks = dict(Desk.objects.filter(body_id__in=list(bodies)).values_list("pk", "key"))
    return [
        Said(
            row.pk,
            row.thing_id,
            bodies[row.body_id].place_id,
            kinds.NewPosition(
                body=bodies[row.body_id].key,
                key=row.key,
                role=row.role,
                titles=row.titles,
                desk=desks.get(row.desk_id or 0, ""),
                rung=row.rung,
                constituency=keys.get(row.constituency_id or 0, ""),
                source=row.source,
                is_closed=row.is_closed,
            ),
        )
        for row in rows
    ]


def addresses_said(wanted: Q) -> list[Said]:
    """Addresses (three queries)."""
    rows = list(Address.objects.filter(wanted).order_by("body_id", "pk"))
    bodies = _bodies(row.body_id for row in rows)
    owners: dict[int, str] = {}
    for prefix, model in (("desk", Desk), ("position", Position)):
        found: Any = model.objects.filter(body_id__in=list(bodies))
        owners |= {thing: f"{prefix}:{key}" for thing, key in found.values_list("thing_id", "key")}
    return [
        Said(
            row.pk,
            bodies[row.body_id].thing_id,
            bodies[row.body_id].place_id,
            kinds.NewAddress(
                body=bodies[row.body_id].key,
                channel=row.channel,
                value=row.value,
                owner=owners.get(row.owner_id, ""),
                state=row.state,
                checked_on=row.checked_on,
                source=row.source,
            ),
        )
        for row in rows
    ]


def points_said(wanted: Q) -> list[Said]:
    """Service points."""
    rows = list(ServicePoint.objects.filter(wanted).order_by("pk"))
    keys = _keys(row.place_id for row in rows)
    bodies = _bodies(row.body_id for row in rows)
    return [
        Said(
            row.pk,
            row.thing_id,
            bodies[row.body_id].place_id,
            kinds.NewPoint(
                key=row.key,
                body=bodies[row.body_id].key,
                place=keys[row.place_id],
                names=row.names,
                source=row.source,
                street=row.street,
                longitude=row.longitude,
                latitude=row.latitude,
                services=tuple(row.services),
                languages=tuple(row.languages),
                hours=tuple(row.hours),
                access=tuple(sorted(row.access)),
                phones=tuple(row.phones),
                eligibility=row.eligibility,
                fees=row.fees,
                checked_on=row.checked_on,
                is_closed=row.is_closed,
            ),
        )
        for row in rows
    ]


def functions_said(wanted: Q) -> list[Said]:
    """Who is responsible for what."""
    rows = list(Function.objects.filter(wanted).order_by("subject", "pk"))
    bodies = _bodies(row.body_id for row in rows)
    return [
        Said(
            row.pk,
            None,
            bodies[row.body_id].place_id if row.body_id else None,
            kinds.NewFunction(
                subject=row.subject,
                tier=row.tier,
                law=row.law,
                source=row.source,
                province=row.province,
                body=bodies[row.body_id].key if row.body_id else "",
                since=row.since,
                verified_on=row.verified_on,
            ),
        )
        for row in rows
    ]


READ: Mapping[str, Callable[[Q], list[Said]]] = {
    "bodies": bodies_said,
    "desks": desks_said,
    "positions": positions_said,
    "addresses": addresses_said,
    "points": points_said,
    "functions": functions_said,
}


def mark_of(sheet: Sheet, said: Any) -> str:
    """What tells whether a row has changed since it was exported."""
    text = "\x1f".join(sheet.write(said).values())
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def rows_of(name: str, body_ids: Collection[int] | None = None) -> Iterator[dict[str, str]]:
    """The rows of a sheet as a file has them, with their marks; of some bodies only, if told so."""
    sheet = SHEETS[name]
    path = "pk__in" if name == "bodies" else "body_id__in"
    wanted = Q() if body_ids is None else Q(**{path: list(body_ids)})
    for one in READ[name](wanted):
        yield {**sheet.write(one.said), MARK: mark_of(sheet, one.said)}


def known_bodies(keys: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """Id, Thing and place of bodies by key (one query)."""
    rows = Body.objects.filter(key__in=set(keys))
    return {
        key: (id, thing, place)
        for key, id, thing, place in rows.values_list("key", "pk", "thing_id", "place_id")
    }
