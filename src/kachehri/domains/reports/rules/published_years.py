"""Who published what, and when: papers, lines of a card and schemes, year by year."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.kinds import SOURCE_KINDS
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.queries.cards import SectionView
from kachehri.domains.evidence.queries.submissions import Named
from kachehri.domains.reports.kinds.parts import Part
from kachehri.domains.reports.kinds.published import CardEntries, LineYears, PaperYears
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Isolate,
    Link,
    Rich,
    Table,
)

from .figures import Composer, Figures
from .public import Public, values_of
from .published import as_read, figure_cell, listed, sources_line
from .words import plain, sentence

YEARS = 6
"""The newest budget years that are shown side by side."""
LINE_YEARS = 4
"""The same where offices stand beside them."""

NOTHING_MISSING = gettext_noop("nothing is missing")
NEVER = gettext_noop("since %(year)s, the first year looked at")
SINCE = gettext_noop("since %(year)s")
BETWEEN = gettext_noop("in %(years)s")


@dataclass(frozen=True)
class Years:
    """Budget years by the year in which they begin, the oldest first, as they are read."""

    starts: tuple[int, ...]

    def label(self, start: int) -> str:
        """`2023–24`."""
        return f"{start}\N{EN DASH}{(start + 1) % 100:02d}"

    def newest(self, count: int) -> "Years":
        """The last so many."""
        return Years(self.starts[-count:])


def years_of(public: Public) -> Years:
    """Every year of a paper that was expected, or of a figure that there is."""
    found = {one.year for one in public.papers} | {one.period_start.year for one in public.figures}
    return Years(tuple(range(min(found), max(found) + 1)) if found else ())


def missing_since(years: Years, there: set[int]) -> str:
    """What is missing of some years, and since when; `there` are those that are complete."""
    gone = [year for year in years.starts if year not in there]
    if not gone:
        return gettext(NOTHING_MISSING)
    if len(gone) == len(years.starts):
        return gettext(NEVER) % {"year": years.label(gone[0])}
    tail = [year for year in years.starts if year > max(there & set(years.starts))]
    if tail:
        return gettext(SINCE) % {"year": years.label(tail[0])}
    return gettext(BETWEEN) % {"years": ", ".join(years.label(year) for year in gone)}


# Papers


def paper_years(part: PaperYears, figures: Figures, language: str) -> Iterator[Block]:
    """One row for each office and kind of paper, one column for each year."""
    public = figures.public
    if public is None or not public.papers:
        yield Gap((gettext("No paper of an office is declared here."),))
        return
    years = years_of(public).newest(YEARS)
    counts: dict[str, int] = defaultdict(int)
    for one in public.figures:
        counts[one.source_code] += 1
    rows: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for paper in public.papers:
        rows[paper.publisher, paper.kind][paper.year] = paper.code
    yield Table(
        caption=plain(
            sentence(
                gettext_noop("Figures of %(place)s that were read from each office's papers"),
                {"place": figures.place.name(language)},
            )
        ),
        columns=(
            Column(gettext("Who publishes it")),
            Column(gettext("Paper")),
            *(Column(years.label(year), numeric=True) for year in years.starts),
            Column(gettext("Missing")),
        ),
        rows=tuple(
            (
                Cell(Isolate(publisher, "en")),
                Cell(gettext(SOURCE_KINDS.get(kind, kind))),
                *(paper_cell(papers.get(year), counts) for year in years.starts),
                Cell(missing_since(years, {y for y, code in papers.items() if counts[code]})),
            )
            for (publisher, kind), papers in rows.items()
        ),
        note=(gettext("Each number counts figures and leads to its paper."),),
    )


def paper_cell(code: str | None, counts: Mapping[str, int]) -> Cell:
    """How many figures a paper brought, with the way to it."""
    if code is None:
        return Cell("", gettext("no such paper known"))
    if not counts[code]:
        return Cell(Link(gettext("none"), f"sources/{code}/"))
    return Cell(Link(str(counts[code]), f"sources/{code}/"))


# Lines


def line_years(part: LineYears, figures: Figures, language: str) -> Iterator[Block]:
    """A table for each section of the card."""
    public = figures.public
    view = public.cards.get(part.card) if public else None
    if public is None or view is None:
        return
    years = years_of(public).newest(LINE_YEARS)
    for section in view.sections:
        yield line_table(section, part.card, years, public, figures)


def line_table(
    view: SectionView, card: str, years: Years, public: Public, figures: Figures
) -> Block:
    """The lines of a section by year; where nothing was ever published, that alone."""
    section = view.section
    caption, values = gettext(section.title), values_of(section.across)
    found = [
        {year: stages_there(line.indicator, line.dims, section.across, year, public.figures)
         for year in years.starts}
        for line in section.lines
    ]  # fmt: skip
    holders = dict.fromkeys(gettext(line.holder) for line in section.lines)
    if not any(some for row in found for some in row.values()):
        return Gap(nothing_since(caption, years), tuple(listed(holders)))
    rows = tuple(
        (
            Cell(gettext(line.label)),
            Cell(gettext(line.holder)),
            *(stage_cell(row[year], values, year, card, figures) for year in years.starts),
            Cell(missing_since(years, {y for y, some in row.items() if len(some) == len(values)})),
        )
        for line, row in zip(section.lines, found, strict=True)
    )
    return Table(
        caption=caption,
        columns=(
            Column(gettext("What")),
            Column(gettext("Who should publish it")),
            *(Column(years.label(year)) for year in years.starts),
            Column(gettext("Missing")),
        ),
        rows=rows,
    )


def nothing_since(what: str, years: Years) -> Rich:
    """That nothing was published of any of these years."""
    if not years.starts:
        return (what,)
    message = gettext_noop("%(what)s: nothing is published of any year from %(year)s on.")
    first = Isolate(years.label(years.starts[0]), "en")
    return sentence(message, {"what": what, "year": first})


def stages_there(
    indicator: str, dims: Mapping[str, str], across: str, year: int, every: Sequence[Shown]
) -> frozenset[str]:
    """The values of the dimension across of which a figure is published."""
    return frozenset(
        one.dims.get(across, "")
        for one in every
        if one.concept == indicator
        and one.period_start.year == year
        and {name: value for name, value in one.dims.items() if name != across} == dict(dims)
        and (not across or across in one.dims)
    )


def stage_cell(
    there: frozenset[str], values: Mapping[str, str], year: int, card: str, figures: Figures
) -> Cell:
    """What of a line is published in a year, in words."""
    if not there:
        return Cell("", gettext("nothing"))
    href = f"cards/{card}/?place={figures.place.code}&year={year}-07-01"
    gone = [gettext(word) for value, word in values.items() if value not in there]
    if not gone:
        return Cell(Link(gettext("all"), href))
    words = ", ".join(gettext(word) for value, word in values.items() if value in there)
    return Cell(Link(words, href), gettext("missing: %(what)s") % {"what": ", ".join(gone)})


# Schemes


def card_entries(part: CardEntries, figures: Figures, language: str) -> Iterator[Block]:
    """One row for each scheme and year: agency, money, what is missing."""
    public = figures.public
    view = public.cards.get(part.card) if public else None
    if public is None or view is None or not view.card.lists:
        return
    across = view.card.sections[0].across
    values = values_of(across)
    by_code: dict[str, list[Shown]] = defaultdict(list)
    for one in public.figures:
        if one.concept == view.card.lists_of and view.card.lists in one.dims:
            by_code[one.dims[view.card.lists]].append(one)
    schemes = public.named.get(part.card, ())
    if not schemes:
        yield Gap(
            (gettext("No scheme of the annual plan is entered for this district."),),
            tuple(listed(dict.fromkeys(isolated_publishers(public)))),
        )
        return
    rows = tuple(
        row for one in schemes for row in scheme_rows(one, by_code[one.code], across, language)
    )
    yield Table(
        caption=gettext("Schemes of the annual plan, by agency and year"),
        columns=(
            Column(gettext("Scheme")),
            Column(gettext("Who publishes it")),
            Column(gettext("Year")),
            *(Column(gettext(word), numeric=True) for word in values.values()),
            Column(gettext("Missing")),
        ),
        rows=rows,
        source=sources_line((one for some in by_code.values() for one in some), figures),
        note=(gettext("Money in rupees. A scheme stands in the language of its paper."),),
    )


def isolated_publishers(public: Public) -> Iterator[str]:
    """Who publishes annual plans."""
    for paper in public.papers:
        if paper.kind == "development_plan":
            yield paper.publisher


def scheme_rows(
    scheme: Named, found: Sequence[Shown], across: str, language: str
) -> Iterator[tuple[Cell, ...]]:
    """The rows of a scheme: one for each year of which anything is known, one without any."""
    values = values_of(across)
    years: dict[str, dict[str, Shown]] = defaultdict(dict)
    for one in found:
        years[one.period].setdefault(one.dims.get(across, ""), one)
    head = (
        Cell(Isolate(f"{scheme.code} {scheme.name}", scheme.language)),
        Cell(Isolate(scheme.publisher, "en")),
    )
    for period, stages in sorted(years.items()) or [("", {})]:
        gone = [gettext(word) for value, word in values.items() if value not in stages]
        yield (
            *head,
            Cell(Isolate(as_read(period), "en")) if period else Cell("", gettext("no year")),
            *(figure_cell(stages.get(value), language) for value in values),
            Cell(", ".join(gone) or gettext(NOTHING_MISSING)),
        )


COMPOSERS: Mapping[type[Part], Composer] = {
    PaperYears: paper_years,
    LineYears: line_years,
    CardEntries: card_entries,
}
"""How each class of parts becomes blocks."""
