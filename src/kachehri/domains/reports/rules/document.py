"""The whole document of a report in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_noop, override

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
    ReportKind,
    Says,
    Words,
    YearsChart,
)
from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Chapter,
    Document,
    Finding,
    Gap,
    Isolate,
    Items,
    KeyNumber,
    KeyNumbers,
    Matrix,
    SourceNote,
    Subheading,
    Text,
)
from kachehri.kernel.dates import format_date

from .drawings import parts_chart, peers_map, years_chart
from .figures import Figures
from .findings import finding
from .tables import parts_table, short
from .words import figure_text, plain, say, sentence


@dataclass(frozen=True)
class Cover:
    """What is printed on the cover and does not come from figures.

    `data_digest` stands for all that went into the edition (see `freshness`).
    """

    edition: int
    made_on: date
    data_digest: str = ""


def compose(kind: ReportKind, figures: Figures, language: str, cover: Cover) -> Document:
    """Make the document. The same figures and words give the same document."""
    with override(language):
        return Document(
            key=kind.key,
            title=plain(say(kind.title, figures, language)),
            subtitle=plain(say(kind.subtitle, figures, language)),
            language=language,
            place=figures.place.name(language),
            edition=str(cover.edition),
            made_on=cover.made_on,
            front=blocks(kind.front, figures, language),
            chapters=tuple(
                Chapter(one.key, gettext(one.title), blocks(one.parts, figures, language))
                for one in kind.chapters
            ),
            sources=tuple(
                SourceNote(one.code, one.citation, f"sources/{one.code}/")
                for one in figures.sources.values()
            ),
            colophon=(*blocks(kind.colophon, figures, language), *imprint(cover, language)),
            path=f"reports/{kind.key}/{figures.place.key}/",
        )


def imprint(cover: Cover, language: str) -> Iterator[Block]:
    """Which edition this is, and how to find out whether a copy is the same."""
    day = format_date(cover.made_on, language)
    message = gettext_noop("This is edition %(edition)s, made on %(date)s.")
    yield Text(sentence(message, {"edition": str(cover.edition), "date": day}))
    if cover.data_digest:
        message = gettext_noop(
            "Fingerprint of everything that went into it (figures, definitions, words and rules; "
            "SHA-256): %(digest)s"
        )
        yield Text(sentence(message, {"digest": Isolate(grouped(cover.data_digest), "en")}))


def grouped(digest: str) -> str:
    """A fingerprint in groups of eight that two people can read to each other."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def blocks(parts: tuple[Part, ...], figures: Figures, language: str) -> tuple[Block, ...]:
    """The blocks of some parts, in order; a part without figures says that there are none."""
    return tuple(block for part in parts for block in of_part(part, figures, language))


def of_part(part: Part, figures: Figures, language: str) -> Iterator[Block]:
    """The blocks of one part."""
    match part:
        case Words(text=text):
            yield Text(say(text, figures, language))
        case Points(items=items):
            yield Items(tuple(say(item, figures, language) for item in items))
        case Heading(text=text):
            yield Subheading(gettext(text))
        case Notice(title=title, items=items):
            listed = Items(tuple(say(item, figures, language) for item in items))
            yield Box(gettext(title), (listed,))
        case Missing():
            yield Subheading(gettext(part.title))
            yield gap(part.text, part.would_come_from, figures, language)
        case DefinitionsList():
            yield from definitions(figures)
        case _:
            yield from with_figures(part, figures, language)


def with_figures(part: Part, figures: Figures, language: str) -> Iterator[Block]:
    """The blocks of a part that shows figures."""
    match part:
        case Says():
            yield from said(part, figures, language)
        case KeyFigures():
            yield KeyNumbers(tuple(key_number(one, figures, language) for one in part.figures))
        case PartsTable():
            yield parts_table(part, figures, language) or no_figures(
                part.caption, figures, language
            )
        case PartsChart():
            yield parts_chart(part, figures, language) or no_figures(
                part.caption, figures, language
            )
        case YearsChart():
            yield years_chart(part, figures, language) or no_figures(
                part.caption, figures, language
            )
        case PeersMap():
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


def definitions(figures: Figures) -> Iterator[Block]:
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
