"""Addresses of bodies, and those that should be checked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from kachehri.domains.bodies.models import Address

YEAR = timedelta(days=365)
ORDER = {"fine": 0, "doubtful": 1, "bounced": 2, "ended": 3}


@dataclass(frozen=True)
class AddressView:
    """A way to reach a body, a desk or a position (`owner_id` is its Thing)."""

    id: int
    body_id: int
    owner_id: int
    channel: str
    value: str
    state: str
    bounces: int
    checked_on: date | None
    source: str

    @property
    def works(self) -> bool:
        """Whether something may be sent there."""
        return self.state in {"fine", "doubtful"}


_ADDRESS = ("id", "body_id", "owner_id", "channel", "value", "state", "bounces", "checked_on",
            "source")  # fmt: skip


def addresses(thing_id: int) -> tuple[AddressView, ...]:
    """The addresses of one body, desk or position, the best first; ended ones are left out."""
    return addresses_of([thing_id])


def addresses_of(thing_ids: Collection[int]) -> tuple[AddressView, ...]:
    """The addresses of several owners, the best first (one query)."""
    rows = Address.objects.filter(owner_id__in=list(thing_ids)).exclude(state="ended")
    return _views(rows.values_list(*_ADDRESS))


def addresses_of_bodies(body_ids: Collection[int]) -> tuple[AddressView, ...]:
    """Every address of bodies, of their desks and positions, too (one query)."""
    rows = Address.objects.filter(body_id__in=list(body_ids)).exclude(state="ended")
    return _views(rows.values_list(*_ADDRESS))


def _views(rows: object) -> tuple[AddressView, ...]:
    found = [AddressView(*row) for row in rows]  # type: ignore[attr-defined]
    return tuple(sorted(found, key=lambda one: (ORDER[one.state], one.bounces, one.id)))


def stale(
    *, on: date, body_ids: Collection[int] | None = None, after: int = 0, limit: int = 100
) -> tuple[AddressView, ...]:
    """Addresses that came back, are doubtful, or were not checked for a year, by id (one query)."""
    old = Q(checked_on__isnull=True) | Q(checked_on__lt=on - YEAR)
    rows = Address.objects.filter(old | Q(state__in=["bounced", "doubtful"]), pk__gt=after)
    rows = rows.exclude(state="ended").order_by("pk")
    if body_ids is not None:
        rows = rows.filter(body_id__in=list(body_ids))
    return tuple(AddressView(*row) for row in rows.values_list(*_ADDRESS)[:limit])
