"""The vocabulary of calendars."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Literal, TypeAlias

from .days import Days, free_days

Status: TypeAlias = Literal["notified", "estimated"]
"""A lunar holiday is an estimate until the government notifies its day."""


@dataclass(frozen=True)
class Weekend:
    """The weekdays (Monday is 0) that are free from `since` on, until another row begins."""

    since: date
    weekdays: frozenset[int]
    source: str


@dataclass(frozen=True)
class Holiday:
    """A day on which offices are closed. `name` is an English msgid."""

    on: date
    name: str
    source: str
    status: Status = "notified"


@dataclass(frozen=True)
class Calendar:
    """The free days of one body or group of bodies, newest knowledge.

    `weekends` are in the order of `since`; `holidays` are by day and hold those of every calendar
    that this one builds on (national, provincial, local). What comes after `closes` counts as come
    on the next working day where the day of filing itself would count.
    """

    code: str
    weekends: tuple[Weekend, ...]
    holidays: Mapping[date, Holiday] = field(default_factory=dict, hash=False)
    closes: time = time(17, 0)

    @cached_property
    def days(self) -> Days:
        """The working days as arrays, for counting."""
        spans = [(one.since, one.weekdays) for one in self.weekends]
        return Days(free_days(spans, self.holidays))

    @cached_property
    def estimated(self) -> tuple[date, ...]:
        """The holidays that are not notified yet, by day."""
        return tuple(sorted(on for on, one in self.holidays.items() if one.status == "estimated"))

    def has_estimate(self, first: date, last: date) -> bool:
        """Whether an estimated holiday lies between two days, both of them included."""
        place = bisect_left(self.estimated, first)
        return place < len(self.estimated) and self.estimated[place] <= last

    def weekend_on(self, day: date) -> Weekend | None:
        """The weekend that is in force on a day; None before the first that is known."""
        running = [one for one in self.weekends if one.since <= day]
        return running[-1] if running else None

    def is_working(self, day: date) -> bool:
        """Whether offices are open on a day."""
        weekend = self.weekend_on(day)
        free = weekend is not None and day.weekday() in weekend.weekdays
        return not free and day not in self.holidays
