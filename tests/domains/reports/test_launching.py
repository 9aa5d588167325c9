"""Launching an edition: what it needs, what it changes, and what is frozen from then on."""

from datetime import date, timedelta

import pytest

from kachehri.domains.reports import actions, queries
from kachehri.domains.reports.actions.launching import (
    CHANGED,
    NO_EDITION,
    NO_REASON,
    NO_REVIEW,
    NOT_NEWEST,
    NOT_YET,
    OTHERWISE_LAUNCHED,
    TOO_EARLY,
)
from kachehri.domains.reports.models import Record, RecordVersion
from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.reading import Refused
from kachehri.engines.jobs import queries as jobs
from kachehri.engines.jobs.actions import run
from kachehri.engines.ledger.models import Event, Thing
from tests import world as worlds

pytestmark = pytest.mark.django_db
KIND = "made-up-small"
DAY = worlds.AT.date()
REVIEW = date(2027, 11, 1)
LATER = worlds.AT.replace(day=9)
REASON = "made up for the tests"


@pytest.fixture(autouse=True)
def _quick(settings, monkeypatch, small):
    """A small report, one language, one format: the others are tested where they are made."""
    settings.LANGUAGES = [("en", "English")]
    monkeypatch.setattr(actions.launching, "FORMATS", ("html",))


@pytest.fixture
def draft(world):
    return build(world)


def build(world, at=None):
    return actions.build_edition(
        kind=KIND,
        place_id=world.larkana.id,
        by=world.reporter,
        at=at or world.at,
        languages=("en",),
        formats=("html",),
    )


def launch(world, draft, because=REASON, on=DAY, review=REVIEW, by=None, at=None):
    return actions.launch_edition(
        edition_id=draft.id,
        launched_on=on,
        review_on=review,
        without_workshop_because=because,
        by=by or world.reporter,
        at=at or world.at,
    )


def hold_workshop(world, edition=f"{KIND}/1", is_ended=False):
    thing = Thing.objects.create(kind="reports.record", created_at=world.at)
    record = Record.objects.create(
        thing=thing, kind="workshop", place_id=world.larkana.id, version=1, is_ended=is_ended,
        created_at=world.at,
    )  # fmt: skip
    RecordVersion.objects.create(
        record=record, number=1, content={"edition": edition}, written_by=thing, written_at=world.at
    )


def refused(world, draft, key, **how):
    with pytest.raises(actions.LaunchProblem) as told:
        launch(world, draft, **how)
    assert told.value.reason.key == key
    now = queries.edition(draft.id)
    assert now is None or now.is_draft


def text(edition):
    return edition.file("en", "html").path.read_text()


def test_a_draft_is_marked_and_a_launched_edition_is_not(world, draft):
    mark = "Draft 1 of edition 1: not validated"
    assert (draft.mark, queries.document(draft.id, "en").draft) == (mark, mark)
    assert mark in text(draft)
    launched = launch(world, draft)
    assert (launched.id, launched.state, launched.mark) == (draft.id, "launched", "")
    assert queries.document(draft.id, "en").draft == ""
    assert "not validated" not in text(launched)
    assert "This is edition 1, launched on 1 November 2026." in text(launched)
    assert "It is to be looked at again by 1 November 2027." in text(launched)
    assert REASON in text(launched)


def test_the_files_of_the_draft_are_gone_once_it_is_launched(world, draft):
    before = draft.file("en", "html").path
    launched = launch(world, draft)
    assert not before.exists()
    assert launched.file("en", "html").path.parent.name == "1"


def test_the_launch_is_written_down_with_the_fingerprint_of_the_data(world, draft):
    launch(world, draft)
    event = Event.objects.get(verb="reports.launched")
    assert (event.thing_id, event.refs["digest"]) == (draft.thing_id, draft.data_digest)
    assert event.refs["without_workshop"] == 1


def test_an_edition_that_nobody_validated_needs_a_reason(world, draft):
    refused(world, draft, NO_REASON, because="  ")


def test_a_workshop_of_the_edition_is_enough_and_the_reason_is_not_kept(world, draft):
    hold_workshop(world)
    assert launch(world, draft, because="not needed").because == ""


@pytest.mark.parametrize("how", [{"edition": f"{KIND}/2"}, {"is_ended": True}])
def test_a_workshop_of_another_edition_or_one_that_was_ended_is_none(world, draft, how):
    hold_workshop(world, **how)
    refused(world, draft, NO_REASON, because="")


def test_the_days_of_a_launch_follow_each_other(world, draft):
    refused(world, draft, NOT_YET, on=DAY + timedelta(days=2))
    refused(world, draft, TOO_EARLY, on=DAY - timedelta(days=1))
    refused(world, draft, NO_REVIEW, review=DAY)


def test_a_draft_whose_figures_have_changed_is_not_launched(world, draft):
    worlds.load([worlds.figure("PK713", "literacy-10", 51)])
    refused(world, draft, CHANGED)
    assert text(draft).count("not validated")


def test_an_older_draft_is_not_launched(world, draft):
    worlds.load([worlds.figure("PK713", "literacy-10", 51)])
    build(world, at=LATER)
    refused(world, draft, NOT_NEWEST)


def test_there_is_nothing_to_launch_under_a_number_that_there_is_not(world, draft):
    with pytest.raises(actions.LaunchProblem) as told:
        actions.launch_edition(
            edition_id=0, launched_on=DAY, review_on=REVIEW, by=world.reporter, at=world.at
        )
    assert told.value.reason.key == NO_EDITION


def test_only_who_may_build_for_the_place_may_launch(world, draft):
    elsewhere = GrantFact("editor", world.setup.thing_id, frozenset({world.setup.thing_id}))
    for who in (PUBLIC, Actor(world.setup.thing_id, "E", signed_in=True, grants=(elsewhere,))):
        with pytest.raises(Refused):
            launch(world, draft, by=who)


def test_launching_twice_is_launching_once(world, draft):
    first = launch(world, draft)
    again = launch(world, draft, at=LATER)
    assert again == first
    assert Event.objects.filter(verb="reports.launched").count() == 1
    with pytest.raises(actions.LaunchProblem) as told:
        launch(world, draft, review=REVIEW + timedelta(days=1), at=LATER)
    assert told.value.reason.key == OTHERWISE_LAUNCHED


def test_what_was_launched_is_frozen_and_the_next_draft_takes_the_next_number(world, draft):
    first = launch(world, draft)
    said = text(first)
    assert build(world, at=LATER) == first
    worlds.load([worlds.figure("PK713", "literacy-10", 51)])
    second = build(world, at=LATER)
    assert (second.number, second.revision, second.state) == (2, 1, "draft")
    assert queries.edition(first.id) == first
    assert text(first) == said


def test_the_newest_launched_edition_is_the_public_one_until_the_next_is_launched(world, draft):
    place = world.larkana.id
    assert queries.latest(KIND, place) == draft == queries.draft(KIND, place)
    first = launch(world, draft)
    assert queries.draft(KIND, place) is None
    worlds.load([worlds.figure("PK713", "literacy-10", 51)])
    second = build(world, at=LATER)
    assert queries.latest(KIND, place) == first
    assert queries.newest() == (first,)
    assert queries.draft(KIND, place) == second
    assert queries.numbers(KIND, place) == (second, first)
    assert queries.numbered(KIND, place, 1) == first
    second = launch(world, second, at=LATER, on=LATER.date())
    assert queries.latest(KIND, place) == second
    assert queries.numbered(KIND, place, 3) is None


def test_all_revisions_of_a_number_are_kept(world, draft):
    worlds.load([worlds.figure("PK713", "literacy-10", 51)])
    second = build(world, at=LATER)
    assert queries.revisions(KIND, world.larkana.id, 1) == (second, draft)
    assert queries.numbers(KIND, world.larkana.id) == (second,)
    assert queries.numbered(KIND, world.larkana.id, 1) == second


def test_the_review_is_overdue_after_its_day_and_not_on_it(world, draft):
    launched = launch(world, draft)
    assert not draft.is_overdue(date(2999, 1, 1))
    assert not launched.is_overdue(REVIEW)
    assert launched.is_overdue(REVIEW + timedelta(days=1))


def test_an_editor_asks_for_the_launch_and_a_worker_does_it(world, draft):
    by = Actor(world.setup.thing_id, "E", signed_in=True, grants=(GrantFact("editor", None, None),))
    how = {"edition_id": draft.id, "launched_on": DAY, "review_on": REVIEW, "by": by}
    with pytest.raises(actions.LaunchProblem):
        actions.ask_for_launch(**how, at=world.at)
    number = actions.ask_for_launch(**how, at=world.at, without_workshop_because=REASON)
    run(job_id=number, by=world.worker, clock=lambda: world.at)
    job = jobs.job(by, number)
    assert (job.state, job.percent) == ("done", 100)
    assert queries.edition(draft.id).launched_on == DAY
