"""Dates in full, in three languages, and as people type them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.kernel.dates import (
    MONTHS,
    DateProblem,
    format_date,
    format_dates,
    format_month,
    format_year,
    format_years,
    parse_date,
)

DAY = date(2023, 3, 21)
JULY = date(2024, 7, 5)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "5 July 2024"), ("ur", "5 جولائی 2024"), ("sd", "5 جولاءِ 2024")],
)
def test_a_date_is_written_in_full(language: str, expected: str) -> None:
    assert format_date(JULY, language) == expected


def test_eastern_digits_are_the_readers_choice_in_urdu_and_sindhi_only() -> None:
    assert format_date(DAY, "ur", digits="eastern") == "۲۱ مارچ ۲۰۲۳"
    assert format_date(DAY, "sd", digits="eastern") == "۲۱ مارچ ۲۰۲۳"
    assert format_date(DAY, "en", digits="eastern") == "21 March 2023"


def test_months_and_years() -> None:
    assert format_month(DAY, "en") == "March 2023"
    assert format_month(DAY, "ur", digits="eastern") == "مارچ ۲۰۲۳"
    assert format_year(2023, "sd", digits="eastern") == "۲۰۲۳"
    assert format_years(2017, 2023, "en") == "2017–2023"
    assert format_years(2023, 2023, "ur") == "2023"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (DAY, DAY, "21 March 2023"),
        (date(2023, 3, 1), DAY, "1 to 21 March 2023"),
        (date(2023, 1, 1), DAY, "1 January to 21 March 2023"),
        (date(2022, 3, 1), DAY, "1 March 2022 to 21 March 2023"),
        (date(2022, 12, 1), DAY, "1 December 2022 to 21 March 2023"),
    ],
)
def test_a_range_of_dates_says_nothing_twice(first: date, last: date, expected: str) -> None:
    assert format_dates(first, last, "en") == expected


def test_a_range_of_dates_in_urdu_and_sindhi() -> None:
    first = date(2023, 3, 1)
    assert format_dates(first, DAY, "ur") == "1 تا 21 مارچ 2023"
    assert format_dates(first, DAY, "sd", digits="eastern") == "۱ کان ۲۱ مارچ ۲۰۲۳ تائين"


@pytest.mark.parametrize("language", MONTHS)
def test_every_language_has_twelve_different_months(language: str) -> None:
    assert len(set(MONTHS[language])) == 12


@pytest.mark.parametrize(
    "text",
    [
        "21 March 2023",
        "21st march, 2023",
        "March 21, 2023",
        "21 Mar 2023",
        "21/3/2023",
        "21.03.2023",
        "21-3-2023",
        "2023-03-21",
        "۲۱ مارچ ۲۰۲۳ء",
        "21 مارچ، 2023",
        "٢١/٣/٢٠٢٣",
        "21 مارچ 2023ع",
        "\u200f21 مارچ 2023",
        "  21   of March 2023 AD ",
    ],
)
def test_a_date_is_read_however_it_is_typed(text: str) -> None:
    assert parse_date(text) == DAY


def test_month_names_are_read_from_any_keyboard() -> None:
    for text in ("5 جولائي 2024", "5 جولاءِ 2024", "5 جولائی 2024", "5 جولاء 2024"):
        assert parse_date(text) == JULY


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no date here."),
        (" - ", "There is no date here."),
        ("21 Foo 2023", "“foo” is not the name of a month."),
        ("2023", "“2023” is not a day, a month and a year."),
        ("March 2023", "“March 2023” is not a day, a month and a year."),
        ("1 2 3 2023", "“1 2 3 2023” is not a day, a month and a year."),
        ("21 March April", "“21 March April” is not a day, a month and a year."),
        ("3/21/2023", "There is no month 21: the day comes first."),
        ("21/0/2023", "There is no month 0: the day comes first."),
        ("31 April 2023", "There is no day 31 in this month: it has 30 days."),
        ("29/2/2023", "There is no day 29 in this month: it has 28 days."),
        ("0 March 2023", "There is no day 0 in this month: it has 31 days."),
        ("21/3/23", "The year 23 does not have four digits."),
        ("21 March 0000", "The year 0000 does not have four digits."),
        ("2023 March 2023", "There is no day 2023 in this month: it has 31 days."),
    ],
)
def test_a_problem_says_what_is_wrong_and_how_to_mend_it(text: str, message: str) -> None:
    with pytest.raises(DateProblem) as raised:
        parse_date(text)
    assert str(raised.value.reason) == message
    assert str(raised.value.mend) == "Type the date as 21 March 2023 or 21/3/2023."


dates = st.dates(min_value=date(1000, 1, 1))
languages = st.sampled_from(["en", "ur", "sd"])
digits = st.sampled_from(["western", "eastern"])


@given(dates, languages, digits)
def test_what_is_written_is_read_as_the_same_date(day: date, language: str, kind: str) -> None:
    assert parse_date(format_date(day, language, digits=kind)) == day  # type: ignore[arg-type]


@given(dates)
def test_dates_in_figures_are_read_in_both_orders(day: date) -> None:
    assert parse_date(day.isoformat()) == parse_date(f"{day.day}/{day.month}/{day.year}") == day


@given(st.text())
def test_any_text_is_a_date_or_a_problem(text: str) -> None:
    with suppress(DateProblem):
        assert isinstance(parse_date(text), date)
