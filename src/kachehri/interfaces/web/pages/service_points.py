"""Service points: what is done where, when it is open, who gets in, and the nearest ones."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from kachehri.domains.bodies import kinds, queries
from kachehri.domains.bodies.queries import PointView
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries.trees import one_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import office_showing as showing
from kachehri.interfaces.web.pages.offices import near_home
from kachehri.interfaces.web.showing import with_tier
from kachehri.kernel.scripts import western_digits

SHOWN = 20
LONGEST = 80


@page(rule=EVERYONE)
def points(request: HttpRequest) -> HttpResponse:
    """The list: by service, place and access; with a point, the nearest first."""
    names = ("service", "place", "access", "near", "after")
    asked = {name: request.GET.get(name, "").replace("\0", "").strip()[:LONGEST] for name in names}
    near = position(asked["near"])
    with one_tree():
        found = found_points(asked, near)
        later = {**asked, "after": str(found[SHOWN - 1].id)} if len(found) > SHOWN else {}
        context: dict[str, Any] = {
            "asked": asked,
            "choices": choices(asked),
            "narrowed": any(asked[name] for name in names),
            "points": shown(found[:SHOWN]),
            "next": urlencode(later) if near is None else "",
            "problem": gettext("Write two numbers with a comma, like 27.5589, 68.2120.")
            if asked["near"] and near is None
            else "",
        }
    return render(request, "web/service_points.html", context)


def found_points(asked: dict[str, str], near: tuple[float, float] | None) -> tuple[PointView, ...]:
    """The points that were asked for, one more than a page where there are."""
    if near is not None:
        return queries.nearest(near, service=asked["service"], access=asked["access"], limit=SHOWN)
    place = places.by_key(asked["place"]) if asked["place"] else None
    after = asked["after"]
    return queries.points(
        place=place.id if place else None,
        service=asked["service"],
        access=asked["access"],
        after=int(after) if after.isascii() and after.isdigit() and len(after) < 16 else 0,
        limit=SHOWN + 1,
    )


def position(text: str) -> tuple[float, float] | None:
    """Longitude and latitude from "latitude, longitude", as phones show it; None for no such."""
    parts = western_digits(text).replace("،", ",").split(",")
    try:
        north, east = (float(part) for part in parts)
    except ValueError:
        return None
    return (east, north) if abs(north) <= 85 and abs(east) <= 180 else None


def choices(asked: dict[str, str]) -> list[dict[str, Any]]:
    """What the list can be narrowed down to."""
    doing = sorted(((one, showing.word(one)) for one in queries.known_services()),
                   key=lambda pair: pair[1])  # fmt: skip
    return [
        {
            "name": "service", "label": gettext("What do you need?"),
            "chosen": asked["service"], "options": doing,
        },
        {
            "name": "place", "label": gettext("Place"), "chosen": asked["place"],
            "options": [(one.key, with_tier(one)) for one in near_home()],
        },
        {
            "name": "access", "label": gettext("What has to be there?"),
            "chosen": asked["access"],
            "options": [(key, gettext(said)) for key, said in kinds.ACCESS.items()],
        },
    ]  # fmt: skip


def shown(found: tuple[PointView, ...]) -> list[showing.Point]:
    """Points in words (two queries)."""
    bodies = queries.by_ids({one.body_id for one in found})
    known = places.by_ids({one.place_id for one in found})
    at = timezone.now()
    return [showing.service_point(one, bodies, known, at) for one in found]


@page(rule=EVERYONE)
def point(request: HttpRequest, key: str) -> HttpResponse:
    """One service point."""
    view = queries.point(key)
    if view is None:
        raise Http404
    with one_tree():
        (one,) = shown((view,))
    context = {"point": one, "view": view}
    return render(request, "web/service_point.html", context)
