"""What a chart shows, as data. `kachehri.engines.charts.draw` makes an SVG of it.

Values are Decimal or None; None is *no figure*, which is drawn as a gap and never as nought.
The words are in the language of the chart. The title states the finding, as a sentence.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Absence: TypeAlias = Literal["none", "withheld"]
"""Why there is no figure: nobody published one, or it is kept back to protect small groups. The two
are hatched differently, and the key says in words which is which."""


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
    west at the left; never mirrored), its name and its value. `here` gives it a strong edge.
    """

    label: str
    column: int
    row: int
    value: Decimal | None
    absent: Absence = "none"
    here: bool = False


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
    withheld: str = "–"


@dataclass(frozen=True)
class Shape:
    """One area of a map: its outline (`d` of an SVG path), and where its figure stands.

    `here` marks the place that the report is about by a strong edge.
    """

    label: str
    path: str
    x: float
    y: float
    value: Decimal | None
    absent: Absence = "none"
    here: bool = False


@dataclass(frozen=True)
class AreaMapChart:
    """Areas by their outlines: lightness gives the class, the figure stands on it. Never mirrored.

    `size` is the width and height that the outlines were drawn for. `limits` as in TileMapChart.
    """

    title: str
    description: str
    shapes: tuple[Shape, ...]
    size: tuple[float, float]
    limits: tuple[Decimal, ...]
    unit: str = ""
    decimals: int = 1
    no_figure: str = "–"
    withheld: str = "–"


@dataclass(frozen=True)
class Panel:
    """One place of small multiples: a line for each series, in the series' order.

    `absent` says why it is empty where no line has a figure. `here` is drawn stronger: the whole
    beside its parts.
    """

    label: str
    lines: tuple[tuple[Point, ...], ...]
    absent: Absence = "none"
    here: bool = False


@dataclass(frozen=True)
class MultiplesChart:
    """One small drawing a place over the years, all on the same scales, so that they compare.

    At most three series. The axis begins at nought or below unless `lowest` says otherwise.
    """

    title: str
    description: str
    series: tuple[Series, ...]
    panels: tuple[Panel, ...]
    unit: str = ""
    decimals: int = 1
    lowest: Decimal | None = None
    highest: Decimal | None = None
    break_label: str = ""
    no_figure: str = "–"
    withheld: str = "–"


@dataclass(frozen=True)
class Arrow:
    """What became of one indicator or place: from a value to another.

    `times` are the two periods as words. With `joined` false the two cannot be compared: they are
    drawn apart, without an arrow. `better` is None where neither end is the better.
    """

    label: str
    first: Decimal | None
    last: Decimal | None
    times: tuple[str, str] = ("", "")
    better: bool | None = None
    joined: bool = True
    decimals: int = 1
    absent: Absence = "none"


@dataclass(frozen=True)
class ArrowsChart:
    """Arrows below each other on one scale. The words stand in the key, each where it is needed."""

    title: str
    description: str
    arrows: tuple[Arrow, ...]
    unit: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    improved: str = ""
    worsened: str = ""
    moved: str = ""
    not_comparable: str = ""
    no_figure: str = "–"
    withheld: str = "–"


Asked: TypeAlias = Literal["sample", "everybody", "chosen"]
"""Who was asked: people drawn by chance, everybody, or people chosen on purpose."""


@dataclass(frozen=True)
class Estimate:
    """One value with the ends of its interval, or without. Of chosen people it never has one."""

    label: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    asked: Asked = "sample"
    absent: Absence = "none"
    here: bool = False


@dataclass(frozen=True)
class IntervalChart:
    """Values with their intervals, below each other on one scale.

    `reference` is a value to compare with, drawn upright through all rows, with its name.
    """

    title: str
    description: str
    rows: tuple[Estimate, ...]
    unit: str = ""
    decimals: int = 1
    lowest: Decimal | None = None
    highest: Decimal | None = None
    reference: tuple[str, Decimal] | None = None
    interval: str = ""
    no_interval: str = ""
    everybody: str = ""
    chosen: str = ""
    no_figure: str = "–"
    withheld: str = "–"


ChartKind: TypeAlias = (
    BarChart
    | LineChart
    | TileMapChart
    | AreaMapChart
    | MultiplesChart
    | ArrowsChart
    | IntervalChart
)
