"""Weights in three factors: sums that must come out, and svy's own raking beside ours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kachehri.kernel.weighting import CannotWeigh, Visit, nonresponse, rake, weigh

SEEDS = st.integers(0, 10**6)


@settings(max_examples=60)
@given(SEEDS, st.floats(0.3, 0.95))
def test_those_who_answered_stand_for_everybody_who_was_asked(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    n = 300
    base, cluster = rng.uniform(10, 90, n), rng.integers(0, 30, n)
    answered = rng.random(n) < share
    answered[0] = True
    factor = nonresponse(base, answered, (cluster, cluster // 10))
    assert (factor[~answered] == 0).all()
    assert (factor[answered] > 0).all()
    assert abs((base * factor).sum() - base.sum()) < 1e-6 * base.sum()


def test_a_cluster_in_which_nobody_answered_is_stood_for_by_its_stratum() -> None:
    base = np.full(30, 10.0)
    cluster = np.repeat([0, 1, 2], 10)
    answered = cluster != 1
    factor = nonresponse(base, answered, (cluster, np.zeros(30, dtype=int)))
    assert factor[answered] == pytest.approx(1.5)


@settings(max_examples=40)
@given(SEEDS)
def test_raked_sums_agree_with_every_margin(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 400
    weights = rng.uniform(1, 5, n)
    sex = rng.choice(["female", "male"], n)
    where = rng.choice(["rural", "urban", "camp"], n)
    margins = {
        "sex": (sex, {"female": 520.0, "male": 480.0}),
        "where": (where, {"rural": 600.0, "urban": 300.0, "camp": 100.0}),
    }
    factor, rounds = rake(weights, margins)
    assert rounds > 1
    for column, totals in margins.values():
        for value, total in totals.items():
            assert (weights * factor)[column == value].sum() == pytest.approx(total, rel=1e-8)


def test_raking_agrees_with_svy() -> None:
    import polars as pl
    import svy

    rng = np.random.default_rng(3)
    n = 500
    frame = pl.DataFrame(
        {
            "w": rng.uniform(10, 60, n),
            "sex": rng.choice(["female", "male"], n),
            "where": rng.choice(["rural", "urban"], n),
        }
    )
    totals = {
        "sex": {"female": 9000.0, "male": 8500.0},
        "where": {"rural": 11000.0, "urban": 6500.0},
    }
    margins = {name: (frame[name].to_numpy(), some) for name, some in totals.items()}
    ours = frame["w"].to_numpy() * rake(frame["w"].to_numpy(), margins)[0]
    sample = svy.Sample(frame, svy.Design(wgt="w"))
    raked = sample.weighting.rake(controls=totals, wgt_name="r", tol=1e-12, max_iter=500)
    theirs = (raked if raked is not None else sample).data["r"].to_numpy()
    assert np.abs(ours - theirs).max() / theirs.max() < 1e-8


def test_a_value_that_nobody_gave_and_one_without_a_total_are_refused() -> None:
    ones, sex = np.ones(4), np.array(["f", "f", "f", "f"])
    with pytest.raises(CannotWeigh, match="Nobody answered"):
        rake(ones, {"sex": (sex, {"f": 5.0, "m": 5.0})})
    with pytest.raises(CannotWeigh, match="No total is known"):
        rake(ones, {"sex": (np.array(["f", "f", "x", "f"]), {"f": 5.0})})


def test_the_three_factors_are_kept_apart_and_their_product_counts() -> None:
    visits = [
        Visit("s", n % 4, 20.0, answered=n % 5 > 0, persons=1 + n % 3,
              known={"sex": "female" if n % 2 else "male"})
        for n in range(40)
    ]  # fmt: skip
    found = weigh(visits, {"sex": {"female": 900.0, "male": 700.0}})
    spoken = [one for one in visits if one.answered]
    assert found.base.tolist() == [20.0 * one.persons for one in spoken]
    assert (found.nonresponse >= 1).all()
    assert found.final.sum() == pytest.approx(1600)
    assert found.spread >= 1


def test_nobody_answered_is_said_and_not_divided_by() -> None:
    with pytest.raises(CannotWeigh):
        weigh([Visit("s", 1, 10.0, answered=False)], {})
    with pytest.raises(CannotWeigh):
        weigh([], {})
