"""Sources that a text names by `[[code]]`, and those that stand in the list at the end."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import ObservationView, SourceView, library
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.queries.lines import Mark
from kachehri.engines.documents.blocks import (
    Document,
    Inline,
    KeyNumber,
    Link,
    Number,
    Rich,
    SourceNote,
)

from .recorded_views import RecordView
from .selects import inside

CITED = re.compile(r"\[\[\s*([A-Za-z0-9][A-Za-z0-9-]{0,59})\s*\]\]")
"""A source in a text, by its code: `[[pbs-census-2023-table-12]]`."""

_SOURCE = re.compile(r"sources/([a-z0-9-]+)/\Z")
_OBSERVATION = re.compile(r"observations/(\d+)/(?:and/(\d+)/|aim/)?\Z")


@dataclass(frozen=True)
class Citation:
    """A source that a team cites: how the text names it, and how the list at the end does."""

    code: str
    label: str
    text: str


def codes(text: str) -> tuple[str, ...]:
    """The codes that a text cites, each once, in the order of the text."""
    return tuple(dict.fromkeys(found[1].lower() for found in CITED.finditer(text)))


def codes_of(written: Iterable[RecordView]) -> tuple[str, ...]:
    """The codes that any text of some records cites, sorted."""
    return tuple(sorted({code for one in written for code in _inside(one.content)}))


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from codes(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _inside(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _inside(one)


def read_cited(written: Iterable[RecordView]) -> tuple[tuple[Citation, ...], set[str]]:
    """What some records cite, and the codes among it that are sources (at most three queries)."""
    wanted = codes_of(written)
    if not wanted:
        return (), set()
    found = {one.code: one for one in evidence.sources(wanted)}
    papers = {one.code: one for one in library.publications_of(found)}
    cited = tuple(
        Citation(code, papers[code].short, papers[code].citation)
        if code in papers
        else Citation(code, f"{source.publisher} {source.year}", source.citation)
        for code, source in sorted(found.items())
    )
    return cited, set(found)


def linked(text: str, cited: Iterable[Citation]) -> Rich:
    """The text with each citation as a link to its source; one that nobody knows says so."""
    known = {one.code: one for one in cited}
    found: list[Inline] = []
    end = 0
    for match in CITED.finditer(text):
        found += [text[end : match.start()]] if match.start() > end else []
        end = match.end()
        one = known.get(match[1].lower())
        if one is None:
            found.append(gettext("(no source is called %(code)s)") % {"code": match[1]})
        else:
            found += ["(", Link(one.label, f"sources/{one.code}/"), ")"]
    return tuple([*found, text[end:]] if text[end:] or not found else found)


def unknown(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The codes that a text cites and that are none of these."""
    there = set(known)
    return tuple(code for code in codes(text) if code not in there)


def notes(
    sources: Mapping[str, SourceView], cited: Iterable[Citation], only: set[str] | None = None
) -> Iterator[SourceNote]:
    """The list of sources at the end; `only` keeps those codes."""
    texts = {one.code: one.text for one in cited}
    for one in sources.values():
        if only is None or one.code in only:
            yield SourceNote(one.code, texts.get(one.code, one.citation), f"sources/{one.code}/")


def named_in(document: Document, figures: object) -> set[str]:
    """The codes of the sources that a document leads to, itself or by a figure in it."""
    shown: list[Number | KeyNumber | Link] = [
        *inside(document, Number),
        *inside(document, KeyNumber),
        *inside(document, Link),
    ]
    hrefs = {one.href for one in shown}
    found = {match[1] for href in hrefs if (match := _SOURCE.match(href))}
    ids = {
        int(number)
        for href in hrefs
        if (match := _OBSERVATION.match(href))
        for number in match.groups()
        if number
    }
    held: list[ObservationView | Shown | Mark] = [
        *inside(figures, ObservationView),
        *inside(figures, Shown),
        *inside(figures, Mark),
    ]
    return found | {one.source_code for one in held if one.id in ids}
