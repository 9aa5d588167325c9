"""A holiday that comes late: open clocks are reckoned again, the old date stays in the trail."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.engines.flow import actions, queries
from kachehri.engines.flow.kinds import ClockProblem, NewHoliday
from kachehri.engines.flow.models import Clock, Reckoned
from kachehri.engines.flow.rules import ladder_moment
from kachehri.engines.flow.words import said
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.models import Job
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.clocks import KARACHI

from .conftest import AT, started

pytestmark = pytest.mark.django_db

LATE = date(2026, 11, 12)


def day(view):
    return view.due_at.astimezone(KARACHI).date().isoformat()


def only(matter):
    (view,) = queries.clocks([matter])[matter]
    return view


def announce(by, calendar="pk", on=LATE, **named):
    given = {"name": {"en": "Made-up Eid"}, "source": "made up"} | named
    return actions.announce_holiday(calendar=calendar, on=on, by=by, at=AT, **given)


def do(job):
    """The job as a worker does it."""
    jobs.run(job_id=job, by=jobs_actor(), clock=lambda: AT)
    return Job.objects.get(pk=job)


def jobs_actor():
    from kachehri.engines.accounts.queries import system_actor

    return system_actor("worker", AT)


def test_a_holiday_announced_late_moves_open_clocks_and_keeps_the_old_date(
    calendars, matter, followed
):
    before = started(calendars, matter)
    done = do(announce(calendars))
    assert (done.state, done.result) == ("done", {"calendar": "pk", "moved": 1})
    after = only(matter)
    assert (day(before), day(after)) == ("2026-11-17", "2026-11-18")
    assert after.next_at == after.due_at
    (line,) = queries.trail([after.id])[after.id]
    assert (line.before, line.after) == (before.due_at, after.due_at)
    words = "A holiday was announced: Made-up Eid on Thursday, 12 November 2026."
    assert said(line.why) == words
    (change,) = followed.moved_calls
    assert (change.clock, change.before, change.after) == (after, before.due_at, after.due_at)


def test_doing_it_again_changes_nothing(calendars, matter, followed):
    started(calendars, matter)
    announce(calendars)
    assert actions.recompute(calendar="pk", by=calendars, at=AT) == 1
    assert actions.recompute(calendar="pk", by=calendars, at=AT) == 0
    assert (Reckoned.objects.count(), len(followed.moved_calls)) == (1, 1)


def test_a_holiday_of_a_province_moves_clocks_there_and_nowhere_else(calendars, followed):
    federal, sindh = (ledger.register(kind="test.matter", at=AT).pk for _ in range(2))
    started(calendars, federal)
    started(calendars, sindh, calendar="pk-sindh-larkana")
    do(announce(calendars, calendar="pk-sindh"))
    assert (day(only(federal)), day(only(sindh))) == ("2026-11-17", "2026-11-18")


def test_a_stopped_clock_stays_as_it_was(calendars, matter, followed):
    started(calendars, matter)
    actions.stop(subject=matter, rules=None, by=calendars, at=AT)
    assert do(announce(calendars)).result == {"calendar": "pk", "moved": 0}


def test_a_moved_and_a_cancelled_holiday_are_reckoned_too(calendars, matter, followed):
    started(calendars, matter)
    do(
        actions.move_holiday(
            calendar="pk",
            on=date(2026, 11, 9),
            to=date(2026, 11, 19),
            source="made up",
            by=calendars,
            at=AT,
        )
    )
    assert day(only(matter)) == "2026-11-16"
    do(announce(calendars))
    do(actions.cancel_holiday(calendar="pk", on=LATE, source="made up", by=calendars, at=AT))
    assert day(only(matter)) == "2026-11-16"
    assert len(queries.trail([only(matter).id])[only(matter).id]) == 3


def test_a_federal_holiday_can_be_a_working_day_in_one_province(calendars, matter, followed):
    started(calendars, matter, calendar="pk-sindh")
    job = actions.cancel_holiday(
        calendar="pk-sindh", on=date(2026, 11, 9), source="made up", by=calendars, at=AT
    )
    do(job)
    assert day(only(matter)) == "2026-11-16"
    assert date(2026, 11, 9) in queries.calendar("pk").holidays
    assert date(2026, 11, 9) not in queries.calendar("pk-sindh-larkana").holidays


def test_another_weekend_from_a_day_on_is_reckoned(calendars, matter, followed):
    started(calendars, matter)
    job = actions.set_weekend(
        calendar="pk",
        since=date(2026, 11, 6),
        weekdays=frozenset({6}),
        source="made up",
        by=calendars,
        at=AT,
    )
    do(job)
    assert day(only(matter)) == "2026-11-14"


def test_a_clock_that_stands_still_keeps_no_end(calendars, matter, followed):
    started(calendars, matter)
    actions.pause(subject=matter, rules=None, by=calendars, at=AT)
    assert do(announce(calendars)).result["moved"] == 0
    assert only(matter).due_at is None


def test_an_estimate_that_is_notified_is_no_estimate_any_more(calendars, matter, followed):
    announce(calendars, status="estimated")
    view = started(calendars, matter)
    assert view.is_estimated
    assert do(announce(calendars)).result["moved"] == 0
    assert not only(matter).is_estimated


def test_many_clocks_end_as_each_alone_would(calendars, followed):
    matters = [ledger.register(kind="test.matter", at=AT).pk for _ in range(30)]
    rules = ("test-law", "test-courtesy", "test-hours")
    for number, one in enumerate(matters):
        at = AT - timedelta(hours=7 * number)
        started(calendars, one, rule=rules[number % 3], started_at=at, urgent=number % 2 == 0)
    for one in matters[::5]:
        actions.pause(subject=one, rules=None, by=calendars, at=AT)
        actions.resume(subject=one, rules=None, by=calendars, at=AT + timedelta(days=2))
    for one in matters[::6]:
        actions.extend(subject=one, rule="test-law", by=calendars, at=AT - timedelta(days=9),
                       because="made up")  # fmt: skip
    do(announce(calendars))
    for one in matters:
        view = only(one)
        assert view.due_at == queries.explained(view).due_at


def test_a_clock_whose_rule_is_gone_is_left_alone(calendars, matter, followed):
    view = started(calendars, matter)
    Clock.objects.filter(pk=view.id).update(rule="gone")
    assert do(announce(calendars)).result["moved"] == 0


MOMENTS = st.none() | st.integers(-40, 40).map(lambda hours: AT + timedelta(hours=hours))


@given(MOMENTS, st.integers(0, 2), MOMENTS, MOMENTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_moves_the_next_look_as_the_rule_says(db, next_at, rung, before, after):
    from kachehri.engines.flow.actions.recomputing_sql import CHANGE

    case = CHANGE[CHANGE.index("CASE WHEN old.due_at IS NULL") : CHANGE.index("FROM old WHERE")]
    columns = "%s::timestamptz AS next_at, %s::int AS rung"
    dues = "%s::timestamptz AS before, %s::timestamptz AS due_at"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {case} FROM (SELECT {columns}) AS clock, (SELECT {dues}) AS old",  # noqa: S608
            [next_at, rung, before, after],
        )
        (found,) = cursor.fetchone()
    assert found == ladder_moment(next_at, rung, before, after)


def test_only_administrators_and_the_program_change_a_calendar(calendars):
    with pytest.raises(Refused):
        announce(PUBLIC)
    with pytest.raises(Refused):
        actions.recompute(calendar="pk", by=PUBLIC, at=AT)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"calendar": "nowhere"}, "no calendar nowhere"),
        ({"name": {"en": " "}}, "what the holiday is called"),
        ({"source": ""}, "where this was announced"),
        ({"on": date(1999, 1, 1)}, "from 2001 to 2099"),
    ],
)
def test_a_holiday_that_cannot_be_is_refused_in_words(calendars, named, words):
    with pytest.raises(ClockProblem, match=words):
        announce(calendars, **named)
    assert not Job.objects.exists()


def test_a_day_that_is_no_holiday_is_not_cancelled(calendars):
    with pytest.raises(ClockProblem, match="2026-11-13 is not a holiday"):
        actions.cancel_holiday(
            calendar="pk", on=date(2026, 11, 13), source="made up", by=calendars, at=AT
        )


def test_loading_the_pack_again_leaves_what_the_desk_entered(calendars, clerk):
    from kachehri.engines.accounts.queries import system_actor

    row = NewHoliday("pk", date(2026, 11, 9), "Made-up Day", "made up")
    actions.cancel_holiday(calendar="pk", on=row.on, source="desk", by=clerk, at=AT)
    setup = system_actor("setup", AT)
    assert actions.load_calendars(weekends=[], holidays=[row], by=setup, at=AT) == 0
    assert queries.holiday("pk", row.on).status == "cancelled"
    assert row.on not in queries.calendar("pk").holidays
