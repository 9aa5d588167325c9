"""What a request asks for: places by code, breakdowns, and where a page begins."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from kachehri.domains.evidence.queries.listing import Mark
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.tables.paging import mark_of, read_mark

from .problems import not_found, refused

LARGEST = 2**63 - 1
TOTAL = "total"
NO_CURSOR = "This is no place to go on from. Take `next` of a page as it is."


def place(code: str) -> PlaceView:
    """The place of an address. Raises a 404."""
    found = places.by_code(code)
    if found is None:
        raise not_found("place", code)
    return found


def place_in(where: str, code: str) -> PlaceView:
    """The place of a parameter. Raises a 422."""
    found = places.by_code(code)
    if found is None:
        raise refused(where, f"There is no place {code!r}.")
    return found


def after_number(cursor: str) -> int:
    """The number behind a cursor; 0 for the first page."""
    if not cursor:
        return 0
    mark = read_mark(cursor)
    if not isinstance(mark, int) or isinstance(mark, bool) or not 0 < mark <= LARGEST:
        raise refused("cursor", NO_CURSOR)
    return mark


def after_figure(cursor: str) -> Mark | None:
    """The place, indicator, breakdown and number behind a cursor; None for the first page."""
    if not cursor:
        return None
    mark = read_mark(cursor)
    if not isinstance(mark, list) or len(mark) != 4:
        raise refused("cursor", NO_CURSOR)
    place_id, version, key, last = mark
    whole = all(type(one) is int and 0 <= one <= LARGEST for one in (place_id, version, last))
    if not whole or not isinstance(key, str) or "\x00" in key:
        raise refused("cursor", NO_CURSOR)
    return place_id, version, key, last


def breakdown(text: str | None) -> Mapping[str, str] | None:
    """`sex=female;residence=rural` as dimensions; `total` is none of them, None is any."""
    if text is None:
        return None
    if text in {"", TOTAL}:
        return {}
    pairs = [part.partition("=") for part in text.split(";")]
    if not all(name and value for name, _sign, value in pairs):
        raise refused("breakdown", "Write it as in sex=female;residence=rural, or as total.")
    return {name: value for name, _sign, value in pairs}


def next_address(request: HttpRequest, mark: Any) -> str | None:
    """The address of the page after a mark; None where nothing follows."""
    if mark is None:
        return None
    query = request.GET.copy()
    query["cursor"] = mark_of(mark)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
