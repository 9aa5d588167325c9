"""From a chart's specification to its SVG: lay out, let Vega draw, tidy."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from django.conf import settings

from kachehri.engines.charts.bars import draw_bars
from kachehri.engines.charts.canvas import Canvas
from kachehri.engines.charts.kinds import BarChart, ChartKind, LineChart, TileMapChart
from kachehri.engines.charts.lines import draw_lines
from kachehri.engines.charts.svg import tidy
from kachehri.engines.charts.tiles import draw_tiles
from kachehri.kernel.typefaces import css_family, print_folders, sans_stack

if TYPE_CHECKING:
    import altair as alt


class ChartProblem(ValueError):
    """A specification that cannot be drawn. The text says why."""


def draw(spec: ChartKind, *, language: str) -> str:
    """Return the chart as an SVG element with title and description, 440 units wide.

    Raises ChartProblem for a specification that contradicts itself, TypefaceProblem when the
    fonts have not been fetched.
    """
    _check(spec)
    canvas = Canvas(language)
    import vl_convert

    _register_fonts(Path(settings.WEB_PARTS))
    raw = vl_convert.vegalite_to_svg(_chart(spec, canvas).to_dict(), allowed_base_urls=[])
    return tidy(
        raw,
        title=spec.title,
        description=spec.description,
        language=language,
        family=css_family(sans_stack(language)),
    )


def _chart(spec: ChartKind, canvas: Canvas) -> "alt.LayerChart":
    match spec:
        case BarChart():
            return draw_bars(spec, canvas)
        case LineChart():
            return draw_lines(spec, canvas)
        case TileMapChart():
            return draw_tiles(spec, canvas)
        case _:
            assert_never(spec)


def _check(spec: ChartKind) -> None:
    if not spec.title.strip():
        raise ChartProblem("A chart needs a title that states its finding.")
    if isinstance(spec, BarChart) and any(len(b.values) != len(spec.series) for b in spec.bars):
        raise ChartProblem("Each row of bars needs one value, or None, for each series.")
    if isinstance(spec, TileMapChart) and list(spec.limits) != sorted(spec.limits):
        raise ChartProblem("The limits of the classes must ascend.")


@cache
def _register_fonts(web_parts: Path) -> None:
    import vl_convert

    for folder in print_folders(web_parts):
        vl_convert.register_font_directory(str(folder.resolve()))
