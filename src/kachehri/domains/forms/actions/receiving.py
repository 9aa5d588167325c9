"""Answers come in: kept raw and sealed before anything reads them, each once, none dropped.

`receive` takes one, `receive_many` a batch in one transaction: what they return is on the disk.
Same instance and same words: we have it. Same instance and other words, or no form that it fits:
kept apart, for somebody to settle. What was erased or moved away does not come back by being sent
again.
"""

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds.submissions import Brought, FormFact, NewFile, Receipt
from kachehri.domains.forms.models import (
    Collector,
    Submission,
)
from kachehri.domains.forms.queries.answers import RING
from kachehri.domains.forms.rules import MAY_COLLECT
from kachehri.domains.forms.rules.bringing import bring
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger

from .keeping_apart import _keep_apart
from .receiving_checks import (
    GONE,
    _beyond_quota,
    _digest_of,
    _erased_before,
    _fact_of,
    _form_facts,
    _instance_of,
    _known_fact,
    _misfit,
)
from .receiving_files import _store_files

VERBS = {
    "forms.received": _("Answers came in"),
    "forms.swapped": _("Encrypted answers took the place of open ones"),
}
SEEN = timedelta(minutes=1)
MOST_NAME = 120
Key = tuple[int, str]
"""A form and an instance."""


def receive(
    *,
    xml: bytes,
    files: Sequence[NewFile] = (),
    by: Actor,
    at: datetime,
    collector_id: int | None = None,
    device: str = "",
    is_complete: bool = True,
    channel: str = "collect",
    is_test: bool = False,
) -> Receipt:
    """Keep one submission; durable when it returns. Raises Refused."""
    brought = bring(
        xml=xml,
        at=at,
        files=files,
        collector_id=collector_id,
        device=device,
        channel=channel,
        is_complete=is_complete,
        is_test=is_test,
    )
    return receive_many(brought=[brought], by=by, at=at)[0]


def receive_many(*, brought: Sequence[Brought], by: Actor, at: datetime) -> list[Receipt]:
    """Keep a batch in one transaction, files and all; a receipt for each, in their order."""
    with transaction.atomic():
        facts = _form_facts({one.head.form_id for one in brought if one.head})
        for fact in facts.values():
            require(MAY_COLLECT, by, fact)
        receipts: dict[int, Receipt] = {}
        fitting: list[int] = []
        late = _beyond_quota(list(enumerate(brought)), facts, at)
        erased = _erased_before({one.head.replaces for one in brought if one.head} - {""}, facts)
        for number, one in enumerate(brought):
            if number in late:
                receipts[number] = Receipt("later", instance=_instance_of(one))
            elif reason := _misfit(one, facts, erased):
                receipts[number] = _misfitting(one, _fact_of(one, facts), reason, by)
            else:
                fitting.append(number)
        told = _take(brought, fitting, facts, by, at)
        _seen({one.collector_id for one in brought if one.collector_id}, at)
    return [(receipts | told)[number] for number in range(len(brought))]


def _misfitting(one: Brought, fact: FormFact | None, reason: str, by: Actor) -> Receipt:
    """Keep apart what fits nowhere. What was erased does not come back by that way either."""
    rows = Submission.objects.filter(form=fact.id if fact else None, state__in=GONE)
    gone = rows.filter(instance=_instance_of(one)).first() if fact else None
    if gone is not None:
        return Receipt("had", gone.pk, gone.instance)
    return _keep_apart(one, fact, reason, by)


def _take(
    brought: Sequence[Brought],
    fitting: Sequence[int],
    facts: Mapping[str, FormFact],
    by: Actor,
    at: datetime,
) -> dict[int, Receipt]:
    """Write the new ones at once; look at those that were here one by one."""
    first: dict[Key, int] = {}
    for number in fitting:
        key = (_known_fact(brought[number], facts).id, _instance_of(brought[number]))
        first.setdefault(key, number)
    made = _insert({key: (brought[n], _known_fact(brought[n], facts)) for key, n in first.items()})
    _edited_before(made, at)
    told: dict[int, Receipt] = {}
    for key, number in first.items():
        if key in made:
            told[number] = _accepted(made[key], brought[number], by, at)
    for number in fitting:
        if number not in told:
            told[number] = _again(brought[number], _known_fact(brought[number], facts), by, at)
    _tell(told, brought, facts, by, at)
    return told


def _insert(new: Mapping[Key, tuple[Brought, FormFact]]) -> dict[Key, int]:
    """Write submissions and their sealed words; the numbers of those that were not here before.

    In one order, so that two servers that write the same at once wait and do not lock each other.
    """
    keys = sorted(new)
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [len(keys)])
        numbers = [int(number) for (number,) in cursor.fetchall()]
        rows = [_row(number, *new[key]) for number, key in zip(numbers, keys, strict=True)]
        cursor.execute(_SUBMISSIONS, [list(column) for column in zip(*rows, strict=True)])
        made = {(int(form), instance): int(pk) for pk, form, instance in cursor.fetchall()}
        _seal(cursor, [(pk, new[key][0]) for key, pk in made.items()])
    return made


def _seal(cursor: Any, made: Sequence[tuple[int, Brought]]) -> None:
    if not made:
        return
    ring = RING()
    sealed = [ring.seal(pk, zlib.compress(one.xml, 1), "raw") for pk, one in made]
    columns = [[pk for pk, _ in made], [one.at for _, one in made],
               [nonce for nonce, _ in sealed], [content for _, content in sealed]]  # fmt: skip
    cursor.execute(_PAYLOADS, columns)


_NUMBERS = """
select nextval(pg_get_serial_sequence('forms_submission', 'id')) from generate_series(1, %s)
"""
_SUBMISSIONS = """
insert into forms_submission (
    id, form_id, version_id, instance, root, replaces, digest, collector_id, device, channel,
    received_at, is_complete, is_encrypted, is_test, files_expected, files_present,
    state, problem, review, is_edited
)
select *, 0, 0, 'raw', '', '', false from unnest(
    %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::bool[], %s::bool[], %s::bool[])
on conflict (form_id, instance) do nothing returning id, form_id, instance
"""
_PAYLOADS = """
insert into forms_payload (submission_id, what, received_at, nonce, content)
select id, 'raw', at, nonce, content
from unnest(%s::bigint[], %s::timestamptz[], %s::bytea[], %s::bytea[])
    as new (id, at, nonce, content)
"""


def _row(number: int, one: Brought, fact: FormFact) -> tuple[Any, ...]:
    if one.head is None:
        raise ValueError("a submission without a head")
    version = fact.version_of(one.head.version)
    return (
        number, fact.id, version, one.head.instance, one.head.replaces or one.head.instance,
        one.head.replaces, _digest_of(one.xml), one.collector_id, one.device, one.channel,
        one.at, one.is_complete, one.head.is_encrypted, one.is_test or version in fact.unpublished,
    )  # fmt: skip


def _edited_before(made: Mapping[Key, int], at: datetime) -> None:
    """Those of the new ones whose edit came first: they count no more."""
    here = {pk: instance for (_form, instance), pk in made.items()}
    edits = Submission.objects.filter(
        form_id__in={form for form, _ in made}, root__in=here.values()
    ).exclude(pk__in=here)
    if late := set(edits.values_list("form_id", "root")):
        ids = [pk for key, pk in made.items() if key in late]
        Submission.objects.filter(pk__in=ids).update(is_edited=True, changed_at=at)


def _accepted(pk: int, one: Brought, by: Actor, at: datetime) -> Receipt:
    """A new one is written: what it replaces steps back, its files are kept."""
    if one.head and one.head.replaces:
        _step_back(pk, one.head.replaces)
    refused = _store_files(pk, one.files) if one.files else ()
    return Receipt("accepted", pk, _instance_of(one), refused_files=refused)


def _step_back(pk: int, replaced: str) -> None:
    """An edited submission takes the place of all that went before it. None of them is lost.

    Where somebody edited the same one before, the newer edit is marked for a look.
    """
    row = Submission.objects.get(pk=pk)
    before = Submission.objects.filter(form_id=row.form_id, instance=replaced).first()
    root = before.root if before else replaced
    changes: dict[str, Any] = {"root": root}
    if before and before.is_edited:
        changes["review"] = "hasIssues"
    Submission.objects.filter(pk=pk).update(**changes)
    same = Q(root=root) | Q(instance=replaced)
    Submission.objects.filter(same, form_id=row.form_id, pk__lt=pk, is_edited=False).update(
        is_edited=True, changed_at=row.received_at
    )


def _again(one: Brought, fact: FormFact, by: Actor, at: datetime) -> Receipt:
    """The same instance was here before."""
    if one.head is None:
        raise ValueError("a submission without a head")
    rows = Submission.objects.select_for_update()
    row = rows.get(form_id=fact.id, instance=one.head.instance)
    if row.state in GONE:
        return Receipt("had", row.pk, row.instance)
    if row.digest != _digest_of(one.xml):
        if row.is_encrypted != one.head.is_encrypted and fact.is_sensitive:
            return _swap(row, one, fact, by, at)
        return _keep_apart(one, fact, "other-content", by, submission_id=row.pk)
    refused = _store_files(row.pk, one.files) if one.files else ()
    if one.is_complete and not row.is_complete and row.state == "raw":
        Submission.objects.filter(pk=row.pk).update(is_complete=True)
    return Receipt("had", row.pk, row.instance, refused_files=refused)


def _swap(row: Submission, one: Brought, fact: FormFact, by: Actor, at: datetime) -> Receipt:
    """Of a sensitive form the device may send open words first and encrypted ones then.

    The encrypted ones stay; the open ones are destroyed, or not taken.
    """
    if row.is_encrypted:
        return Receipt("had", row.pk, row.instance)
    Submission.objects.filter(pk=row.pk).update(
        instance=f"open:{row.pk}", root=f"open:{row.pk}", state="erased", digest="", changed_at=at
    )
    with connection.cursor() as cursor:
        cursor.execute("delete from forms_payload where submission_id = %s", [row.pk])
    RING().destroy([row.pk])
    made = _insert({(fact.id, row.instance): (one, fact)})
    pk = made[fact.id, row.instance]
    refs: dict[str, int | str] = {"form": fact.id, "submission": pk, "before": row.pk}
    ledger.record(verb="forms.swapped", by=acting(by), thing=fact.thing_id, at=at, refs=refs)
    return _accepted(pk, one, by, at)


def _tell(
    told: Mapping[int, Receipt],
    brought: Sequence[Brought],
    facts: Mapping[str, FormFact],
    by: Actor,
    at: datetime,
) -> None:
    """One event for each form of the batch: how many, from which number to which."""
    numbers: dict[FormFact, list[int]] = defaultdict(list)
    for number, receipt in told.items():
        if receipt.outcome == "accepted" and receipt.submission_id:
            numbers[_known_fact(brought[number], facts)].append(receipt.submission_id)
    about: list[tuple[int, Mapping[str, int | str]]] = [
        (fact.thing_id,
         {"form": fact.id, "first": min(made), "last": max(made), "count": len(made)})
        for fact, made in numbers.items()
    ]  # fmt: skip
    ledger.record_many(verb="forms.received", by=acting(by), about=about, at=at)


def _seen(collectors: set[int], at: datetime) -> None:
    """When each was heard of last, to the minute."""
    heard = Q(seen_at__isnull=True) | Q(seen_at__lt=at - SEEN)
    waiting = Collector.objects.filter(heard, pk__in=collectors).order_by("pk")
    rows = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if rows:
        Collector.objects.filter(pk__in=rows).update(seen_at=at)
