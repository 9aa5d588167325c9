"""Granting and ending roles, and saying what lies within what."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kachehri.engines.ledger.actions import record

from .actor import Actor
from .models import Grant, Within
from .reading import require
from .roles import ROLES
from .rules import MAY_GRANT, MAY_REVOKE

VERBS = {
    "access.granted": _("Gave a role"),
    "access.revoked": _("Ended a role"),
}

NEST = """
    INSERT INTO access_within (inner_id, outer_id)
    SELECT low.id, high.id
    FROM (SELECT %(inner)s::bigint AS id
          UNION SELECT inner_id FROM access_within WHERE outer_id = %(inner)s) AS low,
         (SELECT %(outer)s::bigint AS id
          UNION SELECT outer_id FROM access_within WHERE inner_id = %(outer)s) AS high
    UNION SELECT %(inner)s, %(inner)s
    UNION SELECT %(outer)s, %(outer)s
    ON CONFLICT DO NOTHING
"""

NEST_LEAVES = """
    INSERT INTO access_within (inner_id, outer_id)
    SELECT pair.inner_id, high.outer_id
    FROM unnest(%(inner)s::bigint[], %(outer)s::bigint[]) AS pair (inner_id, around_id)
    JOIN access_within AS high ON high.inner_id = pair.around_id
    UNION SELECT unnest(%(inner)s::bigint[]), unnest(%(inner)s::bigint[])
    UNION SELECT unnest(%(inner)s::bigint[]), unnest(%(outer)s::bigint[])
    ON CONFLICT DO NOTHING
"""


class GrantProblem(ValueError):
    """A grant that makes no sense: an unknown role, no purpose, an end before its start."""


def grant(
    *,
    actor: int,
    role: str,
    scope: int | None,
    purpose: str,
    starts_at: datetime,
    ends_at: datetime | None,
    by: Actor,
    at: datetime,
) -> int:
    """Give `actor` (a Thing id) a role and return the grant's id.

    `scope` is the Thing that it reaches with all that lies within (None: everywhere). Raises
    Refused unless `by` may grant, GrantProblem if the grant makes no sense.
    """
    require(MAY_GRANT, by, {"actor_id": actor})
    _check(role=role, purpose=purpose, starts_at=starts_at, ends_at=ends_at)
    with transaction.atomic():
        made = Grant.objects.create(
            actor_id=actor,
            role=role,
            scope_id=scope,
            purpose=purpose.strip(),
            starts_at=starts_at,
            ends_at=ends_at,
            granted_by_id=_identity(by),
        )
        _record("access.granted", made, by=by, at=at)
    return made.pk


def revoke(*, grant: int, by: Actor, at: datetime) -> None:
    """End a grant now; one that has not begun never begins. What has ended stays as it is."""
    require(MAY_REVOKE, by)
    with transaction.atomic():
        found = Grant.objects.select_for_update().get(pk=grant)
        if found.ends_at is not None and found.ends_at <= at:
            return
        found.ends_at = max(at, found.starts_at)
        found.save(update_fields=["ends_at"])
        _record("access.revoked", found, by=by, at=at)


def nest(*, inner: int, outer: int) -> None:
    """Say that the Thing `inner` lies within the Thing `outer`, with all that follows from it.

    Safe to say twice. Raises ValueError if `outer` already lies within `inner`.
    """
    if inner != outer and Within.objects.filter(inner=outer, outer=inner).exists():
        raise ValueError(f"Thing {outer} lies within {inner} already; it cannot be around it, too")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(NEST, {"inner": inner, "outer": outer})


def nest_leaves(*, pairs: Sequence[tuple[int, int]]) -> None:
    """Say of many Things at once that each lies within another: (inner, outer).

    Only for inner ones in which nothing lies. The outer ones are nested already. Safe to say twice.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        inner, outer = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        cursor.execute(NEST_LEAVES, {"inner": inner, "outer": outer})


def _check(*, role: str, purpose: str, starts_at: datetime, ends_at: datetime | None) -> None:
    """Refuse what no form should have let through."""
    if role not in ROLES or not ROLES[role].grantable:
        raise GrantProblem(f"there is no role {role!r} that can be granted")
    if not purpose.strip():
        raise GrantProblem("a grant needs a purpose")
    if ends_at is not None and ends_at <= starts_at:
        raise GrantProblem("a grant has to end after it starts")


def _identity(by: Actor) -> int:
    """Whoever passed a rule that nobody anonymous passes has an identity."""
    if by.thing_id is None:
        raise GrantProblem("whoever grants has to have an identity")
    return by.thing_id


def _record(verb: str, made: Grant, *, by: Actor, at: datetime) -> None:
    """The event is about the one who holds the grant."""
    refs: dict[str, int | str] = {"grant": made.pk, "role": made.role}
    if made.scope_id is not None:
        refs["scope"] = made.scope_id
    record(verb=verb, by=_identity(by), thing=made.actor_id, at=at, refs=refs)
