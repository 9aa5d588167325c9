"""Intervals of a report: the newest figure of each place, and how sure it is."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.reports.kinds import IntervalChart
from kachehri.engines.charts.kinds import Asked, Estimate
from kachehri.engines.charts.kinds import IntervalChart as Drawing
from kachehri.engines.documents.blocks import Block, Cell, Column, Number, Table
from kachehri.kernel.trends import COMPLETE, PURPOSIVE

from .charted_drawing import chart, no_chart
from .charted_maps import absent, alike, among_peers, name, no_figure, withheld
from .charted_words import BY_PLACE, among, caption, extremes, labelled
from .drawings import decimals, highest, interval
from .evidenced_words import amount
from .figures import Figures
from .tables import cell, sign_of, source_line
from .words import figure_text, place_name, plain


def intervals(part: IntervalChart, figures: Figures, language: str) -> Iterator[Block]:
    """The chart with the figure of what is around as the line to compare with."""
    over_peers = part.over == "peers"
    figures = among_peers(figures) if over_peers else figures
    group = figures.peers if over_peers else (*figures.parts, figures.place)
    places = in_order(group, language) if over_peers else (
        *in_order(figures.parts, language), figures.place)  # fmt: skip
    found = {place.id: one for place, one in alike(part.select, group, figures)}
    said = caption(part, BY_PLACE, part.select, figures, language)
    if not found:
        yield no_chart(said)
        return
    rows = tuple(estimate(part, place, found.get(place.id), figures, language) for place in places)
    spec = Drawing(
        title="",
        description="",
        rows=rows,
        unit=sign_of(part.select, figures),
        decimals=decimals(part.select, figures),
        highest=highest([[row.value for row in rows]], part.select, figures),
        reference=reference(part, next(iter(found.values())), figures, language),
        interval=gettext("95 of 100 such samples would find the true figure in here"),
        no_interval=gettext("a sample; nobody published how far it may be off"),
        everybody=gettext("everybody was counted"),
        chosen=gettext("people chosen on purpose: nobody can say how far it may be off"),
        no_figure=no_figure(),
        withheld=withheld(),
    )
    table = table_of(part, places, found, figures, language)
    placed = [(place, found[place.id]) for place in places if place.id in found]
    tell = among if over_peers else extremes
    parts = placed if over_peers else [pair for pair in placed if pair[0] != figures.place]
    title = tell(part.select, parts or placed, figures, language)
    lines = [spoken(place, one, figures, language) for place, one in placed]
    yield chart(part, spec, title, lines, table, figures, language)


def table_of(
    part: IntervalChart,
    places: Sequence[PlaceView],
    found: Mapping[int, ObservationView],
    figures: Figures,
    language: str,
) -> Table:
    """Each place with its figure and the ends of its interval; last what they are compared with."""
    rows = [(place, found.get(place.id)) for place in places]
    there = around(part, next(iter(found.values())), figures)
    rows += [(figures.around, there)] if there else []
    sure = any(interval(one) for _place, one in rows if one)
    heads = [labelled(part.select, figures).label]
    heads += [gettext_noop("Lower end of the interval"), gettext_noop("Upper end of the interval")]
    unit = sign_of(part.select, figures)
    return Table(
        caption=caption(part, BY_PLACE, part.select, figures, language),
        columns=(
            Column(gettext("Place")),
            *(Column(gettext(head), numeric=True, unit=unit) for head in heads[: 3 if sure else 1]),
        ),
        rows=tuple(
            (
                Cell(name(place, figures, language)),
                cell(one, language),
                *(ends(one, language) if sure else ()),
            )
            for place, one in rows
        ),
        source=source_line([one for _place, one in rows if one], figures),
    )


def ends(one: ObservationView | None, language: str) -> tuple[Cell, Cell]:
    """The ends of an interval, on the page of the figure; a dash where there is none."""
    found = interval(one) if one else None
    if one is None or found is None:
        return (Cell("", "\N{EN DASH}"), Cell("", "\N{EN DASH}"))
    low, high = (
        Cell(Number(amount(end, one.unit, one.decimals, language), one.href, str(end)))
        for end in found
    )
    return (low, high)


def estimate(
    part: IntervalChart,
    place: PlaceView,
    one: ObservationView | None,
    figures: Figures,
    language: str,
) -> Estimate:
    """One row: a figure with its interval, or why there is none."""
    label, why = name(place, figures, language), absent(part.select, place, figures)
    here = place == figures.place
    if one is None:
        return Estimate(label, None, absent=why, here=here)
    low, high = interval(one) or (None, None)
    return Estimate(label, one.value, low, high, asked(one), here=here)


def asked(one: ObservationView) -> Asked:
    """Who was asked for a figure."""
    if one.method in PURPOSIVE:
        return "chosen"
    return "everybody" if one.method in COMPLETE else "sample"


def reference(
    part: IntervalChart, like: ObservationView, figures: Figures, language: str
) -> tuple[str, Decimal] | None:
    """The same fact of what lies around, with its name."""
    there = around(part, like, figures)
    if there is None or there.value is None:
        return None
    return plain((place_name(figures.around, language),)), there.value


def around(part: IntervalChart, like: ObservationView, figures: Figures) -> ObservationView | None:
    """The same fact of what lies around the place, or None."""
    if figures.around == figures.place:
        return None
    return figures.like(like, part.select, figures.around)


def spoken(place: PlaceView, one: ObservationView, figures: Figures, language: str) -> str:
    """A row in words, with its interval."""
    said = f"{name(place, figures, language)}: {figure_text(one, language)}"
    known = interval(one)
    if known is None:
        return said
    low, high = (amount(end, one.unit, one.decimals, language) for end in known)
    return f"{said} ({low}\N{EN DASH}{high})"
