"""Agreement of people who mark the same text, against published examples and a slow reading."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.kernel.agreement import (
    cohen,
    covered,
    differs,
    joined,
    krippendorff,
    masi,
    of_text,
    shared,
    together,
)

LENGTH = 40
spans = st.lists(
    st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda two: (min(two), max(two))),
    max_size=6,
)


def marked(found):
    return [any(start <= at < end for start, end in found) for at in range(LENGTH)]


def test_kappa_of_the_textbook_table():
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohen(pairs) == pytest.approx(0.4)


def test_alpha_of_krippendorffs_own_example_with_missing_values():
    coders = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    units = [[one for one in unit if one is not None] for unit in zip(*coders, strict=True)]
    assert krippendorff(units) == pytest.approx(0.743, abs=5e-4)


def test_masi_is_half_way_where_one_set_holds_the_other():
    a, ab, bc, none = (frozenset(one) for one in ("a", "ab", "bc", ""))
    assert masi(a, a) == 0
    assert masi(a, ab) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi(a, none) == masi(none, a) == 1


def test_nothing_that_varies_is_no_measure():
    assert cohen([]) is None
    assert cohen([("x", "x")] * 9) is None
    assert krippendorff([["x", "x"]] * 9) is None
    assert of_text(0, [], []).kappa is None
    assert of_text(9, [], []).alpha is None
    assert of_text(9, [(0, 9)], [(0, 9)]).alpha is None
    assert of_text(9, [], []).share is None


def test_two_who_never_agree_are_below_chance():
    assert of_text(10, [(0, 5)], [(5, 10)]).alpha < 0
    assert of_text(10, [(0, 5)], [(5, 10)]).kappa == pytest.approx(-1)


@given(spans)
def test_joined_spans_cover_the_same_and_do_not_touch(found):
    once = joined(found)
    assert marked(once) == marked(found)
    assert all(before[1] < after[0] for before, after in pairwise(once))
    assert covered(found) == sum(marked(found))


@given(spans, spans)
def test_lengths_are_those_of_counting_each_code_point(first, second):
    ones, others = marked(first), marked(second)
    found = of_text(LENGTH, first, second)
    assert shared(first, second) == sum(a and b for a, b in zip(ones, others, strict=True))
    assert found.neither == sum(not a and not b for a, b in zip(ones, others, strict=True))


@given(spans, spans)
def test_measures_of_lengths_equal_those_of_each_code_point(first, second):
    pairs = list(zip(marked(first), marked(second), strict=True))
    found = of_text(LENGTH, first, second)
    assert found.kappa == pytest.approx(cohen(pairs))
    assert found.alpha == pytest.approx(krippendorff(pairs))


@given(spans, spans)
def test_who_is_first_does_not_matter_and_nobody_agrees_more_than_wholly(first, second):
    one, other = of_text(LENGTH, first, second), of_text(LENGTH, second, first)
    assert one.alpha == other.alpha
    assert one.alpha is None or one.alpha <= 1
    assert of_text(LENGTH, first, first).alpha in (None, 1)


@given(spans, spans, spans, spans)
def test_texts_put_together_are_one_long_text(a, b, c, d):
    whole = of_text(
        2 * LENGTH,
        [*a, *((start + LENGTH, end + LENGTH) for start, end in c)],
        [*b, *((start + LENGTH, end + LENGTH) for start, end in d)],
    )
    assert together([of_text(LENGTH, a, b), of_text(LENGTH, c, d)]) == whole


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_alpha_is_one_only_where_all_agree(pairs):
    found = krippendorff(pairs, differs)
    assert found is None or found <= 1
    assert (found == 1) == (found is not None and all(a == b for a, b in pairs))
