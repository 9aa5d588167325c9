"""The rounds of the house for answers. Each is safe to run twice, and beside itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.jobs.kinds import JobKind, JobProblem
from kachehri.engines.jobs.progress import Progress
from kachehri.engines.jobs.tasks import IF_THE_DATABASE_IS_AWAY
from kachehri.kernel.weighting import CannotWeigh

from . import actions, queries
from .actions import counting, exporting
from .actions.unfinished import forget_unfinished
from .rules.allowed import MAY_ANALYSE_ANYWHERE

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
    by = system_actor(INTAKE, now)
    actions.keep_no_longer(by=by, at=now)
    actions.finish_erasing(since=now - LATELY, by=by, at=now)
    forget_unfinished(by=system_actor(INTAKE, now), at=now)


@app.periodic(cron="50 * * * *")
@app.task(name="kachehri.forms.files", queueing_lock="forms.files", retry=IF_THE_DATABASE_IS_AWAY)
def drop_files(timestamp: int) -> None:
    """Remove files of answers that were asked for a day ago."""
    now = timezone.now()
    exporting.drop_old(by=system_actor(INTAKE, now), at=now)


def write_export(
    progress: Progress,
    by: Actor,
    at: datetime,
    form_id: int,
    form: str,
    language: str,
    table: str,
    for_id: int,
) -> Mapping[str, Any]:
    """Write the file that somebody asked for, if they may still have it."""
    return exporting.fulfil(
        form_id=form_id,
        form=form,
        language=language,
        table=table,
        for_id=for_id,
        by=by,
        at=at,
        progress=progress,
    )


EXPORT = JobKind(
    exporting.KIND, _("Take answers out as a file"), write_export, rule=MAY_ANALYSE_ANYWHERE
)


@app.periodic(cron="5 2 * * *")
@app.task(name="kachehri.forms.look", queueing_lock="forms.look", retry=IF_THE_DATABASE_IS_AWAY)
def look_over(timestamp: int) -> None:
    """Look at the answers of each published form beside each other, at night."""
    now = timezone.now()
    for form in queries.forms(system_actor(INTAKE, now), state="published"):
        actions.look_over(form_id=form.id, by=system_actor(INTAKE, now), at=now)


def count_answers(
    progress: Progress, by: Actor, at: datetime, form_id: int, design: str
) -> Mapping[str, Any]:
    """Weigh and count the answers of a form."""
    try:
        made = actions.estimate_form(form_id=form_id, design=design, by=by, at=at)
    except (actions.EstimationProblem, CannotWeigh) as problem:
        values = {name: str(value) for name, value in problem.params.items()}
        raise JobProblem(problem.key, **values) from problem
    return {"estimation": made.id, "people": made.people}


COUNT = JobKind(
    counting.COUNT, _("Weigh and count answers"), count_answers, rule=MAY_ANALYSE_ANYWHERE
)
