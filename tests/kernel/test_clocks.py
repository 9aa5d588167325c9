"""Clocks against a slow oracle that walks day by day, and the laws that every reckoning obeys."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kachehri.kernel.calendars import Calendar, Holiday, OutOfReach, Weekend, lineage, own_weekends
from kachehri.kernel.clocks import (
    KARACHI,
    Citation,
    ClockRule,
    Extension,
    Happening,
    Limit,
    Pause,
    Stage,
    after,
    limit_code,
    reckon,
)
from kachehri.kernel.clocks.kinds import FirstDay, Unit
from kachehri.kernel.clocks.walking import END_OF_DAY

ONE = timedelta(days=1)
BASE = date(2022, 1, 1)
CITE = Citation(law="Made-up Act", section="8")
FEDERAL = (
    Weekend(date(2012, 1, 1), frozenset({5, 6}), "made up"),
    Weekend(date(2022, 4, 12), frozenset({6}), "geo.tv/421401"),
    Weekend(date(2022, 6, 8), frozenset({5, 6}), "geo.tv/421401"),
)


def rule(limit, **named):
    return ClockRule("made-up", "Made-up answer", "statutory", limit, CITE, **named)


def holiday(on, status="notified"):
    return Holiday(on, "Made-up Day", "made up", status)


def at(day, hour=10, minute=0):
    return datetime.combine(day, time(hour, minute), KARACHI)


def calendar(*days, weekends=FEDERAL, estimated=()):
    rows = {on: holiday(on) for on in days} | {on: holiday(on, "estimated") for on in estimated}
    return Calendar("pk", weekends, rows)


def due_day(*, filed, limit, free=None, happened=Happening(), **named):  # noqa: B008
    free = free or calendar()
    found = reckon(rule=rule(limit, **named), filed=filed, calendar=free, happened=happened)
    return found.due_at and found.due_at.astimezone(KARACHI).date()


# --- the oracle -----------------------------------------------------------------------------


def counts(day, unit, free, pauses):
    """Whether a day counts: offices are open, and the clock runs at its end."""
    if unit != "days" and not free.is_working(day):
        return False
    return not any(
        p.started.astimezone(KARACHI).date() <= day
        and (p.ended is None or day < p.ended.astimezone(KARACHI).date())
        for p in pauses
    )


def slow_due(limit, first_day, filed, free, pauses):
    """The end of a limit in days, by walking; None where no end is found in four years."""
    here = filed.astimezone(KARACHI)
    is_open = free.is_working(here.date()) and here.time() < free.closes
    day = here.date() + ONE
    if (first_day == "same-day" or limit.unit == "same-day") and is_open:
        day = here.date()
    elif first_day != "next-day" or limit.unit != "days":
        while not free.is_working(day):
            day += ONE
    left = 1 if limit.unit == "same-day" else limit.amount
    for _ in range(1500):
        left -= counts(day, limit.unit, free, pauses)
        if left == 0:
            return datetime.combine(day, END_OF_DAY, KARACHI)
        day += ONE
    return None


DAYS = st.integers(0, 500).map(lambda number: BASE + timedelta(days=number))
MOMENTS = st.builds(
    lambda day, minute: at(day) - timedelta(hours=10) + timedelta(minutes=minute),
    DAYS,
    st.integers(0, 24 * 60 - 1),
)
FREE = st.builds(
    lambda known, extra: calendar(*known, weekends=FEDERAL + extra),
    st.sets(DAYS, max_size=40),
    st.sampled_from([(), (Weekend(date(2022, 12, 1), frozenset({4}), "made up"),)]),
)
AMOUNTS = st.integers(1, 60)
DAY_UNITS = st.sampled_from(["working-days", "days", "same-day"])
FIRSTS = st.sampled_from(["next-day", "next-working-day", "same-day"])
PAUSES = st.lists(
    st.builds(
        lambda start, hours: Pause(start, start + timedelta(hours=hours), "made up"),
        MOMENTS,
        st.integers(0, 24 * 30),
    ),
    max_size=3,
).map(tuple)


@given(AMOUNTS, DAY_UNITS, FIRSTS, MOMENTS, FREE, PAUSES)
@settings(max_examples=400)
def test_a_limit_ends_where_walking_day_by_day_ends(
    amount: int, unit: Unit, first_day: FirstDay, filed, free, pauses
) -> None:
    limit = Limit(amount, unit)
    found = reckon(
        rule=rule(limit, first_day=first_day),
        filed=filed,
        calendar=free,
        happened=Happening(pauses=pauses),
    )
    assert found.due_at == slow_due(limit, first_day, filed, free, pauses)


@given(AMOUNTS, FIRSTS, MOMENTS, FREE, PAUSES)
def test_working_days_never_end_on_a_free_day(amount, first_day, filed, free, pauses):
    day = due_day(
        filed=filed, limit=Limit(amount, "working-days"), free=free, first_day=first_day,
        happened=Happening(pauses=pauses),
    )  # fmt: skip
    assert free.is_working(day)


ANY_UNIT = st.sampled_from(["working-days", "days", "hours", "minutes", "same-day", "at-once"])
LIMITS = st.builds(Limit, AMOUNTS, ANY_UNIT)


@given(LIMITS, LIMITS, FIRSTS, MOMENTS, FREE, PAUSES)
def test_an_extension_never_makes_the_time_shorter(limit, longer, first_day, filed, free, pauses):
    made = rule(limit, first_day=first_day, extension=Extension(longer))
    plain = reckon(rule=made, filed=filed, calendar=free, happened=Happening(pauses=pauses))
    happened = Happening(pauses=pauses, extended_by=longer, extended_because="made up")
    assert reckon(rule=made, filed=filed, calendar=free, happened=happened).due_at >= plain.due_at


@given(LIMITS, FIRSTS, MOMENTS, st.integers(0, 60 * 24 * 20), FREE, PAUSES)
def test_who_files_later_is_never_answered_earlier(limit, first_day, filed, later, free, pauses):
    made, happened = rule(limit, first_day=first_day), Happening(pauses=pauses)
    first = reckon(rule=made, filed=filed, calendar=free, happened=happened)
    then = filed + timedelta(minutes=later)
    assert reckon(rule=made, filed=then, calendar=free, happened=happened).due_at >= first.due_at


@given(AMOUNTS, MOMENTS, FREE, st.integers(1, 10), st.integers(0, 24 * 30))
def test_a_pause_moves_the_end_by_the_working_days_that_it_took(amount, filed, free, late, hours):
    limit = Limit(amount, "working-days")
    plain = due_day(filed=filed, limit=limit, free=free)
    start = filed + timedelta(days=late)
    assume(start.date() <= plain)
    pause = Pause(start, start + timedelta(hours=hours), "made up")
    paused = due_day(filed=filed, limit=limit, free=free, happened=Happening(pauses=(pause,)))
    taken = free.days.count(start.date(), pause.ended.date())
    assert free.days.count(filed.date() + ONE, paused + ONE) == amount + taken


@given(st.integers(1, 500), MOMENTS, st.integers(0, 300), st.integers(0, 900))
def test_hours_are_pushed_by_exactly_what_a_pause_took(amount, filed, late, minutes):
    limit = Limit(amount, "minutes")
    pause = Pause(filed + timedelta(minutes=late), filed + timedelta(minutes=late + minutes), "x")
    assume(late < amount)
    found = reckon(
        rule=rule(limit), filed=filed, calendar=calendar(), happened=Happening(pauses=(pause,))
    )
    assert found.due_at == filed + timedelta(minutes=amount + minutes)


@given(LIMITS, LIMITS, MOMENTS, FREE)
def test_stages_follow_one_another(limit, other, filed, free):
    both = rule(limit, stages=(Stage("Made-up check", other),))
    first = reckon(rule=rule(limit), filed=filed, calendar=free).due_at
    assert reckon(rule=both, filed=filed, calendar=free).due_at == after_or_same(other, first, free)


def after_or_same(limit, start, free):
    """A stage begins the day after; at once takes no time."""
    return start if limit.unit == "at-once" else after(limit, start, free)


# --- examples ---------------------------------------------------------------------------------


def test_fifteen_working_days_over_eid_and_two_weekends():
    free = calendar(date(2026, 3, 20), date(2026, 3, 21), date(2026, 3, 23))
    filed = datetime(2026, 3, 18, 11, 40, tzinfo=UTC)
    assert due_day(filed=filed, limit=Limit(15, "working-days"), free=free) == date(2026, 4, 10)


def test_saturdays_counted_while_federal_offices_worked_six_days():
    filed = at(date(2022, 4, 18))
    assert due_day(filed=filed, limit=Limit(10, "working-days")) == date(2022, 4, 29)
    assert due_day(filed=at(date(2022, 6, 6)), limit=Limit(5, "working-days")) == date(2022, 6, 13)


def test_the_day_begins_and_ends_on_pakistans_clocks():
    before, from_midnight = (datetime(2026, 3, 3, 18, m, tzinfo=UTC) for m in (59, 0))
    late = datetime(2026, 3, 3, 19, 0, tzinfo=UTC)
    assert due_day(filed=before, limit=Limit(1, "days")) == date(2026, 3, 4)
    assert due_day(filed=from_midnight, limit=Limit(1, "days")) == date(2026, 3, 4)
    assert due_day(filed=late, limit=Limit(1, "days")) == date(2026, 3, 5)


def test_a_summer_that_once_had_another_time_changes_nothing():
    filed = datetime(2008, 7, 1, 18, 30, tzinfo=UTC)
    assert due_day(filed=filed, limit=Limit(1, "days")) == date(2008, 7, 2)


def test_filing_after_hours_or_on_a_free_day_where_that_day_would_count():
    friday, saturday, monday = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
    same = Limit(0, "same-day")
    assert due_day(filed=at(friday, 16), limit=same) == friday
    assert due_day(filed=at(friday, 17), limit=same) == monday
    assert due_day(filed=at(saturday), limit=same) == monday
    three = Limit(3, "working-days")
    assert due_day(filed=at(friday, 16), limit=three, first_day="same-day") == date(2026, 3, 10)
    assert due_day(filed=at(friday, 18), limit=three, first_day="same-day") == date(2026, 3, 11)


def test_hours_run_through_the_night_and_at_once_is_at_once():
    filed = at(date(2026, 3, 6), 23, 30)
    for limit, minutes in ((Limit(2, "hours"), 120), (Limit(30, "minutes"), 30)):
        due_at = reckon(rule=rule(limit), filed=filed, calendar=calendar()).due_at
        assert due_at == filed + timedelta(minutes=minutes)
    once = reckon(rule=rule(Limit(0, "at-once")), filed=filed, calendar=calendar())
    assert once.due_at == filed


def test_an_arms_licence_takes_seven_days_and_then_fifteen_at_the_police():
    police = Stage("Check by the police", Limit(15, "days"))
    filed = at(date(2026, 3, 2))
    assert due_day(filed=filed, limit=Limit(7, "days"), stages=(police,)) == date(2026, 3, 24)


def test_an_urgent_limit_stands_instead_of_everything():
    police = Stage("Check by the police", Limit(15, "days"))
    day = due_day(
        filed=at(date(2026, 3, 2)), limit=Limit(7, "days"), stages=(police,),
        urgent=Limit(2, "working-days"), happened=Happening(urgent=True),
    )  # fmt: skip
    assert day == date(2026, 3, 4)


def test_days_end_on_a_free_day_unless_the_rule_rolls():
    filed = at(date(2026, 3, 6))
    assert due_day(filed=filed, limit=Limit(1, "days")) == date(2026, 3, 7)
    assert due_day(filed=filed, limit=Limit(1, "days"), rolls=True) == date(2026, 3, 9)


def test_a_named_day_stands_instead_of_a_limit_and_can_be_put_off():
    named = Happening(by_day=date(2026, 3, 14))
    filed = at(date(2026, 3, 2))
    assert due_day(filed=filed, limit=Limit(3, "days"), happened=named) == date(2026, 3, 14)
    later = replace(named, extended_by=Limit(2, "working-days"))
    assert due_day(filed=filed, limit=Limit(3, "days"), happened=later) == date(2026, 3, 17)


def test_a_clock_that_stands_still_has_no_end_and_says_since_when():
    pause = Pause(at(date(2026, 3, 4)), None, "a copy is missing")
    found = reckon(
        rule=rule(Limit(10, "working-days")), filed=at(date(2026, 3, 2)), calendar=calendar(),
        happened=Happening(pauses=(pause,)),
    )  # fmt: skip
    assert found.due_at is None
    assert "stands still since 2026-03-04T10:00 (a copy is missing)" in str(found.steps[-1].said)


def test_what_was_late_before_the_pause_stays_late():
    pause = Pause(at(date(2026, 4, 20)), None, "made up")
    filed = at(date(2026, 3, 2))
    happened = Happening(pauses=(pause,))
    assert due_day(filed=filed, limit=Limit(3, "days"), happened=happened) == date(2026, 3, 5)


def test_an_estimated_holiday_near_the_end_makes_the_date_an_estimate():
    near, far = date(2026, 3, 7), date(2026, 3, 20)
    for on, expected in ((near, True), (far, False)):
        found = reckon(
            rule=rule(Limit(4, "working-days")),
            filed=at(date(2026, 3, 2)),
            calendar=calendar(estimated=(on,)),
        )
        assert found.is_estimated is expected
    hours = reckon(
        rule=rule(Limit(90, "hours")),
        filed=at(date(2026, 3, 5)),
        calendar=calendar(estimated=(near,)),
    )
    assert not hours.is_estimated


def test_every_step_names_its_day_and_the_last_one_the_end():
    free = calendar(date(2026, 3, 9), estimated=(date(2026, 3, 11),))
    found = reckon(rule=rule(Limit(6, "working-days")), filed=at(date(2026, 3, 4)), calendar=free)
    said = [str(step.said) for step in found.steps]
    assert said[0] == "Filed on 2026-03-04T10:00."
    assert "2026-03-09 is a holiday and not counted: Made-up Day." in said
    assert any("2026-03-11 is not counted" in one and "estimate" in one for one in said)
    assert "Saturdays + Sundays are not counted: 4 in this time." in said
    assert found.steps[-1].day == date(2026, 3, 16) == found.due_at.date()


def test_a_weekend_that_changes_on_the_way_is_said_for_each_part():
    found = reckon(
        rule=rule(Limit(15, "working-days")), filed=at(date(2022, 4, 4)), calendar=calendar()
    )
    said = [str(step.said) for step in found.steps]
    assert "Until 2022-04-11, Saturdays + Sundays are not counted: 2 in this time." in said
    assert "Sundays are not counted: 1 in this time." in said


@pytest.mark.parametrize(
    "filed",
    [
        datetime(1999, 5, 1, tzinfo=UTC),
        datetime(2100, 5, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_a_day_far_away_is_refused(filed):
    with pytest.raises(OutOfReach):
        reckon(rule=rule(Limit(1, "days")), filed=filed, calendar=calendar())


def test_a_limit_that_leads_too_far_is_refused():
    with pytest.raises(OutOfReach):
        reckon(
            rule=rule(Limit(10**6, "working-days")), filed=at(date(2026, 3, 2)), calendar=calendar()
        )
    with pytest.raises(OutOfReach):
        reckon(rule=rule(Limit(10**9, "days")), filed=at(date(2026, 3, 2)), calendar=calendar())


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        reckon(rule=rule(Limit(1, "days")), filed=datetime(2026, 3, 2), calendar=calendar())  # noqa: DTZ001


@given(FREE, st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_counting_by_look_up_is_counting_day_by_day(free, span):
    first, before = span
    days = [first + timedelta(days=number) for number in range((before - first).days)]
    working = [day for day in days if free.is_working(day)]
    assert free.days.count(first, before) == len(working)
    assert [free.days.is_open(day) for day in days] == [free.is_working(day) for day in days]
    if working:
        assert free.days.nth(first, len(working)) == working[-1]


def test_a_calendar_builds_on_what_its_code_begins_with():
    assert lineage("pk") == ("pk",)
    assert lineage("pk-sindh-larkana") == ("pk", "pk-sindh", "pk-sindh-larkana")
    assert lineage("pk-sindh--six-days") == ("pk", "pk-sindh", "pk-sindh--six-days")
    known = {"pk", "pk-sindh", "pk--six-days"}
    assert own_weekends("pk-sindh-larkana", known) == "pk-sindh"
    assert own_weekends("pk--six-days", known) == "pk--six-days"
    assert own_weekends("nowhere", known) == ""


def test_limits_have_a_code_that_words_can_be_made_of():
    codes = [limit_code(Limit(3, unit)) for unit in ("working-days", "same-day", "at-once")]
    assert codes == ["3 working-days", "same-day", "at-once"]
