"""Copies are rebuilt by the worker, one job a file."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.jobs.tasks import IF_THE_DATABASE_IS_AWAY, WORKER

from . import actions


@app.task(name=actions.REBUILD, retry=IF_THE_DATABASE_IS_AWAY)
def rebuild_copy(file_id: int) -> None:
    """Rebuild the copy of one file."""
    now = timezone.now()
    actions.rebuild(file_id=file_id, by=system_actor(WORKER, now), at=now)
