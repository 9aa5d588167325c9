"""The demonstration accounts can be used by a stranger who has only what was printed."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kachehri.engines.accounts.demonstration import demo_path, ensure_demo_accounts
from kachehri.engines.accounts.kinds import DESK_ROLES
from kachehri.engines.ledger.models import Event

from .people import AT, setup_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path
    cache.clear()


def test_a_stranger_signs_in_with_what_was_printed() -> None:
    accounts = ensure_demo_accounts(by=setup_actor(), at=AT)
    assert [a.role for a in accounts] == sorted(DESK_ROLES)
    for one in accounts:
        client = Client()
        client.post("/en/account/sign-in/", {"login": one.email, "password": one.password})
        answer = client.post("/en/account/sign-in/code/", {"code": one.code})
        assert answer.headers["Location"] == "/en/account/"


def test_a_second_run_changes_nothing() -> None:
    first = ensure_demo_accounts(by=setup_actor(), at=AT)
    count = Event.objects.count()
    second = ensure_demo_accounts(by=setup_actor(), at=AT)
    assert [(a.password, a.secret) for a in first] == [(a.password, a.secret) for a in second]
    assert Event.objects.count() == count


def test_lost_secrets_are_made_anew_and_set_right() -> None:
    first = ensure_demo_accounts(by=setup_actor(), at=AT)
    for role in DESK_ROLES:
        demo_path(role).unlink()
    second = ensure_demo_accounts(by=setup_actor(), at=AT)
    assert {a.password for a in first}.isdisjoint(a.password for a in second)
    client = Client()
    client.post("/en/account/sign-in/", {"login": second[0].email, "password": second[0].password})
    answer = client.post("/en/account/sign-in/code/", {"code": second[0].code})
    assert answer.status_code == 302


def test_the_secrets_are_their_owners_only() -> None:
    ensure_demo_accounts(by=setup_actor(), at=AT)
    assert demo_path("editor").stat().st_mode & 0o777 == 0o600
