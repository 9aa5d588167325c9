"""What a text message is taken for, and what is done: read by a job, long after it was kept.

A telephone is often shared by a village: a conversation is about a telephone and a number of a
matter. Whatever is not a short answer to our question opens a matter of its own, so that nobody's
words end up in somebody else's. What the triage flags goes to the locked tray, and no answer to
the telephone (docs/adr/0194, 0196).
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from kachehri.domains.cases import actions as cases
from kachehri.domains.cases import queries
from kachehri.domains.cases.kinds import CaseProblem, NewFile
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.cases.queries.guessing import Guess, guess
from kachehri.domains.people import actions as people
from kachehri.domains.people import queries as persons
from kachehri.domains.people.kinds import NewContact
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import Refused
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as letters
from kachehri.engines.post.kinds import ArrivalView, Told
from kachehri.engines.vault import actions as vault
from kachehri.engines.vault.triage import flagged
from kachehri.kernel.messages import InputProblem
from kachehri.kernel.phones import normal

from . import texts
from .said import Said, language_of, understood

ASKED_FOR = timedelta(days=3)
"""For so long a short message may be the answer to *where is it?*."""
ANSWERABLE = timedelta(days=45)
QUESTIONS = frozenset({"done", "answered", "ready", "feedback"})
LONGEST_PLACE = 6
SAME = timedelta(minutes=10)
RELIEF = {1: "none", 2: "none", 3: "part", 4: "full", 5: "full"}


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

    @property
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


def tell(arrival: ArrivalView) -> Told:
    """What a person reads of it in the holding pen."""
    if not arrival.raw:
        return Told("", "", "")
    came = incoming(arrival)
    return Told(came.sender, "", came.text)


def read(arrival: ArrivalView, *, by: Actor, at: datetime, placed: int | None = None) -> None:
    """Read one text message."""
    take_up(incoming(arrival), by=by, at=at, placed=placed)


def take_up(came: Incoming, *, by: Actor, at: datetime, placed: int | None = None) -> None:
    """Do what a message asks for; whatever channel it came by."""
    reading = Reading(came, understood(came.text), by, at)
    if flagged(came.text):
        _into_the_tray(reading)
    elif placed is not None:
        _place(reading, placed)
    else:
        _DOES[reading.said.intent](reading)


def _into_the_tray(reading: Reading) -> None:
    """Seal it, purge what was kept of it, and never write to that telephone by ourselves again."""
    came = reading.came
    vault.seal(
        content={
            "words": came.text,
            "address": came.sender,
            "language": reading.said.spelling,
            "files": [{"name": one.name, "content": one.content} for one in came.files],
        },
        channel=came.channel,
        received_at=came.arrival.received_at,
        address=came.sender,
        by=reading.by,
        at=reading.at,
    )
    post.purge(arrival_id=came.arrival.id, by=reading.by, at=reading.at)


def _place(reading: Reading, number: int) -> None:
    """A person said to which matter it belongs."""
    case = queries.case(number)
    if case is None:
        raise LookupError(number)
    _add(reading, case)


def _complaint(reading: Reading) -> None:
    """Free words: the answer to our question, or a new matter."""
    came, at = reading.came, reading.at
    found = guess(came.text)
    asked = _asked(reading, "place")
    if asked is not None and _is_a_place(reading.said.words, found):
        case = _add(reading, asked)
        if case is not None:
            _put_where(reading, case, found)
        return
    if known := _just_now(came, at):
        again = f"the same again: {known}"
        post.drop(arrival_id=came.arrival.id, by=reading.by, at=at, problem=again)
        return
    try:
        case = _open(reading, found)
    except CaseProblem as problem:
        told = "; ".join(problem.problems.values())
        post.hold(arrival_id=came.arrival.id, by=reading.by, at=at, problem=told)
        return
    if case is None:
        _moved(reading)
        return
    _LAST[(came.sender, came.text)] = (case.number, at)
    if case.is_again:
        again = f"the same again: {case.number}"
        post.drop(arrival_id=came.arrival.id, by=reading.by, at=at, problem=again)
    else:
        _welcome(reading, case, found)


def _put_where(reading: Reading, case: CaseView, found: Guess) -> None:
    """Move a matter to the place that was named, where that is clear; a person reads the rest."""
    if found.place_id is not None and case.is_open:
        cases.relocate(
            case_id=case.id,
            place_id=found.place_id,
            by=reading.citizen,
            at=reading.at,
            secret=case.secret,
        )
    _answer(reading, texts.PLACED, case, number=case.number)


_LAST: dict[tuple[str, str], tuple[int, datetime]] = {}
"""What this process opened a moment ago: ten thousand of the same cost a look each."""


def _just_now(came: Incoming, at: datetime) -> int | None:
    if len(_LAST) > 10_000:
        _LAST.clear()
    number, when = _LAST.get((came.sender, came.text), (None, at))
    if number is None or not timedelta() <= at - when < SAME:
        return None
    return number if queries.case(number) is not None else None


def _is_a_place(words: str, found: Guess) -> bool:
    """Whether a message says a place and nothing of a complaint."""
    return len(words.split()) <= LONGEST_PLACE and not found.categories


def _open(reading: Reading, found: Guess) -> CaseView | None:
    came, said, at = reading.came, reading.said, reading.at
    language = language_of(said.spelling)
    place = found.place_id or _around(found) or _home()
    with translation.override(language), transaction.atomic():
        case = cases.open_case(
            kind="complaint",
            place_id=place,
            words=came.text,
            category=found.category or "other",
            applicant_id=_somebody(came, at),
            channel=came.channel,
            language=language,
            filed_at=min(came.arrival.received_at, at),
            files=came.files,
            sender=f"{came.channel}:{came.sender}",
            by=reading.citizen,
            at=at,
        )
        if case is not None and case.is_again:
            transaction.set_rollback(True)  # nobody new is written down
    return case


def _somebody(came: Incoming, at: datetime) -> int:
    """A person of their own for each matter: nobody knows who holds a shared telephone."""
    return people.register_person(
        contacts=[NewContact(came.channel, came.sender, preferred=True, is_shared=True)],
        by=system_actor("citizen", at),
        at=at,
    )


def _around(found: Guess) -> int | None:
    """What lies around all the places that may be meant."""
    views = places.by_ids(list(found.places))
    parents = {view.parent_id for view in views.values()}
    return parents.pop() if len(parents) == 1 else None


def _home() -> int:
    home = places.by_key(settings.HOME_PLACE)
    if home is None:
        raise LookupError(settings.HOME_PLACE)
    return home.id


def _welcome(reading: Reading, case: CaseView, found: Guess) -> None:
    """Tell the number, in the spelling in which somebody wrote; ask once where it is."""
    key = f"case:{case.id}:1:opened"
    post.withhold(key=key, by=reading.by, at=reading.at, because="answered")
    _settle(reading, case)
    if found.place_id is None:
        _answer(reading, texts.WHERE, case, asks="place", number=case.number)
    else:
        _answer(reading, texts.KEPT, case, number=case.number)


def _add(reading: Reading, case: CaseView) -> CaseView | None:
    """Add the words to a matter."""
    message = _settle(reading, case)
    with translation.override(language_of(reading.said.spelling)):
        added = cases.add_message(
            case_id=case.id,
            words=reading.came.text,
            files=reading.came.files,
            side="applicant" if _owns(reading, case) else "program",
            message=message,
            by=reading.by,
            at=reading.at,
            received_at=reading.came.arrival.received_at,
        )
    if added is None:
        _moved(reading)
    return added


def _moved(reading: Reading) -> None:
    """The matter went to the tray by itself: nothing of the message stays here."""
    vault.hush(address=reading.came.sender, by=reading.by, at=reading.at)
    post.purge(arrival_id=reading.came.arrival.id, by=reading.by, at=reading.at)


def _status(reading: Reading) -> None:
    """News of a number."""
    case = _known(reading)
    if case is None:
        _unknown(reading)
        return
    language = language_of(reading.said.spelling)
    with translation.override(language):
        told = gettext(case.told)
        due = date_format(timezone.localtime(case.due_at), "j F Y") if case.due_at else ""
    _settle(reading, case)
    if case.is_open and due:
        _answer(reading, texts.STATE_DUE, case, number=case.number, told=told, due=due)
    else:
        _answer(reading, texts.STATE, case, number=case.number, told=told)


def _known(reading: Reading) -> CaseView | None:
    """The matter of the number that was sent, where this telephone may hear of it."""
    number = reading.said.number
    if number is None:
        waiting = _questions(reading)
        return waiting[0] if len(waiting) == 1 else _only_one(reading)
    case = queries.case(number)
    if case is None or not (
        _owns(reading, case) or queries.is_visible(case, timezone.localdate(reading.at))
    ):
        return None
    return case


def _only_one(reading: Reading) -> CaseView | None:
    """The one matter of this telephone, where there is one alone."""
    came = reading.came
    mine = [
        case
        for person in persons.by_contact(came.channel, came.sender)
        for case in queries.mine(person)
    ]
    return mine[0] if len(mine) == 1 else None


def _confirm(reading: Reading) -> None:
    """Yes or no to what the office said."""
    tag = "confirms" if reading.said.intent == "yes" else "contests"
    case = _meant(reading)
    if case is None:
        return
    step = next((one for one in case.moves if tag in one.tags), None)
    if step is None:
        _answer(reading, texts.TOO_LATE, case, number=case.number)
        return
    try:
        with translation.override(language_of(reading.said.spelling)):
            moved = cases.move(
                case_id=case.id,
                version=None,
                move=step.key,
                content=dict.fromkeys(step.asks, reading.came.text),
                by=reading.citizen,
                at=reading.at,
                secret=case.secret,
            )
    except (CaseProblem, Refused):
        _answer(reading, texts.TOO_LATE, case, number=case.number)
        return
    if moved is not None:
        _settle(reading, case)
        _answer(reading, texts.THANKS, case, number=case.number)


def _meant(reading: Reading) -> CaseView | None:
    """The matter that an answer is about; asks back or refuses where that is not clear."""
    if reading.said.number is not None:
        case = queries.case(reading.said.number)
        if case is None:
            _unknown(reading)
        elif _owns(reading, case):
            return case
        else:
            _settle(reading, None)
            _answer(reading, texts.NOT_YOURS, None)
        return None
    waiting = _questions(reading)
    if len(waiting) == 1:
        return waiting[0]
    _settle(reading, None)
    if waiting:
        _answer(reading, texts.WHICH, None, number=waiting[0].number)
    else:
        _answer(reading, texts.HELP, None)
    return None


def _mark(reading: Reading) -> None:
    """A mark from 1 to 5 for how it went."""
    case = _meant(reading)
    if case is None:
        return
    relief = RELIEF[reading.said.mark]
    cases.answer_feedback(
        case_id=case.id, relief=relief, by=reading.citizen, at=reading.at, secret=case.secret
    )
    _settle(reading, case)
    _answer(reading, texts.THANKS, case, number=case.number)


def _stop(reading: Reading) -> None:
    came = reading.came
    _settle(reading, None)
    _answer(reading, texts.STOPPED, None)
    post.opt_out(channel=came.channel, address=came.sender, by=reading.by, at=reading.at)


def _start(reading: Reading) -> None:
    came = reading.came
    post.opt_in(channel=came.channel, address=came.sender, by=reading.by, at=reading.at)
    _settle(reading, None)
    _answer(reading, texts.STARTED, None)


def _help(reading: Reading) -> None:
    _settle(reading, None)
    _answer(reading, texts.HELP, None)


def _unknown(reading: Reading) -> None:
    _settle(reading, None)
    if reading.said.number is None:
        _answer(reading, texts.HELP, None)
    else:
        _answer(reading, texts.UNKNOWN, None, number=reading.said.number)


def _nothing(reading: Reading) -> None:
    post.drop(arrival_id=reading.came.arrival.id, by=reading.by, at=reading.at, problem="no words")


def _asked(reading: Reading, what: str) -> CaseView | None:
    """The matter about which this telephone was asked last, and has not answered yet."""
    came = reading.came
    sent = letters.last_sent(came.channel, came.sender, reading.at - ASKED_FOR)
    for one in sent:
        if one.content.get("asks") == what and one.subject is not None:
            return queries.by_thing(one.subject)
        if one.content.get("noted") == what:
            return None
    return None


def _questions(reading: Reading) -> list[CaseView]:
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


def _owns(reading: Reading, case: CaseView) -> bool:
    """Whether the matter was brought from this telephone."""
    came = reading.came
    return case.applicant_id in persons.by_contact(came.channel, came.sender)


def _settle(reading: Reading, case: CaseView | None) -> int:
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


def _answer(
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


_DOES = {
    "words": _complaint,
    "status": _status,
    "yes": _confirm,
    "no": _confirm,
    "mark": _mark,
    "stop": _stop,
    "start": _start,
    "help": _help,
    "nothing": _nothing,
}
