"""Places and schemes: endpoints that translate a request into one query."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from kachehri.domains.evidence.queries.trends import picture
from kachehri.domains.places import queries as places

from . import asking, shapes, showing
from .problems import refused
from .shapes import Code, Cursor, Limit, Words

router = Router(tags=["places"])


class Series(Schema):
    """Which indicators: some, or those of a sector."""

    indicator: Annotated[list[Code], Field(max_length=50)] = []
    sector: Code | None = None


@router.get("/schemes", response=list[shapes.SchemeOut])
def schemes(request: HttpRequest) -> list[shapes.SchemeOut]:
    """Every way to divide the land beside the administrative tree."""
    return [
        shapes.SchemeOut(
            code=one.code,
            kind=one.kind,
            label=one.label,
            vintage=one.vintage,
            source=one.source,
            licence=one.licence,
        )
        for one in places.schemes()
    ]


@router.get("/places", response=shapes.PlacePage)
def listed(
    request: HttpRequest,
    tier: Code | None = None,
    scheme: Code | None = None,
    within: Code | None = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> object:
    """Places of the administrative tree, or of a scheme: of one tier, lying in one place."""
    if scheme and scheme not in {one.code for one in places.schemes()}:
        raise refused("scheme", f"There is no scheme {scheme!r}.")
    found = places.page_of(
        scheme=scheme or "",
        tier=tier or "",
        within=asking.place_in("within", within).id if within else None,
        after=asking.after_number(cursor),
        limit=limit + 1,
    )
    more = found[limit - 1].id if len(found) > limit else None
    items = showing.places_out(found[:limit])
    return {"items": items, "next": asking.next_address(request, more)}


@router.get("/places/search", response=list[shapes.PlaceRef])
def search(
    request: HttpRequest, q: Words, limit: Annotated[int, Field(ge=1, le=100)] = 20
) -> list[shapes.PlaceRef]:
    """Places of which a name or alias holds the words, in any of the scripts."""
    return [showing.place_ref(one) for one in places.search(q, limit=limit)]


@router.get("/places/match", response=shapes.MatchOut)
def match(
    request: HttpRequest, name: Words, tier: Code = "district", within: Code | None = None
) -> shapes.MatchOut:
    """Which place of a tier a name means, as it stands in some file; below `within`, if given."""
    top = asking.place_in("within", within) if within else None
    return showing.match_out(places.finder().match(tier, name, top))


@router.get("/places/{code}", response=shapes.PlaceFull)
def one(request: HttpRequest, code: Code) -> shapes.PlaceFull:
    """One place, with those above it and how it came to be."""
    return showing.place_full(asking.place(code))


@router.get("/places/{code}/children", response=list[shapes.PlaceRef])
def children(request: HttpRequest, code: Code) -> list[shapes.PlaceRef]:
    """The places directly below in the administrative tree, in the order of the language."""
    return [showing.place_ref(one) for one in places.children(asking.place(code).id)]


@router.get("/places/{code}/trends", response=list[shapes.TrendOut])
def trends(
    request: HttpRequest,
    code: Code,
    wanted: Query[Series],
) -> list[shapes.TrendOut]:
    """How the indicators of a place went: totals, one comparable source a line."""
    found = picture(asking.place(code).id, sector=wanted.sector, codes=wanted.indicator or None)
    return [showing.trend_out(line) for line in found.lines]
