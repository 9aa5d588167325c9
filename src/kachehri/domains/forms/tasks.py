"""The rounds of the house for answers. Each is safe to run twice, and beside itself."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.jobs.tasks import IF_THE_DATABASE_IS_AWAY

from . import actions

INTAKE = "intake"
"""The system actor that takes answers in and reads them."""
MOST = 20_000
"""Answers in one round: the next one is soon."""
LATELY = timedelta(days=14)


@app.periodic(cron="* * * * * */10")
@app.task(name="kachehri.forms.read", queueing_lock="forms.read", retry=IF_THE_DATABASE_IS_AWAY)
def read_answers(timestamp: int) -> None:
    """Read what came in."""
    now = timezone.now()
    actions.read_submissions(by=system_actor(INTAKE, now), at=now, most=MOST)


@app.periodic(cron="35 3 * * *")
@app.task(name="kachehri.forms.keep", queueing_lock="forms.keep", retry=IF_THE_DATABASE_IS_AWAY)
def keep_no_longer(timestamp: int) -> None:
    """Erase answers whose time is over; finish what a stopped program left half erased."""
    now = timezone.now()
    actions.keep_no_longer(by=system_actor(INTAKE, now), at=now)
    actions.finish_erasing(since=now - LATELY)
