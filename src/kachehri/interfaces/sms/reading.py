"""What a text message is taken for, and what is done: read by a job, long after it was kept.

A telephone is often shared by a village: a conversation is about a telephone and a number of a
matter. Whatever is not a short answer to our question opens a matter of its own, so that nobody's
words end up in somebody else's. What the triage flags goes to the locked tray, and no answer to
the telephone (docs/adr/0194, 0196).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation

from kachehri.domains.cases import actions as cases
from kachehri.domains.cases import queries
from kachehri.domains.cases.kinds import CaseProblem
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.cases.queries.guessing import Guess, guess
from kachehri.domains.people import actions as people
from kachehri.domains.people.kinds import NewContact
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post.kinds import ArrivalView, Told
from kachehri.engines.vault import actions as vault
from kachehri.engines.vault.triage import flagged

from . import answering, surveying, texts
from .conversing import Incoming, Reading, answer, asked, incoming, moved, owns, settle
from .said import language_of, understood

LONGEST_PLACE = 6
SAME = timedelta(minutes=10)


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
    by = by if placed is None else system_actor("post", at)  # a moderator writes into no matter
    reading = Reading(came, understood(came.text), by, at)
    if flagged(came.text):
        _into_the_tray(reading)
    elif placed is not None:
        _place(reading, placed)
    elif not surveying.taken(reading):
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
    about = asked(reading, "place") if _is_a_place(reading.said.words, found) else None
    if about is not None:
        case = _add(reading, about)
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
        moved(reading)
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
    answer(reading, texts.PLACED, case, number=case.number)


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
            applicant_id=_somebody(reading),
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


def _somebody(reading: Reading) -> int:
    """A person of their own for each matter: nobody knows who holds a shared telephone."""
    came = reading.came
    return people.register_person(
        contacts=[NewContact(came.channel, came.sender, preferred=True, is_shared=True)],
        by=reading.citizen,
        at=reading.at,
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
    settle(reading, case)
    if found.place_id is None:
        answer(reading, texts.WHERE, case, asks="place", number=case.number)
    else:
        answer(reading, texts.KEPT, case, number=case.number)


def _add(reading: Reading, case: CaseView) -> CaseView | None:
    """Add the words to a matter."""
    message = settle(reading, case)
    with translation.override(language_of(reading.said.spelling)):
        added = cases.add_message(
            case_id=case.id,
            words=reading.came.text,
            files=reading.came.files,
            side="applicant" if owns(reading, case) else "program",
            message=message,
            by=reading.by,
            at=reading.at,
            received_at=reading.came.arrival.received_at,
        )
    if added is None:
        moved(reading)
    return added


_DOES = {
    "words": _complaint,
    "status": answering.status,
    "yes": answering.confirm,
    "no": answering.confirm,
    "mark": answering.mark,
    "stop": answering.stop,
    "start": answering.start,
    "help": answering.help_,
    "nothing": answering.nothing,
}
