"""The list of places. A place's own page brings figures with it and stands in `interfaces/web`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kachehri.domains.places import queries
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render


@dataclass(frozen=True)
class Region:
    """A province and its districts, in the order of the page's language."""

    place: queries.PlaceView
    districts: tuple[queries.PlaceView, ...]


def regions(views: tuple[queries.PlaceView, ...]) -> list[Region]:
    """Provinces with their districts; what lies in a district stands on its own page.

    A place whose province is not loaded stands under the place that is above it.
    """
    known = {view.id: view for view in views}
    held: dict[int, list[queries.PlaceView]] = {}
    for view in views:
        if view.tier == "district":
            held.setdefault(_province(view, known).id, []).append(view)
    tops = [view for view in views if view.tier == "province" or view.id in held]
    return [Region(top, queries.in_order(held.get(top.id, ()))) for top in queries.in_order(tops)]


def _province(view: queries.PlaceView, known: Mapping[int, queries.PlaceView]) -> queries.PlaceView:
    above = known.get(view.parent_id or 0)
    while above is not None and above.tier not in ("province", "country"):
        above = known.get(above.parent_id or 0)
    return above or view


@page(rule=EVERYONE)
def places(request: HttpRequest) -> HttpResponse:
    """Every province and district that is loaded."""
    views = queries.tree()
    home = next((view for view in views if view.key == settings.HOME_PLACE), None)
    country = next((view for view in views if view.tier == "country"), None)
    context = {"regions": regions(views), "home": home, "country": country}
    return render(request, "places/places.html", context)
