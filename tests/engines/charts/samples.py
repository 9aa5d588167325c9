"""Charts of made-up figures in three languages, for the tests and to look at."""

from decimal import Decimal

from kachehri.engines.charts.kinds import (
    AreaMapChart,
    Arrow,
    ArrowsChart,
    Bar,
    BarChart,
    ChartKind,
    Estimate,
    IntervalChart,
    Line,
    LineChart,
    MultiplesChart,
    Panel,
    Point,
    Series,
    Shape,
    Tile,
    TileMapChart,
)

WORDS = {
    "en": {
        "women": "Women and girls", "men": "Men and boys", "young": "Women of 15 to 24",
        "all": "All women", "none": "no figure", "held": "withheld", "break": "new method",
        "places": ("Bakrani", "Dokri", "Larkana", "Ratodero"),
        "title": "In Bakrani one in three women can read (example)",
        "about": "Made-up figures to try the drawing.",
    },
    "ur": {
        "women": "خواتین اور لڑکیاں", "men": "مرد اور لڑکے",
        "young": "پندرہ سے چوبیس سال کی خواتین",
        "all": "تمام خواتین", "none": "کوئی عدد نہیں", "held": "روکا گیا", "break": "نیا طریقہ",
        "places": ("باقرانی", "ڈوکری", "لاڑکانہ", "رتوڈیرو"),
        "title": "باقرانی میں ہر تین میں سے ایک عورت پڑھ سکتی ہے (مثال)",
        "about": "فرضی اعداد۔",
    },
    "sd": {
        "women": "عورتون ۽ ڇوڪريون", "men": "مرد ۽ ڇوڪرا", "young": "15 کان 24 سالن جون عورتون",
        "all": "سڀ عورتون", "none": "ڪو انگ ناهي", "held": "روڪيو ويو", "break": "نئون طريقو",
        "places": ("باقراڻي", "ڏوڪري", "لاڙڪاڻو", "رتوديرو"),
        "title": "باقراڻي ۾ ٽن مان هڪ عورت پڙهي سگهي ٿي (مثال)",
        "about": "فرضي انگ.",
    },
}  # fmt: skip


def _decimals(*values: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


def paired_bars(language: str) -> BarChart:
    words = WORDS[language]
    values = (("35.2", "56.7"), ("38.9", "58.9"), ("48.6", "67.9"), (None, "69.6"))
    return BarChart(
        title=words["title"],
        description=words["about"],
        series=(Series("w", words["women"]), Series("m", words["men"])),
        bars=tuple(
            Bar(place, _decimals(*pair))
            for place, pair in zip(words["places"], values, strict=True)
        ),
        unit="%",
        no_figure=words["none"],
    )


def single_bars(language: str) -> BarChart:
    words = WORDS[language]
    values = ("45155", "38391", "117118", "52289")
    return BarChart(
        title=words["title"],
        description=words["about"],
        series=(Series("c", "children"),),
        bars=tuple(
            Bar(place, _decimals(value))
            for place, value in zip(words["places"], values, strict=True)
        ),
        decimals=0,
        no_figure=words["none"],
    )


def lines(language: str) -> LineChart:
    words = WORDS[language]
    years = tuple(Decimal(year) for year in (2004, 2006, 2008, 2010, 2012, 2014))
    young = _decimals("29.1", "36.7", "45.8", "48.4", "49.0", "56.6")
    every = _decimals("22.0", "26.1", None, "39.8", "44.0", "52.9")
    return LineChart(
        title=words["title"],
        description=words["about"],
        lines=(
            Line(
                Series("y", words["young"]),
                tuple(Point(at, v, at == 2012) for at, v in zip(years, young, strict=True)),
            ),
            Line(
                Series("a", words["all"]),
                tuple(Point(at, v) for at, v in zip(years, every, strict=True)),
            ),
        ),
        unit="%",
        break_label=words["break"],
    )


def tiles(language: str) -> TileMapChart:
    words = WORDS[language]
    spots = ((1, 1), (0, 2), (1, 0), (0, 0))
    values = _decimals("35.2", None, "48.6", "61.5")
    return TileMapChart(
        title=words["title"],
        description=words["about"],
        tiles=tuple(
            Tile(name, column, row, value)
            for name, (column, row), value in zip(words["places"], spots, values, strict=True)
        ),
        limits=(Decimal(40), Decimal(60)),
        unit="%",
        no_figure=words["none"],
    )


def multiples(language: str) -> MultiplesChart:
    """Four places: one with a break, one without figures, one whose figures are withheld."""
    words = WORDS[language]
    years = (2004, 2010, 2014)
    rows = (("29.1", "36.7", "45.8"), ("22.0", "39.8", "12.5"), (), ())
    panels = tuple(
        Panel(
            place,
            (tuple(Point(Decimal(y), v, number == 1 and y == 2014)
                   for y, v in zip(years, _decimals(*row), strict=False)),),
            "none" if number == 2 else "withheld",
        )
        for number, (place, row) in enumerate(zip(words["places"], rows, strict=True))
    )  # fmt: skip
    return MultiplesChart(
        title=words["title"],
        description=words["about"],
        series=(Series("y", words["young"]),),
        panels=panels,
        unit="%",
        break_label=words["break"],
        no_figure=words["none"],
        withheld=words["held"],
    )


def arrows(language: str) -> ArrowsChart:
    """Better, worse, not comparable, and none."""
    words = WORDS[language]
    ends = (("29.1", "56.6", True, True), ("60", "41.5", False, True),
            ("40", "71.3", None, False), (None, None, None, True))  # fmt: skip
    rows = tuple(
        Arrow(place, *_decimals(first, last), ("2004–05", "2019–20"), better, joined)
        for place, (first, last, better, joined) in zip(words["places"], ends, strict=True)
    )
    return ArrowsChart(
        title=words["title"],
        description=words["about"],
        arrows=rows,
        unit="%",
        improved=words["young"],
        worsened=words["all"],
        not_comparable=words["break"],
        no_figure=words["none"],
    )


def intervals(language: str) -> IntervalChart:
    """A sample with its interval, a count of everybody, people chosen on purpose, and none."""
    words = WORDS[language]
    first, second, third, fourth = words["places"]
    values = _decimals("45.2", "41.0", "49.4", "55.0", "70.0")
    return IntervalChart(
        title=words["title"],
        description=words["about"],
        rows=(
            Estimate(first, values[0], values[1], values[2]),
            Estimate(second, values[3], asked="everybody", here=True),
            Estimate(third, values[4], values[1], values[2], asked="chosen"),
            Estimate(fourth, None, absent="withheld"),
        ),
        unit="%",
        reference=(words["all"], Decimal("52.3")),
        interval=words["young"],
        everybody=words["women"],
        chosen=words["men"],
        withheld=words["held"],
    )


def areas(language: str) -> AreaMapChart:
    """Four squares, one without a figure and one withheld."""
    words = WORDS[language]
    values = _decimals("35.2", "61.5", None, None)
    return AreaMapChart(
        title=words["title"],
        description=words["about"],
        shapes=tuple(
            Shape(place, f"M{110 * n} 0l100 0 0 100 -100 0z", 110 * n + 50, 50, value,
                  "withheld" if n == 3 else "none", here=n == 0)
            for n, (place, value) in enumerate(zip(words["places"], values, strict=True))
        ),
        size=(440, 110),
        limits=(Decimal(40), Decimal(60)),
        unit="%",
        no_figure=words["none"],
        withheld=words["held"],
    )  # fmt: skip


def every_chart(language: str) -> tuple[ChartKind, ...]:
    return (
        paired_bars(language),
        single_bars(language),
        lines(language),
        tiles(language),
        multiples(language),
        arrows(language),
        intervals(language),
        areas(language),
    )
