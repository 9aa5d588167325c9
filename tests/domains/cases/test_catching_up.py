"""A holiday that is announced late: lists follow the moved days, each matter once."""

import threading
from datetime import timedelta

import pytest
from django.db import connections, transaction
from tests import matters as standard

from kachehri.domains.cases import actions, queries, tasks
from kachehri.domains.cases.actions import FOLLOWER
from kachehri.domains.cases.models import Case, DueMoved, Entry
from kachehri.engines.flow import actions as flow
from kachehri.engines.flow import queries as clocks
from kachehri.engines.flow.kinds import DueChange
from kachehri.engines.flow.models import Clock
from kachehri.engines.flow.queries import clock_view
from kachehri.kernel.messages import Reason

SOON = timedelta(minutes=10)
CALENDAR = "pk-sindh"
MAIN = {"complaint", "rti-sindh-2016"}


def request(matters, words="Copies of the bills of 2025."):
    """A matter whose limit counts working days: a holiday on its last day moves it."""
    body = matters.bodies["complaints"]
    return standard.complaint(matters, words, kind="rti-sindh", category="", body_id=body)


def due_of_clock(case):
    """The due time as the main clock has it; the office has not answered yet."""
    found = clocks.clocks([case.thing_id])[case.thing_id]
    return next(one.due_at for one in found if one.rule in MAIN)


def due_of_row(case):
    return Case.objects.get(pk=case.id).due_at


def lines(case):
    found = Entry.objects.filter(case_id=case.id, what="clock-moved").order_by("id")
    return [line.content for line in found]


def holiday(matters, case, after=0):
    """Announce the day on which it is due, and reckon again."""
    on = due_of_clock(case).date() + timedelta(days=after)
    flow.announce_holiday(
        calendar=CALENDAR, on=on, name={"en": "Made-up Day"}, source="made up",
        by=matters.clock, at=matters.at,
    )  # fmt: skip
    return flow.recompute(calendar=CALENDAR, by=matters.clock, at=matters.at)


def apply(matters, most=2000):
    return actions.apply_moved(by=matters.clock, at=matters.at + SOON, most=most)


def test_a_moved_day_reaches_the_list_once_with_one_line(matters):
    case = request(matters)
    before = due_of_row(case)
    assert holiday(matters, case) == 1
    assert due_of_row(case) == before < due_of_clock(case)
    assert lines(case) == []
    assert apply(matters) == 1
    assert due_of_row(case) == due_of_clock(case)
    assert Case.objects.get(pk=case.id).version == case.version + 1
    (content,) = lines(case)
    assert (content["side"], content["was"][:10]) == ("program", before.date().isoformat())
    assert apply(matters) == DueMoved.objects.count() == 0
    assert len(lines(case)) == 1


def test_of_two_changes_the_newest_wins_in_one_line(matters):
    case = request(matters)
    first = due_of_row(case)
    holiday(matters, case)
    holiday(matters, case)
    assert DueMoved.objects.count() == 2
    assert apply(matters) == 2
    assert due_of_row(case) == due_of_clock(case)
    (content,) = lines(case)
    assert content["was"][:10] == first.date().isoformat()


def test_a_holiday_announced_and_taken_back_before_lists_follow_leaves_nothing(matters):
    case = request(matters)
    on = due_of_clock(case).date()
    holiday(matters, case)
    flow.cancel_holiday(calendar=CALENDAR, on=on, source="made up", by=matters.clock, at=matters.at)
    flow.recompute(calendar=CALENDAR, by=matters.clock, at=matters.at)
    assert apply(matters) == 2
    assert (due_of_row(case), lines(case)) == (case.due_at, [])
    assert Case.objects.get(pk=case.id).version == case.version


def test_batches_go_by_the_longest_waiting_and_end(matters):
    cases = [request(matters, f"Hand pump {number}.") for number in range(5)]
    holiday(matters, cases[0])
    waited = list(DueMoved.objects.order_by("id").values_list("subject", flat=True))
    assert apply(matters, most=2) == 2
    left = list(DueMoved.objects.order_by("id").values_list("subject", flat=True))
    assert left == waited[2:]
    assert (apply(matters, most=2), apply(matters, most=2), apply(matters, most=2)) == (2, 1, 0)
    assert all(due_of_row(case) == due_of_clock(case) for case in cases)


def test_a_batch_that_dies_is_done_whole_by_the_next(matters):
    case = request(matters)
    holiday(matters, case)
    with transaction.atomic():
        assert apply(matters) == 1
        transaction.set_rollback(True)
    assert (DueMoved.objects.count(), lines(case)) == (1, [])
    assert apply(matters) == 1
    assert due_of_row(case) == due_of_clock(case)
    assert len(lines(case)) == 1


def test_a_matter_that_was_closed_or_whose_time_is_another_one_is_left_alone(matters):
    closed, other = request(matters), request(matters, "No water.")
    holiday(matters, closed)
    Case.objects.filter(pk=closed.id).update(is_open=False)
    Case.objects.filter(pk=other.id).update(due_at=matters.at)
    assert apply(matters) == 2
    assert (due_of_row(closed), due_of_row(other)) == (closed.due_at, matters.at)
    assert (lines(closed), lines(other)) == ([], [])


def test_a_step_catches_up_first(matters):
    case = request(matters)
    holiday(matters, case)
    moved = actions.move(
        case_id=case.id, version=case.version, move="withdraw", by=matters.citizen,
        at=matters.at + SOON, secret=case.secret,
    )  # fmt: skip
    told = [line.what for line in queries.timeline(moved, matters.officer)]
    assert told[-2:] == ["clock-moved", "withdraw"]
    assert apply(matters) == 0
    assert moved.version == Case.objects.get(pk=case.id).version == case.version + 2
    assert moved.due_at is None


def test_silence_catches_up_first(matters):
    case = request(matters)
    holiday(matters, case)
    late = due_of_clock(case) + SOON
    flow.tick(by=matters.clock, at=late)
    told = Entry.objects.filter(case_id=case.id).order_by("id").values_list("what", flat=True)
    assert list(told)[1:3] == ["clock-moved", "fall-silent"]


def test_an_unanswered_matter_climbs_though_its_list_lags(matters):
    case = standard.complaint(matters)
    clock = Clock.objects.filter(subject_id=case.thing_id, rule="complaint")
    before = clock.get().due_at
    clock.update(due_at=before + timedelta(days=1), next_at=before + timedelta(days=1))
    change = DueChange(clock_view(clock.get()), before, clock.get().due_at, Reason("-"))
    FOLLOWER.moved(changes=[change], by=matters.clock, at=matters.at)
    flow.tick(by=matters.clock, at=before + timedelta(days=1, minutes=1))
    assert due_of_row(case) == due_of_clock(case) > before
    assert Entry.objects.filter(case_id=case.id, what="climbed").exists() or clock.get().next_at


def test_the_round_applies_and_tells(matters):
    case = request(matters)
    holiday(matters, case)
    tasks.tell_moved(0)
    assert due_of_row(case) == due_of_clock(case)
    assert not Entry.objects.filter(what="clock-moved", message__isnull=True).exists()
    assert DueMoved.objects.count() == 0


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_two_that_apply_at_once_do_each_matter_once(kept_offices):
    matters = kept_offices
    cases = [request(matters, f"Hand pump {number}.") for number in range(12)]
    holiday(matters, cases[0])
    start, done = threading.Barrier(2), []

    def work():
        try:
            start.wait(10)
            while DueMoved.objects.exists():
                done.append(apply(matters, most=3))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sum(done) == 12
    assert [len(lines(case)) for case in cases] == [1] * 12
    assert all(due_of_row(case) == due_of_clock(case) for case in cases)


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_matter_that_somebody_holds_waits_and_the_others_do_not(kept_offices):
    matters = kept_offices
    held, free = request(matters), request(matters, "No water.")
    holiday(matters, held)
    done = []

    def work():
        try:
            done.append(apply(matters))
        finally:
            connections.close_all()

    with transaction.atomic():
        Case.objects.select_for_update().get(pk=held.id)
        worker = threading.Thread(target=work)
        worker.start()
        worker.join(30)
    assert (done, due_of_row(held), due_of_row(free)) == ([1], held.due_at, due_of_clock(free))
    assert apply(matters) == 1
    assert due_of_row(held) == due_of_clock(held)
