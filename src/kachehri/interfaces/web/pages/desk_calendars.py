"""Free days at the desk: announcing, moving and cancelling a holiday, changing a weekend."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kachehri.engines.access.pages import page
from kachehri.engines.flow import queries, words
from kachehri.engines.flow.calendar_years import calendar_year
from kachehri.engines.flow.kinds import ClockProblem, HolidayView
from kachehri.engines.flow.rules import CHANGE_CALENDAR
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import number
from kachehri.interfaces.web.calendar_forms import CHANGES, ChangeForm
from kachehri.interfaces.web.pages.calendars import STATUSES, known_calendar, known_year
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.kernel.clocks import KARACHI


@page(rule=CHANGE_CALENDAR)
@never_cache
def calendars(request: HttpRequest) -> HttpResponse:
    """Every calendar, to choose one."""
    year = timezone.now().astimezone(KARACHI).year
    context = {"calendars": queries.calendars(), "year": year}
    return render(request, "web/desk/calendars.html", context)


@page(rule=CHANGE_CALENDAR)
@never_cache
def calendar(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One year of a calendar, with what can be done to each day."""
    found = calendar_year(known_calendar(code), known_year(year))
    context = {
        "found": found,
        "weekends": [(words.day_words(one.since), one) for one in found.weekends],
        "rows": [row(code, one) for one in found.holidays],
        "running": number(queries.open_count(code), 0),
        "before": year - 1,
        "after": year + 1,
    }
    return render(request, "web/desk/calendar.html", context)


def row(code: str, one: HolidayView) -> dict[str, object]:
    """A holiday with its day in words and what can be done to it."""
    ways = (
        []
        if one.status == "cancelled"
        else [
            (address(code, "move", one.on), _("Move")),
            (address(code, "cancel", one.on), _("Cancel")),
        ]
    )
    if one.status == "estimated":
        ways.insert(0, (address(code, "announce", one.on), _("Notify")))
    return {
        "day": words.day_words(one.on),
        "one": one,
        "status": STATUSES[one.status],
        "ways": ways,
    }


def address(code: str, what: str, on: date) -> str:
    """The page of a change to one day."""
    return f"{reverse('desk-calendar-change', args=[code, what])}?{urlencode({'on': on})}"


@page(rule=CHANGE_CALENDAR)
@never_cache
def change(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """Ask for a change, make it, and go to the job that reckons the open clocks again."""
    known = known_calendar(code)
    if what not in CHANGES:
        raise Http404
    is_sent = request.method == "POST"
    form = CHANGES[what](request.POST) if is_sent else CHANGES[what](initial=given(request, code))
    if is_sent and form.is_valid():
        answer = made(request, code, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "calendar": known,
        "running": number(queries.open_count(code), 0),
        "back": reverse("desk-calendar", args=[code, timezone.now().astimezone(KARACHI).year]),
    }
    return render(
        request, "web/desk/calendar_change.html", context, status=422 if form.errors else 200
    )


def given(request: HttpRequest, code: str) -> dict[str, object]:
    """What the form holds from the beginning: the day of the address, and its name."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return {}
    found = queries.holiday(code, on)
    return {"on": on, "en": found.names.get("en", ""), **found.names} if found else {"on": on}


def made(request: HttpRequest, code: str, form: ChangeForm) -> HttpResponse | None:
    """Make the change; None where it cannot be, and the form says why."""
    try:
        job = form.change(code, actor_of(request), timezone.now())
    except ClockProblem as problem:
        form.add_error(None, words.said(problem.reason))
        return None
    messages.success(request, _("The calendar is changed. Open clocks are now reckoned again."))
    return HttpResponseRedirect(reverse("job", args=[job]))
