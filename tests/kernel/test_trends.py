"""The arithmetic of short series: against scipy, the textbook, and wishful thinking."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kachehri.kernel.trends import (
    BREAK,
    PURPOSIVE,
    Point,
    Verdict,
    first_to_last,
    mann_kendall,
    theil_sen,
    trend,
)


def point(year, value, **more):
    fields = {"method": "survey", **more}
    error = fields.pop("error", None)
    return Point(
        date(year, 1, 1),
        date(year + 1, 1, 1),
        Decimal(str(value)),
        standard_error=None if error is None else Decimal(str(error)),
        **fields,
    )


def series(*pairs, **more):
    return [point(year, value, **more) for year, value in pairs]


def said(points, polarity=1, is_share=True):
    return trend(points, polarity=polarity, is_share=is_share)


values = st.lists(
    st.tuples(st.integers(1990, 2030), st.decimals(0, 100, places=2)),
    min_size=2,
    max_size=12,
    unique_by=lambda pair: pair[0],
).map(sorted)


@given(values)
def test_the_slope_is_that_of_scipy(pairs):
    points = series(*pairs)
    ours = theil_sen(points)
    theirs = stats.theilslopes([float(p.value) for p in points], [float(p.year) for p in points])
    assert float(ours) == pytest.approx(theirs.slope, abs=1e-9)


@given(values, st.integers(-1000, 1000))
def test_a_shift_changes_no_slope_and_a_mirror_turns_it(pairs, shift):
    points = series(*pairs)
    moved = series(*((year, value + shift) for year, value in pairs))
    turned = series(*((year, -value) for year, value in pairs))
    assert theil_sen(moved) == pytest.approx(theil_sen(points))
    assert theil_sen(turned) == pytest.approx(-theil_sen(points))


def test_the_test_of_two_estimates_is_the_one_of_the_textbook():
    change = first_to_last(point(2010, 40, error=3), point(2014, 50, error=4))
    assert change.standard_error == pytest.approx(5)
    assert change.z == pytest.approx(2)
    assert change.p == pytest.approx(0.0455, abs=1e-4)
    assert (change.low, change.high) == pytest.approx((0.2002, 19.7998), abs=1e-4)


@given(
    st.floats(-100, 100),
    st.floats(0.01, 30),
    st.floats(0.01, 30),
)
def test_the_interval_leaves_nought_out_exactly_when_p_is_below_five_percent(moved, one, two):
    change = first_to_last(point(2010, 0, error=one), point(2014, round(moved, 6), error=two))
    outside = change.low > 0 or change.high < 0
    assert outside == (change.p < 0.05) or change.p == pytest.approx(0.05, abs=1e-6)
    assert change.p == pytest.approx(2 * stats.norm.sf(abs(change.z)))


def test_without_a_published_error_there_is_no_test_and_it_says_so():
    for errors in ((None, 2), (2, None), (None, None), (0, 0)):
        first, last = point(2010, 10, error=errors[0]), point(2014, 90, error=errors[1])
        assert first_to_last(first, last) is None
    found = said(series((2010, 10), (2014, 40)))
    assert found.test is None
    assert "No sampling error is published" in str(found.reason)


def test_estimates_of_overlapping_periods_are_not_independent():
    first = Point(
        date(2010, 1, 1), date(2012, 1, 1), Decimal(1), "survey", standard_error=Decimal(1)
    )
    last = Point(
        date(2011, 1, 1), date(2013, 1, 1), Decimal(9), "survey", standard_error=Decimal(1)
    )
    assert first_to_last(first, last) is None


def test_the_class_knows_which_way_is_better():
    up = series((2008, 40), (2010, 45), (2012, 50), (2014, 55))
    assert said(up, 1).verdict is Verdict.IMPROVED
    assert said(up, -1).verdict is Verdict.WORSENED
    assert said(up, 0).verdict is Verdict.ROSE
    assert said(up[::1], 1).difference == 15


@given(values, st.sampled_from((-1, 1)), st.booleans())
def test_turning_the_polarity_turns_the_class_and_nothing_else(pairs, polarity, is_share):
    turned = {Verdict.IMPROVED: Verdict.WORSENED, Verdict.WORSENED: Verdict.IMPROVED}
    one = trend(series(*pairs), polarity=polarity, is_share=is_share)
    two = trend(series(*pairs), polarity=-polarity, is_share=is_share)
    assert two.verdict is turned.get(one.verdict, one.verdict)
    assert (one.slope, one.difference, one.points) == (two.slope, two.difference, two.points)


@pytest.mark.parametrize(
    ("method", "last", "verdict"),
    [
        ("survey", 49.9, Verdict.SAME),
        ("survey", 50, Verdict.IMPROVED),
        ("model", 49.9, Verdict.SAME),
        ("census", 40.9, Verdict.SAME),
        ("census", 41, Verdict.IMPROVED),
    ],
)
def test_without_a_test_only_a_change_of_a_stated_size_is_named(method, last, verdict):
    assert said(series((2010, 40), (2014, last), method=method)).verdict is verdict


def test_counts_are_held_against_their_own_size():
    assert (
        said(series((2017, 1000), (2023, 1049), method="census"), 0, False).verdict is Verdict.SAME
    )
    assert (
        said(series((2017, 1000), (2023, 1050), method="census"), 0, False).verdict is Verdict.ROSE
    )


def test_a_series_that_goes_up_and_down_is_no_change_though_its_ends_are_apart():
    assert (
        said(series((2008, 40), (2010, 60), (2012, 30), (2014, 51))).verdict is not Verdict.WORSENED
    )
    jumping = series((2008, 50), (2010, 90), (2012, 70), (2014, 61))
    assert theil_sen(jumping) < 3
    dropped = series((2006, 40), (2008, 66), (2010, 58), (2012, 51))
    found = said(dropped)
    assert found.slope < 0 < found.difference
    assert found.verdict is Verdict.SAME


def test_a_published_error_decides_where_there_is_one():
    assert said(series((2010, 40), (2014, 52), error=5)).verdict is Verdict.SAME
    assert said(series((2010, 40), (2014, 44), error=1)).verdict is Verdict.IMPROVED


def test_a_leap_that_nobody_can_believe_is_not_called_a_change():
    """Real life: immunised 85, 70, then 17 percent by another question."""
    found = said(series((2012, 85), (2014, 70.2), (2019, 17.4)))
    assert found.verdict is Verdict.BROKEN
    assert found.difference is None
    assert "Between 2014 and 2019" in str(found.reason)
    assert said(series((2012, 39), (2014, 58))).verdict is Verdict.IMPROVED
    assert said(series((2012, 39), (2014, 66))).verdict is Verdict.BROKEN
    assert said(series((2014, 7.07), (2019, 4.88)), 0, False).verdict is Verdict.BROKEN


def test_a_leap_with_a_published_error_or_in_a_full_count_is_believed():
    assert said(series((2012, 85), (2014, 20), error=2)).verdict is Verdict.WORSENED
    assert said(series((2017, 10), (2023, 95), method="census")).verdict is Verdict.IMPROVED


def test_one_point_is_too_little_and_a_lone_point_after_a_break_is_not_comparable():
    assert said([]).verdict is Verdict.FEW
    assert said(series((2010, 40))).verdict is Verdict.FEW
    marked = [*series((2008, 40), (2010, 50)), point(2014, 90, status=BREAK)]
    found = said(marked)
    assert found.verdict is Verdict.BROKEN
    assert found.difference is None
    assert found.test is None
    assert [day.year for day in found.breaks] == [2014]
    assert len(found.before) == 2


@pytest.mark.parametrize(
    "other", [{"group": "another"}, {"chain": "another"}, {"method": "census"}, {"status": BREAK}]
)
def test_nothing_is_compared_across_a_break_another_definition_source_or_method(other):
    old = series((2004, 10), (2006, 20))
    new = [point(2010, 60, **other), point(2014, 62, **{**other, "status": "A"})]
    found = said([*old, *new])
    assert found.points == tuple(new)
    assert found.before == tuple(old)
    assert found.difference == 2


def test_people_who_were_not_drawn_by_chance_make_no_trend():
    for method in PURPOSIVE:
        asked = series((2010, 10), (2014, 90), method=method, error=1)
        found = said(asked)
        assert found.verdict is Verdict.BROKEN
        assert found.test is None


def test_the_picture_holds_the_last_four():
    found = said(series(*((year, year - 2000) for year in range(2000, 2010))))
    assert [one.start.year for one in found.points] == [2006, 2007, 2008, 2009]
    assert len(found.before) == 4
    assert found.breaks == ()


def test_points_out_of_order_are_refused():
    with pytest.raises(ValueError, match="ordered"):
        said(series((2010, 1), (2009, 2)))


def test_four_points_are_never_a_proven_trend():
    for n in range(8):
        with pytest.raises(ValueError, match="Mann-Kendall"):
            mann_kendall(list(range(n)))


@given(st.lists(st.integers(0, 6), min_size=8, max_size=30))
def test_mann_kendall_counts_as_kendall_does(found):
    score, p = mann_kendall([float(one) for one in found])
    pairs = len(found) * (len(found) - 1) / 2
    if len(set(found)) > 1:
        tau = stats.kendalltau(range(len(found)), found, variant="c")
        assert (score > 0) == (tau.statistic > 1e-12)
    assert -pairs <= score <= pairs
    assert 0 <= p <= 1


def test_mann_kendall_of_a_climb_of_ten_is_the_published_one():
    score, p = mann_kendall([float(one) for one in range(10)])
    assert score == 45
    assert p == pytest.approx(2 * stats.norm.sf(44 / 125**0.5))


@given(values)
def test_points_and_breaks_keep_their_order(pairs):
    found = said(series(*pairs))
    assert all(a.start < b.start for a, b in pairwise((*found.before, *found.points)))
