"""What a conversation is made of: a message, its sender, what was asked before, and the answer.

A telephone is often shared by a village: a conversation is about a telephone and a number of a
matter (docs/adr/0194).
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from kachehri.domains.cases import queries
from kachehri.domains.cases.kinds import NewFile
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import queries as persons
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as letters
from kachehri.engines.post.kinds import ArrivalView
from kachehri.engines.vault import actions as vault
from kachehri.kernel.messages import InputProblem
from kachehri.kernel.phones import normal

from . import texts
from .said import Said, language_of

ASKED_FOR = timedelta(days=3)
"""For so long a short message may be the answer to *where is it?*."""
ANSWERABLE = timedelta(days=45)
QUESTIONS = frozenset({"done", "answered", "ready", "feedback"})


@dataclass(frozen=True)
class Incoming:
    """A message as it is read: from which number, to which, what it says."""

    arrival: ArrivalView
    sender: str
    to: str
    text: str
    files: tuple[NewFile, ...] = ()

    @property
    def channel(self) -> str:
        """sms, whatsapp or voice."""
        return self.arrival.channel


@dataclass(frozen=True)
class Reading:
    """A message, what it says, who reads it and when."""

    came: Incoming
    said: Said
    by: Actor
    at: datetime

    @cached_property
    def citizen(self) -> Actor:
        """Whoever comes without an account."""
        return system_actor("citizen", self.at)


def incoming(arrival: ArrivalView) -> Incoming:
    """What was kept, as it is read."""
    told = json.loads(arrival.raw or b"{}")
    return Incoming(arrival, number_of(told["from"]), told.get("to", ""), told.get("text", ""))


def number_of(text: str) -> str:
    """A number in E.164; what is none (a short code, a name) stays as it is."""
    try:
        return normal(text if text.startswith(("+", "0")) else f"+{text}")
    except InputProblem:
        return text


def settle(reading: Reading, case: CaseView | None) -> int:
    """Write the message down as one that came in, and end the arrival."""
    came = reading.came
    message = post.receive(
        channel=came.channel,
        subject=case.thing_id if case else None,
        address=came.sender,
        title="",
        words=came.text,
        language=language_of(reading.said.spelling),
        gateway=came.arrival.gateway,
        external=came.arrival.external,
        arrival_id=came.arrival.id,
        by=reading.by,
        at=reading.at,
    )
    post.settle(arrival_id=came.arrival.id, message_id=message, by=reading.by, at=reading.at)
    return message


def answer(
    reading: Reading, text: str, case: CaseView | None, *, asks: str = "", **values: str | int
) -> None:
    """Answer whoever wrote a moment ago."""
    came = reading.came
    content = {"asks": asks} if asks else {"noted": "place"} if text == texts.PLACED else {}
    post.send(
        channel=came.channel,
        address=came.sender,
        subject=case.thing_id if case else None,
        title="",
        words=texts.say(text, reading.said.spelling, **values),
        language=language_of(reading.said.spelling),
        key=f"answer:{came.arrival.id}",
        class_="answer",
        content=content,
        by=reading.by,
        at=reading.at,
    )


def owns(reading: Reading, case: CaseView) -> bool:
    """Whether the matter was brought from this telephone."""
    came = reading.came
    return case.applicant_id in persons.by_contact(came.channel, came.sender)


def asked(reading: Reading, what: str) -> CaseView | None:
    """The matter about which this telephone was asked last, and has not answered yet."""
    came = reading.came
    sent = letters.last_sent(came.channel, came.sender, reading.at - ASKED_FOR)
    for one in sent:
        if one.content.get("asks") == what and one.subject is not None:
            return queries.by_thing(one.subject)
        if one.content.get("noted") == what:
            return None
    return None


def questions(reading: Reading) -> list[CaseView]:
    """The matters about which this telephone was asked for a yes, a no or a mark."""
    came = reading.came
    sent = letters.last_sent(came.channel, came.sender, reading.at - ANSWERABLE)
    things = [one.subject for one in sent if one.content.get("notice") in QUESTIONS]
    found = queries.by_things([thing for thing in things if thing is not None])
    wanted = {"yes": "confirms", "no": "contests"}.get(reading.said.intent)
    return [
        case
        for case in found.values()
        if wanted is None or any(wanted in one.tags for one in case.moves)
    ]


def moved(reading: Reading) -> None:
    """The matter went to the tray by itself: nothing of the message stays here."""
    vault.hush(address=reading.came.sender, by=reading.by, at=reading.at)
    post.purge(arrival_id=reading.came.arrival.id, by=reading.by, at=reading.at)
