"""Groups of a place as a table: how many they are, and which part of all."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.reports.kinds import Part
from kachehri.domains.reports.kinds.breakdowns import Breakdown
from kachehri.engines.documents.blocks import Block, Cell, Column, Number, Table
from kachehri.kernel.numbers import format_percent, round_half_up

from .basics import no_figures
from .figures import Composer, Figures
from .tables import source_line
from .words import observed, plain, say

SMALL = Decimal("0.1")
"""Percent. A share below it has two decimals, so that nobody is rounded away."""

OF_ALL = gettext_noop("Share of all")


def table_of_groups(part: Breakdown, figures: Figures, language: str) -> Iterator[Block]:
    """The table, or the word that there are no figures for it."""
    found = {code: figures.latest(part.select(code)) for code in part.groups}
    known = {code: one for code, one in found.items() if one and _value(one) >= part.least}
    if not known:
        yield no_figures(part.caption, figures, language)
        return
    codes = sorted(known, key=lambda c: -_value(known[c])) if part.largest_first else list(known)
    whole = figures.latest(part.whole)
    yield Table(
        caption=plain(say(part.caption, figures, language)),
        columns=_heads(part),
        rows=tuple(_row(part, code, known[code], whole, figures, language) for code in codes),
        source=source_line(known.values(), figures),
        note=say(part.note, figures, language) if part.note else (),
    )


def share(one: ObservationView, whole: ObservationView | None, language: str) -> Cell:
    """Which part of all a group is; it leads to the two figures that it was made of."""
    if whole is None or whole.id == one.id or not _value(whole):
        return Cell()
    exact = Decimal(100 * _value(one)) / _value(whole)
    decimals = 1 if exact >= SMALL else 2
    value = round_half_up(exact, decimals)
    href = f"observations/{one.id}/and/{whole.id}/"
    return Cell(Number(format_percent(value, decimals, language=language), href, str(value)))


def _heads(part: Breakdown) -> tuple[Column, ...]:
    women = (Column(gettext(part.women), numeric=True),) if part.women else ()
    return (
        Column(gettext(part.first)),
        Column(gettext(part.heading), numeric=True),
        *women,
        Column(gettext(OF_ALL), numeric=True, unit="%"),
    )


def _row(
    part: Breakdown,
    code: str,
    one: ObservationView,
    whole: ObservationView | None,
    figures: Figures,
    language: str,
) -> tuple[Cell, ...]:
    women = figures.latest(part.select(code, "female"))
    cell = (Cell(observed(women, language) if women else ""),) if part.women else ()
    name = gettext(part.groups[code])
    return (Cell(name), Cell(observed(one, language)), *cell, share(one, whole, language))


def _value(one: ObservationView) -> int:
    return int(one.value or 0)


COMPOSERS: Mapping[type[Part], Composer] = {Breakdown: table_of_groups}
"""How each class of parts becomes blocks."""
