"""A system actor, an editor, and work to ask for."""

from datetime import UTC, datetime

import pytest

from kachehri.engines.access.actor import Actor, GrantFact
from kachehri.engines.accounts.actions import create_account, ensure_system_actors
from kachehri.engines.accounts.queries import system_actor

from . import kinds

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _kinds():
    kinds.register_kinds()


@pytest.fixture
def system():
    ensure_system_actors(AT)
    return system_actor("worker", AT)


@pytest.fixture
def editor(system):
    account = create_account(
        email="made-up-editor@example.org", name="Made-up Editor", by=system, at=AT
    )
    return Actor(
        account.thing_id, account.name, signed_in=True, grants=(GrantFact("editor", None, None),)
    )
