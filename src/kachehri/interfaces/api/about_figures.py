"""Figures, what they measure, where they are from, and what was wrong in the files."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import get_language, gettext
from ninja import Field, Query, Router, Schema

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries.choosing import Choice, Selection, Unknown, choose
from kachehri.domains.evidence.queries.columns import FORMS
from kachehri.domains.evidence.queries.exporting import Export
from kachehri.domains.evidence.queries.listing import Page, page
from kachehri.domains.evidence.rules.dimensions import known
from kachehri.domains.places import queries as places

from . import asking, shapes, showing
from .problems import not_found, refused
from .shapes import Code, Cursor, Form, Limit, Number

router = Router(tags=["figures"])
MOST, MOST_IN_FILE = 1000, 10_000
TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "hxl": "text/csv; charset=utf-8; header=present",
    "sdmx": "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
}


class Wanted(Schema):
    """Which figures: every parameter narrows the choice."""

    place: Annotated[list[Code], Field(max_length=50)] = []
    whole: bool = False
    indicator: Annotated[list[Code], Field(max_length=50)] = []
    sector: Code | None = None
    source: Annotated[list[Code], Field(max_length=50)] = []
    breakdown: Annotated[str | None, Field(max_length=300, pattern=r"^[^\u0000]*$")] = None
    since: date | None = None
    until: date | None = None
    format: Form | None = None
    cursor: Cursor = ""
    limit: Annotated[
        int | None,
        Field(ge=1, le=MOST_IN_FILE, description="100, at most 1000; of a file, 10,000."),
    ] = None


@router.get("/indicators", response=list[shapes.IndicatorOut])
def indicators(request: HttpRequest, sector: Code | None = None) -> list[shapes.IndicatorOut]:
    """The catalogue, in its order."""
    return [showing.indicator_out(one) for one in evidence.indicators(sector=sector)]


@router.get("/indicators/{code}", response=shapes.IndicatorOut)
def indicator(request: HttpRequest, code: Code) -> shapes.IndicatorOut:
    """One indicator."""
    found = evidence.indicator(code)
    if found is None:
        raise not_found("indicator", code)
    return showing.indicator_out(found)


@router.get("/dimensions", response=list[shapes.DimensionOut])
def dimensions(request: HttpRequest) -> list[shapes.DimensionOut]:
    """The ways in which figures are broken down, and their values."""
    return [showing.dimension_out(one) for one in known().values()]


@router.get("/sources", response=list[shapes.SourceOut])
def sources(request: HttpRequest) -> list[shapes.SourceOut]:
    """Every source, with how many figures rest on it."""
    return [showing.source_out(one) for one in evidence.sources()]


@router.get("/sources/{code}", response=shapes.SourceOut)
def source(request: HttpRequest, code: Code) -> shapes.SourceOut:
    """One source."""
    found = evidence.source(code)
    if found is None:
        raise not_found("source", code)
    return showing.source_out(found)


@router.get("/observations", response=shapes.FigurePage)
def observations(request: HttpRequest, response: HttpResponse, wanted: Query[Wanted]) -> object:
    """Figures page by page: by place, indicator, breakdown and number.

    `place`, `indicator` and `source` may be given again. With `whole` a place stands for all that
    lies in it as well. `breakdown` is exact: `sex=female;residence=rural`, or `total`; without it,
    every breakdown. `since` and `until` keep what has a day between them. `format` csv, hxl or sdmx
    (or the header Accept) gives the same page as a file, its next page in the header Link.
    """
    choice = chosen(wanted)
    form = wanted.format or _accepted(request)
    limit = wanted.limit or (100 if form == "json" else MOST_IN_FILE)
    if form == "json" and limit > MOST:
        raise refused("limit", f"A page of JSON has at most {MOST} figures.")
    found = page(choice, after=asking.after_figure(wanted.cursor), limit=limit)
    following = asking.next_address(request, found.after)
    if form != "json":
        response = as_file(choice, found, form)
        if following:
            response["Link"] = f'<{following}>; rel="next"'
    if choice.known.changed_at is not None:
        response["Last-Modified"] = http_date(choice.known.changed_at.timestamp())
    if form != "json":
        return response
    return {"items": figures_out(choice, found), "next": following}


def chosen(wanted: Wanted) -> Choice:
    """The choice that the parameters make. Raises a 422 for a code that there is not."""
    selection = Selection(
        places=tuple(wanted.place),
        whole=wanted.whole,
        indicators=tuple(wanted.indicator),
        sector=wanted.sector or "",
        sources=tuple(wanted.source),
        since=wanted.since,
        until=wanted.until,
        dims=asking.breakdown(wanted.breakdown),
    )
    try:
        return choose(selection)
    except Unknown as problem:
        raise refused(problem.kind, f"There is no {problem.kind} {problem.code!r}.") from problem


def figures_out(choice: Choice, found: Page) -> list[shapes.FigureOut]:
    """The figures of a page with the names of their places and indicators."""
    known_places = places.by_ids(found.met[0])
    versions = (choice.known.versions[number] for number in found.met[1])
    names = {one.code: gettext(one.msgid) for one in versions}
    return [showing.figure_out(view, known_places[view.place_id], names) for view in found.figures]


def as_file(choice: Choice, found: Page, form: str) -> HttpResponse:
    """The figures of a page in one of the forms of a file."""
    export = Export(choice, FORMS[form], get_language() or "en")
    return HttpResponse(export.header() + export.page(found), content_type=TYPES[form])


def _accepted(request: HttpRequest) -> str:
    """The form that the header Accept likes best; JSON where it does not say."""
    kinds = {
        "application/json": "json",
        "text/csv": "csv",
        "application/vnd.sdmx.data+csv": "sdmx",
    }
    best = request.get_preferred_type(list(kinds))
    return kinds.get(best or "", "json")


@router.get("/observations/{number}", response=shapes.FigureFull)
def observation(request: HttpRequest, response: HttpResponse, number: Number) -> shapes.FigureFull:
    """One figure down to the cell: source, file with its checksum, and every value it ever had."""
    found = evidence.observation(number)
    if found is None:
        raise not_found("observation", number)
    return showing.figure_full(found)


@router.get("/loads", response=shapes.LoadPage)
def loads(request: HttpRequest, cursor: Cursor = "", limit: Limit = 100) -> object:
    """The files that went in, the youngest first."""
    found = evidence.loads(limit=limit + 1, after=asking.after_number(cursor) or None)
    more = found[limit - 1].id if len(found) > limit else None
    items = [showing.load_out(one) for one in found[:limit]]
    return {"items": items, "next": asking.next_address(request, more)}


@router.get("/loads/{number}", response=shapes.LoadOut)
def load(request: HttpRequest, number: Number) -> shapes.LoadOut:
    """One file that went in."""
    found = evidence.load(number)
    if found is None:
        raise not_found("load", number)
    return showing.load_out(found)


@router.get("/findings", response=shapes.FindingPage)
def findings(
    request: HttpRequest,
    load: Number | None = None,
    rule: Code | None = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> object:
    """The quality report: what is wrong in the files that stand, and where."""
    after = asking.after_number(cursor)
    found = evidence.findings(rule=rule or "", load=load, after=after, limit=limit)
    items = [showing.finding_out(one) for one in found.findings]
    return {"items": items, "next": asking.next_address(request, found.after)}
