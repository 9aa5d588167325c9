"""Service points: of a place, of a body, by service, and the nearest ones."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import cos, radians
from typing import Any

from django.db.models import F, QuerySet

from kachehri.domains.bodies.models import ServicePoint
from kachehri.domains.bodies.rules import hours as opening
from kachehri.domains.bodies.rules.distance import km_between
from kachehri.domains.places import queries as places
from kachehri.kernel.clocks import local

from .views import in_language

PAGE = 50
FAR = 2.0
"""Degrees to each side within which the nearest points are sought: some 200 km."""


@dataclass(frozen=True)
class PointView:
    """A place where people are served; `km` is the distance, where one was asked for."""

    id: int
    thing_id: int
    body_id: int
    place_id: int
    key: str
    names: Mapping[str, str]
    street: str
    longitude: float | None
    latitude: float | None
    services: tuple[str, ...]
    languages: tuple[str, ...]
    hours: tuple[Mapping[str, str], ...]
    access: tuple[str, ...]
    phones: tuple[str, ...]
    eligibility: Mapping[str, str]
    fees: Mapping[str, str]
    source: str
    checked_on: date | None
    is_closed: bool
    km: float | None = None

    def name(self, language: str | None = None) -> str:
        """The name in a language (default: the one in force)."""
        return in_language(self.names, language)

    def is_open(self, at: datetime) -> bool | None:
        """Whether it is open at a moment; None where no hours are known."""
        return opening.is_open(self.hours, local(at))

    @property
    def written_hours(self) -> str:
        """The hours as the sheet has them."""
        return opening.written(self.hours)


_POINT = (
    "id", "thing_id", "body_id", "place_id", "key", "names", "street", "longitude", "latitude",
    "services", "languages", "hours", "access", "phones", "eligibility", "fees", "source",
    "checked_on", "is_closed",
)  # fmt: skip
_LISTS = {"services", "languages", "hours", "access", "phones"}


def point(key: str) -> PointView | None:
    """The point of that key, also a closed one (one query)."""
    return next(iter(_views(ServicePoint.objects.filter(key=key))), None)


def point_by_id(id: int) -> PointView | None:
    """A point by its id, also a closed one (one query)."""
    return next(iter(_views(ServicePoint.objects.filter(pk=id))), None)


def points(
    *,
    place: int | None = None,
    body_ids: Collection[int] | None = None,
    service: str = "",
    access: str = "",
    after: int = 0,
    limit: int = PAGE,
) -> tuple[PointView, ...]:
    """Open points by id: in a place and what lies in it, of bodies, that do a service.

    `after` is the id of the last one seen.
    """
    rows = _open(place, service, access).filter(pk__gt=after)
    if body_ids is not None:
        rows = rows.filter(body_id__in=list(body_ids))
    return _views(rows.order_by("pk")[:limit])


def nearest(
    near: tuple[float, float], *, service: str = "", access: str = "", limit: int = 20
) -> tuple[PointView, ...]:
    """The open points nearest to a point (longitude, latitude), with their distances."""
    east, north = near
    wide = FAR / max(cos(radians(north)), 0.1)
    rows = _open(None, service, access).filter(
        latitude__range=(north - FAR, north + FAR), longitude__range=(east - wide, east + wide)
    )
    across = (F("longitude") - east) * cos(radians(north))
    up = F("latitude") - north
    found = _views(rows.order_by(across * across + up * up, "pk")[: limit + 10])
    far = [
        replace(one, km=km_between(near, (one.longitude, one.latitude)))
        for one in found
        if one.longitude is not None and one.latitude is not None
    ]
    return tuple(sorted(far, key=lambda one: (one.km or 0.0, one.id))[:limit])


def known_services(place: int | None = None) -> tuple[str, ...]:
    """What is done at any open point (one query)."""
    rows = _open(place, "", "").values_list("services", flat=True)
    return tuple(sorted({service for several in rows for service in several}))


def _open(place: int | None, service: str, access: str) -> QuerySet[ServicePoint]:
    rows = ServicePoint.objects.filter(is_closed=False)
    if place is not None:
        rows = rows.filter(place_id__in=places.lying_in([place]))
    if service:
        rows = rows.filter(services__contains=[service])
    if access:
        rows = rows.filter(access__has_key=access)
    return rows


def _views(rows: QuerySet[ServicePoint]) -> tuple[PointView, ...]:
    return tuple(_view(dict(zip(_POINT, row, strict=True))) for row in rows.values_list(*_POINT))


def _view(row: dict[str, Any]) -> PointView:
    row["access"] = sorted(row["access"])
    for name in _LISTS:
        row[name] = tuple(row[name])
    return PointView(**row)
