"""The whole document of a report in one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext, gettext_noop, override

from kachehri.domains.reports.kinds import ChapterKind, Part, ReportKind
from kachehri.engines.documents.blocks import (
    Block,
    Chapter,
    Document,
    Inline,
    Isolate,
    SourceNote,
    Text,
)
from kachehri.kernel.dates import format_date

from . import (
    basics,
    breakdowns,
    charted,
    evidenced,
    published,
    published_years,
    ranked,
    recorded,
    since_told,
    surveyed,
)
from .citing import named_in, notes
from .editions import draft_mark
from .figures import Composer, Figures
from .plainly import plainly
from .recorded_answers import beside_findings
from .recorded_views import language_of
from .words import plain, say, sentence

COMPOSERS: Mapping[type[Part], Composer] = {
    **basics.COMPOSERS,
    **breakdowns.COMPOSERS,
    **charted.COMPOSERS,
    **evidenced.COMPOSERS,
    **published.COMPOSERS,
    **published_years.COMPOSERS,
    **ranked.COMPOSERS,
    **recorded.COMPOSERS,
    **since_told.COMPOSERS,
    **surveyed.COMPOSERS,
}
"""How each class of parts becomes blocks; a module of `rules` for each group of them."""


LAUNCHED = gettext_noop("This is edition %(edition)s, launched on %(date)s.")
DRAFTED = gettext_noop(
    "This is draft %(draft)s of edition %(edition)s, made on %(date)s. It is not launched yet."
)
REVIEWED = gettext_noop("It is to be looked at again by %(date)s.")
NO_WORKSHOP = gettext_noop("It was launched without a validation workshop. The reason: %(reason)s")


@dataclass(frozen=True)
class Cover:
    """What is printed on the cover and does not come from figures.

    `made_on` is the day of the launch for a launched edition; `revision` counts the drafts and is 0
    for a launched one. `because` is why there was no workshop. `data_digest` stands for all that
    went into the edition (see `freshness`).
    """

    edition: int
    made_on: date
    data_digest: str = ""
    revision: int = 0
    review_on: date | None = None
    because: str = ""


def compose(kind: ReportKind, figures: Figures, language: str, cover: Cover) -> Document:
    """Make the document. The same figures and words give the same document."""
    figures = replace(figures, on=cover.made_on)
    with override(language):
        document = Document(
            key=kind.key,
            title=plain(say(kind.title, figures, language)),
            subtitle=plain(say(kind.subtitle, figures, language)),
            language=language,
            place=figures.place.name(language),
            edition=str(cover.edition),
            made_on=cover.made_on,
            front=blocks(kind.front, figures, language),
            chapters=tuple(
                chapter(number, one, figures, language)
                for number, one in enumerate(kind.chapters, start=1)
            ),
            sources=tuple(
                SourceNote(one.code, one.citation, f"sources/{one.code}/")
                for one in figures.sources.values()
            ),
            colophon=(*blocks(kind.colophon, figures, language), *imprint(cover, language)),
            path=f"reports/{kind.key}/{figures.place.key}/editions/{cover.edition}/",
            draft=draft_mark(cover.edition, cover.revision) if cover.revision else "",
            brief=kind.brief,
        )
    # What a large report was made of is listed whole; a short paper lists what it leads to.
    only = named_in(document, figures) if kind.brief else None
    return replace(document, sources=tuple(notes(figures.sources, figures.cited, only)))


def chapter(number: int, kind: ChapterKind, figures: Figures, language: str) -> Chapter:
    """A chapter: its findings with the answers of offices, and a plain word if it has no data."""
    made = [(part, blocks((part,), figures, language)) for part in kind.parts]
    said = beside_findings(plainly(made), kind.key, number, figures, language)
    return Chapter(kind.key, gettext(kind.title), said)


def imprint(cover: Cover, language: str) -> Iterator[Block]:
    """Which edition this is, how it came out, and how to find out whether a copy is the same."""
    values: dict[str, Inline] = {
        "edition": str(cover.edition),
        "draft": str(cover.revision),
        "date": format_date(cover.made_on, language),
    }
    yield Text(sentence(DRAFTED if cover.revision else LAUNCHED, values))
    if cover.review_on:
        day = format_date(cover.review_on, language)
        yield Text(sentence(REVIEWED, {"date": day}))
    if cover.because:
        reason = Isolate(cover.because, language_of(cover.because, language))
        yield Text(sentence(NO_WORKSHOP, {"reason": reason}))
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
    return tuple(
        block for part in parts for block in COMPOSERS[type(part)](part, figures, language)
    )
