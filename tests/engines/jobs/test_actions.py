"""Asking for work, doing it, and telling how it ended."""

import logging

import pytest
from django.db import connection, transaction
from django.utils import translation

from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.engines.jobs import actions, queries, queue
from kachehri.engines.jobs.kinds import JobProblem
from kachehri.engines.jobs.models import Job
from kachehri.engines.ledger.models import Event

from .conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)


def do(job_id, system):
    actions.run(job_id=job_id, by=system, clock=lambda: AT)


def mend(system):
    return actions.mend(by=system, at=AT, silent_for=queue.SILENT_FOR)


def ask(by, kind="test-count", **arguments):
    return actions.ask(kind=kind, arguments=arguments, by=by, at=AT)


def verbs():
    return list(
        Event.objects.filter(verb__startswith="jobs.").order_by("id").values_list("verb", flat=True)
    )


def queued():
    with connection.cursor() as cursor:
        cursor.execute("select id, status::text from procrastinate_jobs order by id")
        return dict(cursor.fetchall())


def test_work_that_is_asked_for_waits_in_the_queue(editor):
    job = queries.job(editor, ask(editor))
    assert (job.state, job.percent, job.asked_by_id) == ("waiting", None, editor.thing_id)
    assert list(queued().values()) == ["todo"]
    assert verbs() == ["jobs.asked"]


def test_what_is_rolled_back_was_never_asked_for(editor):
    with transaction.atomic():
        ask(editor)
        transaction.set_rollback(True)
    assert queued() == {}
    assert not Job.objects.exists()


def test_whoever_may_not_do_it_may_not_ask_for_it():
    with pytest.raises(Refused):
        ask(PUBLIC)
    assert not Job.objects.exists()


def test_work_of_an_unknown_kind_is_refused_by_name(editor):
    with pytest.raises(JobProblem, match="“dance”"):
        ask(editor, "dance")


def test_a_job_that_was_done_shows_its_result_and_all_of_its_progress(editor, system):
    number = ask(editor, upto=5)
    do(number, system)
    job = queries.job(editor, number)
    assert job.ended
    assert (job.state, job.done, job.percent) == ("done", 5, 100)
    assert job.result == {"counted": 5, "by": system.name}
    assert verbs() == ["jobs.asked", "jobs.finished"]


def test_a_job_that_is_run_twice_is_done_once(editor, system):
    number = ask(editor)
    do(number, system)
    do(number, system)
    assert Job.objects.get().attempt == 1
    assert verbs() == ["jobs.asked", "jobs.finished"]


def test_a_known_problem_is_told_with_its_place(editor, system):
    number = ask(editor, "test-stumble")
    do(number, system)
    job = queries.job(editor, number)
    assert (job.state, job.message) == ("failed", "Row 7 has no district.")
    assert verbs() == ["jobs.asked", "jobs.failed"]


def test_a_full_disk_is_told_as_such(editor, system):
    number = ask(editor, "test-stumble", error="full")
    do(number, system)
    assert "disk of the server is full" in queries.job(editor, number).message


def test_a_mistake_in_the_program_goes_to_the_log_and_not_to_the_page(editor, system, caplog):
    number = ask(editor, "test-stumble", error="bug")
    with caplog.at_level(logging.ERROR):
        do(number, system)
    message = queries.job(editor, number).message
    assert "secret detail" not in message
    assert "ZeroDivisionError" not in message
    assert str(number) in message
    assert "secret detail" in caplog.text


def test_an_attempt_that_was_overtaken_writes_nothing(editor, system):
    number = ask(editor)
    slow = actions.begin(job_id=number, at=AT)
    fast = actions.begin(job_id=number, at=AT)
    actions.finish(claim=slow, result={"who": "slow"}, units=1, by=system, at=AT)
    assert queries.job(editor, number).state == "running"
    actions.finish(claim=fast, result={"who": "fast"}, units=1, by=system, at=AT)
    assert queries.job(editor, number).result == {"who": "fast"}


def test_jobs_are_seen_by_who_asked_and_by_the_system_only(editor, system):
    number = ask(system)
    assert queries.job(editor, number) is None
    assert queries.job(PUBLIC, number) is None
    assert queries.job(system, number).id == number
    mine = ask(editor)
    assert [job.id for job in queries.recent(editor)] == [mine]
    assert [job.id for job in queries.recent(system)] == [mine, number]


def test_a_message_is_read_in_the_language_of_its_reader(editor, system):
    number = ask(editor, "test-stumble", error="full")
    do(number, system)
    with translation.override("ur"):
        assert queries.job(editor, number).message


def taken_by_a_worker(beat_before_seconds):
    """The queue as a worker leaves it that takes a row and dies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat)"
            " values (now() - make_interval(secs => %s)) returning id",
            [beat_before_seconds],
        )
        worker = cursor.fetchone()[0]
        cursor.execute("select id from procrastinate_fetch_job_v2(null, %s)", [worker])
        return cursor.fetchone()[0]


def test_the_job_of_a_dead_worker_waits_again_and_says_so(editor, system):
    number = ask(editor)
    taken_by_a_worker(beat_before_seconds=60)
    actions.begin(job_id=number, at=AT)
    assert mend(system) == 1
    job = queries.job(editor, number)
    assert (job.state, job.message) == ("waiting", actions.AGAIN)
    assert list(queued().values()) == ["todo"]
    do(number, system)
    assert queries.job(editor, number).state == "done"


def test_the_job_of_a_living_worker_is_left_alone(editor, system):
    number = ask(editor)
    taken_by_a_worker(beat_before_seconds=queue.HEARTBEAT)
    actions.begin(job_id=number, at=AT)
    assert mend(system) == 0
    assert queries.job(editor, number).state == "running"


def test_a_job_over_which_workers_die_again_and_again_is_given_up(editor, system):
    number = ask(editor, "test-hang", marker="unused")
    for _death in range(2):
        taken_by_a_worker(beat_before_seconds=60)
        actions.begin(job_id=number, at=AT)
        mend(system)
    job = queries.job(editor, number)
    assert job.state == "failed"
    assert "stopped in the middle 2 times" in job.message
    assert list(queued().values()) == ["failed"]


def test_a_job_that_is_no_longer_in_the_queue_does_not_wait_for_ever(editor, system):
    number = ask(editor)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    assert mend(system) == 1
    job = queries.job(editor, number)
    assert (job.state, job.message) == ("failed", actions.LOST)


def test_rows_of_the_queue_that_ended_long_ago_are_forgotten(editor, system):
    ask(editor)
    old = taken_by_a_worker(beat_before_seconds=0)
    queue.drop(old)
    assert queue.forget_ended(hours=1) == 0
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_events set at = now() - interval '2 hours'")
    assert queue.forget_ended(hours=1) == 1
    assert queued() == {}
