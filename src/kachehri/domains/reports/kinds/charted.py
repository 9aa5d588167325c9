"""Parts that draw: maps, small multiples, arrows, intervals, series.

Each can do without words: a title that states the finding, a description and a caption are then
made from the indicator's own name and its figures (`rules/charted_words.py`). Where nothing can be
drawn, the part says so.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .evidenced import Evidenced
from .parts import FindingKind, Part, Select, TableColumn

Over: TypeAlias = Literal["parts", "peers"]
"""The places that are drawn: the parts of the place, or the places that it is compared with."""

DrawnColumn: TypeAlias = TableColumn | Select
"""A figure with its label; a select alone is called as its indicator is."""


@dataclass(frozen=True)
class Charted(Part):
    """A part that draws. What is left empty is made by rules."""

    title: FindingKind | None = None
    description: str = ""
    caption: str = ""

    def beyond(self) -> tuple[Select, ...]:
        """The figures that are wanted of the place's peers, too."""
        return ()


@dataclass(frozen=True, kw_only=True)
class PartsMap(Charted):
    """One figure in each part of the place: areas where boundaries are loaded, else tiles.

    `limits` are the lower bounds of the classes after the first; empty: round ones are found. Where
    there are neither boundaries nor tiles, bars are drawn.
    """

    select: Select
    limits: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeersAreaMap(PartsMap):
    """One figure in the place and each of its peers, as a map like `PartsMap`."""

    def beyond(self) -> tuple[Select, ...]:
        """The figure itself."""
        return (self.select,)


@dataclass(frozen=True, kw_only=True)
class Multiples(Charted):
    """Small drawings over the years on one scale: a panel a place, at most three lines in each.

    With `over="columns"` a panel a figure of the place itself; shares only, for they share a scale.
    Where no place has figures of two years, bars are drawn.
    """

    columns: tuple[DrawnColumn, ...]
    over: Over | Literal["columns"] = "parts"

    def beyond(self) -> tuple[Select, ...]:
        """The figures, where peers are drawn."""
        return selects(self.columns) if self.over == "peers" else ()


@dataclass(frozen=True, kw_only=True)
class SeriesChart(Charted):
    """Lines over the years in the place: broken at breaks, with intervals where there are any."""

    columns: tuple[DrawnColumn, ...]


@dataclass(frozen=True, kw_only=True)
class IntervalChart(Charted):
    """The newest figure of each place with its interval; who counted everybody has none.

    People chosen on purpose never get an interval.
    """

    select: Select
    over: Over = "parts"

    def beyond(self) -> tuple[Select, ...]:
        """The figure, where peers are drawn."""
        return (self.select,) if self.over == "peers" else ()


@dataclass(frozen=True)
class ArrowsChart(Evidenced):
    """What moved, an arrow an indicator: shares that have two comparable figures.

    The `most` that moved furthest; the others are counted below.
    """

    most: int = 12


def selects(columns: tuple[DrawnColumn, ...]) -> tuple[Select, ...]:
    """The figures of some columns."""
    return tuple(one.select if isinstance(one, TableColumn) else one for one in columns)
