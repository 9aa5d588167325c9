"""Intervals of shares, held against scipy and statsmodels' published values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kachehri.kernel.intervals import (
    NotByChance,
    Reliability,
    beta_cdf,
    beta_quantile,
    effective,
    interval,
    korn_graubard,
    reliability,
    student_quantile,
    wilson,
)
from kachehri.kernel.trends import COMPLETE, PURPOSIVE

shares = st.floats(0, 1)
sizes = st.integers(2, 5000)


@given(st.integers(0, 300), st.integers(1, 300))
def test_wilson_is_that_of_scipy(hits, more):
    n = hits + more
    theirs = stats.binomtest(hits, n).proportion_ci(method="wilson")
    assert wilson(hits / n, n) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_nobody_of_twelve_is_not_nought():
    low, high = wilson(0, 12)
    assert (low, high) == (0, pytest.approx(0.2425, abs=1e-4))


@given(st.integers(0, 200), st.integers(1, 200))
def test_without_a_design_korn_and_graubard_is_clopper_and_pearson(hits, more):
    n = hits + more
    if n < 2:
        return
    theirs = stats.binomtest(hits, n).proportion_ci(method="exact")
    ours = korn_graubard(hits / n, n, 1, n - 1)
    assert ours == pytest.approx((theirs.low, theirs.high), abs=1e-6)


@given(shares, sizes, st.floats(1, 5), st.integers(1, 200))
def test_an_interval_holds_its_share_and_a_worse_design_makes_it_wider(share, n, deff, freedom):
    for low, high in (
        wilson(share, effective(n, deff)),
        korn_graubard(share, n, deff, freedom),
    ):
        assert 0 <= low <= share + 1e-12
        assert share - 1e-12 <= high <= 1
    narrow, wide = wilson(share, n), wilson(share, effective(n, deff))
    assert wide[1] - wide[0] >= narrow[1] - narrow[0] - 1e-9


@given(st.floats(0.01, 0.99), st.floats(0.3, 300), st.floats(0.3, 300))
def test_the_beta_function_is_that_of_scipy(x, a, b):
    assert beta_cdf(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-10)
    assert beta_cdf(beta_quantile(x, a, b), a, b) == pytest.approx(x, abs=1e-9)


@given(st.integers(1, 500))
def test_students_t_is_that_of_scipy(freedom):
    assert student_quantile(0.975, freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-6)


def test_a_purposive_sample_never_has_an_interval_and_a_full_count_needs_none():
    for method in PURPOSIVE | COMPLETE:
        for freedom in (0, 30):
            with pytest.raises(NotByChance):
                interval(0.5, 10_000, method=method, clusters_less_strata=freedom)


def test_a_survey_has_the_interval_of_its_design():
    assert interval(0.3, 600, method="survey", design_effect=2) == wilson(0.3, 300)
    by_design = interval(0.3, 600, method="survey", design_effect=2, clusters_less_strata=20)
    assert by_design == korn_graubard(0.3, 600, 2, 20)


@pytest.mark.parametrize(
    ("value", "error", "n", "found"),
    [
        (50, 5, 400, Reliability.GOOD),
        (50, 8.25, 400, Reliability.GOOD),
        (50, 8.3, 400, Reliability.CARE),
        (50, 15, 400, Reliability.CARE),
        (50, 15.1, 400, Reliability.POOR),
        (50, 1, 29, Reliability.SMALL),
        (50, None, 29, Reliability.SMALL),
        (50, None, None, Reliability.UNKNOWN),
        (0, 1, 400, Reliability.POOR),
        (0, 0, 400, Reliability.UNKNOWN),
    ],
)
def test_reliability_is_by_the_coefficient_of_variation(value, error, n, found):
    assert reliability(value, error, n) is found


@pytest.mark.parametrize("bad", [(-0.1, 10), (1.1, 10), (0.5, 0)])
def test_what_is_no_share_of_a_sample_is_refused(bad):
    with pytest.raises(ValueError, match="share"):
        wilson(*bad)


def test_an_effect_of_nothing_is_refused():
    with pytest.raises(ValueError, match="above zero"):
        effective(100, 0)
    with pytest.raises(ValueError, match="degree of freedom"):
        korn_graubard(0.5, 10, 1, 0)
