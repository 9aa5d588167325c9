"""Asking for work, doing it, and mending what dead workers left behind."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.messages import Reason

from . import kinds, queue
from .models import Job
from .progress import Row
from .reasons import plain_reason

VERBS = {
    "jobs.asked": _("Asked for work"),
    "jobs.finished": _("Finished work"),
    "jobs.failed": _("Could not do the work"),
}

log = logging.getLogger(__name__)

UNKNOWN = gettext_noop("This version of Kachehri does not know work of the kind “%(kind)s”.")
AGAIN = gettext_noop("The worker stopped in the middle. The work begins again.")
GIVEN_UP = gettext_noop(
    "The worker stopped in the middle %(attempts)s times, so the work was given up. Nothing was "
    "half done. Ask whoever runs this server to look at its log, then ask for the work again."
)
LOST = gettext_noop("The work was lost from the queue. Nothing was half done. Ask for it again.")


@dataclass(frozen=True)
class Claim:
    """A job that this worker has begun."""

    job_id: int
    thing_id: int
    attempt: int
    kind: str
    arguments: Mapping[str, Any]


def ask(*, kind: str, arguments: Mapping[str, Any], by: Actor, at: datetime) -> int:
    """Ask for work; return the job's id.

    The job, its event and its place in the queue are written in the caller's transaction: if that
    fails, nobody was asked. Raises Refused where the kind's rule says no, JobProblem for a kind
    that is not known.
    """
    known = kinds.find(kind)
    if known is None:
        raise kinds.JobProblem(UNKNOWN, kind=kind)
    require(known.rule, by)
    asked_by = acting(by)
    with transaction.atomic():
        thing = ledger.register(kind="jobs.job", at=at)
        job = Job.objects.create(
            thing=thing, kind=kind, arguments=dict(arguments), asked_by_id=asked_by, asked_at=at
        )
        job.queue_id = queue.put(job.pk)
        job.save(update_fields=["queue_id"])
        write_event("jobs.asked", thing.pk, by, at, kind=kind)
    return job.pk


def run(*, job_id: int, by: Actor, clock: Callable[[], datetime]) -> None:
    """Do a job that a worker took from the queue. Does nothing where it is done already.

    Whatever goes wrong inside is told to whoever asked, in plain words; only a database that does
    not answer is raised, and the queue tries again.
    """
    claim = begin(job_id=job_id, at=clock())
    if claim is None:
        return
    progress = Row(claim.job_id, claim.attempt)
    try:
        result = work(claim, progress, by, clock())
    except OperationalError:
        raise
    except Exception as error:
        log.exception("Job %s (%s) failed", claim.job_id, claim.kind)
        fail(claim=claim, reason=plain_reason(error, claim.job_id), by=by, at=clock())
    else:
        finish(claim=claim, result=result, units=progress.total or progress.done, by=by, at=clock())
    finally:
        progress.close()


def begin(*, job_id: int, at: datetime) -> Claim | None:
    """Mark a job as running and return the claim; None where there is nothing left to do."""
    with transaction.atomic():
        job = Job.objects.select_for_update().unfinished().filter(pk=job_id).first()
        if job is None:
            return None
        job.state = Job.State.RUNNING
        job.attempt += 1
        job.started_at, job.done, job.total, job.step = at, 0, None, ""
        job.message, job.message_values = "", {}
        job.save()
    return Claim(job.pk, job.thing_id, job.attempt, job.kind, job.arguments)


def work(claim: Claim, progress: Row, by: Actor, at: datetime) -> Mapping[str, Any]:
    """Run the kind's own function."""
    known = kinds.find(claim.kind)
    if known is None:
        raise kinds.JobProblem(UNKNOWN, kind=claim.kind)
    return known.run(progress=progress, by=by, at=at, **claim.arguments)


def finish(*, claim: Claim, result: Mapping[str, Any], units: int, by: Actor, at: datetime) -> None:
    """Write that the work is done, unless a later attempt has taken over."""
    with transaction.atomic():
        ended = latest(claim).update(
            state=Job.State.DONE, finished_at=at, result=dict(result), done=units, step=""
        )
        if ended:
            write_event("jobs.finished", claim.thing_id, by, at, kind=claim.kind)


def fail(*, claim: Claim, reason: Reason, by: Actor, at: datetime) -> None:
    """Write why the work could not be done, unless a later attempt has taken over."""
    with transaction.atomic():
        ended = latest(claim).update(
            state=Job.State.FAILED,
            finished_at=at,
            message=reason.key,
            message_values=dict(reason.params),
        )
        if ended:
            write_event("jobs.failed", claim.thing_id, by, at, kind=claim.kind)


def latest(claim: Claim) -> Any:
    """The row of the claim, as long as nobody else took it over."""
    return Job.objects.unfinished().filter(pk=claim.job_id, attempt=claim.attempt)


def mend(*, by: Actor, at: datetime, silent_for: float) -> int:
    """Find what dead workers left; begin it again or give it up. Return how many were touched.

    A worker is dead when its heart did not beat for `silent_for` seconds. Two menders at once do
    no harm: the second one sees that the first is at it and goes away.
    """
    touched = 0
    with transaction.atomic():
        if not queue.only_mender():
            return 0
        for stalled in queue.stalled(silent_for):
            touched += 1
            job = Job.objects.unfinished().filter(queue_id=stalled.queue_id).first()
            if job is not None and job.attempt >= attempts_of(job.kind):
                queue.drop(stalled.queue_id)
                give_up(job, Reason(GIVEN_UP, {"attempts": job.attempt}), by, at)
                continue
            queue.put_back(stalled.queue_id, at)
            if job is not None:
                wait_again(job)
        for job in Job.objects.unfinished().exclude(queue_id__in=queue.alive()):
            touched += 1
            give_up(job, Reason(LOST), by, at)
    return touched


def attempts_of(kind: str) -> int:
    """How many workers may die over a job of this kind."""
    known = kinds.find(kind)
    return known.attempts if known else 1


def wait_again(job: Job) -> None:
    """Back to waiting, with a word on why."""
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.WAITING, message=AGAIN, done=0, total=None, step=""
    )


def give_up(job: Job, reason: Reason, by: Actor, at: datetime) -> None:
    """Close a job that nobody will do any more."""
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.FAILED,
        finished_at=at,
        message=reason.key,
        message_values=dict(reason.params),
    )
    write_event("jobs.failed", job.thing_id, by, at, kind=job.kind)


def write_event(verb: str, thing_id: int, by: Actor, at: datetime, **refs: str | int) -> None:
    """Write to the ledger."""
    ledger.record(verb=verb, by=acting(by), thing=thing_id, at=at, refs=refs)


def acting(by: Actor) -> int:
    """The Thing that acts. A visitor has none, and no rule lets one get so far."""
    if by.thing_id is None:
        raise ValueError("nobody acts")
    return by.thing_id
