"""What a few points of one indicator allow to be said: change, slope, test, and a plain word.

How and why: `docs/algorithms/trends.md`. Nothing here reads a clock or a database, and nothing is
guessed: without a published standard error there is no test, and the answer says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import combinations, pairwise
from math import sqrt
from statistics import NormalDist, median

from kachehri.kernel.messages import Reason, gettext_noop

_ = gettext_noop

BREAK = "B"
"""The status of a figure that cannot be compared with those before it (SDMX CL_OBS_STATUS)."""

COMPLETE = frozenset({"census", "admin"})
"""Methods that ask everybody: there is no sampling error, and so nothing to test."""

PURPOSIVE = frozenset({"perception", "purposive"})
"""Methods that ask people who were not drawn by chance.

They never have an interval, a test or a class.
"""

FEWEST_FOR_MANN_KENDALL = 8
"""Below this a series cannot pass: four points in perfect order have p = 0.083."""

_YEAR = Decimal("365.25")


class Verdict(StrEnum):
    """The word for a change. `rose` and `fell` are for indicators of which no end is the better."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    ROSE = "rose"
    FELL = "fell"
    SAME = "no-clear-change"
    BROKEN = "not-comparable"
    FEW = "too-little-data"


VERDICTS: Mapping[Verdict, str] = {
    Verdict.IMPROVED: _("Improved"),
    Verdict.WORSENED: _("Worsened"),
    Verdict.ROSE: _("Rose"),
    Verdict.FELL: _("Fell"),
    Verdict.SAME: _("No clear change"),
    Verdict.BROKEN: _("Not comparable"),
    Verdict.FEW: _("Too little data"),
}
"""Messages for a page."""


@dataclass(frozen=True)
class Point:
    """One figure of a series. `end` is the first day after the period.

    `group` is the comparability group, `chain` names who measured it and how; the standard error
    is that of the sampling design, in the unit of the value, or None where none is published.
    """

    start: date
    end: date
    value: Decimal
    method: str
    group: str = ""
    chain: str = ""
    status: str = "A"
    standard_error: Decimal | None = None

    @cached_property
    def year(self) -> Decimal:
        """The middle of the period, in years since the year 0."""
        return Decimal(self.start.toordinal() + self.end.toordinal()) / 2 / _YEAR


@dataclass(frozen=True)
class Minimum:
    """The smallest change that counts where no test can be made.

    `points` for shares, in percentage points; `share` for everything else, of the first value.
    """

    points: Decimal
    share: Decimal


COUNTED = Minimum(Decimal(1), Decimal("0.05"))
SAMPLED = Minimum(Decimal(10), Decimal("0.20"))
"""A district sample of 700 households with a design effect of 3 has a standard error of 3.3 points

at 50 percent; the difference of two such rounds has 4.6, and twice that is a little under 10.
"""


@dataclass(frozen=True)
class Believable:
    """The largest step between neighbouring rounds of a sample that is believed without an error.

    `points` and `share` allow for chance, `points_a_year` and `share_a_year` for the time between.
    """

    points: Decimal
    points_a_year: Decimal
    share: Decimal
    share_a_year: Decimal


STEP = Believable(Decimal(10), Decimal(8), Decimal("0.10"), Decimal("0.04"))
"""A larger step is more likely another question, another file or a mistake than people's lives."""


@dataclass(frozen=True)
class Change:
    """The difference of two independent estimates, tested by their design standard errors.

    `difference` is last less first; `low` and `high` are its 95 percent interval; `p` is two-sided.
    """

    difference: Decimal
    standard_error: float
    z: float
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class Trend:
    """What can be said of a series.

    `points` are those since the last break, at most as many as were asked for; `before` are older
    ones, which are not compared with them; `breaks` are the starts of the periods at which a new
    stretch begins. `difference` is last less first and `slope` the Theil-Sen slope a year, in the
    unit of the values: a descriptor, not a proof. `test` is None where none is made, and `reason`
    says why the verdict is what it is.
    """

    points: tuple[Point, ...]
    before: tuple[Point, ...]
    breaks: tuple[date, ...]
    difference: Decimal | None
    slope: Decimal | None
    test: Change | None
    verdict: Verdict
    reason: Reason


def trend(
    series: Sequence[Point],
    *,
    polarity: int,
    is_share: bool,
    most: int = 4,
    level: float = 0.05,
) -> Trend:
    """The trend of a series, oldest first. `polarity` 1: more is better, -1: less is, 0: neither.

    Raises ValueError for points that are not in the order of their periods.
    """
    if any(before.start >= after.start for before, after in pairwise(series)):
        raise ValueError("points must be ordered by their periods, one a period")
    starts = _starts(series)
    since = series[max(starts, default=0) :][-most:]
    before = series[: len(series) - len(since)][-most:]
    breaks = tuple(series[n].start for n in starts)
    if len(since) < 2:
        verdict, reason = _alone(series)
        return Trend(tuple(since), tuple(before), breaks, None, None, None, verdict, reason)
    if (jump := _jump(since, is_share=is_share)) is not None:
        return Trend(tuple(since), tuple(before), breaks, None, None, None, Verdict.BROKEN, jump)
    first, last = since[0], since[-1]
    test = first_to_last(first, last)
    verdict, reason = _judged(since, test, polarity=polarity, is_share=is_share, level=level)
    difference = last.value - first.value
    slope = theil_sen(since)
    return Trend(tuple(since), tuple(before), breaks, difference, slope, test, verdict, reason)


def _alone(series: Sequence[Point]) -> tuple[Verdict, Reason]:
    if len(series) < 2:
        return Verdict.FEW, Reason(_("One figure is no trend."))
    return Verdict.BROKEN, Reason(
        _("The newest figure has another definition, source or border than those before it.")
    )


def _starts(series: Sequence[Point]) -> list[int]:
    """Where a new stretch begins: at a marked break, another definition, source or method."""
    return [n for n, (one, two) in enumerate(pairwise(series), start=1) if breaks_after(one, two)]


def _jump(points: Sequence[Point], *, is_share: bool) -> Reason | None:
    """Where a series of a sample without errors leaps further than can be believed."""
    for one, two in pairwise(points):
        is_known = one.method in COMPLETE or None not in (one.standard_error, two.standard_error)
        moved = abs(two.value - one.value)
        if not is_known and moved > believed(one, two, is_share=is_share):
            years = {"first": str(one.start.year), "last": str(two.start.year)}
            say = _(
                "Between %(first)s and %(last)s the figure leaps further than lives change in that "
                "time: compare the two definitions first."
            )
            return Reason(say, years)
    return None


def believed(one: Point, two: Point, *, is_share: bool) -> Decimal:
    """The largest step between two neighbouring rounds that is believed, in the unit."""
    years = max(two.year - one.year, Decimal(1))
    if is_share:
        return STEP.points + STEP.points_a_year * years
    return (STEP.share + STEP.share_a_year * years) * max(abs(one.value), abs(two.value))


def breaks_after(one: Point, two: Point) -> bool:
    """Whether the second point cannot be compared with the first."""
    before, after = (one.group, one.chain, one.method), (two.group, two.chain, two.method)
    return two.status == BREAK or before != after


def first_to_last(first: Point, last: Point) -> Change | None:
    """The z test of the difference of two independent estimates; None where it cannot be made.

    It needs both design standard errors, not both zero, periods that do not overlap, and samples
    that were drawn by chance.
    """
    errors = (first.standard_error, last.standard_error)
    if PURPOSIVE & {first.method, last.method} or last.start < first.end or None in errors:
        return None
    error = sqrt(sum(float(e) ** 2 for e in errors if e is not None))
    if error == 0:
        return None
    difference = last.value - first.value
    z = float(difference) / error
    # The tail of -|z| keeps its digits where 1 - cdf(|z|) would be lost to rounding.
    p = 2 * NormalDist().cdf(-abs(z))
    half = NormalDist().inv_cdf(0.975) * error
    return Change(difference, error, z, p, float(difference) - half, float(difference) + half)


def theil_sen(points: Sequence[Point]) -> Decimal | None:
    """The median of the slopes of all pairs, a year (Theil 1950, Sen 1968); None for one point."""
    slopes = [
        (two.value - one.value) / (two.year - one.year)
        for one, two in combinations(points, 2)
        if two.year != one.year
    ]
    return median(slopes) if slopes else None


def _judged(
    points: Sequence[Point],
    test: Change | None,
    *,
    polarity: int,
    is_share: bool,
    level: float,
) -> tuple[Verdict, Reason]:
    first, last = points[0], points[-1]
    moved = last.value - first.value
    if first.method in PURPOSIVE:
        return Verdict.BROKEN, Reason(
            _("Those asked were not drawn by chance: two rounds cannot be compared.")
        )
    if test is not None:
        if test.p < level:
            return _direction(moved, polarity), Reason(
                _("The change is larger than chance would make it (95 percent sure).")
            )
        return Verdict.SAME, Reason(_("The change may be chance: it is within the sampling error."))
    limit = smallest(first, is_share=is_share)
    if abs(moved) < limit or not _agrees(points, moved):
        return Verdict.SAME, _untested(first, is_share=is_share, is_small=abs(moved) < limit)
    return _direction(moved, polarity), _untested(first, is_share=is_share)


def smallest(first: Point, *, is_share: bool) -> Decimal:
    """The smallest change that counts without a test, in the unit of the values."""
    rule = COUNTED if first.method in COMPLETE else SAMPLED
    return rule.points if is_share else rule.share * abs(first.value)


def _agrees(points: Sequence[Point], moved: Decimal) -> bool:
    """Whether the middle slope points the way of the change from first to last."""
    slope = theil_sen(points)
    return moved != 0 and slope is not None and (slope > 0) == (moved > 0) and slope != 0


def _untested(first: Point, *, is_share: bool, is_small: bool | None = None) -> Reason:
    rule = COUNTED if first.method in COMPLETE else SAMPLED
    least = rule.points if is_share else rule.share * 100
    params = {"least": f"{least.normalize():f}"}
    if is_small is False:
        return Reason(_("The figures go up and down."))
    if first.method in COMPLETE:
        if is_share:
            return Reason(
                _("A full count: a change of %(least)s percentage points or more is named."), params
            )
        return Reason(_("A full count: a change of %(least)s percent or more is named."), params)
    if is_share:
        return Reason(
            _(
                "No sampling error is published, so no test is made: only a change of "
                "%(least)s percentage points or more is named."
            ),
            params,
        )
    return Reason(
        _(
            "No sampling error is published, so no test is made: only a change of "
            "%(least)s percent or more is named."
        ),
        params,
    )


def _direction(moved: Decimal, polarity: int) -> Verdict:
    if polarity == 0:
        return Verdict.ROSE if moved > 0 else Verdict.FELL
    return Verdict.IMPROVED if (moved > 0) == (polarity > 0) else Verdict.WORSENED


def mann_kendall(values: Sequence[float]) -> tuple[float, float]:
    """Kendall's S and the two-sided p (normal, ties corrected) of a series in order of time.

    For long series, as monthly records. Raises ValueError below eight values: see
    FEWEST_FOR_MANN_KENDALL.
    """
    n = len(values)
    if n < FEWEST_FOR_MANN_KENDALL:
        raise ValueError(f"{n} points: Mann-Kendall needs {FEWEST_FOR_MANN_KENDALL}")
    score = sum((two > one) - (two < one) for one, two in combinations(values, 2))
    ties = [values.count(value) for value in set(values)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    if variance == 0:
        return 0.0, 1.0
    z = max(abs(score) - 1, 0) / sqrt(variance)
    return float(score), 2 * NormalDist().cdf(-z)
