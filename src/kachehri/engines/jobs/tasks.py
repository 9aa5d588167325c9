"""What a worker does: the jobs that people asked for, and the rounds of the house."""

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.ledger.tasks import seal

from . import actions, queue

WORKER = "worker"
"""The system actor that does the work."""

KEEP_HOURS = 48

IF_THE_DATABASE_IS_AWAY = RetryStrategy(max_attempts=5, wait=5)


@app.task(name=queue.RUN, retry=IF_THE_DATABASE_IS_AWAY)
def run_job(job_id: int) -> None:
    """Do one job."""
    now = timezone.now
    actions.run(job_id=job_id, by=system_actor(WORKER, now()), clock=now)


def mend() -> int:
    """Look for what dead workers left. The worker calls this every few seconds."""
    now = timezone.now()
    return actions.mend(by=system_actor(WORKER, now), at=now, silent_for=queue.SILENT_FOR)


@app.periodic(cron="* * * * *", queueing_lock="seal")
@app.task(name="kachehri.ledger.seal", queueing_lock="seal", retry=IF_THE_DATABASE_IS_AWAY)
def seal_ledger(timestamp: int) -> None:
    """Seal what was written since the last minute."""
    seal(timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(name="kachehri.jobs.forget", retry=IF_THE_DATABASE_IS_AWAY)
def forget_ended(timestamp: int) -> None:
    """Clear the queue of what ended two days ago; the jobs themselves stay.

    Browser sessions that ended go, too: they may hold words that somebody was typing.
    """
    queue.forget_ended(KEEP_HOURS)
    SessionStore.clear_expired()
