"""The parts that need nothing but words and figures, as blocks."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.reports.kinds import (
    DefinitionsList,
    Heading,
    KeyFigure,
    KeyFigures,
    Missing,
    Notice,
    Part,
    PartsChart,
    PartsTable,
    PeersMap,
    Points,
    Says,
    Words,
    YearsChart,
)
from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Finding,
    Gap,
    Items,
    KeyNumber,
    KeyNumbers,
    Matrix,
    Subheading,
    Text,
)

from .drawings import parts_chart, peers_map, years_chart
from .figures import Composer, Figures
from .findings import finding
from .tables import parts_table, short
from .words import figure_text, plain, say


def words(part: Words, figures: Figures, language: str) -> Iterator[Block]:
    """A paragraph."""
    yield Text(say(part.text, figures, language))


def points(part: Points, figures: Figures, language: str) -> Iterator[Block]:
    """A list."""
    yield Items(tuple(say(item, figures, language) for item in part.items))


def heading(part: Heading, figures: Figures, language: str) -> Iterator[Block]:
    """A heading."""
    yield Subheading(gettext(part.text))


def notice(part: Notice, figures: Figures, language: str) -> Iterator[Block]:
    """A box with a list in it."""
    listed = Items(tuple(say(item, figures, language) for item in part.items))
    yield Box(gettext(part.title), (listed,))


def missing(part: Missing, figures: Figures, language: str) -> Iterator[Block]:
    """A stated gap under its heading."""
    yield Subheading(gettext(part.title))
    yield gap(part.text, part.would_come_from, figures, language)


def key_figures(part: KeyFigures, figures: Figures, language: str) -> Iterator[Block]:
    """A row of large figures."""
    yield KeyNumbers(tuple(key_number(one, figures, language) for one in part.figures))


def table_of_parts(part: PartsTable, figures: Figures, language: str) -> Iterator[Block]:
    """A table, or the word that there are no figures for it."""
    yield parts_table(part, figures, language) or no_figures(part.caption, figures, language)


def chart_of_parts(part: PartsChart, figures: Figures, language: str) -> Iterator[Block]:
    """Bars, or the word that there are no figures for them."""
    yield parts_chart(part, figures, language) or no_figures(part.caption, figures, language)


def chart_of_years(part: YearsChart, figures: Figures, language: str) -> Iterator[Block]:
    """Lines, or the word that there are no figures for them."""
    yield years_chart(part, figures, language) or no_figures(part.caption, figures, language)


def map_of_peers(part: PeersMap, figures: Figures, language: str) -> Iterator[Block]:
    """A map, or the word that there are no figures for it."""
    yield peers_map(part, figures, language) or no_figures(part.caption, figures, language)


def said(part: Says, figures: Figures, language: str) -> Iterator[Block]:
    """The findings for which there are figures; with `main` the first stands out."""
    found = [finding(one, figures, language) for one in part.findings]
    bodies = [body for body in found if body is not None]
    if part.main and bodies:
        yield Finding(bodies.pop(0))
    if part.listed and bodies:
        yield Items(tuple(bodies))
    else:
        yield from (Text(body) for body in bodies)


def key_number(key: KeyFigure, figures: Figures, language: str) -> KeyNumber:
    """A large figure; without one, its place stays and leads to its indicator."""
    observation = figures.latest(key.select)
    label = plain(say(key.label, figures, language))
    if observation is None:
        return KeyNumber("", label, gettext("no figure"), f"indicators/{key.select.concept}/")
    return KeyNumber(
        figure_text(observation, language),
        label,
        short(figures.sources[observation.source_code]),
        observation.href,
    )


def no_figures(caption: str, figures: Figures, language: str) -> Gap:
    """What stands where a table or chart would be."""
    return Gap(say(caption, figures, language))


def gap(text: str, would_come_from: str, figures: Figures, language: str) -> Gap:
    """A stated gap, and who could fill it."""
    return Gap(say(text, figures, language), say(would_come_from, figures, language))


def definitions(part: DefinitionsList, figures: Figures, language: str) -> Iterator[Block]:
    """Every indicator that the report uses: what it counts, and of whom."""
    rows = tuple(
        (indicator.name, ((" ".join(defined(indicator)),),))
        for indicator in figures.indicators.values()
    )
    heads = (gettext("Indicator"), gettext("What it counts"))
    yield Matrix(gettext("The figures of this report and what they count"), heads, rows)


def defined(indicator: IndicatorView) -> Iterator[str]:
    """The sentences of a definition."""
    yield indicator.definition
    if indicator.universe:
        yield gettext("Counted among: %(universe)s.") % {"universe": indicator.universe.rstrip(".")}


COMPOSERS: Mapping[type[Part], Composer] = {
    Words: words,
    Points: points,
    Heading: heading,
    Notice: notice,
    Missing: missing,
    Says: said,
    KeyFigures: key_figures,
    PartsTable: table_of_parts,
    PartsChart: chart_of_parts,
    YearsChart: chart_of_years,
    PeersMap: map_of_peers,
    DefinitionsList: definitions,
}
"""How each class of parts becomes blocks."""
