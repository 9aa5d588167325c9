"""The directory page by page, for other programs: bodies, points, and what is done where."""

import zlib
from collections.abc import Collection
from dataclasses import dataclass

from kachehri.domains.bodies.models import Body, ServicePoint

from .bodies import by_ids
from .points import PointView, point_by_id, points
from .views import BodyView, body_views


@dataclass(frozen=True)
class Done:
    """A service of a body, or (with `point_id`) at one of its points; `mark` tells the slug."""

    body_id: int
    service: str
    point_id: int = 0

    @property
    def mark(self) -> int:
        """Sixteen bits of the slug, so that an address can name a service by numbers."""
        return zlib.crc32(self.service.encode()) & 0xFFFF


def page_of_bodies(*, start: int, size: int) -> tuple[int, tuple[BodyView, ...]]:
    """How many bodies exist, and some of them by id (two queries)."""
    rows = Body.objects.valid(on=None).order_by("pk")
    return rows.count(), body_views(rows[start : start + size])


def page_of_points(*, start: int, size: int) -> tuple[int, tuple[PointView, ...]]:
    """How many points are open, and some of them by id (three queries)."""
    rows = ServicePoint.objects.filter(is_closed=False).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[start : start + size])
    found = points(after=ids[0] - 1, limit=len(ids)) if ids else ()
    return rows.count(), found


def services(body_ids: Collection[int] | None = None) -> tuple[Done, ...]:
    """What bodies do at their open points, each once (one query)."""
    return tuple(dict.fromkeys(Done(one.body_id, one.service) for one in done(body_ids)))


def done(body_ids: Collection[int] | None = None) -> tuple[Done, ...]:
    """What is done at which open point (one query)."""
    rows = ServicePoint.objects.filter(is_closed=False).order_by("pk")
    if body_ids is not None:
        rows = rows.filter(body_id__in=list(body_ids))
    return tuple(
        Done(body_id, service, point_id)
        for point_id, body_id, several in rows.values_list("pk", "body_id", "services")
        for service in several
    )


__all__ = [
    "Done",
    "by_ids",
    "done",
    "page_of_bodies",
    "page_of_points",
    "point_by_id",
    "points",
    "services",
]
