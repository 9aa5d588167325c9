"""What goes out is written here, in the transaction of the change that it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.post.kinds import CLASSES
from kachehri.engines.post.models import Message

from .arriving import MAY_PLACE


def send(
    *,
    channel: str,
    address: str,
    subject: int | None,
    title: str,
    words: str,
    language: str,
    key: str,
    by: Actor,
    at: datetime,
    not_before: datetime | None = None,
    content: Mapping[str, Any] | None = None,
    class_: str = "notice",
) -> int:
    """Put a message into the outbox and return its number; the same key twice is one message.

    It is written in the caller's transaction: what is rolled back was never said. `drain` takes it
    to the gateway. `class_` is one of `kinds.CLASSES`.
    """
    if class_ not in CLASSES:
        raise ValueError(f"no class of messages is called {class_!r}")
    if not address.strip():
        raise ValueError("a message needs an address")
    row = Message(
        is_incoming=False,
        channel=channel,
        address=address[:300],
        subject_id=subject,
        title=" ".join(title.replace("\0", "").split())[:300],
        words=words.replace("\0", ""),
        language=language,
        key=key[:200],
        purpose=class_,
        created_at=at,
        due_at=max(at, not_before or at),
        next_at=max(at, not_before or at),
        content=dict(content or {}),
    )
    with transaction.atomic():
        Message.objects.bulk_create([row], ignore_conflicts=True)
        return int(Message.objects.values_list("id", flat=True).get(key=key[:200]))


def withhold(*, key: str, by: Actor, at: datetime, because: str) -> bool:
    """Do not send what still waits under that key; whether it waited."""
    return bool(
        Message.objects.filter(key=key[:200], state="waiting").update(
            state="withheld", problem=because[:300], next_at=None
        )
    )


def resolve(*, message_id: int, went_out: bool, by: Actor, at: datetime) -> bool:
    """A person found out whether an uncertain message went out; if not, it is sent again.

    Raises Refused.
    """
    require(MAY_PLACE, by)
    row = Message.objects.filter(pk=message_id, state="uncertain")
    if went_out:
        return bool(row.update(state="sent", sent_at=at, next_at=None, problem=""))
    return bool(row.update(state="waiting", next_at=at, problem=""))
