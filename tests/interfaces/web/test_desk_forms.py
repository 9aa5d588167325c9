"""Questionnaires at the desk: sent, looked at, published, compared."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.engines.accounts.people import person, signed_in
from tests.surveys import HOUSEHOLD, SIMPLE, Surveys

from kachehri.domains.forms import queries

pytestmark = pytest.mark.django_db
DESK = "/en/desk/forms/"


@pytest.fixture
def surveys(kept_surveys: Surveys) -> Surveys:
    return kept_surveys


@pytest.fixture
def manager(surveys: Surveys) -> Client:
    return signed_in(person("survey-manager", email="manager@example.org"))


def sent(text: str, name: str = "form.md") -> Any:
    return SimpleUploadedFile(name, text.encode())


def test_a_form_is_sent_published_and_compared(surveys: Surveys, manager: Client) -> None:
    one = f"{DESK}{surveys.household.id}/"
    assert "Made-up household survey" in manager.get(DESK).content.decode()
    changed = HOUSEHOLD.replace("How old are you?", "What is your age?").replace(
        "|  | sex | male | Male | مرد | مرد |  |\n", ""
    )
    answer = manager.post(one + "version/", {"file": sent(changed)}, follow=True)
    assert "The new version is here as a draft." in answer.content.decode()
    page = manager.get(one + "versions/2/").content.decode()
    for words in ("What is your age?", "How old are you?", "sex/male", "breaks the column"):
        assert words in page
    answer = manager.post(one + "publish/", follow=True)
    assert "People can fill the form now." in answer.content.decode()
    assert b"<h:html" in manager.get(one + "versions/2/form.xml").content
    assert b"| survey |" in manager.get(one + "versions/2/source").content
    manager.post(one + "retire/")
    found = queries.form_by_id(surveys.household.id)
    assert found is not None
    assert found.state == "retired"


def test_a_broken_form_is_answered_with_sheet_row_and_mend(
    surveys: Surveys, manager: Client
) -> None:
    broken = SIMPLE.replace("| integer | hours", "| intger | hours")
    answer = manager.post(DESK + "add/", {"project": str(surveys.project_id), "file": sent(broken)})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("intger", "survey", "Write one of: text, integer", "The form was not added"):
        assert words in page


def test_a_first_form_begins_its_project(surveys: Surveys, manager: Client) -> None:
    form = {"project": "", "name": "Another round", "place": "Larkana"}
    other = SIMPLE.replace("| water |", "| other |")
    answer = manager.post(DESK + "add/", {**form, "file": sent(other)}, follow=True)
    assert "The form is here as a draft." in answer.content.decode()
    assert queries.project("another-round") is not None
    for wrong in ({"name": ""}, {"place": "nowhere at all"}):
        answer = manager.post(DESK + "add/", {**form, **wrong, "file": sent(other)})
        assert answer.status_code == 422


def test_settings_are_saved_and_two_people_are_told(surveys: Surveys, manager: Client) -> None:
    one = f"{DESK}{surveys.household.id}/settings/"
    page = manager.get(one).content.decode()
    assert "/data/consent" in page
    form = {"version": surveys.household.version, "sampling": "probability", "keep_days": "90"}
    assert manager.post(one, form).status_code == 302
    again = manager.post(one, form)
    assert again.status_code == 422
    assert "Somebody else changed" in again.content.decode()


def test_an_enumerator_and_a_stranger_see_no_desk_of_forms(surveys: Surveys) -> None:
    for role in ("enumerator", ""):
        client = signed_in(person(role, email=f"{role or 'nobody'}@example.org"))
        assert client.get(DESK).status_code == 403
        assert client.get(f"{DESK}{surveys.household.id}/").status_code == 403
        assert client.post(f"{DESK}{surveys.household.id}/publish/").status_code == 403
