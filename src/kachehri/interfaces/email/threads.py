"""To which matter a mail belongs, and what its sender may do there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from django.utils.translation import gettext_noop

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import queries as people
from kachehri.engines.post import queries as post
from kachehri.engines.post.queries import MessageView

from .addresses import Address, found_in, given_to, numbers_in
from .kinds import Mail

Side: TypeAlias = Literal["applicant", "office", "counter", "program", ""]


@dataclass(frozen=True)
class Belongs:
    """Where a mail belongs, or why nobody knows.

    `side`: applicant, office, or nothing for somebody else. `may_move` says that the sender proved
    to be the applicant: they wrote from their own mailbox to an address that only they were given.
    `problem` is for the person who looks after the holding pen, `guesses` are best first.
    """

    case: CaseView | None = None
    side: Side = ""
    may_move: bool = False
    problem: str = ""
    guesses: tuple[Mapping[str, Any], ...] = ()


NO_CODE = gettext_noop("It names a matter, but not by an address that we gave to anybody.")
SPOOFED = gettext_noop(
    "It says that it is from an office or an applicant, but its server says that it is not."
)
NOT_THEIRS = gettext_noop(
    "It says that it is from an office, but that office was not given this address."
)
UNKNOWN = gettext_noop("Nobody knows to which matter it belongs.")


def belongs(mail: Mail, recipients: Sequence[str]) -> Belongs:
    """By the address that it was sent to, then by the mail that it answers, then by its subject."""
    for address in found_in([*recipients, *mail.recipients]):
        case = cases.case(address.number)
        if case is not None:
            return _by_address(mail, case, address)
    answered = post.by_external(list(mail.answers))
    for message in answered:
        case = cases.by_thing(message.subject) if message.subject else None
        if case is not None and not case.is_moved:
            return _by_answer(mail, case, message)
    return _by_subject(mail)


def is_theirs(mail: Mail, recipients: Sequence[str]) -> bool:
    """Whether it came to an address, or answers a mail, that only its sender was given."""
    if mail.verdict == "fail" or not mail.sender:
        return False
    given = found_in([*recipients, *mail.recipients])
    return any(given_to(one, [mail.sender]) for one in given) or any(
        one.address.lower() == mail.sender and not one.is_incoming
        for one in post.by_external(list(mail.answers))
    )


def _by_address(mail: Mail, case: CaseView, address: Address) -> Belongs:
    """Sent to an address of a matter: its code tells to whom we gave it."""
    owner = given_to(address, _aliases(case))
    if owner is None:
        return Belongs(problem=NO_CODE, guesses=(guess(case, "address", 0.6),))
    return _judged(mail, case, owner)


def _by_answer(mail: Mail, case: CaseView, message: MessageView) -> Belongs:
    """It answers a mail of ours, whose number only its recipient has seen.

    The number of a mail that came in was made up by whoever sent it: it proves nothing.
    """
    if not message.is_incoming:
        return _judged(mail, case, message.address)
    offices, applicant = _offices(case), _applicant(case)
    if mail.verdict == "fail" and mail.sender in {*offices, *applicant}:
        return Belongs(problem=SPOOFED, guesses=(guess(case, "address", 0.8),))
    if mail.verdict == "pass" and mail.sender in applicant:
        return Belongs(case, "applicant")
    return Belongs(case, "office" if mail.verdict == "pass" and mail.sender in offices else "")


def _judged(mail: Mail, case: CaseView, owner: str) -> Belongs:
    """What the sender may do, from whom the address belongs to and whom they say they are."""
    offices, applicant = _offices(case), _applicant(case)
    if mail.verdict == "fail" and mail.sender in {*offices, *applicant, owner}:
        return Belongs(problem=SPOOFED, guesses=(guess(case, "address", 0.8),))
    if is_of(mail.sender, offices) and not is_of(owner, offices):
        return Belongs(problem=NOT_THEIRS, guesses=(guess(case, "address", 0.7),))
    if owner in applicant and mail.sender == owner:
        return Belongs(case, "applicant", may_move=True)
    if is_of(owner, offices):
        return Belongs(case, "office")
    return Belongs(case)


def _by_subject(mail: Mail) -> Belongs:
    """Numbers in the subject: enough for the applicant's own mailbox, else guesses."""
    known = cases.by_numbers(numbers_in(mail.title)) if mail.title else ()
    known = tuple(case for case in known if not case.is_moved)
    for case in known:
        if mail.sender in _applicant(case) and mail.verdict != "fail":
            return Belongs(case, "applicant" if mail.verdict == "pass" else "")
    return Belongs(problem=UNKNOWN, guesses=_guesses(mail, known))


def _guesses(mail: Mail, named: Iterable[CaseView]) -> tuple[Mapping[str, Any], ...]:
    """What a person may look at first: numbers in the subject, matters of the sender."""
    found = {case.number: guess(case, "subject", 0.5) for case in named}
    for person in people.by_contact("email", mail.sender)[:3] if mail.sender else ():
        for case in cases.mine(person)[:5]:
            found.setdefault(case.number, guess(case, "sender", 0.4))
    return tuple(found.values())[:8]


def guess(case: CaseView, why: str, score: float) -> Mapping[str, Any]:
    """A guess as the holding pen keeps it."""
    return {"case": case.number, "why": why, "score": score}


def _aliases(case: CaseView) -> tuple[str, ...]:
    """Everybody to whom an address of the matter may have been given."""
    told = post.told(case.thing_id, "email")
    return tuple(dict.fromkeys([*_applicant(case), *_offices(case), *told, ""]))


def _applicant(case: CaseView) -> frozenset[str]:
    """Mailboxes of the applicant."""
    if case.applicant_id is None:
        return frozenset()
    known = people.contacts(case.applicant_id)
    return frozenset(one.address.lower() for one in known if one.channel == "email")


def _offices(case: CaseView) -> frozenset[str]:
    """Mailboxes of the office that has the matter."""
    known = bodies.addresses(case.body_thing_id) if case.body_thing_id else ()
    return frozenset(one.value.lower() for one in known if one.channel == "email")


PUBLIC_MAIL = frozenset(
    {"gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "icloud.com"}
)


def is_of(address: str, offices: frozenset[str]) -> bool:
    """Whether an address is of an office, or of its own domain."""
    domain = address.rpartition("@")[2]
    domains = {one.rpartition("@")[2] for one in offices} - PUBLIC_MAIL
    return bool(address) and (address in offices or domain in domains)
