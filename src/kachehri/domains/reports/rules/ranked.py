"""The parts of a place beside each other: figures, and ranks where there can be any."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.reports.kinds.parts import Part, Select
from kachehri.domains.reports.kinds.published import RankedParts
from kachehri.engines.documents.blocks import Block, Cell, Column, Gap, Inline, Rich, Table

from .figures import Composer, Figures
from .findings import better_than
from .tables import heading, source_line, why_not
from .words import observed, part_name, plain, printed, say, sentence, years


def ranked_parts(part: RankedParts, figures: Figures, language: str) -> Iterator[Block]:
    """One row for each part; its rank stands behind a figure that can be ranked."""
    rows = in_order(figures.parts, language)
    columns = [column_of(column.select, rows, figures) for column in part.columns]
    if not any(columns):
        yield Gap(say(part.caption, figures, language))
        return
    lines = tuple(
        (
            Cell(part_name(row, figures, language)),
            *(
                ranked_cell(row, found, column.select, figures, language)
                or Cell("", why_not(column, row, figures))
                for column, found in zip(part.columns, columns, strict=True)
            ),
        )
        for row in rows
    )
    yield Table(
        caption=plain(say(part.caption, figures, language)),
        columns=(Column(gettext("Place")), *(heading(one, figures) for one in part.columns)),
        rows=lines,
        source=source_line((one for found in columns for one in found.values()), figures),
        note=note_of(rows, columns, language),
    )


def column_of(
    select: Select, rows: Sequence[PlaceView], figures: Figures
) -> dict[int, ObservationView]:
    """The figures of one period, by place: of the period that most parts have, the newest first."""
    every = {row.id: figures.all(select, row) for row in rows}
    counts = Counter(one.period for found in every.values() for one in found)
    if not counts:
        return {}
    period = max(counts, key=lambda one: (counts[one] * 2 >= max(counts.values()), one))
    chosen = {}
    for place, found in every.items():
        same = [one for one in found if one.period == period]
        if same:
            chosen[place] = same[-1]
    return chosen


def ranked_cell(
    row: PlaceView,
    found: Mapping[int, ObservationView],
    select: Select,
    figures: Figures,
    language: str,
) -> Cell | None:
    """A figure and its rank; None where the place has none of that period."""
    one = found.get(row.id)
    if one is None:
        return None
    rank = rank_of(one, found, figures)
    said = gettext("place %(rank)s of %(count)s") % {"rank": rank, "count": len(found)}
    return Cell(observed(one, language), said if rank else "")


def rank_of(
    one: ObservationView, found: Mapping[int, ObservationView], figures: Figures
) -> int | None:
    """The place counted from the best; equal figures share one. None for what has no rank."""
    indicator = figures.indicators.get(one.concept)
    if indicator is None or not indicator.can_be_ranked or len(found) < 2:
        return None
    others: list[Decimal] = [printed(other) for other in found.values()]
    return 1 + better_than(printed(one), others, indicator.polarity)


def note_of(
    rows: Sequence[PlaceView], columns: Sequence[dict[int, ObservationView]], language: str
) -> Rich:
    """How ranks are counted, of which years the figures are, and who has no figure at all."""
    said: list[Inline] = [
        gettext("Places are counted from the best among those with a figure; counts have none.")
    ]
    periods = {one.period: one for found in columns for one in found.values()}
    for period in sorted(periods):
        message = gettext_noop("Figures of %(year)s.")
        if len(periods) == 1:
            said += [" ", *sentence(message, {"year": years(periods[period])})]
    without = [row.name(language) for row in rows if not any(row.id in found for found in columns)]
    if without:
        message = gettext_noop("No figure of any of these is published for %(places)s.")
        said += [" ", *sentence(message, {"places": ", ".join(without)})]
    return tuple(said)


COMPOSERS: Mapping[type[Part], Composer] = {RankedParts: ranked_parts}
"""How each class of parts becomes blocks."""
