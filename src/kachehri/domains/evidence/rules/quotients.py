"""The shares of two tables that packs declare."""

from collections.abc import Iterable

from kachehri.domains.evidence.kinds import Quotient

_list: list[Quotient] = []


def register(entries: Iterable[Quotient]) -> None:
    """Add a pack's quotients. Saying it twice changes nothing."""
    _list.extend(entry for entry in entries if entry not in _list)


def known() -> tuple[Quotient, ...]:
    """Every declared quotient."""
    return tuple(_list)
