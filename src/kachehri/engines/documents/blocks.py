"""The content of a document as data: inline parts, blocks, chapters, the document.

A writer (HTML, PDF, DOCX, XLSX) reads nothing but these. They are frozen dataclasses without
behaviour, and `to_json`/`from_json` carry them to and from a JSON column without loss.

Hrefs are site-absolute paths without the language ("observations/123/", no slash in front) or
complete http(s) addresses; the writers join base address and language in front of the former.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TypeAlias, get_args


class DocumentProblem(ValueError):
    """The data is not a document, or a writer cannot make a file of it. The text says why."""


# Inline parts


@dataclass(frozen=True)
class Number:
    """A figure as it is read, the page of its observation, and its plain value.

    `text` is formatted for the document's language ("252,953", "45.0 %"). `value` is the same as
    a plain decimal ("252953", "45.0") for the spreadsheet; empty: it is parsed from the text.
    """

    text: str
    href: str = ""
    value: str = ""


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True)
class Isolate:
    """Text of another language inside this one: kept together and in its own direction."""

    text: str
    language: str = "en"


@dataclass(frozen=True)
class Sign:
    """A mark of one character that stands for a word: "+" for *helps*, "−" for *harms*.

    Writers show the mark, and give `meaning` to whoever hears the document or sorts the sheet.
    """

    mark: str
    meaning: str


Inline: TypeAlias = str | Number | Link | Isolate | Sign
Rich: TypeAlias = tuple[Inline, ...]


# Blocks


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    body: Rich


@dataclass(frozen=True)
class Response:
    """What an office answered, unshortened. `when` is a date as it is read.

    `key` is the id of the record that it was printed from; empty: from none.
    """

    office: str
    body: tuple[Rich, ...]
    when: str = ""
    key: str = ""


@dataclass(frozen=True)
class Finding:
    """The sentence to remember, set large, and what offices answered to it.

    `number` is what an office cites it by ("3.2"); `key` is what it keeps from edition to edition.
    """

    body: Rich
    number: str = ""
    key: str = ""
    responses: tuple[Response, ...] = ()


@dataclass(frozen=True)
class Subheading:
    """A heading inside a chapter, one level below the chapter's title."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list of short paragraphs, with dots or with figures."""

    items: tuple[Rich, ...]
    ordered: bool = False


@dataclass(frozen=True)
class KeyNumber:
    """A large figure, its meaning below it, its source below that.

    An empty `value` means that no figure is published; then `href` leads to what would bring it.
    """

    value: str
    label: str
    source: str = ""
    href: str = ""


@dataclass(frozen=True)
class KeyNumbers:
    """A row of key numbers."""

    numbers: tuple[KeyNumber, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table. The unit stands behind the label, and in the spreadsheet's own row."""

    label: str
    numeric: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell. No content means that there is no figure; `note` says why, or what to mind."""

    content: str | Number | Link | Isolate = ""
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption. The first column names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: Rich = ()
    note: Rich = ()


@dataclass(frozen=True)
class Chart:
    """A drawn chart or tile map. The title states the finding; the table stands behind it.

    `said` is the title with its numbers linked, for a page; empty: the plain title. `svg` comes
    from `kachehri.engines.charts.draw` and from nowhere else.
    """

    title: str
    description: str
    svg: str
    table: Table
    source: Rich = ()
    note: Rich = ()
    said: Rich = ()


@dataclass(frozen=True)
class Quote:
    """What somebody said, and who (never a name of a private person).

    `key` is the id of the record that it was printed from: it is found by that when consent is
    withdrawn.
    """

    body: Rich
    who: str = ""
    key: str = ""


@dataclass(frozen=True)
class Gap:
    """No figure is published. `would_come_from` names the office or survey that could bring it."""

    text: Rich
    would_come_from: Rich = ()


@dataclass(frozen=True)
class Matrix:
    """Rows crossed with columns of words instead of figures: threat by level, duty by office.

    `look` is "words" (paragraphs), "figures" (numbers at the end side) or "grid" (narrow cells
    with a sign or a figure in their middle, the heads small).
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Rich, ...]], ...]
    source: Rich = ()
    note: Rich = ()
    look: str = "words"


@dataclass(frozen=True)
class Box:
    """A titled notice: an answer of a department, a word on method."""

    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Pair:
    """Two boxes side by side that are to be compared: records say, people say."""

    first: Box
    second: Box


@dataclass(frozen=True)
class Code:
    """A square code that a phone reads. `text` says the same in letters; `label` what it is for."""

    svg: str
    text: str
    label: str


Block: TypeAlias = (
    Text
    | Finding
    | Response
    | Subheading
    | Items
    | KeyNumbers
    | Table
    | Chart
    | Quote
    | Gap
    | Matrix
    | Box
    | Pair
    | Code
)


# The document


@dataclass(frozen=True)
class SourceNote:
    """A source as the list at the end cites it: publisher, title, year, table, page."""

    code: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter. `key` is its anchor and the last part of its web address ([a-z0-9-])."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole document in one language.

    `made_on` is the only date that a file carries: the same document gives the same bytes.
    `path` is where the document stands on the site, as a site path without the language. `draft` is
    printed on every sheet of an edition that nobody has launched yet ("Draft 3 of edition 2: not
    validated"); empty for a launched one. A `brief` document is a paper of a few pages: in print it
    has no cover and no table of contents, and its chapters run on. A `letter` prints what stands in
    its front and nothing else: no ornament, no imprint; `edition` stands at the foot.
    """

    key: str
    title: str
    subtitle: str
    language: str
    place: str
    edition: str
    made_on: dt.date
    front: tuple[Block, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    colophon: tuple[Block, ...] = ()
    path: str = ""
    draft: str = ""
    brief: bool = False
    letter: bool = False


# JSON

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

_KINDS: Mapping[str, type] = {
    kind.__name__: kind
    for kind in (
        *(k for k in get_args(Inline) if k is not str),
        *get_args(Block),
        KeyNumber,
        Column,
        Cell,
        SourceNote,
        Chapter,
        Document,
    )
}
_KIND = "is"


def to_json(thing: object) -> Json:
    """Return the thing as plain data for `json.dumps` or a JSON column.

    Every dataclass becomes an object whose "is" names it; tuples become lists, dates ISO text.
    """
    if is_dataclass(thing):
        return {_KIND: type(thing).__name__} | {
            field.name: to_json(getattr(thing, field.name)) for field in fields(thing)
        }
    if isinstance(thing, tuple):
        return [to_json(part) for part in thing]
    if isinstance(thing, dt.date):
        return thing.isoformat()
    if isinstance(thing, str | bool):
        return thing
    raise DocumentProblem(f"A document cannot hold a {type(thing).__name__}.")


def from_json(data: Json) -> object:
    """Return the block or document that `to_json` wrote.

    Raises DocumentProblem for an unknown kind or field. Fields that an older writer did not know
    take their default.
    """
    if isinstance(data, list):
        return tuple(from_json(part) for part in data)
    if isinstance(data, dict):
        return _object(data)
    return data


def document_from_json(data: Json) -> Document:
    """Return the document that `to_json` wrote; raises DocumentProblem if it is none."""
    thing = from_json(data)
    if not isinstance(thing, Document):
        raise DocumentProblem("This is not a document.")
    return thing


def _object(data: dict[str, Json]) -> object:
    kind = _KINDS.get(str(data.get(_KIND)))
    if kind is None:
        raise DocumentProblem(f"A document has no part called {data.get(_KIND)!r}.")
    values = {name: from_json(value) for name, value in data.items() if name != _KIND}
    try:
        if kind is Document:
            values["made_on"] = dt.date.fromisoformat(str(values["made_on"]))
        return kind(**values)
    except (TypeError, KeyError, ValueError) as problem:
        raise DocumentProblem(f"This is not a {kind.__name__}: {problem}") from problem
