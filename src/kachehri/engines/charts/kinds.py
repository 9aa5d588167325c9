"""What a chart shows, as data. `kachehri.engines.charts.draw` makes an SVG of it.

Values are Decimal or None; None is *no figure*, which is drawn as a gap and never as nought.
The words are in the language of the chart. The title states the finding, as a sentence.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Series:
    """One colour of a chart: women, men. Its order in the chart fixes its colour and shape."""

    key: str
    label: str


@dataclass(frozen=True)
class Bar:
    """One row of bars: a taluka, with one value for each series, in the series' order."""

    label: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from nought: places below each other, one bar a series beside each other.

    `unit` is read behind the number ("%"); `decimals` is how many are shown; `highest` fixes the
    end of the axis (100 for percents that are to be compared between charts).
    """

    title: str
    description: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    unit: str = ""
    decimals: int = 1
    highest: Decimal | None = None
    no_figure: str = "–"


@dataclass(frozen=True)
class Point:
    """One value of a line.

    `at` is the year (2004, 2004.5). `breaks` says that this point cannot be compared with the one
    before: the line is interrupted there, and marked. A value of None leaves a gap.
    `low` and `high` are the ends of its interval, both or none.
    """

    at: Decimal
    value: Decimal | None
    breaks: bool = False
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One line of a chart over years."""

    series: Series
    points: tuple[Point, ...]


@dataclass(frozen=True)
class LineChart:
    """Lines over years, named at their ends.

    `break_label` is written at a break in a series ("new method"). `lowest` and `highest` fix the
    axis; without them it begins at nought.
    """

    title: str
    description: str
    lines: tuple[Line, ...]
    unit: str = ""
    decimals: int = 1
    lowest: Decimal | None = None
    highest: Decimal | None = None
    break_label: str = ""


@dataclass(frozen=True)
class Tile:
    """One place on a tile map: its column and row (0 at the upper start corner as on a map with
    west at the left; never mirrored), its name and its value.
    """

    label: str
    column: int
    row: int
    value: Decimal | None


@dataclass(frozen=True)
class TileMapChart:
    """One tile a place, all of the same size: lightness gives the class, the text the value.

    `limits` are the lower bounds of the classes after the first, ascending: (40, 50) makes three.
    Tiles without a figure are hatched and say `no_figure`.
    """

    title: str
    description: str
    tiles: tuple[Tile, ...]
    limits: tuple[Decimal, ...]
    unit: str = ""
    decimals: int = 1
    darker_means: Literal["more", "less"] = "more"
    no_figure: str = "–"


ChartKind: TypeAlias = BarChart | LineChart | TileMapChart
