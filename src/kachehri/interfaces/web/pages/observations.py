"""One number: how it came about, in which table and cell it was found, what it replaced."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing


@dataclass(frozen=True)
class Past:
    """A value that this figure has or had."""

    text: str
    href: str
    at: datetime
    here: bool
    now: bool


@page(rule=EVERYONE)
def observation(request: HttpRequest, number: int) -> HttpResponse:
    """The page behind every number."""
    detail = evidence.observation(number)
    if detail is None:
        raise Http404
    figure = detail.figure
    context = {
        "detail": detail,
        "figure": figure,
        "value": showing.value_text(figure),
        "place": places.by_ids([figure.place_id])[figure.place_id],
        "breakdown": showing.breakdown(figure),
        "derivation": showing.derivation_label(figure.derivation),
        "status": showing.status_label(figure.status),
        "history": history(detail),
        "current": reverse("observation", args=[detail.history[0][0].id]),
    }
    return render(request, "web/observation.html", context)


def history(detail: evidence.ObservationDetail) -> list[Past]:
    """Every value, the one in force first; empty where there was never another."""
    if len(detail.history) < 2:
        return []
    return [
        Past(
            text=showing.value_text(view),
            href=reverse("observation", args=[view.id]),
            at=at,
            here=view.id == detail.figure.id,
            now=order == 0,
        )
        for order, (view, at) in enumerate(detail.history)
    ]
