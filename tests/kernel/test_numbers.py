"""Numbers as they are written and as they are typed."""

from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.kernel.numbers import NumberProblem, format_number, format_percent, parse_number

EASTERN = {"digits": "eastern", "language": "ur"}


@pytest.mark.parametrize(
    ("value", "decimals", "options", "expected"),
    [
        (1784453, None, {}, "1,784,453"),
        (1784453, None, {"grouping": "south_asian"}, "17,84,453"),
        (1784453, 1, {"grouping": "south_asian"}, "17,84,453.0"),
        (1784453, None, EASTERN, "۱٬۷۸۴٬۴۵۳"),
        (1784453, None, {"digits": "eastern", "language": "sd"}, "۱٬۷۸۴٬۴۵۳"),
        (1784453, None, {"language": "ur"}, "1,784,453"),
        (1784453, None, {"digits": "eastern", "language": "en"}, "1,784,453"),
        (Decimal("45.50"), None, {}, "45.50"),
        (Decimal("45.5"), 2, EASTERN, "۴۵٫۵۰"),
        (999, None, {"grouping": "south_asian"}, "999"),
        (1000, None, {"grouping": "south_asian"}, "1,000"),
        (100000, None, {"grouping": "south_asian"}, "1,00,000"),
        (10**9, None, {"grouping": "south_asian"}, "1,00,00,00,000"),
        (0, None, {}, "0"),
        (-1234, None, {}, "−1,234"),
        (Decimal("-0.04"), 1, {}, "0.0"),
        (Decimal("1E+6"), None, {}, "1,000,000"),
        (Decimal("1E-7"), None, {}, "0.0000001"),
        (5, 2, {}, "5.00"),
        (Decimal("99.96"), 1, {}, "100.0"),
        (Decimal("0.96"), 0, {}, "1"),
        (Decimal("0.0004"), 1, {}, "0.0"),
    ],
)
def test_numbers_are_written(
    value: Decimal | int, decimals: int | None, options: dict[str, str], expected: str
) -> None:
    assert format_number(value, decimals, **options) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.5", "1"), ("1.5", "2"), ("2.5", "3"), ("2.49", "2"), ("-0.5", "−1"), ("-0.4", "0")],
)
def test_a_half_is_rounded_away_from_nought(value: str, expected: str) -> None:
    assert format_number(Decimal(value), 0) == expected


def test_percentages_have_a_space_that_does_not_break() -> None:
    assert format_percent(Decimal("45")) == "45.0\u00a0%"
    assert format_percent(Decimal("45.25"), 0) == "45\u00a0%"
    assert format_percent(45, digits="eastern", language="ur") == "۴۵٫۰\u00a0٪"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_written(value: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        format_number(Decimal(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1784453", "1784453"),
        ("1,784,453", "1784453"),
        ("17,84,453", "1784453"),
        ("1,784,453.50", "1784453.50"),
        ("۱۷۸۴۴۵۳", "1784453"),
        ("۱٬۷۸۴٬۴۵۳", "1784453"),
        ("۱۷،۸۴،۴۵۳", "1784453"),
        ("٤٥٫٥", "45.5"),
        ("۴۵.۵", "45.5"),
        ("1 784 453", "1784453"),
        ("1\u00a0784\u202f453", "1784453"),
        ("1'784'453", "1784453"),
        ("  12 \n", "12"),
        ("\u200f۱۲\u200e", "12"),
        ("\u206712\u2069", "12"),
        ("12", "12"),
        ("-3.2", "-3.2"),
        ("−3.2", "-3.2"),
        ("– 3", "-3"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_however_they_are_typed(text: str, expected: str) -> None:
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "key", "offending", "at"),
    [
        ("", "There is no number here.", "", 1),
        ("\u200f ", "There is no number here.", "\u200f ", 1),
        ("12abc", "“%(text)s” (character %(at)s) does not belong in a number.", "a", 3),
        ("12 %", "“%(text)s” (character %(at)s) does not belong in a number.", "%", 4),
        ("1e5", "“%(text)s” (character %(at)s) does not belong in a number.", "e", 2),
        ("१२", "“%(text)s” (character %(at)s) does not belong in a number.", "१", 1),
        ("1,5", "The groups of digits in %(text)s are not in order.", "1,5", 1),
        ("1,2345", "The groups of digits in %(text)s are not in order.", "1,2345", 1),
        ("1,78,4453", "The groups of digits in %(text)s are not in order.", "1,78,4453", 1),
        ("178,44,53", "The groups of digits in %(text)s are not in order.", "178,44,53", 1),
        (",5", "The groups of digits in %(text)s are not in order.", ",5", 1),
        ("1 2", "The groups of digits in %(text)s are not in order.", "1 2", 1),
        ("1.784.453", "%(text)s cannot be read as a number.", "1.784.453", 1),
        ("--3", "%(text)s cannot be read as a number.", "--3", 1),
        ("3-", "%(text)s cannot be read as a number.", "3-", 1),
        (".", "%(text)s cannot be read as a number.", ".", 1),
        ("1" * 61, "This number is too long: %(text)s.", "1" * 61, 1),
    ],
)
def test_a_problem_says_what_is_wrong_where_and_how_to_mend_it(
    text: str, key: str, offending: str, at: int
) -> None:
    with pytest.raises(NumberProblem) as raised:
        parse_number(text)
    problem = raised.value
    assert (problem.reason.key, problem.text, problem.at) == (key, offending, at)
    assert str(problem.mend).endswith(".")
    assert "%(" not in str(problem)


numbers = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**15), max_value=10**15
)
styles = st.fixed_dictionaries(
    {
        "grouping": st.sampled_from(["western", "south_asian"]),
        "digits": st.sampled_from(["western", "eastern"]),
        "language": st.sampled_from(["en", "ur", "sd"]),
    }
)


@given(numbers, st.integers(0, 5), styles)
def test_what_is_written_is_read_as_the_rounded_number(
    value: Decimal, decimals: int, style: dict[str, str]
) -> None:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert parse_number(format_number(value, decimals, **style)) == rounded  # type: ignore[arg-type]


@given(numbers, styles)
def test_without_rounding_nothing_is_lost(value: Decimal, style: dict[str, str]) -> None:
    assert parse_number(format_number(value, **style)) == value  # type: ignore[arg-type]


@given(st.integers(-(10**40), 10**40), st.integers(0, 6))
def test_large_numbers_are_written_exactly(value: int, decimals: int) -> None:
    written = format_number(value, decimals)
    assert int(written.replace("−", "-").replace(",", "").partition(".")[0]) == value


@given(st.text())
def test_any_text_is_a_number_or_a_problem(text: str) -> None:
    with suppress(NumberProblem):
        assert parse_number(text).is_finite()
