"""One place: its names, how it came to be, its parts in every scheme, and its main figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import IndicatorView, beside
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import one_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing
from kachehri.interfaces.web.pages.quality import number
from kachehri.interfaces.web.showing import Figure

A_SECTOR = 3
"""Figures of each subject that the page of a place shows; the subject's own page has all."""
A_PAGE = 60


@dataclass(frozen=True)
class Line:
    """An indicator with the figure of this place and, beside it, of the place above."""

    about: IndicatorView
    period: str
    here: Figure
    above: Figure


@dataclass(frozen=True)
class Group:
    """The main indicators of one sector, and how many more there are."""

    code: str
    label: str
    lines: tuple[Line, ...]
    more: int


@page(rule=EVERYONE)
def place(request: HttpRequest, key: str) -> HttpResponse:
    """A place of whichever scheme (six queries for one of the administrative tree)."""
    with one_tree():
        family = places.family(key)
        if family is None:
            raise Http404
        context = of_family(family)
    return render(request, "web/place.html", context)


def of_family(family: places.Family) -> dict[str, object]:
    """What the page shows of a place and its nearest kin."""
    found = family.place
    above = compared_with(found, family.parent)
    groups = main_figures(found, above)
    known = places.schemes()
    return {
        "place": found,
        "parent": family.parent,
        "above": above,
        "children": [(one.key, showing.part_label(one, found)) for one in family.children],
        "tier": showing.tier_label(found.tier),
        "names": [(code, label, found.names.get(code)) for code, label in settings.LANGUAGES],
        "scheme": next((one for one in known if one.id == found.scheme_id), None),
        "schemes": known if found.scheme_id is None and found.tier in HAS_SCHEMES else (),
        "history": history(found),
        "groups": groups,
        "compared": any(line.above.text for group in groups for line in group.lines),
        "home": found.key == settings.HOME_PLACE,
        "in_tree": found.scheme_id is None,
    }


def compared_with(found: PlaceView, parent: PlaceView | None) -> PlaceView | None:
    """What a place's figures stand beside: no division, of which nothing is published."""
    if parent is None or parent.tier != "division":
        return parent
    return places.by_ids([parent.parent_id or 0]).get(parent.parent_id or 0)


HAS_SCHEMES = ("district", "taluka")
"""Tiers below which other schemes hang their places."""


def history(found: PlaceView) -> list[str]:
    """How a place came to be and what was made of it, a sentence each (one query)."""
    changes = places.lineage(found.id) if found.scheme_id is None else ()
    ids = {one.predecessor_id for one in changes} | {one.successor_id for one in changes}
    known = places.by_ids(ids) if ids else {}
    return [
        showing.lineage_text(one, known[one.predecessor_id], known[one.successor_id])
        for one in changes
    ]


def main_figures(here: PlaceView, above: PlaceView | None) -> list[Group]:
    """The first indicators of each sector that have a figure here (three queries)."""
    held = beside.held(here.id)
    wanted = [code for codes in held.values() for code in codes[:A_SECTOR]]
    if not wanted:
        return []
    known = {one.code: one for one in evidence.indicators(wanted)}
    found = beside.latest(wanted, [here.id] + ([above.id] if above else []))
    by_fact = {(one.concept, one.place_id): one for one in found}

    def of(code: str) -> Line:
        theirs = by_fact.get((code, above.id)) if above else None
        return line(known[code], by_fact[code, here.id], theirs)

    return [
        Group(
            sector,
            known[codes[0]].sector_label,
            tuple(of(code) for code in codes[:A_SECTOR]),
            max(0, len(codes) - A_SECTOR),
        )
        for sector, codes in held.items()
    ]


def line(about: IndicatorView, mine: beside.Shown, theirs: beside.Shown | None) -> Line:
    """One line of a group."""
    return Line(about, mine.period, showing.figure(mine), showing.figure(theirs))


@page(rule=EVERYONE)
def parts(request: HttpRequest, key: str, scheme: str) -> HttpResponse:
    """The places of another scheme that lie in a place, a page at a time, however many."""
    with one_tree():
        found = places.by_key(key)
        chosen = next((one for one in places.schemes() if one.code == scheme), None)
        if found is None or chosen is None:
            raise Http404
        after = number(request, "after")
        ids = [found.id, *(one.id for one in places.children(found.id))]
        shown = places.in_scheme(scheme, parent_ids=ids, after=after, limit=A_PAGE + 1)
    context = {
        "place": found,
        "scheme": chosen,
        "shown": grouped(shown[:A_PAGE]),
        "next": shown[A_PAGE - 1].id if len(shown) > A_PAGE else None,
        "first": bool(after),
    }
    return render(request, "web/parts.html", context)


def grouped(shown: Sequence[PlaceView]) -> list[tuple[str, list[PlaceView]]]:
    """Places by the tier that they are of."""
    return [
        (showing.tier_label(tier), list(found))
        for tier, found in groupby(shown, key=lambda one: one.tier)
    ]
