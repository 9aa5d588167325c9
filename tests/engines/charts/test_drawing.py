"""Charts: small, safe, titled, mirrored, honest about gaps and breaks."""

import itertools
import re
import time
from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from tests.engines.charts.samples import (
    areas,
    arrows,
    every_chart,
    intervals,
    lines,
    multiples,
    paired_bars,
    single_bars,
    tiles,
)

from kachehri.engines.charts import ChartProblem, draw
from kachehri.engines.charts.canvas import PAPER, SERIES_COLOURS, Canvas
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
from kachehri.engines.charts.tiles import class_colours, contrast, ink_on

LANGUAGES = ("en", "ur", "sd")
ALL = [(chart, language) for language in LANGUAGES for chart in every_chart(language)]
HOSTILE = '"><script>alert(1)</script><image href="http://x"/>&amp;\x00\x1f\ud800'


def parsed(chart: ChartKind, language: str = "en") -> Element:
    return fromstring(draw(chart, language=language))


def named(element: Element, name: str) -> list[Element]:
    return [e for e in element.iter() if e.tag.endswith("}" + name)]


def words(chart: ChartKind, language: str = "en") -> list[str]:
    return [
        re.sub("[\u2067\u2069]", "", e.text or "") for e in named(parsed(chart, language), "text")
    ]


@pytest.mark.parametrize(("chart", "language"), ALL)
def test_a_chart_says_its_finding_and_what_is_drawn(chart: ChartKind, language: str) -> None:
    svg = parsed(chart, language)
    title, about = svg[0], svg[1]
    assert (title.text, about.text) == (chart.title, chart.description)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
    assert svg.get("lang") == language


@pytest.mark.parametrize(("chart", "language"), ALL)
def test_a_chart_is_small_and_refers_to_nothing_outside(chart: ChartKind, language: str) -> None:
    svg = draw(chart, language=language)
    assert len(svg.encode()) < 9_000
    allowed = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "line", "text", "g"}
    assert {e.tag.rpartition("}")[2] for e in fromstring(svg).iter()} <= allowed
    assert not re.search(r"href|<script|\son\w+=|url\((?!#)", svg)


def test_several_charts_can_stand_on_one_page() -> None:
    ids = [
        i
        for chart, language in ALL
        for i in re.findall(r'id="(\w+)"', draw(chart, language=language))
    ]
    assert len(ids) == len(set(ids))


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert draw(lines("ur"), language="ur") == draw(lines("ur"), language="ur")


def test_hostile_labels_stay_text() -> None:
    chart = replace(
        paired_bars("en"),
        title=HOSTILE,
        description=HOSTILE,
        bars=(Bar(HOSTILE, (Decimal(1), None)),),
        no_figure=HOSTILE,
    )
    svg = draw(chart, language="en")
    assert "<script" not in svg
    assert named(fromstring(svg), "image") == []


@pytest.mark.parametrize("language", ["ur", "sd"])
def test_bars_grow_from_the_right_in_urdu_and_sindhi(language: str) -> None:
    def names(language: str) -> float:
        texts = named(parsed(single_bars(language), language), "text")
        found = [float(t.get("x", "")) for t in texts]
        return sum(found[:4]) / 4

    assert max(names(language), names("en")) == names(language)


def test_tiles_are_never_mirrored() -> None:
    def boxes(language: str) -> list[float]:
        boxes = named(parsed(tiles(language), language), "rect")
        found = [float(b.get("x", "")) for b in boxes if b.get("stroke")]
        return [x - min(found[:4]) for x in found[:4]]

    assert boxes("ur") == pytest.approx(boxes("en"), abs=0.3)


def test_no_figure_is_said_and_never_drawn_as_nought() -> None:
    chart = paired_bars("en")
    assert words(chart).count("no figure") == 1
    assert len(named(parsed(chart), "rect")) == 7
    assert "no figure" in words(tiles("en"))


def test_a_gap_and_a_break_interrupt_the_line() -> None:
    year, value = [Decimal(y) for y in range(2000, 2006)], Decimal(5)

    def pieces(points: tuple[Point, ...]) -> int:
        chart = LineChart("Title", "", (Line(Series("a", "All"), points),), break_label="break")
        marks = [p for p in named(parsed(chart), "path") if p.get("stroke-width") == "2.5"]
        return len(marks)

    whole = tuple(Point(y, value) for y in year)
    broken = tuple(Point(y, value, y == 2003) for y in year)
    gap = tuple(Point(y, None if y == 2002 else value) for y in year)
    assert (pieces(whole), pieces(broken), pieces(gap)) == (1, 2, 2)


def test_a_break_is_named() -> None:
    assert "new method" in words(lines("en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("last", ["50", "50.4", "51", "60"])
def test_labels_at_the_ends_of_lines_do_not_collide(language: str, last: str) -> None:
    ends = [Decimal("50"), Decimal(last), Decimal("49.5")]
    chart = replace(
        lines(language),
        lines=tuple(
            Line(
                Series(str(n), f"{lines(language).lines[0].series.label}"),
                (Point(Decimal(2000), Decimal(40)), Point(Decimal(2010), end)),
            )
            for n, end in enumerate(ends)
        ),
        break_label="",
    )
    texts = named(parsed(chart, language), "text")
    ys = sorted(float(t.get("y", "")) for t in texts if t.get("fill") not in {"#5f584d", "#16130f"})
    assert len(ys) >= 6
    assert all(after - before >= 12 for before, after in itertools.pairwise(ys))
    assert ys[-1] <= float(parsed(chart, language).get("height", "0")) + 6


def test_empty_charts_are_drawn() -> None:
    nobody = Series("a", "")
    for chart in (
        BarChart("Title", "", (nobody,), ()),
        BarChart("Title", "", (nobody,), (Bar("x", (None,)),)),
        BarChart("Title", "", (nobody,), (Bar("x", (Decimal(0),)),)),
        LineChart("Title", "", ()),
        LineChart("Title", "", (Line(nobody, (Point(Decimal(2000), None),)),)),
        LineChart("Title", "", (Line(nobody, (Point(Decimal(2000), Decimal(3)),)),)),
        TileMapChart("Title", "", (), ()),
    ):
        assert draw(chart, language="en").startswith("<svg")


def test_long_names_are_wrapped_and_never_cut() -> None:
    name = "A very long name of a place that nobody would want to read beside a bar of a chart"
    chart = BarChart("Title", "", (Series("a", ""),), (Bar(name, (Decimal(3),)),))
    assert " ".join(w for w in words(chart) if not w[0].isdigit()) == name


@pytest.mark.parametrize(
    "chart",
    [
        BarChart("", "", (Series("a", ""),), ()),
        BarChart("Title", "", (Series("a", ""),), (Bar("x", ()),)),
        TileMapChart("Title", "", (Tile("x", 0, 0, None),), (Decimal(5), Decimal(2))),
    ],
)
def test_a_specification_that_contradicts_itself_is_refused(chart: ChartKind) -> None:
    with pytest.raises(ChartProblem):
        draw(chart, language="en")


def test_a_chart_takes_a_few_milliseconds() -> None:
    draw(lines("en"), language="en")
    started = time.process_time()
    for _ in range(20):
        draw(lines("en"), language="en")
    assert (time.process_time() - started) / 20 < 0.03


def test_text_is_broken_into_even_lines() -> None:
    assert Canvas("en").wrap("Women of 15 to 24", 15, 100) == ["Women of", "15 to 24"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_small_tile_stay_inside_it(language: str) -> None:
    name = {"en": "Tando Muhammad Khan", "ur": "ٹنڈو محمد خان", "sd": "ٽنڊو محمد خان"}[language]
    chart = TileMapChart(
        "Title", "", tuple(Tile(name, n, 0, Decimal(40)) for n in range(8)), (), unit="%"
    )
    side = 440 / 8
    ys = [float(text.get("y", "")) for text in named(parsed(chart, language), "text")]
    assert min(ys) > 5
    assert max(ys) < side


@pytest.mark.parametrize("count", range(1, 8))
def test_words_on_tiles_can_be_read_on_every_class(count: int) -> None:
    assert all(contrast(ink_on(fill), fill) >= 4.5 for fill in class_colours(count))


def test_series_can_be_told_from_each_other_and_from_the_paper_without_colour() -> None:
    first, second = SERIES_COLOURS[:2]
    assert contrast(first, second) >= 3
    assert all(contrast(colour, PAPER) >= 3 for colour in SERIES_COLOURS)


def test_the_first_figure_that_is_written_is_the_first_since_the_break() -> None:
    points = [("2004", "11.1", False), ("2006", "22.2", True), ("2008", "33.3", False)]
    line = Line(
        Series("a", "A"),
        tuple(Point(Decimal(at), Decimal(value), breaks) for at, value, breaks in points),
    )
    svg = draw(LineChart("t", "d", (line,), break_label="not comparable"), language="en")
    assert "22.2" in svg
    assert "11.1" not in svg
    assert "not comparable" in svg


def fills(chart: ChartKind, language: str = "en") -> list[str]:
    """What is hatched, by the first letter of the hatching's id: none or held."""
    svg = draw(chart, language=language)
    return sorted(re.findall(r'fill="url\(#([nh])', svg))


@pytest.mark.parametrize("chart", [multiples("en"), areas("en")])
def test_withheld_is_hatched_otherwise_than_missing_and_both_stand_in_the_key(
    chart: ChartKind,
) -> None:
    assert fills(chart) == ["h", "h", "n", "n"]  # one on the drawing and one in the key
    assert {"no figure", "withheld"} <= set(words(chart))


def test_hatching_that_is_not_used_is_neither_defined_nor_explained() -> None:
    chart = arrows("en")
    svg = draw(chart, language="en")
    assert svg.count("<pattern") == 1
    assert "withheld" not in words(chart)


def test_panels_have_one_scale_and_a_broken_line_is_not_joined() -> None:
    svg = parsed(multiples("en"))
    lines_drawn = [p for p in named(svg, "path") if p.get("stroke-width") == "2"]
    assert len(lines_drawn) == 2  # of the broken one only the two that compare
    assert "new method" in words(multiples("en"))
    assert words(multiples("en")).count("0 %") == 2  # once for each row of panels


def heads(language: str) -> list[str]:
    """The heads of arrows: where they point, and whether they are full."""
    found = named(parsed(arrows(language), language), "path")
    return [
        f"{re.findall(r'l(-?10)', p.get('d', ''))[0]} {p.get('fill')}"
        for p in found
        if re.search(r"l-?10-6v12z", p.get("d", ""))
    ][:2]


def test_arrows_point_the_way_one_reads_and_worse_is_hollow() -> None:
    assert heads("en") == ["-10 #1b2a57", f"10 {PAPER}"]
    assert heads("ur") == heads("sd") == ["10 #1b2a57", f"-10 {PAPER}"]


def test_what_cannot_be_compared_is_never_joined_by_an_arrow() -> None:
    chart = replace(arrows("en"), arrows=arrows("en").arrows[2:3])
    svg = draw(chart, language="en")
    assert "v12z" not in svg
    assert "new method" in words(chart)


def test_people_chosen_on_purpose_have_no_interval_though_ends_are_given() -> None:
    texts = words(intervals("en"))
    assert "45.2 % (41.0–49.4)" in texts
    assert "70.0 %" in texts


def test_a_path_that_is_no_path_is_not_drawn() -> None:
    chart = areas("en")
    bad = replace(chart.shapes[0], path='M0 0"/><script>x</script>')
    svg = draw(replace(chart, shapes=(bad,)), language="en")
    assert "script" not in svg
    assert 'd=""' in svg
