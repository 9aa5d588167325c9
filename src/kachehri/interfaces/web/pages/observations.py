"""One number: how it came about, in which table and cell it was found, what it replaced."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.rules import quotients
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing
from kachehri.interfaces.web.showing import Figure

LARGEST = 2**63 - 1
"""What the database takes for an id."""


@dataclass(frozen=True)
class Past:
    """A value that this figure has or had."""

    text: str
    href: str
    at: datetime
    here: bool
    now: bool


@dataclass(frozen=True)
class Input:
    """A figure from which this one was worked out."""

    label: str
    figure: Figure


SUMMED = ("sum", "share_of_sums")


@page(rule=EVERYONE)
def observation(request: HttpRequest, number: int) -> HttpResponse:
    """The page behind every number (at most six queries)."""
    if number > LARGEST:
        raise Http404
    detail = evidence.observation(number)
    if detail is None:
        raise Http404
    figure = detail.figure
    with places.one_tree():
        place = places.by_ids([figure.place_id])[figure.place_id]
        context = {
            "detail": detail,
            "figure": figure,
            "value": showing.value_text(figure),
            "place": place,
            "in_tree": place.scheme_id is None,
            "breakdown": showing.breakdown(figure),
            "derivation": showing.derivation_label(figure.derivation),
            "status": showing.status_label(figure.status),
            "history": history(detail),
            "inputs": inputs(figure, place),
            "current": reverse("observation", args=[detail.history[0][0].id]),
        }
    return render(request, "web/observation.html", context)


def inputs(figure: evidence.ObservationView, place: PlaceView) -> list[Input]:
    """What a figure of our own making was made of: the parts of a sum, the two of a share."""
    if figure.derivation in SUMMED:
        parts = {part.id: part for part in places.children(place.id)}
        found = evidence.same_fact(figure, list(parts))
        named = [(showing.part_label(parts[one.place_id], place), one) for one in found]
        return [Input(label, showing.figure(one)) for label, one in sorted(named, key=_by_label)]
    made = next((one for one in quotients.known() if one.indicator == figure.concept), None)
    if figure.derivation != "quotient" or made is None:
        return []
    concepts = {
        one.code: one.name for one in evidence.indicators([made.numerator, made.denominator])
    }
    found = evidence.values(concepts=list(concepts), place_ids=[place.id], dims=figure.dims)
    return [
        Input(concepts[one.concept], showing.figure(one))
        for one in found
        if one.period_start == figure.period_start
    ]


def _by_label(named: tuple[str, evidence.ObservationView]) -> str:
    return named[0]


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
