"""One rule, three readings, held against each other on the real PostgreSQL."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kachehri.engines.access.actions import grant, nest
from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.models import Grant
from kachehri.engines.access.queries import actor_for
from kachehri.engines.access.reading import Refused, explain, require, rows
from kachehri.engines.access.roles import ADMINISTER, EDIT, ROLES
from kachehri.engines.ledger.actions import register
from kachehri.kernel.rules import (
    And,
    Anyone,
    Elevated,
    Holds,
    IsSystem,
    Matches,
    Not,
    OneOf,
    Or,
    Own,
    Rule,
    SignedIn,
    decide,
)

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)

EDITOR = Actor(thing_id=1, name="E", signed_in=True, grants=(GrantFact("editor"),))
CHIEF = Actor(thing_id=2, name="C", signed_in=True, grants=(GrantFact("administrator"),))


@dataclass(frozen=True)
class Row:
    """What a rule sees of a row: under other names than its columns."""

    pk: int
    place: int | None
    owner: int
    state: str


# Rows of the table of grants stand in for records: a scope that may be empty, a holder, a word.
PATHS = {"place": "scope_id", "owner": "actor_id", "state": "role"}
STATES = ("open", "closed", "Open")


@dataclass(frozen=True)
class World:
    """A province with two districts, one of them with two talukas; people; records."""

    places: tuple[int, ...]
    people: tuple[int, ...]
    records: tuple[Row, ...]
    program: Actor


@pytest.fixture
def world(db: None) -> World:
    places = tuple(thing() for _ in range(6))
    province, larkana, sukkur, dokri, ratodero, _elsewhere = places
    for inner, outer in (
        (larkana, province),
        (sukkur, province),
        (dokri, larkana),
        (ratodero, larkana),
    ):
        nest(inner=inner, outer=outer)
    people = (thing(), thing())
    fields = product((*places, None), people, STATES)
    records = tuple(record(place, owner, state) for place, owner, state in fields)
    return World(places, people, records, Actor(thing_id=thing(), name="set-up", system=True))


def thing() -> int:
    return register(kind="test.thing", at=NOW).pk


def record(place: int | None, owner: int, state: str) -> Row:
    made = Grant.objects.create(
        actor_id=owner,
        role=state,
        scope_id=place,
        purpose="a record",
        starts_at=NOW,
        ends_at=NOW,
        granted_by_id=owner,
    )
    return Row(made.pk, place, owner, state)


operators: st.SearchStrategy[Rule] = st.one_of(
    st.sampled_from([Anyone(), SignedIn(), Elevated(), IsSystem(), Own("owner")]),
    st.builds(Holds, st.sampled_from(list(ROLES)), st.sampled_from([None, "place"])),
    st.builds(Matches, st.just("state"), st.sampled_from(STATES)),
    st.builds(Matches, st.just("place"), st.none()),
    st.builds(
        OneOf, st.just("state"), st.lists(st.sampled_from([*STATES, None]), max_size=3).map(tuple)
    ),
)


def deeper(inner: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    parts = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(And, parts), st.builds(Or, parts), st.builds(Not, inner))


rules = st.recursive(operators, deeper, max_leaves=10)
grants = st.lists(
    st.tuples(
        st.sampled_from([name for name, role in ROLES.items() if role.grantable]),
        st.sampled_from([None, 0, 1, 2, 3, 4, 5]),
    ),
    max_size=4,
)


def granted(world: World, wanted: list[tuple[str, int | None]], *, elevated: bool) -> Actor:
    """The first person, with real grants."""
    for role, place in wanted:
        grant(
            actor=world.people[0],
            role=role,
            scope=None if place is None else world.places[place],
            purpose="test",
            starts_at=NOW,
            ends_at=None,
            by=world.program,
            at=NOW,
        )
    return actor_for(thing_id=world.people[0], name="A", language="en", at=NOW, elevated=elevated)


def both_readings(world: World, rule: Rule, actor: Actor) -> tuple[set[int], set[int]]:
    mine = {row.pk for row in world.records if decide(rule, actor, row).allowed}
    known = Grant.objects.filter(purpose="a record")
    return mine, set(known.filter(rows(rule, actor, **PATHS)).values_list("pk", flat=True))


@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rule=rules, wanted=grants, elevated=st.booleans(), anonymous=st.booleans())
def test_python_and_the_database_allow_the_same_rows(
    world: World, rule: Rule, wanted: list[tuple[str, int | None]], elevated: bool, anonymous: bool
) -> None:
    with transaction.atomic():
        actor = PUBLIC if anonymous else granted(world, wanted, elevated=elevated)
        mine, theirs = both_readings(world, rule, actor)
        transaction.set_rollback(True)
    assert mine == theirs


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        (Anyone(), 42),
        (~Anyone(), 0),
        (Or(()), 0),
        (Matches("place", None), 6),
        (~Matches("place", None), 36),
        (OneOf("state", ("open", None)), 14),
        (Own("owner"), 21),
        (Holds("editor", "place"), 18),
        (~Holds("editor", "place"), 24),
    ],
)
def test_the_database_finds_as_many_rows_as_counted_by_hand(
    world: World, rule: Rule, count: int
) -> None:
    actor = granted(world, [("editor", 1)], elevated=False)  # Larkana with its two talukas
    mine, theirs = both_readings(world, rule, actor)
    assert (len(mine), len(theirs)) == (count, count)


def test_a_rule_without_a_record_adds_nothing_to_the_query(world: World) -> None:
    everything = str(Grant.objects.filter(rows(EDIT, EDITOR)).query)
    assert "WHERE" not in everything


def test_to_require_is_to_go_on_or_to_refuse() -> None:
    require(EDIT, EDITOR)
    with pytest.raises(Refused, match=r"^This needs the role of editor\.$"):
        require(EDIT, replace(EDITOR, grants=()))


def test_a_refusal_is_what_django_answers_with_403() -> None:
    with pytest.raises(PermissionDenied):
        require(EDIT, PUBLIC)


def test_an_administrator_counts_only_while_elevated() -> None:
    assert not decide(ADMINISTER, CHIEF).allowed
    assert decide(ADMINISTER, replace(CHIEF, elevated=True)).allowed
    assert not decide(ADMINISTER, replace(EDITOR, elevated=True)).allowed


def test_a_role_that_nobody_declared_sleeps_like_the_strictest() -> None:
    odd = Actor(thing_id=3, name="O", signed_in=True, grants=(GrantFact("wizard"),))
    assert not decide(Holds("wizard"), odd).allowed


def test_only_a_refusal_that_elevation_mends_says_so() -> None:
    for rule, actor, helps in (
        (ADMINISTER, CHIEF, True),
        (Elevated(), EDITOR, True),
        (ADMINISTER, EDITOR, False),
        (EDIT, PUBLIC, False),
    ):
        assert Refused(decide(rule, actor)).elevation_would_help is helps


def test_what_is_allowed_has_nothing_to_explain() -> None:
    assert explain(decide(EDIT, EDITOR)) == ""


def test_a_reason_is_told_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, translated: Callable[[str], str]
) -> None:
    monkeypatch.setattr("kachehri.engines.access.reading.gettext", translated)
    with translation.override("ur"):
        assert explain(decide(EDIT, replace(EDITOR, grants=()))) == "<editor> یہ کام <editor> کا ہے"


@pytest.fixture
def translated() -> Callable[[str], str]:
    """Stands in for a catalogue: a sentence with its parameter twice, and labels in brackets."""
    known = {"This needs the role of %(role)s.": "%(role)s یہ کام %(role)s کا ہے"}
    return lambda message: known.get(message, f"<{message}>")
