"""What a worker does for clocks: looks each minute, and reckons again after a change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.jobs.kinds import JobKind
from kachehri.engines.jobs.progress import Progress
from kachehri.kernel.messages import Reason

from . import actions
from .kinds import RECOMPUTE
from .rules import CHANGE_CALENDAR

CLOCK = "clock"
"""The system actor of what clocks do by themselves."""


@app.periodic(cron="* * * * *", queueing_lock="tick")
@app.task(
    name="kachehri.flow.tick",
    queueing_lock="tick",
    retry=RetryStrategy(max_attempts=5, wait=5),
)
def tick(timestamp: int) -> None:
    """Look at the clocks whose moment has come since the last minute."""
    now = timezone.now()
    actions.tick(by=system_actor(CLOCK, now), at=now)


def recompute(
    progress: Progress,
    by: Actor,
    at: datetime,
    calendar: str,
    why: str = "",
    values: Mapping[str, str | int] | None = None,
) -> Mapping[str, Any]:
    """Reckon the open clocks of a calendar again, as the program: whoever asked was allowed to."""
    reason = Reason(why, values or {}) if why else None
    moved = actions.recompute(
        calendar=calendar, by=system_actor(CLOCK, at), at=at, progress=progress, why=reason
    )
    return {"calendar": calendar, "moved": moved}


RECOMPUTE_CLOCKS = JobKind(RECOMPUTE, _("Reckon clocks again"), recompute, rule=CHANGE_CALENDAR)
