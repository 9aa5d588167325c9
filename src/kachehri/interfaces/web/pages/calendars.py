"""The free days of offices, as everybody may read them: which days, who said so, how surely."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.flow import queries, words
from kachehri.engines.flow.calendar_years import calendar_year
from kachehri.engines.flow.kinds import CalendarView, HolidayView
from kachehri.engines.pagekit.pages import render
from kachehri.kernel.calendars import FIRST, LAST
from kachehri.kernel.clocks import KARACHI

STATUSES = {
    "notified": _("notified"),
    "estimated": _("estimate"),
    "cancelled": _("working day after all"),
}


@page(rule=EVERYONE)
def calendars(request: HttpRequest) -> HttpResponse:
    """Every calendar."""
    context = {
        "calendars": queries.calendars(),
        "year": timezone.now().astimezone(KARACHI).year,
    }
    return render(request, "web/calendars.html", context)


@page(rule=EVERYONE)
def calendar(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One year of a calendar."""
    found = calendar_year(known_calendar(code), known_year(year))
    context = {
        "found": found,
        "weekends": [(words.day_words(one.since), one) for one in found.weekends],
        "rows": [shown(one) for one in found.holidays],
        "before": year - 1 if year - 1 > FIRST.year else None,
        "after": year + 1 if year + 1 < LAST.year else None,
    }
    return render(request, "web/calendar.html", context)


def known_calendar(code: str) -> CalendarView:
    """The calendar of that code, or the page 404."""
    found = queries.find_calendar(code)
    if found is None:
        raise Http404
    return found


def known_year(year: int) -> int:
    """A year that can be in a calendar, or the page 404."""
    if not FIRST.year < year < LAST.year:
        raise Http404
    return year


def shown(row: HolidayView) -> tuple[str, HolidayView, object]:
    """A holiday with its day and its status in words."""
    return words.day_words(row.on), row, STATUSES[row.status]
