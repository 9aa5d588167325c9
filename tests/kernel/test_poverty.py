"""Alkire and Foster's counting: by hand, by its own laws, and against slow plain Python."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kachehri.kernel.poverty import (
    CUTS,
    Columns,
    Cut,
    Deprivation,
    Dimension,
    Measure,
    Sample,
    collect,
    estimate,
)
from kachehri.kernel.sampling import Estimate, design, numbered


def measure(weights=("1/2", "1/4", "1/4"), line="1/2", **more):
    parts = tuple(
        Deprivation(f"d{n}", f"Made up {n}", Fraction(weight), Cut(f"d{n}"))
        for n, weight in enumerate(weights)
    )
    fields = {"code": "made-up", "name": "Made up", "version": 1, "source": "made up", **more}
    return Measure(dimensions=(Dimension("all", "All", parts),), line=Fraction(line), **fields)


def sample(rows, weights=None, members=None, **more):
    n = len(rows)
    return Sample(
        np.array(rows, dtype=float),
        np.array(weights or [1] * n, dtype=float),
        np.array(members or [1] * n, dtype=float),
        **more,
    )


# Four made-up households of 4, 7, 5 and 4 people, after the worked example of Alkire and Foster.
HOUSES = [(1, 0, 0), (1, 1, 1), (0, 1, 0), (0, 0, 0)]
PEOPLE = [4, 7, 5, 4]


def test_four_households_by_hand():
    found = estimate(measure(), sample(HOUSES, members=PEOPLE))
    assert found.headcount.value == pytest.approx(11 / 20)
    assert found.adjusted.value == pytest.approx((4 * 0.5 + 7 * 1) / 20)
    assert found.intensity.value == pytest.approx((4 * 0.5 + 7 * 1) / 11)
    assert [one.uncensored.value for one in found.parts] == pytest.approx(
        [11 / 20, 12 / 20, 7 / 20]
    )
    assert [one.censored.value for one in found.parts] == pytest.approx([11 / 20, 7 / 20, 7 / 20])
    assert [one.contribution for one in found.parts] == pytest.approx(
        [0.5 * 11 / 9, 0.25 * 7 / 9, 0.25 * 7 / 9]
    )
    assert (found.households, found.left_out, found.people) == (4, 0, 20)


def test_a_household_with_a_missing_value_is_left_out_of_everything():
    rows = [*HOUSES, (1, 1, float("nan"))]
    found = estimate(measure(), sample(rows, members=[*PEOPLE, 100]))
    assert found.left_out == 1
    assert found.headcount.value == pytest.approx(11 / 20)
    with pytest.raises(ValueError, match="no household"):
        estimate(measure(), sample([(float("nan"), 1, 1)]))


def test_the_line_is_met_exactly_by_weights_that_no_float_can_hold():
    sixths = measure(["1/6"] * 6, "1/3")
    found = estimate(sixths, sample([(1, 1, 0, 0, 0, 0), (1, 0, 0, 0, 0, 0)]))
    assert found.headcount.value == 0.5


houses = st.integers(1, 5).flatmap(
    lambda columns: st.tuples(
        st.lists(
            st.tuples(
                st.lists(st.integers(0, 1), min_size=columns, max_size=columns),
                st.integers(1, 9),
                st.integers(1, 12),
                st.integers(0, 2),
                st.integers(0, 3),
                st.sampled_from(["a", "b"]),
            ),
            min_size=1,
            max_size=25,
        ),
        st.lists(st.integers(1, 8), min_size=columns, max_size=columns),
        st.fractions(Fraction(1, 10), 1),
    )
)


def made(case):
    """A measure and a sample of a drawn case."""
    rows, raw, line = case
    total = sum(raw)
    weights = [f"{one}/{total}" for one in raw]
    columns = list(zip(*rows, strict=True))
    return measure(weights, line), sample(
        list(columns[0]),
        list(columns[1]),
        list(columns[2]),
        strata=np.array(columns[3]),
        clusters=np.array(columns[4]),
        groups={"side": np.array(columns[5])},
    )


def slowly(one, houses):
    """H, A and M0 by a plain loop over fractions."""
    people = poor = lacking = Fraction(0)
    for row, weight, members in zip(houses.deprived, houses.weights, houses.members, strict=True):
        size = Fraction(int(weight)) * int(members)
        score = sum(
            d.weight for d, is_deprived in zip(one.deprivations, row, strict=True) if is_deprived
        )
        people += size
        if score >= one.line:
            poor += size
            lacking += size * score
    return poor / people, lacking / poor if poor else Fraction(0), lacking / people


@given(houses)
@settings(max_examples=60, deadline=None)
def test_the_laws_of_the_measure_hold(case):
    one, drawn = made(case)
    found = estimate(one, drawn)
    values = (found.headcount.value, found.intensity.value, found.adjusted.value)
    assert values == pytest.approx(tuple(map(float, slowly(one, drawn))))
    assert found.adjusted.value == pytest.approx(found.headcount.value * found.intensity.value)
    if found.adjusted.value:
        assert sum(part.contribution for part in found.parts) == pytest.approx(1)
        sides = found.groups["side"]
        assert sum(side.contribution for side in sides) == pytest.approx(1)
        mixed = sum(side.population * side.headcount.value for side in sides)
        assert mixed == pytest.approx(found.headcount.value)
    for part in found.parts:
        assert part.censored.value <= part.uncensored.value + 1e-12
        assert part.censored.value <= found.headcount.value + 1e-12
    weighed = sum(part.weight * part.censored.value for part in found.parts)
    assert weighed == pytest.approx(found.adjusted.value)


@given(houses)
@settings(max_examples=40, deadline=None)
def test_union_and_intersection_are_the_ends(case):
    one, drawn = made(case)
    weights = [str(d.weight) for d in one.deprivations]
    union = estimate(measure(weights, min(d.weight for d in one.deprivations)), drawn)
    both = estimate(measure(weights, 1), drawn)
    some = drawn.deprived.any(axis=1)
    every = drawn.deprived.all(axis=1)
    people = drawn.weights * drawn.members
    assert union.headcount.value == pytest.approx(people[some].sum() / people.sum())
    assert both.headcount.value == pytest.approx(people[every].sum() / people.sum())
    if every.any():
        assert both.intensity.value == pytest.approx(1)


@given(houses)
@settings(max_examples=40, deadline=None)
def test_intervals_hold_their_figures_and_copies_change_no_share(case):
    one, drawn = made(case)
    found = estimate(one, drawn)
    for figure in (found.headcount, found.adjusted, found.intensity):
        if figure.interval is not None:
            low, high = figure.interval
            assert low - 1e-9 <= figure.value <= high + 1e-9
    twice = Sample(
        np.vstack([drawn.deprived] * 2), np.tile(drawn.weights, 2), np.tile(drawn.members, 2)
    )
    assert estimate(one, twice).adjusted.value == pytest.approx(found.adjusted.value)


def test_a_purposive_sample_has_no_errors_anywhere():
    found = estimate(
        measure(),
        sample(HOUSES, groups={"side": np.array(["a", "a", "b", "b"])}, by_chance=False),
    )
    everything = [found.headcount, found.adjusted, found.intensity]
    everything += [x for part in found.parts for x in (part.censored, part.uncensored)]
    everything += [x for one in found.groups["side"] for x in (one.headcount, one.adjusted)]
    assert {(x.standard_error, x.interval) for x in everything} == {(None, None)}


def error(values, plan):
    above = plan.totals(values.reshape(-1, 1))[:, 0]
    below = plan.totals(np.ones((len(values), 1)))[:, 0]
    return plan.ratio(above, below, len(values), by_chance=True, is_share=True).standard_error


def test_simple_random_sampling_has_the_error_of_the_textbook():
    rng = np.random.default_rng(5)
    drawn = (rng.random(400) < 0.3).astype(float)
    plan = design(np.ones(400), None, None)
    p = drawn.mean()
    assert error(drawn, plan) == pytest.approx((p * (1 - p) / 399) ** 0.5)


def test_clusters_and_strata_have_the_error_of_the_textbook():
    """Two strata with three clusters each; the formula written out in full."""
    values = np.array([1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1], dtype=float)
    weights = np.array([1, 2, 1, 1, 3, 1, 2, 2, 1, 1, 1, 4], dtype=float)
    strata = np.repeat(["north", "south"], 6)
    clusters = np.tile(np.repeat(["a", "b", "c"], 2), 2)
    plan = design(weights, strata, clusters)
    assert (len(plan.strata_of), plan.freedom, plan.lonely) == (6, 4, 0)
    mean = (weights @ values) / weights.sum()
    parts = weights * (values - mean) / weights.sum()
    totals = parts.reshape(6, 2).sum(axis=1).reshape(2, 3)
    variance = sum(3 / 2 * ((row - row.mean()) ** 2).sum() for row in totals)
    assert error(values, plan) == pytest.approx(variance**0.5)


def test_a_lonely_cluster_makes_the_error_larger_and_is_counted():
    values = np.array([1.0, 0, 1, 0, 1, 1])
    plan = design(np.ones(6), np.array([0, 0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 2, 2]))
    assert plan.lonely == 1
    assert error(values, plan) > 0
    assert plan.error(np.zeros(3)) == 0


def test_the_error_covers_the_truth_about_as_often_as_it_says():
    """Two hundred samples of clusters out of one made-up population."""
    rng = np.random.default_rng(7)
    risk = rng.beta(2, 3, 2000)
    hits, one = 0, measure(["1/1"], 1)
    for _ in range(200):
        chosen = rng.choice(2000, 40, replace=False)
        answers = (rng.random((40, 10)) < risk[chosen][:, None]).astype(float).ravel()
        found = estimate(
            one, sample([[x] for x in answers], clusters=np.repeat(np.arange(40), 10))
        ).headcount
        low, high = found.interval
        hits += low <= risk.mean() <= high
    assert 180 <= hits <= 200


def test_one_household_has_no_interval():
    assert Estimate(0.5, 0.1, n=1).interval is None


@given(st.lists(st.integers(-5, 60), min_size=1, max_size=30))
def test_numbering_by_counting_is_numbering_by_sorting(found):
    column = np.array(found)
    assert numbered(column).tolist() == np.unique(column, return_inverse=True)[1].tolist()
    assert numbered(column.astype(str)).max() == len(set(found)) - 1


def test_a_measure_that_does_not_add_up_is_refused():
    with pytest.raises(ValueError, match="add up"):
        measure(("1/2", "1/4"))
    with pytest.raises(ValueError, match="above zero"):
        measure(("3/2", "-1/2"))
    with pytest.raises(ValueError, match="line"):
        measure(line="3/2")
    part = Deprivation("x", "X", Fraction(1, 2), Cut("x"))
    with pytest.raises(ValueError, match="twice"):
        Measure("m", "M", 1, (Dimension("d", "D", (part, part)),), Fraction(1, 2), "made up")
    with pytest.raises(ValueError, match="no kind"):
        Cut("x", "roughly")


def test_weights_must_be_above_zero():
    for bad in (0, -1, float("inf")):
        with pytest.raises(ValueError, match="weights"):
            estimate(measure(), sample(HOUSES, weights=[1, 1, 1, bad]))


def test_every_cut_has_its_sense():
    assert {kind for kind in CUTS if Cut("x", kind, 5).is_deprived(5)} == {
        "at_most",
        "at_least",
        "is",
    }
    assert Cut("x", "below", 5).is_deprived(4)
    assert Cut("x", "above", 5).is_deprived(6)


def collected(lines, **columns):
    half = Fraction(1, 2)
    school = Deprivation("school", "S", half, Cut("school", not_applicable=frozenset("x")))
    rooms = Deprivation("rooms", "R", half, Cut("rooms", "at_least", 4))
    one = Measure("m", "M", 1, (Dimension("d", "D", (school, rooms)),), half, "made up")
    header, *rows = [line.split(",") for line in lines]
    return collect(one, header, enumerate(rows, start=2), Columns(**columns))


def test_rows_become_a_sample():
    lines = ["school,rooms,w,size,area", "1,2,1.5,4,a", "0,4,2,3,b", "x,۵,1,1,b"]
    found, problems = collected(lines, weight="w", members="size", groups=("area",))
    assert problems == ()
    assert found.deprived.tolist() == [[1, 0], [0, 1], [0, 1]]
    assert found.weights.tolist() == [1.5, 2, 1]
    assert found.members.tolist() == [4, 3, 1]
    assert found.groups["area"].tolist() == ["a", "b", "b"]


def test_wrong_cells_are_named_with_row_and_column_and_count_as_missing():
    lines = ["school,rooms,w", "yes,2,1", ",2,1", "1,2,-3", "0,9,", "0,1,1"]
    found, problems = collected(lines, weight="w")
    assert [(p.row, p.column, p.kind) for p in problems] == [
        (2, "school", "cell"),
        (4, "w", "cell"),
    ]
    assert np.isnan(found.deprived).sum() == 2
    assert np.isnan(found.weights).sum() == 2


def test_a_column_that_is_not_there_is_named():
    found, problems = collected(["school,w", "1,1"], weight="weight")
    assert found is None
    assert [p.column for p in problems] == ["rooms", "weight"]
    assert collected(["school,rooms"])[0] is None
