"""Samples that anybody can draw again: properties of every draw, and chances that come true."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kachehri.kernel.drawing import (
    CannotDraw,
    Plan,
    Unit,
    allocate,
    by_stratum,
    digest,
    draw,
    list_digest,
    positions,
)

LISTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 400)), min_size=6, max_size=60
).map(lambda rows: [Unit(f"{n:03d}", stratum, size) for n, (stratum, size) in enumerate(rows)])
KNOWN = ["block-03", "block-09", "block-16", "block-22", "block-29", "block-35"]
KNOWN_DIGEST = "80999cc5162fa1046328413bb5969cdcc5c23a8277a55304a7b1e9b028574abe"
METHODS = st.sampled_from(["pps", "systematic", "simple"])
SPREADS = st.sampled_from(["proportional", "equal", "root"])


def plan_for(units: list[Unit], method: str, spread: str, share: float) -> Plan | None:
    least = sum(min(2, len(some)) for some in by_stratum(units).values())
    wanted = max(least, int(len(units) * share))
    return Plan(wanted, method, spread) if wanted <= len(units) else None


@settings(max_examples=80)
@given(LISTS, METHODS, SPREADS, st.floats(0.1, 0.9), st.integers(0, 10**6))
def test_every_draw_has_as_many_areas_as_were_wanted_each_once_with_a_chance(
    units: list[Unit], method: str, spread: str, share: float, seed: int
) -> None:
    plan = plan_for(units, method, spread, share)
    if plan is None:
        return
    drawn = draw(units, plan, seed)
    codes = [one.unit.code for one in drawn]
    assert len(codes) == plan.units == len(set(codes))
    assert all(0 < one.chance <= 1 for one in drawn)
    counts = {name: len(some) for name, some in by_stratum(units).items()}
    per = Counter(one.unit.stratum for one in drawn)
    assert all(per[name] >= min(2, count) for name, count in counts.items())


@settings(max_examples=60)
@given(LISTS, METHODS, st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_nothing(
    units: list[Unit], method: str, seed: int, chance: Random
) -> None:
    plan = plan_for(units, method, "proportional", 0.5)
    if plan is None:
        return
    mixed = units.copy()
    chance.shuffle(mixed)
    assert digest(draw(units, plan, seed)) == digest(draw(mixed, plan, seed))
    assert list_digest(units) == list_digest(mixed)


@given(LISTS, st.floats(0.1, 0.9))
def test_weights_by_size_add_up_to_the_homes_of_the_list(units: list[Unit], share: float) -> None:
    plan = plan_for(units, "pps", "proportional", share)
    if plan is None:
        return
    for name, some in by_stratum(units).items():
        mine = [one for one in draw(units, plan, 7) if one.unit.stratum == name]
        assert sum(one.unit.size / one.chance for one in mine) == sum(one.size for one in some)


def test_a_known_draw_stays_as_it_is_on_every_machine() -> None:
    units = [Unit(f"block-{n:02d}", "villages", 20 + n * 7 % 90) for n in range(40)]
    drawn = draw(units, Plan(6), 2026)
    assert [one.unit.code for one in drawn] == KNOWN
    assert digest(drawn) == KNOWN_DIGEST


def test_chances_come_true_over_many_draws() -> None:
    units = [Unit(f"{n}", "one", size) for n, size in enumerate([10, 20, 30, 40, 100])]
    for method in ("pps", "systematic", "simple"):
        seen: Counter[str] = Counter()
        chance: dict[str, Fraction] = {}
        for seed in range(1500):
            for one in draw(units, Plan(2, method), seed):
                seen[one.unit.code] += 1
                chance[one.unit.code] = one.chance
        for code, share in chance.items():
            assert abs(seen[code] / 1500 - share) < 0.05, (method, code)


def test_an_area_longer_than_the_step_is_in_for_certain() -> None:
    units = [Unit("large", "one", 1000), *(Unit(f"{n}", "one", 10) for n in range(9))]
    for seed in range(20):
        first = next(one for one in draw(units, Plan(3), seed) if one.unit.code == "large")
        assert first.is_certain


def test_other_strata_do_not_change_what_is_drawn_in_one() -> None:
    mine = [Unit(f"m{n}", "mine", 10 + n) for n in range(20)]
    other = [Unit(f"o{n}", "other", 50) for n in range(20)]
    alone = draw(mine, Plan(4), 5)
    both = [one for one in draw([*mine, *other], Plan(8, "pps", "equal"), 5)
            if one.unit.stratum == "mine"]  # fmt: skip
    assert [one.unit.code for one in both] == [one.unit.code for one in alone]


@pytest.mark.parametrize(("units", "wanted"), [([], 2), ([Unit("a", "s", 5)], 3)])
def test_a_list_that_is_too_short_is_refused(units: list[Unit], wanted: int) -> None:
    with pytest.raises(CannotDraw):
        draw(units, Plan(wanted), 1)


def test_areas_without_homes_are_no_reason_for_a_wrong_draw() -> None:
    units = [Unit(f"{n}", "one", 0) for n in range(5)] + [Unit("x", "one", 5)]
    with pytest.raises(CannotDraw):
        draw(units, Plan(2), 1)


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 5000), min_size=1,
                    max_size=8),
    st.integers(0, 60),
    SPREADS,
)  # fmt: skip
def test_allocations_add_up_within_their_bounds(
    sizes: dict[str, int], more: int, spread: str
) -> None:
    counts = {name: 1 + size % 40 for name, size in sizes.items()}
    least = sum(min(2, count) for count in counts.values())
    wanted = min(least + more, sum(counts.values()))
    found = allocate(sizes, counts, Plan(wanted, "pps", spread))
    assert sum(found.values()) == wanted
    assert all(min(2, counts[name]) <= found[name] <= counts[name] for name in sizes)


@given(st.integers(1, 500), st.integers(1, 30), st.integers(0, 1000))
def test_homes_to_visit_are_different_homes_of_the_listing(
    homes: int, wanted: int, seed: int
) -> None:
    found = positions(homes, wanted, seed, "a")
    assert len(found) == len(set(found)) == min(homes, wanted)
    assert 1 <= min(found) <= max(found) <= homes
