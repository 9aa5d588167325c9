"""Shares and means of a survey with the errors of its design: svy, wrapped once.

A sample that was not drawn by chance gets neither an error nor an interval: the type cannot hold
one. How and why: `docs/algorithms/estimates.md`. svy and polars are loaded when a function is
called.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from kachehri.kernel.intervals import CARE_ABOVE, FEWEST, POOR_ABOVE, korn_graubard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Column: TypeAlias = NDArray[np.generic]

FEW_DEGREES = 8
NARROW, WIDE, WIDE_FOR_ITS_SIZE = 0.05, 0.30, 1.30


class Standing(StrEnum):
    """How far a figure carries."""

    GOOD = "good"
    CARE = "use-with-care"
    POOR = "too-uncertain"
    SMALL = "too-few-asked"
    ASKED = "of-those-asked"

    @property
    def is_shown(self) -> bool:
        """Whether it may be published at all."""
        return self in (Standing.GOOD, Standing.CARE, Standing.ASKED)


@dataclass(frozen=True)
class SurveyEstimate:
    """A share (0 to 1) or mean of a group. `n` people answered, `hits` of them counted in a share.

    `groups` are the breakdown, empty for everybody. Error, interval, `design_effect` and `freedom`
    are None for those who were not chosen by chance, and the interval also where it cannot be told.
    """

    variable: str
    groups: tuple[tuple[str, str], ...]
    value: float
    n: int
    hits: int | None
    standing: Standing
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None
    design_effect: float | None = None
    freedom: int | None = None


@dataclass(frozen=True, eq=False)
class Answered:
    """Answers as columns of one length. NaN is no answer to this question.

    `shares` hold 1 and 0, `means` any number. `strata` and `clusters` are of any type; without
    clusters every answer is its own. `groups` are texts, "" for whom it is not known. `by_chance`
    False: chosen on purpose, weights are not looked at.
    """

    weights: "Numbers"
    shares: "Mapping[str, Numbers]"
    means: "Mapping[str, Numbers]" = field(default_factory=dict)
    strata: "Column | None" = None
    clusters: "Column | None" = None
    groups: "Mapping[str, Column]" = field(default_factory=dict)
    by_chance: bool = True


def estimate(answered: Answered) -> tuple[SurveyEstimate, ...]:
    """Every question for everybody and for each group, in the order given."""
    if not answered.by_chance:
        return tuple(_of_those_asked(answered))
    return tuple(_Designed(answered).all())


def _of_those_asked(answered: Answered) -> Iterator[SurveyEstimate]:
    """Plain counts: of so many who were asked, so many said so."""
    for name, column, is_share in _questions(answered):
        for groups, member in _levels(answered, len(column)):
            found = column[member]
            found = found[found == found]
            if len(found):
                hits = int(found.sum()) if is_share else None
                standing = Standing.SMALL if len(found) < FEWEST else Standing.ASKED
                yield SurveyEstimate(name, groups, float(found.mean()), len(found), hits, standing)


def _questions(answered: Answered) -> "Iterator[tuple[str, Numbers, bool]]":
    for name, column in answered.shares.items():
        yield name, column, True
    for name, column in answered.means.items():
        yield name, column, False


def _levels(
    answered: Answered, length: int
) -> "Iterator[tuple[tuple[tuple[str, str], ...], NDArray[np.bool_]]]":
    """Everybody, then each group by the order of its name."""
    import numpy as np

    yield (), np.ones(length, dtype=bool)
    for name, column in answered.groups.items():
        texts = column.astype(str)
        for level in sorted({str(one) for one in texts} - {""}):
            yield ((name, level),), texts == level


class _Designed:
    """One sample in svy, asked once for each set of people, for all its questions together."""

    def __init__(self, answered: Answered) -> None:
        import polars as pl
        import svy

        self.answered = answered
        self.asked = list(_questions(answered))
        columns: dict[str, Any] = {"weight": answered.weights}
        roles = {"stratum": answered.strata, "psu": answered.clusters}
        there = {role: column for role, column in roles.items() if column is not None}
        for at, (_name, column, _is_share) in enumerate(self.asked):
            columns[f"y{at}"] = column
        self.members = list(_levels(answered, len(answered.weights)))
        for at, (_groups, member) in enumerate(self.members):
            columns[f"in{at}"] = member
        for role, values in there.items():
            columns[role] = values
        # A stratum with one cluster: its part of an error is taken around the mean of all.
        design = svy.Design(
            wgt="weight",
            singleton="center" if "stratum" in there else None,
            stratum="stratum" if "stratum" in there else None,
            psu="psu" if "psu" in there else None,
        )
        self.frame = pl.DataFrame(columns).fill_nan(None)
        self.sample = svy.Sample(self.frame, design)

    def all(self) -> Iterator[SurveyEstimate]:
        """All questions, each of everybody and then of each group."""
        made = [dict(self._level(at)) for at in range(len(self.members))]
        for question in range(len(self.asked)):
            yield from (one[question] for one in made if question in one)

    def _level(self, level: int) -> Iterator[tuple[int, SurveyEstimate]]:
        """Every question that somebody of this set answered."""
        import svy

        mine = self.frame.filter(self.frame[f"in{level}"])
        some = [at for at in range(len(self.asked)) if mine[f"y{at}"].count()]
        if not some:
            return
        found = self.sample.estimation.mean(
            [f"y{at}" for at in some],
            where=svy.col(f"in{level}") if level else None,
            drop_nulls=True,
        )
        groups = self.members[level][0]
        for at, one in zip(some, found if isinstance(found, list) else [found], strict=True):
            yield at, self._told(at, groups, one.to_dicts()[0], mine)

    def _told(
        self, at: int, groups: tuple[tuple[str, str], ...], row: Mapping[str, Any], mine: Any
    ) -> SurveyEstimate:
        """A row of svy with the interval and the standing that we give it."""
        name, _column, is_share = self.asked[at]
        answers = mine.select("weight", f"y{at}").drop_nulls()
        value, error, n = float(row["est"]), float(row["se"]), int(row["n"])
        freedom = max(1, int(row["df"]))
        variance = _variance(answers["weight"].to_numpy(), answers[f"y{at}"].to_numpy(), value)
        effect = error**2 * n / variance if variance > 0 and error > 0 else 1.0
        if is_share:
            value = min(1.0, max(0.0, value))
            low, high = share_interval(value, n, effect, freedom)
            standing = standing_of_share(value, (low, high), n, effect, freedom)
            hits = int(answers[f"y{at}"].sum())
            return SurveyEstimate(
                name, groups, value, n, hits, standing, error, low, high, effect, freedom
            )
        standing = standing_of_mean(value, error, n)
        low, high = (float(row["lci"]), float(row["uci"])) if n > 1 else (None, None)
        return SurveyEstimate(
            name, groups, value, n, None, standing, error, low, high, effect, freedom
        )


def _variance(weights: "Numbers", values: "Numbers", mean: float) -> float:
    """The weighted variance of single answers."""
    return float((weights * (values - mean) ** 2).sum() / weights.sum())


def share_interval(
    share: float, n: int, effect: float, freedom: int
) -> tuple[float | None, float | None]:
    """Korn and Graubard's interval of a share; none of a single person."""
    return korn_graubard(share, n, effect, freedom) if n > 1 else (None, None)


def standing_of_share(
    share: float,
    ends: tuple[float | None, float | None],
    n: int,
    effect: float,
    freedom: int,
) -> Standing:
    """Whether a share may be published (NCHS standards for proportions, 2017).

    Fewer than 30 asked, really or in effect: no. An interval of at most 5 points: yes; of 30 and
    more: no; between them no where it is wider than 1.3 times the share. With few clusters, and
    where nobody or everybody said so: with care.
    """
    low, high = ends
    if n < FEWEST or n / max(effect, 1.0) < FEWEST or low is None or high is None:
        return Standing.SMALL
    width = high - low
    smaller = min(share, 1 - share)
    careful = freedom < FEW_DEGREES or smaller == 0
    if width >= WIDE or (width > NARROW and width > WIDE_FOR_ITS_SIZE * share):
        return Standing.POOR
    return Standing.CARE if careful else Standing.GOOD


def standing_of_mean(value: float, error: float, n: int) -> Standing:
    """Whether a mean may be published: by its coefficient of variation."""
    if n < FEWEST:
        return Standing.SMALL
    if value == 0:
        return Standing.CARE
    variation = error / abs(value)
    if variation > POOR_ABOVE:
        return Standing.POOR
    return Standing.CARE if variation > CARE_ABOVE else Standing.GOOD


def answered(
    *,
    weights: "Numbers | list[float]",
    shares: Mapping[str, list[float | None]],
    means: Mapping[str, list[float | None]],
    groups: Mapping[str, list[str]],
    strata: list[str] | None = None,
    clusters: list[int] | None = None,
    by_chance: bool = True,
) -> Answered:
    """Answers from plain lists; None is no answer."""
    import numpy as np

    def numbers(column: list[float | None]) -> "Numbers":
        return np.array([np.nan if one is None else one for one in column], dtype=np.float64)

    return Answered(
        np.asarray(weights, dtype=np.float64),
        {name: numbers(column) for name, column in shares.items()},
        {name: numbers(column) for name, column in means.items()},
        None if strata is None else np.array(strata),
        None if clusters is None else np.array(clusters, dtype=np.int64),
        {name: np.array(column) for name, column in groups.items()},
        by_chance,
    )
