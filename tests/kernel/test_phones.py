"""Telephone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.kernel.messages import InputProblem
from kachehri.kernel.phones import is_number, normal, shown
from kachehri.kernel.scripts import eastern_digits


@pytest.mark.parametrize(
    "typed",
    [
        "03001234567",
        "0300 1234567",
        "0300-123 45 67",
        "+92 300 1234567",
        "0092 300 1234567",
        "۰۳۰۰ ۱۲۳۴۵۶۷",
        "(0300) 1234567",
    ],
)
def test_all_ways_of_writing_a_number_are_one(typed: str) -> None:
    assert normal(typed) == "+923001234567"


@pytest.mark.parametrize("typed", ["", "abc", "12", "+", "0" * 60, "<b>1</b>", "'; drop", "\0"])
def test_what_is_no_number_is_refused_with_a_way_to_mend_it(typed: str) -> None:
    with pytest.raises(InputProblem) as refused:
        normal(typed)
    assert "0300 1234567" in str(refused.value.mend)
    assert not is_number(typed)


@given(st.integers(min_value=300_0000000, max_value=349_9999999))
def test_a_normal_number_stays_as_it_is_and_is_read_back_from_how_it_is_shown(number: int) -> None:
    once = normal(f"0{number}")
    assert once == f"+92{number}"
    assert normal(once) == once
    assert normal(shown(once)) == once
    assert normal(eastern_digits(shown(once), "ur")) == once


@given(st.text(max_size=50))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        found = normal(text)
    except InputProblem:
        return
    assert normal(found) == found


def test_a_foreign_number_is_shown_with_its_country() -> None:
    assert shown("+442079460000").startswith("+44 ")
    assert shown("Kachehri") == "Kachehri"
