"""Where a place stands among its peers in what they all have of the same survey or count."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.reports.kinds import Evidenced

from .evidenced_reading import Evidence, chosen
from .evidenced_words import rounded


@dataclass(frozen=True)
class Standing:
    """Where a place stands among those that have the same fact, counted from the best."""

    indicator: IndicatorView
    own: Shown
    best: Shown
    rank: int
    count: int

    @property
    def depth(self) -> Decimal:
        """0 for the best, 1 for the worst."""
        return Decimal(self.rank - 1) / (self.count - 1)


FEWEST = 5
"""Fewer places with the same fact are no order to stand in."""


def standing(indicator: IndicatorView, evidence: Evidence) -> Standing | None:
    """The standing of the newest figure; None where places cannot be ranked by it, or are few."""
    own = evidence.total(indicator.code)
    found = evidence.alike.get(indicator.code, ())
    others = [one for one in found if one.place_id in evidence.peers]
    if own is None or not indicator.can_be_ranked or len(others) + 1 < FEWEST:
        return None
    mine = rounded(own) * indicator.polarity
    better = sum(rounded(one) * indicator.polarity > mine for one in others)
    best = max((own, *others), key=lambda one: (rounded(one) * indicator.polarity, -one.place_id))
    return Standing(indicator, own, best, better + 1, len(others) + 1)


def standings(part: Evidenced, evidence: Evidence) -> list[Standing]:
    """The standing in each indicator of a part, where there is one."""
    found = (standing(one, evidence) for one in chosen(part, evidence.catalogue))
    return [one for one in found if one is not None]


def better_half(stood: Sequence[Standing]) -> list[Standing]:
    """Where at most half of the places stand before ours or with it."""
    return [one for one in stood if 2 * one.rank <= one.count]


def worse_half(stood: Sequence[Standing]) -> list[Standing]:
    """Where more than half stand before ours; in the middle one of an odd number is neither."""
    return [one for one in stood if 2 * one.rank > one.count + 1]
