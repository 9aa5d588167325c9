"""Open hearings on the desk: calling one, invitations, who came, closing it with minutes."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.cases.actions import hearings as actions
from kachehri.domains.cases.kinds.hearings import HearingProblem
from kachehri.domains.cases.queries import hearings as queries
from kachehri.domains.cases.queries.hearings import HearingView
from kachehri.domains.cases.rules.hearings import MAY_CALL, MAY_HOLD
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import require
from kachehri.engines.access.roles import COUNTER_ROLE, OFFICER_ROLE, SUPERVISOR_ROLE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.hearing_forms import CallForm, MinutesForm
from kachehri.interfaces.web.hearing_showing import desk_lines, hearing_or_404, promised_before
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.kernel.rules import Holds, decide

CALLS = Holds(SUPERVISOR_ROLE.name) | Holds(OFFICER_ROLE.name)
HOLDS = CALLS | Holds(COUNTER_ROLE.name)
"""Who opens these pages at all; each hearing is checked against its own office and place."""
A_PAGE = 20


@page(rule=HOLDS)
@never_cache
def hearings(request: HttpRequest) -> HttpResponse:
    """Every hearing, the newest first."""
    after = request.GET.get("after", "")
    found = queries.hearings(
        after=int(after) if after.isdecimal() and len(after) < 10 else None, limit=A_PAGE + 1
    )
    context = {
        "hearings": found[:A_PAGE],
        "older": found[A_PAGE - 1].number if len(found) > A_PAGE else None,
        "may_call": decide(CALLS, actor_of(request)).allowed,
    }
    return render(request, "web/desk/hearings/hearings.html", context)


@page(rule=CALLS, keeps=True)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Call a hearing."""
    offices = offices_here()
    form = CallForm(
        request.POST or None,
        places=places_here(),
        holders=[one for one in offices if may_call(request, one)],
        invited=offices,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = called(request, form)
        except HearingProblem as problem:
            tell(form, problem)
        else:
            messages.success(request, gettext("The hearing is called, and the offices are told."))
            return HttpResponseRedirect(reverse("desk-hearing", args=[made.number]))
    return render(request, "web/desk/hearings/call.html", {"form": form})


def called(request: HttpRequest, form: CallForm) -> HearingView:
    """Call the hearing of a form."""
    place = kept_tree().by_key[form.cleaned_data["place"]]
    body = body_of(form.cleaned_data["body"])
    return actions.call_hearing(
        place_id=place.id,
        body_id=body.id,
        venue=form.by_language("venue"),
        starts_at=form.cleaned_data["starts_at"],
        notice=form.by_language("notice"),
        invited=[body_of(key).id for key in form.cleaned_data["invited"]],
        by=actor_of(request),
        at=timezone.now(),
    )


@page(rule=HOLDS)
@never_cache
def hearing(request: HttpRequest, number: int) -> HttpResponse:
    """One hearing: what was promised at the last one, who is invited, the queue, its end."""
    view = held(request, number)
    context: dict[str, Any] = {
        "hearing": view,
        "venue": view.said(view.venue, get_language() or "en"),
        "seats": queries.seats(view.id),
        "tally": queries.tally(view.id),
        "lines": desk_lines(queries.queue(view.id)),
        "promised": promised_before(view),
        "last": queries.last_before(view),
        "form": MinutesForm() if view.state == "open" else None,
    }
    return render(request, "web/desk/hearings/hearing.html", context)


@page(rule=HOLDS)
@require_POST
def attend(request: HttpRequest, number: int) -> HttpResponse:
    """Write down for each office whether somebody came."""
    view = held(request, number)
    words = {"yes": True, "no": False, "": None}
    for seat in queries.seats(view.id):
        said = request.POST.get(f"came-{seat.body.key}", "")
        actions.attend(
            number=number,
            body_id=seat.body.id,
            came=words.get(said),
            who=request.POST.get(f"who-{seat.body.key}", ""),
            by=actor_of(request),
            at=timezone.now(),
        )
    messages.success(request, gettext("Who came is written down."))
    return back_to(number)


@page(rule=HOLDS)
@require_POST
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """Open the hearing and go to its hall."""
    try:
        actions.open_hearing(number=number, by=actor_of(request), at=timezone.now())
    except HearingProblem as problem:
        messages.error(request, str(problem))
        return back_to(number)
    return HttpResponseRedirect(reverse("desk-hall", args=[number]))


@page(rule=HOLDS, keeps=True)
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Close the hearing with the chair's own words."""
    form = MinutesForm(request.POST)
    if form.is_valid():
        try:
            actions.close_hearing(
                number=number, minutes=form.by_language(), by=actor_of(request), at=timezone.now()
            )
        except HearingProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, gettext("The hearing is closed. The minutes are ready."))
    return back_to(number)


def held(request: HttpRequest, number: int) -> HearingView:
    """The hearing of an address, for those who hold it."""
    view = hearing_or_404(number)
    record = {"body_thing_id": view.body_thing_id, "place_thing_id": view.place_thing_id}
    require(MAY_HOLD, actor_of(request), record)
    return view


def may_call(request: HttpRequest, body: BodyView) -> bool:
    """Whether this person may call a hearing for an office."""
    return decide(MAY_CALL, actor_of(request), {"body_thing_id": body.thing_id}).allowed


def offices_here() -> tuple[BodyView, ...]:
    """The offices that answer for the home place and for what lies in it."""
    home = kept_tree().by_key.get(settings.HOME_PLACE)
    return bodies.of_place(home.id) if home else ()


def places_here() -> Sequence[PlaceView]:
    """The home place and its talukas."""
    home = kept_tree().by_key.get(settings.HOME_PLACE)
    if home is None:
        return ()
    inside = [one for one in kept_tree().by_id.values() if one.parent_id == home.id]
    return [home, *sorted(inside, key=lambda one: one.name("en"))]


def body_of(key: str) -> BodyView:
    """The office of a form's choice."""
    found = bodies.by_key(key)
    if found is None:
        raise Http404
    return found


def back_to(number: int) -> HttpResponse:
    """To the hearing's page."""
    return HttpResponseRedirect(reverse("desk-hearing", args=[number]))


def tell(form: CallForm, problem: HearingProblem) -> None:
    """Say beside each field what is wrong with it."""
    names = {"venue": "venue_en"}
    for key, said in problem.problems.items():
        name = names.get(key, key)
        form.add_error(name if name in form.fields else None, said)
