"""The library: research and past reports, and our own editions beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kachehri.domains.evidence.kinds import DIMENSIONS, SECTORS, SOURCE_KINDS
from kachehri.domains.evidence.kinds.library import LANGUAGES, LIBRARY_KINDS
from kachehri.domains.evidence.queries import library as queries
from kachehri.domains.evidence.queries.library import LibraryFilter, PublicationView
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import KeptTree, kept_tree
from kachehri.domains.reports import kinds
from kachehri.domains.reports import queries as reports
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import surroundings

EDITIONS = 12
"""Our own reports that stand beside a list."""
LONGEST = 100


@dataclass(frozen=True)
class Choice:
    """A select of the filter: its name, its words, what it offers and what was chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Listed:
    """A publication on the list, with the places that it is about."""

    view: PublicationView
    places: tuple[PlaceView, ...]


@page(rule=EVERYONE)
def library(request: HttpRequest) -> HttpResponse:
    """What the library holds, narrowed by words, subject, place and the like (six queries)."""
    kept = kept_tree()
    asked = {name: request.GET.get(name, "")[:LONGEST].strip() for name in NAMES}
    found = queries.publications(wanted(asked, kept), after=request.GET.get("after", ""))
    told = {name: value for name, value in asked.items() if value}
    context = {
        "asked": asked,
        "choices": choices(asked, kept),
        "rows": [listed(one, kept) for one in found.rows],
        "total": found.total,
        "narrowed": bool(told),
        "next": urlencode({**told, "after": found.after}) if found.after else "",
        "editions": own_editions(asked, kept),
    }
    return render(request, "web/library.html", context)


NAMES = ("q", "kind", "sector", "dimension", "language", "place")


def wanted(asked: Mapping[str, str], kept: KeptTree) -> LibraryFilter:
    """What is looked for. Who asks for a place asks for its parts, too."""
    place = kept.by_key.get(asked["place"])
    within = [one.id for one in kept.views if place and kept.lies_in(one.id, place.id)]
    return LibraryFilter(
        words=asked["q"],
        kind=asked["kind"] if asked["kind"] in LIBRARY_KINDS else "",
        sector=asked["sector"] if asked["sector"] in SECTORS else "",
        dimension=asked["dimension"] if asked["dimension"] in DIMENSIONS else "",
        language=asked["language"] if asked["language"] in LANGUAGES else "",
        place_ids=frozenset(within),
    )


def choices(asked: Mapping[str, str], kept: KeptTree) -> tuple[Choice, ...]:
    """The selects of the filter."""
    said = {
        "kind": (_("Kind"), [(code, _(SOURCE_KINDS[code])) for code in LIBRARY_KINDS]),
        "sector": (_("Subject"), [(code, _(label)) for code, label in SECTORS.items()]),
        "dimension": (
            _("Part of human security"),
            [(code, _(label)) for code, label in DIMENSIONS.items()],
        ),
        "language": (_("Language"), [(code, _(label)) for code, label in LANGUAGES.items()]),
        "place": (_("Place"), [(one.key, one.name()) for one in around_home(kept)]),
    }
    return tuple(
        Choice(name, label, tuple(options), asked[name]) for name, (label, options) in said.items()
    )


def around_home(kept: KeptTree) -> list[PlaceView]:
    """The home place, its parts, and what it lies in: what the library is mostly about."""
    home = kept.by_key.get(settings.HOME_PLACE)
    if home is None:
        return [one for one in kept.views if one.tier in ("country", "province")]
    near = surroundings.of(kept, home)
    return [home, *surroundings.parts(kept, home), *near.above]


def listed(view: PublicationView, kept: KeptTree) -> Listed:
    """A publication with its places."""
    return Listed(view, tuple(kept.by_id[one] for one in view.place_ids if one in kept.by_id))


def own_editions(asked: Mapping[str, str], kept: KeptTree) -> list[dict[str, Any]]:
    """Our own reports with all their editions, where nothing but their place is asked for."""
    if any(asked[name] for name in ("kind", "dimension", "language")) or asked["q"]:
        return []
    shown = [one for one in reports.newest() if one.place_id in kept.by_id]
    place, sector = kept.by_key.get(asked["place"]), asked["sector"]
    shown = [one for one in shown if place is None or one.place_id == place.id]
    shown = [one for one in shown if not sector or one.kind == f"sector-{sector}"]
    return [edition_line(one, kept.by_id[one.place_id]) for one in shown[:EDITIONS]]


def edition_line(edition: reports.EditionView, place: PlaceView) -> dict[str, Any]:
    """One of our own reports on the list."""
    kind = kinds.find(edition.kind)
    title = _(kind.title) % {"place": place.name()} if kind else edition.kind
    return {
        "title": title,
        "href": reverse("report", args=[edition.kind, place.key]),
        "edition": edition,
    }


@page(rule=EVERYONE)
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """One publication: who wrote it, what it says, of what, and how to cite it."""
    view = found(code)
    kept = kept_tree()
    context = {
        "view": view,
        "places": listed(view, kept).places,
        "cite": f"[[{view.code}]]",
    }
    return render(request, "web/publication.html", context)


@page(rule=EVERYONE)
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The file of a publication. A browser keeps it and never opens it as a page of this site."""
    file = found(code).file
    if file is None or not file.path.is_file():
        raise Http404
    answer = HttpResponse(file.path.read_bytes(), content_type=file.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def found(code: str) -> PublicationView:
    """The publication of that code; 404 for none."""
    view = queries.publication(code)
    if view is None:
        raise Http404
    return view
