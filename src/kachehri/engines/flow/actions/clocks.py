"""Starting, stopping and moving the clocks of one matter.

Whoever calls has checked that the actor may: a clock follows a move of its matter, in the same
transaction.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import acting
from kachehri.engines.flow import kinds, queries, storing
from kachehri.engines.flow.kinds import ClockProblem, ClockView
from kachehri.engines.flow.models import Clock, Reckoned
from kachehri.engines.flow.rules import ladder_moment
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.clocks import Happening, Limit, Pause, due, local
from kachehri.kernel.messages import Reason, gettext_noop

PAUSED = gettext_noop("The clock was stopped for a while: %(because)s")
RESUMED = gettext_noop("The clock goes on.")
EXTENDED = gettext_noop("The office made the time longer. Its reason: %(because)s")
NO_EXTENSION = gettext_noop("The time of %(code)s cannot be made longer.")
EXTENDED_ALREADY = gettext_noop("The time was made longer before. That is possible only once.")
NEEDS_REASON = gettext_noop("Write why the time has to be longer.")
TOO_LONG = gettext_noop("The law allows at most %(limit)s more.")
TOO_LATE = gettext_noop("The time has run out. It cannot be made longer any more.")
NO_CLOCK = gettext_noop("No clock of the rule %(code)s runs here.")


def start(
    *,
    subject: int,
    rule: str,
    calendar: str,
    started_at: datetime,
    by: Actor,
    at: datetime,
    urgent: bool = False,
    next_at: datetime | None = None,
    by_day: date | None = None,
) -> ClockView:
    """Start a clock of a matter; return the running one where it was started before.

    `next_at` is when to look at it first (else when it is due). Raises UnknownRule.
    """
    known = kinds.rule(rule, local(started_at).date())
    happened = Happening(urgent=urgent, by_day=by_day)
    due_at, estimated = due(known, started_at, queries.calendar(calendar), happened)
    with transaction.atomic():
        row, is_new = Clock.objects.exclude(state="stopped").get_or_create(
            subject_id=subject,
            rule=rule,
            defaults={
                "basis": known.basis,
                "calendar": calendar,
                "started_at": started_at,
                "due_at": due_at,
                "is_estimated": estimated,
                "happened": storing.written(happened),
                "next_at": next_at or due_at,
            },
        )
        if is_new:
            _record("clock.started", row, by, at)
    return queries.clock_view(row)


def stop(*, subject: int, rules: Collection[str] | None, by: Actor, at: datetime) -> int:
    """Stop clocks of a matter (None: all of them) for good; return how many."""
    with transaction.atomic():
        rows = list(_open(subject, rules).select_for_update())
        for row in rows:
            row.state, row.stopped_at, row.next_at = "stopped", at, None
            row.save(update_fields=["state", "stopped_at", "next_at"])
            _record("clock.stopped", row, by, at)
    return len(rows)


def pause(
    *, subject: int, rules: Collection[str] | None, by: Actor, at: datetime, because: str = ""
) -> int:
    """Let running clocks of a matter stand still from now on; return how many."""
    with transaction.atomic():
        rows = list(_open(subject, rules).filter(state="running").select_for_update())
        for row in rows:
            happened = storing.read(row.happened)
            row.state = "paused"
            paused = (*happened.pauses, Pause(at, None, because))
            _reckon(row, replace(happened, pauses=paused), Reason(PAUSED, {"because": because}), at)
            _record("clock.paused", row, by, at)
    return len(rows)


def resume(*, subject: int, rules: Collection[str] | None, by: Actor, at: datetime) -> int:
    """Let clocks that stand still go on; return how many."""
    with transaction.atomic():
        rows = list(_open(subject, rules).filter(state="paused").select_for_update())
        for row in rows:
            happened = storing.read(row.happened)
            pauses = tuple(
                one if one.ended else Pause(one.started, max(at, one.started), one.reason)
                for one in happened.pauses
            )
            row.state = "running"
            _reckon(row, replace(happened, pauses=pauses), Reason(RESUMED), at)
            _record("clock.resumed", row, by, at)
    return len(rows)


def extend(
    *,
    subject: int,
    rule: str,
    by: Actor,
    at: datetime,
    because: str,
    limit: Limit | None = None,
) -> ClockView:
    """Make the time of a clock longer, once, with a reason; by what its rule says if no `limit`.

    Raises ClockProblem where that cannot be.
    """
    with transaction.atomic():
        row = _open(subject, [rule]).select_for_update().first()
        if row is None:
            raise ClockProblem(NO_CLOCK, code=rule)
        happened = storing.read(row.happened)
        longer = _allowed(row, happened, limit, because, at)
        changed = replace(happened, extended_by=longer, extended_because=because)
        _reckon(row, changed, Reason(EXTENDED, {"because": because}), at)
        _record("clock.extended", row, by, at)
    return queries.clock_view(row)


def _allowed(
    row: Clock, happened: Happening, limit: Limit | None, because: str, at: datetime
) -> Limit:
    """By how much, where the rule allows it."""
    known = kinds.rule(row.rule, local(row.started_at).date())
    extension = known.extension
    longer = limit or (extension.limit if extension else None)
    if longer is None or (extension is None and known.basis == "statutory"):
        raise ClockProblem(NO_EXTENSION, code=row.rule)
    if happened.extended_by is not None:
        raise ClockProblem(EXTENDED_ALREADY)
    if not because.strip():
        raise ClockProblem(NEEDS_REASON)
    if extension and longer.unit == extension.limit.unit and longer.amount > extension.limit.amount:
        most = f"{extension.limit.amount} {extension.limit.unit}"
        raise ClockProblem(TOO_LONG, limit=most)
    if known.basis == "statutory" and row.due_at is not None and row.due_at < at:
        raise ClockProblem(TOO_LATE)
    return longer


def _reckon(row: Clock, happened: Happening, why: Reason, at: datetime) -> None:
    """Write what happened, the due time that follows from it, and the old one into the trail."""
    known = kinds.rule(row.rule, local(row.started_at).date())
    before = row.due_at
    after, estimated = due(known, row.started_at, queries.calendar(row.calendar), happened)
    row.happened, row.is_estimated = storing.written(happened), estimated
    row.next_at = ladder_moment(row.next_at, row.rung, before, after)
    row.due_at = after
    row.save(update_fields=["state", "happened", "is_estimated", "next_at", "due_at"])
    if before != after:
        Reckoned.objects.create(
            clock=row, at=at, before=before, after=after, why=why.key, values=dict(why.params)
        )


def _open(subject: int, rules: Collection[str] | None) -> "QuerySet[Clock]":
    found = Clock.objects.filter(subject_id=subject).exclude(state="stopped").order_by("id")
    return found if rules is None else found.filter(rule__in=rules)


def _record(verb: str, row: Clock, by: Actor, at: datetime) -> None:
    """The event of a clock, about its matter."""
    refs: dict[str, int | str] = {"clock": row.pk, "rule": row.rule}
    ledger.record(verb=verb, by=acting(by), thing=row.subject_id, at=at, refs=refs)
