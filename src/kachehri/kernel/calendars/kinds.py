"""The vocabulary of calendars."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

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
    that this one builds on (national, provincial, local).
    """

    code: str
    weekends: tuple[Weekend, ...]
    holidays: Mapping[date, Holiday] = field(default_factory=dict, hash=False)

    def weekend_on(self, day: date) -> Weekend | None:
        """The weekend that is in force on a day; None before the first that is known."""
        running = [one for one in self.weekends if one.since <= day]
        return running[-1] if running else None

    def is_working(self, day: date) -> bool:
        """Whether offices are open on a day."""
        weekend = self.weekend_on(day)
        free = weekend is not None and day.weekday() in weekend.weekdays
        return not free and day not in self.holidays
