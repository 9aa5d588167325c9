"""The unmodified pyodk client reads a live server: projects, forms, answers, tables by page."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyodk.client import Client
from pyodk.errors import PyODKError

from kachehri.domains.forms.actions.programs import end_key, make_key
from kachehri.domains.forms.queries import odata
from kachehri.domains.forms.queries.programs import keys_of
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts import second_factor
from kachehri.engines.accounts.queries import account_by_email
from tests import surveys as standard
from tests.surveys import Surveys

EMAIL = "analyst@surveys.example"


@pytest.fixture
def surveys(transactional_db: None, settings: Any, tmp_path: Path) -> Surveys:
    settings.FILES_ROOT = tmp_path / "files"
    odata.marks.clear()
    odata.counts.clear()
    made = standard.build()
    for number in range(7):
        standard.send(made, instance(number), age=20 + number)
    for name in ("analyst", "manager", "other"):
        with_second_factor(made, name)
    return made


def instance(number: int) -> str:
    return f"uuid:00000000-0000-4000-8000-{number:012}"


def with_second_factor(surveys: Surveys, name: str) -> None:
    account = account_by_email(f"{name}@surveys.example")
    assert account is not None
    secret = second_factor.generate_totp_secret()
    second_factor.enrol(
        account_id=account.id, secret=secret, code=None, by=surveys.setup, at=surveys.at
    )


def client_of(site: str, by: Actor, email: str, folder: Path, project_id: int) -> Client:
    """pyodk as an analyst sets it up: a file with the address, the e-mail and the key."""
    from django.utils import timezone

    key = make_key(name="A notebook", by=by, at=timezone.now() - timedelta(seconds=1))
    config = folder / "pyodk.toml"
    config.write_text(
        f'[central]\nbase_url = "{site}"\nusername = "{email}"\n'
        f'password = "{key.secret}"\ndefault_project_id = {project_id}\n'
    )
    return Client(config_path=config, cache_path=folder / "cache.toml")


@pytest.fixture
def client(surveys: Surveys, live_server: Any, tmp_path: Path) -> Iterator[Client]:
    site = str(live_server.url)
    with client_of(site, surveys.analyst, EMAIL, tmp_path, surveys.project_id) as opened:
        yield opened


def pyodk_lists_projects_forms_and_answers(client: Client, surveys: Surveys) -> None:
    (project,) = client.projects.list()
    assert (project.id, project.name) == (surveys.project_id, "Made-up survey of Larkana")
    assert client.projects.get().forms == 2
    assert [form.xmlFormId for form in client.forms.list()] == ["household", "water"]
    form = client.forms.get("household")
    assert (form.name, form.version, form.state) == ("Made-up household survey", "1", "open")
    assert client.forms.get_xml("household").startswith("<?xml")
    listed = client.submissions.list(form_id="household")
    assert len(listed) == 7
    one = client.submissions.get(listed[0].instanceId, form_id="household")
    assert one.createdAt == listed[0].createdAt


def pyodk_reads_a_table_page_by_page(client: Client) -> None:
    pages = [
        client.submissions.get_table(form_id="household", top=3, skip=skip, count=True)
        for skip in (0, 3, 6)
    ]
    assert [page["@odata.count"] for page in pages] == [7, 7, 7]
    assert [len(page["value"]) for page in pages] == [3, 3, 1]
    ages = [row["home"]["age"] for page in pages for row in page["value"]]
    assert ages == [26, 25, 24, 23, 22, 21, 20]
    jump = client.submissions.get_table(form_id="household", top=2, skip=4)
    assert [row["home"]["age"] for row in jump["value"]] == [22, 21]


def a_page_goes_on_where_the_last_one_ended_though_answers_come_in(
    client: Client, surveys: Surveys
) -> None:
    first = client.submissions.get_table(form_id="household", top=3)
    standard.send(surveys, instance(99), age=99)
    second = client.submissions.get_table(form_id="household", top=3, skip=3)
    assert [row["home"]["age"] for row in second["value"]] == [23, 22, 21]
    following = client.get(first["@odata.nextLink"]).json()
    assert [row["home"]["age"] for row in following["value"]] == [23, 22, 21]


def a_row_holds_every_kind_of_answer(client: Client) -> None:
    row = client.submissions.get_table(form_id="household", top=1, expand="*")["value"][0]
    assert row["__system"]["reviewState"] is None
    assert row["__system"]["formVersion"] == "1"
    assert row["meta"]["instanceID"] == row["__id"]
    assert row["home"]["water"] == "pump canal"
    assert row["home"]["income"] == 23500.0
    assert row["home"]["spot"] == {
        "type": "Point",
        "coordinates": [68.09, 27.43, 48.0],
        "properties": {"accuracy": 5.0},
    }
    assert [one["name"] for one in row["members"]] == ["Made-up Woman", "Made-up Child"]
    assert row["members"][0]["__Submissions-id"] == row["__id"]
    wkt = client.submissions.get_table(form_id="household", top=1, wkt=True)["value"][0]
    assert wkt["home"]["spot"] == "POINT (68.09 27.43 48)"


def a_repeat_is_a_table_of_its_own(client: Client) -> None:
    service = client.get(f"projects/{client.project_id}/forms/household.svc").json()
    assert [one["name"] for one in service["value"]] == ["Submissions", "Submissions.members"]
    table = "Submissions.members"
    whole = client.submissions.get_table(form_id="household", table_name=table, count=True)
    assert whole["@odata.count"] == len(whole["value"]) == 14
    pages = [
        client.submissions.get_table(form_id="household", table_name=table, top=5, skip=skip)
        for skip in (0, 5, 10)
    ]
    assert [row for page in pages for row in page["value"]] == whole["value"]


def filters_of_central_are_understood(client: Client, surveys: Surveys) -> None:
    every = client.submissions.get_table(form_id="household")["value"]
    newest = every[0]["__system"]["submissionDate"]
    asks = {
        f"__system/submissionDate ge {newest}": 7,
        "__system/submissionDate lt 2020-01-01T00:00:00Z": 0,
        "year(__system/submissionDate) eq 2026 and __system/reviewState eq null": 7,
        "not (__system/reviewState ne 'rejected')": 0,
        "__system/submitterId eq 4711": 0,
    }
    for text, number in asks.items():
        page = client.submissions.get_table(form_id="household", filter=text, count=True)
        assert (page["@odata.count"], len(page["value"])) == (number, number), text
    with pytest.raises(PyODKError) as told:
        client.submissions.get_table(form_id="household", filter="home/age gt 20")
    assert told.value.is_central_error("501.4")


def only_the_chosen_properties_are_given(client: Client) -> None:
    page = client.submissions.get_table(form_id="household", top=1, select="__id,home/age")
    assert page["value"] == [{"__id": page["value"][0]["__id"], "home": {"age": 26}}]


def test_a_manager_judges_and_notes_by_program(
    surveys: Surveys, live_server: Any, tmp_path: Path
) -> None:
    email = "manager@surveys.example"
    site = str(live_server.url)
    with client_of(site, surveys.manager, email, tmp_path, surveys.project_id) as client:
        one = client.submissions.list(form_id="household")[0]
        client.submissions.review(
            one.instanceId, "hasIssues", form_id="household", comment="Call again."
        )
        assert client.submissions.get(one.instanceId, form_id="household").reviewState == (
            "hasIssues"
        )
        (comment,) = client.submissions.list_comments(one.instanceId, form_id="household")
        assert comment.body == "Call again."


def an_analyst_may_not_judge(client: Client) -> None:
    one = client.submissions.list(form_id="household")[0]
    with pytest.raises(PyODKError) as told:
        client.submissions.review(one.instanceId, "approved", form_id="household")
    assert told.value.is_central_error("403.1")


def whoever_lost_the_role_or_ended_the_key_reads_nothing(client: Client, surveys: Surveys) -> None:
    from django.utils import timezone

    now = timezone.now()
    (key,) = keys_of(surveys.analyst, now)
    end_key(key_id=key.id, by=surveys.analyst, at=now)
    with pytest.raises(PyODKError) as told:
        client.projects.list()
    assert told.value.is_central_error("401.2")


def what_only_central_does_is_said_so(client: Client) -> None:
    with pytest.raises(PyODKError) as told:
        client.submissions.create("<data id='household'/>", form_id="household")
    assert told.value.is_central_error("501.1")
    assert client.entity_lists.list() == []


def test_pyodk_reads_all_that_an_analyst_may(client: Client, surveys: Surveys) -> None:
    """One server and one set of answers for the whole walk; the key is ended at last."""
    pyodk_lists_projects_forms_and_answers(client, surveys)
    pyodk_reads_a_table_page_by_page(client)
    a_row_holds_every_kind_of_answer(client)
    a_repeat_is_a_table_of_its_own(client)
    filters_of_central_are_understood(client, surveys)
    only_the_chosen_properties_are_given(client)
    an_analyst_may_not_judge(client)
    what_only_central_does_is_said_so(client)
    a_page_goes_on_where_the_last_one_ended_though_answers_come_in(client, surveys)
    whoever_lost_the_role_or_ended_the_key_reads_nothing(client, surveys)
