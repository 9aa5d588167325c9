"""Voice notes: they wait for a person, who listens and writes down what was said."""

import json
from datetime import datetime

from django.db import transaction

from kachehri.domains.cases.kinds import NewFile
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as letters
from kachehri.engines.post.kinds import ArrivalView, Told
from kachehri.kernel.rules import Holds, Rule

from .conversing import Incoming, incoming
from .reading import take_up

MAY_LISTEN: Rule = Holds("counter")
WAITS = "a voice note: somebody has to listen to it"


def read(arrival: ArrivalView, *, by: Actor, at: datetime, placed: int | None = None) -> None:
    """What was pressed is read as a text message; what was said waits for a person."""
    if arrival.content_type == "application/json":
        take_up(incoming(arrival), by=by, at=at, placed=placed)
    elif placed is None:
        post.hold(arrival_id=arrival.id, by=by, at=at, problem=WAITS)
    else:
        take_up(spoken(arrival, ""), by=by, at=at, placed=placed)


def tell(arrival: ArrivalView) -> Told:
    """What the holding pen shows of it."""
    if arrival.content_type == "application/json" and arrival.raw:
        return Told(incoming(arrival).sender, "", json.loads(arrival.raw).get("text", ""))
    return Told(str(arrival.headers.get("sender", "")), "", "")


def spoken(arrival: ArrivalView, words: str) -> Incoming:
    """A voice note with what somebody wrote down of it; the sound goes along, into quarantine."""
    kind = arrival.content_type.rpartition("/")[2].removeprefix("x-")
    sound = NewFile(f"voice-note.{kind}", arrival.raw, arrival.content_type)
    return Incoming(arrival, str(arrival.headers.get("sender", "")), "", words, (sound,))


def waiting(*, after: int = 0, limit: int = 20) -> list[letters.HeldView]:
    """Voice notes that nobody has listened to, the oldest first."""
    held = letters.held(after, 400)
    return [one for one in held if one.channel == "voice"][:limit]


def one(*, number: int, by: Actor) -> ArrivalView | None:
    """A voice note that waits, for somebody who may listen."""
    require(MAY_LISTEN, by)
    found = letters.arrival(number)
    if found is None or found.channel != "voice" or found.state != "held":
        return None
    return found


def write_down(*, number: int, words: str, by: Actor, at: datetime) -> bool:
    """Do with a voice note what would be done with the same words in a text message.

    False where it waits no longer. What is sensitive goes to the tray with its sound.
    """
    found = one(number=number, by=by)
    if found is None or not words.strip():
        return False
    with transaction.atomic():
        take_up(spoken(found, words.strip()), by=system_actor("post", at), at=at)
    return True
