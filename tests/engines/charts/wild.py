"""Charts of any values and names, and where their words and marks stand."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from hypothesis import strategies as st

from kachehri.engines.charts.canvas import Canvas
from kachehri.engines.charts.kinds import (
    AreaMapChart,
    Arrow,
    ArrowsChart,
    Estimate,
    IntervalChart,
    MultiplesChart,
    Panel,
    Point,
    Series,
    Shape,
    Tile,
    TileMapChart,
)

LANGUAGES = ("en", "ur", "sd")
HOSTILE = '"><script>alert(1)</script><image href="http://x"/>&amp;\x00\x1f\ud800'
NAMES = (
    "Dokri",
    "Tando Muhammad Khan and Qambar Shahdadkot (whole district)",
    "ٹنڈو محمد خان اور قمبر شہدادکوٹ پورا ضلع",
    "ٽنڊو محمد خان ۽ قمبر شهدادڪوٽ سڄو ضلعو",
    "لاڙڪاڻو",
    "W" * 90,
    "",
    HOSTILE,
)
names = st.sampled_from(NAMES)
numbers = st.one_of(
    st.decimals(-5, 105, places=1, allow_nan=False),
    st.decimals(-(10**15), 10**15, places=2, allow_nan=False),
    st.sampled_from([Decimal(0), Decimal("1E-9"), Decimal("-1E-9"), Decimal("1E+90"), Decimal(50)]),
)
values = st.one_of(st.none(), numbers)
absences = st.sampled_from(["none", "withheld"])
words = {"no_figure": "no figure published", "withheld": "not shown: protects small groups"}


@st.composite
def points(draw: st.DrawFn) -> tuple[Point, ...]:
    years = sorted(draw(st.sets(st.integers(1990, 2030), max_size=6)))
    found = []
    for year in years:
        value = draw(values)
        half = draw(st.one_of(st.none(), st.decimals(0, 9, places=1)))
        ends = (value - half, value + half) if value is not None and half is not None else ()
        found.append(Point(Decimal(year), value, draw(st.booleans()), *ends))
    return tuple(found)


@st.composite
def multiples(draw: st.DrawFn) -> MultiplesChart:
    count = draw(st.integers(1, 3))
    panel = st.builds(Panel, names, st.tuples(*[points()] * count), absences, st.booleans())
    panels = draw(st.lists(panel, min_size=1, max_size=8)) * draw(st.sampled_from([1, 1, 7]))
    series = tuple(Series(str(n), draw(names)) for n in range(count))
    return MultiplesChart(
        "Title", "About", series, tuple(panels), unit=draw(st.sampled_from(["", "%"])),
        break_label="not comparable", **words,
    )  # fmt: skip


@st.composite
def arrows(draw: st.DrawFn) -> ArrowsChart:
    one = st.builds(
        Arrow, names, values, values, st.sampled_from([("", ""), ("2004–05", "2019–20")]),
        st.sampled_from([None, True, False]), st.booleans(), st.integers(0, 2), absences,
    )  # fmt: skip
    return ArrowsChart(
        "Title", "About", tuple(draw(st.lists(one, min_size=1, max_size=20))), unit="%",
        improved="better", worsened="worse", moved="neither", not_comparable="not comparable",
        **words,
    )  # fmt: skip


@st.composite
def intervals(draw: st.DrawFn) -> IntervalChart:
    one = st.builds(
        Estimate, names, values, values, values,
        st.sampled_from(["sample", "everybody", "chosen"]), absences, st.booleans(),
    )  # fmt: skip
    rows = tuple(draw(st.lists(one, min_size=1, max_size=60)))
    held = draw(st.one_of(st.none(), st.tuples(names, numbers)))
    return IntervalChart(
        "Title", "About", rows, unit="%", reference=held, interval="interval", everybody="all",
        no_interval="no interval", chosen="chosen", **words,
    )  # fmt: skip


@st.composite
def area_maps(draw: st.DrawFn) -> AreaMapChart:
    count = draw(st.integers(1, 40))
    shapes = []
    for number in range(count):
        x, y = 60 * (number % 7), 50 * (number // 7)
        side = draw(st.integers(3, 60))
        shapes.append(
            Shape(
                draw(names), f"M{x} {y}l{side} 0 0 {side} -{side} 0z", x + side / 2, y + side / 2,
                draw(values), draw(absences), number == 0,
            )
        )  # fmt: skip
    limits = tuple(sorted(draw(st.sets(st.integers(0, 100), max_size=5))))
    size = (draw(st.sampled_from([440.0, 600.0])), draw(st.sampled_from([320.0, 440.0, 2000.0])))
    return AreaMapChart(
        "Title", "About", tuple(shapes), size, tuple(map(Decimal, limits)), "%", **words
    )


@st.composite
def tile_maps(draw: st.DrawFn) -> TileMapChart:
    spots = draw(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 8)), min_size=1, max_size=60))
    tiles = tuple(
        Tile(draw(names), *spot, draw(values), draw(absences), draw(st.booleans()))
        for spot in sorted(spots)
    )
    return TileMapChart("Title", "About", tiles, (Decimal(40), Decimal(60)), "%", **words)


charts = st.one_of(multiples(), arrows(), intervals(), area_maps(), tile_maps())


@dataclass(frozen=True)
class Box:
    """Where one line of text stands, as wide as it is reckoned to be."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two lie on each other by more than a hair."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 1 and high > 1


def boxes(svg: str, language: str) -> list[Box]:
    """Every line of text of a chart, in the order in which it is drawn."""
    canvas, found = Canvas(language), []
    for element in fromstring(svg).iter():
        if element.tag.endswith("}text"):
            text = "".join(s for s in element.text or "" if unicodedata.category(s) != "Cf")
            if text.strip():
                found.append(_box(element, text, canvas))
    return found


def _box(element: Element, text: str, canvas: Canvas) -> Box:
    size, x, y = (float(element.get(key, "0")) for key in ("font-size", "x", "y"))
    wide = canvas.width(text, size)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "start")]
    return Box(text, left, left + wide, y - size * 0.72, y + size * 0.18)


def marks(svg: str) -> list[tuple[float, float]]:
    """Points that lines, boxes and shapes reach, as far as they are written absolutely."""
    found = []
    for element in fromstring(svg).iter():
        if element.tag.endswith("}rect") and element.get("x"):
            x, y, wide, high = (float(element.get(k, "0")) for k in ("x", "y", "width", "height"))
            found += [(x, y), (x + wide, y + high)]
        moved = re.match(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
        if moved and element.tag.endswith("}path"):
            found.append((float(moved[1]), float(moved[2])))
    return found


def sheet(svg: str) -> tuple[float, float]:
    """The width and the height of a chart."""
    root = fromstring(svg)
    return float(root.get("width", "0")), float(root.get("height", "0"))


def every(svg: str) -> set[str]:
    """The names of all elements."""
    return {e.tag.rpartition("}")[2] for e in fromstring(svg).iter()}
