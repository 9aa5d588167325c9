"""Open hearings: called, queued, heard, promised, closed; offline devices are taken in once."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import divert
from kachehri.domains.cases.actions import hearing_queue as queue
from kachehri.domains.cases.actions import hearings as actions
from kachehri.domains.cases.kinds.hearings import Heard, HearingProblem, Left, Taken
from kachehri.domains.cases.queries import hearings as queries
from kachehri.engines.access.reading import Refused
from kachehri.engines.post.models import Message
from kachehri.engines.vault.models import Sealed

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 15)


@pytest.fixture
def matters(kept_offices):
    return kept_offices


def called(matters, *, at=None, starts_at=None):
    at = at or matters.at
    return actions.call_hearing(
        place_id=matters.larkana.id,
        body_id=matters.bodies["water"],
        venue={"en": "Made-up school, Larkana", "ur": "", "sd": "ٺاهيل اسڪول"},
        starts_at=starts_at or at + timedelta(days=7),
        notice={"en": "Come and speak."},
        invited=[matters.bodies["water"], matters.bodies["complaints"]],
        by=matters.supervisor,
        at=at,
    )


def opened(matters):
    view = called(matters)
    return actions.open_hearing(number=view.number, by=matters.counter, at=view.starts_at)


def taken(at, **more):
    return replace(Taken(uuid4(), at), **more)


def heard(one, at, **more):
    said = Heard(
        one.client,
        at,
        "The hand pump of our street is broken.",
        "larkana-water",
        "hand-pump",
        "Mend it.",
        DUE,
    )
    return replace(said, **more)


def test_offices_are_invited_and_those_with_a_mailbox_are_written_to(matters):
    view = called(matters)
    assert [one.body.key for one in queries.seats(view.id)] == [
        "larkana-water",
        "larkana-complaints",
    ]
    mails = Message.objects.filter(subject_id=view.thing_id, channel="email")
    assert sorted(mails.values_list("address", flat=True)) == [
        "larkana-complaints@office.example",
        "larkana-water@office.example",
    ]
    actions.invite(
        number=view.number, body_id=matters.bodies["water"], by=matters.supervisor, at=matters.at
    )
    assert mails.count() == 2


@pytest.mark.parametrize(
    ("more", "field"),
    [({"venue": {"en": " "}}, "venue"), ({"place_id": 0}, "place"), ({"body_id": 0}, "body")],
)
def test_a_hearing_without_a_place_or_an_office_is_not_called(matters, more, field):
    given = {
        "place_id": matters.larkana.id,
        "body_id": matters.bodies["water"],
        "venue": {"en": "Made-up school"},
        "starts_at": matters.at + timedelta(days=1),
        "notice": {},
        "invited": [],
    }
    with pytest.raises(HearingProblem) as found:
        actions.call_hearing(**{**given, **more}, by=matters.supervisor, at=matters.at)
    assert field in found.value.problems


def test_a_hearing_in_the_past_is_not_called(matters):
    with pytest.raises(HearingProblem) as found:
        called(matters, starts_at=matters.at - timedelta(hours=1))
    assert "starts_at" in found.value.problems


def test_an_officer_of_another_office_neither_calls_nor_holds_it(matters):
    view = called(matters)
    with pytest.raises(Refused):
        actions.open_hearing(number=view.number, by=matters.other_officer, at=matters.at)
    with pytest.raises(Refused):
        queue.take_number(
            number=view.number,
            taken=taken(matters.at),
            by=matters.other_officer,
            at=matters.at,
        )


def test_numbers_are_given_in_order_and_a_slip_keeps_its_number(matters):
    view = opened(matters)
    numbers = [
        queue.take_number(
            number=view.number, taken=taken(view.starts_at, queue=slip), by=matters.counter,
            at=view.starts_at,
        ).queue
        for slip in (0, 7, 0, 7, 2)
    ]  # fmt: skip
    assert numbers == [1, 7, 8, 9, 2]


def test_the_same_taking_twice_gives_one_number(matters):
    view = opened(matters)
    one = taken(view.starts_at, name="Made-up Name", phone="0300 5550009")
    first, second = (
        queue.take_number(number=view.number, taken=one, by=matters.counter, at=view.starts_at)
        for _n in range(2)
    )
    assert first == second
    assert queries.tally(view.id).taken == 1


def test_what_was_heard_is_a_complaint_and_a_promise_with_its_day(matters):
    view = opened(matters)
    one = taken(view.starts_at, name="Made-up Name", phone="0300 5550009")
    queue.take_number(number=view.number, taken=one, by=matters.counter, at=view.starts_at)
    found = queue.hear(
        number=view.number, heard=heard(one, view.starts_at), by=matters.counter, at=view.starts_at
    )
    known = cases.by_ids([found.case_id, found.promise_id])
    case, promise = known[found.case_id], known[found.promise_id]
    assert (case.kind, case.channel, case.applicant_id) == (
        "complaint",
        "hearing",
        found.applicant_id,
    )
    assert case.body_id == matters.bodies["water"]
    assert (promise.kind, promise.parent_id) == ("promise", case.id)
    assert promise.due_at is not None
    assert promise.due_at.astimezone(view.starts_at.tzinfo).date() in (
        DUE,
        DUE + timedelta(days=1),
    )
    again = queue.hear(
        number=view.number, heard=heard(one, view.starts_at), by=matters.counter, at=view.starts_at
    )
    assert again == found
    assert queries.tally(view.id).promised == 1


def test_a_direction_without_a_day_is_no_promise(matters):
    view = opened(matters)
    one = taken(view.starts_at)
    queue.take_number(number=view.number, taken=one, by=matters.counter, at=view.starts_at)
    found = queue.hear(
        number=view.number,
        heard=heard(one, view.starts_at, promised_for=None),
        by=matters.counter,
        at=view.starts_at,
    )
    assert found.promise_id is None
    assert found.direction == "Mend it."


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"words": " "}, "words"),
        ({"body_key": "nobody"}, "body"),
        ({"promised_for": date(2020, 1, 1)}, "promised_for"),
        ({"direction": ""}, "direction"),
        ({"category": "no-such-thing"}, "category"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field_and_changes_nothing(matters, more, field):
    view = opened(matters)
    one = taken(view.starts_at)
    queue.take_number(number=view.number, taken=one, by=matters.counter, at=view.starts_at)
    with pytest.raises(HearingProblem) as found:
        queue.hear(
            number=view.number,
            heard=heard(one, view.starts_at, **more),
            by=matters.counter,
            at=view.starts_at,
        )
    assert field in found.value.problems
    assert queries.tally(view.id).heard == 0


def test_a_day_offline_is_taken_in_once_and_a_wrong_one_does_not_keep_the_others_out(matters):
    view = opened(matters)
    first, second, third = (taken(view.starts_at, queue=n) for n in (1, 2, 3))
    happened = [
        first,
        second,
        heard(first, view.starts_at),
        heard(second, view.starts_at, body_key="nobody"),
        Left(third.client, view.starts_at),
        third,
        Left(third.client, view.starts_at),
    ]
    later = view.starts_at + timedelta(hours=9)
    answers = queue.take_in(number=view.number, happened=happened, by=matters.counter, at=later)
    assert [bool(one.problem) for one in answers] == [
        False,
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    again = queue.take_in(number=view.number, happened=happened, by=matters.counter, at=later)
    assert again[2].case == answers[2].case != 0
    tally = queries.tally(view.id)
    assert (tally.taken, tally.heard, tally.left) == (3, 1, 1)


def test_a_device_whose_clock_runs_ahead_keeps_no_time_to_come(matters):
    view = opened(matters)
    wrong = view.starts_at + timedelta(days=900)
    one = taken(wrong)
    kept = queue.take_number(number=view.number, taken=one, by=matters.counter, at=view.starts_at)
    assert kept.taken_at == view.starts_at


def test_who_is_called_up_and_not_heard_waits_again(matters):
    view = opened(matters)
    for _n in range(2):
        queue.take_number(
            number=view.number, taken=taken(view.starts_at), by=matters.counter, at=view.starts_at
        )
    for number in (1, 2):
        queue.call_up(number=view.number, queue=number, by=matters.counter, at=view.starts_at)
    assert [one.state for one in queries.queue(view.id)] == ["waiting", "called"]


def test_a_closed_hearing_takes_nothing_more(matters):
    view = opened(matters)
    actions.close_hearing(
        number=view.number, minutes={"en": "It was long."}, by=matters.counter, at=view.starts_at
    )
    with pytest.raises(HearingProblem):
        queue.take_number(
            number=view.number, taken=taken(view.starts_at), by=matters.counter, at=view.starts_at
        )


def test_the_next_hearing_opens_with_what_was_promised_at_the_last(matters):
    first = opened(matters)
    actions.close_hearing(number=first.number, minutes={}, by=matters.counter, at=first.starts_at)
    second = called(matters, at=first.starts_at + timedelta(days=1))
    assert queries.last_before(second).number == first.number
    assert queries.last_before(first) is None


def test_a_matter_that_must_not_lie_in_the_open_leaves_no_words_here(matters):
    view = opened(matters)
    one = taken(view.starts_at, name="Made-up Name")
    queue.take_number(number=view.number, taken=one, by=matters.counter, at=view.starts_at)
    found = queue.hear(
        number=view.number,
        heard=heard(
            one, view.starts_at, words="My husband beats me every night and says he will kill me."
        ),
        by=matters.counter,
        at=view.starts_at,
    )
    assert (found.state, found.words, found.direction, found.case_id) == ("heard", "", "", None)


def test_neither_the_queue_nor_a_direction_keeps_what_must_not_lie_in_the_open(matters):
    view = opened(matters)
    danger = "My husband beats me every night and says he will kill me."
    one = taken(view.starts_at, words=danger)
    kept = queue.take_number(number=view.number, taken=one, by=matters.counter, at=view.starts_at)
    assert kept.words == ""
    said = heard(one, view.starts_at, direction=f"She says: {danger}", promised_for=None)
    found = queue.hear(number=view.number, heard=said, by=matters.counter, at=view.starts_at)
    assert found.direction == ""
    assert Sealed.objects.count() == 2


def test_a_matter_that_moves_to_the_tray_takes_its_words_out_of_the_queue(matters):
    view = opened(matters)
    one = taken(view.starts_at, name="Made-up Name")
    queue.take_number(number=view.number, taken=one, by=matters.counter, at=view.starts_at)
    said = heard(one, view.starts_at, promised_for=None)
    found = queue.hear(number=view.number, heard=said, by=matters.counter, at=view.starts_at)
    divert(case_id=found.case_id, because="Danger.", by=matters.officer, at=view.starts_at)
    row = queries.matter(view.id, number=found.queue)
    assert (row.words, row.direction, row.applicant_id) == ("", "", None)
