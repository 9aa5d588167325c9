"""Editing a report: what is written where, the next draft before it is built, the launch."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.interfaces.web.conftest import Site

from kachehri.domains.reports import queries
from kachehri.engines.jobs import queries as jobs

REPORT = "/en/desk/reports/larkana/human-security/"
CHAPTER = REPORT + "chapters/health/"


@pytest.fixture
def desk(site: Site) -> Client:
    return site.desk()


def test_a_text_is_written_in_a_chapter_and_seen_before_a_draft_is_built(
    desk: Client, site: Site
) -> None:
    page = desk.get(CHAPTER).content.decode()
    assert "Nothing yet." in page
    said = {"chapter": "health", "at": "start", "words-en": "Read this chapter with care."}
    back = CHAPTER + "?now=1"
    answer = desk.post("/en/desk/team/larkana/text/new/", {**said, "next": back})
    assert answer["Location"] == back
    assert "Read this chapter with care." in desk.get(back).content.decode()
    assert "Texts of the editors: 1" in desk.get(REPORT).content.decode()


def test_the_list_of_reports_says_how_far_each_is(desk: Client) -> None:
    page = desk.get("/en/desk/reports/larkana/").content.decode()
    assert "District Human Security Report" in page
    assert "Draft 1 of edition 1" in page


def test_a_launch_needs_a_workshop_or_a_reason(desk: Client, site: Site) -> None:
    today = timezone.localdate()
    days = {"launched_on": today.isoformat(), "review_on": (today + timedelta(300)).isoformat()}
    refused = desk.post(REPORT + "launch/", days)
    assert refused.status_code == 422
    assert "No workshop has validated this edition yet." in refused.content.decode()
    early = desk.post(REPORT + "launch/", {**days, "review_on": "2020-01-01", "because": "x"})
    assert "must come after the launch" in early.content.decode()
    asked = desk.post(REPORT + "launch/", {**days, "because": "a test"})
    assert "/desk/work/" in asked["Location"]
    number = int(asked["Location"].rstrip("/").rsplit("/", 1)[1])
    assert jobs.job(site.world.worker, number) is not None
    workshop = {
        "edition": "human-security/1", "date": "2026-01-05", "where": "Hall", "came-women": "12",
    }  # fmt: skip
    assert desk.post("/en/desk/team/larkana/workshop/new/", workshop).status_code == 302
    assert queries.workshops("human-security", site.world.larkana.id, 1)
    assert 'name="because"' not in desk.get(REPORT + "launch/").content.decode()


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_every_page_of_editing_is_there(desk: Client, language: str) -> None:
    for path in ("", "launch/", "chapters/health/", "chapters/health/?now=1"):
        assert desk.get(REPORT.replace("/en/", f"/{language}/") + path).status_code == 200
    assert desk.get(REPORT + "chapters/no-such/").status_code == 404
