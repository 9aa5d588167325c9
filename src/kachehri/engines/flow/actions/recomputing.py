"""Every open clock of a calendar is reckoned again: by groups that end together.

Clocks that were started on the same day under the same rule, and to which the same happened, have
the same end: the database names the groups, each is reckoned once, and one statement writes the new
ends and the trail. A batch is one transaction; a worker that dies leaves whole batches behind it,
and the next run finds nothing to change in them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from json import dumps, loads
from typing import Any

from django.db import connection, transaction

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.flow import kinds, queries, storing
from kachehri.engines.flow.kinds import ClockView, DueChange, UnknownRule
from kachehri.engines.flow.rules import CHANGE_CALENDAR
from kachehri.engines.jobs.progress import Progress, Silent
from kachehri.kernel.calendars import Calendar, OutOfReach
from kachehri.kernel.clocks import ClockRule, due, local
from kachehri.kernel.messages import Reason, gettext_noop

from .recomputing_sql import CHANGE, GROUPS, PLAN, SUBJECTS

BATCH = 50_000
ROUNDS = 3
"""Clocks that somebody moved meanwhile are found by another look; so often at most."""
CALENDAR_CHANGED = gettext_noop("The calendar of free days was changed.")
STEP = gettext_noop("Reckoning clocks again")
COUNTS_DAYS = {"days", "working-days"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
End = tuple[datetime | None, bool]


@dataclass(frozen=True)
class Group:
    """Clocks that end together: their rule, calendar, start, and what happened to them (JSON).

    `start` is the midnight before the filing where only its day tells the end. `before` and `was`
    are the due time that they have now, and whether it is an estimate.
    """

    rule: str
    calendar: str
    start: datetime
    text: str
    before: datetime | None
    was: bool
    size: int


def recompute(
    *,
    calendar: str,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
    why: Reason | None = None,
) -> int:
    """Reckon the open clocks of a calendar, and of those that build on it; return how many moved.

    The old due time stays in the trail; followers hear of each that moved. Safe to run again.
    """
    require(CHANGE_CALENDAR, by)
    progress = progress or Silent()
    progress.step(STEP)
    because = why or Reason(CALENDAR_CHANGED)
    moved = 0
    for _round in range(ROUNDS):
        changed = list(_changed(calendar))
        missed = sum(group.size for group, _end in changed)
        progress.start(missed)
        for batch in _batches(changed):
            with transaction.atomic():
                written, changes = _write(batch, because, at)
                _tell(changes, by, at)
            missed -= written
            moved += len(changes)
            progress.advance(written)
        if missed <= 0:
            break
    return moved


def _changed(calendar: str) -> Iterator[tuple[Group, End]]:
    """The groups whose end is another one now, with that end."""
    photographs: dict[str, Calendar] = {}
    for group in _groups(calendar):
        if group.calendar not in photographs:
            photographs[group.calendar] = queries.calendar(group.calendar)
        end = _end_of(group, photographs[group.calendar])
        if end is not None and end != (group.before, group.was):
            yield group, end


def _groups(calendar: str) -> list[Group]:
    """The groups of a calendar's open clocks."""
    values: dict[str, Any] = {
        "calendar": calendar,
        "within": f"{calendar}-%",
        "exact": exact_rules(),
    }
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, values)
        return [Group(*row) for row in cursor.fetchall()]


def _end_of(group: Group, calendar: Calendar) -> End | None:
    """When clocks of a group are due; None where their rule is not known any more."""
    try:
        rule = kinds.rule(group.rule, local(group.start).date())
        return due(rule, group.start, calendar, storing.read(loads(group.text)))
    except (UnknownRule, OutOfReach):
        return None


def exact_rules() -> list[str]:
    """The codes of rules for which the hour of filing tells when they end."""
    return sorted({rule.code for rule in kinds.rules() if not _counts_days(rule)})


def _counts_days(rule: ClockRule) -> bool:
    limits = [rule.limit, rule.urgent, *(stage.limit for stage in rule.stages)]
    units = {limit.unit for limit in limits if limit}
    return rule.first_day != "same-day" and units <= COUNTS_DAYS


def _batches(changed: Iterable[tuple[Group, End]]) -> Iterator[list[tuple[Group, End]]]:
    """Groups together until a batch has so many clocks."""
    batch: list[tuple[Group, End]] = []
    size = 0
    for one in changed:
        batch.append(one)
        size += one[0].size
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write(
    batch: list[tuple[Group, End]], why: Reason, at: datetime
) -> tuple[int, list[DueChange]]:
    """Write the new ends of a batch, and the trail; return how many rows, and what moved."""
    groups, ends = zip(*batch, strict=True)
    values: dict[str, Any] = {
        "rules": [group.rule for group in groups],
        "calendars": [group.calendar for group in groups],
        "starts": [group.start for group in groups],
        "texts": [group.text for group in groups],
        "befores": [group.before for group in groups],
        "were": [group.was for group in groups],
        "dues": [end[0] for end in ends],
        "estimates": [end[1] for end in ends],
        "exact": exact_rules(),
        "at": at,
        "why": why.key,
        "values": dumps(dict(why.params), ensure_ascii=False),
    }
    with connection.cursor() as cursor:
        cursor.execute(PLAN)
        cursor.execute(SUBJECTS, values)
        _hold([subject for (subject,) in cursor.fetchall()])
        cursor.execute(CHANGE, values)
        rows = cursor.fetchall()
    return len(rows), list(_changes(rows, batch, why))


def _changes(
    rows: Iterable[tuple[Any, ...]], batch: list[tuple[Group, End]], why: Reason
) -> Iterator[DueChange]:
    """What moved, as followers hear it."""
    happened = [storing.read(loads(group.text)) for group, _end in batch]
    for number, clock, subject, basis, started, state, rung, following in rows:
        place = number - 1
        group, (due_at, estimated) = batch[place]
        if due_at == group.before:
            continue
        view = ClockView(
            id=clock,
            subject=subject,
            rule=group.rule,
            basis=basis,
            started_at=_moment(started),
            due_at=due_at,
            state=state,
            happened=happened[place],
            rung=rung,
            is_estimated=estimated,
            calendar=group.calendar,
            next_at=None if following is None else _moment(following),
        )
        yield DueChange(view, group.before, due_at, why)


def _moment(microseconds: int) -> datetime:
    """A moment from the microseconds since 1970: ten times as quick as from text."""
    return EPOCH + timedelta(microseconds=microseconds)


def _hold(subjects: Sequence[int]) -> None:
    """Have the followers lock their matters, before the clocks of these are locked."""
    known = kinds.followers()
    for kind, group in _by_kind(subjects).items():
        if kind in known:
            known[kind].hold(subjects=group, wait=True)


def _by_kind(subjects: Collection[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for subject, kind in sorted(queries.kinds_of(subjects).items()):
        found[kind].append(subject)
    return found


def _tell(changes: list[DueChange], by: Actor, at: datetime) -> None:
    """Each follower hears of the clocks of its own matters, once for each batch."""
    known = kinds.followers()
    if not changes or not known:
        return
    for kind, subjects in _by_kind({change.clock.subject for change in changes}).items():
        own = set(subjects)
        if kind in known:
            group = [change for change in changes if change.clock.subject in own]
            known[kind].moved(changes=group, by=by, at=at)
