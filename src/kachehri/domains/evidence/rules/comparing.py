"""Which figures make one series, and which way a difference is for the better."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

PERCENT_UNITS = frozenset({"percent", "percent_a_year"})
"""Units in which a difference is one of percentage points."""

COUNTED_UNITS = frozenset(
    {"people", "children", "households", "homes", "places", "cases", "km2", "km", "rupees"}
)
"""Units in which a larger place has more: such figures of two places say nothing side by side."""

UNCHANGED_AREA = frozenset({"rename", "renamed"})
"""Kinds of lineage that move no border."""


@dataclass(frozen=True)
class Gap:
    """How far a value is from another: its value less the other's, in the unit of both.

    `is_better` is None where the two are equal, or where neither end is the better.
    """

    difference: Decimal
    is_better: bool | None


def gap(value: Decimal, other: Decimal, polarity: int) -> Gap:
    """The gap of a value to another. `polarity` 1: more is better, -1: less is, 0: neither."""
    difference = value - other
    is_better = None if polarity == 0 or difference == 0 else (difference > 0) == (polarity > 0)
    return Gap(difference, is_better)


@dataclass(frozen=True)
class Borders:
    """When a place gained or lost land: on `days`, and on an unknown day before `sure_from`.

    It had not yet happened on `unsure_from`. `sure_from` None: every change has its day.
    """

    days: tuple[date, ...] = ()
    sure_from: date | None = None
    unsure_from: date = date.min

    def era(self, day: date) -> str:
        """Two days with the same answer mean the same land."""
        passed = sum(change <= day for change in self.days)
        unsure = self.sure_from is not None and self.unsure_from < day < self.sure_from
        if unsure:
            return f"{passed} {day.isoformat()}"
        before = self.sure_from is not None and day <= self.unsure_from
        return f"{passed} before" if before else str(passed)


def chain(*, method: str, publisher: str, era: str) -> str:
    """Who measured, how, and within which borders: figures of two chains make no one series."""
    return f"{method}|{publisher}|{era}"
