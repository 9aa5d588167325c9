"""Short messages about a number: news, yes and no, a mark, stop and start."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from kachehri.domains.cases import actions as cases
from kachehri.domains.cases import queries
from kachehri.domains.cases.kinds import CaseProblem
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import queries as persons
from kachehri.engines.access.reading import Refused
from kachehri.engines.post import actions as post

from . import texts
from .conversing import Reading, answer, owns, questions, settle
from .said import language_of

RELIEF = {1: "none", 2: "none", 3: "part", 4: "full", 5: "full"}


def status(reading: Reading) -> None:
    """News of a number."""
    case = known(reading)
    if case is None:
        unknown(reading)
        return
    language = language_of(reading.said.spelling)
    with translation.override(language):
        told = gettext(case.told)
        due = date_format(timezone.localtime(case.due_at), "j F Y") if case.due_at else ""
    settle(reading, case)
    if case.is_open and due:
        answer(reading, texts.STATE_DUE, case, number=case.number, told=told, due=due)
    else:
        answer(reading, texts.STATE, case, number=case.number, told=told)


def known(reading: Reading) -> CaseView | None:
    """The matter of the number that was sent, where this telephone may hear of it."""
    number = reading.said.number
    if number is None:
        waiting = questions(reading)
        return waiting[0] if len(waiting) == 1 else only_one(reading)
    case = queries.case(number)
    if case is None or not (
        owns(reading, case) or queries.is_visible(case, timezone.localdate(reading.at))
    ):
        return None
    return case


def only_one(reading: Reading) -> CaseView | None:
    """The one matter of this telephone, where there is one alone."""
    came = reading.came
    mine = [
        case
        for person in persons.by_contact(came.channel, came.sender)
        for case in queries.mine(person)
    ]
    return mine[0] if len(mine) == 1 else None


def confirm(reading: Reading) -> None:
    """Yes or no to what the office said."""
    tag = "confirms" if reading.said.intent == "yes" else "contests"
    case = meant(reading)
    if case is None:
        return
    step = next((one for one in case.moves if tag in one.tags), None)
    if step is None:
        answer(reading, texts.TOO_LATE, case, number=case.number)
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
        answer(reading, texts.TOO_LATE, case, number=case.number)
        return
    if moved is not None:
        settle(reading, case)
        answer(reading, texts.THANKS, case, number=case.number)


def meant(reading: Reading) -> CaseView | None:
    """The matter that an answer is about; asks back or refuses where that is not clear."""
    if reading.said.number is not None:
        case = queries.case(reading.said.number)
        if case is None:
            unknown(reading)
        elif owns(reading, case):
            return case
        else:
            settle(reading, None)
            answer(reading, texts.NOT_YOURS, None)
        return None
    waiting = questions(reading)
    if len(waiting) == 1:
        return waiting[0]
    settle(reading, None)
    if waiting:
        answer(reading, texts.WHICH, None, number=waiting[0].number)
    else:
        answer(reading, texts.HELP, None)
    return None


def mark(reading: Reading) -> None:
    """A mark from 1 to 5 for how it went."""
    case = meant(reading)
    if case is None:
        return
    relief = RELIEF[reading.said.mark]
    cases.answer_feedback(
        case_id=case.id, relief=relief, by=reading.citizen, at=reading.at, secret=case.secret
    )
    settle(reading, case)
    answer(reading, texts.THANKS, case, number=case.number)


def stop(reading: Reading) -> None:
    """They want no more notices."""
    came = reading.came
    settle(reading, None)
    answer(reading, texts.STOPPED, None)
    post.opt_out(channel=came.channel, address=came.sender, by=reading.by, at=reading.at)


def start(reading: Reading) -> None:
    """They want notices again."""
    came = reading.came
    post.opt_in(channel=came.channel, address=came.sender, by=reading.by, at=reading.at)
    settle(reading, None)
    answer(reading, texts.STARTED, None)


def help_(reading: Reading) -> None:
    """Say how it is done."""
    settle(reading, None)
    answer(reading, texts.HELP, None)


def unknown(reading: Reading) -> None:
    """Nobody has this number, or this telephone may not hear of it."""
    settle(reading, None)
    if reading.said.number is None:
        answer(reading, texts.HELP, None)
    else:
        answer(reading, texts.UNKNOWN, None, number=reading.said.number)


def nothing(reading: Reading) -> None:
    """There was nothing but a link, or nothing at all."""
    post.drop(arrival_id=reading.came.arrival.id, by=reading.by, at=reading.at, problem="no words")
