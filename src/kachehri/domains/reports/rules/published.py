"""Cards as blocks: what is published is linked to its figure, what is not names its office."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.kinds import Section
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.queries.cards import CardView, LineView, SectionView
from kachehri.domains.reports.kinds.parts import Part
from kachehri.domains.reports.kinds.published import (
    CardFinding,
    CardNumbers,
    CardSaid,
    CardTable,
    FromCard,
)
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Finding,
    Gap,
    Inline,
    Isolate,
    Items,
    KeyNumber,
    KeyNumbers,
    Link,
    Number,
    Rich,
    Table,
)
from kachehri.kernel.numbers import format_number, format_percent, round_half_up

from .figures import Composer, Figures
from .public import values_of
from .tables import short
from .words import PERCENTS, sentence

PLANNED = gettext_noop("%(line)s: %(planned)s rupees were planned for %(year)s.")
NOT_PLANNED = gettext_noop("%(line)s: what was planned for %(year)s is not published.")
MOVED = gettext_noop("%(released)s were released and %(spent)s were spent.")
ONLY_SPENT = gettext_noop("%(spent)s were spent; how much was released is not published.")
ONLY_RELEASED = gettext_noop("%(released)s were released; how much was spent is not published.")
NOT_MOVED = gettext_noop("How much of it was released and spent is not published.")
SHARE = gettext_noop("That is %(share)s of what was planned.")


def view_of(part: FromCard, figures: Figures) -> CardView | None:
    """The card of a part, or None where no pack declares it."""
    return figures.public.cards.get(part.card) if figures.public else None


def section_of(part: CardNumbers | CardSaid | CardTable, figures: Figures) -> SectionView | None:
    """The section of a part's card."""
    view = view_of(part, figures)
    return view.sections[part.section] if view and part.section < len(view.sections) else None


def year_of(view: CardView) -> str:
    """The year of a card, as it is read; empty where nothing was ever published."""
    return as_read(dict(view.periods).get(view.period, "")) if view.period else ""


def as_read(period: str) -> str:
    """A year that runs over two, with the dash that belongs between them."""
    return period.replace("-", "\N{EN DASH}")


def amount(one: Shown, language: str) -> Number:
    """A figure as it is read, linked to its page."""
    value = round_half_up(one.value, one.decimals)
    form = format_percent if one.unit in PERCENTS else format_number
    text = form(value, one.decimals, language=language)
    return Number(text, f"observations/{one.id}/", str(value))


def card_finding(part: CardFinding, figures: Figures, language: str) -> Iterator[Block]:
    """How much of the card is published."""
    view = view_of(part, figures)
    if view is None:
        return
    if not view.published:
        message = gettext_noop(
            "Of %(cells)s figures that everybody should be able to see, not one is published for "
            "%(place)s."
        )
    else:
        message = gettext_noop(
            "Of %(cells)s figures that everybody should be able to see for %(year)s, %(published)s "
            "are published for %(place)s."
        )
    values: dict[str, Inline] = {
        "cells": Number(str(view.cells), f"cards/{view.card.code}/"),
        "published": Number(str(view.published), f"cards/{view.card.code}/"),
        "place": figures.place.name(language),
        "year": Isolate(year_of(view), "en"),
    }
    yield Finding(sentence(message, values))


def card_numbers(part: CardNumbers, figures: Figures, language: str) -> Iterator[Block]:
    """The first line of a section, large."""
    found, view = section_of(part, figures), view_of(part, figures)
    if found is None or view is None:
        return
    line, href = found.lines[0], f"cards/{view.card.code}/"
    yield KeyNumbers(
        tuple(
            key_number(label, one, line, href, figures, language)
            for label, one in zip(found.columns, line.figures, strict=True)
        )
    )


def key_number(
    label: str, one: Shown | None, line: LineView, href: str, figures: Figures, language: str
) -> KeyNumber:
    """One column of a line as a large figure; without one, who should publish it."""
    head = gettext(label) if label else gettext(line.line.label)
    if one is None:
        return KeyNumber("", head, gettext(line.line.holder), href)
    number = amount(one, language)
    unit = gettext("%(what)s, in rupees, %(year)s")
    said = unit if one.unit == "rupees" else "%(what)s, %(year)s"
    words = said % {"what": head, "year": as_read(one.period)}
    return KeyNumber(number.text, words, short(figures.sources[one.source_code]), number.href)


def card_said(part: CardSaid, figures: Figures, language: str) -> Iterator[Block]:
    """A few sentences for each line of which anything is published."""
    found = section_of(part, figures)
    lines = [line for line in found.lines if line.is_published] if found else []
    if lines:
        yield Items(tuple(money_said(line, found.section, language) for line in lines if found))


def money_said(line: LineView, section: Section, language: str) -> Rich:
    """What was planned, released and spent, and what of it is not published."""
    stages = by_stage(section, line)
    shown = {
        name: amount(one, language)
        for name, key in (("planned", "estimate"), ("released", "release"), ("spent", "actual"))
        if (one := stages.get(key)) is not None
    }
    year = next(one.period for one in line.figures if one is not None)
    values: dict[str, Inline] = {
        "line": gettext(line.line.label),
        "year": Isolate(as_read(year), "en"),
    }
    values |= shown
    first = PLANNED if "planned" in shown else NOT_PLANNED
    said: list[Inline] = [*sentence(first, values), " ", *sentence(moved(shown), values)]
    share = spent_share(stages, language)
    if share is not None:
        said += [" ", *sentence(SHARE, {"share": share})]
    return tuple(said)


def by_stage(section: Section, line: LineView) -> dict[str, Shown]:
    """The figures of a line by the value of the dimension that runs across."""
    pairs = zip(values_of(section.across), line.figures, strict=True)
    return {value: one for value, one in pairs if one is not None}


def moved(shown: Mapping[str, Number]) -> str:
    """What is said of the money that was released and spent."""
    if "released" in shown:
        return MOVED if "spent" in shown else ONLY_RELEASED
    return ONLY_SPENT if "spent" in shown else NOT_MOVED


def spent_share(stages: Mapping[str, Shown], language: str) -> Number | None:
    """What was spent, in percent of what was planned; None without both."""
    planned, spent = stages.get("estimate"), stages.get("actual")
    if planned is None or spent is None or not planned.value:
        return None
    share = round_half_up(100 * spent.value / planned.value, 1)
    text = format_percent(share, 1, language=language)
    return Number(text, f"observations/{spent.id}/and/{planned.id}/", str(share))


def card_table(part: CardTable, figures: Figures, language: str) -> Iterator[Block]:
    """A section as a table with the office of each line."""
    found, view = section_of(part, figures), view_of(part, figures)
    if found is None or view is None:
        return
    caption = gettext(found.section.title)
    holders = dict.fromkeys(gettext(line.line.holder) for line in found.lines)
    if not any(line.is_published for line in found.lines):
        yield Gap((caption,), tuple(listed(holders)))
        return
    labels = tuple(gettext(text) if text else gettext("Figure") for text in found.columns)
    year = year_of(view)
    yield Table(
        caption=f"{caption}, {year}" if year else caption,
        columns=(
            Column(gettext("What")),
            *(Column(label, numeric=True) for label in labels),
            Column(gettext("Who should publish it")),
        ),
        rows=tuple(
            (
                Cell(gettext(line.line.label)),
                *(figure_cell(one, language) for one in line.figures),
                Cell(gettext(line.line.holder)),
            )
            for line in found.lines
        ),
        source=sources_line((one for line in found.lines for one in line.figures if one), figures),
    )


def figure_cell(one: Shown | None, language: str) -> Cell:
    """A figure with its link, or that nobody published it."""
    return Cell(amount(one, language)) if one else Cell("", gettext("not published"))


def listed(names: Iterable[str]) -> Iterator[Inline]:
    """Some names in one line."""
    for n, name in enumerate(names):
        yield from ("; ", name) if n else (name,)


def sources_line(used: Iterable[Shown], figures: Figures) -> Rich:
    """The sources of some figures with links; of those called the same the first is named."""
    named: dict[str, str] = {}
    for one in used:
        named.setdefault(short(figures.sources[one.source_code]), one.source_code)
    links = [Link(text, f"sources/{code}/") for text, code in named.items()]
    return tuple(part for n, link in enumerate(links) for part in (("; ", link) if n else (link,)))


COMPOSERS: Mapping[type[Part], Composer] = {
    CardFinding: card_finding,
    CardNumbers: card_numbers,
    CardSaid: card_said,
    CardTable: card_table,
}
"""How each class of parts becomes blocks."""
