"""The second factor: setting it up, its recovery codes, taking it away (with allauth's parts)."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    validate_totp_code,
    yield_hotp_counters_from_time,
)
from django.db import transaction

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record

from .encryption import SecretUnreadable, decrypt, secrets_of
from .models import Account
from .queries import acting
from .rules import MAY_CHANGE_OWN, MAY_RESET, MAY_SET_PASSWORD

__all__ = [
    "code_now",
    "enrol",
    "generate_totp_secret",
    "new_recovery_codes",
    "opens_with",
    "remove",
]


class CodeWrong(ValueError):
    """The code does not belong to the secret at this time."""


@transaction.atomic
def enrol(
    *, account_id: int, secret: str, code: str | None, by: Actor, at: datetime
) -> tuple[str, ...]:
    """Turn the second factor on. Returns the recovery codes, to be shown once.

    `code` proves that the person's app holds the secret (the system may leave it out). Raises
    Refused, CodeWrong, or ValueError where there is a second factor already.
    """
    account = Account.objects.select_for_update().people().get(pk=account_id)
    require(MAY_SET_PASSWORD, by, account)
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        raise ValueError("this account has a second factor")
    if not (code is None and by.system) and not validate_totp_code(secret, code or ""):
        raise CodeWrong
    with secrets_of(account.pk):
        TOTP.activate(account, secret)
    record(verb="accounts.second_factor_set_up", by=acting(by), thing=account.thing_id, at=at)
    return fresh_recovery_codes(account)


@transaction.atomic
def new_recovery_codes(*, account_id: int, by: Actor, at: datetime) -> tuple[str, ...]:
    """Replace the recovery codes. The caller has just checked the second factor."""
    account = Account.objects.select_for_update().people().get(pk=account_id)
    require(MAY_CHANGE_OWN, by, account)
    record(verb="accounts.recovery_codes_made", by=acting(by), thing=account.thing_id, at=at)
    return fresh_recovery_codes(account)


def fresh_recovery_codes(account: Account) -> tuple[str, ...]:
    """Ten new codes in place of the old ones."""
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    with secrets_of(account.pk):
        return tuple(RecoveryCodes.activate(account).get_unused_codes())


@transaction.atomic
def remove(*, account_id: int, by: Actor, at: datetime) -> None:
    """Take the second factor away, for somebody who lost their phone and their codes.

    The password goes with it: else whoever knows it alone could set up a second factor of theirs. A
    new one is chosen by a link that an administrator hands over.
    """
    account = Account.objects.select_for_update().people().get(pk=account_id)
    require(MAY_RESET, by, account)
    gone, _rows = Authenticator.objects.filter(user=account).delete()
    if gone:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        record(verb="accounts.second_factor_removed", by=acting(by), thing=account.thing_id, at=at)


def code_now(secret: str) -> str:
    """The code that an app with this secret shows at this moment."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


def opens_with(account_id: int, secret: str) -> bool:
    """Whether the account's second factor is this secret, and can be read with today's key."""
    row = Authenticator.objects.filter(user=account_id, type=Authenticator.Type.TOTP).first()
    if row is None:
        return False
    try:
        with secrets_of(account_id):
            return decrypt(row.data["secret"]) == secret
    except SecretUnreadable:
        return False
