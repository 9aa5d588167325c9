"""Small multiples of a report: a panel a place, or a panel a figure, all on one scale."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.reports.kinds import Multiples, Select, TableColumn
from kachehri.engines.charts.kinds import Bar, BarChart, ChartKind, MultiplesChart, Panel
from kachehri.engines.documents.blocks import Block, Cell, Column, Inline, Number, Rich, Table
from kachehri.kernel.numbers import format_number

from .charted_drawing import chart, no_chart
from .charted_maps import absent, alike, among_peers, name, no_figure, withheld
from .charted_words import (
    BY_PLACE,
    BY_YEAR,
    called,
    caption,
    extremes,
    is_percent,
    labelled,
    name_of,
    over_years,
)
from .drawings import decimals, highest, legend, line_points
from .figures import Figures, starts
from .tables import cell, places_table, sign_of, source_line
from .words import figure_text, observed, place_name, plain, printed, sentence, years

MOST = 3
"""Lines of one panel."""

MOVED = gettext_noop(
    "%(name)s: up in %(up)s of %(count)s places that can be compared, most in %(place)s (from "
    "%(first)s in %(first_year)s to %(last)s in %(last_year)s)"
)
FALLEN = gettext_noop(
    "%(name)s: up in none of %(count)s places that can be compared, and down most in %(place)s "
    "(from %(first)s in %(first_year)s to %(last)s in %(last_year)s)"
)
FURTHEST = gettext_noop(
    "Furthest moved of these in %(place)s: %(name)s, from %(first)s to %(last)s"
)
NOT_COMPARABLE = gettext_noop("dashed upright line: not comparable with what was before")

Stretch = tuple[PlaceView, ObservationView, ObservationView]
"""A place with the first and the last of its youngest comparable figures."""


def multiples(part: Multiples, figures: Figures, language: str) -> Iterator[Block]:
    """Small multiples; bars where nothing has figures of two years."""
    columns = tuple(labelled(column, figures) for column in part.columns)
    if part.over == "columns":
        yield of_columns(part, columns, figures, language)
        return
    figures = among_peers(figures) if part.over == "peers" else figures
    places = places_of(part, figures, language)
    lines = list(columns[:MOST])
    moving = any(len(figures.all(c.select, p)) > 1 for c in lines for p in places)
    draw = over_time if moving else at_once
    yield draw(part, lines, places, figures, language)


def places_of(part: Multiples, figures: Figures, language: str) -> list[PlaceView]:
    """The places that get a panel: the parts and then the whole, or the peers."""
    if part.over == "peers":
        return list(in_order(figures.peers, language))
    return [*in_order(figures.parts, language), figures.place]


def compared(part: Multiples, places: Sequence[PlaceView], figures: Figures) -> list[PlaceView]:
    """The places that a title counts: the whole is not one of its parts."""
    return [place for place in places if part.over == "peers" or place != figures.place]


def over_time(
    part: Multiples,
    columns: Sequence[TableColumn],
    places: Sequence[PlaceView],
    figures: Figures,
    language: str,
) -> Block:
    """A panel a place."""
    first = columns[0].select
    panels = tuple(
        Panel(
            name(place, figures, language),
            tuple(line_points(column.select, figures, place) for column in columns),
            absent(first, place, figures),
            here=place == figures.place,
        )
        for place in places
    )
    spec = spec_of(panels, columns, figures)
    rows = [
        (row_label(place, column, columns, figures, language), figures.all(column.select, place))
        for place in places
        for column in columns
    ]
    said = caption(part, BY_PLACE, first, figures, language)
    table = years_by_rows(said, gettext("Place"), rows, columns[0], figures, language)
    title = moved(first, compared(part, places, figures), figures, language)
    return chart(part, spec, title, spoken(rows, language), table, figures, language)


def of_columns(
    part: Multiples, columns: Sequence[TableColumn], figures: Figures, language: str
) -> Block:
    """A panel a figure of the place itself; only shares stand on one scale."""
    shares = [c for c in columns if is_percent(c.select, figures) and figures.all(c.select)]
    if not shares:
        return no_chart(caption(part, BY_YEAR, columns[0].select, figures, language))
    panels = tuple(
        Panel(gettext(column.label), (line_points(column.select, figures),)) for column in shares
    )
    spec = spec_of(panels, shares[:1], figures)
    rows = [(gettext(column.label), figures.all(column.select)) for column in shares]
    said = caption(part, BY_YEAR, shares[0].select, figures, language)
    if not part.caption and len(shares) > 1:
        said = gettext("Year by year, in percent")
    table = years_by_rows(said, gettext("Indicator"), rows, shares[0], figures, language)
    title = turned(shares, figures, language)
    return chart(part, spec, title, spoken(rows, language), table, figures, language)


def at_once(
    part: Multiples,
    columns: Sequence[TableColumn],
    places: Sequence[PlaceView],
    figures: Figures,
    language: str,
) -> Block:
    """Bars of one year, where there are no two to join by a line."""
    first = columns[0].select
    values = [tuple(figures.value(c.select, place) for c in columns) for place in places]
    said = caption(part, BY_PLACE, first, figures, language)
    table = places_table(said, columns, places, figures, language)
    if table is None:
        return no_chart(said)
    spec: ChartKind = BarChart(
        title="",
        description="",
        series=legend(tuple(columns)),
        bars=tuple(
            Bar(name(place, figures, language), some)
            for place, some in zip(places, values, strict=True)
        ),
        unit=sign_of(first, figures),
        decimals=decimals(first, figures),
        highest=highest(values, first, figures),
        no_figure=no_figure(),
    )
    rows = [
        (row_label(place, column, columns, figures, language), [one] if one else [])
        for place in places
        for column in columns
        for one in [figures.latest(column.select, place)]
    ]
    found = alike(first, compared(part, places, figures), figures)
    title = extremes(first, found, figures, language)
    return chart(part, spec, title, spoken(rows, language), table, figures, language)


def spec_of(
    panels: tuple[Panel, ...], columns: Sequence[TableColumn], figures: Figures
) -> MultiplesChart:
    """The drawing of some panels, in the words of the language in force."""
    first = columns[0].select
    values = [[point.value for line in panel.lines for point in line] for panel in panels]
    return MultiplesChart(
        title="",
        description="",
        series=legend(tuple(columns)),
        panels=panels,
        unit=sign_of(first, figures),
        decimals=decimals(first, figures),
        highest=highest(values, first, figures),
        break_label=gettext(NOT_COMPARABLE),
        no_figure=no_figure(),
        withheld=withheld(),
    )


def row_label(
    place: PlaceView,
    column: TableColumn,
    columns: Sequence[TableColumn],
    figures: Figures,
    language: str,
) -> str:
    """The name of a row: the place, and the group where there are several."""
    label = name(place, figures, language)
    return label if len(columns) == 1 else f"{label} · {gettext(column.label)}"


def years_by_rows(
    caption: str,
    head: str,
    rows: Sequence[tuple[str, Sequence[ObservationView]]],
    column: TableColumn,
    figures: Figures,
    language: str,
) -> Table | None:
    """The table behind: a row a line, a column a period. None without any figure."""
    periods = sorted({one.period_start: one for _label, some in rows for one in some}.items())
    if not periods:
        return None
    lines = []
    for label, some in rows:
        known = {one.period_start: one for one in some}
        cells = (filled(known.get(start), language) for start, _one in periods)
        lines.append((Cell(label), *cells))
    unit = sign_of(column.select, figures)
    heads = [Column(plain((years(one),)), numeric=True, unit=unit) for _start, one in periods]
    return Table(
        caption=caption,
        columns=(Column(head), *heads),
        rows=tuple(lines),
        source=source_line([one for _label, some in rows for one in some], figures),
    )


def filled(one: ObservationView | None, language: str) -> Cell:
    """A figure; a dash where a year has none, which is the rule in a table of many years."""
    return cell(one, language) if one else Cell("", "\N{EN DASH}")


def spoken(rows: Sequence[tuple[str, Sequence[ObservationView]]], language: str) -> list[str]:
    """Each row in words: its first and last figure."""
    return [f"{label}: {first_and_last(some, language)}" for label, some in rows if some]


def first_and_last(some: Sequence[ObservationView], language: str) -> str:
    """The first and the last figure with their years."""
    ends = [*some[:1], *some[1:][-1:]]
    return ", ".join(f"{plain((years(one),))} {figure_text(one, language)}" for one in ends)


def moved(select: Select, places: Sequence[PlaceView], figures: Figures, language: str) -> Rich:
    """In how many places the figure rose, and where it moved furthest."""
    found = [pair for place in places if (pair := stretch(select, place, figures))]
    if not found:
        return extremes(select, alike(select, places, figures), figures, language)
    up = [one for one in found if gain(one) > 0]
    place, first, last = max(up or found, key=lambda one: (abs(gain(one)), one[0].key))
    values: dict[str, Inline] = {
        "name": name_of(select, figures),
        "up": placed(len(up), select, language),
        "count": placed(len(found), select, language),
        "place": called(place, figures, language),
        "first": observed(first, language),
        "first_year": years(first),
        "last": observed(last, language),
        "last_year": years(last),
    }
    return sentence(MOVED if up else FALLEN, values)


def placed(count: int, select: Select, language: str) -> Number:
    """How many places, linked to the page that shows the indicator place by place."""
    text = format_number(count, language=language)
    return Number(text, f"indicators/{select.concept}/", str(count))


def turned(columns: Sequence[TableColumn], figures: Figures, language: str) -> Rich:
    """The figure of the place that moved furthest; of one alone how far it moved.

    Not how many became better: most moves are smaller than what such a survey can tell.
    """
    found = [(c, pair) for c in columns if (pair := stretch(c.select, figures.place, figures))]
    if sum(gain(pair) != 0 for _column, pair in found) < 2:
        return over_years(columns[0].select, figures, language)
    column, (_place, first, last) = max(found, key=lambda one: abs(gain(one[1])))
    values: dict[str, Inline] = {
        "place": place_name(figures.place, language),
        "name": name_of(column.select, figures),
        "first": observed(first, language),
        "last": observed(last, language),
    }
    return sentence(FURTHEST, values)


def stretch(select: Select, place: PlaceView, figures: Figures) -> Stretch | None:
    """The first and the last figure since the last break; None for fewer than two."""
    found = figures.all(select, place)
    since = found[max(starts(found), default=0) :]
    return (place, since[0], since[-1]) if len(since) > 1 else None


def gain(one: Stretch) -> Decimal:
    """How far the figure went up, as printed."""
    return printed(one[2]) - printed(one[1])
