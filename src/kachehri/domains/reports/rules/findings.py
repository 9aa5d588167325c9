"""Sentences that state what figures say, each by one small rule.

A rule answers None where its figures are missing: then nothing is said. What is compared has to be
comparable: the same indicator, and over time only since the last break. Two points are a change
and never a trend; nobody here speaks of significance, since censuses and printed rates carry no
error. Differences are made from the figures as printed, so that a reader can check them by hand.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.reports.kinds import (
    Change,
    Difference,
    Extremes,
    FindingKind,
    Rank,
    Select,
    Stated,
)
from kachehri.engines.documents.blocks import Inline, Number, Rich
from kachehri.kernel.numbers import format_number

from .figures import Figures
from .words import derived, observed, part_name, printed, say, spans, years


def finding(kind: FindingKind, figures: Figures, language: str) -> Rich | None:
    """Say what a finding of this kind finds, or None where its figures are missing."""
    match kind:
        case Stated():
            return stated(kind, figures, language)
        case Extremes():
            return extremes(kind, figures, language)
        case Difference():
            return difference(kind, figures, language)
        case Change():
            return change(kind, figures, language)
        case Rank():
            return rank(kind, figures, language)


def stated(kind: Stated, figures: Figures, language: str) -> Rich | None:
    """A sentence with figures of the place."""
    found = {name: shown(select, figures, language) for name, select in kind.figures.items()}
    values = {name: figure for name, figure in found.items() if figure is not None}
    return say(kind.sentence, figures, language, values) if len(values) == len(found) else None


def shown(select: Select, figures: Figures, language: str) -> Number | None:
    """The youngest figure of the place as it is read, or None."""
    found = figures.latest(select)
    return observed(found, language) if found else None


def extremes(kind: Extremes, figures: Figures, language: str) -> Rich | None:
    """The parts with the highest and the lowest figure; None for fewer than two or all the same."""
    pairs = [(figures.latest(kind.select, part), part) for part in figures.parts]
    found = [(printed(one), part.key, one, part) for one, part in pairs if one is not None]
    # Of equals the first in the alphabet is named, so that the sentence is always the same.
    low = min(found, key=lambda pair: (pair[0], pair[1]), default=None)
    high = min(found, key=lambda pair: (-pair[0], pair[1]), default=None)
    if low is None or high is None or low[0] == high[0]:
        return None
    values: dict[str, Inline] = {
        "high_place": part_name(high[3], figures, language),
        "high": observed(high[2], language),
        "low_place": part_name(low[3], figures, language),
        "low": observed(low[2], language),
    }
    return say(kind.sentence, figures, language, values)


def difference(kind: Difference, figures: Figures, language: str) -> Rich | None:
    """How far two groups are apart in the place, in the same period."""
    first, second = figures.latest(kind.first), figures.latest(kind.second)
    if first is None or second is None or first.period != second.period:
        return None
    apart = printed(first) - printed(second)
    values: dict[str, Inline] = {
        "first": observed(first, language),
        "second": observed(second, language),
        "gap": derived(abs(apart), first, second, language),
    }
    return say(choose(apart, kind.more, kind.less, kind.same), figures, language, values)


def change(kind: Change, figures: Figures, language: str) -> Rich | None:
    """From the first to the last of the figures since the last break, with how many there are."""
    series = figures.comparable(kind.select)
    if len(series) < 2:
        return None
    first, last = series[0], series[-1]
    moved = printed(last) - printed(first)
    values: dict[str, Inline] = {
        "first": observed(first, language),
        "first_year": years(first),
        "last": observed(last, language),
        "last_year": years(last),
        "change": derived(abs(moved), last, first, language),
    }
    said = say(choose(moved, kind.up, kind.down, kind.same), figures, language, values)
    if not kind.with_points:
        return said
    return (*said, " ", *points(series), *left_out(first, last, figures.all(kind.select)))


def left_out(
    first: ObservationView, last: ObservationView, every: Sequence[ObservationView]
) -> Rich:
    """Why older and younger figures are not in the sentence, though they stand in the table."""
    said: list[Inline] = []
    if any(one.period_start < first.period_start for one in every):
        message = gettext("Figures before %(year)s cannot be compared with it.")
        said += [" ", *spans(message, {"year": years(first)})]
    if any(one.period_start > last.period_start for one in every):
        message = gettext("Figures after %(year)s cannot be compared with it.")
        said += [" ", *spans(message, {"year": years(last)})]
    return tuple(said)


def points(series: Sequence[ObservationView]) -> Rich:
    """How many figures a change rests on, so that nobody takes it for more than it is.

    The count leads to the page of the first and the last, which lists all of them.
    """
    message = ngettext(
        "This rests on %(count)s figure: it is a change, not a proven trend.",
        "This rests on %(count)s figures: it is a change, not a proven trend.",
        len(series),
    )
    count = Number(str(len(series)), f"{series[-1].href}and/{series[0].id}/", str(len(series)))
    return tuple(spans(message, {"count": count}))


def ranked(n: int, own: ObservationView, language: str) -> Number:
    """A rank, or the number of those ranked: it leads to the page with all of them in order."""
    return Number(format_number(n, language=language), f"{own.href}rank/", str(n))


def rank(kind: Rank, figures: Figures, language: str) -> Rich | None:
    """The place among its peers: figures of one period and one definition. Equals share a rank."""
    own = figures.latest(kind.select)
    if own is None:
        return None
    found = [figures.like(own, kind.select, peer) for peer in figures.peers]
    others = [printed(one) for one in found if one is not None]
    if len(others) < 2:
        return None
    better = better_than(printed(own), others, figures.indicators[own.concept].polarity)
    values: dict[str, Inline] = {
        "value": observed(own, language),
        "rank": ranked(1 + better, own, language),
        "count": ranked(len(others), own, language),
    }
    return say(kind.sentence, figures, language, values)


def better_than(own: Decimal, others: list[Decimal], polarity: int) -> int:
    """How many stand before it: higher is better unless the indicator says that less is."""
    return sum(other < own if polarity < 0 else other > own for other in others)


def choose(value: Decimal, more: str, less: str, same: str) -> str:
    """One of three messages by the sign of the value."""
    if value == 0:
        return same
    return more if value > 0 else less
