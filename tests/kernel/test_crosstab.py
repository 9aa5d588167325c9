"""Reading published cross-tables, and whether they add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.kernel.crosstab import (
    Cell,
    Layout,
    Number,
    Problems,
    Sum,
    Unreadable,
    header_key,
    match_header,
    number,
    read,
)
from kachehri.kernel.crosstab import Problem as Found
from kachehri.kernel.identities import check

LAYOUT = Layout(
    places=("PROVINCE", "TEHSIL"),
    item_column="VARS",
    items={"Population": "people", "Literate": "literate", "Literate %": "percent", "Other": ""},
    cells=(
        Cell("ALL", sex=""),
        Cell("MALE", sex="male"),
        Cell("FEMALE", sex="female"),
    ),
    percents=frozenset({"percent"}),
    part_sexes=("male", "female"),
)
HEADER = ["PROVINCE", "TEHSIL", "VARS", "ALL", "MALE", "FEMALE"]


def reading(*rows: list[str], layout: Layout = LAYOUT, header: list[str] = HEADER):
    positions, problems = match_header(layout, header)
    assert not problems
    return read(layout, enumerate(rows, 2), positions, len(header))


def said(problem: Found) -> str:
    return problem.key % problem.params


def test_a_row_becomes_numbers_that_know_their_cell():
    got = reading(["SINDH", " Dokri ", "population", "1,234", "۱۲۳", ""])
    assert got.numbers == (
        Number(("SINDH", "Dokri"), "people", "", "", Decimal(1234), 2, "ALL"),
        Number(("SINDH", "Dokri"), "people", "male", "", Decimal(123), 2, "MALE"),
    )
    assert got.problems == ()
    assert got.rows == 1


def test_columns_are_found_whatever_their_order_case_and_punctuation():
    header = ["female", "All", "Male", "Vars", "tehsil ", "province"]
    got = reading(["2", "5", "3", "Population", "Dokri", "SINDH"], header=header)
    assert [(n.sex, n.value) for n in got.numbers] == [("", 5), ("male", 3), ("female", 2)]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (["PROVINCE", "TEHSIL", "VARS", "ALL", "MALE"], "FEMALE is missing"),
        ([*HEADER, "female"], "FEMALE is there 2 times"),
        (["a", "b"], "The file has: a, b"),
    ],
)
def test_a_header_that_does_not_fit_is_named(header, words):
    _positions, problems = match_header(LAYOUT, header)
    assert words in " ".join(said(problem) for problem in problems)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", "not a number"),
        ("=1+1", "is a formula"),
        ("@SUM(A1)", "is a formula"),
        ("#REF!", "spreadsheet's error"),
        ("-3", "below zero"),
        ("1.5", "not a whole number"),
        ("1,23", "commas do not part thousands"),
        ("nan", "not a number"),
        ("1e999", "not a number"),
    ],
)
def test_a_cell_that_is_no_count_is_left_out_and_named(text, words):
    got = reading(["SINDH", "Dokri", "Population", "5", text, "3"])
    assert [n.sex for n in got.numbers] == ["", "female"]
    (problem,) = got.problems
    assert words in said(problem)
    assert (problem.row, problem.column) == (2, "MALE")


def test_a_percentage_above_a_hundred_is_left_out():
    got = reading(["SINDH", "Dokri", "Literate %", "46.4", "101", "35"])
    assert "more than 100" in said(got.problems[0])
    assert [n.sex for n in got.numbers] == ["", "female"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["SINDH", "Dokri", "Population", "5", "3"], "5 cells and the header has 6"),
        (["SINDH", "", "Population", "5", "3", "2"], "no place is named"),
        (["SINDH", "Dokri", "Populashun", "5", "3", "2"], "Populashun is not one of"),
        (["SINDH", "Dok\ufffdri", "Population", "5", "3", "2"], "not in the file's encoding"),
    ],
)
def test_a_row_that_does_not_fit_is_left_out_and_the_rest_is_read(row, words):
    got = reading(row, ["SINDH", "Bakrani", "Population", "5", "3", "2"])
    assert words in said(got.problems[0])
    assert {n.place[1] for n in got.numbers} == {"Bakrani"}


def test_the_same_row_twice_counts_once():
    row = ["SINDH", "Dokri", "Population", "5", "3", "2"]
    got = reading(row, row)
    assert len(got.numbers) == 3
    assert got.problems[0].kind == "note"


def test_two_rows_that_contradict_each_other_are_both_left_out():
    got = reading(
        ["SINDH", "Dokri", "Population", "5", "3", "2"],
        ["SINDH", "Dokri", "Population", "6", "3", "3"],
    )
    assert got.numbers == ()
    assert "Neither was used" in said(got.problems[0])


def test_an_item_that_the_recipe_does_not_need_is_passed_over():
    assert reading(["SINDH", "Dokri", "Other", "x", "", ""]).problems == ()


def test_the_thousandth_problem_is_the_last_that_is_kept():
    problems = Problems()
    for line in range(1500):
        problems.add(Found("row", line, "", "x"))
    listed = problems.listed()
    assert len(listed) == 1001
    assert "500 more" in said(listed[-1])


def test_sexes_that_do_not_make_the_total_are_set_aside():
    got = reading(
        ["SINDH", "Dokri", "Population", "5", "3", "1"],
        ["SINDH", "Bakrani", "Population", "5", "3", "2"],
    )
    found = check(LAYOUT, got.numbers, got.unreadable)
    kept, problems = found.kept, found.problems
    assert {n.place[1] for n in kept} == {"Bakrani"}
    assert "the sexes make 4 and all sexes are 5" in said(problems[0])
    assert problems[0].row == 2


def _cross(*numbers: tuple[str, str, str, int]) -> list[Number]:
    return [
        Number(("SINDH", "Dokri"), item, sex, area, Decimal(value), 2, "X")
        for item, sex, area, value in numbers
    ]


def test_rural_and_urban_have_to_make_all_areas():
    wrong = _cross(("people", "", "", 9), ("people", "", "rural", 5), ("people", "", "urban", 3))
    found = check(LAYOUT, wrong)
    kept, problems = found.kept, found.problems
    assert kept == []
    assert "rural and urban make 8" in said(problems[0])


def test_an_empty_urban_cell_counts_as_nothing():
    right = _cross(("people", "", "", 5), ("people", "", "rural", 5))
    assert check(LAYOUT, right).kept == right


def test_named_parts_have_to_make_their_total():
    layout = Layout(places=(), cells=(), sums=(Sum("homes", ("tap", "well")),))
    wrong = _cross(("homes", "", "", 9), ("tap", "", "", 5), ("well", "", "", 3))
    found = check(layout, wrong)
    kept, problems = found.kept, found.problems
    assert kept == []
    assert "its parts make 8" in said(problems[0])


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_that_add_up_are_never_set_aside(men, women):
    table = _cross(
        ("people", "", "", men + women),
        ("people", "male", "", men),
        ("people", "female", "", women),
    )
    assert check(LAYOUT, table).kept == table


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 99))
def test_numbers_that_do_not_add_up_are_never_kept(men, women, error):
    table = _cross(
        ("people", "", "", men + women + error),
        ("people", "male", "", men),
        ("people", "female", "", women),
    )
    found = check(LAYOUT, table)
    assert found.kept == []
    assert len(found.doubtful) == 3


@given(st.integers(-(10**12), 10**12))
def test_a_number_reads_back_with_and_without_thousands(value):
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@given(st.text())
def test_any_text_is_a_number_or_empty_or_refused(text):
    try:
        value = number(text)
    except Unreadable:
        return
    assert value is None or value.is_finite()


@given(st.text())
def test_the_key_of_a_header_is_stable(text):
    assert header_key(header_key(text)) == header_key(text)


def test_an_unreadable_cell_contradicts_nothing():
    got = reading(["SINDH", "Dokri", "Population", "5", "abc", "2"])
    found = check(LAYOUT, got.numbers, got.unreadable)
    assert found.problems == []
    assert [n.sex for n in found.kept] == ["", "female"]
    assert got.unreadable == {(("SINDH", "Dokri"), "people", "male", "")}


def test_a_part_whose_row_is_missing_contradicts_nothing():
    layout = Layout(
        places=(), cells=(), item_column="VARS", sums=(Sum("people", ("went", "never")),)
    )
    lost = _cross(("people", "", "", 9), ("went", "", "", 5))
    assert check(layout, lost).kept == lost
