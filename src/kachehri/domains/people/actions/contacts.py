"""Ways to reach a person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from kachehri.domains.people.kinds import NewContact, PersonProblem, PersonRecord
from kachehri.domains.people.models import Contact, Person
from kachehri.domains.people.rules import MAY_CHANGE
from kachehri.domains.people.rules.addresses import normal_address
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger

from .holding import Rows

OPEN = ("new", "confirmed")


def add_contact(*, person_id: int, contact: NewContact, by: Actor, at: datetime) -> int:
    """Add a way to reach a person; return its id. The same one twice is one.

    A preferred one takes the place of the one preferred before. Raises Refused, PersonProblem.
    """
    with transaction.atomic():
        row = Rows.held(person_id, by)
        (made,) = Rows.add_contacts(person_id, [contact], at=at)
        refs: dict[str, int | str] = {"contact": made, "channel": contact.channel}
        ledger.record(
            verb="people.contact_added", by=by.thing_id or 0, thing=row.thing_id, at=at, refs=refs
        )
    return made


def end_contact(*, contact_id: int, by: Actor, at: datetime) -> None:
    """End a way to reach a person; its address is taken out. Safe to repeat."""
    with transaction.atomic():
        row, person = _contact(contact_id, by)
        if row.state == "ended":
            return
        row.state, row.is_preferred, row.address, row.speak_to = "ended", False, "", ""
        row.save(update_fields=["state", "is_preferred", "address", "speak_to"])
        _record("people.contact_ended", row, person, by, at)


def prefer_contact(*, contact_id: int, by: Actor, at: datetime) -> None:
    """Say which way comes first; an ended one cannot: PersonProblem."""
    with transaction.atomic():
        row, person = _contact(contact_id, by)
        if row.state == "ended":
            raise PersonProblem({"": gettext("This way of contact was ended.")})
        Contact.objects.filter(person=person, is_preferred=True).update(is_preferred=False)
        row.is_preferred = True
        row.save(update_fields=["is_preferred"])
        _record("people.contact_preferred", row, person, by, at)


def confirm_contact(*, contact_id: int, by: Actor, at: datetime) -> None:
    """Somebody answered there: the way works. Safe to repeat."""
    with transaction.atomic():
        row, person = _contact(contact_id, by)
        if row.state in {"confirmed", "ended"}:
            return
        row.state = "confirmed"
        row.save(update_fields=["state"])
        _record("people.contact_confirmed", row, person, by, at)


def mark_bounced(*, channel: str, address: str, by: Actor, at: datetime) -> int:
    """What was sent to an address came back: mark it with everybody; return how many were marked.

    No message goes there until somebody answers from it or it is written down anew.
    """
    require(MAY_CHANGE, by, PersonRecord())
    try:
        wanted = normal_address(channel, address)
    except PersonProblem:
        return 0
    with transaction.atomic():
        found = Contact.objects.filter(channel=channel, address=wanted, state__in=OPEN)
        rows = list(found.select_for_update().order_by("pk"))
        people = Person.objects.in_bulk([row.person_id for row in rows])
        for row in rows:
            row.state = "bounced"
            row.save(update_fields=["state"])
            _record("people.contact_bounced", row, people[row.person_id], by, at)
    return len(rows)


def _contact(contact_id: int, by: Actor) -> tuple[Contact, Person]:
    row = Contact.objects.select_for_update().filter(pk=contact_id).first()
    if row is None:
        raise PersonProblem({"": gettext("There is no such way of contact.")})
    return row, Rows.held(row.person_id, by)


def _record(verb: str, row: Contact, person: Person, by: Actor, at: datetime) -> None:
    refs: dict[str, int | str] = {"contact": row.pk, "channel": row.channel}
    ledger.record(verb=verb, by=by.thing_id or 0, thing=person.thing_id, at=at, refs=refs)
