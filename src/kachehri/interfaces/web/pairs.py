"""Beside the outcomes of a subject: the public money for it, and what people say of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kachehri.domains.evidence.queries import pairing
from kachehri.domains.evidence.queries.pairing import Spending, Voice, Year
from kachehri.domains.evidence.rules.dimensions import known
from kachehri.interfaces.web import showing
from kachehri.interfaces.web.showing import Figure


@dataclass(frozen=True)
class MoneyRow:
    """One budget year: pairs of column and figure; `spent` says how much of the estimate."""

    period: str
    cells: tuple[tuple[str, Figure], ...]
    spent: str


@dataclass(frozen=True)
class Money:
    """The money for one purpose; no rows where none is published."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[MoneyRow, ...]


@dataclass(frozen=True)
class Said:
    """What people say of one indicator, and what the record says."""

    name: str
    said: Figure
    record: Figure
    sentence: str


def money(place_id: int, sector: str) -> list[Money]:
    """Public money for a subject at a place, the latest year first (one query)."""
    return [_money(one) for one in pairing.money_for(place_id, sector=sector)]


def said(place_id: int, sector: str) -> list[Said]:
    """What people say of a subject beside what records say (one query)."""
    return [_said(one) for one in pairing.voices(place_id, sector=sector)]


def _money(found: Spending) -> Money:
    columns = tuple(_(label) for label in known()["stage"].values.values())
    rows = tuple(_row(year, columns) for year in reversed(found.years))
    return Money(found.label, columns, rows)


def _row(year: Year, columns: tuple[str, ...]) -> MoneyRow:
    figures = tuple(showing.published(mark) for mark in (year.estimate, year.release, year.actual))
    spent = "" if year.spent is None else showing.isolated(showing.amount(year.spent, "percent", 0))
    return MoneyRow(year.period, tuple(zip(columns, figures, strict=True)), spent)


def _said(voice: Voice) -> Said:
    return Said(
        voice.subject.name,
        showing.figure(voice.said),
        showing.figure(voice.record),
        str(voice.sentence),
    )
