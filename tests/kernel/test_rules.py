"""The rule tree: what it decides, which reason it tells, how it reads in English."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.kernel.rules import (
    NEEDS_ELEVATION,
    And,
    Anyone,
    Elevated,
    Holds,
    IsSystem,
    Matches,
    NoRecord,
    Not,
    OneOf,
    Or,
    Own,
    Reason,
    Rule,
    SignedIn,
    decide,
    describe,
    needs_record,
    operators,
)


@dataclass(frozen=True)
class Held:
    role: str
    covers: frozenset[int] | None = None


@dataclass(frozen=True)
class Person:
    thing_id: int | None = 1
    signed_in: bool = True
    elevated: bool = False
    system: bool = False
    grants: tuple[Held, ...] = ()
    asleep: frozenset[str] = frozenset()

    @property
    def in_force(self) -> tuple[Held, ...]:
        return tuple(one for one in self.grants if one.role not in self.asleep)


VISITOR = Person(thing_id=None, signed_in=False)
MEMBER = Person()
EDITOR = Person(grants=(Held("editor"),))
LOCAL = Person(grants=(Held("editor", frozenset({10, 11})),))
PROGRAM = Person(thing_id=2, signed_in=False, system=True)


def says(rule: Rule, subject: Person, record: object = None) -> str:
    return str(decide(rule, subject, record).reason)


@pytest.mark.parametrize(
    ("rule", "subject", "allowed"),
    [
        (Anyone(), VISITOR, True),
        (~Anyone(), PROGRAM, False),
        (SignedIn(), VISITOR, False),
        (SignedIn(), MEMBER, True),
        (SignedIn(), PROGRAM, False),
        (IsSystem(), PROGRAM, True),
        (IsSystem(), EDITOR, False),
        (Elevated(), MEMBER, False),
        (Elevated(), replace(MEMBER, elevated=True), True),
        (Holds("editor"), EDITOR, True),
        (Holds("editor"), LOCAL, True),
        (Holds("editor"), MEMBER, False),
        (Holds("auditor"), EDITOR, False),
        (And(()), VISITOR, True),
        (Or(()), EDITOR, False),
        (~Holds("editor") & SignedIn(), MEMBER, True),
        (~~SignedIn(), MEMBER, True),
    ],
)
def test_rules_about_the_person(rule: Rule, subject: Person, allowed: bool) -> None:
    assert decide(rule, subject).allowed is allowed


@pytest.mark.parametrize(
    ("rule", "subject", "record", "allowed"),
    [
        (Holds("editor", "place"), EDITOR, {"place": 99}, True),
        (Holds("editor", "place"), LOCAL, {"place": 11}, True),
        (Holds("editor", "place"), LOCAL, {"place": 12}, False),
        (Holds("editor", "place"), LOCAL, {"place": None}, False),
        (Holds("editor", "place"), MEMBER, {"place": 11}, False),
        (Own("owner"), MEMBER, {"owner": 1}, True),
        (Own("owner"), MEMBER, {"owner": 2}, False),
        (Own("owner"), VISITOR, {"owner": None}, False),
        (~Own("owner"), VISITOR, {"owner": None}, True),
        (Matches("state", "open"), VISITOR, {"state": "open"}, True),
        (Matches("state", None), VISITOR, {"state": None}, True),
        (~Matches("state", "open"), VISITOR, {"state": None}, True),
        (OneOf("state", ("open", "new")), VISITOR, {"state": "closed"}, False),
        (OneOf("state", ()), VISITOR, {"state": "closed"}, False),
    ],
)
def test_rules_about_a_record(rule: Rule, subject: Person, record: object, allowed: bool) -> None:
    assert decide(rule, subject, record).allowed is allowed


def test_a_record_may_be_an_object() -> None:
    assert decide(Matches("thing_id", 1), VISITOR, MEMBER).allowed


def test_two_grants_of_a_role_reach_what_either_reaches() -> None:
    both = Person(grants=(Held("editor", frozenset({1})), Held("editor", frozenset({2}))))
    rule = Holds("editor", "place")
    assert [decide(rule, both, {"place": n}).allowed for n in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize("record", [None, {}, {"other": 1}, object()])
def test_a_missing_field_is_a_mistake_and_no_answer(record: object) -> None:
    with pytest.raises(NoRecord, match="place"):
        decide(Holds("editor", "place"), LOCAL, record)


def test_a_node_that_is_no_operator_cannot_be_decided_or_said() -> None:
    for read in (lambda: decide(Rule(), MEMBER), lambda: describe(Rule())):
        with pytest.raises(TypeError, match="not a rule"):
            read()


def test_of_all_that_is_asked_the_first_that_fails_is_told() -> None:
    rule = SignedIn() & Holds("editor") & Elevated()
    assert says(rule, VISITOR) == "Sign in first."
    assert says(rule, MEMBER) == "This needs the role of editor."
    assert says(rule, EDITOR).startswith("Your extra rights are switched off.")


def test_of_several_ways_the_nearest_is_told() -> None:
    far = Holds("auditor") & Elevated() & IsSystem()
    near = SignedIn() & Matches("state", "open")
    record = {"state": "closed"}
    assert says(far | near, MEMBER, record) == says(near | far, MEMBER, record)
    assert says(far | near, MEMBER, record) == "This is possible only while state is open."


def test_of_two_ways_equally_near_the_first_is_told() -> None:
    assert says(Holds("editor") | IsSystem(), MEMBER) == "This needs the role of editor."


def test_what_is_forbidden_has_a_reason_of_its_own() -> None:
    assert says(~Own("author"), MEMBER, {"author": 1}) == "You cannot do this to what is your own."
    assert says(~Anyone(), MEMBER) == "Nobody may do this."
    assert says(~(SignedIn() | IsSystem()), PROGRAM).startswith("A person has to do this")


def test_the_role_that_sleeps_is_told_from_the_role_that_is_missing() -> None:
    chief = Person(grants=(Held("administrator"),), asleep=frozenset({"administrator"}))
    verdict = decide(Holds("administrator"), chief)
    assert verdict.reason == Reason(NEEDS_ELEVATION, {"role": "administrator"})
    assert says(Holds("administrator"), MEMBER) == "This needs the role of administrator."
    assert says(Holds("administrator"), VISITOR).startswith("Sign in first")
    assert "does not reach" in says(Holds("editor", "place"), LOCAL, {"place": 5})


def test_a_reason_can_be_given_anywhere_in_the_tree() -> None:
    leaf = Matches("state", "open").because("This case is closed (%(field)s).")
    assert says(leaf, MEMBER, {"state": "closed"}) == "This case is closed (state)."
    whole = (SignedIn() & Holds("editor")).because("Only editors who signed in.")
    assert says(whole, MEMBER) == "Only editors who signed in."
    denial = (~Holds("editor")).because("Editors do not vote.")
    assert says(denial, EDITOR) == "Editors do not vote."
    assert says(Holds("auditor") | denial, EDITOR) == "This needs the role of auditor."


def test_a_reason_for_failing_is_not_told_when_holding_was_the_fault() -> None:
    rule = ~Holds("editor").because("You are no editor.")
    assert says(rule, EDITOR) == "Whoever holds the role of editor may not do this."


def test_nodes_of_one_kind_join_and_keep_their_reasons() -> None:
    a, b, c = SignedIn(), IsSystem(), Elevated()
    assert a & b & c == And((a, b, c))
    assert a | (b | c) == Or((a, b, c))
    own = (a & b).because("x")
    assert own & c == And((own, c))


def test_rules_read_as_english() -> None:
    rule = SignedIn() & (Holds("editor", "place") | ~Elevated()) & Matches("state", None)
    assert describe(rule) == (
        "Allowed if the person is signed in and "
        "(holds the role of editor for its place or not: has an elevated session) "
        "and finds its state to be empty."
    )
    assert describe(~Anyone()) == "Allowed if the person is nobody."
    assert describe(Or(())) == "Allowed if the person is nobody."
    assert describe(And(())) == describe(Anyone())
    assert describe(Own("owner") | IsSystem()) == (
        "Allowed if the person is its owner or is the program itself."
    )


def test_it_is_known_which_rules_need_a_record() -> None:
    assert not needs_record(Holds("editor") | ~SignedIn() & Anyone())
    for rule in (Own("x"), Matches("x", 1), OneOf("x", (1,)), Holds("editor", "x")):
        assert needs_record(SignedIn() & ~rule)


# --- properties --------------------------------------------------------------------------------

leaves = st.sampled_from(
    [
        Anyone(),
        SignedIn(),
        Elevated(),
        IsSystem(),
        Holds("editor"),
        Holds("editor", "place"),
        Own("owner"),
        Matches("state", "open"),
        OneOf("state", ("new", None)),
    ]
)


def deeper(inner: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    lists = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(And, lists), st.builds(Or, lists), st.builds(Not, inner))


rules = st.recursive(leaves, deeper, max_leaves=8)
people = st.sampled_from([VISITOR, MEMBER, EDITOR, LOCAL, PROGRAM, replace(LOCAL, elevated=True)])
records = st.fixed_dictionaries(
    {
        "place": st.sampled_from([10, 12, None]),
        "owner": st.sampled_from([1, 2, None]),
        "state": st.sampled_from(["open", "new", None]),
    }
)


def plainly(rule: Rule, subject: Person, record: dict[str, object]) -> bool:
    """The definition, without preparation: what `&`, `|` and `~` mean."""
    match rule:
        case And(parts=parts):
            return all(plainly(part, subject, record) for part in parts)
        case Or(parts=parts):
            return any(plainly(part, subject, record) for part in parts)
        case Not(part=part):
            return not plainly(part, subject, record)
    return decide(rule, subject, record).allowed


@given(rules, people, records)
def test_the_tree_means_what_its_signs_mean(
    rule: Rule, subject: Person, record: dict[str, object]
) -> None:
    assert decide(rule, subject, record).allowed == plainly(rule, subject, record)


@given(rules, people, records)
def test_every_refusal_has_a_reason_and_no_permission_has_one(
    rule: Rule, subject: Person, record: dict[str, object]
) -> None:
    verdict = decide(rule, subject, record)
    assert (verdict.reason is None) == verdict.allowed
    assert "%(" not in str(verdict.reason)


@given(rules, people, records)
def test_exactly_one_of_a_rule_and_its_opposite_allows(
    rule: Rule, subject: Person, record: dict[str, object]
) -> None:
    verdicts = {decide(rule, subject, record).allowed, decide(~rule, subject, record).allowed}
    assert verdicts == {True, False}


@given(rules, people)
def test_a_rule_that_needs_no_record_is_decided_without_one(rule: Rule, subject: Person) -> None:
    if not needs_record(rule):
        assert decide(rule, subject).allowed in {True, False}


@given(rules)
def test_every_rule_can_be_said(rule: Rule) -> None:
    assert describe(rule).startswith("Allowed if the person ")
    assert all(leaf.words() in describe(rule) for leaf in operators(rule) if leaf != Anyone())
