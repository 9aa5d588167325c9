"""The editions of a report: all of them, and what changed from one to the next."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.kinds import ReportKind, SinceLast
from kachehri.domains.reports.queries import EditionView
from kachehri.domains.reports.rules.selects import inside
from kachehri.domains.reports.rules.since_told import told
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.pagekit.pages import render

from .reports import found

MOST = 100
"""Lines of a table on the page; the report itself shows a few."""


@dataclass(frozen=True)
class Line:
    """An edition on the list."""

    edition: EditionView
    href: str
    since: str
    is_overdue: bool


@page(rule=EVERYONE)
def editions(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Every edition of a report by number, the newest first (three queries)."""
    known, place = meant(kind, key)
    views = queries.numbers(kind, place.id)
    if not views:
        raise Http404
    today = timezone.localdate()
    last = max((one.number for one in views if not one.is_draft), default=0)
    context = {
        "title": titled(known, place),
        "home": reverse("report", args=[kind, key]),
        "editions": [
            Line(
                edition=one,
                href=reverse("edition", args=[kind, key, one.number]),
                since=reverse("edition-since", args=[kind, key, one.number])
                if one.number != views[-1].number
                else "",
                is_overdue=one.number == last and one.is_overdue(today),
            )
            for one in views
        ],
    }
    return render(request, "web/editions.html", context)


@page(rule=EVERYONE)
def since(request: HttpRequest, kind: str, key: str, number: int | None = None) -> HttpResponse:
    """What changed since the edition that was launched before this one (six queries)."""
    shown = found(kind, key, number)
    known, place = meant(kind, key, shown.place)
    compared = queries.earlier(shown.edition)
    language = get_language() or "en"
    blocks: Any = ""
    if compared:
        part = replace(next(inside(known, SinceLast), SinceLast()), most=MOST)
        lines = told(part, *compared, place.key, shown.edition.day, language)
        blocks = blocks_html(tuple(lines), language=language)
    context = {
        "title": titled(known, place),
        "edition": shown.edition,
        "home": shown.href("report"),
        "editions": reverse("report-editions", args=[kind, key]),
        "blocks": blocks,
    }
    return render(request, "web/since.html", context)


def meant(kind: str, key: str, place: PlaceView | None = None) -> tuple[ReportKind, PlaceView]:
    """The kind and the place of an address; 404 where there is none."""
    known = kinds.find(kind)
    place = place or places.by_key(key)
    if known is None or place is None:
        raise Http404
    return known, place


def titled(kind: ReportKind, place: PlaceView) -> str:
    """What the report is called."""
    return gettext(kind.title) % {"place": place.name()}
