"""Our own compact tables, line by line. The figures are made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.evidence.kinds import COMPACT_COLUMNS, Dimension, Figure
from kachehri.domains.evidence.rules import dimensions
from kachehri.domains.evidence.rules.compact import Known, compact_figures, compact_rows
from kachehri.domains.evidence.rules.dimensions import dim_key

KNOWN = Known(
    frozenset({"PK713", "larkana-division"}),
    {"literacy-10": "percent", "population": "people", "population-growth": "percent_a_year"},
    frozenset({"made-up"}),
)
LINE = {
    "place": "PK713", "indicator": "literacy-10", "start": "2023-01-01", "end": "2024-01-01",
    "sex": "female", "residence": "", "value": "45", "numerator": "45", "denominator": "100",
    "derivation": "share", "method": "census", "status": "A", "source": "made-up",
    "cell": "A@1", "note": "",
}  # fmt: skip


def read(*lines, columns=COMPACT_COLUMNS):
    rows = [[line.get(name, "") for name in columns] for line in lines]
    return compact_figures(list(columns), enumerate(rows, 2), KNOWN)


def test_a_line_becomes_a_figure():
    figures, problems, count = read(LINE)
    assert (problems, count) == ([], 1)
    assert figures[0].start == date(2023, 1, 1)
    assert (figures[0].value, figures[0].sex, figures[0].residence) == ("45", "female", "")


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"place": "PK999"}, "place", "no place with the code PK999"),
        ({"place": ""}, "place", "no place with the code"),
        ({"indicator": "religion"}, "indicator", "no indicator religion"),
        ({"source": "hearsay"}, "source", "no source hearsay"),
        ({"start": "March 2023"}, "start", "not a date. Write it as 2023-03-01"),
        ({"end": "2023-01-01"}, "end", "before it starts"),
        ({"sex": "tgend"}, "sex", "not one of"),
        ({"residence": "hamlet"}, "residence", "not one of"),
        ({"value": "many"}, "value", "not a number"),
        ({"value": "=1+1"}, "value", "is a formula"),
        ({"value": "-4"}, "value", "below zero"),
        ({"value": "145", "numerator": ""}, "value", "more than 100 percent"),
        ({"value": "0.45", "numerator": "", "denominator": ""}, "value", "looks like a fraction"),
        ({"value": "0.45"}, "value", "does not agree with numerator and denominator"),
        ({"value": ""}, "value", "there is no value"),
        ({"value": "1" * 20, "indicator": "population"}, "value", "too large"),
        ({"status": "Z"}, "status", "not one of"),
        ({"method": "guess"}, "method", "not one of"),
        ({"note": "n" * 301}, "note", "longer than 300 characters"),
        ({"cell": "c" * 401}, "cell", "longer than 400 characters"),
        ({"note": "a\ufffd"}, "", "not in the file's encoding"),
    ],
)
def test_a_wrong_line_is_left_out_and_named_and_the_rest_goes_in(change, column, words):
    figures, problems, _count = read(LINE | change, LINE)
    assert len(figures) == 1
    (problem,) = problems
    assert words in problem.key % problem.params
    assert (problem.row, problem.column) == (2, column)


def test_a_missing_value_is_a_figure_too():
    figures, problems, _count = read(
        LINE | {"value": "", "numerator": "", "denominator": "", "status": "M"}
    )
    assert problems == []
    assert figures[0].value == ""


def test_growth_may_be_negative():
    figures, _problems, _count = read(
        LINE
        | {"indicator": "population-growth", "value": "-0.5", "numerator": "", "denominator": ""}
    )
    assert figures[0].value == "-0.5"


def test_what_may_be_left_out_may_be_left_out():
    columns = ("place", "indicator", "start", "end", "sex", "residence", "value", "source")
    figures, problems, _count = read(LINE | {"sex": "all"}, columns=columns)
    assert problems == []
    assert (figures[0].cell, figures[0].status, figures[0].sex) == ("line 2", "A", "")


def test_a_line_of_another_length_is_left_out():
    figures, problems, _count = compact_figures(list(COMPACT_COLUMNS), [(2, ["PK713"])], KNOWN)
    assert figures == []
    assert "this line has 1 cells" in problems[0].key % problems[0].params


def test_a_figure_twice_counts_once_and_two_that_differ_count_not_at_all():
    other = LINE | {"value": "46", "numerator": "46"}
    assert len(read(LINE, LINE)[0]) == 1
    figures, problems, _count = read(LINE, other)
    assert figures == []
    assert "Neither was used" in problems[0].key


@pytest.fixture
def _sizes(monkeypatch):
    """One more breakdown, for one test."""
    size = Dimension("size", "Size", {"small": "small", "large": "large"})
    monkeypatch.setitem(dimensions._known, "size", size)


@pytest.mark.usefixtures("_sizes")
@pytest.mark.parametrize("text", ["size", "size=huge", "colour=red", "sex=male", "size=small=2"])
def test_a_breakdown_that_nobody_declared_is_refused(text):
    figures, problems, _count = read(
        {**LINE, "dims": text}, {**LINE, "dims": "size=small"}, columns=(*COMPACT_COLUMNS, "dims")
    )
    assert [figure.dims for figure in figures] == [{"sex": "female", "size": "small"}]
    assert problems[0].column == "dims"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ci_low": "40"}, "two ends"),
        ({"ci_low": "46", "ci_high": "50"}, "does not lie in its interval"),
        ({"sample": "12.5"}, "not a whole number"),
        ({"standard_error": "x"}, "not a number"),
    ],
)
def test_an_uncertainty_that_makes_no_sense_is_named(change, words):
    columns = (*COMPACT_COLUMNS, "standard_error", "ci_low", "ci_high", "sample")
    figures, problems, _count = read({**LINE, **change}, columns=columns)
    assert figures == []
    assert words in problems[0].key % problems[0].params


FIGURES = st.builds(
    Figure,
    place=st.sampled_from(["PK713", "larkana-division"]),
    indicator=st.just("population"),
    start=st.dates(date(1900, 1, 1), date(2000, 1, 1)),
    end=st.dates(date(2001, 1, 1), date(2100, 1, 1)),
    dims=st.sampled_from(
        [
            {},
            {"sex": "female"},
            {"residence": "rural"},
            {"sex": "male", "residence": "urban"},
            {"size": "small"},
            {"size": "large", "sex": "female"},
        ]
    ),
    value=st.integers(0, 10**9).map(str),
    numerator=st.just(""),
    denominator=st.just(""),
    derivation=st.sampled_from(["published", "sum"]),
    method=st.sampled_from(["census", "survey"]),
    status=st.sampled_from(["A", "B", "E", "P"]),
    source=st.just("made-up"),
    cell=st.just("A@1"),
    note=st.sampled_from(["", "a note, with a comma"]),
)


@pytest.mark.usefixtures("_sizes")
@given(
    st.lists(FIGURES, max_size=8, unique_by=lambda f: (f.place, f.start, f.end, dim_key(f.dims)))
)
def test_written_figures_read_back_the_same(figures):
    header, *rows = compact_rows(figures)
    back, problems, _count = compact_figures(list(header), enumerate(map(list, rows), 2), KNOWN)
    assert problems == []
    assert sorted(back, key=str) == sorted(figures, key=str)
