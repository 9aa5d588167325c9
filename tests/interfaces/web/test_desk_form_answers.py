"""Answers at the desk: listed, read, judged, erased, taken out; keys for programs."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests import surveys as standard
from tests.engines.accounts.people import person, signed_in
from tests.surveys import Surveys

from kachehri.domains.forms.actions.exporting import drop_old
from kachehri.domains.forms.queries.answers import by_id
from kachehri.domains.forms.tasks import write_export
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.progress import Silent

pytestmark = pytest.mark.django_db
DESK = "/en/desk/forms/"


@pytest.fixture
def surveys(settings: Any, tmp_path: Path) -> Surveys:
    settings.FILES_ROOT = tmp_path / "files"
    settings.VAR = tmp_path
    return standard.build()


def client_of(role: str) -> Client:
    return signed_in(person(role, email=f"{role}@example.org"))


def instance(number: int) -> str:
    return f"uuid:00000000-0000-4000-8000-{number:012}"


def test_answers_are_listed_newest_first_a_page_at_a_time(surveys: Surveys) -> None:
    for number in range(27):
        standard.send(surveys, instance(number), read=number == 26)
    client = client_of("analyst")
    first = client.get(f"{DESK}{surveys.household.id}/answers/").content.decode()
    assert "27 answers count" in first
    links = re.findall(r"/answers/(\d+)/", first)
    assert len(links) == 25
    assert [int(one) for one in links] == sorted(map(int, links), reverse=True)
    (following,) = re.findall(r'href="(\?before=\d+)"', first)
    second = client.get(f"{DESK}{surveys.household.id}/answers/{following}").content.decode()
    assert len(re.findall(r"/answers/(\d+)/", second)) == 2


def test_one_answer_is_shown_in_the_words_of_the_reader(surveys: Surveys) -> None:
    number = standard.send(surveys)
    client = client_of("analyst")
    english = client.get(f"{DESK}{surveys.household.id}/answers/{number}/").content.decode()
    for words in (
        "How old are you?",
        "41",
        "Dokri",
        "Hand pump; Canal",
        "Members 1",
        "Made-up Woman",
    ):
        assert words in english
    urdu = client.get(f"/ur/desk/forms/{surveys.household.id}/answers/{number}/").content.decode()
    assert "آپ کی عمر کیا ہے؟" in urdu
    assert "ہینڈ پمپ; نہر" in urdu


def test_a_manager_judges_and_the_note_is_sealed(surveys: Surveys) -> None:
    number = standard.send(surveys)
    one = f"{DESK}{surveys.household.id}/answers/{number}/"
    client = client_of("survey-manager")
    said = {"state": "hasIssues", "note": "Made-up note: call again."}
    page = client.post(one + "judge/", said, follow=True).content.decode()
    assert "Your judgement was kept." in page
    assert "Made-up note: call again." in page
    found = by_id(number)
    assert found is not None
    assert found.submission.review == "hasIssues"
    other = client_of("analyst")
    refused = other.post(one + "judge/", {"state": "approved"})
    assert refused.status_code == 403
    noted = other.post(one + "judge/", {"state": "hasIssues", "note": "Seen."}, follow=True)
    assert "Your note was kept." in noted.content.decode()


def test_consent_taken_back_erases_the_words(surveys: Surveys) -> None:
    number = standard.send(surveys)
    one = f"{DESK}{surveys.household.id}/answers/{number}/"
    assert client_of("analyst").get(one + "withdraw/").status_code == 403
    client = client_of("survey-manager")
    assert client.post(one + "withdraw/").status_code == 422
    page = client.post(one + "withdraw/", {"sure": "on"}, follow=True).content.decode()
    assert "The words are erased" in page
    assert client.get(one).status_code == 404


def test_a_file_is_asked_for_written_taken_and_removed(surveys: Surveys) -> None:
    standard.send(surveys)
    client = client_of("analyst")
    page = f"{DESK}{surveys.household.id}/answers/export/"
    answer = client.post(page, {"form": "csv", "table": "", "language": "en"})
    number = int(re.findall(r"/work/(\d+)/", answer["Location"])[0])
    claim = jobs.begin(job_id=number, at=surveys.at)
    assert claim is not None
    by = system_actor("worker", surveys.at)
    made = write_export(Silent(), by, surveys.at, **claim.arguments)
    jobs.finish(claim=claim, result=made, units=1, by=by, at=surveys.at)
    progress = client.get(f"/en/desk/work/{number}/").content.decode()
    assert "Take the file" in progress
    taken = client.get(f"{DESK}exports/{number}/")
    assert b"".join(taken.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert "answers.csv.zip" in taken["Content-Disposition"]
    assert signed_in(person("analyst", email="another@example.org")).get(
        f"{DESK}exports/{number}/"
    ).status_code in {403, 404}
    assert drop_old(by=by, at=datetime.now(UTC) + timedelta(hours=25)) == 1
    assert client.get(f"{DESK}exports/{number}/").status_code == 404


def test_managers_do_not_take_answers_out(surveys: Surveys) -> None:
    client = client_of("survey-manager")
    assert client.get(f"{DESK}{surveys.household.id}/answers/export/").status_code == 403
    assert (
        "Take all answers out"
        not in client.get(f"{DESK}{surveys.household.id}/answers/").content.decode()
    )


def test_a_key_is_shown_once_and_ended(surveys: Surveys) -> None:
    client = client_of("analyst")
    page = client.post(f"{DESK}programs/", {"name": "My notebook"}).content.decode()
    (secret,) = re.findall(r'<bdi class="code">([\w-]{43})</bdi>', page)
    again = client.get(f"{DESK}programs/").content.decode()
    assert "My notebook" in again
    assert secret not in again
    asked = {"email": "analyst@example.org", "password": secret}
    token = client.post("/v1/sessions", asked, "application/json").json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/v1/projects", headers=bearer).status_code == 200
    number = re.findall(r"/programs/(\d+)/end/", again)[0]
    client.post(f"{DESK}programs/{number}/end/")
    assert client.get("/v1/projects", headers=bearer).status_code == 401
