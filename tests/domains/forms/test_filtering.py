"""`$filter`: what is understood, what is refused, and nothing of it becomes SQL by itself."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.forms.rules.filtering import (
    Compared,
    Field,
    FilterProblem,
    Joined,
    Negated,
    read_filter,
)

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
CAME = Field("received_at")


def test_and_binds_closer_than_or() -> None:
    text = "__system/submitterId eq 1 or __system/submitterId eq 2 and __system/reviewState eq null"
    found = read_filter(text, AT)
    assert isinstance(found, Joined)
    assert found.how == "or"
    assert isinstance(found.parts[1], Joined)
    assert found.parts[1].how == "and"


def test_functions_and_either_side_are_understood() -> None:
    assert read_filter("year(now()) eq year(__system/submissionDate)", AT) == Compared(
        Field("received_at", "year"), "eq", 2026
    )
    assert read_filter("2026-01-01T00:00:00Z lt __system/submissionDate", AT) == Compared(
        CAME, "gt", datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert read_filter("not (__system/reviewState neq 'it''s')", AT) == Negated(
        Compared(Field("review"), "ne", "it's")
    )


@pytest.mark.parametrize(
    "text",
    [
        "age gt 5",
        "__system/submissionDate gt",
        "__system/submissionDate near 5",
        "__system/submissionDate gt 'yesterday'",
        "__system/submissionDate gt 0001-01-01T00:00:00Z",
        "year(__system/submissionDate) eq 999999",
        "(" * 50,
        "__system/reviewState lt null",
        "1 eq 1",
        "__system/submitterId eq 'x'",
        "'never closed",
        " and ".join(["__system/submitterId eq 1"] * 300),
    ],
)
def test_what_cannot_be_answered_is_said(text: str) -> None:
    with pytest.raises(FilterProblem):
        read_filter(text, AT)


@given(st.text(alphabet="()' ,/_eqltandornw0192-:TZsubmiteYD", max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        read_filter(text, AT)
    except FilterProblem:
        return
