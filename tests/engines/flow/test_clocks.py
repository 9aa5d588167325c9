"""Clocks of a matter: started, stopped, paused, made longer, and what stays in the trail."""

from datetime import timedelta

import pytest

from kachehri.engines.flow import actions, queries
from kachehri.engines.flow.kinds import ClockProblem, UnknownRule
from kachehri.engines.flow.words import sentences
from kachehri.engines.ledger.models import Event
from kachehri.kernel.clocks import KARACHI, Limit

from .conftest import AT, started

pytestmark = pytest.mark.django_db


def day(view):
    return view.due_at.astimezone(KARACHI).date().isoformat()


def only(matter):
    (view,) = queries.clocks([matter])[matter]
    return view


def test_a_clock_knows_when_it_is_due_and_says_why(calendars, matter):
    view = started(calendars, matter)
    assert (day(view), view.basis, view.state, view.next_at) == (
        "2026-11-17", "statutory", "running", view.due_at,
    )  # fmt: skip
    told = sentences(queries.explained(view))
    assert "Monday, 9 November 2026 is a holiday and not counted: Made-up Day." in told
    assert told[-1] == "The answer is due by the end of Tuesday, 17 November 2026."


def test_a_clock_that_runs_is_not_started_twice(calendars, matter):
    assert started(calendars, matter).id == started(calendars, matter, urgent=True).id
    assert Event.objects.filter(verb="clock.started").count() == 1


def test_a_stopped_clock_can_be_started_anew(calendars, matter):
    first = started(calendars, matter)
    assert actions.stop(subject=matter, rules=["test-law"], by=calendars, at=AT) == 1
    again = started(calendars, matter)
    assert again.id != first.id
    assert [one.state for one in queries.clocks([matter])[matter]] == ["stopped", "running"]


def test_a_rule_that_nobody_declares_starts_no_clock(calendars, matter):
    with pytest.raises(UnknownRule, match="no rule nowhere"):
        started(calendars, matter, rule="nowhere")


def test_a_clock_stands_still_while_the_citizen_is_asked_and_goes_on(calendars, matter):
    started(calendars, matter)
    actions.pause(subject=matter, rules=None, by=calendars, at=AT, because="a copy is missing")
    paused = only(matter)
    assert (paused.state, paused.due_at, paused.next_at) == ("paused", None, None)
    actions.resume(subject=matter, rules=None, by=calendars, at=AT + timedelta(days=3))
    going = only(matter)
    assert (day(going), going.state, going.next_at) == ("2026-11-19", "running", going.due_at)
    assert len(queries.trail([going.id])[going.id]) == 2


def test_the_time_is_made_longer_once_and_with_a_reason(calendars, matter):
    before = started(calendars, matter)
    with pytest.raises(ClockProblem, match="Write why"):
        actions.extend(subject=matter, rule="test-law", by=calendars, at=AT, because=" ")
    with pytest.raises(ClockProblem, match="at most 5 working-days"):
        actions.extend(
            subject=matter, rule="test-law", by=calendars, at=AT, because="x",
            limit=Limit(6, "working-days"),
        )  # fmt: skip
    longer = actions.extend(
        subject=matter, rule="test-law", by=calendars, at=AT, because="many papers"
    )
    assert day(longer) == "2026-11-24"
    (line,) = queries.trail([longer.id])[longer.id]
    assert (line.before, line.after) == (before.due_at, longer.due_at)
    assert str(line.why) == "The office made the time longer. Its reason: many papers"
    with pytest.raises(ClockProblem, match="only once"):
        actions.extend(subject=matter, rule="test-law", by=calendars, at=AT, because="again")


def test_a_time_that_has_run_out_is_not_made_longer(calendars, matter):
    late = started(calendars, matter).due_at + timedelta(seconds=1)
    with pytest.raises(ClockProblem, match="has run out"):
        actions.extend(subject=matter, rule="test-law", by=calendars, at=late, because="x")


def test_a_clock_of_a_named_day_ends_with_that_day(calendars, matter):
    view = started(calendars, matter, rule="test-courtesy", by_day=AT.date() + timedelta(days=40))
    assert day(view) == "2026-12-12"
