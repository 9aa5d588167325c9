"""Feeds and open data about public matters: RSS, JSON, CSV, a file a month, all of it packed."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import Filter
from kachehri.domains.places.queries.trees import one_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import matter_feeds as feeds
from kachehri.interfaces.web import matter_listing as listing
from kachehri.interfaces.web.matter_showing import screen
from kachehri.interfaces.web.pages.matters import found

IN_FEED = 50
MOST_ROWS = 1000
RSS = "application/rss+xml; charset=utf-8"


@page(rule=EVERYONE)
def rss(request: HttpRequest) -> HttpResponse:
    """The newest public matters of a filter."""
    with one_tree():
        wish = listing.asked(request.GET)
        shown = cases.public_list(wish.filter, "", IN_FEED).rows
        items = [
            {
                "title": one.title,
                "link": feeds.address(one.number, get_language() or "en"),
                "guid": f"matter-{one.number}",
                "text": gettext(one.told),
                "at": one.opened_at,
            }
            for one in shown
        ]
    link = request.build_absolute_uri(f"/{get_language()}/matters/")
    return HttpResponse(feeds.rss(gettext("Matters"), link, items), content_type=RSS)


@page(rule=EVERYONE)
def one_rss(request: HttpRequest, number: int) -> HttpResponse:
    """What happened in one matter."""
    with one_tree():
        view, kind = found(number)
        shown = screen(view, kind, timezone.now())
    link = feeds.address(number, get_language() or "en")
    items = [
        {"title": line.label, "link": link, "guid": f"matter-{number}-{order}",
         "text": line.words, "at": line.at}
        for order, line in enumerate(shown["lines"], start=1)
    ]  # fmt: skip
    body = feeds.rss(f"{number}: {view.title}", link, reversed(items))
    return HttpResponse(body, content_type=RSS)


@page(rule=EVERYONE)
def as_json(request: HttpRequest) -> HttpResponse:
    """The newest public matters of a filter as data; `next` goes on."""
    with one_tree():
        wish = listing.asked(request.GET)
        shown = cases.public_list(wish.filter, request.GET.get("after", ""), IN_FEED)
        following = f"{request.path}{wish.href(after=shown.next)}" if shown.next else None
        data = {
            "matters": [feeds.record(one) for one in shown.rows],
            "next": request.build_absolute_uri(following) if following else None,
        }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@page(rule=EVERYONE)
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """The public matters of a filter, at most a thousand."""
    wish = listing.asked(request.GET)
    return sheet(feeds.every(wish.filter, MOST_ROWS), "matters.csv")


@page(rule=EVERYONE)
def month(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    """The public matters that were brought in one month."""
    filter = of_month(year, month)
    return sheet(feeds.every(filter), f"matters-{year}-{month:02}.csv")


def of_month(year: int, month: int) -> Filter:
    """The days of a month; 404 for one that there is not."""
    try:
        first = date(year, month, 1)
    except ValueError as problem:
        raise Http404 from problem
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return replace(Filter(), since=first, until=following - timedelta(days=1))


def sheet(found: Iterable[Any], name: str) -> StreamingHttpResponse:
    """A CSV that is sent while it is read."""
    lines = (line.encode() for line in feeds.csv_lines(found))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@page(rule=EVERYONE)
def everything(request: HttpRequest) -> HttpResponseBase:
    """All public matters as one packed CSV, sent while it is read."""
    answer = StreamingHttpResponse(
        packed(feeds.csv_lines(feeds.every(Filter()))), content_type="application/gzip"
    )
    answer["Content-Disposition"] = 'attachment; filename="matters.csv.gz"'
    return answer


def packed(lines: Iterable[str]) -> Iterator[bytes]:
    """A gzip file of the lines."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for line in lines:
        if piece := packer.compress(line.encode()):
            yield piece
    yield packer.flush()


@page(rule=EVERYONE)
def data(request: HttpRequest) -> HttpResponse:
    """What there is to download, month by month."""
    today = localtime(timezone.now()).date().replace(day=1)
    months = []
    for _number in range(24):
        months.append(today)
        today = (today - timedelta(days=1)).replace(day=1)
    context = {"months": months, "columns": feeds.COLUMNS}
    return render(request, "web/matters/data.html", context)
