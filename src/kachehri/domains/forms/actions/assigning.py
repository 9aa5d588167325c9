"""Who brings how many answers, where and until when."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kachehri.domains.forms.models import Assignment, Collector, Form
from kachehri.domains.forms.rules import MAY_MANAGE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.messages import InputProblem, Reason

VERBS = {
    "forms.assigned": _("Gave an enumerator an assignment"),
    "forms.assignment_ended": _("Ended an enumerator's assignment"),
}
ELSEWHERE = gettext_noop("This enumerator belongs to another project.")
CHOOSE = gettext_noop("Choose one of this project.")
NO_TARGET = gettext_noop("The target is above zero, and the last day comes after the first.")
MEND = gettext_noop("Correct the number or the days.")


def assign(
    *,
    form_id: int,
    collector_id: int,
    target: int,
    from_day: date,
    by: Actor,
    at: datetime,
    until_day: date | None = None,
    a_day: int = 0,
    place_id: int | None = None,
    cluster: int | None = None,
) -> int:
    """Let a collector bring so many answers; return the assignment's number."""
    form = Form.objects.select_related("project").get(pk=form_id)
    require(MAY_MANAGE, by, form.project)
    if Collector.objects.get(pk=collector_id).project_id != form.project_id:
        raise InputProblem(Reason(ELSEWHERE), Reason(CHOOSE))
    if target < 1 or (until_day is not None and until_day < from_day):
        raise InputProblem(Reason(NO_TARGET), Reason(MEND))
    with transaction.atomic():
        row = Assignment.objects.create(
            form=form, collector_id=collector_id, place_id=place_id, cluster=cluster,
            target=target, a_day=a_day, from_day=from_day, until_day=until_day, created_at=at,
        )  # fmt: skip
        _note("forms.assigned", form, row, by, at)
        return row.pk


def end_assignment(*, assignment_id: int, by: Actor, at: datetime) -> None:
    """Expect no more of it. Twice changes nothing."""
    with transaction.atomic():
        rows = Assignment.objects.select_for_update(of=("self",)).select_related("form__project")
        row = rows.get(pk=assignment_id)
        require(MAY_MANAGE, by, row.form.project)
        if row.ended_at is None:
            row.ended_at = at
            row.save(update_fields=["ended_at"])
            _note("forms.assignment_ended", row.form, row, by, at)


def _note(verb: str, form: Form, row: Assignment, by: Actor, at: datetime) -> None:
    refs: dict[str, int | str] = {"assignment": row.pk, "collector": row.collector_id}
    ledger.record(verb=verb, by=acting(by), thing=form.thing_id, at=at, refs=refs)
