"""Sampling errors of a clustered, stratified, weighted sample, by Taylor linearisation.

How and why: `docs/algorithms/poverty.md`. numpy and scipy are loaded when a function is called.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from kachehri.kernel.intervals import korn_graubard, student_quantile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Codes: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Estimate:
    """A share or mean between 0 and 1 with its design standard error.

    The error is None for a sample that was not drawn by chance: such a figure never has one, nor an
    interval. `n` are the households asked, `freedom` the degrees of freedom of the design;
    `is_share` says that every household is either in or out.
    """

    value: float
    standard_error: float | None = None
    n: int = 0
    freedom: int = 1
    is_share: bool = True

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 percent interval: Korn and Graubard's of a share, Student's of a mean.

        The effective size of a share is that of a simple sample with the same error; a share
        without any (0 or 1) keeps its size, so that none of many is not *surely none*.
        """
        if self.standard_error is None or self.n < 2:
            return None
        if not self.is_share:
            half = student_quantile(0.975, self.freedom) * self.standard_error
            return max(0.0, self.value - half), min(1.0, self.value + half)
        simple = self.value * (1 - self.value) / self.n
        effect = self.standard_error**2 / simple if self.standard_error and simple > 0 else 1.0
        return korn_graubard(self.value, self.n, effect, self.freedom)


@dataclass(frozen=True, eq=False)
class Design:
    """How a sample was drawn: one entry a household.

    `weights` are how many each stands for; `clusters` number the primary units 0, 1, … and
    `strata_of` gives the stratum (numbered too) of each cluster.
    """

    weights: "Numbers"
    clusters: "Codes"
    strata_of: "Codes"

    @cached_property
    def freedom(self) -> int:
        """Clusters less strata, at least one."""
        return max(1, len(self.strata_of) - int(self.strata_of.max()) - 1)

    @cached_property
    def lonely(self) -> int:
        """Strata with a single cluster.

        Their part of an error is taken around the mean of all clusters, which is on the safe side.
        """
        import numpy as np

        return int((np.bincount(self.strata_of) == 1).sum())

    def totals(self, columns: "Numbers", chosen: "NDArray[np.bool_] | None" = None) -> "Numbers":
        """The weighted sum of each column in each cluster, one row a cluster; of those chosen."""
        import numpy as np
        from scipy.sparse import csr_matrix

        order = self._order if chosen is None else self._order[chosen[self._order]]
        codes = self.clusters if chosen is None else self.clusters[chosen]
        counts = np.bincount(codes, minlength=len(self.strata_of))
        ends = np.concatenate([[0], np.cumsum(counts)])
        shape = (len(self.strata_of), len(self.weights))
        found: Numbers = csr_matrix((self.weights[order], order, ends), shape=shape) @ columns
        return found

    @cached_property
    def _order(self) -> "Codes":
        """Households by cluster."""
        import numpy as np

        codes = self.clusters
        is_sorted = bool((codes[1:] >= codes[:-1]).all())
        return np.arange(len(codes)) if is_sorted else np.argsort(codes, kind="stable")

    def ratio(
        self, above: "Numbers", below: "Numbers", n: int, *, by_chance: bool, is_share: bool
    ) -> Estimate:
        """The ratio of two totals, given by cluster; 0 where nobody is counted below.

        A mean of a group has both totals within the group only, so that clusters without anybody of
        it count as they must.
        """
        total = float(below.sum())
        # Rounding may carry a share of everybody a little above 1.
        value = min(1.0, float(above.sum()) / total) if total else 0.0
        error = None
        if by_chance:
            error = self.error((above - value * below) / total) if total else 0.0
        return Estimate(value, error, n, self.freedom, is_share)

    def error(self, totals: "Numbers") -> float:
        """The standard error of a sum, from its parts by cluster within strata."""
        import numpy as np

        size = self._sizes
        means = np.bincount(self.strata_of, weights=totals) / size
        lonely = size == 1
        means = np.where(lonely, totals.mean(), means)
        scale = np.where(lonely, 1.0, size / np.maximum(size - 1, 1))
        squares = (totals - means[self.strata_of]) ** 2
        return float(np.sqrt((scale[self.strata_of] * squares).sum()))

    @cached_property
    def _sizes(self) -> "Codes":
        import numpy as np

        return np.bincount(self.strata_of)


def design(
    weights: "Numbers", strata: "NDArray[np.generic] | None", clusters: "NDArray[np.generic] | None"
) -> Design:
    """A design from the columns of a file, of any type.

    Without `clusters` every household is its own; a cluster lies in one stratum, so the same name
    in two strata is two clusters. Raises ValueError for a weight that is not above zero.
    """
    import numpy as np

    if not (np.isfinite(weights).all() and (weights > 0).all()):
        raise ValueError("weights are numbers above zero")
    n = len(weights)
    layer = numbered(strata) if strata is not None else np.zeros(n, dtype=np.int64)
    if clusters is None:
        return Design(weights, np.arange(n), layer)
    unit = numbered(clusters)
    code = numbered(layer * (int(unit.max(initial=0)) + 1) + unit)
    strata_of = np.zeros(int(code.max(initial=-1)) + 1, dtype=np.int64)
    strata_of[code] = layer
    return Design(weights, code, strata_of)


def numbered(column: "NDArray[np.generic]") -> "Codes":
    """The values of a column as 0, 1, … in their order."""
    import numpy as np

    if column.dtype.kind == "i" and len(column):
        low, high = int(column.min()), int(column.max())
        if high - low < 4 * len(column):
            return _numbered_by_counting(column.astype(np.int64) - low, high - low + 1)
    code: Codes = np.unique(column, return_inverse=True)[1].astype(np.int64)
    return code


def _numbered_by_counting(column: "Codes", size: int) -> "Codes":
    """The same without sorting, for whole numbers that lie close together."""
    import numpy as np

    is_there = np.zeros(size, dtype=np.int64)
    is_there[column] = 1
    found: Codes = (np.cumsum(is_there) - 1)[column]
    return found
