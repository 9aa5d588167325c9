"""How the matters of a year become figures, and that no small group can be worked out of them."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.cases.kinds.feeds import Feed, FeedKind
from kachehri.domains.cases.rules.measuring import (
    FEWEST,
    TOTAL,
    Fact,
    Figure,
    add_up,
    figures,
    publishable,
)
from kachehri.packs.pakistan.recipes import RECIPES

AT = datetime(2027, 1, 1, tzinfo=UTC)
OPENED = datetime(2026, 3, 1, tzinfo=UTC)
DISTRICT, ONE, OTHER = 1, 2, 3
PARENTS = {DISTRICT: None, ONE: DISTRICT, OTHER: DISTRICT}
FEEDS = tuple(
    Feed(measure, measure)
    for measure in (
        "opened",
        "in-time",
        "days",
        "silent",
        "relief",
        "confirmed",
        "contested",
        "badly",
        "unasked",
    )
)
KIND = FeedKind(RECIPES["figures"], ("complaint",), FEEDS, badly=frozenset({"shamed"}))


def fact(**more: object) -> Fact:
    values: dict[str, object] = {
        "places": (DISTRICT, ONE),
        "groups": (),
        "opened_at": OPENED,
        "answered_at": None,
        "due_at": OPENED + timedelta(days=15),
        "relief": "",
        "confirmed": None,
        "asked": False,
        "replied": False,
        "received": (),
    }
    return Fact(**(values | more))  # type: ignore[arg-type]


def made(*facts: Fact) -> dict[str, Figure]:
    sums = add_up(facts, {DISTRICT}, AT, KIND.badly)
    found = figures(sums, KIND, {(DISTRICT, TOTAL): 1000})
    return {one.feed.measure: one for one in found if one.group == TOTAL}


def test_a_year_of_three_matters() -> None:
    """One answered after 5 days with relief, one late and contested, one never answered."""
    found = made(
        fact(answered_at=OPENED + timedelta(days=5), relief="full", confirmed=True),
        fact(
            answered_at=OPENED + timedelta(days=20),
            relief="full",
            confirmed=False,
            asked=True,
            replied=True,
            received=("shamed",),
        ),
        fact(asked=True),
    )
    assert {measure: one.value for measure, one in found.items()} == {
        "opened": Decimal(30),
        "in-time": Decimal("33.333333"),
        "days": Decimal("12.5"),
        "silent": Decimal("33.333333"),
        "relief": Decimal(100),
        "confirmed": Decimal(50),
        "contested": Decimal(50),
        "badly": Decimal(100),
        "unasked": Decimal(50),
    }


def test_what_is_not_due_yet_is_neither_late_nor_silent() -> None:
    found = made(fact(due_at=AT + timedelta(days=1)))
    assert set(found) == {"opened"}


def test_a_matter_without_a_limit_is_not_counted_as_answered_in_time() -> None:
    found = made(fact(due_at=None, answered_at=OPENED + timedelta(days=3)))
    assert "in-time" not in found
    assert found["days"].value == 3


def test_an_answer_at_the_last_moment_is_in_time() -> None:
    due = OPENED + timedelta(days=15)
    assert made(fact(answered_at=due))["in-time"].value == 100
    assert made(fact(answered_at=due + timedelta(seconds=1)))["in-time"].value == 0


def test_nobody_is_a_rate_of_nobody() -> None:
    sums = add_up([fact()], {DISTRICT}, AT, ())
    assert "opened" not in {one.feed.measure for one in figures(sums, KIND, {})}


MATTERS = st.lists(
    st.tuples(st.sampled_from([ONE, OTHER, None]), st.sampled_from(["female", "male", ""])),
    max_size=80,
)


@given(MATTERS)
def test_no_small_group_can_be_worked_out_by_subtraction(
    matters: list[tuple[int | None, str]],
) -> None:
    facts = [
        fact(
            places=(DISTRICT, place) if place else (DISTRICT,),
            groups=(("sex", sex),) if sex else (),
        )
        for place, sex in matters
    ]
    sums = add_up(facts, set(PARENTS), AT, ())
    people = dict.fromkeys(sums, 1000)
    kind = FeedKind(RECIPES["figures"], ("complaint",), (Feed("opened", "matters"),))
    shown = {
        (one.place_id, one.group): one.numerator or 0
        for one in publishable(figures(sums, kind, people), PARENTS)
    }
    truth: Counter[tuple[int, tuple[str, str]]] = Counter()
    for key, total in sums.items():
        truth[key] = total.opened
    assert all(truth[key] == count and count >= FEWEST for key, count in shown.items())
    for place in PARENTS:
        groups = [
            shown[place, ("sex", sex)]
            for sex in ("female", "male")
            if (place, ("sex", sex)) in shown
        ]
        if groups and (place, TOTAL) in shown:
            assert_rest(shown[place, TOTAL] - sum(groups))
    for group in (TOTAL, ("sex", "female"), ("sex", "male")):
        parts = [shown[place, group] for place in (ONE, OTHER) if (place, group) in shown]
        if parts and (DISTRICT, group) in shown:
            assert_rest(shown[DISTRICT, group] - sum(parts))


def assert_rest(rest: int) -> None:
    """What subtraction leaves is nothing, or no small group."""
    assert rest == 0 or rest >= FEWEST


def test_enough_matters_are_shown_with_their_parts() -> None:
    facts = [fact(places=(DISTRICT, place)) for place in (ONE, OTHER) for _n in range(FEWEST)]
    sums = add_up(facts, set(PARENTS), AT, ())
    kind = FeedKind(RECIPES["figures"], ("complaint",), (Feed("opened", "matters"),))
    shown = publishable(figures(sums, kind, dict.fromkeys(sums, 1000)), PARENTS)
    assert [one.place_id for one in shown] == [DISTRICT, ONE, OTHER]
