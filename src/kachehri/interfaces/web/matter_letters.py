"""A letter of a matter with everybody on it who belongs there, and nobody who must not be named."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind, Remedy
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.cases.rules.letters import Parties, Party, letter, title_of
from kachehri.domains.people import queries as people
from kachehri.engines.access.actor import Actor
from kachehri.engines.documents.blocks import Document
from kachehri.interfaces.web import at_desk


def letters_of(view: CaseView, kind: CaseKind) -> list[tuple[str, str]]:
    """The letters of a matter: the key, and what it is called."""
    told: Any = view
    return [(one.key, title_of(kind, one, told)) for one in kind.letters]


def letter_for(
    view: CaseView, kind: CaseKind, key: str, language: str, actor: Actor, address: str
) -> Document:
    """The letter of that key in a language; `address` is the page of the matter."""
    offices = bodies.by_ids([one for one in (view.body_id, view.spoken_for_by_id) if one])
    office = offices.get(view.body_id or 0)
    group = offices.get(view.spoken_for_by_id or 0)
    with override(language):
        parties = Parties(
            sender=sender(view, actor),
            office=party(office, language),
            to=addressee(view, kind, key, language),
            spoken_for=party(group, language) if group else None,
            place=at_desk.place_names([view]).get(view.place_id, ""),
            answer=answer_of(view),
            address=address,
        )
    told: Any = view
    return letter(kind, key, told, parties, language, on=timezone.localdate())


def sender(view: CaseView, actor: Actor) -> Party:
    """Who signs: what this reader may know, and never more than the office may."""
    name = at_desk.for_the_office(view)
    person = people.person(view.applicant_id) if view.applicant_id else None
    known = person is not None and person.name == name and at_desk.knows(actor, view)
    lines = person.post.splitlines() if known and person else ()
    return Party(name, tuple(line for line in lines if line.strip()))


def party(body: BodyView | None, language: str) -> Party:
    """An office on the envelope, with its address for letters where one is known."""
    if body is None:
        return Party(gettext("no office yet"))
    known = [one for one in bodies.addresses(body.thing_id) if one.channel == "letter"]
    lines = known[0].value.splitlines() if known else ()
    return Party(body.name(language), tuple(lines))


def addressee(view: CaseView, kind: CaseKind, key: str, language: str) -> Party | None:
    """Who gets the letter of a remedy: the officer who hears it, where one is known."""
    remedy = next((one for one in kind.remedies if one.letter == key), None)
    if remedy is None or view.body_id is None:
        return None
    found = bodies.officer(view.body_id, remedy.to, timezone.localdate())
    body = bodies.body(found.body_id) if found else None
    if found is None or body is None:
        return None
    whole = party(body, language)
    return Party(found.title(language), (whole.name, *whole.lines))


def answer_of(view: CaseView) -> str:
    """What the office answered last, in its own words."""
    said: list[Any] = [
        entry.content.get("answer") or entry.content.get("because") or entry.words
        for entry in cases.timeline(view)
        if entry.side == "office"
    ]
    return next((str(one) for one in reversed(said) if one), "")


def remedies_of(view: CaseView, kind: CaseKind) -> tuple[Remedy, ...]:
    """What may be done next, in this state."""
    office = bodies.body(view.body_id) if view.body_id else None
    laws = office.laws if office else None
    return kind.offered(view.tags, {**view.facts, "category": view.category}, laws=laws)
