"""Drawings that a page makes itself: what is drawn, what is not, and that words are harmless."""

from decimal import Decimal

from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st

from kachehri.engines.charts import areas, fluid

NAMES = {"name": "years", "title": "What happened", "description": "In words"}


def drawn(*traces: fluid.Trace, mirrored: bool = False) -> str:
    return fluid.lines(traces, **NAMES, write=str, mirrored=mirrored)


def dots(*values: float, broken_at: int = 0) -> tuple[fluid.Dot, ...]:
    return tuple(
        fluid.Dot(2000.0 + n, value, str(2000 + n), f"{value:g}", joined=n != broken_at or n == 0)
        for n, value in enumerate(values)
    )


def test_a_line_joins_what_may_be_compared() -> None:
    assert drawn(fluid.Trace("a", dots(1, 2, 3))).count('stroke-width="2.5"') == 2


def test_a_break_interrupts_the_line_and_is_drawn() -> None:
    svg = drawn(fluid.Trace("a", dots(1, 2, 3, broken_at=1)))
    assert svg.count('stroke-width="2.5"') == 1
    assert svg.count('class="break"') == 1


def test_an_interval_is_drawn_through_its_mark() -> None:
    dot = fluid.Dot(2000, 50, "2000", "50", low=45, high=55)
    assert 'class="interval"' in drawn(fluid.Trace("a", (dot,)))


def test_without_figures_nothing_is_drawn() -> None:
    assert drawn(fluid.Trace("a", ())) == ""


def test_in_urdu_time_runs_from_right_to_left() -> None:
    svg = drawn(fluid.Trace("a", dots(1, 2)), mirrored=True)
    assert svg.index(">2001<") < svg.index(">2000<")
    first = float(svg.partition('cx="')[2].partition("%")[0])
    assert first > 50


def test_words_cannot_leave_the_drawing() -> None:
    svg = fluid.lines(
        [fluid.Trace("a", (fluid.Dot(2000, 1, "<b>", "<script>"),))],
        name="n", title="<script>alert(1)</script>", description="&<>", write=lambda v: "<i>",
    )  # fmt: skip
    assert "<script" not in svg
    assert fromstring(svg).get("role") == "img"


@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=8))
@example([5e-324])
@example([1e-310, -1e-310])
def test_every_value_lies_on_the_sheet(values: list[float]) -> None:
    svg = drawn(fluid.Trace("a", dots(*values)))
    heights = [float(part.partition('"')[0]) for part in svg.split('cy="')[1:]]
    assert len(heights) == len(values)
    assert all(0 <= height <= fluid.HEIGHT for height in heights)


@given(st.lists(st.decimals(0, 10**6, places=1), min_size=1, max_size=40))
def test_classes_of_a_map_are_round_ascending_and_few(values: list[Decimal]) -> None:
    limits = areas.limits_of(values)
    assert list(limits) == sorted(set(limits))
    assert len(limits) <= 8
    assert all(min(values) < limit <= max(values) for limit in limits)


def test_a_place_without_a_figure_is_hatched() -> None:
    square = areas.Area("A", Decimal(5), "5", "", 0, 0)
    empty = areas.Area("B", None, "no figure", "", 1, 0)
    svg = areas.draw_map((square, empty), (), size=(2, 1), **NAMES)
    assert "url(#years-h)" in svg
    assert fromstring(svg).get("role") == "img"


def test_figures_on_a_map_do_not_lie_on_each_other() -> None:
    near = [areas.Area(str(n), Decimal(n), f"value {n}", "M0 0h1z", 10 + n, 10) for n in range(5)]
    svg = areas.draw_map(near, (), size=(100, 100), **NAMES)
    assert svg.count("<text") == 1
    assert svg.count("<title>") == 5
