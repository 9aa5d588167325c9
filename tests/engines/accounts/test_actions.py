"""Accounts are made by those who may, changed by their owners, and elevated for a while."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kachehri.engines.access.actions import grant
from kachehri.engines.access.actor import PUBLIC, Actor
from kachehri.engines.access.queries import actor_for
from kachehri.engines.access.reading import Refused
from kachehri.engines.accounts import actions, queries
from kachehri.engines.accounts.kinds import SYSTEM_ACTORS, AccountView
from kachehri.engines.accounts.models import Account, ElevatedSession
from kachehri.engines.ledger.models import Event

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def setup() -> Actor:
    actions.ensure_system_actors(AT)
    return queries.system_actor("setup", AT)


def made(setup: Actor, email: str = "made.up@example.org", role: str = "") -> AccountView:
    account = actions.create_account(email=email, name="Made-up Person", by=setup, at=AT)
    if role:
        grant(
            actor=account.thing_id,
            role=role,
            scope=None,
            purpose="a test",
            starts_at=AT,
            ends_at=None,
            by=setup,
            at=AT,
        )
    return account


def person(view: AccountView, *, elevated: bool = False, at: datetime = AT) -> Actor:
    return actor_for(
        thing_id=view.thing_id, name=view.name, language="en", at=at, elevated=elevated
    )


def test_system_actors_are_made_once_and_each_with_an_event(setup: Actor) -> None:
    actions.ensure_system_actors(AT)
    assert set(Account.objects.values_list("system_name", flat=True)) == set(SYSTEM_ACTORS)
    assert Event.objects.filter(verb="accounts.created").count() == len(SYSTEM_ACTORS)
    assert setup.system
    assert not setup.signed_in


def test_an_unknown_system_actor_is_named() -> None:
    with pytest.raises(queries.UnknownSystemActor, match="nobody"):
        queries.system_actor("nobody", AT)


def test_a_system_account_cannot_be_given_a_password(setup: Actor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(system_name="setup").update(password="argon2$whatever")


def test_the_system_makes_an_account_without_a_password(setup: Actor) -> None:
    account = made(setup, " Made.Up@Example.ORG ")
    assert account.email == "made.up@example.org"
    assert not account.has_password
    event = Event.objects.get(thing=account.thing_id)
    assert (event.verb, event.actor_id) == ("accounts.created", setup.thing_id)


def test_an_address_is_taken_once_whatever_the_case(setup: Actor) -> None:
    made(setup)
    with pytest.raises(actions.EmailTaken):
        made(setup, "MADE.UP@example.org")


@pytest.mark.parametrize("role", ["", "editor", "auditor", "administrator"])
def test_nobody_makes_accounts_without_elevated_rights(setup: Actor, role: str) -> None:
    by = person(made(setup, role=role))
    with pytest.raises(Refused):
        actions.create_account(email="b@example.org", name="B", by=by, at=AT)
    with pytest.raises(Refused):
        actions.create_account(email="b@example.org", name="B", by=PUBLIC, at=AT)


def test_an_elevated_administrator_makes_an_account(setup: Actor) -> None:
    by = person(made(setup, role="administrator"), elevated=True)
    account = actions.create_account(email="b@example.org", name="B", by=by, at=AT)
    assert Event.objects.get(thing=account.thing_id).actor_id == by.thing_id


def test_people_change_their_own_password_and_nobody_else_does(setup: Actor) -> None:
    one, other = made(setup), made(setup, "other@example.org", role="administrator")
    actions.set_password(account_id=one.id, password="made up for a test", by=person(one), at=AT)
    assert Account.objects.get(pk=one.id).check_password("made up for a test")
    with pytest.raises(Refused):
        actions.set_password(
            account_id=one.id, password="x", by=person(other, elevated=True), at=AT
        )


def test_elevated_rights_end_by_themselves_after_thirty_minutes(setup: Actor) -> None:
    view = made(setup, role="administrator")
    elevation = actions.elevate(account_id=view.id, reason="end a grant", by=person(view), at=AT)
    assert elevation.ends_at - AT == timedelta(minutes=30)
    assert elevated_at(view, elevation.id, AT + timedelta(minutes=29, seconds=59))
    assert not elevated_at(view, elevation.id, AT + timedelta(minutes=30))


def test_another_browser_of_the_same_person_is_not_elevated(setup: Actor) -> None:
    view = made(setup, role="administrator")
    elevation = actions.elevate(account_id=view.id, reason="end a grant", by=person(view), at=AT)
    assert not elevated_at(view, None, AT)
    assert not elevated_at(view, elevation.id + 1, AT)


def test_an_ended_elevation_stays_ended_and_leaves_two_events(setup: Actor) -> None:
    view = made(setup, role="administrator")
    elevation = actions.elevate(account_id=view.id, reason="end a grant", by=person(view), at=AT)
    later = AT + timedelta(minutes=5)
    for _twice in range(2):
        actions.end_elevation(elevation_id=elevation.id, by=person(view), at=later)
    assert not elevated_at(view, elevation.id, later)
    verbs = Event.objects.filter(thing=view.thing_id, refs__elevation=elevation.id).order_by("pk")
    assert [e.verb for e in verbs] == ["accounts.elevated", "accounts.elevation_ended"]


def test_a_second_elevation_ends_the_first(setup: Actor) -> None:
    view = made(setup, role="administrator")
    first = actions.elevate(account_id=view.id, reason="one", by=person(view), at=AT)
    second = actions.elevate(
        account_id=view.id, reason="two", by=person(view), at=AT + timedelta(minutes=1)
    )
    running = ElevatedSession.objects.running(at=AT + timedelta(minutes=2))
    assert [e.pk for e in running] == [second.id]
    assert not elevated_at(view, first.id, AT + timedelta(minutes=2))


@pytest.mark.parametrize(("role", "reason"), [("editor", "a reason"), ("administrator", "  ")])
def test_only_administrators_with_a_reason_are_elevated(
    setup: Actor, role: str, reason: str
) -> None:
    view = made(setup, role=role)
    with pytest.raises(actions.NothingToElevate):
        actions.elevate(account_id=view.id, reason=reason, by=person(view), at=AT)


def test_nobody_elevates_somebody_else(setup: Actor) -> None:
    one, other = (
        made(setup, role="administrator"),
        made(setup, "other@example.org", role="administrator"),
    )
    with pytest.raises(Refused):
        actions.elevate(account_id=one.id, reason="a reason", by=person(other), at=AT)


def test_desk_roles_are_withheld_until_there_is_a_second_factor(setup: Actor) -> None:
    view = made(setup, role="editor")
    assert actor(view, None, AT).grants == ()


def test_a_closed_account_comes_back_only_when_reopened(setup: Actor) -> None:
    view = made(setup)
    actions.close(account_id=view.id, by=setup, at=AT)
    assert not Account.objects.may_sign_in().filter(pk=view.id).exists()
    actions.reopen(account_id=view.id, by=setup, at=AT)
    assert Account.objects.may_sign_in().filter(pk=view.id).exists()


def actor(view: AccountView, elevation: int | None, at: datetime) -> Actor:
    account: Any = queries.with_standing(Account.objects.filter(pk=view.id)).get()
    return queries.actor_of(account, language="en", at=at, elevation=elevation)


def elevated_at(view: AccountView, elevation: int | None, at: datetime) -> bool:
    return actor(view, elevation, at).elevated
