"""Asking for the counting of answers: long work, so a job."""

from datetime import datetime

from kachehri.domains.forms.queries import samples
from kachehri.domains.forms.rules.allowed import MAY_ANALYSE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.jobs import actions as jobs
from kachehri.kernel.messages import gettext_noop

from .sampling import SamplingProblem

_ = gettext_noop

COUNT = "forms.count"


def ask_for_count(*, form_id: int, design: str, by: Actor, at: datetime) -> int:
    """Ask that the answers of a form are weighed and counted; the job's id."""
    chosen = samples.design(design)
    if chosen is None:
        raise SamplingProblem(_("There is no design with the key %(code)s."), code=design)
    require(MAY_ANALYSE, by, {"place_thing_id": chosen.place_thing_id})
    return jobs.ask(kind=COUNT, arguments={"form_id": form_id, "design": design}, by=by, at=at)
