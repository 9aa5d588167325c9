"""Matters in public: one of them with its clock and its trace, why the date, me too, the list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kachehri.domains.cases import actions, kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.places.queries.trees import one_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow import queries as flow
from kachehri.engines.flow.kinds import ClockView
from kachehri.engines.flow.words import sentences
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import matter_listing as listing
from kachehri.interfaces.web.intake import may_send, sender_of
from kachehri.interfaces.web.matter_showing import SHORT, as_checked, law_of, rule_on, screen
from kachehri.kernel.clocks import ClockRule

LOG_SIZE = 50
LARGEST = 2**62


def found(number: int) -> tuple[CaseView, CaseKind]:
    """A public matter. What is not public answers as what is not there, and takes as long."""
    view = cases.public_case(number, timezone.localdate()) if number < LARGEST else None
    kind = kinds.find(view.kind) if view else None
    if view is None or kind is None:
        raise Http404
    return view, kind


@page(rule=EVERYONE)
def matter(request: HttpRequest, number: int) -> HttpResponse:
    """One matter, with its clock, its trace, and what can be done next."""
    with one_tree():
        view, kind = found(number)
        context = screen(view, kind, timezone.now())
        return render(request, "web/matters/matter.html", context)


@page(rule=EVERYONE)
def why(request: HttpRequest, number: int) -> HttpResponse:
    """Why these dates: each clock of a matter, step by step."""
    view, kind = found(number)
    context = {"view": view, "kind_name": gettext(kind.name), "clocks": explained(view)}
    return render(request, "web/matters/why.html", context)


def explained(view: CaseView) -> list[dict[str, Any]]:
    """Every clock of a matter with the steps that lead to its date, and how the date was moved."""
    known = flow.clocks([view.thing_id]).get(view.thing_id, ())
    trail = flow.trail([one.id for one in known])
    return [
        {
            "clock": one,
            "law": law_of(rule_of(one)),
            "short": SHORT[one.basis],
            "steps": sentences(flow.explained(one)),
            "trail": trail.get(one.id, ()),
        }
        for one in known
    ]


def rule_of(clock: ClockView) -> ClockRule | None:
    """The rule of a running clock, with whoever compared it with the gazette."""
    found = rule_on(clock.rule, localtime(clock.started_at).date())
    return as_checked(found) if found else None


@page(rule=EVERYONE)
@require_POST
def support(request: HttpRequest, number: int) -> HttpResponse:
    """Me too: counted once for each browser."""
    view, _kind = found(number)
    if may_send(request, "support"):
        at = timezone.now()
        actions.support(
            case_id=view.id, who=sender_of(request), by=system_actor("citizen", at), at=at
        )
        messages.success(request, gettext("Thank you. You are counted with this matter."))
    else:
        messages.error(request, gettext("Too much was sent from here in this hour."))
    return HttpResponseRedirect(reverse("matter", args=[number]))


@page(rule=EVERYONE)
def matters(request: HttpRequest) -> HttpResponse:
    """The list, newest first, with what the office says of closing and what the citizens say."""
    with one_tree():
        number = request.GET.get("number", "").strip()
        if number:
            return numbered(request, number)
        wish = listing.asked(request.GET)
        at = timezone.now()
        shown = cases.public_list(wish.filter, request.GET.get("after", ""), listing.SIZE)
        context = {
            "wish": wish,
            "rows": listing.rows(shown.rows, at),
            "next": wish.href(after=shown.next) if shown.next else "",
            "start": wish.href() if request.GET.get("after") else "",
            "rates": listing.rates(wish),
            **listing.choices(wish),
        }
        return render(request, "web/matters/matters.html", context)


def numbered(request: HttpRequest, text: str) -> HttpResponse:
    """To the matter of a number, as people write it; a number that is none is said so."""
    number = listing.number_in(text)
    if number and cases.public_case(number, timezone.localdate()):
        return HttpResponseRedirect(reverse("matter", args=[number]))
    context = {"typed": text[:40]}
    return render(request, "web/matters/no_number.html", context, status=404)


@page(rule=EVERYONE)
def matters_map(request: HttpRequest) -> HttpResponse:
    """How many matters there are in each union council; never an exact point."""
    with one_tree():
        wish = listing.asked(request.GET)
        context = {"wish": wish, **listing.drawn(wish), **listing.choices(wish)}
        return render(request, "web/matters/map.html", context)


@page(rule=EVERYONE)
def log(request: HttpRequest) -> HttpResponse:
    """What was passed for the public or hidden, when and why; never by whom."""
    after = request.GET.get("after", "")
    number = int(after) if after.isdecimal() and len(after) < 19 else 0
    shown = cases.moderation_log(number, LOG_SIZE)
    context = {
        "rows": [(one, str(listing.VERDICTS.get(one.verdict, one.verdict))) for one in shown],
        "next": f"?after={shown[-1].id}" if len(shown) == LOG_SIZE else "",
    }
    return render(request, "web/matters/log.html", context)
