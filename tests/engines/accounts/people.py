"""Made-up people with accounts, and browsers in which they sign in."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import time_machine
from django.test import Client

from kachehri.engines.access.actions import grant
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts import actions, queries, second_factor
from kachehri.engines.accounts.kinds import AccountView

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PASSWORD = "made up for tests only"


def setup_actor() -> Actor:
    actions.ensure_system_actors(AT)
    return queries.system_actor("setup", AT)


@dataclass(frozen=True)
class Person:
    """An account with everything that is needed to sign in to it."""

    account: AccountView
    secret: str
    recovery_codes: tuple[str, ...]

    @property
    def code(self) -> str:
        return second_factor.code_now(self.secret)


def person(role: str = "", *, factor: bool = True, email: str = "made.up@example.org") -> Person:
    by = setup_actor()
    account = actions.create_account(
        email=email, name="Made-up Person", password=PASSWORD, by=by, at=AT
    )
    if role:
        grant(
            actor=account.thing_id,
            role=role,
            scope=None,
            purpose="a test",
            starts_at=AT - timedelta(days=1000),
            ends_at=None,
            by=by,
            at=AT,
        )
    secret: str = second_factor.generate_totp_secret()
    codes: tuple[str, ...] = ()
    if factor:
        codes = second_factor.enrol(account_id=account.id, secret=secret, code=None, by=by, at=AT)
    return Person(account, secret, codes)


def signed_in(who: Person) -> Client:
    """A browser in which this person has signed in, every step by its page."""
    client = Client()
    answer = client.post("/en/account/sign-in/", {"login": who.account.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    if who.recovery_codes:
        answer = client.post("/en/account/sign-in/code/", {"code": who.code})
        assert answer.status_code == 302, answer.content.decode()
    return client


def elevated(who: Person) -> Client:
    """The same with elevated rights, a minute later: a code works once."""
    client = signed_in(who)
    with time_machine.travel(time.time() + 60, tick=True):
        answer = client.post("/en/account/rights/", {"reason": "a test", "code": who.code})
    assert answer.status_code == 302, answer.content.decode()
    return client
