"""Grants on the real PostgreSQL: who may, what is kept, what a scope covers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kachehri.engines.access.actions import GrantProblem, grant, nest, revoke
from kachehri.engines.access.actor import PUBLIC, Actor
from kachehri.engines.access.models import Grant, Within
from kachehri.engines.access.queries import actor_for, grants
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.actions import register
from kachehri.engines.ledger.models import Event

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def thing() -> int:
    return register(kind="test.thing", at=NOW).pk


def program() -> Actor:
    return Actor(thing_id=thing(), name="set-up", system=True)


def give(role: str, actor: int, *, scope: int | None = None, starts=NOW, ends=None, by=None) -> int:
    return grant(
        actor=actor,
        role=role,
        scope=scope,
        purpose="test",
        starts_at=starts,
        ends_at=ends,
        by=by or program(),
        at=NOW,
    )


def seen(actor: int, *, at: datetime = NOW, elevated: bool = False) -> Actor:
    return actor_for(thing_id=actor, name="Somebody", language="en", at=at, elevated=elevated)


def test_a_grant_holds_from_its_start_until_just_before_its_end() -> None:
    person = thing()
    give("editor", person, starts=NOW, ends=NOW + DAY)
    moments = [NOW - timedelta(seconds=1), NOW, NOW + DAY - timedelta(seconds=1), NOW + DAY]
    assert [len(seen(person, at=at).grants) for at in moments] == [0, 1, 1, 0]


def test_to_revoke_ends_a_grant_and_keeps_it() -> None:
    person, by = thing(), program()
    made = give("editor", person)
    revoke(grant=made, by=by, at=NOW + DAY)
    assert [
        len(seen(person, at=NOW + DAY - DAY / 2).grants),
        len(seen(person, at=NOW + DAY).grants),
    ] == [1, 0]
    (kept,) = grants(by=by, actor_id=person)
    assert (kept.id, kept.ends_at) == (made, NOW + DAY)


def test_to_revoke_again_changes_nothing() -> None:
    person, by = thing(), program()
    made = give("editor", person)
    revoke(grant=made, by=by, at=NOW + DAY)
    revoke(grant=made, by=by, at=NOW + 2 * DAY)
    assert Grant.objects.get(pk=made).ends_at == NOW + DAY
    assert Event.objects.filter(thing=person, verb="access.revoked").count() == 1


def test_a_grant_that_is_revoked_before_it_starts_never_holds() -> None:
    person = thing()
    made = give("editor", person, starts=NOW + DAY, ends=NOW + 9 * DAY)
    revoke(grant=made, by=program(), at=NOW)
    assert not any(seen(person, at=NOW + day * DAY).grants for day in range(10))


def test_only_an_elevated_administrator_or_the_program_grants() -> None:
    chief, person = thing(), thing()
    give("administrator", chief)
    for by in (PUBLIC, seen(person), seen(chief)):
        with pytest.raises(Refused):
            give("editor", person, by=by)
    assert not seen(person).grants
    give("editor", person, by=seen(chief, elevated=True))
    assert [one.role for one in seen(person).grants] == ["editor"]


def test_only_an_elevated_administrator_or_the_program_ends_a_grant() -> None:
    chief, person = thing(), thing()
    give("administrator", chief)
    made = give("editor", person)
    for by in (PUBLIC, seen(person), seen(chief)):
        with pytest.raises(Refused):
            revoke(grant=made, by=by, at=NOW + DAY)
    assert seen(person, at=NOW + DAY).grants
    revoke(grant=made, by=seen(chief, elevated=True), at=NOW + DAY)
    assert not seen(person, at=NOW + DAY).grants


def test_a_refusal_says_that_an_elevated_session_would_do() -> None:
    chief = thing()
    give("administrator", chief)
    with pytest.raises(Refused) as refused:
        give("editor", thing(), by=seen(chief))
    assert refused.value.elevation_would_help
    assert str(refused.value).startswith("Your rights as administrator are switched off.")


def test_nobody_grants_to_themselves_not_even_an_elevated_administrator() -> None:
    chief = thing()
    give("administrator", chief)
    with pytest.raises(Refused, match="to themselves"):
        give("auditor", chief, by=seen(chief, elevated=True))


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "emperor"},
        {"role": "public"},
        {"purpose": "  "},
        {"ends_at": NOW},
        {"ends_at": NOW - DAY},
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    right = {"role": "editor", "scope": None, "purpose": "x", "starts_at": NOW, "ends_at": None}
    with pytest.raises(GrantProblem):
        grant(**(right | wrong), actor=thing(), by=program(), at=NOW)  # type: ignore[arg-type]
    assert not Grant.objects.exists()


def test_the_database_refuses_a_grant_that_ends_before_it_starts() -> None:
    person = thing()
    made = give("editor", person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=made).update(ends_at=NOW - DAY)


def test_every_grant_and_every_end_is_an_event_about_its_holder() -> None:
    person, place, by = thing(), thing(), program()
    made = give("editor", person, scope=place, by=by)
    revoke(grant=made, by=by, at=NOW + DAY)
    events = Event.objects.filter(thing=person).order_by("at")
    refs = {"grant": made, "role": "editor", "scope": place}
    assert [(one.verb, one.actor_id, one.refs) for one in events] == [
        ("access.granted", by.thing_id, refs),
        ("access.revoked", by.thing_id, refs),
    ]


def test_a_scope_covers_itself_and_everything_inside_it_and_nothing_else() -> None:
    province, district, taluka, other = thing(), thing(), thing(), thing()
    nest(inner=district, outer=province)
    nest(inner=taluka, outer=district)
    nest(inner=other, outer=province)
    person = thing()
    give("editor", person, scope=district)
    (fact,) = seen(person).grants
    assert fact.covers == {district, taluka}


def test_the_order_in_which_things_are_nested_does_not_matter() -> None:
    province, district, taluka = thing(), thing(), thing()
    nest(inner=taluka, outer=district)
    nest(inner=district, outer=province)
    pairs = set(Within.objects.values_list("inner_id", "outer_id"))
    assert pairs == {
        (province, province),
        (district, district),
        (taluka, taluka),
        (district, province),
        (taluka, district),
        (taluka, province),
    }


def test_to_nest_twice_is_to_nest_once_and_a_circle_is_refused() -> None:
    outer, middle, inner = thing(), thing(), thing()
    for _ in range(2):
        nest(inner=middle, outer=outer)
        nest(inner=inner, outer=middle)
    assert Within.objects.count() == 6
    with pytest.raises(ValueError, match="already"):
        nest(inner=outer, outer=inner)


def test_the_actor_and_all_grants_take_one_query(django_assert_num_queries) -> None:
    person = thing()
    for scope in (thing(), thing(), None):
        give("editor", person, scope=scope)
    with django_assert_num_queries(1):
        assert len(seen(person).grants) == 3


def test_people_see_their_own_grants_and_auditors_see_all() -> None:
    person, auditor = thing(), thing()
    give("editor", person)
    give("auditor", auditor)
    assert len(grants(by=seen(person), actor_id=person)) == 1
    assert len(grants(by=seen(auditor))) == 2
    for by, whose in ((PUBLIC, person), (seen(person), auditor), (seen(person), None)):
        with pytest.raises(Refused):
            grants(by=by, actor_id=whose)
