"""Estimates with a design: against our own linearisation, and what is never shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kachehri.kernel.sampling import design
from kachehri.kernel.survey_estimates import (
    Answered,
    Standing,
    SurveyEstimate,
    answered,
    estimate,
    standing_of_mean,
    standing_of_share,
)


def sample(seed: int, n: int = 240, clusters: int = 24) -> Answered:
    rng = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(clusters), n // clusters)
    column = (rng.random(n) < 0.4).astype(float)
    column[rng.random(n) < 0.1] = np.nan
    return Answered(
        rng.uniform(1, 9, n),
        {"yes": column},
        {"years": rng.normal(40, 9, n)},
        cluster % 4,
        cluster,
        {"sex": rng.choice(["female", "male", ""], n)},
    )


def by_hand(data: Answered, one: SurveyEstimate) -> tuple[float, float | None]:
    column = {**data.shares, **data.means}[one.variable]
    member = ~np.isnan(column)
    for name, level in one.groups:
        member &= data.groups[name] == level
    plan = design(data.weights, data.strata, data.clusters)
    below, above = plan.totals(np.column_stack([member * 1.0, np.where(member, column, 0)])).T
    # A mean may lie above one, which `ratio` cuts off: the line is drawn here.
    value = above.sum() / below.sum()
    return value, plan.error((above - value * below) / below.sum())


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_every_estimate_agrees_with_taylor_to_a_billionth(seed: int) -> None:
    data = sample(seed)
    for one in estimate(data):
        value, error = by_hand(data, one)
        assert one.value == pytest.approx(value, rel=1e-9)
        assert one.standard_error == pytest.approx(error, rel=1e-9)


def test_everybody_and_each_group_that_has_a_name_is_told() -> None:
    found = estimate(sample(1))
    assert [(one.variable, one.groups) for one in found] == [
        ("yes", ()), ("yes", (("sex", "female"),)), ("yes", (("sex", "male"),)),
        ("years", ()), ("years", (("sex", "female"),)), ("years", (("sex", "male"),)),
    ]  # fmt: skip
    whole = found[0]
    assert whole.low is not None
    assert whole.high is not None
    assert whole.low < whole.value < whole.high
    assert whole.hits is not None
    assert whole.n > whole.hits > 0
    assert whole.freedom == 20


@settings(max_examples=40)
@given(st.lists(st.sampled_from([0.0, 1.0, None]), min_size=1, max_size=80))
def test_people_chosen_on_purpose_never_get_an_error_or_an_interval(
    said: list[float | None],
) -> None:
    found = estimate(
        answered(
            weights=[3.0] * len(said), shares={"yes": said}, means={},
            groups={"sex": ["female"] * len(said)}, by_chance=False,
        )
    )  # fmt: skip
    for one in found:
        assert (one.standard_error, one.low, one.high, one.design_effect) == (None,) * 4
        given_ = [value for value in said if value is not None]
        assert one.value == pytest.approx(sum(given_) / len(given_))
        assert one.standing == (Standing.SMALL if one.n < 30 else Standing.ASKED)


def test_a_stratum_with_a_single_cluster_does_not_stop_the_reckoning() -> None:
    data = answered(
        weights=[1.0] * 60, shares={"yes": [float(n % 3 == 0) for n in range(60)]}, means={},
        groups={}, strata=["a"] * 50 + ["b"] * 10, clusters=[n // 10 for n in range(60)],
    )  # fmt: skip
    one = estimate(data)[0]
    assert one.standard_error is not None
    assert one.value == pytest.approx(1 / 3)


def test_nobody_said_so_is_not_surely_nobody() -> None:
    data = answered(
        weights=[1.0] * 100, shares={"yes": [0.0] * 100}, means={}, groups={},
        strata=["a"] * 100, clusters=[n // 5 for n in range(100)],
    )  # fmt: skip
    one = estimate(data)[0]
    assert one.value == 0
    assert one.high is not None
    assert one.high > 0.02
    assert one.standing is Standing.CARE


@pytest.mark.parametrize(
    ("share", "ends", "n", "effect", "freedom", "standing"),
    [
        (0.4, (0.3, 0.5), 29, 1.0, 30, Standing.SMALL),
        (0.4, (0.3, 0.5), 80, 3.0, 30, Standing.SMALL),
        (0.4, (0.2, 0.6), 90, 1.0, 30, Standing.POOR),
        (0.1, (0.02, 0.2), 90, 1.0, 30, Standing.POOR),
        (0.02, (0.0, 0.04), 400, 1.0, 30, Standing.GOOD),
        (0.4, (0.3, 0.5), 90, 1.0, 5, Standing.CARE),
        (0.4, (0.3, 0.5), 90, 1.0, 30, Standing.GOOD),
    ],
)
def test_small_and_unsure_shares_are_not_published(
    share: float, ends: tuple[float, float], n: int, effect: float, freedom: int, standing: Standing
) -> None:
    assert standing_of_share(share, ends, n, effect, freedom) is standing


def test_means_are_judged_by_how_large_their_error_is() -> None:
    judged = [standing_of_mean(10, error, 50) for error in (1, 2, 4)]
    assert judged == [Standing.GOOD, Standing.CARE, Standing.POOR]
    assert standing_of_mean(10, 1, 12) is Standing.SMALL


def test_a_question_that_nobody_answered_has_no_figure() -> None:
    data = answered(weights=[1.0] * 5, shares={"yes": [None] * 5}, means={}, groups={})
    assert estimate(data) == ()
