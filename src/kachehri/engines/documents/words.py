"""The few words that the writers add themselves, in the language of the document."""

from dataclasses import dataclass

from django.utils.translation import gettext, override

from kachehri.engines.documents.blocks import Column, Document
from kachehri.kernel.dates import format_date
from kachehri.kernel.scripts import direction

FOUND_AGAIN = 95
"""Of a hundred words of a right-to-left PDF, how many pdftotext and PDFium give back: at least.

It is printed on the cover. The tests and `make bench` measure it, and fail below it.
"""


@dataclass(frozen=True)
class Words:
    """Fixed words, translated."""

    contents: str
    sources: str
    source: str
    skip: str
    no_figure: str
    none_published: str
    would_come_from: str
    table: str
    edition: str
    made_on: str
    about: str
    canonical: str
    attached: str
    found: str
    title: str
    place: str
    page: str
    sheet: str
    unit: str
    note: str
    date: str
    finding: str
    answered: str


def words_for(document: Document) -> Words:
    """Return the words for a document; its date is already set into them."""
    day = format_date(document.made_on, document.language)
    with override(document.language):
        return _words(day)


def words_in(language: str) -> Words:
    """Return the words for pieces of a document, which carry no date."""
    with override(language):
        return _words("")


def _words(day: str) -> Words:
    return Words(
        contents=gettext("Contents"),
        sources=gettext("Sources"),
        source=gettext("Source:"),
        skip=gettext("Skip to the text"),
        no_figure=gettext("no figure"),
        none_published=gettext("No figure is published."),
        would_come_from=gettext("It would come from:"),
        table=gettext("The figures as a table"),
        edition=gettext("Edition"),
        made_on=gettext("Made on %(date)s") % {"date": day},
        about=gettext("About this document"),
        canonical=gettext(
            "This is a copy for printing. The web edition reads best with a screen reader, "
            "and its text can be searched and copied."
        ),
        attached=gettext("It lies inside this file as an attachment: %(name)s.")
        % {"name": "report.html"},
        found=gettext(
            "Of 100 words in this file, a search finds at least %(share)s, and so does copying."
        )
        % {"share": FOUND_AGAIN},
        title=gettext("Title"),
        place=gettext("Place"),
        page=gettext("Page"),
        sheet=gettext("Sheet"),
        unit=gettext("Unit"),
        note=gettext("Note"),
        date=gettext("Date"),
        finding=gettext("Finding"),
        answered=gettext("Answer"),
    )


def column_label(column: Column, language: str) -> str:
    """Return a column's name with its unit behind it: "Women who read, %"."""
    comma = "،" if direction(language) == "rtl" else ","
    return f"{column.label}{comma} {column.unit}" if column.unit else column.label
