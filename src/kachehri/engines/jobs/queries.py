"""Jobs as pages and the terminal read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import explain, rows
from kachehri.kernel.messages import Reason
from kachehri.kernel.rules import Holds, IsSystem, Own, Verdict

from . import kinds
from .models import Job

MAY_SEE = Own("asked_by_id") | Holds("administrator") | Holds("auditor") | IsSystem()
"""Who sees a job: whoever asked for it, and those who look after the system."""


@dataclass(frozen=True)
class JobView:
    """A job for a reader, in the reader's language. `percent` is None while no total is known."""

    id: int
    thing_id: int
    kind: str
    label: str
    asked_by_id: int
    asked_at: datetime
    state: str
    started_at: datetime | None
    finished_at: datetime | None
    done: int
    total: int | None
    percent: int | None
    step: str
    message: str
    result: Mapping[str, Any]

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in (Job.State.DONE, Job.State.FAILED)


def job(actor: Actor, id: int) -> JobView | None:
    """Return one job, or None where there is none that the actor may see."""
    row = Job.objects.filter(rows(MAY_SEE, actor), pk=id).first()
    return view(row) if row else None


def recent(actor: Actor, limit: int = 20) -> tuple[JobView, ...]:
    """Return the latest jobs that the actor may see, the youngest first."""
    return tuple(
        view(row) for row in Job.objects.filter(rows(MAY_SEE, actor)).order_by("-id")[:limit]
    )


def view(row: Job) -> JobView:
    """A row as its read-model."""
    known = kinds.find(row.kind)
    return JobView(
        id=row.pk,
        thing_id=row.thing_id,
        kind=row.kind,
        label=str(known.label) if known else row.kind,
        asked_by_id=row.asked_by_id,
        asked_at=row.asked_at,
        state=row.state,
        started_at=row.started_at,
        finished_at=row.finished_at,
        done=row.done,
        total=row.total,
        percent=percent(row),
        step=filled(row.step, row.step_values),
        message=filled(row.message, row.message_values),
        result=row.result,
    )


def percent(row: Job) -> int | None:
    """How far it is, in whole hundredths."""
    if row.state == Job.State.DONE:
        return 100
    return min(100, row.done * 100 // row.total) if row.total else None


def filled(key: str, values: Mapping[str, str | int]) -> str:
    """A stored message in the reader's language."""
    return explain(Verdict(False, Reason(key, values))) if key else ""
