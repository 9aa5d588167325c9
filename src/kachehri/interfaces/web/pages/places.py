"""One place: its names in three scripts, what lies in it, and its figures."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing
from kachehri.interfaces.web.showing import Figure


@dataclass(frozen=True)
class Line:
    """An indicator with the figure of this place and, beside it, of the place above."""

    about: IndicatorView
    period: str
    here: Figure
    above: Figure


@dataclass(frozen=True)
class Group:
    """The indicators of one sector."""

    label: str
    lines: tuple[Line, ...]


@page(rule=EVERYONE)
def place(request: HttpRequest, key: str) -> HttpResponse:
    """A district, a taluka, a division or a province."""
    family = places.family(key)
    if family is None:
        raise Http404
    found = family.place
    groups = sectors(found, family.parent)
    context = {
        "place": found,
        "parent": family.parent,
        "children": [(one.key, showing.part_label(one, found)) for one in family.children],
        "tier": showing.tier_label(found.tier),
        "names": [(code, label, found.names.get(code)) for code, label in settings.LANGUAGES],
        "groups": groups,
        "compared": any(line.above.text for group in groups for line in group.lines),
    }
    return render(request, "web/place.html", context)


def sectors(here: places.PlaceView, above: places.PlaceView | None) -> list[Group]:
    """Every indicator that has a figure here, by sector (two queries)."""
    known = evidence.indicators()
    ids = [here.id] + ([above.id] if above else [])
    values = evidence.values(concepts=[one.code for one in known], place_ids=ids, dims={})
    best = {(view.concept, view.place_id): view for view in evidence.best(values)}
    lines = [
        Line(
            about=one,
            period=best[one.code, here.id].period,
            here=showing.figure(best[one.code, here.id]),
            above=showing.figure(best.get((one.code, above.id)) if above else None),
        )
        for one in known
        if (one.code, here.id) in best
    ]
    return [
        Group(label, tuple(group))
        for label, group in groupby(lines, key=lambda line: line.about.sector_label)
    ]
