"""How a clock reads in a list: how long is left, how late it is, or what is waited for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from kachehri.domains.cases.queries import CaseView
from kachehri.engines.pagekit.templatetags.pagekit import digits
from kachehri.kernel.calendars import Calendar

FAR = 400
"""Days after which working days are no longer counted one by one."""


@dataclass(frozen=True)
class Standing:
    """How a matter stands: words, and the look of its mark (late, done or none)."""

    words: str
    look: str = ""


def standing(case: CaseView, at: datetime, calendar: Calendar | None = None) -> Standing:
    """How the main clock of a matter stands now."""
    if not case.is_open:
        return Standing(gettext(case.label), "done")
    if case.due_at is None:
        waits = "waiting-citizen" in case.tags
        return Standing(gettext("waiting for the citizen") if waits else gettext("no clock runs"))
    if case.due_at < at:
        return Standing(late(case.due_at, at, calendar), "late")
    return Standing(left(case.due_at, at, calendar))


def left(due: datetime, at: datetime, calendar: Calendar | None) -> str:
    """How long there is until a time."""
    end, today = localtime(due).date(), localtime(at).date()
    if end == today:
        return gettext("due today at %(time)s") % {"time": digits(localtime(due).strftime("%H:%M"))}
    count = days_between(today, end, calendar)
    if calendar is None:
        said = ngettext("%(number)s day left", "%(number)s days left", count)
    else:
        said = ngettext("%(number)s working day left", "%(number)s working days left", count)
    return said % {"number": digits(count)}


def late(due: datetime, at: datetime, calendar: Calendar | None) -> str:
    """For how long a time has passed."""
    end, today = localtime(due).date(), localtime(at).date()
    count = days_between(end, today, calendar)
    if end == today or not count:
        return gettext("late since %(time)s") % {"time": digits(localtime(due).strftime("%H:%M"))}
    if calendar is None:
        said = ngettext("%(number)s day late", "%(number)s days late", count)
    else:
        said = ngettext("%(number)s working day late", "%(number)s working days late", count)
    return said % {"number": digits(count)}


def days_between(after: date, until: date, calendar: Calendar | None) -> int:
    """The days after one day until another; working days where a calendar is known."""
    count = (until - after).days
    if calendar is None or count > FAR:
        return count
    days = (after + timedelta(days=n) for n in range(1, count + 1))
    return sum(calendar.is_working(day) for day in days)
