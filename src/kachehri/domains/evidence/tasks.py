"""The work on figures that a worker does."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.roles import EDIT
from kachehri.engines.jobs.kinds import JobKind, JobProblem
from kachehri.engines.jobs.progress import Progress
from kachehri.engines.tables.files import FileProblem

from . import actions

READING = gettext_noop("%(lines)s lines read")


def preview(progress: Progress, by: Actor, at: datetime, upload: int) -> Mapping[str, Any]:
    """Look at what a load would do."""
    return _told(actions.preview_upload, progress, upload=upload, by=by, at=at)


def load(progress: Progress, by: Actor, at: datetime, upload: int) -> Mapping[str, Any]:
    """Load a file that was checked."""
    return _told(actions.load_upload, progress, upload=upload, by=by, at=at)


def _told(
    act: Callable[..., Mapping[str, Any]], progress: Progress, **arguments: Any
) -> Mapping[str, Any]:
    def tell(lines: int) -> None:
        progress.step(READING, lines=lines)

    try:
        return act(**arguments, progress=tell)
    except FileProblem as problem:
        values = {k: v if isinstance(v, int | str) else str(v) for k, v in problem.params.items()}
        raise JobProblem(problem.key, **values) from problem


PREVIEW = JobKind(actions.PREVIEW, _("Check a file of figures"), preview, rule=EDIT)
LOAD = JobKind(actions.LOAD, _("Load a file of figures"), load, rule=EDIT)
