"""The list of editions for programs."""

from datetime import date

import pytest
from django.test import Client
from tests import world as worlds
from tests.domains.reports.small import SMALL

from kachehri.domains.reports import actions
from kachehri.domains.reports.kinds import register, report
from kachehri.interfaces.api import answering

PATH = "/api/v1/editions"


@pytest.fixture
def world(kept_world, settings, tmp_path, monkeypatch):
    answering.buckets.left.clear()
    settings.FILES_ROOT = tmp_path / "files"
    monkeypatch.setattr(actions.launching, "FORMATS", ("html",))
    register(SMALL)
    yield kept_world
    del report._known[SMALL.key]


def build(world, at=worlds.AT):
    return actions.build_edition(
        kind=SMALL.key,
        place_id=world.larkana.id,
        by=world.reporter,
        at=at,
        languages=("en",),
        formats=("html",),
    )


def test_drafts_and_launched_editions_are_told_apart_and_their_files_given(world):
    first = actions.launch_edition(
        edition_id=build(world).id,
        launched_on=worlds.AT.date(),
        review_on=date(2027, 11, 1),
        without_workshop_because="made up",
        by=world.reporter,
        at=world.at,
    )
    worlds.load([worlds.figure("PK713", "literacy-10", 77)])
    build(world, worlds.AT.replace(day=9))
    draft, launched = Client().get(PATH).json()
    assert (draft["number"], draft["state"], draft["launched_on"]) == (2, "draft", None)
    assert (launched["number"], launched["review_on"]) == (1, "2027-11-01")
    assert launched["fingerprint"] == first.data_digest
    assert {one["language"] for one in launched["files"]} == {"en", "ur", "sd"}
    given = next(one for one in launched["files"] if one["language"] == "ur")
    assert "/ur/" in given["href"]
    assert (
        len(Client().get(given["href"].removeprefix("http://testserver")).content) == given["size"]
    )


def test_one_kind_or_place_can_be_asked_for(world):
    build(world)
    assert len(Client().get(f"{PATH}?kind={SMALL.key}&place=PK713").json()) == 1
    assert Client().get(f"{PATH}?place=sukkur").json() == []
    assert Client().get(f"{PATH}?kind=human-security").json() == []
    for wrong in ("kind=weather", "place=PK999"):
        assert Client().get(f"{PATH}?{wrong}").status_code == 422
