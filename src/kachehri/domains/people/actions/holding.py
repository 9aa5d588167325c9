"""A person's row while it is changed, and writing ways of contact inside another's transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from kachehri.domains.people.kinds import CHANNELS, NewContact, PersonProblem, PersonRecord
from kachehri.domains.people.models import Contact, Person
from kachehri.domains.people.queries import account_thing
from kachehri.domains.people.rules import MAY_CHANGE
from kachehri.domains.people.rules.addresses import normal_address
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require


class Rows:
    """Rows of persons and their contacts, inside the transaction of an action."""

    @staticmethod
    def held(person_id: int, by: Actor) -> Person:
        """The person's row, locked, if the actor may change it and they were not erased."""
        row = Person.objects.select_for_update().filter(pk=person_id).first()
        if row is None:
            raise PersonProblem({"": gettext("There is no such person.")})
        require(MAY_CHANGE, by, PersonRecord(account_thing_id=account_thing(row.account_id)))
        if row.erased_at is not None:
            raise PersonProblem({"": gettext("Everything about this person was taken out.")})
        return row

    @staticmethod
    def add_contacts(person_id: int, contacts: Sequence[NewContact], *, at: datetime) -> list[int]:
        """The rows of ways of contact, inside the caller's transaction; their ids."""
        return [_written(person_id, one, at) for one in contacts]


def _written(person_id: int, new: NewContact, at: datetime) -> int:
    if new.channel not in CHANNELS:
        raise PersonProblem({"channel": gettext("Choose one of the list.")})
    address = normal_address(new.channel, new.address)
    if new.preferred:
        Contact.objects.filter(person_id=person_id, is_preferred=True).update(is_preferred=False)
    said = {
        "is_preferred": new.preferred,
        "is_shared": new.is_shared,
        "safe_from": new.safe_from,
        "safe_until": new.safe_until,
        "speak_to": " ".join(new.speak_to.replace("\0", "").split())[:120],
        "same_sex": new.same_sex,
    }
    known = Contact.objects.filter(
        person_id=person_id, channel=new.channel, address=address, counter_id=new.counter
    ).exclude(state="ended")
    row = known.first()
    if row is None:
        made = Contact.objects.create(
            person_id=person_id, channel=new.channel, address=address, counter_id=new.counter,
            created_at=at, **said,
        )  # fmt: skip
        return made.pk
    said["state"] = "new" if row.state == "bounced" else row.state
    known.filter(pk=row.pk).update(**said)
    return row.pk
