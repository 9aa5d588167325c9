"""Reading published cross-tables, and whether they add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.kernel.crosstab import (
    Cell,
    DimensionColumn,
    Growth,
    Layout,
    Number,
    Problems,
    Share,
    Sum,
    Units,
    Unreadable,
    header_key,
    match_header,
    number,
)
from kachehri.kernel.crosstab import Problem as Found
from kachehri.kernel.identities import check
from kachehri.kernel.tabulating import tabulate

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
    return tabulate(layout, enumerate(rows, 2), positions, len(header))


def said(problem: Found) -> str:
    return problem.key % problem.params


def test_a_row_becomes_numbers_that_know_their_cell():
    got = reading(["SINDH", " Dokri ", "population", "1,234", "۱۲۳", ""])
    assert got.numbers() == (
        Number(("SINDH", "Dokri"), "people", "", "", Decimal(1234), 2, "ALL"),
        Number(("SINDH", "Dokri"), "people", "male", "", Decimal(123), 2, "MALE"),
    )
    assert got.problems == ()
    assert got.rows == 1


def test_columns_are_found_whatever_their_order_case_and_punctuation():
    header = ["female", "All", "Male", "Vars", "tehsil ", "province"]
    got = reading(["2", "5", "3", "Population", "Dokri", "SINDH"], header=header)
    assert [(n.sex, n.value) for n in got.numbers()] == [("", 5), ("male", 3), ("female", 2)]


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
    assert [n.sex for n in got.numbers()] == ["", "female"]
    (problem,) = got.problems
    assert words in said(problem)
    assert (problem.row, problem.column) == (2, "MALE")


def test_a_percentage_above_a_hundred_is_left_out():
    got = reading(["SINDH", "Dokri", "Literate %", "46.4", "101", "35"])
    assert "more than 100" in said(got.problems[0])
    assert [n.sex for n in got.numbers()] == ["", "female"]


def test_a_percentage_in_a_column_of_counts_is_left_out():
    got = reading(["SINDH", "Dokri", "Population", "5", "45.3%", "3"])
    assert "is a percentage, and this column counts" in said(got.problems[0])
    assert [n.value for n in reading(["S", "D", "Literate %", "45.3%", "", ""]).numbers()] == [
        Decimal("45.3")
    ]


def test_a_column_of_fractions_is_set_aside_and_named_once():
    rows = [["SINDH", f"T{n}", "Literate %", f"0.{n}", "45", ""] for n in range(2, 8)]
    found = check(reading(*rows))
    (problem,) = found.problems
    assert (problem.rule, problem.column) == ("fraction-for-percent", "ALL")
    assert "all 6 percentages of this column are at most 0.7" in said(problem)
    assert {n.sex for n in found.numbers()} == {"male"}


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
    assert {n.place[1] for n in got.numbers()} == {"Bakrani"}


def test_the_same_row_twice_counts_once():
    row = ["SINDH", "Dokri", "Population", "5", "3", "2"]
    got = reading(row, row)
    assert len(got.numbers()) == 3
    assert got.problems[0].kind == "note"


def test_two_rows_that_contradict_each_other_are_both_left_out():
    got = reading(
        ["SINDH", "Dokri", "Population", "5", "3", "2"],
        ["SINDH", "Dokri", "Population", "6", "3", "3"],
    )
    assert got.numbers() == ()
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


AREAS = Layout(
    places=("TEHSIL",),
    residence_column="REGION",
    residences={"ALL": "", "RURAL": "rural", "URBAN": "urban"},
    cells=(Cell("HOMES", item="homes"), Cell("TAP", item="tap"), Cell("WELL", item="well")),
    sums=(Sum("homes", ("tap", "well")),),
)
AGES = Layout(
    places=("TEHSIL",),
    dimensions=(DimensionColumn("AGE", "age", {"ALL": "", "CHILD": "child", "ADULT": "adult"}),),
    cells=(Cell("PEOPLE", item="people"),),
    sums=(Sum("", ("child", "adult"), "age"),),
)


def kept(table):
    return [(n.place[-1], n.item, n.sex, n.residence, int(n.value)) for n in table.numbers()]


def homes(*rows):
    header = ["TEHSIL", "REGION", "HOMES", "TAP", "WELL"]
    return check(reading(*rows, layout=AREAS, header=header))


def test_sexes_that_do_not_make_the_total_are_set_aside():
    found = check(
        reading(
            ["SINDH", "Dokri", "Population", "5", "3", "1"],
            ["SINDH", "Bakrani", "Population", "5", "3", "2"],
        )
    )
    assert {n.place[1] for n in found.numbers()} == {"Bakrani"}
    (problem,) = found.problems
    assert "the sexes make 4 and all sexes are 5" in said(problem)
    assert (problem.row, problem.column, problem.rule) == (2, "ALL", "total-does-not-add-up")


def test_where_only_a_part_is_empty_the_others_stand_and_it_is_said():
    found = check(reading(["SINDH", "Dokri", "Population", "5", "3", ""]))
    assert [n.value for n in found.numbers()] == [5, 3]
    assert found.problems[0].kind == "note"
    assert "a part of it is empty" in said(found.problems[0])


def test_an_empty_total_over_full_parts_is_named_where_it_stands():
    found = check(reading(["SINDH", "Dokri", "Population", "", "3", "2"]))
    assert [n.value for n in found.numbers()] == [3, 2]
    assert (found.problems[0].row, found.problems[0].column) == (2, "ALL")


def test_rural_and_urban_have_to_make_all_areas():
    found = homes(
        ["D", "ALL", "9", "9", ""], ["D", "RURAL", "5", "5", ""], ["D", "URBAN", "3", "3", ""]
    )
    assert found.numbers() == ()
    assert "rural and urban make 8" in said(found.problems[0])
    assert found.problems[0].row == 2


def test_an_empty_urban_cell_counts_as_nothing():
    found = homes(
        ["D", "ALL", "5", "5", ""], ["D", "RURAL", "5", "5", ""], ["D", "URBAN", "", "", ""]
    )
    assert len(found.numbers()) == 4
    assert found.problems == ()


def test_named_parts_have_to_make_their_total():
    found = homes(["D", "ALL", "9", "5", "3"])
    assert found.numbers() == ()
    assert "its parts make 8" in said(found.problems[0])


@pytest.mark.parametrize(("adults", "left"), [("3", 3), ("4", 0)])
def test_ages_have_to_make_all_ages(adults, left):
    rows = (["D", "ALL", "5"], ["D", "CHILD", "2"], ["D", "ADULT", adults])
    found = check(reading(*rows, layout=AGES, header=["TEHSIL", "AGE", "PEOPLE"]))
    assert len(found.numbers()) == left
    assert bool(found.problems) == (left == 0)


def test_a_table_whose_total_contradicts_small_groups_names_no_numbers():
    hushed = Layout(**{**vars(LAYOUT), "hushed": True})
    (problem,) = check(reading(["SINDH", "D", "Population", "5", "3", "1"], layout=hushed)).problems
    assert not any(char.isdigit() for char in said(problem))


RATES = Layout(
    places=("TEHSIL",),
    cells=(
        Cell("NOW", item="now"), Cell("THEN", item="then"), Cell("GROWTH", item="growth"),
        Cell("OVER", item="over"),
    ),
    measures=frozenset({"growth", "over"}),
    shares=(Share("over", "now", "then"),),
    growths=(Growth("growth", "now", "then", 6),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("growth", "over", "rules"),
    [
        ("1.64", "110.25", []),
        ("2.5", "110.25", ["total-does-not-add-up"]),
        ("1.64", "1.1025", ["fraction-for-percent"]),
        ("1.64", "90", ["total-does-not-add-up"]),
    ],
)
def test_a_printed_rate_has_to_follow_from_the_counts_beside_it(growth, over, rules):
    header = ["TEHSIL", "NOW", "THEN", "GROWTH", "OVER"]
    found = check(reading(["D", "441", "400", growth, over], layout=RATES, header=header))
    assert [problem.rule for problem in found.problems] == rules
    assert len(found.numbers()) == 4


def test_a_place_with_fewer_rows_than_the_others_is_named():
    rows = [[f"T{n}", age, "1"] for n in range(9) for age in ("CHILD", "ADULT")]
    found = check(reading(*rows[:-1], layout=AGES, header=["TEHSIL", "AGE", "PEOPLE"]))
    (problem,) = found.problems
    assert (problem.rule, problem.row) == ("missing-row", 18)
    assert "T8 has 1 rows" in said(problem)


SHIFTED = Layout(
    places=("DIVISION", "TEHSIL"),
    cells=(Cell("PEOPLE", item="people"),),
    units=Units(
        "UNIT",
        belongs={"DIVISION": "DIVISION"},
        added={"EXCLUDED": "EXCLUDED AREA"},
        words=frozenset({"SUB-DIVISION"}),
    ),
)


@pytest.mark.parametrize(
    ("row", "place", "rules"),
    [
        (["KALAT", "AWARAN", "TEHSIL", "1"], ("KALAT", "AWARAN"), []),
        (["", "KALAT", "DIVISION", "1"], ("KALAT", ""), ["shifted-columns"]),
        (["QUETTA", "SUB-DIVISION", "SARIAB", "1"], ("QUETTA", "SARIAB"), ["shifted-columns"]),
        (["D G KHAN", "RAJANPUR", "EXCLUDED", "1"], ("D G KHAN", "RAJANPUR EXCLUDED AREA"), []),
    ],
)
def test_a_name_in_the_wrong_column_is_put_right_and_named(row, place, rules):
    header = ["DIVISION", "TEHSIL", "UNIT", "PEOPLE"]
    got = reading(row, layout=SHIFTED, header=header)
    assert [n.place for n in got.numbers()] == [place]
    assert [problem.rule for problem in got.problems] == rules


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=5))
def test_numbers_that_add_up_are_never_set_aside(people):
    rows = [
        ["SINDH", f"T{n}", "Population", str(men + women), str(men), str(women)]
        for n, (men, women) in enumerate(people)
    ]
    found = check(reading(*rows))
    assert len(found.numbers()) == 3 * len(people)
    assert found.problems == ()


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 99))
def test_numbers_that_do_not_add_up_are_never_kept(men, women, error):
    row = ["SINDH", "Dokri", "Population", str(men + women + error), str(men), str(women)]
    found = check(reading(row))
    assert found.numbers() == ()


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
    found = check(reading(["SINDH", "Dokri", "Population", "5", "abc", "2"]))
    assert len(found.problems) == 1
    assert [n.sex for n in found.numbers()] == ["", "female"]


def test_a_part_whose_row_is_missing_contradicts_nothing():
    layout = Layout(
        places=("TEHSIL",), cells=(Cell("N"),), item_column="VARS",
        items={"P": "people", "W": "went", "N": "never"}, sums=(Sum("people", ("went", "never")),),
    )  # fmt: skip
    rows = (["D", "P", "9"], ["D", "W", "5"])
    found = check(reading(*rows, layout=layout, header=["TEHSIL", "VARS", "N"]))
    assert len(found.numbers()) == 2
    assert found.problems == ()


@given(st.lists(st.lists(st.text(max_size=8), min_size=5, max_size=7), max_size=6))
def test_any_rows_are_read_or_named(rows):
    found = check(reading(*rows))
    assert found.rows == len(rows)
    assert all(n.value.is_finite() for n in found.numbers())
