"""Matters in the words of Open311: categories are services, public complaints are requests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind, Category, Field, Filter
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.areas import outlines_of
from kachehri.domains.places.queries.trees import kept_tree

KIND = "complaint"
MOST = 1000
LONGEST = timedelta(days=90)
MOST_IDS = 100
A_PAGE = 200
TIERS = ("union-council", "taluka", "district")
DATATYPES = {
    "line": "string", "words": "text", "choice": "singlevaluelist", "choices": "multivaluelist",
    "yes": "singlevaluelist", "date": "datetime", "number": "number", "money": "number",
}  # fmt: skip
YES = {"true": "Yes", "false": "No"}


def kind() -> CaseKind:
    """The kind of matter that Open311 speaks of."""
    return kinds.get(KIND)


def services() -> list[dict[str, Any]]:
    """Every service: one for each category."""
    return [service(one) for one in kind().categories]


def service(one: Category) -> dict[str, Any]:
    """A category as a service."""
    return {
        "service_code": one.key,
        "service_name": gettext(one.label),
        "description": gettext(one.label),
        "metadata": bool(asked()),
        "type": "realtime",
        "keywords": ",".join(one.spellings[:12]),
        "group": one.sector,
    }


def category(code: str) -> Category | None:
    """The category behind a service code."""
    return next((one for one in kind().categories if one.key == code), None)


def asked() -> tuple[Field, ...]:
    """The questions that a program can answer, too: all but files."""
    return tuple(one for one in kind().opening_fields if one.type in DATATYPES)


def definition(code: str) -> dict[str, Any]:
    """What a service asks besides place and words."""
    return {
        "service_code": code,
        "attributes": [_attribute(one, order) for order, one in enumerate(asked(), start=1)],
    }


def _attribute(one: Field, order: int) -> dict[str, Any]:
    choices: Mapping[str, str] = YES if one.type == "yes" else one.choices
    return {
        "variable": True,
        "code": one.key,
        "datatype": DATATYPES[one.type],
        "required": one.required,
        "datatype_description": gettext(one.help) if one.help else "",
        "order": order,
        "description": gettext(one.label),
        "values": [{"key": key, "name": gettext(name)} for key, name in choices.items()],
    }


def records(found: Sequence[CaseView]) -> list[dict[str, Any]]:
    """Public matters as requests (one query for their offices)."""
    offices = bodies.by_ids({one.body_id for one in found if one.body_id}) if found else {}
    known, language = kept_tree().by_id, get_language() or "en"
    return [_record(one, offices, known, language) for one in found]


def _record(
    one: CaseView, offices: Mapping[int, Any], known: Mapping[int, PlaceView], language: str
) -> dict[str, Any]:
    place, office = known.get(one.place_id), offices.get(one.body_id or 0)
    about = category(one.category)
    point = place.point if place and place.tier == TIERS[0] else None
    return {
        "service_request_id": str(one.number),
        "status": "open" if one.is_open else "closed",
        "status_notes": gettext(one.told),
        "service_name": gettext(about.label) if about else one.category,
        "service_code": one.category,
        "description": one.words,
        "agency_responsible": office.name(language) if office else "",
        "service_notice": notice(one),
        "requested_datetime": moment(one.opened_at),
        "updated_datetime": moment(one.changed_at),
        "expected_datetime": moment(one.due_at),
        "address": place.name(language) if place else "",
        "address_id": place.code if place else "",
        "zipcode": "",
        "lat": point[1] if point else None,
        "long": point[0] if point else None,
        "media_url": "",
    }


def notice(one: CaseView) -> str:
    """What the expected day rests on, and where the matter can be followed."""
    basis = {
        "statutory": gettext("The law sets this limit."),
        "charter": gettext("The office promised this limit; no law sets it."),
    }.get(one.basis, gettext("No law sets this date."))
    return f"{basis} {settings.SITE_URL}/{get_language() or 'en'}/matters/{one.number}/"


def moment(at: datetime | None) -> str | None:
    """A moment as W3C writes it, with its zone."""
    return localtime(at).isoformat(timespec="seconds") if at else None


def public(numbers: Iterable[int]) -> list[CaseView]:
    """Those of the numbers that are public complaints."""
    today = timezone.localdate()
    found = cases.by_numbers(list(numbers)[:MOST_IDS])
    return [
        cases.seen(one, "public")
        for one in found
        if one.kind == KIND and cases.is_visible(one, today)
    ]


class BadDate(ValueError):
    """A moment that cannot be read."""


def span(start: str, end: str) -> tuple[datetime, datetime]:
    """The time that is asked for: at most ninety days, by default the last ones."""
    if start:
        first = when(start)
        return first, min(when(end) if end else first + LONGEST, first + LONGEST)
    last = when(end) if end else timezone.now()
    return last - LONGEST, last


def when(text: str) -> datetime:
    """A moment with or without a zone, or a day. Raises BadDate."""
    try:
        found = parse_datetime(text.replace(" ", "+"))
        if found is None and (day := parse_date(text)) is not None:
            found = datetime(day.year, day.month, day.day, tzinfo=UTC)
    except ValueError as problem:
        raise BadDate(text) from problem
    if found is None or not 1970 < found.year < 9000:
        raise BadDate(text)
    return found if found.tzinfo else timezone.make_aware(found)


def listed(code: str, statuses: set[str], first: datetime, last: datetime) -> list[CaseView]:
    """The newest public complaints of a time, at most a thousand."""
    filter = Filter(
        kind=KIND,
        category=code,
        since=localtime(first).date(),
        until=localtime(last).date(),
        is_open=(statuses == {"open"}) if len(statuses) == 1 else None,
    )
    found: list[CaseView] = []
    after = ""
    while len(found) < MOST:
        page = cases.public_list(replace(filter), after, A_PAGE)
        found += [one for one in page.rows if first <= one.opened_at <= last]
        after = page.next
        if not after:
            break
    return found[:MOST]


def place_of(data: Mapping[str, str]) -> tuple[int, tuple[float, float] | None]:
    """The place that a program names: by point, by code, in words; 0 for none."""
    point = point_of(data)
    if point is not None:
        return _place_at(point), point
    found = places.by_code(data.get("address_id", "")) if data.get("address_id") else None
    if found is None and data.get("address_string"):
        home = kept_tree().by_key.get(settings.HOME_PLACE)
        hits = places.search(data["address_string"][:100], limit=5)
        found = next(iter(hits), None) or home
    return (found.id, None) if found else (0, None)


def _place_at(point: tuple[float, float]) -> int:
    """The lowest place around a point; the home place where no boundary is loaded at all."""
    tried = [places.areas_at([point[0]], [point[1]], tier=tier)[0] for tier in TIERS]
    home = kept_tree().by_key.get(settings.HOME_PLACE)
    lowest = next((one for one in tried if one), 0)
    return lowest or (home.id if home and not has_boundaries(home) else 0)


def has_boundaries(home: PlaceView) -> bool:
    """Whether any boundary of the home place is loaded: then a point outside is a wrong one."""
    return bool(outlines_of([home.id]).by_id)


def point_of(data: Mapping[str, str]) -> tuple[float, float] | None:
    """Longitude and latitude; None where there are none, BadPoint where they are no such."""
    if not data.get("lat") and not data.get("long"):
        return None
    try:
        lat, long = float(data.get("lat", "")), float(data.get("long", ""))
    except ValueError as problem:
        raise BadPoint from problem
    if not (-90 <= lat <= 90 and -180 <= long <= 180):
        raise BadPoint
    return long, lat


class BadPoint(ValueError):
    """Longitude and latitude that are no such."""
