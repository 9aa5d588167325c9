"""Working days as arrays: the n-th one after a day is one look-up, however far away it is."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

FIRST = date(2000, 1, 1)
LAST = date(2100, 12, 31)
_BASE = FIRST.toordinal()
_LENGTH = LAST.toordinal() - _BASE + 1


class OutOfReach(ValueError):
    """A day before 2000 or after 2100: no calendar here knows anything about it."""


def free_days(
    weekends: Sequence[tuple[date, frozenset[int]]], holidays: Iterable[date]
) -> bytearray:
    """One byte for each day from FIRST to LAST: 1 where offices are closed.

    `weekends` are (since, weekdays) in the order of `since`.
    """
    free = bytearray(_LENGTH)
    ends = [since for since, _weekdays in weekends[1:]]
    for (since, weekdays), until in zip(weekends, [*ends, None], strict=True):
        _mark(free, weekdays, _offset(since), _offset(until) if until else _LENGTH)
    for day in holidays:
        if FIRST <= day <= LAST:
            free[day.toordinal() - _BASE] = 1
    return free


def _offset(day: date) -> int:
    """The place of a day in the arrays, kept within them."""
    return min(max(day.toordinal() - _BASE, 0), _LENGTH)


def _mark(free: bytearray, weekdays: frozenset[int], start: int, end: int) -> None:
    """Mark every such weekday between two places."""
    for weekday in weekdays:
        first = start + (weekday - (_BASE + start - 1) % 7) % 7
        count = len(range(first, end, 7))
        free[first:end:7] = b"\x01" * count


class Days:
    """The working days between FIRST and LAST."""

    def __init__(self, free: bytearray) -> None:
        self._open = array("i", (place for place in range(_LENGTH) if not free[place]))
        self._until = array("i", accumulate(1 - byte for byte in free))

    def count(self, first: date, before: date) -> int:
        """Working days from `first` on and before `before`."""
        return self._before(before) - self._before(first)

    def nth(self, first: date, number: int) -> date:
        """The `number`-th working day from `first` on, which counts itself if it is one."""
        place = self._before(first) + number - 1
        if not 0 <= place < len(self._open):
            raise OutOfReach(f"{number} working days from {first} on")
        return date.fromordinal(_BASE + self._open[place])

    def is_open(self, day: date) -> bool:
        """Whether a day is a working day."""
        place = day.toordinal() - _BASE
        at = bisect_left(self._open, place)
        return at < len(self._open) and self._open[at] == place

    def _before(self, day: date) -> int:
        """Working days before a day."""
        place = day.toordinal() - _BASE
        if not 0 <= place <= _LENGTH:
            raise OutOfReach(str(day))
        return self._until[place - 1] if place else 0
