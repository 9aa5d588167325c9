"""The hall of an open hearing: matters in two minutes of typing, also without a network.

Without JavaScript every form is sent at once. With it, what is typed is kept on the device, sent
when there is a network, and taken in once, however often it is sent.
"""

from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.cases import kinds
from kachehri.domains.cases.actions import hearing_queue as actions
from kachehri.domains.cases.kinds.hearings import HearingProblem, Left
from kachehri.domains.cases.queries import hearings as queries
from kachehri.domains.cases.queries.hearings import HearingView
from kachehri.engines.access.pages import page
from kachehri.engines.accounts.qr import qr_svg
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import hearing_sync
from kachehri.interfaces.web.hearing_forms import HearForm, SlipForm, fresh
from kachehri.interfaces.web.hearing_showing import desk_lines
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_hearings import HOLDS, held, offices_here

LATEST = 400


@page(rule=HOLDS, keeps=True)
@never_cache
def hall(request: HttpRequest, number: int) -> HttpResponse:
    """The page that works offline: take a number, hear a matter."""
    view = held(request, number)
    if view.state != "open":
        return HttpResponseRedirect(reverse("desk-hearing", args=[number]))
    return show(request, view)


def show(
    request: HttpRequest,
    view: HearingView,
    *,
    taking: SlipForm | None = None,
    hearing: HearForm | None = None,
    problem: str = "",
) -> HttpResponse:
    """The hall, with a form that has to be mended."""
    called = queries.queue(view.id, states=["called"])
    first = {"queue": called[0].queue, "words": called[0].words} if called else {}
    context: dict[str, Any] = {
        "hearing": view,
        "taking": taking or SlipForm(initial=fresh(), auto_id="taking_%s"),
        "form": hearing or hear_form(view, initial=first),
        "problem": problem,
        "waiting": desk_lines(queries.queue(view.id, states=["waiting", "called"], limit=LATEST)),
        "tally": queries.tally(view.id),
        "token": get_token(request),
    }
    return render(request, "web/desk/hearings/hall.html", context)


def hear_form(view: HearingView, *args: Any, **kwargs: Any) -> HearForm:
    """The form of one matter, with the offices in the hall first."""
    complaint = kinds.get("complaint")
    return HearForm(*args, bodies=offices(view), categories=complaint.categories, **kwargs)


def offices(view: HearingView) -> list[BodyView]:
    """Those that came, those that were invited, then all others."""
    seats = sorted(queries.seats(view.id), key=lambda seat: seat.came is not True)
    first = [seat.body for seat in seats]
    known = {one.id for one in first}
    return [*first, *(one for one in offices_here() if one.id not in known)]


@page(rule=HOLDS)
@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    """Give somebody in the hall a number."""
    view = held(request, number)
    form = SlipForm(request.POST, auto_id="taking_%s")
    if not form.is_valid():
        return show(request, view, taking=form)
    now = timezone.now()
    try:
        kept = actions.take_number(
            number=number, taken=form.taken(now), by=actor_of(request), at=now
        )
    except HearingProblem as problem:
        return show(request, view, taking=form, problem=str(problem))
    messages.success(request, gettext("Number %(number)s is given.") % {"number": kept.queue})
    return to_hall(number)


@page(rule=HOLDS, keeps=True)
@require_POST
def hear(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what was said and directed."""
    view = held(request, number)
    form = hear_form(view, request.POST)
    if not form.is_valid():
        return show(request, view, hearing=form)
    matter = queries.matter(view.id, number=form.cleaned_data["queue"])
    if matter is None:
        form.add_error("queue", gettext("This number is not in the queue."))
        return show(request, view, hearing=form)
    now = timezone.now()
    try:
        kept = actions.hear(
            number=number, heard=form.heard(matter.client, now), by=actor_of(request), at=now
        )
    except HearingProblem as problem:
        for key, said in problem.problems.items():
            form.add_error(key if key in form.fields else None, said)
        return show(request, view, hearing=form)
    messages.success(request, gettext("Number %(number)s is heard.") % {"number": kept.queue})
    return to_hall(number)


@page(rule=HOLDS)
@require_POST
def turn(request: HttpRequest, number: int, queue: int) -> HttpResponse:
    """Call a number up, or write down that its applicant has left."""
    view = held(request, number)
    now = timezone.now()
    try:
        if "left" in request.POST:
            matter = queries.matter(view.id, number=queue)
            if matter is None:
                raise Http404
            actions.leave(
                number=number, left=Left(matter.client, now), by=actor_of(request), at=now
            )
        else:
            actions.call_up(number=number, queue=queue, by=actor_of(request), at=now)
    except HearingProblem as problem:
        messages.error(request, str(problem))
    return to_hall(number)


@page(rule=HOLDS)
@require_POST
@never_cache
def sync(request: HttpRequest, number: int) -> HttpResponse:
    """What a device kept while it was offline."""
    held(request, number)
    try:
        happened = hearing_sync.read(request.body)
    except hearing_sync.UnreadableProblem as problem:
        return JsonResponse({"problem": str(problem)}, status=400)
    done = actions.take_in(
        number=number, happened=happened, by=actor_of(request), at=timezone.now()
    )
    return JsonResponse({"accepted": hearing_sync.answer(done)})


@page(rule=HOLDS)
@never_cache
def token(request: HttpRequest, number: int) -> HttpResponse:
    """A new token for a page that is older than the session."""
    held(request, number)
    return JsonResponse({"token": get_token(request)})


@page(rule=HOLDS)
def worker(request: HttpRequest, number: int) -> HttpResponse:
    """The script that keeps the hall's page on the device; it may see this hearing alone."""
    found = finders.find("web/hall-worker.js")
    if not isinstance(found, str):
        raise Http404
    with open(found, "rb") as file:  # noqa: PTH123 (a name that Django found)
        return HttpResponse(file.read(), content_type="text/javascript")


@page(rule=HOLDS)
@never_cache
def slip(request: HttpRequest, number: int, queue: int) -> HttpResponse:
    """The slip that the applicant takes home: number, direction, day, and where to look."""
    view = held(request, number)
    matter = queries.matter(view.id, number=queue)
    if matter is None:
        raise Http404
    (line,) = desk_lines([matter])
    context: dict[str, Any] = {"hearing": view, "line": line}
    if line.case is not None:
        address = request.build_absolute_uri(reverse("mine", args=[line.case.secret]))
        label = gettext("The address of your matter, to be scanned")
        # The label is escaped; the rest is a path of numbers.
        context |= {"address": address, "qr": mark_safe(qr_svg(address, escape(label)))}  # noqa: S308
    return render(request, "web/desk/hearings/slip.html", context)


def to_hall(number: int) -> HttpResponse:
    """Back to the hall."""
    return HttpResponseRedirect(reverse("desk-hall", args=[number]))
