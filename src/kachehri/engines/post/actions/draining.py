"""The outbox is emptied: one message after the other goes to its gateway, none goes twice.

A message is `sending`, and that is committed, before the gateway hears of it; what became of it is
committed after. A program that dies in between leaves it `sending`: the gateway is asked where it
can tell, else a person looks. It is not sent a second time (docs/adr/0191).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from kachehri.engines.access.actor import Actor
from kachehri.engines.post.digests import fold
from kachehri.engines.post.kinds import (
    Channel,
    Never,
    Outgoing,
    Sent,
    TryLater,
    Uncertain,
    channel,
    channels,
)
from kachehri.engines.post.models import Message, Preference
from kachehri.engines.post.quiet import open_again

from .reporting import alone, settle_early_reports

log = logging.getLogger(__name__)

WAITS = (1, 2, 5, 15, 30, 60, 120, 240)
"""Minutes between tries; the last one again and again."""
MOST_TRIES = 24
"""Three days of them; then the message has failed."""
TOO_OLD = timedelta(days=7)
"""What was due so long ago says nothing new: its gateway was set up too late."""
LEASE = timedelta(minutes=10)
"""Longer than any gateway takes: who is `sending` after that was left by a program that died."""
DOWN_AFTER = 3
"""So many refusals one after the other, and a gateway gets a rest until the next round."""
GATEWAY_DOWN = "The gateway did not take it for three days."
OLD_NEWS = "It waited for its gateway for more than a week."

_CLAIM = """
    UPDATE post_message SET state = 'sending', next_at = %s, attempts = attempts + 1, gateway = %s
    WHERE id = (SELECT id FROM post_message
                WHERE state = 'waiting' AND NOT is_incoming AND channel = %s AND next_at <= %s
                ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING *
"""


def drain(*, by: Actor, at: datetime, most: int = 200) -> int:
    """Send what is due, channel by channel; return how many messages were taken up.

    Two of these at once share the work. Call it outside of a transaction.
    """
    settle_left(by=by, at=at)
    return sum(_drain(way, at, most) for way in channels())


def _drain(way: Channel, at: datetime, most: int) -> int:
    """Send what is due on one channel, until nothing is, or its gateway needs a rest.

    What became of one message and the taking of the next are one transaction: half the waiting for
    the disk, and nothing is known later than with two.
    """
    room = _room(way, at, most)
    done = refused = 0
    ended: Ended | None = None
    while True:
        wanted = done < room and refused < DOWN_AFTER
        out = _next(way, at, ended, wanted=wanted)
        if out is None:
            return done
        done += 1
        ended = _send(way, out, at) if out.id else None
        refused = refused + 1 if ended and not ended.answered else 0


def _next(way: Channel, at: datetime, ended: "Ended | None", *, wanted: bool) -> Outgoing | None:
    """Write what became of the last message, and take the next if one is wanted."""
    try:
        with transaction.atomic(durable=True):
            if ended is not None:
                ended.write()
            return _claim(way, at) if wanted else None
    except Exception:
        # Whatever is wrong with the next one: that the last one went must be written.
        if ended is not None:
            with transaction.atomic(durable=True):
                ended.write()
        raise


def _room(way: Channel, at: datetime, most: int) -> int:
    """How many the gateway takes now: `a_minute`, less what went in the minute before."""
    if not way.a_minute:
        return most
    went = Message.objects.filter(
        is_incoming=False, channel=way.key, sent_at__gt=at - timedelta(minutes=1)
    ).count()
    return max(0, min(most, way.a_minute - went))


def _claim(way: Channel, at: datetime) -> Outgoing | None:
    """Take the next message. One with id 0 was put off, folded or withheld instead."""
    found = Message.objects.raw(_CLAIM, [at + LEASE, way.gateway, way.key, at])
    row = next(iter(found), None)
    if row is None:
        return None
    return outgoing(row, id=0) if _is_put_off(way, row, at) else outgoing(row)


def _is_put_off(way: Channel, row: Message, at: datetime) -> bool:
    """Whether the message goes another day, in another message or not at all."""
    if row.due_at and at - row.due_at > TOO_OLD and row.purpose != "official":
        _end(row.pk, "failed", OLD_NEWS)
        return True
    if row.purpose in ("answer", "official"):
        return False
    wishes = Preference.objects.filter(channel=row.channel, address=row.address).first()
    if wishes and wishes.opted_out_at:
        _end(row.pk, "withheld", "opted out")
        return True
    later = open_again(way, wishes, at)
    if later:
        Message.objects.filter(pk=row.pk).update(state="waiting", next_at=later, attempts=0)
        return True
    if row.purpose != "notice" or not way.digests or "digest_of" in row.content:
        return False
    return fold(row, wishes, at)


def _end(number: int, state: str, problem: str) -> None:
    Message.objects.filter(pk=number).update(state=state, problem=problem[:300], next_at=None)


@dataclass(frozen=True)
class Ended:
    """What became of a message; `answered`: its gateway works."""

    out: Outgoing
    changes: Mapping[str, Any]
    answered: bool = True
    bad_address: bool = False

    def write(self) -> None:
        """Change the row, unless somebody else settled it meanwhile."""
        external = str(self.changes.get("external", ""))
        if external:
            alone(self.gateway, external)
        Message.objects.filter(pk=self.out.id, state="sending").update(**self.changes)
        if external:
            settle_early_reports(self.out.id, self.gateway, external)
        if self.bad_address:
            Preference.objects.update_or_create(
                channel=self.out.channel,
                address=self.out.address,
                defaults={"bounced_at": self.out.created_at},
            )

    @property
    def gateway(self) -> str:
        """The gateway of its channel."""
        way = channel(self.out.channel)
        return way.gateway if way else ""


def _send(way: Channel, out: Outgoing, at: datetime) -> Ended:
    """Hand one message over, and say what became of it."""
    try:
        sent = way.send(out)
    except TryLater as problem:
        return _again(out, str(problem), at)
    except Never as problem:
        return Ended(out, _failed(str(problem)), bad_address=problem.bad_address)
    except Uncertain as problem:
        return Ended(out, _failed(str(problem), "uncertain"), answered=False)
    except Exception as error:
        log.exception("Message %s (%s) stopped its gateway", out.id, out.channel)
        return Ended(out, _failed(type(error).__name__, "uncertain"), answered=False)
    return Ended(out, _sent(sent, at))


def _sent(sent: Sent, at: datetime) -> dict[str, Any]:
    return {
        "state": "sent",
        "sent_at": at,
        "external": sent.external[:200],
        "parts": sent.parts,
        "problem": "",
        "next_at": None,
    }


def _failed(problem: str, state: str = "failed") -> dict[str, Any]:
    return {"state": state, "problem": problem[:300], "next_at": None}


def _again(out: Outgoing, problem: str, at: datetime) -> Ended:
    """Try again after a while that grows; after three days of it no more."""
    wait = timedelta(minutes=WAITS[min(out.attempt, len(WAITS)) - 1])
    if out.attempt >= MOST_TRIES:
        return Ended(out, _failed(f"{GATEWAY_DOWN} {problem}"), answered=False)
    later = {"state": "waiting", "problem": problem[:300], "next_at": at + wait}
    return Ended(out, later, answered=False)


def settle_left(*, by: Actor, at: datetime) -> int:
    """Look at what programs that died were sending; return how many were found.

    The gateway is asked where it can tell: what it has was sent, what it has not waits again. Where
    nobody can tell, the message is `uncertain` and a person decides.
    """
    count = 0
    with transaction.atomic():
        left = Message.objects.select_for_update(skip_locked=True).filter(
            state="sending", next_at__lte=at
        )
        for row in left.order_by("id")[:100]:
            count += 1
            way = channel(row.channel)
            has = way.ask(outgoing(row)) if way and way.ask else None
            if has is None:
                _end(row.pk, "uncertain", "The program stopped while it was being sent.")
            elif has:
                Message.objects.filter(pk=row.pk).update(state="sent", sent_at=at, next_at=None)
            else:
                Message.objects.filter(pk=row.pk).update(state="waiting", next_at=at)
    return count


def outgoing(row: Message, id: int | None = None) -> Outgoing:
    """A row as its gateway gets it."""
    return Outgoing(
        id=row.pk if id is None else id,
        key=row.key,
        channel=row.channel,
        address=row.address,
        subject=row.subject_id,
        title=row.title,
        words=row.words,
        language=row.language,
        class_=row.purpose,
        attempt=row.attempts,
        created_at=row.created_at,
        content=row.content,
    )
