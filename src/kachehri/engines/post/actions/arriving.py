"""What comes in: kept as it came, read in batches, ended once."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.post.kinds import readable, reader
from kachehri.engines.post.models import Arrival, Message
from kachehri.engines.post.queries import arrival_view
from kachehri.kernel.rules import Holds, IsSystem

log = logging.getLogger(__name__)

MAY_PLACE = Holds("moderator") | Holds("counter") | IsSystem()
"""Who says where things of the pen belong, and whether an uncertain message went out."""

MOST_ATTEMPTS = 3
LEASE = timedelta(minutes=2)
AGAIN = timedelta(seconds=30)
"""How long a worker keeps an arrival to itself, and how long after a mistake it is tried again."""

_KEEP = """
    INSERT INTO post_arrival (channel, gateway, external, received_at, raw, content_type, headers,
                              state, attempts, guesses, problem)
    VALUES {rows}
    ON CONFLICT (channel, gateway, external) DO NOTHING RETURNING id
"""
_ROW = "(%s, %s, %s, %s, %s, %s, %s, 'new', 0, '[]', '')"

Row = tuple[Any, ...]
"""An arrival as it is written."""


def keep(
    *,
    channel: str,
    gateway: str,
    external: str,
    raw: bytes,
    content_type: str,
    headers: Mapping[str, Any],
    at: datetime,
) -> int | None:
    """Keep something that came in, before anything reads it. None where we had it already.

    One INSERT and nothing else; outside of a transaction it is durable when this returns.
    """
    row = row_of(
        channel=channel,
        gateway=gateway,
        external=external,
        raw=raw,
        content_type=content_type,
        headers=headers,
        at=at,
    )
    return next(iter(write([row])), None)


def row_of(
    *,
    channel: str,
    gateway: str,
    external: str,
    raw: bytes,
    content_type: str,
    headers: Mapping[str, Any],
    at: datetime,
) -> Row:
    """An arrival as it can be written, whatever its sender put in."""
    told = DjangoJSONEncoder(ensure_ascii=True).encode(_without_nul(dict(headers)))
    number, kind = _without_nul(external)[:200], _without_nul(content_type)[:100]
    return channel, gateway[:40], number, at, raw, kind, told


def write(rows: Sequence[Row]) -> list[int]:
    """Write arrivals by one INSERT; return the numbers of those that we had not."""
    with connection.cursor() as cursor:
        asked = _KEEP.format(rows=", ".join([_ROW] * len(rows)))
        cursor.execute(asked, [value for row in rows for value in row])
        return [int(number) for (number,) in cursor.fetchall()]


def _without_nul(value: Any) -> Any:
    """PostgreSQL keeps no NUL in text, and no half of a surrogate pair."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {_without_nul(str(key)): _without_nul(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nul(one) for one in value]
    return value


def read(*, by: Actor, at: datetime, most: int = 200) -> int:
    """Read what came in, the oldest first; return how many were taken up.

    Each is read in a savepoint of its own, so that one that cannot be read takes no other with it;
    after three tries it is set aside with its problem. One that kills the program is noticed, too:
    a try is counted before it is made, and what was tried before is read alone.
    """
    done = 0
    while done < most:
        taken = _take(at, min(50, most - done))
        if not taken:
            break
        with transaction.atomic():
            for number in taken:
                _read_one(number, by, at)
        done += len(taken)
    return done


def _take(at: datetime, most: int) -> list[int]:
    """Take arrivals for this worker, and count the try, in a transaction of its own."""
    due = Arrival.objects.filter(
        Q(next_at__isnull=True) | Q(next_at__lte=at), state="new", channel__in=readable()
    )
    with transaction.atomic(durable=True):
        _give_up(due.filter(attempts__gte=MOST_ATTEMPTS), at)
        waiting = list(
            due.select_for_update(skip_locked=True)
            .order_by("id")
            .values_list("id", "attempts")[:most]
        )
        tried = [number for number, attempts in waiting if attempts]
        taken = tried[:1] or [number for number, _ in waiting]
        Arrival.objects.filter(pk__in=taken).update(attempts=F("attempts") + 1, next_at=at + LEASE)
    return taken


def _give_up(rows: "QuerySet[Arrival]", at: datetime) -> None:
    """Set aside what stopped the program each time it was read."""
    stopped = "The program stopped each time that it read this."
    rows.filter(problem="").update(problem=stopped)
    rows.update(state="failed", settled_at=at, next_at=None)


def _read_one(number: int, by: Actor, at: datetime) -> None:
    """Read one arrival; whatever goes wrong inside is written to it."""
    row = Arrival.objects.select_for_update().filter(pk=number, state="new").first()
    if row is None:
        return
    reads = reader(row.channel)
    if reads is None:
        return
    try:
        with transaction.atomic():
            reads(arrival_view(row), by=by, at=at)
    except OperationalError:
        raise
    except Exception as error:
        log.exception("Arrival %s (%s) could not be read", number, row.channel)
        is_last = row.attempts >= MOST_ATTEMPTS
        Arrival.objects.filter(pk=number).update(
            state="failed" if is_last else "new",
            settled_at=at if is_last else None,
            next_at=None if is_last else at + AGAIN,
            problem=f"{type(error).__name__}: {error}".replace("\0", "")[:300],
        )


def place(*, arrival_id: int, number: int, by: Actor, at: datetime) -> None:
    """A person says to which matter an arrival of the holding pen belongs: it is read again.

    Raises Refused, and LookupError where nobody reads that channel or there is no such matter.
    """
    require(MAY_PLACE, by)
    with transaction.atomic():
        row = Arrival.objects.select_for_update().get(pk=arrival_id, state__in=["held", "failed"])
        reads = reader(row.channel)
        if reads is None:
            raise LookupError(row.channel)
        reads(arrival_view(row), by=by, at=at, placed=number)


def settle(*, arrival_id: int, by: Actor, at: datetime, message_id: int | None = None) -> None:
    """It was read and became this message, or needed none."""
    _end(arrival_id, "done", at, message_id=message_id)


def hold(
    *,
    arrival_id: int,
    by: Actor,
    at: datetime,
    problem: str,
    guesses: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Nobody knows where it belongs: put it into the holding pen with guesses, best first."""
    _end(arrival_id, "held", at, problem=problem[:300], guesses=[dict(one) for one in guesses])


def drop(*, arrival_id: int, by: Actor, at: datetime, problem: str) -> None:
    """It needs nobody: a loop, an answer of a machine, a sender who opted out. It stays as kept."""
    _end(arrival_id, "dropped", at, problem=problem[:300])


def _end(arrival_id: int, state: str, at: datetime, **changes: Any) -> None:
    Arrival.objects.filter(pk=arrival_id).exclude(state="purged").update(
        state=state, settled_at=at, next_at=None, **changes
    )


def receive(
    *,
    channel: str,
    subject: int | None,
    address: str,
    title: str,
    words: str,
    language: str,
    gateway: str,
    external: str,
    arrival_id: int,
    by: Actor,
    at: datetime,
    content: Mapping[str, Any] | None = None,
) -> int:
    """Write what was read from an arrival as a message that came in; return its number."""
    made, _ = Message.objects.get_or_create(
        key=f"arrival:{arrival_id}",
        defaults={
            "is_incoming": True,
            "channel": channel,
            "subject_id": subject,
            "address": address[:300],
            "title": _without_nul(title)[:300],
            "words": _without_nul(words),
            "language": language,
            "state": "received",
            "created_at": at,
            "gateway": gateway[:40],
            "external": _without_nul(external)[:200],
            "content": _without_nul(dict(content or {})),
        },
    )
    return made.pk


def purge(
    *, by: Actor, at: datetime, arrival_id: int | None = None, subject: int | None = None
) -> int:
    """Empty an arrival, or all that came and went about a subject: it lies in the locked tray.

    What was about to go out is withheld. Returns how many rows were emptied.
    """
    with transaction.atomic():
        arrivals = Arrival.objects.none()
        if arrival_id is not None:
            arrivals = Arrival.objects.filter(pk=arrival_id)
        if subject is not None:
            messages = Message.objects.filter(subject_id=subject)
            arrivals |= Arrival.objects.filter(message__in=messages)
            messages.filter(state="waiting").update(state="withheld", next_at=None)
        count = arrivals.update(
            raw=b"", headers={}, guesses=[], problem="", state="purged", settled_at=at, next_at=None
        )
        if subject is not None:
            count += messages.update(title="", words="", address="", content={}, problem="")
    return count
