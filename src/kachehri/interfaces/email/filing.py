"""A mail that came in, from the bytes that were kept to the line in its matter.

A bounce marks an address. What a machine wrote goes nowhere and gets no answer. What an office
writes is laid before a person: a mail never moves a matter by itself, but for the applicant's own
yes or no.
"""

import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from kachehri.domains.bodies import actions as bodies
from kachehri.domains.cases import actions as case_actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import actions as people
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as post_queries
from kachehri.engines.post.kinds import ArrivalView, Told
from kachehri.engines.quarantine.actions import keep_file
from kachehri.engines.quarantine.kinds import FileRefused

from .addresses import complaints, domain, is_own
from .answers import decision, is_stop
from .intake import asked_before, open_from, take_up
from .kinds import Mail
from .parsing import parse
from .threads import Belongs, belongs, is_theirs

MOST_HOPS = 30
RATE, RATE_TIME = 30, timedelta(hours=1)
"""So many mails of one sender in an hour are read; the rest waits for a person."""

LOOP = gettext_noop("It goes round in circles: it was ours, or passed too many servers.")
MACHINE = gettext_noop("A machine wrote it: nobody is to answer.")
NOT_PROVED = gettext_noop("It asks for no more notices, but may be from somebody else.")
TOO_MANY = gettext_noop("Too many mails of this sender within an hour.")


def trusts() -> str:
    """Whose Authentication-Results are believed: KACHEHRI_MAIL_TRUSTS."""
    return os.environ.get("KACHEHRI_MAIL_TRUSTS", "")


def tell_mail(arrival: ArrivalView) -> Told:
    """What a person reads of a mail in the holding pen."""
    mail = parse(arrival.raw, trusts=trusts())
    files = "".join(f"\n[{one.name}]" for one in mail.files)
    return Told(mail.sender or mail.sender_name, mail.title, f"{mail.words[:20_000]}{files}")


def read_mail(arrival: ArrivalView, *, by: Actor, at: datetime, placed: int | None = None) -> None:
    """Read a mail that was kept; `placed` is the matter that a person named."""
    mail = parse(arrival.raw, trusts=trusts())
    recipients = [str(one) for one in arrival.headers.get("recipients", ())]
    if placed is not None:
        _place(arrival, mail, placed, by, at)
    elif mail.machine in ("bounce", "delay"):
        _returned(arrival, mail, by, at)
    elif is_own(mail.message_id) or mail.hops > MOST_HOPS:
        post.drop(arrival_id=arrival.id, by=by, at=at, problem=LOOP)
    elif mail.machine == "auto":
        post.drop(arrival_id=arrival.id, by=by, at=at, problem=MACHINE)
    elif _is_flood(arrival, at):
        post.hold(arrival_id=arrival.id, by=by, at=at, problem=TOO_MANY)
    else:
        _from_a_person(arrival, mail, recipients, by, at)


def _is_flood(arrival: ArrivalView, at: datetime) -> bool:
    """Whether this sender writes more than a person does."""
    sender = str(arrival.headers.get("sender", ""))
    return bool(sender) and post_queries.arrived_from(sender, at - RATE_TIME) > RATE


def _from_a_person(
    arrival: ArrivalView, mail: Mail, recipients: list[str], by: Actor, at: datetime
) -> None:
    """To its matter, to a new one, or into the holding pen."""
    if is_stop(mail):
        _stopped(arrival, mail, recipients, by, at)
        return
    found = belongs(mail, recipients)
    if found.case is not None:
        _file(arrival, mail, found.case, found, by, at)
    elif question := asked_before(mail):
        take_up(arrival, mail, question, by=by, at=at)
    elif _is_complaint(recipients, mail) and not found.guesses and mail.machine != "list":
        open_from(arrival, mail, by=by, at=at)
    else:
        post.hold(
            arrival_id=arrival.id,
            by=by,
            at=at,
            problem=found.problem,
            guesses=found.guesses,
        )


def _stopped(
    arrival: ArrivalView, mail: Mail, recipients: list[str], by: Actor, at: datetime
) -> None:
    """They want no more notices: anybody can write that in somebody else's name, so that it takes
    an address or a mail that only they were given, or a server that vouches for them."""
    if mail.verdict == "pass" or is_theirs(mail, recipients):
        post.opt_out(channel="email", address=mail.sender, by=by, at=at)
        post.settle(arrival_id=arrival.id, by=by, at=at)
    else:
        post.hold(arrival_id=arrival.id, by=by, at=at, problem=NOT_PROVED)


def _is_complaint(recipients: list[str], mail: Mail) -> bool:
    """Whether it came to the mailbox that opens matters."""
    wanted = f"{complaints()}@{domain()}"
    return wanted in {one.lower() for one in (*recipients, *mail.recipients)}


def _place(arrival: ArrivalView, mail: Mail, number: int, by: Actor, at: datetime) -> None:
    """A person says to which matter it belongs: the post files it, and it moves nothing.

    Whoever looks after the pen may place mail in matters that they could not write into.
    """
    case = cases.case(number)
    if case is None or case.is_moved:
        raise LookupError(number)
    _file(arrival, mail, case, Belongs(case), system_actor("post", at), at)


def _file(
    arrival: ArrivalView, mail: Mail, case: CaseView, found: Belongs, by: Actor, at: datetime
) -> None:
    """Write the mail into its matter; the applicant's own yes or no is what it says."""
    message = post.receive(
        channel="email",
        subject=case.thing_id,
        address=mail.sender,
        title=mail.title,
        words=mail.shown,
        language=case.language,
        gateway="lmtp",
        external=mail.message_id,
        arrival_id=arrival.id,
        by=by,
        at=at,
        content=_content(mail),
    )
    post.settle(arrival_id=arrival.id, by=by, at=at, message_id=message)
    acts = system_actor("citizen", at) if found.side == "applicant" else by
    if found.may_move and _decided(mail, case, acts, at):
        return
    refused = _keep_files(mail, case, message, acts, at)
    words = "\n\n".join([mail.shown, *refused]).strip() or mail.title
    case_actions.add_message(
        case_id=case.id,
        words=words,
        message=message,
        sender=mail.sender,
        side=found.side,
        secret=case.secret if found.may_move else "",
        by=acts,
        at=at,
    )


def _content(mail: Mail) -> Mapping[str, Any]:
    """What is kept beside the words: the whole, where a quote was cut off for showing."""
    told: dict[str, Any] = {"name": mail.sender_name, "files": [one.name for one in mail.files]}
    if mail.words.strip() != mail.shown:
        told["whole"] = mail.words
    return told


def _keep_files(
    mail: Mail, case: CaseView, message: int, by: Actor, at: datetime
) -> tuple[str, ...]:
    """Every file into quarantine; a sentence on each that is not taken."""
    refused: list[str] = []
    for one in mail.files:
        try:
            keep_file(
                subject=case.thing_id,
                name=one.name,
                content=one.content,
                content_type=one.content_type,
                message=message,
                by=by,
                at=at,
            )
        except FileRefused as problem:
            refused.append(str(problem))
    return tuple(refused)


def _decided(mail: Mail, case: CaseView, by: Actor, at: datetime) -> bool:
    """Confirm or contest a closing, where the applicant's answer says so; whether it did."""
    said = decision(mail.shown)
    if said is None or not {"claimed", "answered"} & case.tags:
        return False
    wanted = "confirms" if said.is_yes else "contests"
    move = next((one for one in case.moves if wanted in one.tags), None)
    if move is None:
        return False
    content = dict.fromkeys(move.asks, said.words or mail.shown)
    case_actions.move(
        case_id=case.id,
        version=None,
        move=move.key,
        words="",
        content=content,
        secret=case.secret,
        by=by,
        at=at,
    )
    return True


def _returned(arrival: ArrivalView, mail: Mail, by: Actor, at: datetime) -> None:
    """A mail of ours came back: its address is marked, wherever it is written down."""
    sent = post_queries.by_external(list(mail.report.message_ids))
    if mail.machine == "bounce":
        for message in sent:
            post.report(
                gateway=message.gateway, external=message.external, state="failed", at=at,
                problem="It came back.",
            )  # fmt: skip
        known = {one.address.lower() for one in sent}
        for address in {*known, *_ours(mail.report.addresses, at)}:
            post.bounced(channel="email", address=address, by=by, at=at)
            bodies.mark_bounced(channel="email", value=address, by=by, at=at)
            people.mark_bounced(channel="email", address=address, by=by, at=at)
    post.drop(arrival_id=arrival.id, by=by, at=at, problem=MACHINE)


def _ours(addresses: tuple[str, ...], at: datetime) -> set[str]:
    """Of the addresses that a bounce names, those to which we wrote lately: it may be made up."""
    since = at - timedelta(days=14)
    return {one for one in addresses if post_queries.last_sent("email", one, since)}
