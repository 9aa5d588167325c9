"""Whatever is to be drawn: it stays on its sheet, its words do not collide, and nothing gets in."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.charts import wild
from tests.engines.charts.wild import LANGUAGES, boxes, charts, marks, sheet

from kachehri.engines.charts import draw
from kachehri.engines.charts.kinds import ChartKind, TileMapChart

ALLOWED = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "text", "g"}
quick = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@quick
@given(charts, st.sampled_from(LANGUAGES))
def test_a_chart_of_anything_is_well_formed_safe_and_always_the_same(
    chart: ChartKind, language: str
) -> None:
    svg = draw(chart, language=language)
    assert wild.every(svg) <= ALLOWED
    assert svg == draw(chart, language=language)


@quick
@given(charts, st.sampled_from(LANGUAGES))
def test_words_and_marks_of_anything_stay_on_the_sheet(chart: ChartKind, language: str) -> None:
    svg = draw(chart, language=language)
    wide, high = sheet(svg)
    for box in boxes(svg, language):
        assert box.left >= -1.5, box
        assert box.right <= wide + 1.5, box
        assert box.top >= -4, box
        assert box.bottom <= high + 3, box
    for x, y in marks(svg):
        assert -2 <= x <= wide + 2
        assert -2 <= y <= high + 2


@quick
@given(charts, st.sampled_from(LANGUAGES))
def test_words_of_anything_do_not_lie_on_each_other(chart: ChartKind, language: str) -> None:
    if isinstance(chart, TileMapChart):
        return
    found = boxes(draw(chart, language=language), language)
    for one, other in itertools.combinations(found, 2):
        assert not one.meets(other), (one, other)
