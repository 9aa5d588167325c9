"""One-time links by which a person chooses a password. An administrator hands them over.

The token is Django's: signed, bound to the present password and the last sign-in, good for a day
(PASSWORD_RESET_TIMEOUT). It opens once, since choosing a password changes what it is bound to.
"""

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record

from .models import Account
from .queries import acting
from .rules import MAY_RESET


@transaction.atomic
def make_link(*, account_id: int, by: Actor, at: datetime) -> str:
    """The path of a link, good for a day and for one use."""
    account = Account.objects.may_sign_in().get(pk=account_id)
    require(MAY_RESET, by, account)
    record(verb="accounts.link_made", by=acting(by), thing=account.thing_id, at=at)
    token = default_token_generator.make_token(account)
    return reverse("account_set_password", kwargs={"account_id": account.pk, "token": token})


def account_behind(account_id: int, token: str) -> Account | None:
    """The account of a link that still opens."""
    account: Account | None = Account.objects.may_sign_in().filter(pk=account_id).first()
    if account is None or not default_token_generator.check_token(account, token):
        return None
    return account
