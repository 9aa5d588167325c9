"""What fits nowhere is kept apart, sealed, until somebody says what becomes of it."""

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds.submissions import Brought, FormFact, NewFile, Receipt
from kachehri.domains.forms.models import Collector, Conflict, Form
from kachehri.domains.forms.queries.conflicts import APART_RING, content_of
from kachehri.domains.forms.rules import MAY_MANAGE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.vault.streams import seal_file

from .receiving_files import Seen, _clean_name, _file_digest, _other_name, _whole

VERBS = {
    "forms.kept_apart": _("Kept apart something that fits no form"),
    "forms.settled": _("Said what becomes of something kept apart"),
}
CLOSED = ("replaced", "erased")
MOST_COMPARED = 50
"""As many of the same instance are compared: who sends again and again fills no disk."""


def _keep_apart(
    one: Brought,
    fact: FormFact | None,
    reason: str,
    by: Actor,
    *,
    submission_id: int | None = None,
) -> Receipt:
    """Keep the bytes sealed under a key of their own; the same thing twice is one."""
    instance = one.head.instance if one.head else ""
    rows = Conflict.objects.filter(instance=instance, reason=reason, collector=one.collector_id)
    for row in rows.filter(form=fact.id if fact else None).order_by("-pk")[:MOST_COMPARED]:
        told = content_of(row)
        if told is not None and told["xml"] == one.xml:
            if _add_files(row.pk, told, one.files):
                row.nonce, row.content = _sealed(row.pk, told)
                row.save(update_fields=["nonce", "content"])
            return Receipt("kept-apart", submission_id, instance, reason, row.pk)
    pk = _write(one, fact, reason, submission_id)
    thing = fact.thing_id if fact else acting(by)
    refs: dict[str, int | str] = {"conflict": pk, "reason": reason}
    ledger.record(verb="forms.kept_apart", by=acting(by), thing=thing, at=one.at, refs=refs)
    return Receipt("kept-apart", submission_id, instance, reason, pk)


def _write(one: Brought, fact: FormFact | None, reason: str, submission_id: int | None) -> int:
    pk = _next_number()
    told: dict[str, Any] = {
        "xml": one.xml,
        "device": one.device,
        "channel": one.channel,
        "is_complete": one.is_complete,
        "problem": one.problem,
        "files": [],
    }
    _add_files(pk, told, one.files)
    nonce, content = _sealed(pk, told)
    Conflict.objects.create(
        pk=pk,
        form_id=fact.id if fact else None,
        instance=one.head.instance if one.head else "",
        submission_id=submission_id,
        collector_id=one.collector_id,
        reason=reason,
        received_at=one.at,
        nonce=nonce,
        content=content,
    )
    return pk


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('forms_conflict', 'id'))")
        return int(cursor.fetchone()[0])


def _sealed(pk: int, told: Mapping[str, Any]) -> tuple[bytes, bytes]:
    return APART_RING().seal(pk, zlib.compress(msgspec.msgpack.encode(told), 1), "conflict")


def _add_files(pk: int, told: dict[str, Any], files: tuple[NewFile, ...]) -> bool:
    """Keep the files beside it; whether there was one that was not here yet."""
    known = {one["name"]: one for one in told["files"]}
    for file in files:
        name = _clean_name(file.name)
        key, path = APART_RING().key(pk), f"apart/{pk}/{len(told['files'])}"
        if name in known:
            if known[name]["digest"] == _file_digest(key, file.pieces()):
                continue
            name = _other_name(name, known)
        seen = Seen(key)
        size = seal_file(_whole(path), key, seen.through(file.pieces()), f"{pk}|apart|{name}")
        known[name] = {"name": name, "type": file.content_type, "size": size, "path": path,
                       "digest": seen.digest()}  # fmt: skip
        told["files"].append(known[name])
    return bool(files)


def _erase_apart(row: Conflict) -> None:
    """Destroy the key of something kept apart, and its files; the caller saves the row."""
    told = content_of(row) or {"files": []}
    for one in told["files"]:
        _whole(one["path"]).unlink(missing_ok=True)
    APART_RING().destroy([row.pk])
    row.nonce, row.content = b"", b""


def _erase_all_apart(which: Q, at: datetime) -> int:
    """Erase whatever is still kept apart of those; return how many there were."""
    rows = Conflict.objects.select_for_update().filter(which).exclude(settled__in=CLOSED)
    found = list(rows.order_by("pk"))
    for row in found:
        _erase_apart(row)
        row.settled, row.settled_at = "erased", at
        row.save(update_fields=["settled", "settled_at", "nonce", "content"])
    return len(found)


def _place_of_conflict(row: Conflict) -> Any:
    """Something with the place on which rights are asked: the project of its form or bringer."""
    form = Form.objects.filter(pk=row.form_id or 0).select_related("project").first()
    return form.project if form else _project_of(row)


def _project_of(row: Conflict) -> Any:
    found = Collector.objects.filter(pk=row.collector_id or 0).select_related("project").first()
    return found.project if found else None


def _close_conflict(row: Conflict, settled: str, by: Actor, at: datetime) -> None:
    """Write what somebody decided."""
    with transaction.atomic():
        row.settled, row.settled_at = settled, at
        row.save(update_fields=["settled", "settled_at", "nonce", "content"])
        refs: dict[str, int | str] = {"conflict": row.pk, "settled": settled}
        ledger.record(verb="forms.settled", by=acting(by), thing=acting(by), at=at, refs=refs)


def _require_manager(row: Conflict, by: Actor) -> None:
    """Raises Refused."""
    require(MAY_MANAGE, by, _place_of_conflict(row))
