"""The hours in which nobody is woken: of the house, or of an address that asked for its own."""

import os
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from .kinds import Channel
from .models import Preference

USUAL = "21-8"


def hours() -> tuple[time, time]:
    """The quiet hours of the house: KACHEHRI_QUIET, as in `21-8`."""
    start, _, end = os.environ.get("KACHEHRI_QUIET", USUAL).partition("-")
    try:
        return time(int(start) % 24), time(int(end) % 24)
    except ValueError:
        return time(21), time(8)


def open_again(way: Channel, wishes: Preference | None, at: datetime) -> datetime | None:
    """When the quiet hours end in which `at` falls; None where it falls in none."""
    if wishes and wishes.quiet_from and wishes.quiet_until:
        return end_of_quiet(at, wishes.quiet_from, wishes.quiet_until)
    if way.rings:
        return end_of_quiet(at, *hours())
    return None


def end_of_quiet(at: datetime, start: time, end: time) -> datetime | None:
    """When quiet hours from `start` to `end`, local time, end that `at` falls in, or None."""
    if start == end:
        return None
    here = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    clock = here.time()
    night = start > end
    quiet = clock >= start or clock < end if night else start <= clock < end
    if not quiet:
        return None
    day = here.date() + timedelta(days=1 if night and clock >= start else 0)
    return datetime.combine(day, end, here.tzinfo)
