"""Figures of surveys at the desk: all of them with their marks; publishing and withdrawing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.rules import dimensions
from kachehri.domains.forms import actions
from kachehri.domains.forms.queries import estimates as queries
from kachehri.domains.forms.queries import samples
from kachehri.domains.forms.queries.estimates import EstimateView, EstimationView
from kachehri.domains.forms.queries.samples import DesignView
from kachehri.domains.forms.rules.allowed import MAY_ANALYSE, MAY_ANALYSE_ANYWHERE
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import require
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import number as in_digits
from kachehri.interfaces.web.pages.desk import actor_of

STATES = {
    "made": _("Counted, not published"),
    "published": _("Published"),
    "withdrawn": _("Withdrawn"),
}
STANDINGS = {
    "good": _("good"),
    "use-with-care": _("use with care"),
    "too-uncertain": _("too uncertain"),
    "too-few-asked": _("too few were asked"),
    "of-those-asked": _("of those asked only"),
}
MARKS = {
    "F": _("may be shown"),
    "S": _("hidden: too few or too unsure"),
    "D": _("hidden, so that a hidden one cannot be worked out"),
}


@page(rule=MAY_ANALYSE_ANYWHERE)
@never_cache
def estimates(request: HttpRequest) -> HttpResponse:
    """Every counting, the newest first."""
    text = request.GET.get("before", "")
    after = int(text[:9]) if text.isascii() and text.isdecimal() else 0
    found = queries.estimations(actor_of(request), after=after, limit=26)
    designs = samples.designs_by_ids(one.design_id for one in found[:25])
    rows = [(one, designs[one.design_id], STATES[one.state]) for one in found[:25]]
    context = {"rows": rows, "next": found[24].id if len(found) > 25 else None}
    return render(request, "web/desk/samples/estimates.html", context)


@page(rule=MAY_ANALYSE_ANYWHERE)
@never_cache
def estimate(request: HttpRequest, number: int) -> HttpResponse:
    """One counting with every figure, also those that may not be shown."""
    one, design = known(request, number)
    figures = queries.figures(one.id, all_of_them=True)
    names = {
        view.code: view.name
        for view in evidence.indicators(list(dict.fromkeys(row.indicator for row in figures)))
    }
    where = places.by_ids({row.place_id for row in figures})
    context = {
        "one": one,
        "design": design,
        "state": STATES[one.state],
        "response": percent(one.response),
        "rows": [
            {
                "name": names.get(row.indicator, row.indicator),
                "group": group(row),
                "place": where[row.place_id].name(),
                "row": row,
                "value": shown(row, row.value),
                "span": span(row),
                "standing": STANDINGS[row.standing],
                "mark": MARKS[row.mark],
            }
            for row in figures
        ],
        "shown": sum(row.is_shown for row in figures),
    }
    return render(request, "web/desk/samples/estimate.html", context)


def group(row: EstimateView) -> str:
    """The breakdown in words; empty for everybody."""
    declared = dimensions.known()
    said = [
        gettext(declared[name].values[value])
        for name, value in row.dims.items()
        if name in declared and value in declared[name].values
    ]
    return ", ".join(said)


def shown(row: EstimateView, value: float | None) -> str:
    """A share as percent, a mean as it is."""
    if value is None:
        return ""
    scaled = value * 100 if row.is_share else value
    return in_digits(round(scaled, 1), 1)  # type: ignore[arg-type]


def span(row: EstimateView) -> str:
    """The interval; empty where there is none, and always for people chosen on purpose."""
    if not row.is_by_chance or row.low is None or row.high is None:
        return ""
    return f"{shown(row, row.low)}\N{EN DASH}\N{WORD JOINER}{shown(row, row.high)}"


def percent(share: float | None) -> str:
    """A share as whole percent."""
    return "" if share is None else in_digits(round(share * 100), 0)


@page(rule=MAY_ANALYSE_ANYWHERE)
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Show what may be shown."""
    return attempt(request, number, actions.publish_estimates)


@page(rule=MAY_ANALYSE_ANYWHERE)
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take the figures out of evidence."""
    because = request.POST.get("because", "")[:300]
    return attempt(request, number, actions.withdraw_estimates, because=because)


def attempt(
    request: HttpRequest, number: int, act: Callable[..., Any], **said: Any
) -> HttpResponse:
    """Do it, or say why not."""
    known(request, number)
    try:
        act(estimation_id=number, by=actor_of(request), at=timezone.now(), **said)
    except actions.EstimationProblem as problem:
        messages.error(request, gettext(problem.key) % problem.params)
    return HttpResponseRedirect(reverse("desk-estimate", args=[number]))


def known(request: HttpRequest, number: int) -> tuple[EstimationView, DesignView]:
    """A counting that this person may see, with its design."""
    found = queries.estimation(number)
    design = samples.design_by_id(found.design_id) if found else None
    if found is None or design is None:
        raise Http404
    require(MAY_ANALYSE, actor_of(request), design)
    return found, design
