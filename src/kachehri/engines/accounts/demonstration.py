"""Accounts for trying things out: one a role, with secrets made for this installation alone.

They are kept in `VAR/keys/demonstration/`, readable by their owner, so that `kachehri sign-ins`
can show them, with the second factor's code of the moment, to whoever may read those files.
"""

import json
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings

from kachehri.engines.access.actions import grant
from kachehri.engines.access.actor import Actor
from kachehri.engines.ledger.keyfiles import key_file

from .actions import create_account, set_password
from .kinds import DESK_ROLES, AccountView, DemoAccount
from .models import Account
from .queries import account_by_email, held_roles
from .second_factor import code_now, enrol, generate_totp_secret, opens_with, remove

PURPOSE = "Demonstration"


def ensure_demo_accounts(*, by: Actor, at: datetime) -> tuple[DemoAccount, ...]:
    """Make the demonstration accounts, or set them right. Returns how to sign in to each."""
    wanted = demo_accounts()
    for demo in wanted:
        ensure(demo, by=by, at=at)
    return wanted


def demo_accounts() -> tuple[DemoAccount, ...]:
    """How to sign in to the demonstration accounts, with the code of this moment."""
    kept = {role: json.loads(key_file(demo_path(role), new_secret)) for role in sorted(DESK_ROLES)}
    return tuple(
        DemoAccount(
            role=role,
            name=f"Demonstration {role} (not a person)",
            email=f"{role}@kachehri.example",
            password=kept[role]["password"],
            secret=kept[role]["secret"],
            code=code_now(kept[role]["secret"]),
        )
        for role in sorted(DESK_ROLES)
    )


def new_secret() -> bytes:
    """A password and a second factor of this installation."""
    made = {"password": secrets.token_urlsafe(15), "secret": generate_totp_secret()}
    return json.dumps(made, indent=1).encode()


def demo_path(role: str) -> Path:
    """Where the secrets of a role are kept."""
    return Path(settings.VAR) / "keys" / "demonstration" / f"{role}.json"


def ensure(demo: DemoAccount, *, by: Actor, at: datetime) -> None:
    """One account with its password, role and second factor; what is right already stays."""
    view = account_by_email(demo.email) or create_account(
        email=demo.email, name=demo.name, password=demo.password, by=by, at=at
    )
    ensure_second_factor(view, demo.secret, by=by, at=at)
    account = Account.objects.get(pk=view.id)
    if not account.check_password(demo.password):
        set_password(account_id=view.id, password=demo.password, by=by, at=at)
    if demo.role not in held_roles(view.thing_id, at):
        grant(
            actor=view.thing_id,
            role=demo.role,
            scope=None,
            purpose=PURPOSE,
            starts_at=at,
            ends_at=None,
            by=by,
            at=at,
        )


def ensure_second_factor(view: AccountView, secret: str, *, by: Actor, at: datetime) -> None:
    """The second factor with this secret and no other."""
    if opens_with(view.id, secret):
        return
    remove(account_id=view.id, by=by, at=at)
    enrol(account_id=view.id, secret=secret, code=None, by=by, at=at)
