"""The free days of the pack against a public list, and the deadlines that people know."""

from collections import Counter
from datetime import date

import holidays
import pytest

from kachehri.packs.pakistan.calendars import CALENDARS, HOLIDAYS, WEEKENDS
from kachehri.packs.pakistan.calendars.national import FIRST_YEAR

YEARS = range(2017, 2029)
# The public list has a fourth day that only offices with six days had.
OTHERWISE = {date(2023, 7, 1)}


@pytest.mark.parametrize("year", YEARS)
def test_national_holidays_are_those_of_the_public_list(year):
    ours = {row.on for row in HOLIDAYS if row.calendar == "pk" and row.on.year == year}
    theirs = set(holidays.country_holidays("PK", years=year)) - OTHERWISE
    assert ours == theirs


def test_each_day_is_there_once_and_has_a_source_and_a_known_calendar():
    counts = Counter((row.calendar, row.on) for row in HOLIDAYS)
    assert set(counts.values()) == {1}
    assert all(row.source and len(row.source) <= 300 for row in (*HOLIDAYS, *WEEKENDS))
    assert {row.calendar for row in (*HOLIDAYS, *WEEKENDS)} <= set(CALENDARS)
    assert min(row.on.year for row in HOLIDAYS) == FIRST_YEAR


def test_days_of_the_moon_to_come_are_estimates_and_past_ones_are_notified():
    moon = [row for row in HOLIDAYS if "Eid" in row.name or row.name == "Ashura"]
    assert {row.on.year for row in moon if row.status == "estimated"} == {2027, 2028}
    assert all(row.status == "notified" for row in moon if row.on.year <= 2026)


def test_sindh_keeps_two_days_that_the_public_list_lacks():
    sindh = {row.on for row in HOLIDAYS if row.calendar == "pk-sindh"}
    assert {date(2023, 4, 4), date(2026, 12, 27)} <= sindh
    assert not sindh & set(holidays.country_holidays("PK", years=YEARS))


def test_the_federal_weekend_changed_twice_in_2022():
    federal = [(row.since, len(row.weekdays)) for row in WEEKENDS if row.calendar == "pk"]
    assert federal[1:] == [(date(2022, 4, 12), 1), (date(2022, 6, 8), 2)]
