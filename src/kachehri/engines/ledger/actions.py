"""Writing to the ledger."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from .models import Event, Thing


def register(*, kind: str, at: datetime) -> Thing:
    """Give something its identity. `kind` is the model's label, as in `"places.place"`."""
    return Thing.objects.create(kind=kind, created_at=at)


def register_many(*, kind: str, count: int, at: datetime) -> list[int]:
    """Give many things of a kind their identities at once; return their ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_thing (kind, created_at)"
            " SELECT %s, %s FROM generate_series(1, %s) RETURNING id",
            [kind, at, count],
        )
        return [row[0] for row in cursor.fetchall()]


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


def record_many(
    *, verb: str, by: int, about: Sequence[tuple[int, Mapping[str, int | str]]], at: datetime
) -> None:
    """Write one event for each thing and its refs, at once; the rest as in `record`."""
    if not about:
        return
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb}: events are written in the transaction of their change")
    events = [
        Event(verb=verb, actor_id=by, thing_id=thing, at=at, refs=dict(refs))
        for thing, refs in about
    ]
    Event.objects.bulk_create(events)


def make_partition(*, year: int) -> bool:
    """Make the partition of a year's events. Returns False where there was one already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"ledger_event_{year:d}"])
        if cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT ledger_make_partition(%s)", [year])
        return bool(cursor.fetchone()[0])
