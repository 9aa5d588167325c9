"""Making events, sealing them, and tampering with them as only the owner can."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from kachehri.engines.ledger.actions import record, register
from kachehri.engines.ledger.headfile import heads_path, lines
from kachehri.engines.ledger.heads import KeptHead, public_keys
from kachehri.engines.ledger.models import Event, Pending
from kachehri.engines.ledger.proving import Proof, prove
from kachehri.engines.ledger.sealing import seal_all

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@transaction.atomic
def happen(count: int = 1, at: datetime = AT) -> list[Event]:
    """Made-up events about one made-up thing."""
    thing = register(kind="test.thing", at=at).pk
    return [
        record(
            verb="test.happened", by=thing, thing=thing, at=at + timedelta(seconds=i), refs={"i": i}
        )
        for i in range(count)
    ]


PATIENCE = 60.0


def seal_once(var: Path, batch: int = 5000) -> int:
    return seal_all(at=AT, var=var, batch=batch)


def seal(var: Path, batch: int = 5000) -> int:
    """Seal everything. The oldest running transaction is that of the whole server, so a test that
    runs beside this one in a database of its own may hold the sealing up for a moment."""
    total, end = seal_once(var, batch), time.monotonic() + PATIENCE
    while Pending.objects.exists() and time.monotonic() < end:
        time.sleep(0.05)
        total += seal_once(var, batch)
    return total


def check(var: Path, heads: Path | None = None, keys: list[Path] | None = None) -> Proof:
    """What `kachehri verify` does, without the program around it."""
    kept = [KeptHead(f"line {x.number}", x.head) for x in lines(heads or heads_path(var)) if x.head]
    known = public_keys(keys or (var / "heads").glob("key-*.pem"))
    return prove(kept=kept, keys=known, using="auditor", progress=lambda done, total: None)


@contextmanager
def as_owner() -> Iterator[Any]:
    """A cursor of the one who may do everything."""
    with connections["owner"].cursor() as cursor:
        yield cursor


def codes(proof: Proof) -> list[str]:
    return [p.code for p in proof.problems]
