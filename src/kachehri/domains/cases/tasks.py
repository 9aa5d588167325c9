"""The rounds of the house for matters. Each is safe to run twice, and beside itself."""

from datetime import timedelta
from time import monotonic

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kachehri.engines.accounts.queries import system_actor

from . import actions
from .actions import feeding

CLOCK = "clock"
"""The system actor that does what the time asks for."""

A_MONTH = timedelta(days=31)
AT_MOST = 45.0
"""Seconds for which a round lets lists follow moved days; the next minute goes on."""
IF_THE_DATABASE_IS_AWAY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="*/5 * * * *")
@app.task(name="kachehri.cases.fold", queueing_lock="cases.fold", retry=IF_THE_DATABASE_IS_AWAY)
def fold_tally(timestamp: int) -> None:
    """Put the lines of the counts together."""
    now = timezone.now()
    actions.fold_tally(by=system_actor(CLOCK, now), at=now)


@app.periodic(cron="* * * * *")
@app.task(name="kachehri.cases.moved", queueing_lock="cases.moved", retry=IF_THE_DATABASE_IS_AWAY)
def tell_moved(timestamp: int) -> None:
    """Let lists follow days that were moved, batch by batch for less than a minute; tell of them.

    Nobody is told of what the list of their office does not show yet.
    """
    now, until = timezone.now(), monotonic() + AT_MOST
    by = system_actor(CLOCK, now)
    while actions.apply_moved(by=by, at=now) and monotonic() < until:
        pass
    actions.tell_moved(by=by, at=now)


@app.periodic(cron="7 * * * *")
@app.task(name="kachehri.cases.ask", queueing_lock="cases.ask", retry=IF_THE_DATABASE_IS_AWAY)
def ask_feedback(timestamp: int) -> None:
    """Ask how it went; let matters be found whose embargo has ended."""
    now = timezone.now()
    by = system_actor(CLOCK, now)
    actions.ask_due(by=by, at=now)
    actions.end_embargoes(by=by, at=now)


@app.periodic(cron="40 2 * * *")
@app.task(name="kachehri.cases.figures", queueing_lock="figures", retry=IF_THE_DATABASE_IS_AWAY)
def give_figures(timestamp: int) -> None:
    """Count the matters of this year for evidence; in January those of the last one, too."""
    now = timezone.now()
    today = timezone.localdate(now)
    for year in {today.year, (today - A_MONTH).year}:
        feeding.give_figures(year=year, by=system_actor("importer", now), at=now)
