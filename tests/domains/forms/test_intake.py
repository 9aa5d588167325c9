"""Answers come in once, are read in batches, and can be erased for ever."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests import surveys as standard
from tests.phones import JPEG, read, take, xml

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.actions import reading
from kachehri.domains.forms.actions.settling import settle_conflict
from kachehri.domains.forms.kinds.submissions import NewFile
from kachehri.domains.forms.models import Attachment, Conflict, Form, Payload
from kachehri.domains.forms.queries.answers import RING, by_id, raw_xml, submissions
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from kachehri.engines.vault.models import Sealed
from kachehri.kernel.messages import InputProblem

SECRET_WORDS = "mera shohar mujhe marta hai, kisi ko mat batana"


@pytest.fixture
def surveys(kept_surveys):
    queries.model.cache_clear()
    return kept_surveys


def test_the_words_lie_sealed_and_nowhere_in_the_open(surveys):
    take(surveys, xml(surveys, words="a word that is looked for"))
    read(surveys)
    rows = Payload.objects.order_by("what")
    assert [one.what for one in rows if one.what in {"raw", "answers"}] == ["answers", "raw"]
    for row in rows:
        assert b"looked for" not in bytes(row.content)
    with connection.cursor() as cursor:
        cursor.execute("select forms_submission::text from forms_submission")
        assert "looked for" not in str(cursor.fetchall())


def test_whoever_has_no_work_there_may_not_bring_answers(surveys):
    with pytest.raises(Refused):
        actions.receive(xml=xml(surveys), by=surveys.other, at=surveys.at)
    told = actions.receive(xml=xml(surveys), by=surveys.enumerator, at=surveys.at, channel="web")
    assert told.outcome == "accepted"


def test_a_batch_tells_of_each_and_writes_one_event_for_a_form(surveys):
    brought = [
        actions.bring(xml=content, at=surveys.at)
        for content in (
            xml(surveys, "uuid:made-up-1"), xml(surveys, "uuid:2"), xml(surveys, "uuid:made-up-1"),
            xml(surveys, "uuid:2", words="other"), b"<broken",
        )
    ]  # fmt: skip
    told = actions.receive_many(brought=brought, by=surveys.worker, at=surveys.at)
    assert [one.outcome for one in told] == [
        "accepted", "accepted", "had", "kept-apart", "kept-apart",
    ]  # fmt: skip
    (event,) = Event.objects.filter(verb="forms.received")
    assert event.refs["count"] == 2
    assert event.thing_id == surveys.household.thing_id


def test_an_edited_one_takes_the_place_of_the_one_before_and_both_stay(surveys):
    take(surveys, xml(surveys, "uuid:made-up-1"))
    take(surveys, xml(surveys, "uuid:2", "uuid:made-up-1", words="mended"))
    take(surveys, xml(surveys, "uuid:3", "uuid:2", words="mended again"))
    read(surveys)
    (batch,) = queries.each_batch(surveys.household.id)
    assert [one.submission.instance for one in batch] == ["uuid:3"]
    assert batch[0].submission.root == "uuid:made-up-1"
    assert len(submissions(surveys.household.id)) == 3


def test_two_edits_of_the_same_one_count_once_and_are_marked_for_a_look(surveys):
    take(surveys, xml(surveys, "uuid:made-up-1"))
    take(surveys, xml(surveys, "uuid:2", "uuid:made-up-1", words="one"))
    take(surveys, xml(surveys, "uuid:3", "uuid:made-up-1", words="two"))
    read(surveys)
    (batch,) = queries.each_batch(surveys.household.id)
    assert [(one.submission.instance, one.submission.review) for one in batch] == [
        ("uuid:3", "hasIssues")
    ]


def test_an_edit_that_comes_before_what_it_edits_counts_once_both_are_here(surveys):
    take(surveys, xml(surveys, "uuid:2", "uuid:made-up-1", words="mended"))
    take(surveys, xml(surveys, "uuid:made-up-1"))
    read(surveys)
    found = [one for batch in queries.each_batch(surveys.household.id) for one in batch]
    assert [one.submission.instance for one in found] == ["uuid:2"]


def test_one_that_cannot_be_read_takes_no_other_with_it(surveys, monkeypatch):
    for number in range(5):
        take(surveys, xml(surveys, f"uuid:{number}"))
    parse = reading.answers.parse

    def breaks(content, model):
        if b"uuid:2<" in content:
            raise RuntimeError("made up")
        return parse(content, model)

    monkeypatch.setattr(reading.answers, "parse", breaks)
    assert read(surveys) == 5
    states = {one.instance: one.state for one in submissions(surveys.household.id)}
    assert states.pop("uuid:2") == "unreadable"
    assert set(states.values()) == {"read"}
    monkeypatch.undo()
    count = actions.read_again(form_id=surveys.household.id, by=surveys.manager, at=surveys.at)
    assert count == 5
    read(surveys)
    assert {one.state for one in submissions(surveys.household.id)} == {"read"}


def test_a_look_that_goes_wrong_stops_nothing_and_leaves_nothing_half_done(surveys, monkeypatch):
    seen = []

    def sound(*, submission, answers, by, at):
        seen.append(submission.instance)

    def wrong(*, submission, answers, by, at):
        Form.objects.filter(pk=surveys.simple.id).update(keep_days=77)
        if submission.instance == "uuid:made-up-1":
            raise RuntimeError("made up")

    monkeypatch.setattr(reading, "followers", lambda: (sound, wrong))
    for number in (1, 2):
        take(surveys, xml(surveys, f"uuid:made-up-{number}"))
    read(surveys)
    assert {"uuid:made-up-1", "uuid:made-up-2"} <= set(seen)
    assert {one.state for one in submissions(surveys.household.id)} == {"read"}
    assert Form.objects.get(pk=surveys.simple.id).keep_days == 77


def test_the_place_is_the_one_that_the_forms_question_names(surveys):
    take(surveys, xml(surveys))
    read(surveys)
    dokri = queries.answer(surveys.household.id, "uuid:made-up-1").submission.place_id
    assert dokri != surveys.larkana.id
    assert dokri is not None


# withdrawal, retention, erasure


def test_who_takes_consent_back_takes_all_versions_back_and_no_copy_opens_again(surveys):
    take(surveys, xml(surveys, "uuid:made-up-1", photo="a.jpg"), files=[NewFile("a.jpg", JPEG)])
    take(surveys, xml(surveys, "uuid:2", "uuid:made-up-1"))
    read(surveys)
    backup = list(Payload.objects.values_list("submission_id", "what", "nonce", "content"))
    files = [one.path for one in Attachment.objects.all()]
    count = actions.withdraw(
        form_id=surveys.household.id, instance="uuid:made-up-1", by=surveys.manager, at=surveys.at
    )
    assert count == 2
    for number, what, nonce, content in backup:  # as if an old backup were put back
        opened = list(RING().open_many([(number, bytes(nonce), bytes(content))], what))
        assert opened == [None]
    assert not Payload.objects.exists()
    found = queries.answer(surveys.household.id, "uuid:made-up-1")
    assert (found.values, found.submission.state) == ({}, "erased")
    assert raw_xml(found.submission) is None
    assert queries.attachment(found.submission.id, "a.jpg") is None
    assert not any((Path(settings.FILES_ROOT) / path).exists() for path in files)
    assert take(surveys, xml(surveys, "uuid:made-up-1", words="once more")).outcome == "had"
    assert not Payload.objects.exists()


def test_only_a_manager_erases_and_a_reason_is_needed(surveys):
    told = take(surveys, xml(surveys))
    with pytest.raises(Refused):
        actions.erase_submissions(
            ids=[told.submission_id], because="made up", by=surveys.analyst, at=surveys.at
        )
    with pytest.raises(ValueError, match="reason"):
        actions.erase_submissions(
            ids=[told.submission_id], because=" ", by=surveys.manager, at=surveys.at
        )
    ids = [told.submission_id]
    for wanted in (1, 0):
        done = actions.erase_submissions(ids=ids, because="a", by=surveys.manager, at=surveys.at)
        assert done == wanted
    (event,) = Event.objects.filter(verb="forms.erased")
    assert event.refs == {"form": surveys.household.id, "submission": told.submission_id}


def test_answers_go_when_their_time_is_over_and_not_a_day_before(surveys):
    Form.objects.filter(pk=surveys.household.id).update(keep_days=30)
    take(surveys, xml(surveys))
    for days, wanted in ((30, 0), (31, 1), (400, 0)):
        later = surveys.at + timedelta(days=days)
        assert actions.keep_no_longer(by=surveys.worker, at=later) == wanted


# what must not lie in the open


def test_a_disclosure_in_free_words_moves_to_the_tray_with_its_files(surveys):
    content = xml(surveys, words=SECRET_WORDS, photo="a.jpg")
    told = take(surveys, content, files=[NewFile("a.jpg", JPEG)])
    take(surveys, xml(surveys, "uuid:2"))
    read(surveys)
    found = by_id(told.submission_id)
    assert (found.submission.state, found.values) == ("moved", {})
    assert RING().is_destroyed(told.submission_id)
    assert Sealed.objects.count() == 1
    assert not Payload.objects.filter(submission_id=told.submission_id).exists()
    assert queries.attachment(told.submission_id, "a.jpg") is None
    assert queries.answer(surveys.household.id, "uuid:2").submission.state == "read"
    for event in Event.objects.all():
        assert "shohar" not in str(event.refs)


def test_a_program_that_stops_before_the_key_is_destroyed_is_caught_up_with(surveys, monkeypatch):
    told = take(surveys, xml(surveys, words=SECRET_WORDS))
    monkeypatch.setattr(reading, "finish_erasing", lambda **_told: None)
    read(surveys)
    assert not RING().is_destroyed(told.submission_id)
    assert actions.finish_erasing(since=surveys.at, by=surveys.worker, at=surveys.at) == 1
    assert actions.finish_erasing(since=surveys.at, by=surveys.worker, at=surveys.at) == 0
    assert RING().is_destroyed(told.submission_id)


# what was kept apart


def apart(surveys, content, **more):
    told = take(surveys, content, **more)
    assert told.outcome == "kept-apart"
    return told.conflict_id


def test_what_was_kept_apart_is_taken_in_beside_the_first_one(surveys):
    take(surveys, xml(surveys))
    number = apart(
        surveys, xml(surveys, words="other", photo="b.jpg"), files=[NewFile("b.jpg", JPEG)]
    )
    with pytest.raises(Refused):
        settle_conflict(conflict_id=number, decision="replaced", by=surveys.analyst, at=surveys.at)
    told = settle_conflict(
        conflict_id=number, decision="replaced", by=surveys.manager, at=surveys.at
    )
    read(surveys)
    found = by_id(told.submission_id)
    assert found.values["/data/words"] == "other"
    assert found.submission.root == "uuid:made-up-1"
    assert queries.attachment(told.submission_id, "b.jpg") == JPEG
    (batch,) = queries.each_batch(surveys.household.id)
    assert [one.submission.id for one in batch] == [told.submission_id]
    assert not queries.conflicts()
    again = settle_conflict(
        conflict_id=number, decision="replaced", by=surveys.manager, at=surveys.at
    )
    assert again is None


def test_answers_of_a_closed_form_are_taken_in_when_somebody_says_so(surveys):
    content = xml(surveys)
    actions.retire(form_id=surveys.household.id, by=surveys.setup, at=surveys.at)
    number = apart(surveys, content)
    settle_conflict(conflict_id=number, decision="replaced", by=surveys.manager, at=surveys.at)
    read(surveys)
    assert queries.answer(surveys.household.id, "uuid:made-up-1").values == standard.ANSWERS


def test_an_unknown_version_is_read_with_the_one_that_somebody_names(surveys):
    number = apart(surveys, xml(surveys).replace(b'version="1"', b'version="77"'))
    with pytest.raises(InputProblem):
        settle_conflict(conflict_id=number, decision="replaced", by=surveys.manager, at=surveys.at)
    settle_conflict(
        conflict_id=number, decision="replaced", version_id=surveys.household.published_id,
        by=surveys.manager, at=surveys.at,
    )  # fmt: skip
    read(surveys)
    assert queries.answer(surveys.household.id, "uuid:made-up-1").values == standard.ANSWERS


def test_what_is_erased_of_it_does_not_open_again(surveys):
    take(surveys, xml(surveys))
    number = apart(surveys, xml(surveys, words="other"))
    settle_conflict(conflict_id=number, decision="erased", by=surveys.manager, at=surveys.at)
    row = Conflict.objects.get(pk=number)
    assert (row.settled, bytes(row.content)) == ("erased", b"")
