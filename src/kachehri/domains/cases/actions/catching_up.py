"""Lists follow due times that were moved: written down by the recompute, applied in small batches.

Whoever holds a case may take its waiting changes: the follower holds it when it writes one, so the
lock of the case keeps writers and appliers apart, and nobody waits for a line of the waiting list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from kachehri.domains.cases.models import Case
from kachehri.domains.cases.rules import seeing
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.flow.kinds import DueChange
from kachehri.kernel.rules import IsSystem

Moment = datetime | None


@dataclass(frozen=True)
class _Moved:
    """What a case's due time was and becomes; who moved it, and when."""

    was: Moment
    becomes: Moment
    at: datetime
    by: int


def apply_moved(*, by: Actor, at: datetime, most: int = 2000) -> int:
    """Bring the rows of the cases that wait longest in step; return how many changes were seen to.

    One short transaction. A case that somebody else holds waits for the next time, and so it does
    for two that apply at once. A case that ended meanwhile, or whose time is another one, stays.
    """
    require(IsSystem(), seeing.judged(by))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_HOLD, {"most": most, "at": at})
        held = cursor.fetchall()
        return _bring_in_step({thing: due for thing, due, _lives in held},
                              {thing for thing, _due, lives in held if lives})  # fmt: skip


def _wait(changes: Sequence[DueChange], by: Actor, at: datetime) -> None:
    """Write changes down for `apply_moved`; their cases are held."""
    values: dict[str, Any] = {
        "subjects": [one.clock.subject for one in changes],
        "before": [one.before for one in changes],
        "after": [one.after for one in changes],
        "by": acting(by),
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAIT, values)


def _catch_up(row: Case) -> None:
    """Apply what waits for one case that is held, before somebody counts with its due time."""
    lives = {row.thing_id} if row.is_open and row.moved_at is None else set()
    if _bring_in_step({row.thing_id: row.due_at}, lives):
        row.refresh_from_db(fields=["due_at", "version"])


def _bring_in_step(due: Mapping[int, Moment], living: set[int]) -> int:
    """Take the waiting changes of cases that are held, write what is left; how many were taken."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [list(due)])
        taken = sorted(cursor.fetchall())
        moved = _folded(taken, due, living)
        if moved:
            cursor.execute(_APPLY, _columns(moved))
        return len(taken)


def _folded(
    taken: Sequence[tuple[Any, ...]], due: Mapping[int, Moment], living: set[int]
) -> dict[int, _Moved]:
    """One change a case: from what its row says to the newest, link by link.

    A case has several clocks: a change that does not begin where the row stands is of another one.
    """
    found: dict[int, _Moved] = {}
    for _id, subject, was, becomes, at, by in taken:
        known = found.get(subject)
        stands = known.becomes if known else due[subject]
        if subject in living and was == stands:
            found[subject] = _Moved(due[subject], becomes, at, by)
    return {subject: one for subject, one in found.items() if one.was != one.becomes}


def _columns(moved: Mapping[int, _Moved]) -> dict[str, Any]:
    values = moved.values()
    return {
        "subjects": list(moved),
        "were": [one.was for one in values],
        "become": [one.becomes for one in values],
        "ats": [one.at for one in values],
        "bys": [one.by for one in values],
    }


_WAIT = """
insert into cases_duemoved (subject, was, becomes, at, by)
select subject, was, becomes, %(at)s, %(by)s
from unnest(%(subjects)s::bigint[], %(before)s::timestamptz[], %(after)s::timestamptz[])
    as one (subject, was, becomes)
"""
_HOLD = """
select c.thing_id, c.due_at, c.is_open and c.moved_at is null
from cases_case c
where c.thing_id in (select subject from cases_duemoved order by id limit %(most)s)
order by c.id
for update of c skip locked
"""
_TAKE = """
delete from cases_duemoved where subject = any(%s)
returning id, subject, was, becomes, at, by
"""
_APPLY = """
with changed as (
    select * from unnest(
        %(subjects)s::bigint[], %(were)s::timestamptz[], %(become)s::timestamptz[],
        %(ats)s::timestamptz[], %(bys)s::bigint[]
    ) as one (subject, was, becomes, at, by)
), moved as (
    update cases_case c set due_at = changed.becomes, version = c.version + 1
    from changed
    where c.thing_id = changed.subject and c.is_open and c.moved_at is null
      and c.due_at is not distinct from changed.was
    returning c.id, changed.was, changed.becomes, changed.at, changed.by
)
insert into cases_entry (case_id, at, what, before, after, by_id, is_public, words, content)
select id, at, 'clock-moved', '', '', by, true, '',
       jsonb_build_object('side', 'program', 'was', was, 'due', becomes)
from moved
order by id
"""
