"""The list of places. A place's own page brings figures with it and stands in `interfaces/web`."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kachehri.domains.places import queries
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render


@dataclass(frozen=True)
class Branch:
    """A place and what lies below it."""

    place: queries.PlaceView
    below: tuple["Branch", ...]


def branches(views: tuple[queries.PlaceView, ...]) -> tuple[Branch, ...]:
    """The tree, each level in the order of the page's language."""
    under: dict[int | None, list[queries.PlaceView]] = {}
    known = {view.id for view in views}
    for view in views:
        under.setdefault(view.parent_id if view.parent_id in known else None, []).append(view)

    def grow(parent: int | None) -> tuple[Branch, ...]:
        return tuple(
            Branch(view, grow(view.id)) for view in queries.in_order(under.get(parent, ()))
        )

    return grow(None)


@page(rule=EVERYONE)
def places(request: HttpRequest) -> HttpResponse:
    """Every place that is loaded, from the province down."""
    views = queries.tree()
    home = next((view for view in views if view.key == settings.HOME_PLACE), None)
    return render(request, "places/places.html", {"branches": branches(views), "home": home})
