"""Withdrawal, retention, erasure, and the way into the locked tray: keys are destroyed.

Rows stay, without a word: that something was here is known, and whoever sends it again is told so.
What was sealed is unreadable from then on in every copy of the database, also in old backups.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.models import Attachment, Form, Submission
from kachehri.domains.forms.queries.answers import (
    RING,
    SubmissionView,
    attachment,
    attachments,
)
from kachehri.domains.forms.rules import MAY_MANAGE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.vault import actions as vault
from kachehri.engines.xforms.answers import Answers
from kachehri.kernel.rules import IsSystem

from .keeping_apart import _erase_all_apart
from .receiving_files import _whole

VERBS = {
    "forms.erased": _("Erased answers"),
    "forms.withdrawn": _("Erased answers because somebody took their consent back"),
    "forms.kept_no_longer": _("Erased answers whose time was over"),
    "forms.moved_away": _("Moved answers into the locked tray"),
}
GONE = ("erased", "moved")
MAY_FINISH = IsSystem()
MOST_AT_ONCE = 500
LATELY = timedelta(days=14)


def erase_submissions(*, ids: Sequence[int], because: str, by: Actor, at: datetime) -> int:
    """Destroy the words of submissions for ever; return how many there were. Raises Refused."""
    if not because.strip():
        raise ValueError("a reason is needed")
    rows = Submission.objects.filter(pk__in=ids).select_related("form__project")
    for form in {row.form for row in rows}:
        require(MAY_MANAGE, by, form.project)
    return _erase(list(ids), "forms.erased", by, at)


def withdraw(*, form_id: int, instance: str, by: Actor, at: datetime) -> int:
    """Somebody takes their consent back: a submission and all its edits go. Raises Refused."""
    form = Form.objects.select_related("project").get(pk=form_id)
    require(MAY_MANAGE, by, form.project)
    rows = Submission.objects.filter(form=form)
    found = rows.filter(instance=instance).first()
    if found is None:
        raise LookupError("no such submission")
    same = rows.filter(root=found.root).values_list("pk", flat=True)
    return _erase([*same, found.pk], "forms.withdrawn", by, at)


def keep_no_longer(*, by: Actor, at: datetime, most: int = 20_000) -> int:
    """Erase single answers whose time is over (`keep_days` of their form); return how many."""
    done = 0
    for form in Form.objects.filter(keep_days__isnull=False).select_related("project"):
        require(MAY_MANAGE, by, form.project)
        before = at - timedelta(days=form.keep_days or 0)
        while done < most:
            rows = Submission.objects.filter(form=form, received_at__lt=before)
            ids = list(rows.exclude(state__in=GONE).values_list("pk", flat=True)[:MOST_AT_ONCE])
            if not ids:
                break
            done += _erase(ids, "forms.kept_no_longer", by, at)
        done += _keep_no_longer_apart(form, before, by, at)
    return done


def _keep_no_longer_apart(form: Form, before: datetime, by: Actor, at: datetime) -> int:
    """The same for what was kept apart of a form."""
    with transaction.atomic():
        count = _erase_all_apart(Q(form=form, received_at__lt=before), at)
        if count:
            refs: dict[str, int | str] = {"form": form.pk, "apart": count}
            ledger.record(
                verb="forms.kept_no_longer", by=acting(by), thing=form.thing_id, at=at, refs=refs
            )
    return count


def _erase(ids: Sequence[int], verb: str, by: Actor, at: datetime) -> int:
    """The list of destroyed keys is written first: what is on it never opens again."""
    with transaction.atomic():
        rows = list(
            Submission.objects.select_for_update()
            .filter(pk__in=ids)
            .exclude(state__in=GONE)
            .order_by("pk")
            .values_list("pk", "form_id", "form__thing_id", "instance")
        )
        numbers = [pk for pk, _form, _thing, _instance in rows]
        RING().destroy(numbers)
        _empty(numbers, "erased", at)
        _erase_all_apart(_beside(rows), at)
        about: list[tuple[int, Mapping[str, int | str]]] = [
            (thing, {"form": form, "submission": pk}) for pk, form, thing, _instance in rows
        ]
        ledger.record_many(verb=verb, by=acting(by), about=about, at=at)
    return len(rows)


def _beside(rows: Sequence[tuple[int, int, int, str]]) -> Q:
    """What was kept apart under the numbers of submissions."""
    instances: dict[int, list[str]] = defaultdict(list)
    for _pk, form, _thing, instance in rows:
        instances[form].append(instance)
    found = Q(submission_id__in=[pk for pk, _form, _thing, _instance in rows])
    for form, wanted in instances.items():
        found |= Q(form_id=form, instance__in=wanted)
    return found


def _divert(row: SubmissionView, told: Answers, because: str, by: Actor, at: datetime) -> int:
    """Move a submission into the locked tray, files and all; the finder sees only that it moved.

    The caller's transaction; `finish_erasing` then destroys its key.
    """
    form = Form.objects.get(pk=row.form_id)
    sealed = vault.seal(
        content={
            "title": form.key,
            "instance": row.instance,
            "because": because,
            "facts": {path.rpartition("/")[2]: value for path, value in told.values.items()},
            "files": [
                {"name": one.name, "content": attachment(row.id, one.name)}
                for one in attachments(row.id)
                if one.state in {"kept", "refused"}
            ],
        },
        channel="form",
        received_at=row.received_at,
        by=by,
        at=at,
    )
    _empty([row.id], "moved", at)
    refs: dict[str, int | str] = {"form": form.pk, "submission": row.id, "sealed": sealed}
    ledger.record(verb="forms.moved_away", by=acting(by), thing=form.thing_id, at=at, refs=refs)
    return sealed


def finish_erasing(
    *, by: Actor, at: datetime, ids: Iterable[int] = (), since: datetime | None = None
) -> int:
    """Destroy keys of what is erased or moved and was committed so; safe to run twice.

    Without ids: of all that changed since a moment, should a program have stopped in between.
    What was done about them is an event already; this writes none.
    """
    require(MAY_FINISH, by)
    rows = Submission.objects.filter(state__in=GONE)
    wanted = list(ids)
    rows = rows.filter(pk__in=wanted) if since is None else rows.filter(changed_at__gte=since)
    ring = RING()
    left = [pk for pk in rows.values_list("pk", flat=True) if not ring.is_destroyed(pk)]
    ring.destroy(left)
    return len(left)


def _empty(ids: Sequence[int], state: str, at: datetime) -> None:
    """Leave nothing of submissions but their numbers, in the open database and on the disk."""
    changes: dict[str, Any] = {"digest": "", "problem": "", "device": "", "place": None,
                               "started_at": None, "ended_at": None}  # fmt: skip
    Submission.objects.filter(pk__in=ids).update(state=state, changed_at=at, **changes)
    with connection.cursor() as cursor:
        cursor.execute("delete from forms_payload where submission_id = any(%s)", [list(ids)])
    files = Attachment.objects.filter(submission_id__in=ids)
    for path in files.exclude(path="").values_list("path", flat=True):
        _whole(path).unlink(missing_ok=True)
    files.update(state="erased", digest="", path="", problem="", size=0)
