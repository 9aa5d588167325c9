"""Counting: who is poor, how poor, from what it comes; with the errors of the sample's design.

Alkire and Foster (2011). All shares are of people: a household counts with its weight times its
members. numpy is loaded when a function is called.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kachehri.kernel.sampling import Design, Estimate, design, numbered

from .measures import Measure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kachehri.kernel.sampling import Numbers


@dataclass(frozen=True)
class Part:
    """What one indicator adds.

    `uncensored` is the share of all people who go without it, `censored` the share who are poor and
    go without it, `contribution` its part of the adjusted headcount (all add up to 1).
    """

    code: str
    weight: float
    uncensored: Estimate
    censored: Estimate
    contribution: float


@dataclass(frozen=True)
class GroupPoverty:
    """The same three figures of a group, with its share of people and its part of the whole."""

    group: str
    households: int
    population: float
    headcount: Estimate
    intensity: Estimate
    adjusted: Estimate
    contribution: float


@dataclass(frozen=True)
class Poverty:
    """The outcome of a measure.

    `headcount` H is the share of people who are poor, `intensity` A the average share of weights
    that the poor go without (0 where nobody is poor), `adjusted` M0 = H·A. `left_out` households
    had a missing value: they are in no figure.
    """

    measure: str
    version: int
    households: int
    left_out: int
    people: float
    headcount: Estimate
    intensity: Estimate
    adjusted: Estimate
    parts: tuple[Part, ...]
    groups: Mapping[str, tuple[GroupPoverty, ...]]


@dataclass(frozen=True, eq=False)
class Sample:
    """Households as arrays of the same length.

    `deprived` has a row a household and a column an indicator: 1 goes without, 0 does not, NaN is
    missing. `weights` are those of households, `members` how many live in each; `strata` and
    `clusters` are of any type, or None. `groups` are texts to break down by. `by_chance` False is
    a purposive sample: it has no errors.
    """

    deprived: "Numbers"
    weights: "Numbers"
    members: "Numbers"
    strata: "NDArray[np.generic] | None" = None
    clusters: "NDArray[np.generic] | None" = None
    groups: "Mapping[str, NDArray[np.generic]] | None" = None
    by_chance: bool = True


@dataclass(frozen=True, eq=False)
class _Counted:
    """Complete households: who is poor, how much each poor one goes without, and the design."""

    deprived: "Numbers"
    poor: "Numbers"
    censored: "Numbers"
    plan: Design
    by_chance: bool

    def share(self, above: "Numbers", below: "Numbers", n: float) -> Estimate:
        """Of totals by cluster: the share of people of whom something is true."""
        return self.plan.ratio(above, below, int(n), by_chance=self.by_chance, is_share=True)

    def mean(self, above: "Numbers", below: "Numbers", n: float) -> Estimate:
        """Of totals by cluster: a mean between 0 and 1."""
        return self.plan.ratio(above, below, int(n), by_chance=self.by_chance, is_share=False)


def estimate(measure: Measure, sample: Sample) -> Poverty:
    """Count a sample by a measure.

    A household with a missing value in any indicator, weight or size is left out of everything.
    Raises ValueError where no complete household is left, and for weights not above zero.
    """
    import numpy as np

    weights, line = measure.whole
    # A missing value makes the whole score NaN. (einsum: threads would wait for each other here.)
    score = np.einsum("ij,j->i", sample.deprived, np.array(weights, dtype=np.float64))
    complete = ~np.isnan(score + sample.weights + sample.members)
    if not complete.any():
        raise ValueError("no household has a value in every column")
    counted = _counted(_only(sample, complete), score[complete], (sum(weights), line))
    n = len(counted.poor)
    both = np.column_stack([np.ones(n), counted.poor, counted.censored])
    everybody, poor, lacking = counted.plan.totals(both).T
    adjusted = counted.mean(lacking, everybody, n)
    return Poverty(
        measure=measure.code,
        version=measure.version,
        households=n,
        left_out=int((~complete).sum()),
        people=float(everybody.sum()),
        headcount=counted.share(poor, everybody, n),
        intensity=counted.mean(lacking, poor, counted.poor.sum()),
        adjusted=adjusted,
        parts=_parts(measure, counted, everybody, adjusted.value),
        groups={
            name: _groups(column[complete], counted, adjusted.value)
            for name, column in (sample.groups or {}).items()
        },
    )


def _only(sample: Sample, chosen: "NDArray[np.bool_]") -> Sample:
    if chosen.all():
        return sample
    return Sample(
        sample.deprived[chosen],
        sample.weights[chosen],
        sample.members[chosen],
        None if sample.strata is None else sample.strata[chosen],
        None if sample.clusters is None else sample.clusters[chosen],
        None,
        sample.by_chance,
    )


def _counted(sample: Sample, score: "Numbers", scale: tuple[int, int]) -> _Counted:
    """Whole numbers are compared with the line, so that 1/6 and 1/6 reach 1/3."""
    import numpy as np

    whole, line = scale
    poor = (score >= line).astype(np.float64)
    plan = design(sample.weights * sample.members, sample.strata, sample.clusters)
    return _Counted(sample.deprived, poor, score * poor / whole, plan, sample.by_chance)


def _parts(
    measure: Measure, counted: _Counted, everybody: "Numbers", adjusted: float
) -> tuple[Part, ...]:
    uncensored = counted.plan.totals(counted.deprived)
    censored = counted.plan.totals(counted.deprived, counted.poor > 0)
    n = len(counted.poor)
    found = []
    for at, one in enumerate(measure.deprivations):
        share = counted.share(censored[:, at], everybody, n)
        weight = float(one.weight)
        part = weight * share.value / adjusted if adjusted else 0.0
        whole = counted.share(uncensored[:, at], everybody, n)
        found.append(Part(one.code, weight, whole, share, part))
    return tuple(found)


def _groups(
    column: "NDArray[np.generic]", counted: _Counted, adjusted: float
) -> tuple[GroupPoverty, ...]:
    """Each group in the order of its name, in one pass over the households for all of them."""
    import numpy as np

    code = numbered(column)
    names = np.unique(column)
    clusters = len(counted.plan.strata_of)
    cell = code * clusters + counted.plan.clusters

    def totals(values: "Numbers") -> "Numbers":
        weighed = counted.plan.weights * values
        sums = np.bincount(cell, weights=weighed, minlength=len(names) * clusters)
        return sums.astype(np.float64).reshape(len(names), clusters)

    everybody = totals(np.ones(len(code)))
    poor, lacking = totals(counted.poor), totals(counted.censored)
    asked = np.bincount(code)
    poor_asked = np.bincount(code, weights=counted.poor)
    whole = float(everybody.sum())
    return tuple(
        _group(
            str(name),
            (everybody[at], poor[at], lacking[at]),
            (int(asked[at]), int(poor_asked[at])),
            counted,
            (whole, adjusted),
        )
        for at, name in enumerate(names)
    )


def _group(
    name: str,
    totals: "tuple[Numbers, Numbers, Numbers]",
    asked: tuple[int, int],
    counted: _Counted,
    whole: tuple[float, float],
) -> GroupPoverty:
    everybody, poor, lacking = totals
    population = float(everybody.sum()) / whole[0]
    own = counted.mean(lacking, everybody, asked[0])
    return GroupPoverty(
        group=name,
        households=asked[0],
        population=population,
        headcount=counted.share(poor, everybody, asked[0]),
        intensity=counted.mean(lacking, poor, asked[1]),
        adjusted=own,
        contribution=population * own.value / whole[1] if whole[1] else 0.0,
    )
