"""A mail to the complaints address becomes a matter; where it is, is asked back once."""

import re
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from kachehri.domains.cases import actions as case_actions
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.kinds import NewFile
from kachehri.domains.cases.queries.guessing import Guess, guess
from kachehri.domains.people import actions as people_actions
from kachehri.domains.people import queries as people
from kachehri.domains.people.kinds import NewContact
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as post_queries
from kachehri.engines.post.kinds import ArrivalView
from kachehri.engines.post.queries import MessageView
from kachehri.engines.quarantine.kinds import most_bytes
from kachehri.engines.vault import queries as vault
from kachehri.engines.vault.triage import flagged

from .kinds import Mail
from .parsing import parse

KIND = "complaint"
NO_PLACE = gettext_noop("It does not say where it is; the sender was asked.")
STILL_NO_PLACE = gettext_noop("It does not say where it is, and the answer does not, either.")
NO_SENDER = gettext_noop("It names no sender who could be answered.")
_SINDHI = re.compile(r"[ٻڀٺٽٿڃڄچڇڊڌڍڏڙڦڪڳڱڻ]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def language_of(text: str) -> str:
    """The language of a text by its letters; Sindhi has some that Urdu lacks."""
    if len(_SINDHI.findall(text)) * 20 > len(_ARABIC.findall(text)) > 0:
        return "sd"
    return "ur" if _ARABIC.search(text) else "en"


def open_from(arrival: ArrivalView, mail: Mail, *, by: Actor, at: datetime) -> None:
    """Open a matter from a mail, or ask back where it is."""
    if not mail.sender:
        post.hold(arrival_id=arrival.id, by=by, at=at, problem=NO_SENDER)
        return
    text = f"{mail.title}\n{mail.shown}"
    found = guess(text, KIND)
    place = place_of(found)
    if place is None and not flagged(text):
        _ask_where(arrival, mail, by, at)
        return
    _open(arrival, mail, found, place or _home(), by, at)


def asked_before(mail: Mail) -> MessageView | None:
    """Our question that this mail answers, if it answers one."""
    for message in post_queries.by_external(list(mail.answers)):
        if "asked_of" in message.content and message.address.lower() == mail.sender:
            return message
    return None


def take_up(
    arrival: ArrivalView, mail: Mail, question: MessageView, *, by: Actor, at: datetime
) -> None:
    """The answer to our question: the first mail is opened with the place that it names."""
    first = post_queries.arrival(int(question.content["asked_of"]))
    if first is None or first.state != "held":
        post.hold(arrival_id=arrival.id, by=by, at=at, problem=STILL_NO_PLACE)
        return
    before = parse(first.raw)
    place = place_of(guess(f"{mail.title}\n{mail.shown}", KIND)) or place_of(
        guess(mail.shown, KIND)
    )
    if place is None:
        post.hold(arrival_id=arrival.id, by=by, at=at, problem=STILL_NO_PLACE)
        return
    found = guess(f"{before.title}\n{before.shown}", KIND)
    _open(first, before, found, place, by, at, more=mail.shown)
    post.settle(arrival_id=arrival.id, by=by, at=at)


def place_of(found: Guess) -> int | None:
    """The place that was named; of several of a name the one in the district of this site."""
    if found.place_id is not None:
        return found.place_id
    home = _home()
    near = [place for place in found.places if home is not None and places.lies_in(place, home)]
    return near[0] if len(near) == 1 else None


def _home() -> int | None:
    view = places.by_key(settings.HOME_PLACE)
    return view.id if view else None


def _ask_where(arrival: ArrivalView, mail: Mail, by: Actor, at: datetime) -> None:
    """Ask once; a machine that answers would be asked no second time."""
    language = language_of(mail.shown)
    if not vault.hushed(mail.sender):
        with translation.override(language):
            post.send(
                channel="email",
                address=mail.sender,
                subject=None,
                title=f"Re: {mail.title}" if mail.title else gettext("Where is it?"),
                words=gettext(
                    "We got your mail. Where is it? Please answer with the name of the village or "
                    "the neighbourhood and of the union council or the taluka."
                ),
                language=language,
                key=f"where:{arrival.id}",
                content={"asked_of": arrival.id, "answers": mail.message_id},
                class_="answer",
                by=by,
                at=at,
            )
    post.hold(arrival_id=arrival.id, by=by, at=at, problem=NO_PLACE)


def _open(
    arrival: ArrivalView,
    mail: Mail,
    found: Guess,
    place_id: int | None,
    by: Actor,
    at: datetime,
    more: str = "",
) -> None:
    """Open the matter as the one who wrote."""
    citizen = system_actor("citizen", at)
    words = "\n\n".join(one for one in (mail.shown or mail.title, more) if one)
    language = language_of(words)
    taken = [one for one in mail.files if 0 < len(one.content) <= most_bytes()]
    case = None
    try:
        case = case_actions.open_case(
            kind=KIND,
            place_id=place_id or 0,
            title=mail.title,
            words=words,
            category=found.category,
            applicant_id=_person(mail, language, citizen, at),
            channel="email",
            language=language,
            sender=mail.sender,
            files=[NewFile(one.name, one.content, one.content_type) for one in taken],
            by=citizen,
            at=at,
        )
    except CaseProblem as problem:
        post.hold(arrival_id=arrival.id, by=by, at=at, problem=str(problem))
        return
    if case is None:
        post.purge(arrival_id=arrival.id, by=by, at=at)
        return
    message = post.receive(
        channel="email",
        subject=case.thing_id,
        address=mail.sender,
        title=mail.title,
        words=mail.shown,
        language=language,
        gateway="lmtp",
        external=mail.message_id,
        arrival_id=arrival.id,
        content={"name": mail.sender_name, "files": [one.name for one in mail.files]},
        by=by,
        at=at,
    )
    post.settle(arrival_id=arrival.id, by=by, at=at, message_id=message)


def _person(mail: Mail, language: str, by: Actor, at: datetime) -> int:
    """The person behind the mailbox: known already, or written down with it alone."""
    known = people.by_contact("email", mail.sender)
    if known:
        return known[0]
    contact = NewContact("email", mail.sender, preferred=True)
    return people_actions.register_person(
        name=mail.sender_name, language=language, contacts=[contact], by=by, at=at
    )
