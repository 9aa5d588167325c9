"""Real workers in processes of their own: they work, they are told to stop, they are killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.db import connection

from kachehri.engines.jobs import actions, queries
from kachehri.engines.jobs import worker as module

from .conftest import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.faults]


@contextmanager
def worker():
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.engines.jobs.worker_process"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kachehri.site.settings"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def until(question, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def break_what_rests():
    """End every connection of others; how many, or 0 where one of them is just being used."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
            " and usename = current_user and not exists (select from pg_stat_activity as other"
            "  where other.datname = current_database() and other.pid <> pg_backend_pid()"
            "  and (other.state <> 'idle' or other.state_change > now() - interval '50 ms'))"
        )
        return cursor.fetchone()[0]


def ended(actor, number):
    job = queries.job(actor, number)
    return job if job.ended else None


def test_a_worker_does_what_waits_and_stops_when_it_is_told_to(editor):
    number = actions.ask(kind="test-count", arguments={"upto": 3}, by=editor, at=AT)
    with worker() as process:
        job = until(lambda: ended(editor, number))
        assert (job.state, job.result["counted"]) == ("done", 3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0


def test_a_worker_goes_on_when_its_connections_to_the_database_broke(editor):
    with worker() as process:
        number = actions.ask(kind="test-count", arguments={}, by=editor, at=AT)
        until(lambda: ended(editor, number))
        assert until(break_what_rests) >= 2
        number = actions.ask(kind="test-count", arguments={}, by=editor, at=AT)
        assert until(lambda: ended(editor, number)).state == "done"
        assert process.poll() is None


def test_a_worker_that_ended_without_being_told_to_says_so(monkeypatch):
    async def at_once(_app, _until_empty):
        return False

    monkeypatch.setattr(module, "run_until_told", at_once)
    with pytest.raises(module.WorkerEnded, match="lost the database"):
        module.run_worker()


def test_the_work_of_a_worker_killed_in_the_middle_is_done_by_the_next(editor, tmp_path):
    marker = tmp_path / "pid"
    number = actions.ask(kind="test-hang", arguments={"marker": str(marker)}, by=editor, at=AT)
    with worker() as doomed:
        until(marker.exists)
        assert queries.job(editor, number).state == "running"
        os.kill(doomed.pid, signal.SIGKILL)
        doomed.wait(10)
    with worker():
        job = until(lambda: ended(editor, number))
    assert (job.state, job.result) == ("done", {"again": True})


def test_work_that_kills_every_worker_ends_as_failed_with_a_plain_message(editor, tmp_path):
    marker = tmp_path / "pid"
    arguments = {"marker": str(marker), "always": True}
    number = actions.ask(kind="test-hang", arguments=arguments, by=editor, at=AT)
    for _life in range(2):
        with worker() as doomed:
            until(lambda pid=doomed.pid: marker.exists() and marker.read_text() == str(pid))
    with worker():
        job = until(lambda: ended(editor, number))
    assert job.state == "failed"
    assert "stopped in the middle 2 times" in job.message
