"""Putting into the tray, opening for a reason, closing, erasing.

Events hold ids and codes, never a word of the content. Whoever moves something into the tray
purges the open side in the same transaction (`cases.actions.divert`, `post.actions.purge`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger

from . import keys, sealing
from .kinds import TrayProblem
from .models import Hush, Opening, Sealed
from .rules import MAY_OPEN, MAY_SEAL

VERBS = {
    "vault.sealed": _("Moved something into the locked tray"),
    "vault.opened": _("Opened something in the locked tray"),
    "vault.noted": _("Added a note to something in the locked tray"),
    "vault.closed": _("Closed something in the locked tray"),
    "vault.erased": _("Erased something in the locked tray"),
}


def seal(
    *,
    content: Mapping[str, Any],
    channel: str,
    received_at: datetime,
    by: Actor,
    at: datetime,
    address: str = "",
) -> int:
    """Encrypt a content and return the number of the sealed thing.

    `content` is plain JSON (dates and bytes are taken, too). An `address` is hushed: no automatic
    message goes there any more. The caller purges the open side in the same transaction.
    """
    require(MAY_SEAL, by)
    with transaction.atomic():
        thing = ledger.register(kind="vault.sealed", at=at)
        envelope = sealing.seal_up(content, thing.pk)
        row = Sealed.objects.create(
            thing=thing,
            channel=channel,
            received_at=received_at,
            sealed_at=at,
            key_id=envelope.key_id,
            wrapped=envelope.wrapped,
            nonce=envelope.nonce,
            content=envelope.content,
        )
        if address:
            hush(address=address, by=by, at=at)
        _event("vault.sealed", row, by, at, channel=channel)
    return row.pk


def hush(*, address: str, by: Actor, at: datetime) -> None:
    """Let no automatic message go to an address any more."""
    require(MAY_SEAL, by)
    Hush.objects.get_or_create(digest=keys.digest(address), defaults={"since": at})


def open_sealed(*, sealed_id: int, because: str, by: Actor, at: datetime) -> Mapping[str, Any]:
    """Read a sealed thing, for a stated reason that others of the tray will see.

    Raises TrayProblem where it cannot be opened; the attempt is recorded all the same.
    """
    require(MAY_OPEN, by)
    with transaction.atomic():
        row = _locked(sealed_id)
        _opening(row, because, by, at, "read")
        _event("vault.opened", row, by, at)
        if row.state == "new":
            row.state, row.taken_by_id = "taken", acting(by)
            row.save(update_fields=["state", "taken_by"])
    return sealing.open_up(envelope_of(row), row.thing_id)


def note(*, sealed_id: int, words: str, by: Actor, at: datetime) -> None:
    """Add what was done about it to the sealed content itself."""
    require(MAY_OPEN, by)
    with transaction.atomic():
        row = _locked(sealed_id)
        content = sealing.open_up(envelope_of(row), row.thing_id)
        line = {"at": at.isoformat(), "by": acting(by), "words": words}
        _put(row, {**content, "notes": [*content.get("notes", []), line]})
        _event("vault.noted", row, by, at)


def close(*, sealed_id: int, because: str, by: Actor, at: datetime) -> None:
    """Say that nothing more is to be done; it stays sealed and can be opened again."""
    require(MAY_OPEN, by)
    with transaction.atomic():
        row = _locked(sealed_id)
        _opening(row, because, by, at, "closed")
        Sealed.objects.filter(pk=row.pk).exclude(state="erased").update(state="closed")
        _event("vault.closed", row, by, at)


def erase(*, sealed_id: int, because: str, by: Actor, at: datetime) -> None:
    """Destroy the key and the content. Old backups do not bring it back: see `keys.erased`.

    The list outside the database is written first: what is on it never opens again, whatever
    happens to the rest. Erasing twice changes nothing.
    """
    require(MAY_OPEN, by)
    with transaction.atomic():
        row = _locked(sealed_id, erased=True)
        if row.wrapped is None:
            return
        keys.mark_erased(envelope_of(row).mark)
        _opening(row, because, by, at, "erased")
        row.state, row.wrapped, row.content, row.nonce = "erased", None, None, b""
        row.save(update_fields=["state", "wrapped", "content", "nonce"])
        _event("vault.erased", row, by, at)


def envelope_of(row: Sealed) -> sealing.Envelope:
    """The sealed content of a row. Raises TrayProblem where it was erased."""
    if row.wrapped is None or row.content is None:
        raise TrayProblem("this was erased")
    return sealing.Envelope(row.key_id, bytes(row.wrapped), bytes(row.nonce), bytes(row.content))


def _put(row: Sealed, content: Mapping[str, Any]) -> None:
    envelope = sealing.seal_again(envelope_of(row), content, row.thing_id)
    row.nonce, row.content = envelope.nonce, envelope.content
    row.save(update_fields=["nonce", "content"])


def _locked(sealed_id: int, *, erased: bool = False) -> Sealed:
    row = Sealed.objects.select_for_update().filter(pk=sealed_id).first()
    if row is None or (row.state == "erased" and not erased):
        raise TrayProblem("this was erased" if row else "there is no such sealed thing")
    return row


def _opening(row: Sealed, because: str, by: Actor, at: datetime, what: str) -> None:
    if not because.strip():
        raise TrayProblem("a reason is needed")
    Opening.objects.create(
        sealed=row, by_id=acting(by), at=at, because=because.strip()[:400], what=what
    )


def _event(verb: str, row: Sealed, by: Actor, at: datetime, **refs: int | str) -> None:
    ledger.record(
        verb=verb, by=acting(by), thing=row.thing_id, at=at, refs={"sealed": row.pk, **refs}
    )
