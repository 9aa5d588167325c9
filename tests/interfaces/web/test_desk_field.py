"""Work in the field at the desk: people sent out, work given, odd answers judged, second visits."""

import base64
import json
import re
import zlib

import pytest
from django.test import Client
from tests import surveys as standard
from tests.engines.accounts.people import person, signed_in
from tests.surveys import Surveys

from kachehri.domains.forms import actions
from kachehri.domains.forms.queries import field
from kachehri.domains.forms.queries.collectors import collector_by_token, collectors
from kachehri.domains.forms.queries.field import PlaceProgress
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries.sketching import Sketches, SketchShape
from kachehri.interfaces.web.field_showing import collect_settings, in_parts, map_of

pytestmark = pytest.mark.django_db
DESK = "/en/desk/field/"


@pytest.fixture
def surveys() -> Surveys:
    return standard.build()


@pytest.fixture
def manager(surveys: Surveys) -> Client:
    return signed_in(person("survey-manager", email="manager@example.org"))


def test_somebody_is_sent_out_with_a_code_that_is_shown_once(
    surveys: Surveys, manager: Client
) -> None:
    project = f"{DESK}projects/{surveys.project_id}/"
    form = {"name": "Made-up Enumerator", "username": "made.up", "days": "30", "quota": "100"}
    answer = manager.post(project + "new/", form)
    page = answer.content.decode()
    assert answer.status_code == 200
    token = re.search(
        r"/openrosa/key/(?:<wbr>)?([0-9a-f]{64})", re.sub("<wbr>|\u200b|&shy;", "", page)
    )
    assert token is not None
    for words in ("<svg", "made.up", "The code is shown once"):
        assert words in page
    from django.utils import timezone

    found = collector_by_token(token[1], timezone.now())
    assert found is not None
    assert token[1] not in manager.get(project).content.decode()
    # The same user name is not given twice.
    assert manager.post(project + "new/", form).status_code == 422
    assert manager.post(f"{project}end/{found.id}/").status_code == 302
    assert collector_by_token(token[1], timezone.now()) is None
    assert manager.post(f"{project}end/999999/").status_code == 404


def test_the_code_says_what_collect_reads() -> None:
    packed = collect_settings(url="https://example.org/openrosa/key/x/projects/1", name="Larkana")
    told = json.loads(zlib.decompress(base64.b64decode(packed)))
    assert told["general"]["server_url"] == "https://example.org/openrosa/key/x/projects/1"
    assert told["project"] == {"name": "Larkana"}
    assert "admin" in told


def test_work_is_given_and_shown_by_person_and_place(surveys: Surveys, manager: Client) -> None:
    made = actions.send_out(
        project_id=surveys.project_id, name="Made-up Enumerator", by=surveys.manager, at=surveys.at
    )
    page = f"{DESK}forms/{surveys.household.id}/"
    words = {"collector": str(made.id), "target": "40", "a_day": "5", "place": ""}
    assert manager.post(page + "assign/", words).status_code == 302
    assert manager.post(page + "assign/", {**words, "target": "0"}).status_code == 422
    standard.send(surveys, collector_id=made.id)
    shown = manager.get(page).content.decode()
    for text in ("Made-up Enumerator", "40 answers", "5 on a day", "Dokri"):
        assert text in shown
    (given,) = field.assignments(surveys.household.id)
    assert manager.post(f"{page}assign/{given.id}/end/").status_code == 302
    assert manager.post(f"{page}assign/{given.id}/end/").status_code == 404
    assert "Household" in manager.get(DESK).content.decode().title()


def test_answers_are_drawn_on_a_map_where_boundaries_are_loaded(
    surveys: Surveys, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts, elsewhere = in_parts(
        surveys.larkana,
        [
            PlaceProgress(places.children(surveys.larkana.id)[0].id, 12, 40),
            PlaceProgress(surveys.larkana.id, 3),
            PlaceProgress(None, 2),
        ],
    )
    assert (parts[0].done, parts[0].target, parts[0].percent) == (12, 40, 30)
    assert elsewhere == 5
    shapes = tuple(
        SketchShape(one.place.id, f"M{n * 50} 0h40v40h-40z", n * 50 + 20, 20)
        for n, one in enumerate(parts)
    )
    monkeypatch.setattr(places, "sketches", lambda _id: Sketches(400, 100, shapes, "made up"))
    svg = map_of(surveys.larkana, parts)
    assert svg.startswith("<svg")
    assert "12 / 40" in svg
    assert svg.count("M0 0h40") == 1


def test_odd_answers_are_listed_and_judged(surveys: Surveys, manager: Client) -> None:
    made = actions.send_out(
        project_id=surveys.project_id, name="Made-up Enumerator", by=surveys.manager, at=surveys.at
    )
    for number in (1, 2):
        standard.send(surveys, f"uuid:{number}", collector_id=made.id)
    page = f"{DESK}forms/{surveys.household.id}/flags/"
    assert manager.post(f"{DESK}forms/{surveys.household.id}/look/").status_code == 302
    shown = manager.get(page).content.decode()
    for text in ("Same answers", "Two at once", "It is fine"):
        assert text in shown
    assert (
        "Two at once"
        not in manager.get(page + "?kind=duplicate").content.decode().split("</nav>")[-1]
    )
    one = field.flags(surveys.household.id)[0]
    assert manager.post(f"{page}{one.id}/", {"verdict": "wrong"}).status_code == 302
    assert manager.post(f"{DESK}forms/{surveys.simple.id}/flags/{one.id}/").status_code == 404
    assert "judged wrong" in manager.get(page + "?judged").content.decode()
    answer = f"/en/desk/forms/{surveys.household.id}/answers/{one.submission_id}/"
    assert "judged wrong" in manager.get(answer).content.decode()


def test_second_visits_are_drawn_and_set_side_by_side(surveys: Surveys, manager: Client) -> None:
    first, second = (
        actions.send_out(
            project_id=surveys.project_id, name=name, by=surveys.manager, at=surveys.at
        ).id
        for name in ("First Made-up", "Second Made-up")
    )
    from django.utils import timezone

    now = timezone.now()
    standard.send(surveys, "uuid:1", collector_id=first, at=now)
    again = standard.send(surveys, "uuid:2", collector_id=second, at=now, age=77)
    page = f"{DESK}forms/{surveys.household.id}/checks/"
    form = {"percent": "50", "collector": str(second), "seed": "7"}
    assert "1 interview was drawn." in manager.post(page, form, follow=True).content.decode()
    (check,) = field.back_checks(surveys.household.id)
    answer = manager.post(f"{DESK}checks/{check.id}/", {"second": str(again)}, follow=True)
    shown = answer.content.decode()
    for text in ("How old are you?", "41", "77"):
        assert text in shown
    assert "%" in manager.get(page).content.decode()


def test_an_enumerator_sees_nothing_of_it(surveys: Surveys) -> None:
    client = signed_in(person("enumerator", email="enumerator@example.org"))
    for path in ("", f"projects/{surveys.project_id}/", f"forms/{surveys.household.id}/"):
        assert client.get(DESK + path).status_code == 403
    assert collectors(surveys.project_id) == ()
