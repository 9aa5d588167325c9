"""One year of a calendar: its weekends, holidays and working days, for pages, commands and API."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kachehri.kernel.clocks.explaining import WEEKDAYS

from . import queries
from .kinds import CalendarView, HolidayView
from .words import all_of


@dataclass(frozen=True)
class WeekendView:
    """The weekly free days from a day on, in words."""

    since: date
    weekdays: frozenset[int]
    words: str
    source: str


@dataclass(frozen=True)
class CalendarYear:
    """A calendar in a year; `holidays` hold cancelled rows, too."""

    calendar: CalendarView
    year: int
    weekends: tuple[WeekendView, ...]
    holidays: tuple[HolidayView, ...]
    working_days: int


def calendar_year(calendar: CalendarView, year: int) -> CalendarYear:
    """A year of a calendar (four queries at most)."""
    known = queries.calendar(calendar.code)
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    before = [one for one in known.weekends if one.since < first][-1:]
    within = [one for one in known.weekends if first <= one.since < after]
    return CalendarYear(
        calendar,
        year,
        tuple(
            WeekendView(one.since, one.weekdays, weekday_words(one.weekdays), one.source)
            for one in (*before, *within)
        ),
        queries.holidays(calendar.code, year),
        known.days.count(first, after),
    )


def weekday_words(weekdays: frozenset[int]) -> str:
    """`Saturdays and Sundays`."""
    return all_of([WEEKDAYS[day] for day in sorted(weekdays)])


def year_data(found: CalendarYear) -> dict[str, Any]:
    """A year as data; names in the active language."""
    return {
        "calendar": found.calendar.code,
        "name": found.calendar.name,
        "year": found.year,
        "working_days": found.working_days,
        "weekends": [
            {
                "since": one.since.isoformat(),
                "weekdays": sorted(day + 1 for day in one.weekdays),
                "words": one.words,
                "source": one.source,
            }
            for one in found.weekends
        ],
        "holidays": [
            {
                "day": one.on.isoformat(),
                "name": one.name,
                "calendar": one.calendar,
                "status": one.status,
                "source": one.source,
                "notified_on": one.notified_on.isoformat() if one.notified_on else None,
            }
            for one in found.holidays
        ],
    }
