"""The clocks of a matter: started, stopped and moved with its steps; the main one in its lists."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.models import Case
from kachehri.engines.access.actor import Actor
from kachehri.engines.flow import actions as flow
from kachehri.engines.flow import queries as clocks
from kachehri.engines.flow.kinds import ClockView
from kachehri.kernel.flows import Move

HOME_CALENDAR = "pk"


def _facts(row: Case) -> Mapping[str, Any]:
    """What clock codes may be filled with."""
    return {**row.facts, "category": row.category}


def _calendar_of(row: Case) -> str:
    body = bodies.body(row.body_id) if row.body_id else None
    return body.calendar if body else HOME_CALENDAR


def _start(
    row: Case, kind: CaseKind, codes: Collection[str], started_at: datetime, by: Actor, at: datetime
) -> None:
    """Start the clocks of those codes."""
    due_on = row.facts.get("due_on")
    for code in kind.codes(codes, _facts(row)):
        flow.start(
            subject=row.thing_id,
            rule=code,
            calendar=_calendar_of(row),
            started_at=started_at,
            urgent=bool(row.facts.get("urgent")),
            by_day=date.fromisoformat(due_on) if due_on else None,
            by=by,
            at=at,
        )


def _tick(
    row: Case, kind: CaseKind, made: Move, because: str, by: Actor, at: datetime, on: datetime
) -> None:
    """Stop, pause, resume, extend and start what a move names; `on` is when it happened."""
    for codes, act in ((made.stops, flow.stop), (made.resumes, flow.resume)):
        if codes:
            act(subject=row.thing_id, rules=_named(row, kind, codes), by=by, at=on)
    if made.pauses:
        rules = _named(row, kind, made.pauses)
        flow.pause(subject=row.thing_id, rules=rules, by=by, at=on, because=because)
    for code in kind.codes(made.extends, _facts(row)):
        flow.extend(subject=row.thing_id, rule=code, by=by, at=at, because=because)
    _start(row, kind, made.starts, on, by, at)


def _named(row: Case, kind: CaseKind, codes: Collection[str]) -> Collection[str] | None:
    found = kind.codes(codes, _facts(row))
    return None if "*" in found else found


def _show_clock(row: Case, kind: CaseKind) -> None:
    """Repeat the main clock in the case's own row: the first that the kind declares and that runs.

    A matter that the office has closed has no due time, whatever else still runs. What its time
    rests on (`basis`) stays that of the clocks with which it began.
    """
    running = [one for one in clocks.clocks([row.thing_id])[row.thing_id] if one.state != "stopped"]
    main = _main(kind, running)
    row.due_at = main.due_at if main and row.is_open else None
    if main and main.rule in kind.codes(kind.opens_with, _facts(row)):
        row.basis = main.basis


def _main(kind: CaseKind, running: Collection[ClockView]) -> ClockView | None:
    order = {rule.code: at for at, rule in reversed(list(enumerate(kind.clocks)))}
    return min(running, key=lambda one: (order.get(one.rule, len(order)), one.id), default=None)
