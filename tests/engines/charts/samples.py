"""Charts of made-up figures in three languages, for the tests and to look at."""

from decimal import Decimal

from kachehri.engines.charts.kinds import (
    Bar,
    BarChart,
    ChartKind,
    Line,
    LineChart,
    Point,
    Series,
    Tile,
    TileMapChart,
)

WORDS = {
    "en": {
        "women": "Women and girls", "men": "Men and boys", "young": "Women of 15 to 24",
        "all": "All women", "none": "no figure", "break": "new method",
        "places": ("Bakrani", "Dokri", "Larkana", "Ratodero"),
        "title": "In Bakrani one in three women can read (example)",
        "about": "Made-up figures to try the drawing.",
    },
    "ur": {
        "women": "خواتین اور لڑکیاں", "men": "مرد اور لڑکے",
        "young": "پندرہ سے چوبیس سال کی خواتین",
        "all": "تمام خواتین", "none": "کوئی عدد نہیں", "break": "نیا طریقہ",
        "places": ("باقرانی", "ڈوکری", "لاڑکانہ", "رتوڈیرو"),
        "title": "باقرانی میں ہر تین میں سے ایک عورت پڑھ سکتی ہے (مثال)",
        "about": "فرضی اعداد۔",
    },
    "sd": {
        "women": "عورتون ۽ ڇوڪريون", "men": "مرد ۽ ڇوڪرا", "young": "15 کان 24 سالن جون عورتون",
        "all": "سڀ عورتون", "none": "ڪو انگ ناهي", "break": "نئون طريقو",
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


def every_chart(language: str) -> tuple[ChartKind, ...]:
    return (
        paired_bars(language),
        single_bars(language),
        lines(language),
        tiles(language),
    )
