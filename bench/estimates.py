"""Estimates with the errors of a design: 200,000 households, 40 indicators, women and men apart.

Every household is made up by a generator with a fixed seed. The peer is svy asked for one indicator
after the other, for everybody alone. Its estimates and errors, and those of our own Taylor
linearisation, are held against ours.
"""

import json
import sys
import time
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
HOUSEHOLDS, INDICATORS, CLUSTERS, STRATA = 200_000, 40, 10_000, 40
BILLIONTH = 1e9


def measure() -> list[Row]:
    """Every measurement, in a process of its own."""
    return rows_of("bench.estimates")


def made_up() -> dict[str, Any]:
    """Households in clusters that are alike inside; some do not answer some questions."""
    import numpy as np

    rng = np.random.default_rng(6)
    cluster = np.repeat(np.arange(CLUSTERS), HOUSEHOLDS // CLUSTERS)
    leaning = rng.normal(0, 0.6, CLUSTERS)[cluster]
    answers = {}
    for number in range(INDICATORS):
        chance = 1 / (1 + np.exp(-(leaning + rng.normal(0, 1.5))))
        column = (rng.random(HOUSEHOLDS) < chance).astype(np.float64)
        column[rng.random(HOUSEHOLDS) < 0.01 * (number % 5)] = np.nan
        answers[f"y{number}"] = column
    return {
        "weights": rng.uniform(40, 600, HOUSEHOLDS),
        "shares": answers,
        "strata": cluster % STRATA,
        "clusters": cluster,
        "groups": {"sex": np.where(rng.random(HOUSEHOLDS) < 0.5, "female", "male")},
    }


def run() -> list[Row]:
    """The time, and how far ours lie from svy's and from our own linearisation."""
    from kachehri.kernel.survey_estimates import Answered, estimate

    data = made_up()
    began = time.perf_counter()
    found = estimate(Answered(**data))
    took = time.perf_counter() - began
    everybody = {one.variable: one for one in found if not one.groups}
    began = time.perf_counter()
    theirs = dict(by_svy(data))
    peer = time.perf_counter() - began
    apart = max(
        distance((one.value, one.standard_error), theirs[name]) for name, one in everybody.items()
    )
    taylor = max(
        distance((one.value, one.standard_error), by_hand(data, one.variable, dict(one.groups)))
        for one in found
    )
    what = "Estimates with design, 200,000 households x 40 indicators, all, women, men"
    return [
        row(f"{what} (peer: svy itself, all alone)", "s", took, 10.0, peer),
        row("  largest relative distance from svy", "billionths", apart * BILLIONTH, 1.0),
        row("  largest relative distance from Taylor", "billionths", taylor * BILLIONTH, 1.0),
    ]


def by_svy(data: dict[str, Any]) -> Any:
    """Each indicator asked of svy itself."""
    import polars as pl
    import svy

    columns = {"w": data["weights"], "stratum": data["strata"], "psu": data["clusters"]}
    frame = pl.DataFrame({**columns, **data["shares"]}).fill_nan(None)
    sample = svy.Sample(frame, svy.Design(stratum="stratum", psu="psu", wgt="w"))
    for name in data["shares"]:
        one = sample.estimation.mean(name, drop_nulls=True).to_dicts()[0]
        yield name, (one["est"], one["se"])


def by_hand(data: dict[str, Any], name: str, groups: dict[str, str]) -> tuple[float, float | None]:
    """The same by our own linearisation, which knows nothing of svy."""
    import numpy as np

    from kachehri.kernel.sampling import design

    column = data["shares"][name]
    member = ~np.isnan(column)
    for dimension, level in groups.items():
        member &= data["groups"][dimension] == level
    plan = design(data["weights"], data["strata"], data["clusters"])
    both = np.column_stack([member.astype(np.float64), np.where(member, column, 0.0)])
    below, above = plan.totals(both).T
    one = plan.ratio(above, below, int(member.sum()), by_chance=True, is_share=False)
    return one.value, one.standard_error


def distance(ours: tuple[float, float | None], theirs: tuple[float, float | None]) -> float:
    """The larger relative difference of two pairs."""
    pairs = zip(ours, theirs, strict=True)
    return max(abs((one or 0.0) - (other or 0.0)) / abs(other or 1.0) for one, other in pairs)


def row(name: str, unit: str, ours: float, limit: float, peer: float | None = None) -> Row:
    """One measurement."""
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 6),
        "peer": None if peer is None else round(peer, 4),
        "ratio": None if peer is None else round(ours / peer, 3),
        "limit": limit,
    }


if __name__ == "__main__":
    json.dump(run(), sys.stdout)
