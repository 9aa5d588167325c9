"""The pairs of money and outcomes that the packs declare."""

from collections.abc import Iterable

from kachehri.domains.evidence.kinds.pairs import SpendingPair

_pairs: list[SpendingPair] = []


def register(pairs: Iterable[SpendingPair]) -> None:
    """Add a pack's pairs. Saying them twice changes nothing."""
    _pairs.extend(one for one in pairs if one not in _pairs)


def known() -> tuple[SpendingPair, ...]:
    """Every pair in the order of declaration."""
    return tuple(_pairs)
