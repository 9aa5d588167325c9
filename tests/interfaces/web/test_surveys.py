"""A made-up survey from the draw to the page that everybody reads, and to the report."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import surveys as standard
from tests.engines.accounts.people import person, signed_in
from tests.surveys import Surveys

from kachehri.domains.evidence.actions import declare
from kachehri.domains.forms import actions
from kachehri.domains.forms.queries import estimates, samples
from kachehri.domains.reports.kinds import find
from kachehri.domains.reports.queries.previewing import preview
from kachehri.engines.documents.html import blocks_html
from kachehri.interfaces.cli.demonstrating_survey import write_survey
from kachehri.packs.pakistan.contents import EVIDENCE
from kachehri.packs.pakistan.demonstration import survey

pytestmark = pytest.mark.django_db
DESK = "/en/desk/"


@pytest.fixture
def surveys() -> Surveys:
    made = standard.build()
    declare(indicators=EVIDENCE.indicators, sources=(), by=made.setup, at=made.at)
    return made


@pytest.fixture
def analyst(surveys: Surveys) -> Client:
    return signed_in(person("analyst", email="analyst@example.org"))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return re.sub(r"\s+", " ", answer.content.decode())


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    around = ("session", "account", "SAVEPOINT", "BEGIN", "COMMIT", "SET ", "emailaddress", "mfa")
    return sum(not any(word in one["sql"] for word in around) for one in asked.captured_queries)


def test_a_survey_ends_as_figures_that_everybody_may_read(
    surveys: Surveys, analyst: Client
) -> None:
    assert write_survey(survey, at=surveys.at) == 528
    assert write_survey(survey, at=surveys.at) == 0
    (one,) = estimates.surveys(surveys.larkana.id)
    public = Client()
    assert "made up" in text(public, "/en/surveys/")
    assert "After a training (an example to try)" in text(public, "/en/forms/")
    page = text(public, f"/en/surveys/{one.id}/")
    for words in (
        "nobody was asked, a program made the answers up",
        "Chosen by chance",
        "20261101",
        "Feels safe walking at night",
        "Effect of the design",
        "/en/observations/",
    ):
        assert words in page, words
    for language in ("ur", "sd"):
        assert 'dir="rtl"' in text(public, f"/{language}/surveys/{one.id}/")
    assert public.get("/en/surveys/999/").status_code == 404
    assert queries(public, "/en/surveys/") <= 3
    the_report_prints_it_with_number_span_and_question(surveys, one)
    the_desk_shows_all_and_takes_it_back(analyst, one)


def the_report_prints_it_with_number_span_and_question(surveys: Surveys, one: Any) -> None:
    kind = find("human-security")
    assert kind is not None
    chapter = preview(kind, surveys.larkana, "personal", "en")
    annex = preview(kind, surveys.larkana, "surveys", "en")
    assert chapter is not None
    assert annex is not None
    said = blocks_html(chapter.blocks, language="en")
    figure = next(one for one in one.figures
                  if (one.indicator, one.dim_key) == ("safe-at-night", ""))  # fmt: skip
    for words in (
        "Feels safe walking at night",
        f"{figure.value * 100:.1f}",
        f"{figure.people}",
        "(made up)",
        "observations/",
        f"surveys/{one.id}/",
    ):
        assert words in said, words
    said = blocks_html(annex.blocks, language="en")
    for words in (
        "People aged 18 and older",
        "safe_night",
        "one adult of the household",
        "instruments/perception/",
        "20261101",
    ):
        assert words in said, words


def the_desk_shows_all_and_takes_it_back(analyst: Client, one: Any) -> None:
    design = samples.design("larkana-perception-example")
    assert design is not None
    assert "too few were asked" in text(analyst, f"{DESK}estimates/{one.id}/")
    page = text(analyst, f"{DESK}samples/{design.id}/")
    assert "Areas that were drawn" in page
    file = analyst.get(f"{DESK}samples/{design.id}/areas.csv").content.decode()
    assert len(file.splitlines()) == 45
    answer = analyst.post(f"{DESK}estimates/{one.id}/withdraw/", {"because": "A fault"})
    assert answer.status_code == 302
    assert estimates.survey(one.id) is None
    assert Client().get(f"/en/surveys/{one.id}/").status_code == 404


def test_a_design_is_made_drawn_and_counted_at_the_desk(surveys: Surveys, analyst: Client) -> None:
    rows = "code,households,taluka,residence\n" + "".join(
        f"=b{n},{40 + n},Dokri,rural\n" for n in range(12)
    )
    sent = {"title": "My blocks", "source": "Ours", "place": "Larkana"}
    wrong = analyst.post(
        DESK + "samples/list/", {**sent, "file": SimpleUploadedFile("a.csv", b"x")}
    )
    assert wrong.status_code == 400
    file = SimpleUploadedFile("blocks.csv", rows.encode())
    assert analyst.post(DESK + "samples/list/", {**sent, "file": file}).status_code == 302
    told = {
        "title": "A small survey", "place": "Larkana", "chosen": "probability",
        "asked_of": "Adults.", "frame": "my-blocks", "strata": ["residence"], "method": "pps",
        "allocation": "proportional", "areas": "4", "per_area": "5", "respondent": "adult",
    }  # fmt: skip
    assert analyst.post(DESK + "samples/add/", {**told, "areas": "1"}).status_code == 400
    made = analyst.post(DESK + "samples/add/", told)
    assert made.status_code == 302
    page = made.headers["Location"]
    analyst.post(page + "draw/", {"seed": "5"})
    design = samples.design("a-small-survey")
    assert design is not None
    drawn = samples.newest_sample(design.id)
    assert drawn is not None
    assert drawn.seed == 5
    analyst.post(page + "listing/", {"area": "1", "homes": "33"})
    assert samples.areas_of(drawn.id)[0].listed == 33
    lines = analyst.get(page + "areas.csv").content.decode("utf-8-sig").splitlines()
    assert {line.split(",")[1][:3] for line in lines[1:]} == {"'=b"}
    analyst.post(page + "draw/", {"seed": "5"})
    assert samples.newest_sample(design.id) == drawn
    job = analyst.post(page + "count/", {"form": str(surveys.household.id)})
    assert "/desk/work/" in job.headers["Location"]
    assert "A small survey" in text(analyst, DESK + "samples/")
    assert "Nothing was counted yet" in text(analyst, DESK + "estimates/")


@pytest.mark.parametrize("who", ["survey-manager", "researcher", "editor"])
def test_samples_are_for_analysts(surveys: Surveys, who: str) -> None:
    client = signed_in(person(who, email="other@example.org"))
    for page in ("samples/", "samples/add/", "samples/list/", "estimates/"):
        assert client.get(DESK + page).status_code == 403


def test_what_is_estimated_of_too_few_is_refused_with_a_sentence(surveys: Surveys) -> None:
    with pytest.raises(actions.EstimationProblem, match="no such design"):
        actions.estimate_form(
            form_id=surveys.household.id, design="nothing", by=surveys.analyst, at=surveys.at
        )
