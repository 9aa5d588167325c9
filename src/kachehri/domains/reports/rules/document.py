"""The whole document of a report in one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_noop, override

from kachehri.domains.reports.kinds import Part, ReportKind
from kachehri.engines.documents.blocks import (
    Block,
    Chapter,
    Document,
    Isolate,
    SourceNote,
    Text,
)
from kachehri.kernel.dates import format_date

from . import basics, published, published_years, ranked
from .figures import Composer, Figures
from .words import plain, say, sentence

COMPOSERS: Mapping[type[Part], Composer] = {
    **basics.COMPOSERS,
    **published.COMPOSERS,
    **published_years.COMPOSERS,
    **ranked.COMPOSERS,
}
"""How each class of parts becomes blocks; a module of `rules` for each group of them."""


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
    return tuple(
        block for part in parts for block in COMPOSERS[type(part)](part, figures, language)
    )
