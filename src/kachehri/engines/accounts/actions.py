"""What is done to accounts. Each is one transaction: rule, change, event."""

import unicodedata
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.access.roles import ROLES
from kachehri.engines.ledger.actions import record, register

from .kinds import ELEVATION_LENGTH, SYSTEM_ACTORS, AccountView, ElevationView
from .models import Account, ElevatedSession
from .queries import account_by_id, acting
from .rules import MAY_CHANGE_OWN, MAY_END_ELEVATION, MAY_MAKE_ACCOUNTS, MAY_RESET, MAY_SET_PASSWORD

VERBS = {
    "accounts.created": _("Made an account"),
    "accounts.password_set": _("Chose a new password"),
    "accounts.closed": _("Closed an account"),
    "accounts.reopened": _("Opened an account again"),
    "accounts.elevated": _("Switched administrator's rights on"),
    "accounts.elevation_ended": _("Switched administrator's rights off"),
    "accounts.signed_in": _("Signed in"),
    "accounts.signed_out": _("Signed out"),
    "accounts.second_factor_set_up": _("Set up a second factor"),
    "accounts.second_factor_removed": _("Took a second factor away"),
    "accounts.recovery_codes_made": _("Made new recovery codes"),
    "accounts.link_made": _("Made a link to choose a password"),
}


class EmailTaken(ValueError):
    """Another account has this address."""


class NothingToElevate(ValueError):
    """The person holds no role that asks for elevated rights, or gave no reason."""


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    by: Actor,
    at: datetime,
    language: str = "en",
    password: str | None = None,
) -> AccountView:
    """Make a person's account. Without a password it waits for a one-time link (`links`).

    Raises Refused, or EmailTaken.
    """
    require(MAY_MAKE_ACCOUNTS, by)
    address = email.strip().lower()
    if Account.objects.filter(email=address).exists():
        raise EmailTaken(address)
    account = Account.objects.create(
        thing=register(kind="accounts.account", at=at),
        email=address,
        name=unicodedata.normalize("NFC", name.strip()),
        language=language,
        password=make_password(password),
        created_at=at,
    )
    record(verb="accounts.created", by=acting(by), thing=account.thing_id, at=at)
    return seen(account.pk)


@transaction.atomic
def ensure_system_actors(at: datetime) -> None:
    """Make the system accounts that are missing. The first act of each is its own making."""
    known = set(
        Account.objects.filter(system_name__isnull=False).values_list("system_name", flat=True)
    )
    for system_name, name in SYSTEM_ACTORS.items():
        if system_name not in known:
            thing = register(kind="accounts.account", at=at)
            Account.objects.create(
                thing=thing,
                email=f"{system_name}@system.invalid",
                name=name,
                system_name=system_name,
                password=make_password(None),
                created_at=at,
            )
            record(verb="accounts.created", by=thing.pk, thing=thing.pk, at=at)


@transaction.atomic
def set_password(*, account_id: int, password: str, by: Actor, at: datetime) -> None:
    """Change a password. All other sessions of the account end, since Django binds them to it."""
    account = Account.objects.select_for_update().people().get(pk=account_id)
    require(MAY_SET_PASSWORD, by, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    record(verb="accounts.password_set", by=acting(by), thing=account.thing_id, at=at)


@transaction.atomic
def close(*, account_id: int, by: Actor, at: datetime) -> None:
    """Nobody signs in to this account any more; its sessions end at their next request."""
    account = Account.objects.select_for_update().people().get(pk=account_id)
    require(MAY_RESET, by, account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    record(verb="accounts.closed", by=acting(by), thing=account.thing_id, at=at)


@transaction.atomic
def reopen(*, account_id: int, by: Actor, at: datetime) -> None:
    """Undo `close`."""
    account = Account.objects.select_for_update().people().get(pk=account_id)
    require(MAY_MAKE_ACCOUNTS, by)
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(verb="accounts.reopened", by=acting(by), thing=account.thing_id, at=at)


@transaction.atomic
def elevate(*, account_id: int, reason: str, by: Actor, at: datetime) -> ElevationView:
    """Begin at most 30 minutes of the rights that sleep: an administrator's, a keeper's.

    The caller has just checked the second factor, and keeps the id in the browser session. An
    elevated session that still runs ends with this.
    """
    account = Account.objects.select_for_update().may_sign_in().get(pk=account_id)
    require(MAY_CHANGE_OWN, by, account)
    if not reason.strip() or not any(sleeps(grant.role) for grant in by.grants):
        raise NothingToElevate
    ElevatedSession.objects.running(at=at).filter(account=account).update(ended_at=at)
    row = ElevatedSession.objects.create(
        account=account, reason=reason.strip(), starts_at=at, ends_at=at + ELEVATION_LENGTH
    )
    record(
        verb="accounts.elevated",
        by=acting(by),
        thing=account.thing_id,
        at=at,
        refs={"elevation": row.pk},
    )
    return ElevationView(row.pk, account.pk, row.reason, row.starts_at, row.ends_at)


@transaction.atomic
def end_elevation(*, elevation_id: int, by: Actor, at: datetime) -> None:
    """End an elevated session before its time. One that has ended already stays as it is."""
    row = ElevatedSession.objects.select_for_update().filter(pk=elevation_id).first()
    if row is None or row.ended_at or row.ends_at <= at:
        return
    account = Account.objects.get(pk=row.account_id)
    require(MAY_END_ELEVATION, by, account)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    record(
        verb="accounts.elevation_ended",
        by=acting(by),
        thing=account.thing_id,
        at=at,
        refs={"elevation": row.pk},
    )


@transaction.atomic
def note_sign_in(*, account_id: int, at: datetime) -> None:
    """Write down that somebody signed in, with every factor that the account has."""
    thing = Account.objects.values_list("thing_id", flat=True).get(pk=account_id)
    record(verb="accounts.signed_in", by=thing, thing=thing, at=at)


@transaction.atomic
def note_sign_out(*, account_id: int, at: datetime) -> None:
    """Write down that somebody signed out."""
    thing = Account.objects.values_list("thing_id", flat=True).get(pk=account_id)
    record(verb="accounts.signed_out", by=thing, thing=thing, at=at)


def seen(account_id: int) -> AccountView:
    """The read-model after a change."""
    view = account_by_id(account_id)
    assert view  # noqa: S101 - the row was written in this transaction
    return view


def sleeps(role: str) -> bool:
    """Whether a role counts only in an elevated session."""
    return role in ROLES and ROLES[role].needs_elevation
