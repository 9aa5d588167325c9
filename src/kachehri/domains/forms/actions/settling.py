"""Somebody says what becomes of what was kept apart: it stays apart, is taken in, or is erased."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from kachehri.domains.forms.kinds.submissions import Brought, NewFile, Receipt
from kachehri.domains.forms.models import Conflict, FormVersion, Submission
from kachehri.domains.forms.queries.conflicts import APART_RING, content_of
from kachehri.domains.forms.rules import MAY_MANAGE
from kachehri.domains.forms.rules.bringing import bring
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.vault.streams import open_file
from kachehri.engines.xforms.answers import Head
from kachehri.kernel.messages import InputProblem, Reason

from .keeping_apart import _close_conflict, _erase_apart, _require_manager
from .receiving import _insert
from .receiving_checks import _form_facts
from .receiving_files import _store_files, _whole

KEPT, REPLACED, ERASED = "kept", "replaced", "erased"
UNKNOWN_CHOICE = gettext_noop("That is no choice.")
CHOOSE = gettext_noop("Choose one of those that are shown.")
NO_FORM = gettext_noop("No form here can take these answers.")
ADD_IT = gettext_noop("Add the form with this id and publish it, then settle this again.")


def settle_conflict(
    *, conflict_id: int, decision: str, by: Actor, at: datetime, version_id: int | None = None
) -> Receipt | None:
    """`kept`: it stays as it is. `replaced`: it is taken in, in the place of the answers of the
    same number where there are some (both stay to be read). `erased`: its key is destroyed.

    `version_id` says with which version of the form it is read, where it names none that is known.
    Raises Refused, and InputProblem where it fits no form.
    """
    if decision not in {KEPT, REPLACED, ERASED}:
        raise InputProblem(Reason(UNKNOWN_CHOICE), Reason(CHOOSE))
    with transaction.atomic():
        row = Conflict.objects.select_for_update().get(pk=conflict_id)
        _require_manager(row, by)
        if row.settled in {REPLACED, ERASED}:
            return None
        receipt = _take_in(row, version_id, by, at) if decision == REPLACED else None
        if decision in {REPLACED, ERASED}:
            _erase_apart(row)
        _close_conflict(row, decision, by, at)
    return receipt


def _take_in(row: Conflict, version_id: int | None, by: Actor, at: datetime) -> Receipt:
    """Make a submission of it. One that stands in another's place keeps its root."""
    told = content_of(row)
    if told is None:
        raise InputProblem(Reason(NO_FORM), Reason(ADD_IT))
    brought = bring(
        xml=told["xml"],
        at=row.received_at,
        files=_files(row.pk, told),
        collector_id=row.collector_id,
        device=told["device"],
        channel=told["channel"],
    )
    facts = _form_facts({brought.head.form_id}) if brought.head else {}
    if brought.head is None or not facts:
        raise InputProblem(Reason(NO_FORM), Reason(ADD_IT))
    fact = facts[brought.head.form_id]
    require(MAY_MANAGE, by, fact)
    before = Submission.objects.filter(form_id=fact.id, instance=brought.head.instance).first()
    instance = f"conflict:{row.pk}" if before else brought.head.instance
    label = brought.head.version
    if version_id is not None:
        label = FormVersion.objects.get(pk=version_id, form_id=fact.id).label
    if fact.version_of(label) is None:
        raise InputProblem(Reason(NO_FORM), Reason(ADD_IT))
    head = Head(brought.head.form_id, label, instance, brought.head.replaces,
                        brought.head.is_encrypted, brought.head.files)  # fmt: skip
    made = _insert({(fact.id, instance): (_with(brought, head), fact)})[fact.id, instance]
    if before:
        _stand_in(made, before, at)
    refused = _store_files(made, brought.files) if brought.files else ()
    refs: dict[str, int | str] = {"form": fact.id, "first": made, "last": made, "count": 1}
    ledger.record(verb="forms.received", by=acting(by), thing=fact.thing_id, at=at, refs=refs)
    return Receipt("accepted", made, instance, refused_files=refused)


def _with(one: Brought, head: Head) -> Brought:
    return Brought(one.xml, one.at, head, "", one.files, one.collector_id, None, one.device,
                   one.channel)  # fmt: skip


def _stand_in(made: int, before: Submission, at: datetime) -> None:
    Submission.objects.filter(pk=made).update(root=before.root, replaces=before.instance)
    same = Submission.objects.filter(form_id=before.form_id, root=before.root)
    same.exclude(pk=made).update(is_edited=True, changed_at=at)


def _files(pk: int, told: dict[str, Any]) -> list[NewFile]:
    return [NewFile(one["name"], content_type=one["type"], open=_opener(pk, one))
            for one in told["files"]]  # fmt: skip


def _opener(pk: int, one: dict[str, Any]) -> Any:
    def pieces() -> Iterator[bytes]:
        return open_file(_whole(one["path"]), APART_RING().key(pk), f"{pk}|apart|{one['name']}")

    return pieces
