"""The standard set of matters, and browsers of those who work on them."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client
from tests import matters
from tests.engines.accounts.people import PASSWORD, Person, signed_in

from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.actions import grant
from kachehri.engines.accounts import actions as accounts
from kachehri.engines.accounts import second_factor

DESK = "/en/desk/matters/"


@dataclass
class DeskSite:
    """What the pages are about, and a browser for each role; a browser signs in once."""

    set: matters.Matters
    browsers: dict[str, Client] = field(default_factory=dict)

    def browser(self, role: str, scope: str = "water", name: str = "") -> Client:
        """Somebody with a role at an office, or in Larkana for those who have places."""
        key = f"{role}-{scope}-{name}"
        if key not in self.browsers:
            self.browsers[key] = signed_in(self.person(role, scope, name))
        return self.browsers[key]

    def person(self, role: str, scope: str = "water", name: str = "") -> Person:
        """An account with that role there."""
        placed = role in ("counter", "moderator")
        thing = self.set.larkana.thing_id if placed else self.set.body(scope).thing_id
        by, at = self.set.setup, self.set.at
        account = accounts.create_account(
            email=f"{role}-{scope}{name}@browser.example",
            name=f"Made-up {role} {name}".strip(),
            password=PASSWORD,
            by=by,
            at=at,
        )
        grant(
            actor=account.thing_id,
            role=role,
            scope=thing,
            purpose="a test",
            starts_at=at - timedelta(days=1),
            ends_at=None,
            by=by,
            at=at,
        )
        secret: str = second_factor.generate_totp_secret()
        codes = second_factor.enrol(account_id=account.id, secret=secret, code=None, by=by, at=at)
        return Person(account, secret, codes)

    def now(self, name: str) -> CaseView:
        """One of the matters as it is now."""
        found = cases.by_id(self.set.cases[name].id)
        assert found is not None
        return found

    def way(self, name: str, more: str = "") -> str:
        """The address of one of the matters at the desk."""
        return f"{DESK}{self.set.cases[name].number}/{more}"


def read(client: Client, address: str) -> str:
    """The text of a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())
