"""Judging an answer, and saying something of it."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.models import Payload, Submission
from kachehri.domains.forms.queries.answers import RING
from kachehri.domains.forms.queries.notes import WHAT, packed_notes
from kachehri.domains.forms.rules.allowed import MAY_MANAGE, MAY_READ_ANSWERS
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.rules import Rule

VERBS = {
    "forms.reviewed": _("Judged an answer"),
    "forms.noted": _("Wrote a note about an answer"),
}
REVIEWS = ("hasIssues", "edited", "approved", "rejected")
LONGEST = 4000
MOST = 500


class ReviewProblem(ValueError):
    """A review that there is not, or a note that is empty or too long."""


def review(*, submission_id: int, state: str, by: Actor, at: datetime, note: str = "") -> None:
    """Say what came of looking at an answer; empty takes the word back. Raises Refused."""
    if state and state not in REVIEWS:
        raise ReviewProblem(state)
    with transaction.atomic():
        row = _locked(submission_id, MAY_MANAGE, by)
        Submission.objects.filter(pk=row.pk).update(review=state, changed_at=at)
        _add(row, note, state, by, at)
        refs: dict[str, int | str] = {"submission": row.pk, "review": state}
        ledger.record(
            verb="forms.reviewed", by=acting(by), thing=row.form.thing_id, at=at, refs=refs
        )


def note(*, submission_id: int, body: str, by: Actor, at: datetime) -> None:
    """Write something down about an answer. Raises Refused, ReviewProblem."""
    if not body.strip():
        raise ReviewProblem(body)
    with transaction.atomic():
        row = _locked(submission_id, MAY_READ_ANSWERS, by)
        _add(row, body, "", by, at)
        refs: dict[str, int | str] = {"submission": row.pk}
        ledger.record(verb="forms.noted", by=acting(by), thing=row.form.thing_id, at=at, refs=refs)


def _locked(submission_id: int, rule: Rule, by: Actor) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("form__project")
    row = rows.exclude(state__in=["erased", "moved"]).get(pk=submission_id)
    require(rule, by, row.form.project)
    return row


def _add(row: Submission, body: str, state: str, by: Actor, at: datetime) -> None:
    known = packed_notes(row.pk)
    body = body.strip()
    if len(body) > LONGEST or len(known) >= MOST:
        raise ReviewProblem(body[:40])
    known.append([at.isoformat(), acting(by), body, state])
    nonce, sealed = RING().seal(row.pk, msgspec.msgpack.encode(known), WHAT)
    found = Payload.objects.filter(submission_id=row.pk, what=WHAT)
    if not found.update(nonce=nonce, content=sealed):
        Payload.objects.create(
            submission_id=row.pk,
            what=WHAT,
            received_at=row.received_at,
            nonce=nonce,
            content=sealed,
        )
