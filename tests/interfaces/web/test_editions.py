"""The editions of a report on the site: drafts are marked, older ones stay readable."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import world as worlds
from tests.domains.reports.small import SMALL

from kachehri.domains.reports import actions
from kachehri.domains.reports.kinds import register, report
from kachehri.domains.reports.models import Edition, Record, RecordVersion
from kachehri.domains.reports.queries import EditionView
from kachehri.engines.ledger.models import Thing

LATER = worlds.AT.replace(day=9)
HOME = f"/en/reports/{SMALL.key}/larkana/"
MARK = "Draft 1 of edition 1: not validated"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    register(SMALL)
    monkeypatch.setattr(actions.launching, "FORMATS", ("html",))
    yield
    del report._known[SMALL.key]


@pytest.fixture
def draft(world: worlds.World) -> EditionView:
    return build(world)


@pytest.fixture
def first(world: worlds.World, draft: EditionView) -> EditionView:
    return launch(world, draft)


@pytest.fixture
def second(world: worlds.World, first: EditionView) -> EditionView:
    """A draft of the second edition, with one figure corrected."""
    worlds.load([worlds.figure("PK713", "literacy-10", 77)], LATER)
    return build(world, LATER)


def build(world: worlds.World, at: datetime = worlds.AT) -> EditionView:
    return actions.build_edition(
        kind=SMALL.key, place_id=world.larkana.id, by=world.reporter, at=at, formats=("html",)
    )


def launch(world: worlds.World, edition: EditionView, at: datetime = worlds.AT) -> EditionView:
    return actions.launch_edition(
        edition_id=edition.id,
        launched_on=at.date(),
        review_on=date(2027, 11, 1),
        without_workshop_because="made up",
        by=world.reporter,
        at=at,
    )


def page(path: str = "", status: int = 200) -> str:
    answer = Client().get(HOME + path)
    assert answer.status_code == status, path
    return re.sub(r"\s+", " ", answer.content.decode())


def write(world: worlds.World, kind: str, at: datetime = LATER, **content: Any) -> Record:
    thing = Thing.objects.create(kind="reports.record", created_at=at)
    record = Record.objects.create(
        thing=thing, kind=kind, place_id=world.larkana.id, version=1, created_at=at
    )
    RecordVersion.objects.create(
        record=record, number=1, content=content, written_by=thing, written_at=at
    )
    return record


def test_every_page_of_a_draft_says_that_it_is_one(draft: EditionView) -> None:
    for path in ("", "reading/", "editions/", "editions/1/", "editions/1/reading/", "since/"):
        assert MARK in page(path), path
    assert "Please do not quote it as the report." in page("reading/")


def test_no_page_of_a_launched_edition_does(first: EditionView) -> None:
    for path in ("", "reading/", "editions/", "editions/1/", "editions/1/reading/"):
        assert "not validated" not in page(path), path
    assert "Edition 1, 1 November 2026" in page("")
    assert "To be looked at again by 1 November 2027" in page("editions/")


def test_readers_get_what_was_launched_and_find_the_draft_of_the_next(second: EditionView) -> None:
    assert "50.0" in page("reading/")
    assert "77.0" not in page("reading/")
    listed = page("editions/")
    assert listed.index("Edition 2") < listed.index("Edition 1")
    assert "Draft 1 of edition 2: not validated" in listed
    draft = page("editions/2/reading/")
    assert "77.0" in draft
    assert f'href="{HOME}editions/2/meaning/"' in draft


def test_an_older_edition_stays_as_it_was_and_leads_to_the_newest(
    world: worlds.World, first: EditionView, second: EditionView
) -> None:
    launch(world, second, LATER)
    assert "77.0" in page("reading/")
    old = page("editions/1/reading/")
    assert "50.0" in old
    assert "There is another edition that was launched last." in old
    assert f'href="{HOME}"' in old
    kept = Client().get(HOME + "editions/1/files/html")
    assert kept.content == first.files[0].path.read_bytes()
    assert Client().get(HOME + "files/html").content != kept.content


def test_what_changed_is_told_on_a_page_of_its_own(second: EditionView) -> None:
    told = page("editions/2/since/")
    assert "Compared with edition 1, launched on 1 November 2026:" in told
    assert "figure was corrected." in told
    assert "There is none before it" in page("since/")


def test_a_review_that_is_overdue_is_said(world: worlds.World, first: EditionView) -> None:
    assert "It was not." not in page()
    Edition.objects.filter(pk=first.id).update(
        launched_on=date(2020, 1, 1), review_on=date(2021, 1, 1)
    )
    assert "This edition was to be looked at again by 1 January 2021. It was not." in page()
    assert "Overdue" in page("editions/")


def test_an_answer_after_the_launch_stands_on_the_cover_and_in_its_chapter(
    world: worlds.World, first: EditionView
) -> None:
    office = write(world, "office", name={"en": "Made-up Education Office"})
    answer = {"office": office.pk, "edition": first.name, "date": "2026-12-03"}
    write(world, "response", chapter="reading", words={"en": "We <b>have</b> read it."}, **answer)
    write(world, "response", words={"en": "Of another one."}, **answer | {"edition": "x/1"})
    for path in ("", "reading/"):
        told = page(path)
        assert "We &lt;b&gt;have&lt;/b&gt; read it." in told
        assert "Made-up Education Office, 3 December 2026" in told
        assert "Of another one." not in told
    assert "read it." not in page("meaning/")


def test_an_answer_that_the_edition_prints_itself_is_not_repeated(
    world: worlds.World, first: EditionView
) -> None:
    answer = write(
        world, "response", edition=first.name, date="2026-12-03", words={"en": "Printed."}
    )
    assert "Printed." in page()
    row = Edition.objects.get(pk=first.id)
    row.facts["records"] = [{"id": answer.pk}]
    row.save()
    assert "Printed." not in page()


@pytest.mark.parametrize("path", ["editions/3/", "editions/1/weather/", "editions/1/files/pdf"])
def test_what_there_is_not_is_not_found(first: EditionView, path: str) -> None:
    page(path, status=404)


def test_a_report_that_nobody_built_has_no_editions(world: worlds.World) -> None:
    page("editions/", status=404)
    page("since/", status=404)


def test_no_page_asks_more_than_six_queries(
    world: worlds.World, first: EditionView, second: EditionView
) -> None:
    office = write(world, "office", name={"en": "Office"})
    write(
        world, "response", office=office.pk, edition=first.name, chapter="reading",
        date="2026-12-03", words={"en": "Read."},
    )  # fmt: skip
    for path in (
        "", "reading/", "editions/", "editions/1/", "editions/1/reading/", "editions/2/since/",
        "editions/1/files/html",
    ):  # fmt: skip
        Client().get(HOME + path)
        with CaptureQueriesContext(connection) as asked:
            page(path) if "files" not in path else Client().get(HOME + path)
        selects = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
        assert len(selects) <= 6, (path, selects)
