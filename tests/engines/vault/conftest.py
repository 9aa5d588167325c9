"""A keeper with extra rights switched on, one without, and somebody of the desk."""

from datetime import UTC, datetime

import pytest

from kachehri.engines.access.actor import Actor, GrantFact
from kachehri.engines.accounts.actions import create_account, ensure_system_actors
from kachehri.engines.accounts.queries import system_actor

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
WORDS = "mera shohar mujhe marta hai, kisi ko mat batana"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """Keys of this test alone."""
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def post():
    ensure_system_actors(AT)
    return system_actor("post", AT)


@pytest.fixture
def keeper(post):
    return somebody(post, "keeper")


@pytest.fixture
def second(post):
    return somebody(post, "keeper", number=2)


@pytest.fixture
def officer(post):
    return somebody(post, "officer")


def somebody(by: Actor, role: str, number: int = 1, *, elevated: bool = True) -> Actor:
    account = create_account(
        email=f"made-up-{role}-{number}@example.org", name=f"Made-up {role} {number}", by=by, at=AT
    )
    return Actor(
        account.thing_id,
        account.name,
        signed_in=True,
        elevated=elevated,
        grants=(GrantFact(role, None, None),),
    )
