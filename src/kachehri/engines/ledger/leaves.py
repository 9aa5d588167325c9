"""What of an event is sealed, byte for byte. A change here would break every log that exists."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Event


def leaf_content(event: "Event") -> bytes:
    """Canonical JSON of an event: sorted keys, no blanks, UTF-8; time in UTC with microseconds.

    `{"actor":1,"at":"2026-03-02T09:00:00.000000Z","id":7,"refs":{},"thing":5,"verb":"a.b"}`
    """
    content = {
        "id": event.pk,
        "at": timestamp(event.at),
        "verb": event.verb,
        "actor": event.actor_id,
        "thing": event.thing_id,
        "refs": event.refs,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def timestamp(moment: datetime) -> str:
    """A moment in UTC, always with six digits of a second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The moment that `timestamp` wrote. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
