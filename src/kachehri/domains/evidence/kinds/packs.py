"""What a pack brings to evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .figures import Dimension
from .indicators import Indicator
from .library import Publication
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

    Nothing is carried of an indicator with one of the words `topics` in its code, of one whose code
    is or begins with one of `indicators`, and of a figure that is broken down by one of `dims`. Of
    `sexes` no count is carried, for it would let a small group be found by subtraction; of those
    that are `rounded` as well, shares are, rounded and without the counts behind them. Where these
    are below `least`, or the source does not tell them, even a rounded share goes. `why` is the
    reason, a message.
    """

    shown_at: frozenset[str]
    sexes: frozenset[str] = frozenset()
    rounded: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    dims: frozenset[str] = frozenset()
    least: int = 0
    why: str = ""


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
    publications: tuple[Publication, ...] = ()
