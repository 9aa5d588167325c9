"""Hidden cells: brute force, linear programmes and differencing try to work them out again."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kachehri.kernel.disclosure import (
    DERIVED,
    FREE,
    SMALL,
    Cell,
    Group,
    Rule,
    Sum,
    TooLarge,
    audit,
    cube,
    pieces,
    protect,
    suppressing,
)

RULE = Rule(minimum=5)


def table(rows, **fixed):
    """A two-way table with its margins and its total, as a group."""
    counts = {}
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            counts[frozenset({("a", str(i)), ("b", str(j))})] = value
    for i, row in enumerate(rows):
        counts[frozenset({("a", str(i))})] = sum(row)
    for j, column in enumerate(zip(*rows, strict=True)):
        counts[frozenset({("b", str(j))})] = sum(column)
    counts[frozenset()] = sum(map(sum, rows))
    return cube({key: Cell(value) for key, value in counts.items()})[0]


def at(**dims):
    return frozenset((name, str(value)) for name, value in dims.items())


def unseen(group, marks):
    return [
        key for key, cell in group.cells.items() if cell.is_never or marks.get(key, FREE) != FREE
    ]


def bounds(group, hidden, key):
    """The oracle: two plain linear programmes over all hidden cells at once."""
    place = {one: n for n, one in enumerate(hidden)}
    matrix, right = [], []
    for one in group.sums:
        row, known = np.zeros(len(hidden)), 0.0
        for cell, sign in ((one.total, 1), *((part, -1) for part in one.parts)):
            if cell in place:
                row[place[cell]] = sign
            else:
                known += sign * group.cells[cell].value
        matrix.append(row)
        right.append(-known)
    found = []
    for sign in (1, -1):
        cost = np.zeros(len(hidden))
        cost[place[key]] = sign
        done = linprog(cost, A_eq=np.array(matrix), b_eq=right, bounds=(0, 10_000), method="highs")
        assert done.status == 0
        found.append(done.x[place[key]])
    return found


small_tables = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda size: st.lists(
        st.lists(
            st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=size[1], max_size=size[1]
        ),
        min_size=size[0],
        max_size=size[0],
    )
)


@given(small_tables)
@settings(max_examples=80, deadline=None)
def test_no_linear_programme_pins_a_small_cell(rows):
    group = table(rows)
    found = protect(group, RULE)
    assert found.is_safe
    hidden = unseen(group, found.marks)
    for key, mark in found.marks.items():
        assert (mark == SMALL) == RULE.is_sensitive(group.cells[key])
        if mark == SMALL:
            low, high = bounds(group, hidden, key)
            assert high - low >= RULE.minimum - 1e-6


@given(small_tables)
@settings(max_examples=80, deadline=None)
def test_nothing_hidden_follows_by_adding_and_subtracting(rows):
    """The oracle: the rank of the sums grows when the unit vector of a hidden cell joins them."""
    group = table(rows)
    marks = protect(group, RULE).marks
    hidden = unseen(group, marks)
    if not hidden:
        return
    place = {one: n for n, one in enumerate(hidden)}
    matrix = np.zeros((len(group.sums), len(hidden)))
    for n, one in enumerate(group.sums):
        for cell in one.cells:
            if cell in place:
                matrix[n, place[cell]] = 1 if cell == one.total else -1
    rank = np.linalg.matrix_rank(matrix)
    for unit in np.eye(len(hidden)):
        assert np.linalg.matrix_rank(np.vstack([matrix, unit])) == rank + 1


@given(st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=2))
@settings(max_examples=60, deadline=None)
def test_brute_force_finds_several_whole_tables_for_each_small_cell(rows):
    group = table(rows)
    marks = protect(group, RULE).marks
    inner = [at(a=i, b=j) for i, j in product(range(2), range(3))]
    hidden = [key for key in inner if marks[key] != FREE]
    if len(hidden) > 5 or any(marks[key] != FREE for key in set(marks) - set(inner)):
        return  # hidden margins leave more room than can be counted through
    ways = []
    for values in product(range(13), repeat=len(hidden)):
        guess = {key: group.cells[key].value for key in group.cells}
        guess |= dict(zip(hidden, values, strict=True))
        if all(guess[one.total] == sum(guess[part] for part in one.parts) for one in group.sums):
            ways.append(values)
    for n, key in enumerate(hidden):
        if marks[key] == SMALL:
            seen = {way[n] for way in ways}
            assert max(seen) - min(seen) >= RULE.minimum


@given(small_tables, st.integers(2, 10))
@settings(max_examples=30, deadline=None)
def test_a_stricter_rule_hides_every_cell_that_is_small_by_it(rows, minimum):
    group = table(rows)
    marks = protect(group, Rule(minimum=minimum)).marks
    for key, cell in group.cells.items():
        if 0 < cell.value < minimum:
            assert marks[key] == SMALL


def test_a_lone_small_cell_gets_companions():
    group = table([[3, 20, 30], [25, 40, 50], [60, 70, 80]])
    marks = protect(group, RULE).marks
    assert marks[at(a=0, b=0)] == SMALL
    assert sum(mark == DERIVED for mark in marks.values()) == 3
    assert marks[frozenset()] == FREE


def test_the_audit_finds_what_naive_hiding_gives_away():
    group = table([[3, 20], [25, 40]])
    found = audit(group, {at(a=0, b=0)}, RULE)
    assert found.recovered == (at(a=0, b=0),)
    assert not found.is_safe


def test_the_audit_finds_what_only_the_absence_of_negative_counts_gives_away():
    """Two hidden cells that add up to three: each is known to be three at most."""
    group = Group(
        {"t": Cell(23), "a": Cell(2), "b": Cell(1), "c": Cell(20)}, (Sum("t", ("a", "b", "c")),)
    )
    found = audit(group, {"a", "b"}, RULE)
    assert found.recovered == ()
    assert {(one.key, round(one.low), round(one.high)) for one in found.narrow} == {
        ("a", 0, 3),
        ("b", 0, 3),
    }
    chosen = protect(group, RULE)
    assert chosen.is_safe
    assert (chosen.marks["a"], chosen.marks["b"]) == (SMALL, SMALL)
    assert DERIVED in (chosen.marks["c"], chosen.marks["t"])


def test_a_cycle_of_hidden_cells_in_three_tables_is_seen_through():
    """x+y, y+z and x+z are shown: each sum hides two, and yet all three follow."""
    cells = {"x": Cell(4), "y": Cell(30), "z": Cell(40)}
    cells |= {"xy": Cell(34), "yz": Cell(70), "xz": Cell(44)}
    sums = (Sum("xy", ("x", "y")), Sum("yz", ("y", "z")), Sum("xz", ("x", "z")))
    group = Group(cells, sums)
    assert set(audit(group, {"x", "y", "z"}, RULE).recovered) == {"x", "y", "z"}
    assert protect(group, RULE).is_safe


def test_what_is_left_of_a_total_is_protected_too():
    """All less women less men are two persons whom no table shows: subtraction would find them."""
    counts = {at(): Cell(1000), at(sex="female"): Cell(480), at(sex="male"): Cell(518)}
    group, _unused = cube(counts)
    found = protect(group, RULE)
    assert found.is_safe
    assert sorted(found.marks.values()) == [DERIVED, FREE, FREE]


def test_linked_tables_are_protected_together():
    """A district with its talukas, by sex: hiding in one table must hold in the other."""
    within = {"place": {"t1": "d", "t2": "d", "t3": "d"}}
    counts = {}
    for taluka, (women, men) in {"t1": (2, 90), "t2": (50, 60), "t3": (70, 80)}.items():
        counts[at(place=taluka, sex="f")] = women
        counts[at(place=taluka, sex="m")] = men
        counts[at(place=taluka)] = women + men
    for sex in ("f", "m"):
        counts[at(place="d", sex=sex)] = sum(
            counts[at(place=t, sex=sex)] for t in ("t1", "t2", "t3")
        )
    counts[at(place="d")] = 352
    group, unused = cube({key: Cell(value) for key, value in counts.items()}, within)
    assert unused == ()
    found = protect(group, RULE)
    assert found.is_safe
    key = at(place="t1", sex="f")
    low, high = bounds(group, unseen(group, found.marks), key)
    assert high - low >= 5


def test_an_earlier_release_cannot_be_taken_back_and_is_reckoned_with():
    cells = {"t": Cell(43), "a": Cell(3), "b": Cell(40, is_published=True)}
    found = protect(Group(cells, (Sum("t", ("a", "b")),)), RULE)
    assert found.is_safe
    assert found.marks == {"t": DERIVED, "a": SMALL, "b": FREE}
    cells["t"] = Cell(43, is_published=True)
    lost = protect(Group(cells, (Sum("t", ("a", "b")),)), RULE)
    assert not lost.is_safe
    assert lost.audit.recovered == ("a",)


def test_differencing_two_releases_is_a_sum_like_any_other():
    """Everybody, and everybody but three: the three were never in a table."""
    cells = {
        "all": Cell(500, is_published=True),
        "without": Cell(497),
        "three": Cell(3, is_never=True),
    }
    found = protect(Group(cells, (Sum("all", ("without", "three")),)), RULE)
    assert found.marks == {"all": FREE, "without": DERIVED}
    assert found.is_safe


def test_one_large_contributor_is_hidden_by_dominance():
    cells = {
        "t": Cell(1000, (600, 100)),
        "a": Cell(700, (600, 50)),
        "b": Cell(300, (100, 90)),
    }
    marks = protect(Group(cells, (Sum("t", ("a", "b")),)), Rule(minimum=0)).marks
    assert marks["a"] == SMALL
    assert marks["b"] in (DERIVED, FREE)
    assert Rule(minimum=0).is_sensitive(cells["t"]) is False


def test_zeros_are_hidden_only_by_a_rule_that_says_so():
    assert not RULE.is_sensitive(Cell(0))
    assert Rule(hides_zeros=True).is_sensitive(Cell(0))


def test_parts_that_exceed_their_total_make_no_sum_and_are_named():
    counts = {at(): Cell(10), at(age="0-9"): Cell(8), at(age="5-14"): Cell(7)}
    group, unused = cube(counts)
    assert group.sums == ()
    assert unused == ((at(), "age"),)


def test_tables_that_do_not_hang_together_are_apart():
    cells = {name: Cell(10) for name in "abcdef"}
    cells |= {"t": Cell(20), "u": Cell(20)}
    group = Group(cells, (Sum("t", ("a", "b")), Sum("u", ("c", "d"))))
    assert sorted(len(one.cells) for one in pieces(group)) == [1, 1, 3, 3]


def test_too_many_linked_cells_are_refused_in_words():
    names = [str(n) for n in range(5001)]
    cells = {name: Cell(1) for name in names} | {"t": Cell(5001)}
    with pytest.raises(TooLarge, match="5002 linked cells"):
        protect(Group(cells, (Sum("t", tuple(names)),)), RULE)


def test_a_group_that_cannot_be_audited_is_refused():
    with pytest.raises(ValueError, match="add up"):
        Group({"t": Cell(3), "a": Cell(1)}, (Sum("t", ("a",)),))
    with pytest.raises(ValueError, match="unknown"):
        Group({"t": Cell(3)}, (Sum("t", ("a",)),))
    with pytest.raises(ValueError, match="below zero"):
        Group({"t": Cell(-1)})


def test_large_tables_are_left_alone():
    found = protect(table([[10, 20], [30, 40]]), RULE)
    assert set(found.marks.values()) == {FREE}
    assert found.audit.hidden == 0


cubes = st.tuples(
    st.integers(0, 2**32 - 1), st.integers(2, 3), st.integers(2, 3), st.integers(2, 4)
)


def cubic(size, seed, mean=8):
    """A three-way table of made-up counts with all its margins."""
    inner = np.random.default_rng(seed).poisson(mean, size)
    counts = {}
    for chosen in product(*([*range(n), None] for n in size)):
        where = tuple(slice(None) if one is None else one for one in chosen)
        key = frozenset(
            (name, str(one)) for name, one in zip("abc", chosen, strict=True) if one is not None
        )
        counts[key] = Cell(int(inner[where].sum()))
    return cube(counts)[0]


@pytest.mark.parametrize(("size", "mean"), [((4, 4, 4), 8), ((5, 5, 5), 9)])
def test_what_companions_leave_exposed_is_mended(size, mean, monkeypatch):
    """In these two tables every sum hides several cells, and still one follows."""
    group = cubic(size, 5, mean)
    monkeypatch.setattr(suppressing, "_ROUNDS", 0)
    assert not protect(group, RULE).is_safe
    monkeypatch.undo()
    assert protect(group, RULE).is_safe


@given(cubes)
@settings(max_examples=40, deadline=None)
def test_three_way_tables_hold_against_the_oracle(case):
    seed, *size = case
    group = cubic(size, seed)
    found = protect(group, RULE)
    assert found.is_safe
    hidden = unseen(group, found.marks)
    for key, mark in found.marks.items():
        if mark == SMALL:
            low, high = bounds(group, hidden, key)
            assert high - low >= RULE.minimum - 1e-6
