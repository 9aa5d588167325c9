"""Lists of figures: what is wrong in them is found, and named by line. All figures are made up."""

from datetime import date

import pytest

from kachehri.domains.evidence.kinds import Indicator, Period
from kachehri.domains.evidence.kinds.lists import (
    ListColumns,
    ListRecipe,
    Meaning,
    Relation,
    Round,
)
from kachehri.domains.evidence.queries.lists import list_reader
from kachehri.domains.evidence.rules import relations

BADIN, DADU, GHOTKI = "Badin", "Dadu", "Ghotki"
DISTRICTS = (
    BADIN, DADU, GHOTKI, "Hyderabad", "Jacobabad", "Jamshoro", "Khairpur", "Larkana", "Matiari",
    "Sanghar", "Shikarpur", "Sujawal",
)  # fmt: skip
EARLY = Round("ASK", "2004", "pslm-2004-05", Period(date(2004, 7, 1), date(2005, 7, 1)))
LATE = Round("ASK", "2006", "pslm-2006-07", Period(date(2006, 7, 1), date(2007, 7, 1)))
SHARES = ("own (%)", "rented (%)", "other (%)")
READS = ("reads (%)", "women read (%)", "men read (%)", "women to men")
INDICATORS = (
    *(
        Indicator(code, code, "housing", "economic", "percent", "made up", polarity=1)
        for code in ("home-owned", "home-rented", "home-other", "youth-literacy-15-24")
    ),
    Indicator("youth-literacy-parity", "parity", "education", "personal", "ratio", "made up"),
)
RECIPE = ListRecipe(
    code="made-up-list",
    label="A made-up list",
    columns=ListColumns(("province", "district"), "what", "value", "survey", "year", "unit", "way"),
    rounds=(EARLY, LATE),
    meanings={
        SHARES[0]: Meaning("home-owned"),
        SHARES[1]: Meaning("home-rented"),
        SHARES[2]: Meaning("home-other"),
        READS[0]: Meaning("youth-literacy-15-24"),
        READS[1]: Meaning("youth-literacy-15-24", {"sex": "female"}),
        READS[2]: Meaning("youth-literacy-15-24", {"sex": "male"}),
        READS[3]: Meaning("youth-literacy-parity"),
    },
    not_carried={"rank": "it is a rank"},
    relations=(
        Relation(SHARES, relations.hundred(), says="%(place)s: %(figures)s make %(made)s"),
        Relation(READS, relations.parity, says="%(place)s: %(figures)s", movable=4),
    ),
    spellings={"Badeen": BADIN},
    older=frozenset({"Larkana"}),
)
HEADER = "province,district,what,year,survey,value,unit,way"


@pytest.fixture
def read(tmp_path, pakistan):
    """Reads lines as the made-up list: figures, problems by rule, number of rows."""

    def go(*lines, recipe=RECIPE, header=HEADER):
        path = tmp_path / "list.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        batches = [*list_reader(recipe, INDICATORS).read(path, None)]
        figures = [figure for batch in batches for figure in batch.figures]
        found = {}
        for batch in batches:
            for problem in batch.problems:
                found.setdefault(problem.rule, []).append(problem)
        return figures, found, sum(batch.rows for batch in batches)

    return go


def line(district, what, value, year="2004.0", unit="%", way="positive"):
    return f'Sindh,{district},"{what}",{year},ASK,{value},{unit},{way}'


def everywhere(what, value, **more):
    return [line(district, what, value(n), **more) for n, district in enumerate(DISTRICTS)]


def test_a_figure_keeps_its_digits_its_line_and_its_round(read):
    figures, found, rows = read(line(BADIN, SHARES[0], "81.50"))
    assert rows == 1
    assert found == {}
    (one,) = figures
    assert (one.place, one.indicator, one.value) == ("PK701", "home-owned", "81.5")
    assert (one.source, one.start, one.cell) == ("pslm-2004-05", date(2004, 7, 1), "value@2")


def test_percentages_stored_as_fractions_are_named_and_read_times_100(read):
    figures, found, _rows = read(*everywhere(SHARES[0], lambda n: f"0.{30 + n}"))
    (problem,) = found["fraction-for-percent"]
    assert (problem.row, problem.column, problem.kind) == (2, "value", "note")
    assert [figure.value for figure in figures][:2] == ["30", "31"]


def test_small_percentages_are_not_taken_for_fractions(read):
    figures, found, _rows = read(*everywhere(SHARES[0], lambda n: "0.5" if n else "1.7"))
    assert found == {}
    assert figures[1].value == "0.5"


def test_a_percentage_above_100_and_a_figure_below_zero_are_left_out_by_line(read):
    lines = [
        line(BADIN, SHARES[0], "100.1"),
        line(DADU, SHARES[0], "-1"),
        line(GHOTKI, SHARES[0], "100"),
    ]
    figures, found, _rows = read(*lines)
    assert [found[rule][0].row for rule in ("above-100", "below-zero")] == [2, 3]
    assert [figure.value for figure in figures] == ["100"]


def test_the_same_figure_twice_is_used_once_and_with_two_values_not_at_all(read):
    lines = [
        line(BADIN, SHARES[0], "50"), line(DADU, SHARES[0], "60"),
        line(BADIN, SHARES[0], "50.0"), line(DADU, SHARES[0], "61"),
    ]  # fmt: skip
    figures, found, _rows = read(*lines)
    assert [figure.value for figure in figures] == ["50"]
    assert (found["duplicate-key"][0].row, found["duplicate-key"][0].kind) == (4, "note")
    differs = found["duplicate-differs"][0]
    assert (differs.row, differs.kind) == (5, "row")
    assert (differs.params["one"], differs.params["two"], differs.params["before"]) == (
        "60",
        "61",
        3,
    )


def test_shares_of_a_whole_that_make_no_100_are_left_out_with_their_lines(read):
    lines = [line(BADIN, what, value) for what, value in zip(SHARES, (80, 15, 5), strict=True)]
    lines += [line(DADU, what, value) for what, value in zip(SHARES, (80, 15, 9), strict=True)]
    figures, found, _rows = read(*lines)
    assert {figure.place for figure in figures} == {"PK701"}
    (problem,) = found["total-does-not-add-up"]
    assert (problem.row, problem.params["lines"], problem.params["made"]) == (
        5,
        "5, 6, 7",
        "104.00",
    )


def literacy(n, order=(0, 1, 2, 3)):
    women, men = 20 + 3 * n, 60 + n
    right = (round((women + men) / 2, 2), women, men, round(women / men, 2))
    labels = [READS[i] for i in order]
    return [line(DISTRICTS[n], what, value) for what, value in zip(labels, right, strict=True)]


def test_labels_that_changed_places_in_a_round_are_found_and_put_right(read):
    """All stands under the ratio, women under all, the ratio under women: as in a real list."""
    lines = [one for n in range(12) for one in literacy(n, order=(3, 0, 2, 1))]
    figures, found, _rows = read(*lines)
    assert len(found["shifted-columns"]) == 3
    assert {problem.params["right"] for problem in found["shifted-columns"]} == {12}
    badin = {(f.indicator, f.sex): f.value for f in figures if f.place == "PK701"}
    assert badin == {
        ("youth-literacy-15-24", ""): "40",
        ("youth-literacy-15-24", "female"): "20",
        ("youth-literacy-15-24", "male"): "60",
        ("youth-literacy-parity", ""): "0.33",
    }


def test_labels_in_their_places_are_left_there(read):
    _figures, found, _rows = read(*(one for n in range(12) for one in literacy(n)))
    assert set(found) == {"unit-mislabelled"}


def test_one_district_that_contradicts_itself_is_left_out_and_the_others_stay(read):
    lines = [one for n in range(12) for one in literacy(n)]
    lines[0] = line(BADIN, READS[0], "99")
    figures, found, _rows = read(*lines)
    assert [problem.row for problem in found["total-does-not-add-up"]] == [2]
    assert "PK701" not in {figure.place for figure in figures}
    assert len(figures) == 44


def many(district, year, shift=0):
    meanings = {f"label {n} (%)": Meaning("home-owned") for n in range(25)}
    return meanings, [line(district, what, 10 + n + shift, year) for n, what in enumerate(meanings)]


def test_figures_printed_again_for_a_part_belong_to_the_district_that_kept_the_name(read):
    meanings, larkana = many("Larkana", "2004.0")
    recipe = ListRecipe(**{**vars(RECIPE), "meanings": meanings, "relations": ()})
    parts = many("Qambar Shahdadkot", "2004.0")[1]
    later = [*many("Larkana", "2006.0", 1)[1], *many("Qambar Shahdadkot", "2006.0", 2)[1]]
    figures, found, _rows = read(*larkana, *parts, *later, recipe=recipe)
    (problem,) = found["vintage-does-not-join"]
    assert (problem.row, problem.kind) == (27, "row")
    assert problem.params["rows"] == 25
    statuses = {(f.place, f.start.year): f.status for f in figures}
    assert statuses["PK713", 2004] == "A"
    assert statuses["PK713", 2006] == "B"
    assert len([place for place, year in statuses if year == 2004]) == 1


def test_a_rank_is_left_out_on_purpose_and_an_unknown_label_is_named_once(read):
    lines = [
        line(BADIN, "rank", 3),
        line(DADU, "rank", 4),
        line(BADIN, "what?", 5),
        line(DADU, "what?", 6),
    ]
    figures, found, rows = read(*lines)
    assert (figures, rows) == ([], 4)
    assert found["not-carried"][0].params["rows"] == 2
    (unknown,) = found["label-unknown"]
    assert (unknown.row, unknown.column, unknown.params["rows"]) == (4, "what", 2)


def test_a_unit_and_a_direction_that_are_wrong_are_named(read):
    lines = [line(BADIN, READS[3], "0.5", unit="%"), line(BADIN, SHARES[0], "50", way="negative")]
    _figures, found, _rows = read(*lines)
    assert [found["unit-mislabelled"][0].row, found["direction-wrong"][0].row] == [2, 3]


def test_a_place_that_is_not_known_is_named_once_and_a_spelling_is_read(read):
    lines = [
        line("Badeen", SHARES[0], "50"),
        line("Nowhere", SHARES[0], "1"),
        line("Nowhere", SHARES[1], "2"),
    ]
    figures, found, _rows = read(*lines)
    assert [figure.place for figure in figures] == ["PK701"]
    (problem,) = found["place-not-found"]
    assert (problem.kind, problem.row, problem.params["rows"]) == ("place", 3, 2)


def test_a_frontier_region_is_not_read_as_the_district_of_its_name(read):
    recipe = ListRecipe(**{**vars(RECIPE), "strangers": frozenset({"FR Badin"})})
    lines = [line("FR Badin", SHARES[0], "50"), line(BADIN, SHARES[0], "60")]
    figures, found, _rows = read(*lines, recipe=recipe)
    assert [figure.value for figure in figures] == ["60"]
    assert found["place-not-found"][0].row == 2


def test_a_formula_a_word_and_a_short_line_are_named_by_line(read):
    lines = [line(BADIN, SHARES[0], "=1+1"), line(DADU, SHARES[0], "many"), "Sindh,Ghotki"]
    figures, found, rows = read(*lines)
    assert (figures, rows) == ([], 3)
    rows_of = sorted(problem.row for problems in found.values() for problem in problems)
    assert rows_of == [2, 3, 4]


def test_a_year_of_no_known_round_and_a_missing_column_are_named(read):
    _figures, found, _rows = read(line(BADIN, SHARES[0], "50", year="1998"))
    assert found["label-unknown"][0].column == "year"
    _figures, found, _rows = read("Sindh,Badin,50", header="province,district,value")
    assert {problem.column for problem in found["file"]} == {
        "what",
        "survey",
        "year",
        "unit",
        "way",
    }


def test_urdu_digits_are_read(read):
    figures, _found, _rows = read(line(BADIN, SHARES[0], "۸۱٫۵"))
    assert [figure.value for figure in figures] == ["81.5"]
