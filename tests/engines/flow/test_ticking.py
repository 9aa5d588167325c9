"""Clocks that ran out: each rung once, whoever is killed, however many workers there are."""

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.engines.flow import actions, queries
from kachehri.engines.flow.models import Calendar, Clock
from kachehri.engines.ledger import actions as ledger

from .conftest import AT, started

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def only(matter):
    (view,) = queries.clocks([matter])[matter]
    return view


def tick(by, at, most=1000):
    return actions.tick(by=by, at=at, most=most)


def test_nothing_is_done_before_the_time_and_once_after_it(calendars, matter, followed):
    view = started(calendars, matter)
    assert tick(calendars, view.due_at - MINUTE) == 0
    assert tick(calendars, view.due_at) == 1
    assert tick(calendars, view.due_at + timedelta(days=400)) == 0
    assert followed.due_calls == [(matter, 0)]
    assert (only(matter).rung, only(matter).next_at) == (1, None)


def test_the_ladder_is_climbed_rung_by_rung(calendars, matter, followed):
    followed.ladder = 2
    at = started(calendars, matter).due_at
    for _ in range(5):
        tick(calendars, at)
        tick(calendars, at)
        at += timedelta(days=3)
    assert followed.due_calls == [(matter, 0), (matter, 1), (matter, 2)]


def test_it_stops_when_somebody_acts(calendars, matter, followed):
    followed.ladder = 9
    view = started(calendars, matter)
    tick(calendars, view.due_at)
    actions.stop(subject=matter, rules=None, by=calendars, at=view.due_at)
    assert tick(calendars, view.due_at + timedelta(days=30)) == 0
    assert followed.due_calls == [(matter, 0)]


def test_a_follower_may_stop_the_clock_itself(calendars, matter, followed):
    followed.stops = True
    view = started(calendars, matter)
    assert tick(calendars, view.due_at) == 1
    assert (only(matter).state, only(matter).next_at) == ("stopped", None)


def test_a_clock_that_stands_still_is_not_looked_at(calendars, matter, followed):
    view = started(calendars, matter)
    actions.pause(subject=matter, rules=None, by=calendars, at=AT)
    assert tick(calendars, view.due_at + timedelta(days=90)) == 0


def test_a_machine_whose_clock_is_set_back_waits_and_repeats_nothing(calendars, matter, followed):
    followed.ladder = 9
    view = started(calendars, matter)
    tick(calendars, view.due_at)
    reached = only(matter)
    for back in (timedelta(days=1), timedelta(days=4000)):
        assert tick(calendars, view.due_at - back) == 0
    assert only(matter) == reached
    assert tick(calendars, reached.next_at) == 1
    assert followed.due_calls == [(matter, 0), (matter, 1)]


def test_the_next_look_is_always_later_than_the_last(calendars, matter, followed):
    followed.ladder = 9
    view = started(calendars, matter)
    Clock.objects.filter(pk=view.id).update(next_at=view.due_at)
    followed.due = lambda **_named: view.due_at - timedelta(days=9)
    tick(calendars, view.due_at)
    assert only(matter).next_at > view.due_at


def test_a_follower_that_fails_is_asked_again_later_and_stops_no_other(calendars, followed):
    first, second = (ledger.register(kind="test.matter", at=AT).pk for _ in range(2))
    due_at = started(calendars, first).due_at
    started(calendars, second)
    calls = []

    def due(*, subject, **_named):
        calls.append(subject)
        if subject == first and calls.count(first) == 1:
            raise RuntimeError("made up")

    followed.due = due
    assert tick(calendars, due_at) == 2
    assert (only(first).rung, only(second).rung) == (0, 1)
    assert tick(calendars, due_at + timedelta(minutes=10)) == 1
    assert (only(first).rung, calls) == (1, [first, second, first])


def test_what_a_failing_follower_had_written_is_undone(calendars, matter, followed):
    view = started(calendars, matter)

    def due(*, subject, by, at, **_named):
        actions.stop(subject=subject, rules=None, by=by, at=at)
        raise RuntimeError("made up")

    followed.due = due
    tick(calendars, view.due_at)
    assert only(matter).state == "running"


def test_a_matter_that_nobody_follows_is_looked_at_once(calendars, followed):
    other = ledger.register(kind="test.other", at=AT).pk
    view = started(calendars, other)
    assert tick(calendars, view.due_at) == 1
    assert tick(calendars, view.due_at + timedelta(days=9)) == 0


def test_only_so_many_are_looked_at_in_one_go(calendars, followed):
    matters = [ledger.register(kind="test.matter", at=AT).pk for _ in range(5)]
    due_at = [started(calendars, one) for one in matters][-1].due_at
    assert [tick(calendars, due_at, most=2) for _ in range(3)] == [2, 2, 1]
    assert sorted(followed.due_calls) == [(one, 0) for one in sorted(matters)]


def test_only_the_program_ticks():
    with pytest.raises(Refused):
        tick(PUBLIC, AT)


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work_and_do_nothing_twice(calendars, followed):
    matters = [ledger.register(kind="test.matter", at=AT).pk for _ in range(20)]
    due_at = [started(calendars, one) for one in matters][-1].due_at
    both = threading.Barrier(2)

    def work():
        try:
            both.wait(10)
            tick(calendars, due_at)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(30)
    assert sorted(followed.due_calls) == [(one, 0) for one in sorted(matters)]
    assert set(Clock.objects.values_list("rung", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_another_worker_holds_is_passed_over(calendars, followed):
    matters = [ledger.register(kind="test.matter", at=AT).pk for _ in range(2)]
    due_at = [started(calendars, one) for one in matters][-1].due_at
    done = []

    def other():
        try:
            done.append(tick(calendars, due_at))
        finally:
            connections.close_all()

    with transaction.atomic():
        Clock.objects.select_for_update().get(subject_id=matters[0])
        worker = threading.Thread(target=other)
        worker.start()
        worker.join(20)
    assert done == [1]
    assert followed.due_calls == [(matters[1], 0)]


KILLED = """
import json, os, signal, sys
import django
django.setup()
from datetime import datetime
from django.db import connections
connections["default"].settings_dict.update(json.loads(sys.argv[1]))
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow import actions, kinds

class Dies:
    def hold(self, *, subjects, wait):
        return subjects

    def due(self, *, subject, clock, rung, by, at):
        actions.stop(subject=subject, rules=None, by=by, at=at)
        os.kill(os.getpid(), signal.SIGKILL)

kinds.register_follower("test.matter", Dies())
at = datetime.fromisoformat(sys.argv[2])
actions.tick(by=system_actor("clock", at), at=at)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(calendars, matter, followed):
    view = started(calendars, matter)
    parts = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    where = json.dumps({part: connection.settings_dict[part] for part in parts})
    argv = [sys.executable, "-c", KILLED, where, view.due_at.isoformat()]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    ended = subprocess.run(argv, env=env, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert (only(matter).state, only(matter).rung) == ("running", 0)
    assert tick(calendars, view.due_at) == 1
    assert followed.due_calls == [(matter, 0)]


@pytest.mark.django_db(transaction=True)
def test_a_move_and_the_tick_do_not_wait_for_each_other(calendars, matter, followed):
    """An officer holds the matter and then stops its clock: the tick passes it over meanwhile."""
    view = started(calendars, matter)
    done = []

    def hold(*, subjects, wait):
        """The row of a calendar stands for that of the matter."""
        rows = Calendar.objects.filter(code="pk").select_for_update(skip_locked=not wait)
        return set(subjects) if list(rows) else set()

    def other():
        try:
            done.append(tick(calendars, view.due_at))
        finally:
            connections.close_all()

    followed.hold = hold
    with transaction.atomic():
        assert hold(subjects=[matter], wait=True) == {matter}
        worker = threading.Thread(target=other)
        worker.start()
        worker.join(20)
        assert done == [0]
        actions.stop(subject=matter, rules=None, by=calendars, at=view.due_at)
    assert tick(calendars, view.due_at) == 0
    assert followed.due_calls == []
