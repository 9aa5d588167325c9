"""Series of a report: lines over the years, broken where figures cannot be compared."""

from collections.abc import Iterator

from django.utils.translation import gettext

from kachehri.domains.reports.kinds import SeriesChart
from kachehri.engines.charts.kinds import Line, LineChart
from kachehri.engines.documents.blocks import Block

from .charted_drawing import chart, no_chart
from .charted_multiples import first_and_last
from .charted_words import BY_YEAR, caption, labelled, over_years
from .drawings import decimals, highest, legend, line_points
from .figures import Figures
from .tables import sign_of, years_table

MOST = 4
"""Lines that can be told apart in black and white."""


def series(part: SeriesChart, figures: Figures, language: str) -> Iterator[Block]:
    """The lines that have figures; the word that there are none."""
    every = [labelled(column, figures) for column in part.columns[:MOST]]
    columns = [column for column in every if figures.all(column.select)]
    said = caption(part, BY_YEAR, every[0].select, figures, language)
    if not columns:
        yield no_chart(said)
        return
    first = columns[0].select
    lines = tuple(
        Line(one, line_points(column.select, figures))
        for one, column in zip(legend(tuple(columns)), columns, strict=True)
    )
    spec = LineChart(
        title="",
        description="",
        lines=lines,
        unit=sign_of(first, figures),
        decimals=decimals(first, figures),
        highest=highest([[p.value for p in line.points] for line in lines], first, figures),
        break_label=gettext("not comparable"),
    )
    table = years_table(said, columns, figures, language)
    told = [
        f"{gettext(column.label)}: {first_and_last(figures.all(column.select), language)}"
        for column in columns
    ]
    yield chart(part, spec, over_years(first, figures, language), told, table, figures, language)
