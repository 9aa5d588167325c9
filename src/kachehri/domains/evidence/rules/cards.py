"""The declared cards: what packs add, in their order."""

from collections.abc import Iterable

from kachehri.domains.evidence.kinds import Card

_known: dict[str, Card] = {}


def register(cards: Iterable[Card]) -> None:
    """Add a pack's cards. Saying it twice changes nothing."""
    _known.update({card.code: card for card in cards})


def cards() -> tuple[Card, ...]:
    """Every card."""
    return tuple(_known.values())


def card(code: str) -> Card | None:
    """One card."""
    return _known.get(code)
