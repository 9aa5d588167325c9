"""The only door to persons: read-models, and the safe way to reach one.

`person` and the others that are not told who asks are for programs and for domains above, whose
own rules have decided already (a matter is shown to those who handle it). A page that begins with
a person asks `read`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from kachehri.domains.people.kinds import ContactFact, PersonProblem, PersonRecord
from kachehri.domains.people.models import Consent, Contact, Person
from kachehri.domains.people.rules import MAY_READ, Way, safest
from kachehri.domains.people.rules.addresses import normal_address
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import account_by_id
from kachehri.kernel.clocks import local

__all__ = [
    "ConsentView",
    "ContactFact",
    "PersonView",
    "Way",
    "account_thing",
    "by_contact",
    "consents",
    "contacts",
    "has_consent",
    "of_account",
    "people",
    "person",
    "read",
    "safe_way",
    "safe_ways",
]


@dataclass(frozen=True)
class PersonView:
    """What is known of a person; `disability` None: not asked. An erased one has nothing left."""

    id: int
    thing_id: int
    account_id: int | None
    name: str
    sex: str
    birth_year: int | None
    disability: bool | None
    language: str
    post: str
    created_at: datetime
    erased_at: datetime | None

    @property
    def is_erased(self) -> bool:
        """Whether they asked for everything about them to be taken out."""
        return self.erased_at is not None


@dataclass(frozen=True)
class ConsentView:
    """One answer to one purpose; it counts while it is given and not withdrawn."""

    id: int
    person_id: int
    purpose: str
    about_id: int | None
    given: bool
    how: str
    witness: str
    at: datetime
    withdrawn_at: datetime | None

    @property
    def counts(self) -> bool:
        """Whether it holds now."""
        return self.given and self.withdrawn_at is None


_PERSON = (
    "id", "thing_id", "account_id", "name", "sex", "birth_year", "disability", "language", "post",
    "created_at", "erased_at",
)  # fmt: skip
_CONTACT = (
    "id", "person_id", "channel", "address", "is_preferred", "is_shared", "safe_from",
    "safe_until", "speak_to", "same_sex", "counter_id", "state",
)  # fmt: skip
_CONSENT = (
    "id", "person_id", "purpose", "about_id", "given", "how", "witness", "at", "withdrawn_at",
)  # fmt: skip


def person(id: int) -> PersonView | None:
    """One person (one query)."""
    return people([id]).get(id)


def people(ids: Collection[int]) -> dict[int, PersonView]:
    """Persons by id (one query, none for no ids)."""
    if not ids:
        return {}
    rows = Person.objects.filter(pk__in=list(ids)).values_list(*_PERSON)
    return {row[0]: PersonView(*row) for row in rows}


def read(id: int, *, by: Actor, matter: object = None) -> PersonView | None:
    """A person, for whoever handles a matter of theirs, or for themselves. Else raises Refused.

    `matter` has `applicant_id`, `body_thing_id` and `place_thing_id`; one of somebody else counts
    for nothing.
    """
    found = person(id)
    account = account_thing(found.account_id) if found else None
    if matter is not None and getattr(matter, "applicant_id", None) != id:
        matter = None
    record = PersonRecord(
        account_thing_id=account,
        body_thing_id=getattr(matter, "body_thing_id", None),
        place_thing_id=getattr(matter, "place_thing_id", None),
    )
    require(MAY_READ, by, record)
    return found


def account_thing(account_id: int | None) -> int | None:
    """The Thing of an account, or None."""
    account = account_by_id(account_id) if account_id is not None else None
    return account.thing_id if account else None


def of_account(account_id: int) -> int | None:
    """The person behind an account, or None (one query)."""
    return Person.objects.filter(account_id=account_id).values_list("pk", flat=True).first()


def by_contact(channel: str, address: str) -> tuple[int, ...]:
    """Ids of the persons who are reached at an address, the oldest first (one query).

    A shared phone gives several. An address that cannot be one gives none.
    """
    try:
        wanted = normal_address(channel, address)
    except PersonProblem:
        return ()
    rows = Contact.objects.filter(channel=channel, address=wanted).exclude(state="ended")
    return tuple(rows.order_by("person_id").values_list("person_id", flat=True).distinct())


def contacts(person_id: int) -> tuple[ContactFact, ...]:
    """Every way of contact of a person that was not ended, the oldest first (one query)."""
    return tuple(_contacts([person_id]))


def safe_way(person_id: int, at: datetime) -> Way | None:
    """How to reach a person safely from `at` on; None: no message at all (one query)."""
    return safe_ways([person_id], at)[person_id]


def safe_ways(ids: Collection[int], at: datetime) -> dict[int, Way | None]:
    """The safe ways of several persons (one query); every id has an answer."""
    known: dict[int, list[ContactFact]] = {id: [] for id in ids}
    for one in _contacts(ids):
        known[one.person_id].append(one)
    here = local(at)
    return {id: safest(found, here) for id, found in known.items()}


def _contacts(ids: Iterable[int]) -> list[ContactFact]:
    rows = Contact.objects.filter(person_id__in=list(ids)).exclude(state="ended").order_by("pk")
    return [ContactFact(*row) for row in rows.values_list(*_CONTACT)]


def consents(person_id: int) -> tuple[ConsentView, ...]:
    """Every consent of a person, the newest first; withdrawn ones, too (one query)."""
    rows = Consent.objects.filter(person_id=person_id).order_by("-at", "-pk")
    return tuple(ConsentView(*row) for row in rows.values_list(*_CONSENT))


def has_consent(person_id: int, purpose: str, about: int | None = None) -> bool:
    """Whether the newest answer to a purpose (about a Thing) is a yes that was not withdrawn."""
    found = (one for one in consents(person_id) if (one.purpose, one.about_id) == (purpose, about))
    newest = next(found, None)
    return newest is not None and newest.counts
