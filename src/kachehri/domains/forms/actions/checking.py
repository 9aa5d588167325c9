"""Second visits: drawn by chance, compared question by question."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kachehri.domains.forms.models import BackCheck, Form, Submission
from kachehri.domains.forms.queries.answers import by_id
from kachehri.domains.forms.queries.field import look_at
from kachehri.domains.forms.rules import MAY_MANAGE, looking
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.messages import InputProblem, Reason

VERBS = {
    "forms.back_checks_drawn": _("Drew interviews for a second visit"),
    "forms.back_check_done": _("Compared a second visit with the first"),
}
NOT_SECOND = gettext_noop("This is not a second visit: it must be another answer to the same form.")
SAME_PERSON = gettext_noop("The same enumerator made both visits.")
OTHER = gettext_noop("Name an answer that somebody else brought.")


def draw_back_checks(
    *,
    form_id: int,
    share: float,
    seed: int,
    by: Actor,
    at: datetime,
    since: timedelta = timedelta(days=7),
    collector_id: int | None = None,
) -> int:
    """Draw a share of the latest interviews of each collector, at least one; return how many.

    The same seed over the same interviews draws the same ones. `collector_id` is who shall go: it
    never gets its own interviews.
    """
    form = Form.objects.select_related("project").get(pk=form_id)
    require(MAY_MANAGE, by, form.project)
    if not 0 < share <= 1:
        raise ValueError("a share lies above 0 and not above 1")
    rows = Submission.objects.filter(
        form=form,
        state="read",
        is_edited=False,
        is_test=False,
        received_at__gt=at - since,
        collector__isnull=False,
    )
    people: dict[int, dict[int, str]] = {}
    for number, collector, instance in rows.values_list("pk", "collector_id", "instance"):
        if collector != collector_id and collector is not None:
            people.setdefault(collector, {})[number] = instance
    drawn = [one for found in people.values() for one in looking.draw(found, share, seed)]
    with transaction.atomic():
        there = set(
            BackCheck.objects.filter(submission_id__in=drawn).values_list(
                "submission_id", flat=True
            )
        )
        made = [
            BackCheck(
                form=form, submission_id=one, collector_id=collector_id, seed=seed, drawn_at=at
            )
            for one in drawn
            if one not in there
        ]
        BackCheck.objects.bulk_create(made)
        refs: dict[str, int | str] = {"form": form.pk, "seed": seed, "count": len(made)}
        ledger.record(
            verb="forms.back_checks_drawn", by=acting(by), thing=form.thing_id, at=at, refs=refs
        )
    return len(made)


def compare_back_check(*, check_id: int, second_id: int, by: Actor, at: datetime) -> None:
    """Set the answers of a second visit beside the first ones. Raises InputProblem."""
    with transaction.atomic():
        rows = BackCheck.objects.select_for_update(of=("self",))
        check = rows.select_related("form__project", "submission").get(pk=check_id)
        require(MAY_MANAGE, by, check.form.project)
        second = by_id(second_id)
        if (
            second is None
            or second.submission.form_id != check.form_id
            or (second_id == check.submission_id)
        ):
            raise InputProblem(Reason(NOT_SECOND), Reason(OTHER))
        if second.submission.collector_id == check.submission.collector_id:
            raise InputProblem(Reason(SAME_PERSON), Reason(OTHER))
        first = by_id(check.submission_id)
        version = check.submission.version_id
        if first is None or version is None or not first.values or not second.values:
            raise InputProblem(Reason(NOT_SECOND), Reason(OTHER))
        found = looking.compare_visits(first.values, second.values, look_at(version))
        check.second_id, check.compared_at = second_id, at
        check.asked, check.same, check.differing = found.asked, found.same, list(found.differing)
        check.save()
        refs: dict[str, int | str] = {
            "check": check.pk, "asked": found.asked, "same": found.same,
        }  # fmt: skip
        ledger.record(
            verb="forms.back_check_done", by=acting(by), thing=check.form.thing_id, at=at, refs=refs
        )
