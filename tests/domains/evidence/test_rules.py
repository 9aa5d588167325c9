"""How numbers become figures, which value is the best, and what is not carried."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.evidence.rules import MAY_DECLARE, MAY_LOAD, best_key, dim_key
from kachehri.domains.evidence.rules.measuring import share
from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.kernel.rules import decide

EDITOR = Actor(1, "An editor", signed_in=True, grants=(GrantFact("editor", 5, frozenset({5, 6})),))
PROGRAM = Actor(2, "The program", system=True)


@given(st.integers(0, 10**8), st.integers(1, 10**8), st.sampled_from([1, 100]))
def test_a_share_is_exact_to_six_decimals(numerator, denominator, scale):
    made = share(Decimal(numerator), Decimal(denominator), scale)
    exact = Fraction(numerator * scale, denominator)
    assert abs(Fraction(made) - exact) <= Fraction(1, 2_000_000)


@given(
    st.dictionaries(st.sampled_from(["sex", "residence", "age"]), st.sampled_from(["", "a", "b"]))
)
def test_the_key_of_dimensions_does_not_depend_on_their_order_or_on_totals(dims):
    told = dim_key(dims)
    assert told == dim_key(dict(reversed(dims.items())))
    assert told == dim_key({name: value for name, value in dims.items() if value})


def test_a_census_goes_before_a_survey_and_that_before_a_model():
    keys = [
        best_key(method=method, source_rank=rank, source=source)
        for method, rank, source in [
            ("census", 10, "a"), ("census", 10, "b"), ("census", 20, "a"), ("survey", 1, "a"),
            ("admin", 1, "a"), ("model", 1, "a"), ("perception", 1, "a"), ("unheard of", 1, "a"),
        ]
    ]  # fmt: skip
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("actor", "place", "allowed"),
    [(PROGRAM, 9, True), (EDITOR, 6, True), (EDITOR, 9, False), (PUBLIC, 5, False)],
)
def test_the_program_or_an_editor_of_the_place_may_load(actor, place, allowed):
    assert decide(MAY_LOAD, actor, {"place_thing_id": place}).allowed is allowed


def test_only_the_program_declares_indicators():
    assert decide(MAY_DECLARE, PROGRAM).allowed
    assert not decide(MAY_DECLARE, EDITOR).allowed
