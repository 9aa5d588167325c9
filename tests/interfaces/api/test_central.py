"""`/v1/`: who may ask, what cannot be answered, and the pages that programs walk through."""

import base64
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from django.utils import timezone
from tests import surveys as standard
from tests.engines.accounts.people import person
from tests.surveys import Surveys

from kachehri.domains.forms import actions
from kachehri.domains.forms.actions.programs import make_key
from kachehri.domains.forms.queries import odata
from kachehri.engines.access.queries import actor_for
from kachehri.interfaces.api import central_answering

pytestmark = pytest.mark.django_db
EMAIL = "made.up@example.org"
Get = Callable[..., Any]


@pytest.fixture
def surveys(settings: Any, tmp_path: Path) -> Surveys:
    settings.FILES_ROOT = tmp_path / "files"
    odata.marks.clear()
    odata.counts.clear()
    return standard.build()


def instance(number: int) -> str:
    return f"uuid:00000000-0000-4000-8000-{number:012}"


def secret_of(role: str = "analyst", *, factor: bool = True) -> str:
    who = person(role, factor=factor)
    now = timezone.now() - timedelta(seconds=1)
    actor = actor_for(thing_id=who.account.thing_id, name="", language="en", at=now)
    return make_key(name="tests", by=actor, at=now).secret


def basic(secret: str, email: str = EMAIL) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{email}:{secret}".encode()).decode()}


@pytest.fixture
def get(surveys: Surveys) -> Get:
    headers = basic(secret_of())

    def asked(path: str, **query: str) -> Any:
        return Client().get(f"/v1/{path}", query, headers=headers)

    return asked


def table(surveys: Surveys, name: str = "Submissions") -> str:
    return f"projects/{surveys.project_id}/forms/household.svc/{name}"


def read(answer: Any) -> Any:
    import json

    return json.loads(b"".join(answer.streaming_content))


def test_without_a_key_that_opens_nothing_is_told(surveys: Surveys) -> None:
    client, secret = Client(), secret_of()
    for headers in ({}, basic("wrong"), basic(secret, "other@example.org"),
                    {"Authorization": "Bearer made-up"}, {"Authorization": "Basic ~"}):  # fmt: skip
        answer = client.get("/v1/projects", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, 401.2)
        assert answer["WWW-Authenticate"].startswith("Basic")
    wrong = client.post("/v1/sessions", {"email": EMAIL, "password": "x"}, "application/json")
    assert "desk" in wrong.json()["message"]
    assert client.post("/v1/sessions", "nonsense", "application/json").status_code == 400


def test_the_password_of_the_site_opens_nothing_here(surveys: Surveys) -> None:
    from tests.engines.accounts.people import PASSWORD

    person("analyst")
    answer = Client().post(
        "/v1/sessions", {"email": EMAIL, "password": PASSWORD}, "application/json"
    )
    assert answer.status_code == 401


def test_without_a_second_factor_a_key_opens_nothing(surveys: Surveys) -> None:
    secret = secret_of(factor=False)
    assert Client().get("/v1/projects", headers=basic(secret)).status_code == 401


def test_whoever_signs_out_ends_the_sessions_of_the_key(surveys: Surveys) -> None:
    client, secret = Client(), secret_of()
    asked = {"email": EMAIL, "password": secret}
    token = client.post("/v1/sessions", asked, "application/json").json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/v1/users/current", headers=bearer).status_code == 200
    assert client.delete("/v1/sessions/current", headers=bearer).json() == {"success": True}
    assert client.get("/v1/users/current", headers=bearer).status_code == 401
    assert client.post("/v1/sessions", asked, "application/json").status_code == 200


def test_who_reads_too_fast_is_told_when_to_come_back(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kachehri.interfaces.api.limits import Buckets

    monkeypatch.setattr(central_answering, "read_buckets", Buckets(2))
    assert [get("projects").status_code for _ in range(3)] == [200, 200, 429]
    assert int(get("projects")["Retry-After"]) > 0


def test_unread_erased_edited_and_test_answers_are_in_no_table(surveys: Surveys, get: Get) -> None:
    for number in range(3):
        standard.send(surveys, instance(number), age=30 + number)
    standard.send(surveys, instance(9), read=False)
    actions.withdraw(
        form_id=surveys.household.id, instance=instance(1), by=surveys.manager, at=surveys.at
    )
    page = read(get(table(surveys), **{"$count": "true"}))
    assert page["@odata.count"] == 2
    assert [row["__id"] for row in page["value"]] == [instance(2), instance(0)]
    listed = read(get(f"projects/{surveys.project_id}/forms/household/submissions"))
    assert [one["instanceId"] for one in listed] == [instance(9), instance(2), instance(0)]
    gone = get(f"projects/{surveys.project_id}/forms/household/submissions/{instance(1)}")
    assert gone.status_code == 404


def test_what_cannot_be_asked_is_said_in_centrals_words(surveys: Surveys, get: Get) -> None:
    asks = {
        400.11: {"$top": "-1"},
        400.18: {"$filter": "__system/submissionDate gt"},
        400.35: {"$skiptoken": "zzz"},
        501.1: {"$apply": "groupby"},
        501.4: {"$filter": "substringof('a', name)"},
        501.5: {"$orderby": "age"},
        501.6: {"$expand": "members"},
    }
    for code, query in asks.items():
        answer = get(table(surveys), **query)
        assert (answer.status_code, answer.json()["code"]) == (int(code), code), query
    for path in ("projects/4711", f"projects/{surveys.project_id}/forms/no", "nonsense",
                 table(surveys, "Submissions.cattle")):  # fmt: skip
        assert get(path).json()["code"] == 404.1


def test_next_links_lead_through_the_whole_table(surveys: Surveys, get: Get) -> None:
    for number in range(5):
        standard.send(surveys, instance(number))
    for name, many in (("Submissions", 5), ("Submissions.members", 10)):
        found, query = [], {"$top": "2"}
        while True:
            page = read(get(table(surveys, name), **query))
            found += [row["__id"] for row in page["value"]]
            link = page.get("@odata.nextLink", "")
            if not link:
                break
            query = {"$top": "2", "$skiptoken": link.partition("skiptoken=")[2]}
            query["$skiptoken"] = query["$skiptoken"].replace("%3D", "=")
        assert len(found) == len(set(found)) == many


def test_rising_order_is_stable_while_answers_come_in(surveys: Surveys, get: Get) -> None:
    for number in range(4):
        standard.send(surveys, instance(number))
    rising = {"$orderby": "__system/submissionDate asc", "$top": "2"}
    first = read(get(table(surveys), **rising))
    standard.send(surveys, instance(4))
    second = read(get(table(surveys), **rising, **{"$skip": "2"}))
    ids = [row["__id"] for page in (first, second) for row in page["value"]]
    assert ids == [instance(number) for number in range(4)]


def test_one_row_and_its_repeat_have_addresses(surveys: Surveys, get: Get) -> None:
    standard.send(surveys, instance(1))
    row = get(table(surveys, f"Submissions('{instance(1)}')")).json()["value"][0]
    link = row["members@odata.navigationLink"]
    assert link == "Submissions('uuid%3A00000000-0000-4000-8000-000000000001')/members"
    inside = get(table(surveys, f"Submissions('{instance(1)}')/members")).json()["value"]
    assert [one["years"] for one in inside] == [39, 9]
    assert get(table(surveys, "Submissions('uuid:none')")).status_code == 404


def test_metadata_is_sound_xml_that_names_every_property(surveys: Surveys, get: Get) -> None:
    found = fromstring(get(table(surveys, "$metadata")).content)
    names = {one.get("Name") for one in found.iter() if one.tag.endswith("}EntityType")}
    assert names == {"Submissions", "Submissions.members"}
    kinds = {one.get("Name"): one.get("Type") for one in found.iter() if one.get("Type")}
    assert kinds["age"] == "Edm.Int64"
    assert kinds["spot"] == "Edm.GeographyPoint"
    assert kinds["members"].startswith("Collection(")  # type: ignore[union-attr]


def test_the_rest_of_what_programs_read_is_there(surveys: Surveys, get: Get) -> None:
    number = standard.send(surveys, instance(1))
    assert number
    form = f"projects/{surveys.project_id}/forms/household"
    fields = {one["path"]: one for one in get(f"{form}/fields").json()}
    assert fields["/home/water"]["selectMultiple"] is True
    assert fields["/members"]["type"] == "repeat"
    assert get(f"{form}/versions").json()[0]["version"] == "1"
    assert get(f"{form}/versions/1.xml").content == get(f"{form}.xml").content
    answer = f"{form}/submissions/{instance(1)}"
    assert b"made-up:device" in get(f"{answer}.xml").content
    assert get(f"{answer}/versions").json()[0]["current"] is True
    assert get(f"{answer}/attachments").json() == []
    assert get(f"projects/{surveys.project_id}/app-users").json() == []
    assert get("sessions/restore").status_code == 200


def test_whoever_reads_no_answers_makes_no_key(surveys: Surveys) -> None:
    who = person("enumerator")
    now = timezone.now()
    from kachehri.engines.access.reading import Refused

    actor = actor_for(thing_id=who.account.thing_id, name="", language="en", at=now)
    with pytest.raises(Refused):
        make_key(name="tests", by=actor, at=now)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 9000,
        '{"email": "a\\u0000@example.org", "password": "x"}',
        '{"email": "a@example.org", "password": "\\ud800"}',
    ],
)
def test_a_session_begun_with_odd_bytes_is_refused_in_words(surveys: Surveys, body: str) -> None:
    answer = Client().post("/v1/sessions", body, content_type="application/json")
    assert answer.status_code in {400, 401}


def test_a_mark_that_is_nested_deeply_is_none_of_ours(surveys: Surveys, get: Get) -> None:
    mark = "01" + base64.urlsafe_b64encode(b"[" * 9000).decode()
    assert get(table(surveys), **{"$skiptoken": mark}).status_code == 400


def test_a_filter_of_many_brackets_or_a_huge_skip_is_answered(surveys: Surveys, get: Get) -> None:
    assert get(table(surveys), **{"$filter": "(" * 3000}).status_code == 400
    assert get(table(surveys), **{"$filter": "not " * 3000}).status_code == 400
    assert get(table(surveys), **{"$skip": "99999999999"}).status_code == 200
    who = "__system/submitterId eq 99999999999999999999"
    assert get(table(surveys), **{"$filter": who}).status_code in {200, 400, 501}
    who = "__system/submitterId eq '99999999999999999999'"
    assert get(table(surveys), **{"$filter": who}).status_code in {200, 400, 501}
    state = "__system/reviewState eq 'a\ud800'".encode("utf-8", "surrogatepass").decode("latin-1")
    assert get(table(surveys), **{"$filter": state}).status_code in {200, 400, 501}
    assert get(table(surveys), **{"$filter": "__system/reviewState eq 'a\0'"}).status_code == 400


def test_a_secret_with_odd_bytes_opens_nothing(surveys: Surveys) -> None:
    for pair in (b"a\0@example.org:x", b"\xff:x", b"a@example.org:\xed\xa0\x80"):
        shown = "Basic " + base64.b64encode(pair).decode()
        answer = Client().get("/v1/projects", headers={"Authorization": shown})
        assert answer.status_code == 401


def test_the_xml_of_strangers_runs_nothing_in_a_browser(surveys: Surveys, get: Get) -> None:
    standard.send(surveys, instance(1))
    where = f"projects/{surveys.project_id}/forms/household"
    for path in (f"{where}.xml", f"{where}/submissions/{instance(1)}.xml"):
        assert "sandbox" in get(path)["Content-Security-Policy"]


def test_the_xml_is_given_out_when_it_was_read_and_not_before(surveys: Surveys, get: Get) -> None:
    standard.send(surveys, instance(1), read=False)
    where = f"projects/{surveys.project_id}/forms/household/submissions/{instance(1)}.xml"
    assert get(where).status_code == 404
    actions.read_submissions(by=surveys.worker, at=surveys.at)
    assert get(where).status_code == 200
