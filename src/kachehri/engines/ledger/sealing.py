"""Sealing: events become leaves of the Merkle log, and its new root is signed.

Who comes in which order: a batch holds the settled events with the smallest ids, in the order of
their ids. An event is settled when its transaction is older than every running one (or when its
transaction number lies in this server's future: the row was restored from another server).
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from kachehri.kernel.merkle import Frontier, leaf_hash

from .headfile import add, heads_path, last_head, lines
from .heads import SignedHead, sign, signing_key
from .leaves import leaf_content
from .models import Event, Leaf, Pending, TreeHead

BATCH = 5000
LOCK = 0x4B616368
"""The advisory lock that lets one process seal at a time (the letters "Kach")."""

# A waiting row whose event is gone stays where it is: `kachehri verify` names it.
SETTLED = """
    SELECT event_id, event_at FROM ledger_pending
    JOIN ledger_event ON ledger_event.id = event_id AND ledger_event.at = event_at
    WHERE xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       OR xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    ORDER BY event_id LIMIT %s
"""


class LogDamaged(RuntimeError):
    """The log in the database does not fit together; nothing is sealed on top of it."""


def seal_all(*, at: datetime, var: Path, batch: int = BATCH) -> int:
    """Seal everything that is settled and write the heads outside the database. Returns how many.

    May be killed anywhere and run by several processes at once: each batch is one transaction,
    and a head that did not reach the file is found missing by the next run.
    """
    key = signing_key(var)
    total = 0
    write_missing_heads(var)
    while count := seal_batch(at=at, key=key, size=batch):
        total += count
        write_missing_heads(var)
    return total


@transaction.atomic
def seal_batch(*, at: datetime, key: Ed25519PrivateKey, size: int) -> int:
    """Seal up to `size` events under one head. Returns how many; 0 when nothing is settled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(SETTLED, [size])
        waiting = dict(cursor.fetchall())
    if not waiting:
        return 0
    frontier = last_frontier()
    leaves = list(new_leaves(waiting, frontier))
    Leaf.objects.bulk_create(leaves)
    Pending.objects.filter(event_id__in=waiting).delete()
    store_head(sign(size=frontier.size, root=frontier.root(), at=at, key=key), frontier)
    return len(leaves)


def new_leaves(waiting: dict[int, datetime], frontier: Frontier) -> Iterator[Leaf]:
    """The leaves of these events in the order of their ids; each is appended to the frontier."""
    found = Event.objects.filter(
        pk__in=waiting, at__range=(min(waiting.values()), max(waiting.values()))
    )
    for event in found.order_by("pk", "at").iterator():
        if waiting.get(event.pk) != event.at:
            continue
        digest = leaf_hash(leaf_content(event))
        yield Leaf(index=frontier.size, event_id=event.pk, event_at=event.at, digest=digest)
        frontier.append(digest)


def last_frontier() -> Frontier:
    """The right edge of the log. Raises LogDamaged where it does not give the signed root."""
    head = TreeHead.objects.order_by("-size").first()
    if head is None:
        return Frontier()
    with suppress(ValueError):
        frontier = Frontier.load(head.size, bytes(head.frontier))
        if frontier.root() == bytes(head.root):
            return frontier
    raise LogDamaged(f"the tree head of size {head.size} was changed: run `kachehri verify`")


def store_head(head: SignedHead, frontier: Frontier) -> None:
    """Keep a head in the database."""
    TreeHead.objects.create(
        size=head.size,
        root=head.root,
        frontier=frontier.dump(),
        at=head.at,
        key_id=head.key_id,
        signature=head.signature,
    )


def write_missing_heads(var: Path) -> int:
    """Write committed heads that are not in the file. Returns how many."""
    path = heads_path(var)
    return add(path, lambda: missing_from(path))


def missing_from(path: Path) -> Iterable[SignedHead]:
    """Heads of the database that the file lacks, smallest first.

    Usually those after the file's last one. Where that one is unknown to the database (the
    database was restored from an older copy), every head is compared.
    """
    last = last_head(path)
    heads = TreeHead.objects.order_by("size")
    if last is None and not any(lines(path)):
        return stored(heads.all())
    if last and TreeHead.objects.filter(size=last.size, root=last.root).exists():
        return stored(heads.filter(size__gt=last.size))
    known = {(line.head.size, line.head.root) for line in lines(path) if line.head}
    return (head for head in stored(heads.all()) if (head.size, head.root) not in known)


def stored(heads: Iterable[TreeHead]) -> Iterator[SignedHead]:
    """Heads of the database as they were signed."""
    for head in heads:
        yield SignedHead(
            size=head.size,
            root=bytes(head.root),
            at=head.at,
            key_id=head.key_id,
            signature=bytes(head.signature),
        )
