"""What a pack brings to evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .figures import Dimension
from .indicators import Indicator
from .recipes import AnyRecipe
from .sources import SourceKind


@dataclass(frozen=True)
class Quotient:
    """A share whose numerator and denominator are indicators of two published tables.

    It is made wherever both have a figure for the same place, period and breakdown.
    """

    indicator: str
    numerator: str
    denominator: str
    source: str


@dataclass(frozen=True)
class Withheld:
    """Figures that are never shown at places of other tiers than `shown_at`, whoever prints them.

    Of `sexes` no count is carried, and shares are rounded and lose the counts behind them: a count
    would let a small group be found by subtraction. Of an indicator with one of the words `topics`
    in its code nothing is carried.
    """

    shown_at: frozenset[str]
    sexes: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EvidencePack:
    """What a pack brings: indicators in their order, sources, recipes by code, compact tables."""

    indicators: tuple[Indicator, ...]
    sources: tuple[SourceKind, ...]
    recipes: Mapping[str, AnyRecipe]
    figures: tuple[Path, ...]
    quotients: tuple[Quotient, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
