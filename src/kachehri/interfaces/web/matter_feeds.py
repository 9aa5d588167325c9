"""Public matters for programs: RSS, JSON and CSV, with what is public and nothing else."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.timezone import localtime

from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import Filter
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.interfaces.web import memory

COLUMNS = (
    "number", "kind", "category", "sector", "state", "title", "place", "place_code", "office",
    "channel", "language", "basis", "opened_at", "due_at", "answered_at", "closed_at", "is_open",
    "outcome", "confirmed", "supporters", "address",
)  # fmt: skip
A_PAGE = 200
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def record(one: CaseView) -> dict[str, Any]:
    """A public matter as data. The place is never finer than the union council."""
    place = kept_tree().by_id.get(one.place_id)
    office = memory.offices([one.body_id]).get(one.body_id or 0)
    return {
        "number": one.number,
        "kind": one.kind,
        "category": one.category,
        "sector": one.sector,
        "state": one.state,
        "title": one.title,
        "place": place.name("en") if place else "",
        "place_code": place.code if place else "",
        "office": office.key if office else "",
        "channel": one.channel,
        "language": one.language,
        "basis": one.basis,
        "opened_at": moment(one.opened_at),
        "due_at": moment(one.due_at),
        "answered_at": moment(one.answered_at),
        "closed_at": moment(one.closed_at),
        "is_open": one.is_open,
        "outcome": one.closed_as,
        "confirmed": one.confirmed,
        "supporters": one.supporters,
        "address": address(one.number),
    }


def moment(at: datetime | None) -> str | None:
    """A moment on Pakistan's clocks, to the second."""
    return localtime(at).isoformat(timespec="seconds") if at else None


def address(number: int, language: str = "en") -> str:
    """The page of a matter."""
    return f"{settings.SITE_URL}/{language}/matters/{number}/"


def every(filter: Filter, most: int = 2**31) -> Iterator[CaseView]:
    """All public matters of a filter, newest first, read page by page."""
    after = ""
    while most > 0:
        page = cases.public_list(replace(filter), after, min(A_PAGE, most))
        yield from page.rows
        most -= len(page.rows)
        after = page.next
        if not after:
            return


def csv_lines(found: Iterable[CaseView]) -> Iterator[str]:
    """As CSV; a cell that a spreadsheet would reckon with is kept from it."""
    yield written(COLUMNS)
    for one in found:
        values = record(one)
        yield written(guarded(values[name]) for name in COLUMNS)


def guarded(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def written(cells: Iterable[Any]) -> str:
    """One line of CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue()


def rss(title: str, link: str, items: Iterable[Mapping[str, Any]]) -> str:
    """An RSS 2.0 feed. Every text is escaped; what XML cannot carry is left out."""
    body = "".join(
        f"<item><title>{plain(one['title'])}</title><link>{plain(one['link'])}</link>"
        f'<guid isPermaLink="false">{plain(one["guid"])}</guid>'
        f"<description>{plain(one['text'])}</description>"
        f"<pubDate>{format_datetime(localtime(one['at']))}</pubDate></item>"
        for one in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{plain(title)}</title><link>{plain(link)}</link>"
        f"<description>{plain(title)}</description>{body}</channel></rss>"
    )


def plain(text: Any) -> str:
    """Text for XML: escaped, without the control characters that it must not have."""
    kept = "".join(one for one in str(text) if one >= " " or one in "\n\t")
    legal = "".join(one for one in kept if not 0xD800 <= ord(one) <= 0xDFFF and one not in "￾￿")
    return escape(legal, {'"': "&quot;"})
