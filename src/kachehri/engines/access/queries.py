"""Who holds which role now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from .actor import Actor, GrantFact
from .models import Grant, Within
from .reading import require
from .rules import MAY_SEE_GRANTS


def actor_for(
    *,
    thing_id: int,
    name: str,
    language: str,
    at: datetime,
    elevated: bool = False,
    system: bool = False,
) -> Actor:
    """The actor with every grant that runs at `at`, in one query."""
    inside = Within.objects.filter(outer=OuterRef("scope_id")).values("inner_id")
    grants = (
        Grant.objects.running(at=at)
        .filter(actor=thing_id)
        .order_by("pk")
        .values_list("role", "scope_id", ArraySubquery(inside))
    )
    return Actor(
        thing_id=thing_id,
        name=name,
        language=language,
        signed_in=not system,
        elevated=elevated,
        system=system,
        grants=tuple(_fact(role, scope, inner) for role, scope, inner in grants),
    )


def _fact(role: str, scope_id: int | None, inner: list[int]) -> GrantFact:
    """A scope covers itself, whether or not anything was nested in it."""
    covers = None if scope_id is None else frozenset({scope_id, *inner})
    return GrantFact(role=role, scope_id=scope_id, covers=covers)


@dataclass(frozen=True)
class GrantView:
    """One grant for a page: ids are Things; `ends_at` None means until it is ended."""

    id: int
    actor_id: int
    role: str
    scope_id: int | None
    purpose: str
    starts_at: datetime
    ends_at: datetime | None
    granted_by_id: int


def grants(*, by: Actor, actor_id: int | None = None) -> tuple[GrantView, ...]:
    """Every grant ever made (to one actor, if given), newest first; ended ones are kept.

    Raises Refused unless `by` may see grants.
    """
    require(MAY_SEE_GRANTS, by, {"actor_id": actor_id})
    found = Grant.objects.order_by("-starts_at", "-pk")
    if actor_id is not None:
        found = found.filter(actor=actor_id)
    return views(found)


def grant_rows(*, by: Actor, at: datetime, ended: bool = False) -> QuerySet[Grant]:
    """Grants that have not ended by `at`, or (with `ended`) those that have, for a table.

    Not in order; `views` turns rows into read-models. Raises Refused unless `by` may see grants.
    """
    require(MAY_SEE_GRANTS, by, {"actor_id": None})
    over = Q(ends_at__lte=at)
    return Grant.objects.filter(over if ended else ~over)


def views(found: Iterable[Grant]) -> tuple[GrantView, ...]:
    """Rows as their read-models, in the same order."""
    return tuple(
        GrantView(
            id=grant.pk,
            actor_id=grant.actor_id,
            role=grant.role,
            scope_id=grant.scope_id,
            purpose=grant.purpose,
            starts_at=grant.starts_at,
            ends_at=grant.ends_at,
            granted_by_id=grant.granted_by_id,
        )
        for grant in found
    )
