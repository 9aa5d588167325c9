"""How sure a share of a sample is: intervals that hold at small counts, and classes of reliability.

How and why: `docs/algorithms/trends.md`. Shares are between 0 and 1.
"""

from enum import StrEnum
from functools import lru_cache
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

from kachehri.kernel.trends import COMPLETE, PURPOSIVE


class NotByChance(ValueError):
    """An interval was asked for where none exists: of a purposive sample, or of a full count."""


class Reliability(StrEnum):
    """How far a figure of a sample carries."""

    GOOD = "good"
    CARE = "use-with-care"
    POOR = "too-uncertain"
    SMALL = "too-few-asked"
    UNKNOWN = "unknown"


CARE_ABOVE = 0.165
POOR_ABOVE = 0.30
FEWEST = 30


def effective(n: float, design_effect: float) -> float:
    """The size of a simple random sample that would be as sure: `n` over the design effect."""
    if n <= 0 or design_effect <= 0:
        raise ValueError("a sample and its design effect are above zero")
    return n / design_effect


def interval(
    share: float, n: float, *, method: str, design_effect: float = 1, clusters_less_strata: int = 0
) -> tuple[float, float]:
    """The 95 percent interval of a share of a sample that was drawn by chance.

    With the degrees of freedom of the design (clusters less strata) it is Korn and Graubard's,
    else Wilson's. Raises `NotByChance` for a purposive sample and for a full count: neither has
    one, whatever its size.
    """
    if method in PURPOSIVE or method in COMPLETE:
        raise NotByChance(f"a figure by the method {method!r} has no interval")
    if clusters_less_strata:
        return korn_graubard(share, n, design_effect, clusters_less_strata)
    return wilson(share, effective(n, design_effect))


def wilson(share: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval (1927). `n` may be an effective size, so it need not be whole."""
    _check(share, n)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    low = 0.0 if share == 0 else max(0.0, (middle - half) / below)
    high = 1.0 if share == 1 else min(1.0, (middle + half) / below)
    return low, high


def korn_graubard(
    share: float, n: float, design_effect: float, freedom: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Korn and Graubard's interval (1998): Clopper-Pearson at an effective size.

    The size is `n` over the design effect, made smaller for the few degrees of freedom of the
    design, and never above `n`.
    """
    _check(share, n)
    if freedom < 1 or n <= 1:
        raise ValueError("a design needs a degree of freedom, and a sample two persons")
    upper = (1 + confidence) / 2
    shrink = (student_quantile(upper, n - 1) / student_quantile(upper, freedom)) ** 2
    size = min(n, effective(n, design_effect) * shrink)
    hits = share * size
    tail = (1 - confidence) / 2
    low = 0.0 if share == 0 else beta_quantile(tail, hits, size - hits + 1)
    high = 1.0 if share == 1 else beta_quantile(1 - tail, hits + 1, size - hits)
    return low, high


def reliability(value: float, standard_error: float | None, n: int | None) -> Reliability:
    """By the coefficient of variation: above 16.5 percent with care, above 30 not at all.

    Fewer than 30 persons asked are too few, whatever the error. Unknown without both. (Statistics
    Canada's limits of release; a rule of thumb, not a theorem.)
    """
    if n is not None and n < FEWEST:
        return Reliability.SMALL
    if standard_error is None:
        return Reliability.UNKNOWN
    if value == 0:
        return Reliability.POOR if standard_error > 0 else Reliability.UNKNOWN
    variation = standard_error / abs(value)
    if variation > POOR_ABOVE:
        return Reliability.POOR
    return Reliability.CARE if variation > CARE_ABOVE else Reliability.GOOD


def _check(share: float, n: float) -> None:
    if not 0 <= share <= 1 or n <= 0:
        raise ValueError("a share lies between 0 and 1, a sample has somebody in it")


def beta_quantile(p: float, a: float, b: float) -> float:
    """Where the beta distribution reaches `p`, by bisection to the last bits that matter."""
    low, high = 0.0, 1.0
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_cdf(middle, a, b) < p else (low, middle)
    return (low + high) / 2


@lru_cache(256)
def student_quantile(p: float, freedom: float) -> float:
    """Student's t for `p` above one half: by the beta distribution of f / (f + t²)."""
    x = beta_quantile(2 * (1 - p), freedom / 2, 0.5)
    return sqrt(freedom * (1 - x) / x)


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's way from the top, until a step changes nothing."""
    tiny = 1e-300
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    value = d
    for m in range(1, 2000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / ((1 + step * d) or tiny)
            c = (1 + step / c) or tiny
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            return value
    raise ArithmeticError("the continued fraction does not settle")
