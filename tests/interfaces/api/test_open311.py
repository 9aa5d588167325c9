"""Open311 GeoReport v2: as the standard says, with both public clients, and nothing private."""

import xml.etree.ElementTree as ET

import jsonschema
import pytest
from django.test import Client

from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.interfaces.api import answering
from kachehri.interfaces.api.limits import Buckets

ROOT = "/open311/v2/"
TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
SERVICE = {
    "type": "object",
    "required": ["service_code", "service_name", "description", "metadata", "type", "keywords",
                 "group"],
    "properties": {
        "service_code": TEXT, "service_name": TEXT, "description": TEXT,
        "metadata": {"type": "boolean"}, "type": {"enum": ["realtime", "batch", "blackbox"]},
        "keywords": TEXT, "group": TEXT,
    },
}  # fmt: skip
DEFINITION = {
    "type": "object",
    "required": ["service_code", "attributes"],
    "properties": {
        "attributes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["variable", "code", "datatype", "required", "order", "description"],
                "properties": {
                    "variable": {"type": "boolean"},
                    "datatype": {"enum": ["string", "number", "datetime", "text",
                                          "singlevaluelist", "multivaluelist"]},
                    "required": {"type": "boolean"},
                    "values": {"type": "array", "items": {
                        "type": "object", "required": ["key", "name"]}},
                },
            },
        }
    },
}  # fmt: skip
REQUEST = {
    "type": "object",
    "required": ["service_request_id", "status", "service_code", "requested_datetime"],
    "properties": {
        "service_request_id": TEXT, "status": {"enum": ["open", "closed"]}, "status_notes": MAYBE,
        "service_name": TEXT, "service_code": TEXT, "description": MAYBE,
        "agency_responsible": MAYBE, "service_notice": MAYBE,
        "requested_datetime": {"type": "string", "pattern": r"T.*[+-]\d\d:\d\d$"},
        "updated_datetime": MAYBE, "expected_datetime": MAYBE, "address": MAYBE,
        "address_id": MAYBE, "zipcode": MAYBE, "lat": {"type": ["number", "null"]},
        "long": {"type": ["number", "null"]}, "media_url": MAYBE,
    },
}  # fmt: skip
ERRORS = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "object", "required": ["code", "description"]},
}
"""Written from the words of the standard."""


def ready(settings, tmp_path, monkeypatch):
    settings.FILES_ROOT = tmp_path / "files"
    settings.HOME_PLACE = "larkana"
    monkeypatch.setattr(answering, "buckets", Buckets(0))


@pytest.fixture
def set_(kept_moderated, settings, tmp_path, monkeypatch):
    ready(settings, tmp_path, monkeypatch)
    return kept_moderated


@pytest.fixture
def live(transactional_db, kept_moderated, settings, tmp_path, monkeypatch, live_server):
    settings.SITE_URL = live_server.url
    ready(settings, tmp_path, monkeypatch)
    return kept_moderated, live_server.url + ROOT.rstrip("/")


def get(way):
    return Client().get(ROOT + way)


DAYS = "start_date=2026-10-01T00:00:00Z&end_date=2026-12-01T00:00:00Z"


@pytest.mark.parametrize(
    ("way", "schema", "is_list"),
    [
        ("services.json", SERVICE, True),
        ("services/hand-pump.json", DEFINITION, False),
        (f"requests.json?{DAYS}", REQUEST, True),
    ],
)
def test_json_has_the_shape_of_the_standard(set_, way, schema, is_list):
    found = get(way).json()
    assert found
    for one in found if is_list else [found]:
        jsonschema.validate(one, schema)


@pytest.mark.parametrize(
    ("way", "root", "member"),
    [
        ("discovery.xml", "discovery", "endpoints"),
        ("services.xml", "services", "service"),
        ("services/hand-pump.xml", "service_definition", "attributes"),
        (f"requests.xml?{DAYS}", "service_requests", "request"),
    ],
)
def test_xml_has_the_names_of_the_standard(set_, way, root, member):
    answer = get(way)
    assert answer["Content-Type"].startswith("text/xml")
    tree = ET.fromstring(answer.content)  # noqa: S314 - our own
    assert tree.tag == root
    assert tree.find(member) is not None


def test_one_request_is_a_list_of_one(set_):
    number = set_.cases["complaint"].number
    found = get(f"requests/{number}.json").json()
    assert [one["service_request_id"] for one in found] == [str(number)]
    assert "No law sets this date" in found[0]["service_notice"]


@pytest.mark.parametrize(
    ("way", "status"),
    [
        ("services/nothing.json", 404),
        ("requests/999999.json", 404),
        ("requests.json?status=half", 400),
        ("requests.json?start_date=yesterday", 400),
        ("requests.json?service_code=nothing", 404),
        ("requests.json?jurisdiction_id=elsewhere", 404),
        ("tokens/nothing.json", 404),
    ],
)
def test_errors_are_said_as_the_standard_says_them(set_, way, status):
    answer = get(way)
    assert answer.status_code == status
    jsonschema.validate(answer.json(), ERRORS)
    xml = get(way.replace(".json", ".xml"))
    assert xml.status_code == status
    assert ET.fromstring(xml.content).find("error/code").text == str(status)  # noqa: S314


def sent(**more):
    given = {
        "service_code": "hand-pump",
        "address_id": "larkana",
        "description": "پمپ خراب ہے <b>&",
        **more,
    }
    return Client().post(ROOT + "requests.json", {k: v for k, v in given.items() if v is not None})


def test_the_same_words_from_the_same_address_open_nobody_elses_page(set_):
    (first,), (again,) = sent(first_name="Made-up").json(), sent().json()
    assert again["service_request_id"] == first["service_request_id"]
    assert "/mine/" not in again["service_notice"]


def test_a_request_is_opened_and_is_not_public_before_it_was_looked_through(set_):
    answer = sent(first_name="Made-up", phone="03005550042", media_url="http://x.example/a.jpg")
    assert answer.status_code == 201, answer.content
    (made,) = answer.json()
    number = int(made["service_request_id"])
    assert "/mine/" in made["service_notice"]
    assert cases.case(number).channel == "open311"
    assert get(f"requests/{number}.json").status_code == 404
    secret = made["service_notice"].rstrip("/").rpartition("/")[2]
    assert get(f"tokens/{secret}.json").json()[0]["service_request_id"] == str(number)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"service_code": None}, 400),
        ({"service_code": "nothing"}, 404),
        ({"address_id": None}, 400),
        ({"address_id": None, "lat": "abc", "long": "1"}, 400),
        ({"address_id": None, "lat": "nan", "long": "1"}, 400),
        ({"address_id": None, "lat": "1e400", "long": "1"}, 400),
        ({"description": "x" * 4001}, 400),
        ({"phone": "no number"}, 400),
        ({"jurisdiction_id": "elsewhere"}, 404),
        ({"description": "a\0b"}, 400),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(set_, more, status):
    answer = sent(**more)
    assert answer.status_code == status, answer.content
    jsonschema.validate(answer.json(), ERRORS)


def test_with_keys_only_a_key_may_send(set_, monkeypatch):
    monkeypatch.setenv("KACHEHRI_OPEN311_KEYS", "one, two")
    assert sent().status_code == 403
    assert sent(api_key="three").status_code == 403
    assert sent(api_key="two").status_code == 201


def test_private_hidden_and_unpublished_matters_are_not_there(set_):
    text = get(f"requests.json?{DAYS}").content.decode()
    assert "constable" not in text
    assert "tap gives no" not in text
    private = set_.cases["private"].number
    assert get(f"requests/{private}.json").content == get("requests/999999.json").content
    assert get(f"requests.json?service_request_id={private}").json() == []


def test_no_exact_point_comes_out(set_):
    number = int(sent(lat="27.5", long="68.2", address_id=None).json()[0]["service_request_id"])
    found = cases.case(number)
    actions.moderate(case_id=found.id, verdict="passed", because="", by=set_.moderator, at=set_.at)
    (one,) = get(f"requests/{number}.json").json()
    assert one["lat"] is None or (one["lat"], one["long"]) != (27.5, 68.2)


def test_the_client_georeport_works_unmodified(live):
    from georeport import GeoReport

    made, root = live
    for form in ("json", "xml"):
        client = GeoReport(root, output_format=form)
        services = client.get_service_list()
        assert any(one["service_code"] == "hand-pump" for one in services)
        assert client.get_service_definition("hand-pump")
        one = client.get_service_request(str(made.cases["complaint"].number))
        assert one["status"] == "open"


def test_the_client_civicbot_works_unmodified(live):
    from civicbot import Open311Client
    from civicbot.registry import Endpoint

    made, root = live
    endpoint = Endpoint("here", "Here", root, write=True, api_key_required_for_write=False)
    client = Open311Client(endpoint)
    assert client.list_services()
    sent = client.create_request(
        "hand-pump",
        lat=27.56,
        lng=68.21,
        description="نلکا خراب ہے",
        validate_remote=True,
        dry_run=False,
        confirm="SEND",
    )
    number = int(sent.response[0]["service_request_id"])
    assert cases.case(number).words == "نلکا خراب ہے"
    assert client.get_request(made.cases["complaint"].number)["service_code"] == "hand-pump"
