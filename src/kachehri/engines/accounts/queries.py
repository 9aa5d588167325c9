"""What others may know about accounts."""

from dataclasses import replace
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kachehri.engines.access import queries as access
from kachehri.engines.access.actor import Actor

from .kinds import DESK_ROLES, AccountView, ElevationView
from .models import Account, ElevatedSession


class UnknownSystemActor(LookupError):
    """A system account that nobody has made yet."""


def system_actor(name: str, at: datetime) -> Actor:
    """The system actor of that name (`kinds.SYSTEM_ACTORS`).

    Raises UnknownSystemActor as long as `actions.ensure_system_actors` has not made it.
    """
    account = Account.objects.filter(system_name=name).first()
    if account is None:
        raise UnknownSystemActor(f"no system account {name!r}: run `kachehri pack load` first")
    return access.actor_for(
        thing_id=account.thing_id, name=account.name, language=account.language, at=at, system=True
    )


def with_standing(accounts: "QuerySet[Account]") -> "QuerySet[Account]":
    """Adds what every request must know: `has_second_factor`, `elevation_id`, `elevation_ends_at`.

    The last two are of the newest elevated session that was not ended by hand.
    """
    newest = ElevatedSession.objects.filter(account=OuterRef("pk"), ended_at__isnull=True).order_by(
        "-starts_at"
    )
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return accounts.annotate(
        has_second_factor=Exists(factor),
        elevation_id=Subquery(newest.values("id")[:1]),
        elevation_ends_at=Subquery(newest.values("ends_at")[:1]),
    )


def actor_of(account: Account, *, language: str, at: datetime, elevation: int | None) -> Actor:
    """The actor behind a signed-in account.

    `elevation` is the id that this very browser session holds: another browser of the same person
    is not elevated with it. The rights of the desk are withheld until there is a second factor.
    """
    if not hasattr(account, "has_second_factor"):
        account = with_standing(Account.objects.filter(pk=account.pk)).get()
    actor = access.actor_for(
        thing_id=account.thing_id,
        name=account.name,
        language=language,
        at=at,
        elevated=is_elevated(account, elevation, at),
    )
    if account.has_second_factor:  # type: ignore[attr-defined]
        return actor
    return replace(actor, grants=tuple(g for g in actor.grants if g.role not in DESK_ROLES))


def is_elevated(account: Account, elevation: int | None, at: datetime) -> bool:
    """Whether the newest elevated session is this one and still runs. Needs `with_standing`."""
    known: int | None = account.elevation_id  # type: ignore[attr-defined]
    ends_at: datetime | None = account.elevation_ends_at  # type: ignore[attr-defined]
    return known is not None and known == elevation and ends_at is not None and ends_at > at


def acting(by: Actor) -> int:
    """The Thing that acts. An event without one cannot be written."""
    if by.thing_id is None:
        raise ValueError("the public has no account to act with")
    return by.thing_id


def account_actor(account: Account, at: datetime) -> Actor:
    """The person behind an account before any session exists (as with a one-time link)."""
    return access.actor_for(
        thing_id=account.thing_id, name=account.name, language=account.language, at=at
    )


def program_actor(thing_id: int, at: datetime) -> Actor | None:
    """The person for whom a program asks, as they are at the desk, never with elevated rights.

    None for a closed account, and for one without a second factor.
    """
    account = with_standing(Account.objects.may_sign_in().filter(thing=thing_id)).first()
    if account is None or not account.has_second_factor:  # type: ignore[attr-defined]
        return None
    return account_actor(account, at)


def held_roles(thing_id: int, at: datetime) -> frozenset[str]:
    """Names of the roles that somebody holds now, whether or not they count at this moment."""
    actor = access.actor_for(thing_id=thing_id, name="", language="en", at=at)
    return frozenset(grant.role for grant in actor.grants)


def account_by_email(email: str) -> AccountView | None:
    """A person's account by address, in any case of letters."""
    return view(with_standing(Account.objects.filter(email=email.strip().lower())).first())


def account_by_id(account_id: int) -> AccountView | None:
    """An account by its id."""
    return view(with_standing(Account.objects.filter(pk=account_id)).first())


def people(*, after: int = 0, size: int = 100) -> tuple[AccountView, ...]:
    """Accounts of people in the order of their making, from the one after the id `after`."""
    rows = with_standing(Account.objects.people().filter(pk__gt=after)).order_by("pk")[:size]
    return tuple(v for v in map(view, rows) if v)


def names(thing_ids: set[int]) -> dict[int, str]:
    """Names of the accounts behind these Things."""
    return dict(Account.objects.filter(thing_id__in=thing_ids).values_list("thing_id", "name"))


def called(text: str) -> tuple[int, ...]:
    """The Things of accounts whose name or address holds the text, the first hundred."""
    wanted = Q(name__icontains=text) | Q(email__icontains=text)
    found = Account.objects.people().filter(wanted).order_by("pk")
    return tuple(found.values_list("thing_id", flat=True)[:100])


def account_ids(thing_ids: set[int]) -> dict[int, int]:
    """The ids of the accounts behind these Things."""
    return dict(Account.objects.filter(thing_id__in=thing_ids).values_list("thing_id", "pk"))


def running_elevation(account_id: int, elevation: int | None, at: datetime) -> ElevationView | None:
    """The elevated session that a browser session holds, while it runs."""
    if elevation is None:
        return None
    row = ElevatedSession.objects.running(at=at).filter(account=account_id, pk=elevation).first()
    if row is None:
        return None
    return ElevationView(row.pk, row.account_id, row.reason, row.starts_at, row.ends_at)


def view(account: Account | None) -> AccountView | None:
    """The read-model of a row that `with_standing` has annotated."""
    if account is None:
        return None
    return AccountView(
        id=account.pk,
        thing_id=account.thing_id,
        email=account.email,
        name=account.name,
        language=account.language,
        system_name=account.system_name,
        is_active=account.is_active,
        has_password=account.has_usable_password(),
        has_second_factor=account.has_second_factor,  # type: ignore[attr-defined]
        created_at=account.created_at,
        last_login=account.last_login,
    )
