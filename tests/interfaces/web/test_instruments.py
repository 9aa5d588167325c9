"""Questionnaires for everybody to read: every one, in three languages, with its spreadsheet."""

import pytest
from django.test import Client
from tests import surveys as standard
from tests.engines.accounts.people import person, signed_in

from kachehri.domains.forms import queries
from kachehri.domains.forms.kinds import instruments as declared
from kachehri.engines.xforms.converting import convert

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client()


def test_all_are_listed_with_the_mark_that_nobody_reviewed_them(client: Client) -> None:
    shown = client.get("/sd/instruments/").content.decode()
    for one in declared.every():
        assert f"/sd/instruments/{one.key}/" in shown
        assert one.titles["sd"] in shown


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_each_page_shows_questions_and_points(client: Client, language: str) -> None:
    for one in declared.every():
        answer = client.get(f"/{language}/instruments/{one.key}/")
        assert answer.status_code == 200, one.key
        shown = answer.content.decode()
        assert one.titles[language] in shown
        for score in one.scores:
            assert score.names[language] in shown


def test_points_that_are_not_public_are_not_shown(client: Client) -> None:
    shown = client.get("/en/instruments/poverty-13/").content.decode()
    assert "The points are not public" in shown
    assert "Yes: 0" not in shown


def test_the_ten_questions_say_that_they_are_for_groups(client: Client) -> None:
    shown = client.get("/en/instruments/poverty-groups/").content.decode()
    assert "Nothing may be decided about a single home" in shown
    assert "95.4" in shown


def test_the_spreadsheet_converts(client: Client) -> None:
    answer = client.get("/en/instruments/functioning/file/")
    assert "functioning" in answer["Content-Disposition"]
    assert convert(answer.content, "functioning.xlsx").problems == ()


def test_a_manager_makes_a_form_of_one_at_the_desk() -> None:
    surveys = standard.build()
    manager = signed_in(person("survey-manager", email="manager@example.org"))
    address = "/en/desk/forms/instruments/"
    assert "How mature a community organisation is" in manager.get(address).content.decode()
    project = str(surveys.project_id)
    answer = manager.post(address, {"key": "maturity", "project": project})
    form = queries.form("maturity")
    assert form is not None
    assert (answer.status_code, form.state, form.instrument) == (302, "draft", "maturity")
    assert form.consent == "/data/consent"
    assert manager.post(address, {"key": "nothing", "project": project}).status_code == 422
    new = {"key": "functioning", "project": "", "name": "Made-up project", "place": "Larkana"}
    assert manager.post(address, new).status_code == 302
    made = queries.form("functioning")
    assert made is not None
    assert made.project_id != surveys.project_id
    assert signed_in(person("", email="nobody@example.org")).get(address).status_code == 403


def test_whoever_may_read_an_answer_sees_its_scores_and_that_the_phone_had_another() -> None:
    from kachehri.domains.forms import actions
    from kachehri.engines.xforms import answers

    surveys = standard.build()
    made = actions.load_instrument(
        key="functioning", project_id=surveys.project_id, by=surveys.manager, at=surveys.at
    )
    form = actions.publish(form_id=made.id, by=surveys.manager, at=surveys.at)
    values = {"/data/consent": "yes", "/data/functioning/wg_see": "a_lot",
              "/data/score_functioning": 1}  # fmt: skip
    assert form.published_id is not None
    xml = answers.to_xml(queries.model(form.published_id), values, instance="uuid:made-up-1")
    receipt = actions.receive(xml=xml, by=surveys.enumerator, at=surveys.at)
    actions.read_submissions(by=surveys.worker, at=surveys.at, most=10)
    analyst = signed_in(person("analyst", email="analyst@example.org"))
    shown = analyst.get(f"/en/desk/forms/{form.id}/answers/{receipt.submission_id}/").content
    assert "Counted as with a disability" in shown.decode()
    assert "the phone had 1" in shown.decode()


def test_another_key_is_not_found(client: Client) -> None:
    assert client.get("/en/instruments/nothing/").status_code == 404
    assert client.get("/en/instruments/nothing/file/").status_code == 404
