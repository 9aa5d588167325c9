"""Cards: money, the strength of the local state, seats. What is not published is shown as such."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kachehri.domains.evidence.kinds import Card
from kachehri.domains.evidence.queries import cards as evidence
from kachehri.domains.evidence.queries.cards import CardView, EntryView, LineView, SectionView
from kachehri.domains.evidence.rules import cards as declared
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing
from kachehri.interfaces.web.showing import Figure, isolated


@dataclass(frozen=True)
class Row:
    """A line: `cells` are pairs of column and figure; `holder` is who can be asked."""

    label: str
    cells: tuple[tuple[str, Figure], ...]
    holder: str
    published: bool
    indicator: str = ""


@dataclass(frozen=True)
class Part:
    """A section as a table; `holder` is who has all of it, empty where several offices have it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def holder(self) -> str:
        """Whom to ask, where one office has every line and a line is not published."""
        holders = {row.holder for row in self.rows}
        missing = any(not row.published for row in self.rows)
        return self.rows[0].holder if missing and len(holders) == 1 else ""


@dataclass(frozen=True)
class Listed:
    """An entry of an open dimension: a scheme of the annual plan."""

    code: str
    name: str
    facts: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, Figure], ...]


@page(rule=EVERYONE)
def cards(request: HttpRequest) -> HttpResponse:
    """Every card, with how much of it is published here."""
    place = _place(request)
    found = [evidence.card_of(card, place.id) for card in declared.cards()]
    listed = [
        (_title(view.card), _(view.card.intro), view.card.code, _finding(view)) for view in found
    ]
    return render(request, "web/cards.html", {"cards": listed, "place": place})


@page(rule=EVERYONE)
def card(request: HttpRequest, code: str) -> HttpResponse:
    """One card of the district, or of `?place=`, in the latest year or `?year=2023-07-01`."""
    kind = declared.card(code)
    if kind is None:
        raise Http404
    place = _place(request)
    view = evidence.card_of(kind, place.id, period=_period(request))
    entries = _entries(view, place, request.GET.get("after", ""))
    context = {
        "title": _title(kind),
        "intro": _(kind.intro),
        "place": place,
        "finding": _finding(view),
        "periods": [(start.isoformat(), label) for start, label in view.periods],
        "period": view.period.isoformat() if view.period else "",
        "period_label": dict(view.periods).get(view.period, "") if view.period else "",
        "parts": [_part(section) for section in view.sections],
        "lists": bool(kind.lists),
        "entries": entries,
        "after": entries[-1].code if len(entries) == evidence.LISTED else "",
        "columns": tuple(_(text) for text in view.sections[0].columns),
    }
    return render(request, "web/card.html", context)


def _place(request: HttpRequest) -> PlaceView:
    wanted = request.GET.get("place", "")
    found = places.by_code(wanted) if wanted else places.by_key(settings.HOME_PLACE)
    if found is None:
        raise Http404
    return found


def _period(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("year", ""))
    except ValueError:
        return None


def _title(kind: Card) -> str:
    return _(kind.title)


def _finding(view: CardView) -> str:
    """How much of the card is published: its finding."""
    if not view.published:
        return _("Nothing of this is published yet for this place.")
    say = ngettext(
        "%(published)s of %(cells)s cells holds a published figure.",
        "%(published)s of %(cells)s cells hold a published figure.",
        view.published,
    )
    counts = {"published": view.published, "cells": view.cells}
    return say % {name: isolated(showing.in_digits(str(count))) for name, count in counts.items()}


def _part(view: SectionView) -> Part:
    columns = tuple(_(text) if text else _("Figure") for text in view.columns)
    return Part(_(view.section.title), columns, tuple(_row(line, columns) for line in view.lines))


def _row(view: LineView, columns: tuple[str, ...]) -> Row:
    figures = tuple(showing.published(figure) for figure in view.figures)
    return Row(
        _(view.line.label),
        tuple(zip(columns, figures, strict=True)),
        _(view.line.holder),
        view.is_published,
        view.line.indicator,
    )


def _entries(view: CardView, place: PlaceView, after: str) -> tuple[Listed, ...]:
    if not view.card.lists:
        return ()
    columns = tuple(_(text) for text in view.sections[0].columns)
    found = evidence.entries_of(view.card, place.id, period=view.period, after=after)
    return tuple(_listed(entry, columns, view.card.facts) for entry in found)


def _listed(entry: EntryView, columns: tuple[str, ...], facts: Mapping[str, str]) -> Listed:
    figures = tuple(showing.published(figure) for figure in entry.figures)
    return Listed(
        entry.code,
        entry.name,
        tuple((_(facts.get(name, name)), text) for name, text in entry.facts.items() if text),
        tuple(zip(columns, figures, strict=True)),
    )
