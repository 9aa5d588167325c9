"""Which reports there are: the newest of each, and every kind that a place can have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.kinds import ReportKind
from kachehri.domains.reports.queries import EditionView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.kernel.scripts import sort_key


@dataclass(frozen=True)
class Offered:
    """A kind of report about a place; `edition` is None and `href` empty where nobody built it."""

    title: str
    name: str
    href: str
    edition: EditionView | None


@dataclass(frozen=True)
class Shelf:
    """Kinds that stand together; the large ones have no heading."""

    heading: str
    offered: tuple[Offered, ...]


@dataclass(frozen=True)
class OfPlace:
    """A place with the reports that there are about it."""

    place: PlaceView
    shelves: tuple[Shelf, ...]


@page(rule=EVERYONE)
def reports(request: HttpRequest) -> HttpResponse:
    """The newest edition of each report, place by place, the home place first (two queries)."""
    kept = kept_tree()
    found = [one for one in queries.newest() if one.place_id in kept.by_id]
    by_place = {
        place_id: list(some)
        for place_id, some in groupby(sorted(found, key=_place_of), key=_place_of)
    }
    shown = [
        OfPlace(kept.by_id[place_id], shelves(kept.by_id[place_id], some, only_built=True))
        for place_id, some in by_place.items()
    ]
    shown.sort(key=lambda one: (one.place.key != settings.HOME_PLACE, one.place.key))
    return render(request, "web/reports.html", {"places": shown})


@page(rule=EVERYONE)
def place_reports(request: HttpRequest, key: str) -> HttpResponse:
    """Every kind of report that can be about a place, also those that nobody built yet."""
    place = kept_tree().by_key.get(key)
    if place is None:
        raise Http404
    found = [one for one in queries.newest() if one.place_id == place.id]
    context = {"place": place, "shelves": shelves(place, found)}
    return render(request, "web/place_reports.html", context)


def _place_of(edition: EditionView) -> int:
    return edition.place_id


def shelves(
    place: PlaceView, found: Sequence[EditionView], *, only_built: bool = False
) -> tuple[Shelf, ...]:
    """The kinds of a place's tier by family, the large ones first, as the pack has them."""
    built = {one.kind: one for one in found}
    known = [
        kind
        for kind in kinds.every()
        if kind.tier == place.tier and (kind.key in built or not only_built)
    ]
    families = dict.fromkeys(kind.family for kind in sorted(known, key=lambda one: one.family))
    return tuple(
        Shelf(
            gettext(family) if family else "",
            tuple(offered(kind, place, built) for kind in in_order(known, family)),
        )
        for family in families
    )


def in_order(known: Iterable[ReportKind], family: str) -> list[ReportKind]:
    """The kinds of a family: the longest first, then by name in the reader's language."""
    some = [kind for kind in known if kind.family == family]
    language = get_language() or "en"
    return sorted(some, key=lambda kind: (kind.brief, sort_key(gettext(kind.name), language)))


def offered(kind: ReportKind, place: PlaceView, built: dict[str, EditionView]) -> Offered:
    """A kind with its newest edition about a place."""
    edition = built.get(kind.key)
    href = reverse("report", args=[kind.key, place.key]) if edition else ""
    title = gettext(kind.title) % {"place": place.name()}
    return Offered(title, gettext(kind.name), href, edition)
