"""Homes put into ordered classes by a meeting, and how far that agrees with a scorecard.

Several groups rank the same homes, with ties since there are only five classes: Kendall's W says
how alike they do it. With a scorecard: a cross table, Spearman's correlation of ranks, and Cohen's
kappa with quadratic weights. How and why: docs/algorithms/scoring.md.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

CLASSES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Agreement:
    """How a ranking and a scorecard agree. `table` is class by the meeting → by the scorecard.

    `kappa` and `correlation` are None where one of the two puts all homes into one class.
    """

    homes: int
    table: dict[tuple[int, int], int]
    kappa: float | None
    correlation: float | None

    @property
    def same(self) -> int:
        """How many homes both put into the same class."""
        return sum(count for (one, other), count in self.table.items() if one == other)


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1 upwards; equal values share the mean of theirs."""
    counts = Counter(values)
    rank, before = {}, 0
    for value in sorted(counts):
        rank[value] = before + (counts[value] + 1) / 2
        before += counts[value]
    return [rank[value] for value in values]


def concordance(rankings: Sequence[Sequence[float]]) -> float | None:
    """Kendall's W of several rankings of the same homes, corrected for ties; 1 is full agreement.

    None for fewer than two rankings or homes, or where nobody tells any home from another.
    """
    raters = len(rankings)
    homes = len(rankings[0]) if rankings else 0
    if raters < 2 or homes < 2:
        return None
    ranked = [ranks(one) for one in rankings]
    totals = [sum(column) for column in zip(*ranked, strict=True)]
    mean = sum(totals) / homes
    spread = sum((one - mean) ** 2 for one in totals)
    ties = sum(count**3 - count for one in rankings for count in Counter(one).values())
    most = raters**2 * (homes**3 - homes) - raters * ties
    return 12 * spread / most if most else None


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The correlation of ranks, ties shared; None where one side never varies."""
    one, other = ranks(first), ranks(second)
    mean = (len(one) + 1) / 2
    above = sum((a - mean) * (b - mean) for a, b in zip(one, other, strict=True))
    below = sum((a - mean) ** 2 for a in one) * sum((b - mean) ** 2 for b in other)
    return float(above / below**0.5) if below else None


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Cohen's kappa with quadratic weights; None where there is no disagreement to expect."""
    count = len(pairs)
    if not count:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    seen = sum((one - other) ** 2 for one, other in pairs) / count
    expected = sum(
        (one - other) ** 2 * first[one] * second[other] for one in first for other in second
    ) / (count * count)
    return 1 - seen / expected if expected else None


def into_classes(scores: Sequence[float], sizes: Sequence[int]) -> list[int]:
    """Classes 1, 2, … by score, with as many homes in each as `sizes` says.

    Homes with the same score stay together: they go where the middle of them falls.
    """
    edges, total = [], 0
    for size in sizes:
        total += size
        edges.append(total)
    return [
        next(number for number, edge in enumerate(edges, 1) if rank <= edge + 0.5)
        for rank in ranks(scores)
    ]


def agreement(classes: Sequence[int], scores: Sequence[float]) -> Agreement:
    """How the classes of a meeting agree with the points of a scorecard (more is better off).

    The scorecard's homes are put into classes as large as the meeting's: only the order counts, not
    where somebody drew lines.
    """
    counts = Counter(classes)
    by_score = into_classes(scores, [counts[one] for one in CLASSES])
    pairs = list(zip(classes, by_score, strict=True))
    return Agreement(
        len(pairs), dict(Counter(pairs)), weighted_kappa(pairs), spearman(classes, scores)
    )
