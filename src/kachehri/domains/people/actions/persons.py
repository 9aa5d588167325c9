"""Persons: registered, changed, joined to an account, looked up, erased."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from kachehri.domains.people import queries
from kachehri.domains.people.kinds import SEXES, NewContact, PersonProblem, PersonRecord
from kachehri.domains.people.models import Consent, Contact, Person
from kachehri.domains.people.rules import MAY_ERASE, MAY_LOOK_UP, MAY_REGISTER
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.scripts import fold

from .holding import Rows

NAME, POST = 120, 1000


def register_person(
    *,
    by: Actor,
    at: datetime,
    name: str = "",
    sex: str = "",
    birth_year: int | None = None,
    disability: bool | None = None,
    language: str = "",
    post: str = "",
    account_id: int | None = None,
    contacts: Sequence[NewContact] = (),
) -> int:
    """Write down a person with as little as their matter needs; return the id.

    Raises Refused, or PersonProblem where something cannot be so (a telephone number that is none).
    """
    require(MAY_REGISTER, by, PersonRecord(account_thing_id=queries.account_thing(account_id)))
    clean = _clean(name, sex, birth_year, post, at)
    with transaction.atomic():
        thing = ledger.register(kind="people.person", at=at)
        person = Person.objects.create(
            thing=thing,
            account_id=account_id,
            disability=disability,
            language=language[:5],
            created_at=at,
            **clean,
        )
        Rows.add_contacts(person.pk, contacts, at=at)
        ledger.record(verb="people.registered", by=by.thing_id or 0, thing=thing.pk, at=at)
    return person.pk


def change_person(
    *,
    person_id: int,
    by: Actor,
    at: datetime,
    name: str = "",
    sex: str = "",
    birth_year: int | None = None,
    disability: bool | None = None,
    language: str = "",
    post: str = "",
) -> None:
    """Write what is known of a person anew. An erased person stays empty: PersonProblem."""
    clean = _clean(name, sex, birth_year, post, at)
    with transaction.atomic():
        row = Rows.held(person_id, by)
        clean |= {"disability": disability, "language": language[:5]}
        for field, value in clean.items():
            setattr(row, field, value)
        row.save(update_fields=list(clean))
        ledger.record(verb="people.changed", by=by.thing_id or 0, thing=row.thing_id, at=at)


def link_account(*, person_id: int, account_id: int, by: Actor, at: datetime) -> None:
    """Join a person to the account with which they sign in; an account is one person's."""
    with transaction.atomic():
        row = Rows.held(person_id, by)
        other = queries.of_account(account_id)
        if other not in {None, person_id}:
            raise PersonProblem({"account": gettext("This account belongs to another person.")})
        row.account_id = account_id
        row.save(update_fields=["account"])
        ledger.record(verb="people.linked", by=by.thing_id or 0, thing=row.thing_id, at=at)


def look_up(
    *, channel: str, address: str, because: str, by: Actor, at: datetime
) -> tuple[int, ...]:
    """The persons at an address, for a stated reason; the search itself goes into the log.

    Neither the address nor the reason's words are kept there. Raises Refused, PersonProblem.
    """
    require(MAY_LOOK_UP, by)
    if not because.strip():
        raise PersonProblem({"because": gettext("Say why.")})
    found = queries.by_contact(channel, address)
    with transaction.atomic():
        refs: dict[str, int | str] = {"channel": channel[:10], "found": len(found)}
        own = by.thing_id or 0
        ledger.record(verb="people.looked_up", by=own, thing=own, at=at, refs=refs)
    return found


def erase(*, person_id: int, by: Actor, at: datetime) -> None:
    """Take out everything that tells who a person is: name, year, address, contacts, witnesses.

    The empty row stays, so that matters still count somebody. Safe to repeat. Raises Refused.
    """
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person_id)
        require(MAY_ERASE, by, PersonRecord(account_thing_id=queries.account_thing(row.account_id)))
        if row.erased_at is not None:
            return
        emptied = {"name": "", "name_key": "", "sex": "", "birth_year": None, "disability": None,
                   "language": "", "post": "", "account": None, "erased_at": at}  # fmt: skip
        for field, value in emptied.items():
            setattr(row, field, value)
        row.save(update_fields=list(emptied))
        Contact.objects.filter(person=row).update(
            address="", speak_to="", state="ended", is_preferred=False, counter=None,
            safe_from=None, safe_until=None,
        )  # fmt: skip
        Consent.objects.filter(person=row, withdrawn_at=None).update(withdrawn_at=at)
        Consent.objects.filter(person=row).update(witness="")
        ledger.record(verb="people.erased", by=by.thing_id or 0, thing=row.thing_id, at=at)


def _clean(
    name: str, sex: str, birth_year: int | None, post: str, at: datetime
) -> dict[str, object]:
    """The fields as they are kept; PersonProblem where one cannot be so."""
    problems = {}
    if sex not in SEXES:
        problems["sex"] = gettext("Choose one of the list.")
    if birth_year is not None and not at.year - 130 <= birth_year <= at.year:
        problems["birth_year"] = gettext("Nobody alive was born in this year.")
    if problems:
        raise PersonProblem(problems)
    plain = " ".join(name.replace("\0", "").split())[:NAME]
    return {
        "name": plain,
        "name_key": fold(plain)[:160],
        "sex": sex,
        "birth_year": birth_year,
        "post": post.replace("\0", "").strip()[:POST],
    }
