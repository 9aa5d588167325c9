"""Working days: weekends and holidays as dated data, for each calendar.

A calendar is a photograph of the rows that were known at one moment: what is announced later makes
a new one. Days are Gregorian dates in Asia/Karachi.
"""

from .kinds import Calendar, Holiday, Status, Weekend

__all__ = ["Calendar", "Holiday", "Status", "Weekend"]
