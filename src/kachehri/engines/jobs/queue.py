"""The queue that carries jobs: the only module that knows procrastinate's tables.

A row of the queue is written through Django's own connection, so it belongs to the transaction of
the change that asks for the work: what is rolled back was never asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

RUN = "kachehri.jobs.run"
HEARTBEAT = 3.0
"""Seconds between two beats of a worker's heart."""
SILENT_FOR = 20.0
"""Seconds without a beat after which a worker counts as dead."""
_MENDING = 0x6B_61_63_68


@dataclass(frozen=True)
class Stalled:
    """A row of the queue whose worker is dead."""

    queue_id: int
    task: str


def put(job_id: int) -> int:
    """Put a job into the queue, in the caller's transaction. Return the queue's own number."""
    return app.configure_task(RUN, allow_unknown=False).defer(job_id=job_id)


def only_mender() -> bool:
    """Whether nobody else mends now (holds until the transaction ends)."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_MENDING])
        return bool(cursor.fetchone()[0])


def stalled(silent_for: float) -> Iterator[Stalled]:
    """Rows that are being done by workers which are dead or gone, locked for us."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select job.id, job.task_name from procrastinate_jobs job
            left join procrastinate_workers worker on worker.id = job.worker_id
            where job.status = 'doing'
              and (worker.id is null
                   or worker.last_heartbeat < now() - make_interval(secs => %s))
            order by job.id for update of job skip locked
            """,
            [silent_for],
        )
        yield from (Stalled(*row) for row in cursor.fetchall())


def put_back(queue_id: int, at: datetime) -> None:
    """Let another worker take the row."""
    app.job_manager.retry_job_by_id(queue_id, retry_at=at)


def drop(queue_id: int) -> None:
    """Mark the row as failed: nobody takes it again."""
    with connection.cursor() as cursor:
        cursor.execute("select procrastinate_finish_job_v1(%s, 'failed', false)", [queue_id])


def alive() -> "QuerySet[ProcrastinateJob, int]":
    """Numbers of the rows that wait or are being done."""
    return ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).values_list(
        "id", flat=True
    )


def forget_ended(hours: int) -> int:
    """Delete rows that ended more than `hours` ago. Return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            delete from procrastinate_jobs job
            where job.status in ('succeeded', 'failed', 'cancelled', 'aborted')
              and not exists (select 1 from procrastinate_events event
                              where event.job_id = job.id
                                and event.at > now() - make_interval(hours => %s))
            """,
            [hours],
        )
        return int(cursor.rowcount)
