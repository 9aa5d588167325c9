"""The directory for other programs keeps to the shapes of HSDS 3.0."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from tests.world import World

UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
TEXT = {"type": "string", "minLength": 1}
TIME = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(Z|[+-]\d\d:\d\d)$"}


def thing(required: str, **properties: Any) -> dict[str, Any]:
    """An object of HSDS: an id, what it must have, and nothing that the specification lacks."""
    return {
        "type": "object",
        "required": ["id", *required.split()],
        "properties": {"id": UUID, **properties},
        "additionalProperties": False,
    }


def many(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


PHONE = thing(
    "number", number={"type": "string", "pattern": r"^\+\d{6,15}$"}, type={"const": "voice"}
)
ADDRESS = thing(
    "address_1 city state_province postal_code country address_type",
    address_1=TEXT, city={"type": "string"}, state_province={"type": "string"},
    postal_code={"type": "string"}, country={"const": "PK"},
    address_type={"enum": ["physical", "postal", "virtual"]},
)  # fmt: skip
SCHEDULE = thing(
    "freq byday opens_at closes_at", freq={"const": "WEEKLY"},
    byday={"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
    opens_at=TIME, closes_at=TIME,
)  # fmt: skip
LOCATION = thing(
    "location_type name", location_type={"enum": ["physical", "postal", "virtual"]}, name=TEXT,
    alternate_name=TEXT, latitude={"type": "number", "minimum": -90, "maximum": 90},
    longitude={"type": "number", "minimum": -180, "maximum": 180}, addresses=many(ADDRESS),
    phones=many(PHONE), schedules=many(SCHEDULE),
    languages=many(thing("name", name=TEXT, code=TEXT)),
    accessibility=many(thing("", description=TEXT)),
)  # fmt: skip
ORGANIZATION = thing(
    "name description", name=TEXT, alternate_name=TEXT, description=TEXT,
    email={"type": "string", "pattern": "@"}, website=TEXT, legal_status=TEXT,
    parent_organization_id=UUID, phones=many(PHONE),
    organization_identifiers=many(
        thing("identifier_type identifier", identifier_scheme=TEXT, identifier_type=TEXT,
              identifier=TEXT)
    ),
    services={"type": "array"}, locations=many(LOCATION),
)  # fmt: skip
SERVICE = thing(
    "name status", name=TEXT, description=TEXT, organization=ORGANIZATION,
    status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    eligibility_description=TEXT, fees_description=TEXT, assured_date=TEXT,
    service_at_locations=many(thing("", location=LOCATION)),
)  # fmt: skip
AT_LOCATION = thing("", location=LOCATION, service=SERVICE)
PAGE = {
    "type": "object",
    "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page",
                 "empty", "contents"],
}  # fmt: skip
SHAPES = {
    "organizations": ORGANIZATION,
    "locations": LOCATION,
    "services": SERVICE,
    "service_at_locations": AT_LOCATION,
}


@pytest.fixture
def offices(kept_directory: World) -> World:
    return kept_directory


def read(address: str, **asked: object) -> Any:
    answer = Client().get(f"/api/hsds/{address}", asked)
    assert answer.status_code == 200, (address, answer.content[:200])
    return answer.json()


def test_the_first_page_says_which_version_it_is(offices: World) -> None:
    told = read("")
    assert told["version"] == "3.0"
    assert told["profile"].startswith("https://")


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("language", ["en", "sd"])
def test_every_page_and_every_entry_has_the_shape_of_hsds(
    offices: World, name: str, language: str
) -> None:
    shape = Draft202012Validator(SHAPES[name])
    seen: list[str] = []
    number = 1
    while True:
        page = read(name, page=number, per_page=10, lang=language)
        Draft202012Validator(PAGE).validate(page)
        for one in page["contents"]:
            shape.validate(one)
        seen += [one["id"] for one in page["contents"]]
        if page["last_page"]:
            break
        number += 1
    assert len(seen) == len(set(seen)) == page["total_items"] > 0
    shape.validate(read(f"{name}/{seen[0]}", lang=language))
    shape.validate(read(f"{name}/{seen[-1]}", lang=language))


def test_a_page_past_the_end_is_empty(offices: World) -> None:
    page = read("services", page=9999)
    assert (page["empty"], page["contents"], page["last_page"]) == (True, [], True)


@pytest.mark.parametrize(
    "address",
    ["organizations/x", "organizations/6b616001-0000-5000-8000-ffffffffffff", "locations/%00",
     "services/6b616003-0000-5000-8000-000000000001", "nothing", "service_at_locations/1"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(offices: World, address: str) -> None:
    assert Client().get(f"/api/hsds/{address}").status_code == 404


@pytest.mark.parametrize(
    "asked", ["page=0", "page=x", "per_page=101", "page=99999999999", "lang=xx"]
)
def test_a_parameter_that_cannot_be_read_is_named(offices: World, asked: str) -> None:
    answer = Client().get(f"/api/hsds/organizations?{asked}")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_it_only_gives(offices: World) -> None:
    assert Client().post("/api/hsds/organizations").status_code == 405
