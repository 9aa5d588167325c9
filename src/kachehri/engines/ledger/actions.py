"""Writing to the ledger."""

from datetime import datetime

from django.db import transaction

from .models import Event, Thing


def register(*, kind: str, at: datetime) -> Thing:
    """Give something its identity. `kind` is the model's label, as in `"places.place"`."""
    return Thing.objects.create(kind=kind, created_at=at)


def record(
    *, verb: str, by: int, thing: int, at: datetime, refs: dict[str, int | str] | None = None
) -> Event:
    """Write one event inside the caller's transaction.

    `verb` is `domain.verb` in the past tense (`"evidence.loaded"`); `by` and `thing` are Thing ids;
    `refs` holds ids and codes only, never text that a person wrote.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb}: an event is written in the transaction of its change")
    return Event.objects.create(verb=verb, actor_id=by, thing_id=thing, at=at, refs=refs or {})
