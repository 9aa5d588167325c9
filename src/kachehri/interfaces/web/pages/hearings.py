"""Open hearings for everybody: when and where, taking a number, the big screen, the minutes."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.cases.actions import hearing_queue as actions
from kachehri.domains.cases.kinds.hearings import HearingProblem
from kachehri.domains.cases.queries import hearings as queries
from kachehri.domains.cases.rules.hearing_papers import minutes, notice
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.documents.writers import write
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.hearing_forms import NumberForm, fresh
from kachehri.interfaces.web.hearing_showing import hearing_or_404, public_lines
from kachehri.interfaces.web.hearing_tickets import give, may_take

A_PAGE = 20
A_DAY = timedelta(days=1)
ON_SCREEN = 12


@page(rule=EVERYONE)
def hearings(request: HttpRequest) -> HttpResponse:
    """Those that are to come, then those that were."""
    after = request.GET.get("after", "")
    now = timezone.now()
    found = queries.hearings(
        after=int(after) if after.isdecimal() and len(after) < 10 else None, limit=A_PAGE + 1
    )
    context = {
        "coming": () if after else queries.coming(at=now - A_DAY),
        "hearings": [one for one in found[:A_PAGE] if after or one.state == "closed"],
        "older": found[A_PAGE - 1].number if len(found) > A_PAGE else None,
    }
    return render(request, "web/hearings/hearings.html", context)


@page(rule=EVERYONE)
def hearing(request: HttpRequest, number: int) -> HttpResponse:
    """One hearing: the notice, who is invited and who came, what was promised."""
    view = hearing_or_404(number)
    language = get_language() or "en"
    matters = queries.queue(view.id) if view.state == "closed" else ()
    context = {
        "hearing": view,
        "venue": view.said(view.venue, language),
        "notice": view.said(view.notice, language),
        "minutes": view.said(view.minutes, language),
        "seats": queries.seats(view.id),
        "tally": queries.tally(view.id),
        "lines": public_lines(matters, timezone.localdate()),
        "last": queries.last_before(view),
    }
    return render(request, "web/hearings/hearing.html", context)


@page(rule=EVERYONE)
@never_cache
def number(request: HttpRequest, number: int) -> HttpResponse:
    """Take a number, by telephone or computer; no account is needed."""
    view = hearing_or_404(number)
    form = NumberForm(request.POST or None, initial=fresh())
    problem = ""
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if not may_take(request):
            problem = gettext("Too many numbers were taken from here. Come to the hall for more.")
        else:
            try:
                kept = actions.take_number(
                    number=number, taken=form.taken(now), by=system_actor("citizen", now), at=now
                )
            except HearingProblem as found:
                problem = str(found)
            else:
                give(request, kept.client)
                return HttpResponseRedirect(reverse("hearing-slip", args=[number, kept.client]))
    context = {"hearing": view, "form": form, "problem": problem}
    return render(request, "web/hearings/number.html", context)


@page(rule=EVERYONE)
@never_cache
def slip(request: HttpRequest, number: int, client: UUID) -> HttpResponse:
    """The number that was taken, and how many are before it. The address is known to its owner."""
    view = hearing_or_404(number)
    mine = queries.by_client(view.id, client)
    if mine is None:
        raise Http404
    before = [one for one in queries.queue(view.id, states=["waiting"]) if one.queue < mine.queue]
    context = {
        "hearing": view,
        "mine": mine,
        "before": len(before),
        "venue": view.said(view.venue, get_language() or "en"),
    }
    return render(request, "web/hearings/slip.html", context)


@page(rule=EVERYONE)
@never_cache
def screen(request: HttpRequest, number: int) -> HttpResponse:
    """For the large screen in the hall: numbers only, renewed by itself."""
    view = hearing_or_404(number)
    context = {
        "hearing": view,
        "called": queries.queue(view.id, states=["called"]),
        "waiting": queries.queue(view.id, states=["waiting"], limit=ON_SCREEN),
        "tally": queries.tally(view.id),
    }
    return render(request, "web/hearings/screen.html", context)


@page(rule=EVERYONE)
def paper(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """The notice, or the minutes of a closed hearing, as a PDF."""
    view = hearing_or_404(number)
    language = get_language() or "en"
    seats = queries.seats(view.id)
    if what == "notice":
        document = notice(view, seats, language)
    elif what == "minutes" and view.state == "closed":
        lines = public_lines(queries.queue(view.id), timezone.localdate())
        document = minutes(view, seats, queries.tally(view.id), lines, language)
    else:
        raise Http404
    made = write(document, "pdf", base_url=settings.SITE_URL)
    return pdf(made, f"hearing-{number}-{what}-{language}.pdf")


def pdf(made: bytes, name: str) -> HttpResponse:
    """A file that the browser opens."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
