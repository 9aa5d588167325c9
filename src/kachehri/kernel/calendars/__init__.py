"""Working days: weekends and holidays as dated data, for each calendar.

A calendar is a photograph of the rows that were known at one moment: what is announced later makes
a new one. Days are Gregorian dates in Asia/Karachi. The arrays by which days are counted:
docs/algorithms/clocks.md.
"""

from .days import FIRST, LAST, Days, OutOfReach
from .kinds import Calendar, Holiday, Status, Weekend
from .lineages import lineage, own_weekends

__all__ = [
    "FIRST",
    "LAST",
    "Calendar",
    "Days",
    "Holiday",
    "OutOfReach",
    "Status",
    "Weekend",
    "lineage",
    "own_weekends",
]
