"""What others may know of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from .headfile import heads_path, last_head
from .heads import HeadUnreadable, SignedHead, public_keys
from .models import Event, Leaf, Pending, TreeHead
from .sealing import stored

LATE = timedelta(minutes=10)
"""Sealing runs every minute; an event that waits longer than this shows that it does not."""


@dataclass(frozen=True)
class EventView:
    """One thing that was done. `leaf` is its place in the log, None while it waits for its seal."""

    id: int
    at: datetime
    verb: str
    actor_id: int
    thing_id: int
    refs: Mapping[str, int | str]
    leaf: int | None


@dataclass(frozen=True)
class SealState:
    """How far the sealing is, and what a quick look at the newest head says.

    `signature` and `kept` are about the newest head: whether a key beside the heads signed it, and
    whether it is the last one in the file outside the database. The proof is `kachehri verify`.
    """

    sealed: int
    waiting: int
    waiting_since: datetime | None
    late: bool
    newest: SignedHead | None
    signature: bool
    kept: bool
    heads_file: Path


def events(*, before: int = 0, about: int = 0, by: int = 0, size: int = 50) -> list[EventView]:
    """Events, newest first: with an id below `before`, about one Thing, by one actor."""
    found = Event.objects.order_by("-id")
    if before:
        found = found.filter(pk__lt=before)
    if about:
        found = found.filter(thing=about)
    if by:
        found = found.filter(actor=by)
    page = list(found[:size])
    sealed = dict(
        Leaf.objects.filter(event_id__in=[e.pk for e in page]).values_list("event_id", "index")
    )
    return [
        EventView(e.pk, e.at, e.verb, e.actor_id, e.thing_id, e.refs, sealed.get(e.pk))
        for e in page
    ]


def newest_heads(*, size: int) -> list[SignedHead]:
    """The newest tree heads, newest first."""
    return list(stored(TreeHead.objects.order_by("-size")[:size]))


def state(var: Path, at: datetime) -> SealState:
    """How far the sealing is."""
    newest = next(iter(newest_heads(size=1)), None)
    since = Pending.objects.order_by("event_id").values_list("event_at", flat=True).first()
    return SealState(
        sealed=newest.size if newest else 0,
        waiting=Pending.objects.count(),
        waiting_since=since,
        late=since is not None and at - since > LATE,
        newest=newest,
        signature=newest is not None and signed(newest, var),
        kept=newest is not None and last_head(heads_path(var)) == newest,
        heads_file=heads_path(var),
    )


def signed(head: SignedHead, var: Path) -> bool:
    """Whether a public key beside the heads signed it."""
    try:
        return head.is_signed_by(public_keys((var / "heads").glob("key-*.pem")))
    except (OSError, HeadUnreadable):
        return False
