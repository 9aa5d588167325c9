"""The directory as Human Services Data Specification 3.0 (HSDS, Open Referral): /api/hsds/.

Organizations are offices, locations are service points, services are what an office does at its
points. Ids are UUIDs made of our own numbers, so that each can be looked up again.
"""

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext

from kachehri.domains.bodies import kinds, queries
from kachehri.domains.bodies.queries import BodyView, PointView
from kachehri.domains.bodies.queries import exporting as directory
from kachehri.domains.bodies.queries.exporting import Done
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.languages import NAMES

from . import problems
from .answering import answered

ROOT = "/api/hsds"
PROFILE = "https://docs.openreferral.org/en/v3.0.0/hsds/schema_reference.html"
MOST, USUAL = 100, 20
ORGANIZATION, LOCATION, SERVICE, AT_LOCATION, PART = range(1, 6)
OFFSET = "+05:00"
"""The time in Pakistan, all year round."""


def uuid_of(what: int, number: int, mark: int = 0) -> str:
    """A UUID that holds what it names: a kind, sixteen bits more, and a number."""
    return str(UUID(f"6b616{what:03x}-{mark & 0xFFFF:04x}-5000-8000-{number & (2**48 - 1):012x}"))


def numbers_of(text: str, what: int) -> tuple[int, int]:
    """The number and the bits in a UUID of that kind; 404 for another one."""
    try:
        found = UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong
    if str(found) != uuid_of(what, found.node, found.time_mid):
        raise Http404
    return found.node, found.time_mid


def organization(body: BodyView, addresses: Sequence[queries.AddressView] = ()) -> dict[str, Any]:
    """An office."""
    working = [one for one in addresses if one.works]
    emails = [one.value for one in working if one.channel == "email"]
    numbers = [one for one in working if one.channel == "voice"]
    return without_nothing(
        id=uuid_of(ORGANIZATION, body.id),
        name=body.name(),
        alternate_name=body.name("en"),
        description=body.duty() or body.name(),
        email=emails[0] if emails else None,
        website=body.website or None,
        legal_status=gettext(kinds.KINDS.get(body.kind, body.kind)),
        parent_organization_id=uuid_of(ORGANIZATION, body.parent_id) if body.parent_id else None,
        phones=[phone(one.value, one.id) for one in numbers],
        organization_identifiers=[
            {
                "id": uuid_of(PART, body.id, 1),
                "identifier_scheme": "kachehri",
                "identifier_type": "key",
                "identifier": body.key,
            }
        ],
    )


def phone(number: str, id: int, mark: int = 2) -> dict[str, Any]:
    """A telephone number."""
    return {"id": uuid_of(PART, id, mark), "number": number, "type": "voice"}


def location(point: PointView, place: PlaceView | None, province: str = "") -> dict[str, Any]:
    """A service point."""
    return without_nothing(
        id=uuid_of(LOCATION, point.id),
        location_type="physical",
        name=point.name(),
        alternate_name=point.name("en"),
        latitude=point.latitude,
        longitude=point.longitude,
        addresses=[
            {
                "id": uuid_of(PART, point.id, 3),
                "address_1": point.street or point.name(),
                "city": place.name() if place else "",
                "state_province": province,
                "postal_code": "",
                "country": "PK",
                "address_type": "physical",
            }
        ],
        phones=[phone(one, point.id, 10 + at) for at, one in enumerate(point.phones)],
        schedules=schedules(point),
        languages=[
            {"id": uuid_of(PART, point.id, 30 + at), "name": NAMES.get(one, one), "code": one}
            for at, one in enumerate(point.languages)
        ],
        accessibility=[
            {
                "id": uuid_of(PART, point.id, 50 + at),
                "description": gettext(kinds.ACCESS.get(one, one)),
            }
            for at, one in enumerate(point.access)
        ],
    )


def schedules(point: PointView) -> list[dict[str, Any]]:
    """When it is open, week after week."""
    return [
        {
            "id": uuid_of(PART, point.id, 70 + at),
            "freq": "WEEKLY",
            "byday": one["byday"],
            "opens_at": one["opens_at"] + OFFSET,
            "closes_at": one["closes_at"].replace("24:00", "23:59") + OFFSET,
        }
        for at, one in enumerate(point.hours)
    ]


def service(one: Done, body: BodyView, point: PointView | None = None) -> dict[str, Any]:
    """What an office does; what it costs and for whom stands at one of its points."""
    word = gettext(kinds.words_of(one.service))
    return without_nothing(
        id=uuid_of(SERVICE, one.body_id, one.mark),
        name=word,
        description=f"{word}: {body.name()}",
        status="active",
        organization=organization(body),
        eligibility_description=queries.in_language(point.eligibility) if point else None,
        fees_description=queries.in_language(point.fees) if point else None,
        assured_date=point.checked_on.isoformat() if point and point.checked_on else None,
    )


def without_nothing(**said: Any) -> dict[str, Any]:
    """An object without what is not known."""
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def organizations(request: HttpRequest) -> HttpResponse:
    """A page of offices."""
    number, size = wanted(request)
    total, found = directory.page_of_bodies(start=(number - 1) * size, size=size)
    known = addresses_by_body(found)
    contents = [organization(one, known.get(one.id, ())) for one in found]
    return paged(contents, total, number, size)


def addresses_by_body(found: Iterable[BodyView]) -> dict[int, list[queries.AddressView]]:
    """The addresses of offices themselves (one query)."""
    known: dict[int, list[queries.AddressView]] = {}
    for one in queries.addresses_of([body.thing_id for body in found]):
        known.setdefault(one.body_id, []).append(one)
    return known


def one_organization(request: HttpRequest, id: str) -> HttpResponse:
    """One office with its services and its locations."""
    number, _mark = numbers_of(id, ORGANIZATION)
    body = queries.body(number)
    if body is None:
        raise Http404
    told = organization(body, queries.addresses(body.thing_id))
    points = queries.points(body_ids=[body.id], limit=MOST)
    told["services"] = [service(one, body) for one in directory.services([body.id])]
    told["locations"] = locations_out(points)
    return answer(told)


def locations(request: HttpRequest) -> HttpResponse:
    """A page of service points."""
    number, size = wanted(request)
    total, found = directory.page_of_points(start=(number - 1) * size, size=size)
    return paged(locations_out(found), total, number, size)


def locations_out(found: Iterable[PointView]) -> list[dict[str, Any]]:
    """Service points with the names of their places."""
    points = list(found)
    known = places.by_ids({one.place_id for one in points})
    return [location(one, known.get(one.place_id), province_of(known.get(one.place_id)))
            for one in points]  # fmt: skip


def province_of(place: PlaceView | None) -> str:
    """The name of the province in which a place lies."""
    around = (place, *places.ancestors(place, places.tree())) if place else ()
    return next((one.name() for one in around if one.tier == "province"), "")


def one_location(request: HttpRequest, id: str) -> HttpResponse:
    """One service point."""
    number, _mark = numbers_of(id, LOCATION)
    point = directory.point_by_id(number)
    if point is None:
        raise Http404
    return answer(locations_out([point])[0])


def services(request: HttpRequest) -> HttpResponse:
    """A page of what offices do."""
    number, size = wanted(request)
    every = directory.services()
    found = every[(number - 1) * size : number * size]
    bodies = queries.by_ids({one.body_id for one in found})
    contents = [service(one, bodies[one.body_id]) for one in found]
    return paged(contents, len(every), number, size)


def one_service(request: HttpRequest, id: str) -> HttpResponse:
    """One service with the points at which it is done."""
    number, mark = numbers_of(id, SERVICE)
    at = [one for one in directory.done([number]) if one.mark == mark]
    body = queries.body(number)
    if not at or body is None:
        raise Http404
    points = {one.id: one for one in queries.points(body_ids=[body.id], limit=MOST)}
    told = service(at[0], body, points.get(at[0].point_id))
    told["service_at_locations"] = at_locations([one for one in at if one.point_id in points], {})
    return answer(told)


def service_at_locations(request: HttpRequest) -> HttpResponse:
    """A page of which service is done at which point."""
    number, size = wanted(request)
    every = directory.done()
    found = every[(number - 1) * size : number * size]
    bodies = queries.by_ids({one.body_id for one in found})
    return paged(at_locations(found, bodies), len(every), number, size)


def at_locations(found: Sequence[Done], bodies: dict[int, BodyView]) -> list[dict[str, Any]]:
    """Services at their points; with `bodies` each says its service, too."""
    points = {
        one.id: one
        for one in queries.points(body_ids={one.body_id for one in found}, limit=10 * MOST)
    }
    places_out = {one["id"]: one for one in locations_out(points.values())}
    told = []
    for one in found:
        point = points.get(one.point_id)
        if point is None:
            continue
        said: dict[str, Any] = {
            "id": uuid_of(AT_LOCATION, one.point_id, one.mark),
            "location": places_out[uuid_of(LOCATION, one.point_id)],
        }
        if bodies:
            said["service"] = service(one, bodies[one.body_id], point)
        told.append(said)
    return told


def one_service_at_location(request: HttpRequest, id: str) -> HttpResponse:
    """One service at one point."""
    number, mark = numbers_of(id, AT_LOCATION)
    point = directory.point_by_id(number)
    found = directory.done([point.body_id]) if point else ()
    here = [one for one in found if one.point_id == number and one.mark == mark]
    if not here:
        raise Http404
    bodies = queries.by_ids([here[0].body_id])
    return answer(at_locations(here, bodies)[0])


def about(request: HttpRequest) -> HttpResponse:
    """What this is: the version of HSDS and where its pages begin."""
    return answer(
        {
            "version": "3.0",
            "profile": PROFILE,
            "openapi_url": request.build_absolute_uri("/api/v1/openapi.json"),
        }
    )


def wanted(request: HttpRequest) -> tuple[int, int]:
    """Which page, and how many on it (`page`, `per_page`)."""
    return (
        whole(request, "page", 1, 1_000_000),
        whole(request, "per_page", USUAL, MOST),
    )


def whole(request: HttpRequest, name: str, usual: int, most: int) -> int:
    """A whole number from one to some most; a problem for anything else."""
    text = request.GET.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= most or len(text) > 9:
        raise problems.refused(name, f"Write a whole number from 1 to {most}.")
    return int(text)


def paged(contents: list[dict[str, Any]], total: int, number: int, size: int) -> HttpResponse:
    """A page as HSDS has it."""
    pages = max(1, ceil(total / size))
    return answer(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def answer(told: dict[str, Any]) -> HttpResponse:
    """JSON with letters of every script as they are."""
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def open_to_all(view: Callable[..., HttpResponse]) -> Any:
    """A view of the directory as the API answers."""

    def safe(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Http404:
            return problems.answer(404, "There is nothing here.")
        except problems.ApiProblem as problem:
            return problems.answer(problem.status, problem.detail, problem.wrong)

    return page(rule=EVERYONE)(answered(safe))


urlpatterns = [
    path("", open_to_all(about), name="about"),
    path("organizations", open_to_all(organizations), name="organizations"),
    path("organizations/<str:id>", open_to_all(one_organization), name="organization"),
    path("locations", open_to_all(locations), name="locations"),
    path("locations/<str:id>", open_to_all(one_location), name="location"),
    path("services", open_to_all(services), name="services"),
    path("services/<str:id>", open_to_all(one_service), name="service"),
    path("service_at_locations", open_to_all(service_at_locations), name="service-at-locations"),
    path(
        "service_at_locations/<str:id>",
        open_to_all(one_service_at_location),
        name="service-at-location",
    ),
]
