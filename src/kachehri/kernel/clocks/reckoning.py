"""By when, and why: the one function that pages, commands, the API and jobs ask."""

from datetime import datetime

from kachehri.kernel.calendars import Calendar

from .explaining import explained
from .kinds import ClockRule, Happening, Reckoning
from .walking import due, legs

NOTHING = Happening()


def reckon(
    *, rule: ClockRule, filed: datetime, calendar: Calendar, happened: Happening = NOTHING
) -> Reckoning:
    """When an answer is due, and the steps that led to it.

    Raises ValueError for a moment without a time zone, OutOfReach for one before 2001 or after
    2099, and where a pause or a limit leads out of these years.
    """
    way = legs(rule, filed, calendar, happened)
    end, is_estimated = due(rule, filed, calendar, happened)
    return Reckoning(end, explained(rule, way, calendar, happened, end), is_estimated)
