"""What was counted for a count in a report: each indicator of it, with its figure."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kachehri.domains.evidence.kinds import DIMENSIONS, SECTORS
from kachehri.domains.evidence.queries.trends import picture
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import kept_tree, one_tree
from kachehri.domains.reports.kinds import Evidenced
from kachehri.domains.reports.rules.evidenced_counting import CHANGED, LISTS, Counted, of_picture
from kachehri.domains.reports.rules.evidenced_reading import of_place
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing, surroundings

MOST = 100
"""Sectors and indicators that may be asked for by name."""


@dataclass(frozen=True)
class Line:
    """One thing that was counted."""

    code: str
    name: str
    period: str
    figure: showing.Figure

    @property
    def html(self) -> SafeString:
        """The entry of the list; written here, as a page may have two hundred of them."""
        name = escape(showing.in_digits(self.name))
        href = f"/{get_language()}/indicators/{escape(self.code)}/"
        if not self.figure.text:
            return SafeString(f'<li><a href="{href}">{name}</a></li>')
        period = f'<bdi dir="ltr">{showing.in_digits(self.period)}</bdi>'
        return SafeString(
            f'<li><span><a href="{href}">{name}</a> <span class="quiet">{period}</span></span>'
            f" {self.figure.link}</li>"
        )


@page(rule=EVERYONE)
def counted(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """The list (six queries); `?dimension=`, `?sector=` and `?code=` say of which subject."""
    part = asked(request)
    with one_tree():
        place = places.by_key(key)
        if place is None or part is None or what not in (*LISTS, *CHANGED):
            raise Http404
        found = listed(what, part, place)
    heading = LISTS[what][0] if what in LISTS else CHANGED[what]
    context = {
        "place": place,
        "heading": _(heading),
        "about": ", ".join(labels(part)),
        "number": len(found),
        "lines": [shown(one) for one in found],
    }
    return render(request, "web/counted.html", context)


def asked(request: HttpRequest) -> Evidenced | None:
    """The subject that an address names; None for one that there is not."""
    if set(request.GET) - {"dimension", "sector", "code", "without"}:
        return None
    part = Evidenced(
        dimension=request.GET.get("dimension", ""),
        sectors=tuple(request.GET.getlist("sector")),
        codes=tuple(request.GET.getlist("code")),
        without=tuple(request.GET.getlist("without")),
    )
    sectors = {*part.sectors, *part.without}
    if (part.dimension and part.dimension not in DIMENSIONS) or not sectors <= SECTORS.keys():
        return None
    return part if len(part.sectors) + len(part.codes) <= MOST else None


def listed(what: str, part: Evidenced, place: PlaceView) -> list[Counted]:
    """What was counted, by the rule that the report counts by."""
    if what in CHANGED:
        alone = part.dimension and not (part.sectors or part.codes)
        found = picture(place.id, dimension=part.dimension if alone else None, with_gaps=False)
        return of_picture(what, part, found)
    around = surroundings.of(kept_tree(), place)
    known = of_place(place, around.whole, around.beside)
    return LISTS[what][1](part, known)


def labels(part: Evidenced) -> list[str]:
    """The subject in words."""
    words = [DIMENSIONS[part.dimension]] if part.dimension else []
    return [_(label) for label in (*words, *(SECTORS[one] for one in part.sectors))]


def shown(one: Counted) -> Line:
    """One line as it is read."""
    period = one.figure.period if one.figure else ""
    return Line(one.code, one.name, period, showing.figure(one.figure))
