"""What teams write down: kept in versions, by those who may, never over another one unseen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from kachehri.domains.reports import actions
from kachehri.domains.reports.actions import Overtaken, RecordProblem
from kachehri.domains.reports.models import Record, RecordVersion
from kachehri.domains.reports.queries import records
from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from tests import world as worlds

pytestmark = pytest.mark.django_db
LATER = worlds.AT.replace(day=9)
THREAT = {"threat": {"en": "Floods of the Indus"}, "dimension": "environmental"}
QUOTE = {
    "dimension": "health",
    "words": {"en": "The clinic is closed when I come."},
    "who": {"en": "a farm worker"},
    "consent": True,
}


@pytest.fixture
def larkana(world):
    return world.larkana


@pytest.fixture
def editor(world):
    return editor_of(world, world.larkana)


def editor_of(world, place):
    grant = GrantFact("editor", place.thing_id, frozenset({place.thing_id}))
    return Actor(world.setup.thing_id, "Made-up Editor", signed_in=True, grants=(grant,))


def write(place, by, kind="threat", content=THREAT, at=worlds.AT, **more):
    return actions.write_record(kind=kind, place_id=place.id, content=content, by=by, at=at, **more)


def rewrite(id, version, by, content, at=LATER, **more):
    return actions.rewrite_record(
        record_id=id, version=version, content=content, by=by, at=at, **more
    )


def verbs(id):
    thing = Record.objects.get(pk=id).thing_id
    return list(Event.objects.filter(thing_id=thing).order_by("id").values_list("verb", flat=True))


def test_what_an_editor_writes_is_read_again_with_its_event(larkana, editor):
    number = write(larkana, editor)
    view = records.record(number)
    assert (view.kind, view.version, view.is_ended) == ("threat", 1, False)
    assert view.words("threat", "ur") == ("Floods of the Indus", "en")
    assert view.title("sd") == "Floods of the Indus"
    assert records.records(larkana.id, ("threat",)) == (view,)
    assert records.counts(larkana.id)["threat"] == 1
    assert verbs(number) == ["reports.wrote"]


def test_an_event_holds_no_word_that_a_person_wrote(larkana, editor):
    number = write(larkana, editor, note="seen by the committee")
    event = Event.objects.get(thing_id=Record.objects.get(pk=number).thing_id)
    assert "Indus" not in str(event.refs)
    assert "committee" not in str(event.refs)


def test_nobody_writes_whose_grant_covers_another_place(world, larkana, editor):
    number = write(larkana, editor)
    elsewhere = editor_of(world, world.talukas["Dokri"])
    for by in (PUBLIC, elsewhere):
        with pytest.raises(Refused):
            write(larkana, by)
        with pytest.raises(Refused):
            rewrite(number, 1, by, THREAT)
        with pytest.raises(Refused):
            actions.end_record(record_id=number, version=1, because="why", by=by, at=LATER)
    assert Record.objects.count() == 1


def test_what_is_wrong_is_said_by_field_and_nothing_is_kept(larkana, editor):
    with pytest.raises(RecordProblem) as caught:
        write(larkana, editor, content={"dimension": "weather", "colour": "red"})
    assert set(caught.value.problems) == {"threat", "dimension", ""}
    assert Record.objects.count() == 0


def test_a_change_is_a_new_version_and_the_old_one_stays(larkana, editor):
    number = write(larkana, editor)
    after = THREAT | {"severity": "3"}
    assert rewrite(number, 1, editor, after, note="the committee asked") == 2
    assert [(one.version, one.note) for one in records.history(number)] == [
        (2, "the committee asked"),
        (1, ""),
    ]
    assert records.version(number, 1).content == THREAT
    assert verbs(number) == ["reports.wrote", "reports.rewrote"]


def test_saving_what_is_there_already_changes_nothing(larkana, editor):
    number = write(larkana, editor)
    assert rewrite(number, 1, editor, THREAT) == 1
    assert verbs(number) == ["reports.wrote"]


def test_of_two_editors_on_one_block_the_second_is_stopped_and_nothing_is_lost(larkana, editor):
    number = write(larkana, editor)
    rewrite(number, 1, editor, THREAT | {"severity": "3"})
    with pytest.raises(Overtaken) as caught:
        rewrite(number, 1, editor, THREAT | {"likelihood": "1"})
    assert caught.value.theirs.version == 2
    assert caught.value.mine == THREAT | {"likelihood": "1"}
    assert caught.value.merged.content == THREAT | {"severity": "3", "likelihood": "1"}
    assert caught.value.merged.conflicts == ()
    assert records.record(number).content == THREAT | {"severity": "3"}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_wins_and_the_other_is_told(larkana, editor):
    number = write(larkana, editor)
    start = Barrier(2)

    def save(severity):
        try:
            start.wait(timeout=10)
            return rewrite(number, 1, editor, THREAT | {"severity": severity})
        except Overtaken as overtaken:
            return overtaken
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(save, ["1", "3"])
    told, won = (first, second) if isinstance(first, Overtaken) else (second, first)
    assert won == 2
    assert {told.mine["severity"], told.theirs.content["severity"]} == {"1", "3"}
    assert told.merged.conflicts == ("severity",)
    assert [one.version for one in records.history(number)] == [2, 1]


def test_what_both_changed_is_named_as_a_conflict(larkana, editor):
    number = write(larkana, editor)
    rewrite(number, 1, editor, THREAT | {"threat": {"en": "Rain", "ur": "بارش"}})
    with pytest.raises(Overtaken) as caught:
        rewrite(number, 1, editor, THREAT | {"threat": {"en": "Drought"}})
    assert caught.value.merged.conflicts == ("threat",)
    assert caught.value.merged.content["threat"] == {"en": "Drought", "ur": "بارش"}


def test_an_ended_record_is_kept_and_can_be_taken_up_again(larkana, editor):
    number = write(larkana, editor)
    actions.end_record(record_id=number, version=1, because="it was built", by=editor, at=LATER)
    assert records.records(larkana.id) == ()
    assert records.records(larkana.id, ended=True)[0].note == "it was built"
    with pytest.raises(RecordProblem):
        rewrite(number, 2, editor, THREAT | {"severity": "1"})
    actions.reopen_record(record_id=number, version=2, because="it broke", by=editor, at=LATER)
    assert records.record(number).content == THREAT
    assert verbs(number) == ["reports.wrote", "reports.ended", "reports.reopened"]


def test_an_end_needs_a_reason_and_the_newest_version(larkana, editor):
    number = write(larkana, editor)
    rewrite(number, 1, editor, THREAT | {"severity": "3"})
    with pytest.raises(RecordProblem):
        actions.end_record(record_id=number, version=2, because=" ", by=editor, at=LATER)
    with pytest.raises(Overtaken):
        actions.end_record(record_id=number, version=1, because="old", by=editor, at=LATER)


def test_a_withdrawn_consent_takes_the_words_out_of_every_version(larkana, editor):
    number = write(larkana, editor, kind="quote", content=QUOTE, note="from Rani, by phone")
    rewrite(number, 1, editor, QUOTE | {"words": {"en": "It is always closed."}})
    actions.withdraw_consent(record_id=number, by=editor, at=LATER)
    kept = str(list(RecordVersion.objects.values_list("content", "note")))
    for word in ("closed", "clinic", "farm worker", "Rani"):
        assert word not in kept
    view = records.record(number)
    assert (view.is_withdrawn, view.is_ended) == (True, True)
    assert view.content == {"dimension": "health", "consent": False}
    assert records.printed(larkana.id, ("quote",)) == ()


def test_withdrawn_words_never_come_back_and_withdrawing_twice_is_one_event(larkana, editor):
    number = write(larkana, editor, kind="quote", content=QUOTE)
    for _again in range(2):
        actions.withdraw_consent(record_id=number, by=editor, at=LATER)
    assert verbs(number) == ["reports.wrote", "reports.withdrew_consent"]
    with pytest.raises(RecordProblem):
        rewrite(number, 1, editor, QUOTE)
    with pytest.raises(RecordProblem):
        actions.reopen_record(record_id=number, version=1, because="x", by=editor, at=LATER)


def test_words_without_consent_are_not_written_down(larkana, editor):
    with pytest.raises(RecordProblem) as caught:
        write(larkana, editor, kind="quote", content=QUOTE | {"consent": False})
    assert set(caught.value.problems) == {"consent"}


def test_a_reference_has_to_exist_here_and_be_of_the_right_kind(world, larkana, editor):
    threat = write(larkana, editor)
    capacity = {"capacity": {"en": "Boats"}, "holder": "people"}
    assert write(larkana, editor, kind="capacity", content=capacity | {"threat": threat})
    need = {"need": {"en": "Dykes"}}
    quote = write(larkana, editor, kind="quote", content=QUOTE)
    for wrong in (quote, 999_999, "x", str(10**40)):
        with pytest.raises(RecordProblem) as caught:
            write(larkana, editor, kind="need", content=need | {"threat": wrong})
        assert set(caught.value.problems) == {"threat"}
    dokri = world.talukas["Dokri"]
    with pytest.raises(RecordProblem):
        write(dokri, world.setup, kind="need", content=need | {"threat": threat})


def test_evidence_has_to_be_a_page_that_exists(larkana, editor):
    from kachehri.domains.evidence import queries as evidence

    figure = evidence.values(concepts=["literacy-10"], place_ids=[larkana.id])[0]
    said = f"https://example.org/ur/{figure.href}?x=1 for all\nsources/made-up-census/"
    number = write(larkana, editor, content=THREAT | {"evidence": said})
    assert records.record(number).content["evidence"] == [
        {"href": figure.href, "note": "for all"},
        {"href": "sources/made-up-census/", "note": ""},
    ]
    for wrong in ("observations/999999/", "https://example.org/paper.pdf", "sources/nobody/"):
        with pytest.raises(RecordProblem) as caught:
            write(larkana, editor, content=THREAT | {"evidence": [{"href": wrong}]})
        assert wrong in caught.value.problems["evidence"]


def test_a_source_that_a_text_cites_has_to_exist(larkana, editor):
    text = {"threat": {"en": "Floods, see [[made-up-census]]"}, "dimension": "health"}
    assert write(larkana, editor, content=text)
    with pytest.raises(RecordProblem, match="“nobody”"):
        write(larkana, editor, content=text | {"cause": {"ur": "[[nobody]]"}})


def test_a_dissolved_office_gets_no_new_recommendation_and_names_its_successor(larkana, editor):
    new = write(larkana, editor, kind="office", content={"name": {"en": "Works Department"}})
    old = write(
        larkana,
        editor,
        kind="office",
        content={"name": {"en": "Drainage Cell"}},
    )
    asked = {"text": {"en": "Clear the drains"}, "due": "2027-06-30", "status": "open"}
    before = write(larkana, editor, kind="recommendation", content=asked | {"owner": old})
    gone = {"name": {"en": "Drainage Cell"}, "exists_until": "2026-06-30", "successor": new}
    rewrite(old, 1, editor, gone)
    with pytest.raises(RecordProblem, match="Works Department"):
        write(larkana, editor, kind="recommendation", content=asked | {"owner": old})
    done = asked | {"owner": old, "status": "done"}
    assert rewrite(before, 1, editor, done) == 2


def test_a_place_has_pages_of_records(larkana, editor):
    numbers = [write(larkana, editor) for _one in range(3)]
    first = records.page(larkana.id, limit=2)
    assert [one.id for one in first.records] == numbers[:2]
    second = records.page(larkana.id, after=first.after, limit=2)
    assert ([one.id for one in second.records], second.after) == (numbers[2:], None)


def test_reading_all_records_of_a_place_is_one_query(larkana, editor, django_assert_num_queries):
    for _one in range(3):
        write(larkana, editor)
    with django_assert_num_queries(1):
        records.records(larkana.id)
