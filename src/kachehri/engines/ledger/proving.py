"""Proof that no sealed event was altered or lost, against heads that were kept elsewhere.

The chain of the proof: a head is signed; the root that it names is computed again from the leaves;
each leaf is computed again from its event. So whoever changes an event must change its leaf, then
the root, then the head, and cannot without the key and every place where a head was kept.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connections, transaction

from kachehri.kernel.merkle import Frontier, leaf_hash

from .heads import KeptHead, PublicKeys
from .leaves import leaf_content
from .models import Event, TreeHead
from .sealing import stored

AT_MOST = 50
"""Problems that are named one by one; the rest is counted."""

CHUNK = 5000

LEAVES = """
    SELECT l.index, l.event_id, l.digest, e.id, e.at, e.verb, e.actor_id, e.thing_id, e.refs::text
    FROM ledger_leaf l LEFT JOIN ledger_event e ON e.id = l.event_id AND e.at = l.event_at
    ORDER BY l.index
"""
NEVER_QUEUED = """
    SELECT e.id FROM ledger_event e
    LEFT JOIN ledger_leaf l ON l.event_id = e.id AND l.event_at = e.at
    LEFT JOIN ledger_pending p ON p.event_id = e.id AND p.event_at = e.at
    WHERE l.index IS NULL AND p.event_id IS NULL ORDER BY e.id
"""
LOST_WAITING = """
    SELECT p.event_id FROM ledger_pending p
    LEFT JOIN ledger_event e ON e.id = p.event_id AND e.at = p.event_at
    WHERE e.id IS NULL ORDER BY p.event_id
"""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `code` is for programs, `words` for people."""

    code: str
    words: str
    event_id: int | None = None


@dataclass
class Proof:
    """What was found. `kept_size` is how far a head from outside the database reaches."""

    sealed: int = 0
    unsealed: int = 0
    kept_size: int = 0
    kept_at: datetime | None = None
    heads: int = 0
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0

    @property
    def proved(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def add(self, code: str, words: str, event_id: int | None = None) -> None:
        """Note a problem."""
        if len(self.problems) < AT_MOST:
            self.problems.append(Problem(code, words, event_id))
        else:
            self.more_problems += 1


Progress = Callable[[int, int], None]
"""Called with leaves done and leaves in all."""


def prove(*, kept: Sequence[KeptHead], keys: PublicKeys, using: str, progress: Progress) -> Proof:
    """Check everything on one snapshot of the database `using`, while others go on writing."""
    proof = Proof()
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        own = [KeptHead("the database", h) for h in stored(database_heads(using))]
        good = check_signatures([*kept, *own], keys, proof)
        proof.kept_size = max((k.head.size for k in kept if k in good), default=0)
        proof.kept_at = max((k.head.at for k in kept if k in good), default=None)
        check_leaves(good, proof, using, progress)
        check_waiting(proof, using)
    return proof


def database_heads(using: str) -> Iterator[TreeHead]:
    """The database's own heads, smallest first."""
    return TreeHead.objects.using(using).order_by("size").iterator()


def check_signatures(heads: list[KeptHead], keys: PublicKeys, proof: Proof) -> set[KeptHead]:
    """The heads that a known key signed; the others are problems."""
    good = set()
    for kept in heads:
        proof.heads += 1
        if kept.head.is_signed_by(keys):
            good.add(kept)
        elif kept.head.key_id not in keys:
            proof.add(
                "unknown-key",
                f"the head of {kept.head.size} events in {kept.where} is signed"
                f" with another key ({kept.head.key_id})",
            )
        else:
            proof.add(
                "bad-signature",
                f"the signature of the head of {kept.head.size} events in {kept.where} is wrong",
            )
    return good


def check_leaves(heads: set[KeptHead], proof: Proof, using: str, progress: Progress) -> None:
    """Compute every leaf from its event and every head's root from the leaves."""
    waiting = sorted(heads, key=lambda k: (k.head.size, k.where), reverse=True)
    frontier, good_up_to = Frontier(), 0
    total = count_leaves(using)
    for index, sealed_id, digest, event in rows(using):
        if index != frontier.size:
            proof.add("leaf-missing", f"the leaf {frontier.size} of the log is missing")
            break
        check_event(index, sealed_id, digest, event, proof)
        frontier.append(digest)
        if waiting and waiting[-1].head.size == frontier.size:
            good_up_to = check_roots(waiting, frontier, good_up_to, proof)
        if frontier.size % CHUNK == 0:
            progress(frontier.size, total)
    progress(frontier.size, total)
    proof.sealed = frontier.size
    for kept in waiting:
        proof.add(
            "log-shrunk",
            f"the head in {kept.where} of {kept.head.at:%Y-%m-%d %H:%M} UTC says that"
            f" {kept.head.size} events were sealed; the log has {frontier.size}",
        )


def check_event(
    index: int, sealed_id: int, digest: bytes, event: Event | None, proof: Proof
) -> None:
    """Whether the event is there and is what its leaf says."""
    if event is None:
        proof.add("event-missing", f"event {sealed_id} (leaf {index}) is missing", sealed_id)
    elif leaf_hash(leaf_content(event)) != digest:
        proof.add("event-altered", f"event {sealed_id} (leaf {index}) was altered", sealed_id)


def check_roots(waiting: list[KeptHead], frontier: Frontier, good_up_to: int, proof: Proof) -> int:
    """Compare the heads of this size with the log; returns up to where a head has been right."""
    while waiting and waiting[-1].head.size == frontier.size:
        kept = waiting.pop()
        if kept.head.root == frontier.root():
            good_up_to = frontier.size
            continue
        proof.add(
            "root-differs",
            f"the log is not the one that the head of {kept.head.size} events in {kept.where}"
            f" sealed: something in the leaves {good_up_to} to {kept.head.size - 1} is different",
        )
    return good_up_to


def rows(using: str) -> Iterator[tuple[int, int, bytes, Event | None]]:
    """Leaves in order with their events, a piece at a time."""
    connection = connections[using]
    with connection.chunked_cursor() as cursor:
        cursor.execute(LEAVES)
        while piece := cursor.fetchmany(CHUNK):
            for index, sealed_id, digest, *event in piece:
                yield index, sealed_id, bytes(digest), event_of(event)


def event_of(values: list[object]) -> Event | None:
    """An event from its columns, the last of which is JSON."""
    if values[0] is None:
        return None
    names = ("id", "at", "verb", "actor_id", "thing_id")
    return Event(**dict(zip(names, values, strict=False)), refs=json.loads(str(values[-1])))


def count_leaves(using: str) -> int:
    """How many leaves there are."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_leaf")
        return int(cursor.fetchone()[0])


def check_waiting(proof: Proof, using: str) -> None:
    """Count what is not sealed yet, and find what fell out of the queue."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_pending")
        proof.unsealed = int(cursor.fetchone()[0])
        cursor.execute(NEVER_QUEUED)
        for (event_id,) in cursor:
            proof.add(
                "never-queued",
                f"event {event_id} is neither sealed nor waiting: it came past the queue",
                event_id,
            )
        cursor.execute(LOST_WAITING)
        for (event_id,) in cursor:
            proof.add("waiting-lost", f"event {event_id} was lost before its seal", event_id)
