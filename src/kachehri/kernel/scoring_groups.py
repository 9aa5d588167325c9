"""From the points of many homes to the share of them that is poor: for groups, never for a home.

There is no function here, nor anywhere, that takes the points of one home and says anything of it:
of homes with the same points some are poor and some are not. docs/algorithms/scoring.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LEAST_GROUP = 30
"""Below this many homes no share is given: a few homes are nearly each by itself."""


class TooFew(ValueError):
    """The group is too small to say anything of it without saying it of single homes."""


@dataclass(frozen=True)
class Likelihoods:
    """Of 100 homes with so many points, how many lie below each line.

    `lines` holds, for each poverty line, one percentage for every `width` points from 0 upwards;
    the last one also covers what lies above. `names` are their names by language.
    """

    key: str
    width: int
    lines: Mapping[str, tuple[float, ...]] = field(hash=False)
    names: Mapping[str, Mapping[str, str]] = field(hash=False)
    cite: str = ""


@dataclass(frozen=True)
class GroupRate:
    """The share of a group of homes that is poor, in percent, and of how many homes it is said."""

    line: str
    homes: int
    percent: float


def group_rate(
    scores: Sequence[int], table: Likelihoods, line: str, weights: Sequence[float] | None = None
) -> GroupRate:
    """The mean likelihood over a group. Raises TooFew below thirty homes, KeyError for no line.

    `weights` are how many homes each stands for in a sample.
    """
    if len(scores) < LEAST_GROUP:
        raise TooFew(f"{len(scores)} homes are fewer than {LEAST_GROUP}")
    chances = table.lines[line]
    last = len(chances) - 1
    each = [chances[min(score // table.width, last)] for score in scores]
    by = [1.0] * len(each) if weights is None else list(weights)
    total = sum(by)
    value = sum(one * weight for one, weight in zip(each, by, strict=True)) / total
    return GroupRate(line, len(scores), value)


@dataclass(frozen=True)
class Targeting:
    """What a cut-off does to a population, in percent of all homes: the four always make 100.

    Poor and taken in, poor and left out, not poor and taken in, not poor and left out.
    """

    inclusion: float
    undercoverage: float
    leakage: float
    exclusion: float

    @property
    def reached(self) -> float:
        """Of 100 poor homes, how many are taken in."""
        return 100 * self.inclusion / (self.inclusion + self.undercoverage)

    @property
    def bpac(self) -> float:
        """Balanced poverty accuracy: inclusion less the imbalance of the errors, of all poor."""
        poor = self.inclusion + self.undercoverage
        return 100 * (self.inclusion - abs(self.undercoverage - self.leakage)) / poor
