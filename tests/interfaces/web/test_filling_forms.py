"""Forms on the web: who may fill which, the light page without a script, what web-forms sends."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import surveys as standard
from tests.engines.accounts.people import person, signed_in

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.models import Submission, Unfinished
from kachehri.engines.xforms import answers
from kachehri.interfaces.web import intake

pytestmark = pytest.mark.django_db


@pytest.fixture
def surveys(db: None, settings: Any, tmp_path: Any) -> standard.Surveys:
    settings.VAR, settings.FILES_ROOT = tmp_path, tmp_path / "files"
    return standard.build()


def begun(surveys: standard.Surveys, client: Client, language: str = "en") -> str:
    here = f"/{language}/forms/{surveys.simple.id}/light/"
    return str(client.post(here).url)


def go(client: Client, address: str, **said: Any) -> str:
    """Answer a page and return where it leads."""
    answer = client.post(address, {f"q-data-{name}": value for name, value in said.items()})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def xml(surveys: standard.Surveys, instance: str = "uuid:made-up", words: str = "x") -> bytes:
    model = queries.model(surveys.simple.published_id or 0)
    said = {"/data/source": "pump", "/data/words": words}
    return answers.to_xml(model, said, instance=instance)


def send(client: Client, surveys: standard.Surveys, content: bytes, **more: Any) -> Any:
    sent = SimpleUploadedFile("submission.xml", content, "text/xml")
    address = f"/en/forms/{surveys.simple.id}/send/"
    return client.post(address, {"xml_submission_file": sent, **more})


def test_the_light_page_asks_question_by_question_and_sends(surveys: standard.Surveys) -> None:
    client = Client()
    first = begun(surveys, client)
    assert "Where does your water come from?" in client.get(first).content.decode()
    second = go(client, first, source="tap")
    assert "How many hours a day?" in client.get(second).content.decode()
    wrong = client.post(second, {"q-data-hours": "30"})
    assert wrong.status_code == 422
    assert "From 0 to 24." in wrong.content.decode()
    assert 'value="30"' in wrong.content.decode(), "what was typed is not lost"
    end = go(client, go(client, second, hours="6"), words="Made up")
    shown = client.get(end).content.decode()
    assert "Tap" in shown
    assert "Made up" in shown
    sent = client.post(end)
    assert "received" in client.get(sent.url).content.decode()
    assert not Unfinished.objects.exists()
    assert client.get(first).status_code == 404, "the private address is gone"
    actions.read_submissions(by=surveys.worker, at=standard.AT, most=10)
    (one,) = queries.answers(surveys.simple.id)
    assert one.values["/data/hours"] == 6
    assert one.submission.channel == "light"


def test_another_device_goes_on_by_the_private_address_and_nobody_else_can(
    surveys: standard.Surveys,
) -> None:
    address = begun(surveys, Client(), "ur")
    go(Client(), address, source="pump")
    later = Client().get(address.partition("?")[0]).content.decode()
    assert "کیا خرابی ہے؟" in later
    assert Client().get(address.replace("light/", "light/x")).status_code == 404
    row = Unfinished.objects.get()
    assert b"pump" not in bytes(row.content)
    assert address.split("/")[-2] not in row.mark


def test_back_and_correcting_lose_nothing(surveys: standard.Surveys) -> None:
    client = Client()
    first = begun(surveys, client)
    second = go(client, first, source="tap")
    back = client.post(second, {"q-data-hours": "7", "do": "back"}).url
    assert re.search(r'value="tap"[^>]*checked', client.get(back).content.decode())
    assert 'value="7"' in client.get(second).content.decode()
    end = go(client, go(client, back, source="pump"), words="")
    assert "How many hours" not in client.get(end).content.decode()


def test_a_missing_answer_cannot_be_sent(surveys: standard.Surveys) -> None:
    client = Client()
    here = begun(surveys, client)
    end = client.post(f"{here}end/")
    assert end.status_code == 200
    assert "Please fill this in." in end.content.decode()
    assert not Submission.objects.exists()


def test_a_form_that_is_not_simple_has_no_light_page(surveys: standard.Surveys) -> None:
    open_to_all(surveys)
    page = Client().get(f"/en/forms/{surveys.household.id}/")
    assert page.status_code == 200
    assert "question by question" not in page.content.decode()
    assert Client().post(f"/en/forms/{surveys.household.id}/light/").status_code == 404


def open_to_all(surveys: standard.Surveys) -> None:
    actions.set_form(
        form_id=surveys.household.id,
        version=surveys.household.version,
        by=surveys.manager,
        at=standard.AT,
        is_public=True,
    )


def test_a_form_that_is_not_public_is_for_those_who_were_sent(surveys: standard.Surveys) -> None:
    for end in ("", "fill/", "form.xml", "token/"):
        answer = Client().get(f"/en/forms/{surveys.household.id}/{end}")
        assert answer.status_code == 302
        assert "sign-in" in answer.url
    assert "household" not in Client().get("/en/forms/").content.decode()
    other = signed_in(person("editor"))
    assert other.get(f"/en/forms/{surveys.household.id}/fill/").status_code == 403


def test_what_web_forms_sends_is_taken_once(surveys: standard.Surveys) -> None:
    client = Client()
    assert send(client, surveys, xml(surveys)).status_code == 201
    assert send(client, surveys, xml(surveys)).json()["outcome"] == "had"
    assert send(client, surveys, xml(surveys, words="y")).json()["outcome"] == "kept-apart"
    assert Submission.objects.count() == 1


def test_what_is_no_record_of_this_form_is_refused_with_words(surveys: standard.Surveys) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><data id="water">&b;</data>'
    for content in (b"", b"<nothing", bomb, xml(surveys).replace(b'id="water"', b'id="other"')):
        answer = send(Client(), surveys, content)
        assert answer.status_code == 400
        assert answer.json()["problem"]
    assert not Submission.objects.exists()


def test_the_record_comes_with_a_token_alone(surveys: standard.Surveys) -> None:
    client = Client(enforce_csrf_checks=True)
    assert send(client, surveys, xml(surveys)).status_code == 403
    token = client.get(f"/en/forms/{surveys.simple.id}/token/").json()["token"]
    assert send(client, surveys, xml(surveys), csrfmiddlewaretoken=token).status_code == 201


def test_only_the_page_of_web_forms_has_a_wider_policy(surveys: standard.Surveys) -> None:
    fill = Client().get(f"/en/forms/{surveys.simple.id}/fill/")
    assert "wasm-unsafe-eval" in fill["Content-Security-Policy"]
    assert "unsafe-eval'" not in fill["Content-Security-Policy"].replace("wasm-unsafe-eval", "")
    form = Client().get(f"/en/forms/{surveys.simple.id}/")
    assert "<bdi>سنڌي</bdi>" in form.content.decode(), "a language has its own name"
    assert "unsafe" not in form["Content-Security-Policy"]


def test_a_retired_form_is_filled_no_more(surveys: standard.Surveys) -> None:
    first = begun(surveys, Client())
    actions.retire(form_id=surveys.simple.id, by=surveys.manager, at=standard.AT)
    assert Client().get(f"/en/forms/{surveys.simple.id}/").status_code == 404
    assert Client().get(first).status_code == 404
    late = send(Client(), surveys, xml(surveys))
    assert late.json()["outcome"] == "kept-apart", "what a phone brings later is not dropped"


def test_a_record_of_the_old_version_is_taken_after_a_new_one_came(
    surveys: standard.Surveys,
) -> None:
    begun_before = begun(surveys, Client())
    old = xml(surveys)
    newer = standard.SIMPLE.replace("| water | 1 |", "| water | 2 |").replace(
        "| pump |", "| well |"
    )
    actions.add_form(
        project_id=surveys.project_id,
        content=newer.encode(),
        name="water.md",
        by=surveys.manager,
        at=standard.AT,
    )
    actions.publish(form_id=surveys.simple.id, by=surveys.manager, at=standard.AT)
    assert send(Client(), surveys, old).status_code == 201
    assert "Hand pump" in Client().get(begun_before).content.decode()
    go(Client(), begun_before, source="pump")


def test_what_must_not_lie_open_is_moved_when_it_is_read(surveys: standard.Surveys) -> None:
    send(Client(), surveys, xml(surveys, words="my husband beats me"))
    actions.read_submissions(by=surveys.worker, at=standard.AT, most=10)
    assert Submission.objects.get().state == "moved"


def test_a_draft_is_tried_by_those_who_make_it_alone(surveys: standard.Surveys) -> None:
    address = f"/en/desk/forms/{surveys.household.id}/preview/"
    assert Client().get(address).status_code == 302
    assert signed_in(person("editor", email="e@example.org")).get(address).status_code == 403
    maker = signed_in(person("survey-manager"))
    page = maker.get(address)
    assert page.status_code == 200
    assert "data-trial" in page.content.decode()
    assert "data-send" not in page.content.decode()
    assert maker.get(address + "form.xml").content.startswith(b"<?xml")
    assert maker.get(address + "media/nothing.png").status_code == 404


def test_one_browser_cannot_fill_the_table_of_what_was_begun(surveys: standard.Surveys) -> None:
    client = Client()
    for _ in range(intake.MOST_A_DEVICE + 3):
        last = client.post(f"/en/forms/{surveys.simple.id}/light/", follow=True)
    assert "That is many at once." in last.content.decode()
    assert Unfinished.objects.count() == intake.MOST_A_DEVICE
