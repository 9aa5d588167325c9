"""The recipes that packs declare, by code."""

from collections.abc import Mapping

from kachehri.domains.evidence.kinds import AnyRecipe

_known: dict[str, AnyRecipe] = {}


def register(entries: Mapping[str, AnyRecipe]) -> None:
    """Add a pack's recipes. Saying it twice changes nothing."""
    _known.update(entries)


def known() -> Mapping[str, AnyRecipe]:
    """Every declared recipe by its code."""
    return _known
