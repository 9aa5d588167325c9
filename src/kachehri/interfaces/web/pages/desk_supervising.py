"""The supervisor's desk: what climbed up, who carries how much, the worst clocks, the rates."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.queries import Filter, Rates
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.asked import Plain, plain
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_answers import own_bodies
from kachehri.interfaces.web.pages.desk_matters import rows_of
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.interfaces.web.pages.desk_steering import officers
from kachehri.kernel.numbers import format_percent

FEW = 10
MOST = 40
"""Desks and officers in the table of who carries how much."""


@page(rule=at_desk.SUPERVISES)
@never_cache
@at_desk.one_tree
def ladder(request: HttpRequest) -> HttpResponse:
    """What climbed, the worst clocks, load and rates of the offices that this person watches."""
    actor, at = actor_of(request), timezone.now()
    climbed = cases.desk_list(actor, Filter(rung=1), "clock", "", FEW)
    worst = cases.desk_list(actor, Filter(overdue=True), "clock", "", FEW)
    contested = cases.desk_list(actor, Filter(tag="contested"), "clock", "", FEW)
    offices = own_bodies(actor, "supervisor")
    both = {one.id: one for one in (*climbed.rows, *worst.rows, *contested.rows)}
    shown = {one.view.id: one for one in rows_of(tuple(both.values()), actor, at)}
    carried = loads(offices)
    context = {
        "climbed": [shown[one.id] for one in climbed.rows],
        "worst": [shown[one.id] for one in worst.rows],
        "contested": [shown[one.id] for one in contested.rows],
        "loads": carried[:MOST],
        "rates": rates(busiest(offices, carried)),
    }
    return render(request, "web/desk/ladder.html", context)


def loads(offices: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Who carries how many matters, the fullest desk first."""
    language, today = get_language() or "en", timezone.localdate()
    names = {one.id: one.name(language) for one in offices}
    held = {one.position_id: one for one in bodies.positions(list(names), today)}
    desks = {one.id: one.name(language) for one in bodies.desks_of(list(names))}
    found = cases.load(list(names), timezone.now()) if names else ()
    return [
        {
            "body_id": one.body_id,
            "office": names.get(one.body_id, ""),
            "desk": desks.get(one.desk_id or 0, ""),
            "officer": officer_name(held.get(one.officer_id or 0), language),
            "load": one,
        }
        for one in sorted(found, key=lambda one: (-one.late, -one.open))
    ]


def busiest(offices: tuple[Any, ...], carried: list[dict[str, Any]]) -> tuple[Any, ...]:
    """The offices, those first that carry most."""
    order = {line["body_id"]: at for at, line in reversed(list(enumerate(carried)))}
    return tuple(sorted(offices, key=lambda one: order.get(one.id, len(carried))))


def officer_name(one: Any, language: str) -> str:
    """An officer's title and name."""
    if one is None:
        return gettext("nobody yet")
    return " · ".join(part for part in (one.title(language), one.person_name) if part)


def rates(offices: tuple[Any, ...]) -> list[dict[str, Any]]:
    """How many matters the offices say are done, beside how many the citizens say are done."""
    language = get_language() or "en"
    return [
        {"office": one.name(language), "numbers": numbers(cases.rates(Filter(body_id=one.id)))}
        for one in offices[:2]
    ]


def numbers(found: Rates) -> list[dict[str, str]]:
    """The two closure rates side by side, answers in time, and what citizens contest."""
    return [
        {"value": percent(found.closed_rate), "label": gettext("closed, says the office")},
        {"value": percent(found.confirmed_rate), "label": gettext("done, says the citizen")},
        {"value": percent(found.in_time_rate), "label": gettext("answered in time")},
        {"value": str(found.contested), "label": gettext("contested by citizens")},
    ]


def percent(share: float | None) -> str:
    """A share as a page shows it; empty where there is none."""
    return "" if share is None else format_percent(Decimal(str(share * 100)), 0)


@page(rule=at_desk.SUPERVISES)
@never_cache
def hand_over(request: HttpRequest) -> HttpResponse:
    """An officer leaves: all open matters go to another one, at once."""
    offices = own_bodies(actor_of(request), "supervisor")
    choices = officers([one.id for one in offices])
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = wrong_pair(request, {value for value, _label in choices})
        if not problems:
            return handed(request)
    labels = (("", "–"), *choices)
    asks = (
        Plain("from", gettext("Who leaves?"), "select", required=True, labels=labels),
        Plain("to", gettext("Who takes over?"), "select", required=True, labels=labels),
    )
    context = {
        "questions": plain(asks, request.POST, problems),
        "problems": problems,
        "general": "",
    }
    return render(request, "web/desk/hand_over.html", context, status=422 if problems else 200)


def wrong_pair(request: HttpRequest, known: set[str]) -> dict[str, str]:
    """What is wrong with who leaves and who takes over."""
    pair = {name: request.POST.get(name, "") for name in ("from", "to")}
    missing = {
        name: gettext("Choose an officer.") for name, value in pair.items() if value not in known
    }
    if not missing and pair["from"] == pair["to"]:
        return {"to": gettext("Choose somebody else.")}
    return missing


def handed(request: HttpRequest) -> HttpResponse:
    """Hand over, and say how many."""
    try:
        count = actions.hand_over(
            from_position=whole(request.POST.get("from")),
            to_position=whole(request.POST.get("to")),
            by=actor_of(request),
            at=timezone.now(),
        )
    except CaseProblem as wrong:
        messages.error(request, " ".join(wrong.problems.values()))
    else:
        said = gettext("%(number)s matters were handed over.")
        messages.success(request, said % {"number": count})
    return HttpResponseRedirect(reverse("desk-ladder"))
