"""The document as a Word file that an office can go on editing: styles, real tables, real links."""

import io
from typing import assert_never

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from kachehri.engines.documents.archives import steady
from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Chart,
    Code,
    Document,
    Finding,
    Gap,
    Inline,
    Isolate,
    Items,
    KeyNumbers,
    Link,
    Matrix,
    Pair,
    Quote,
    Response,
    Rich,
    SourceNote,
    Subheading,
    Table,
    Text,
)
from kachehri.engines.documents.docx_look import dress, element, language_tag
from kachehri.engines.documents.docx_tables import (
    add_key_numbers,
    add_matrix,
    add_table,
    is_wide,
)
from kachehri.engines.documents.docx_text import (
    Paper,
    add_field,
    bookmark,
    field_end,
    field_start,
    fill,
    inner_link,
    restarted,
)
from kachehri.engines.documents.legible import legible
from kachehri.engines.documents.pictures import ajrak_png, png
from kachehri.engines.documents.words import words_for

_CHAPTER = 2
_CHART_WIDTH = Mm(118)
_TEXT_WIDTH = Mm(162)


def write_docx(document: Document, *, base_url: str) -> bytes:
    """Return the document as DOCX.

    Raises DocumentProblem for a forbidden link, TypefaceProblem when fonts are missing.
    """
    document = legible(document)
    word = docx.Document()
    dress(word, language=document.language)
    paper = Paper(word, document.language, base_url, words_for(document))
    _properties(paper, document)
    _running(paper, document)
    _cover(paper, document)
    _contents(paper, document)
    _blocks(paper, document.front, 2)
    for number, chapter in enumerate(document.chapters, start=1):
        heading = paper.paragraph("Heading 1", (chapter.title,))
        heading.paragraph_format.page_break_before = bool(chapter.blocks)
        bookmark(heading, _mark(number), number)
        _blocks(paper, chapter.blocks, 2)
    _end(paper, document)
    return _saved(paper, document)


def _saved(paper: Paper, document: Document) -> bytes:
    out = io.BytesIO()
    paper.word.save(out)
    return steady(out.getvalue(), document.made_on)


def _mark(number: int) -> str:
    return f"chapter_{number}"


def _properties(paper: Paper, document: Document) -> None:
    about = paper.word.core_properties
    about.title = document.title
    about.subject = document.subtitle
    about.language = language_tag(document.language)
    about.author = about.last_modified_by = "Kachehri"
    about.comments = about.keywords = ""
    about.revision = 1


def _running(paper: Paper, document: Document) -> None:
    """Fill the running header and the footer with the page's number."""
    section = paper.word.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    if document.draft:
        for first in (header.insert_paragraph_before(), section.first_page_header.paragraphs[0]):
            paper.dress(first, "Draft")
            fill(paper, first, (document.draft,))
    fill(paper, header, (f"{document.title} · {document.place}",))
    fill(paper, footer, (f"{paper.words.edition} {document.edition} · {paper.words.page} ",))
    add_field(footer, "PAGE", "1", document.language)


def _picture(paper: Paper, data: bytes, width: int, title: str, about: str) -> None:
    """Add a picture in a paragraph of its own, with its words for those who do not see it."""
    paragraph = paper.paragraph("Normal")
    shape = paragraph.add_run().add_picture(io.BytesIO(data), width=width)
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("title", title)
    properties.set("descr", about)


def _cover(paper: Paper, document: Document) -> None:
    _picture(paper, ajrak_png(), _TEXT_WIDTH, "", "")
    paper.paragraph("Title", (document.title,))
    if document.subtitle:
        paper.paragraph("Subtitle", (document.subtitle,))
    words = paper.words
    imprint = (document.place, f"{words.edition} {document.edition}", words.made_on)
    for line in imprint:
        paper.paragraph("Normal", (line,))
    paper.paragraph("Source", (words.canonical,))


def _contents(paper: Paper, document: Document) -> None:
    """Write the contents as a field that is already filled, each entry leading to its chapter."""
    heading = paper.paragraph("Heading 1", (paper.words.contents,))
    heading.paragraph_format.page_break_before = True
    last = None
    for number, chapter in enumerate(document.chapters, start=1):
        entry = paper.paragraph("Contents Entry")
        if number == 1:
            field_start(entry, r'TOC \o "1-1" \h \z \u')
        inner_link(entry, chapter.title, _mark(number), document.language)
        last = entry
    if last is not None:
        field_end(last)


def _end(paper: Paper, document: Document) -> None:
    if document.sources:
        heading = paper.paragraph("Heading 1", (paper.words.sources,))
        heading.paragraph_format.page_break_before = True
        _items(paper, tuple((_source(note),) for note in document.sources), ordered=True)
    if document.colophon:
        paper.paragraph("Heading 1", (paper.words.about,))
        _blocks(paper, document.colophon, 2)


def _source(note: SourceNote) -> Inline:
    return Link(note.text, note.href) if note.href else note.text


def _blocks(paper: Paper, blocks: tuple[Block, ...], level: int) -> None:
    """Write blocks; a wide table stands, with its heading, on a sheet on its side."""
    for number, block in enumerate(blocks):
        if level == _CHAPTER:
            _turn(paper, on_its_side=is_wide(_table_under(blocks[number:]), paper))
        _block(paper, block, level)
    if level == _CHAPTER:
        _turn(paper, on_its_side=False)


def _table_under(blocks: tuple[Block, ...]) -> Block | None:
    """Return the block that decides how the sheet lies: behind headings the one they belong to."""
    return next((block for block in blocks if not isinstance(block, Subheading)), None)


def _turn(paper: Paper, *, on_its_side: bool) -> None:
    """Begin a sheet that lies the other way, where the one before does not lie so already."""
    last = paper.word.sections[-1]
    width, height = last.page_width, last.page_height
    if width is None or height is None or (width > height) == on_its_side:
        return
    section = paper.word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = height, width
    section.different_first_page_header_footer = False


def _block(paper: Paper, block: Block, level: int) -> None:
    match block:
        case Text() | Finding() | Response() | Subheading() | Items() | Quote() | Gap():
            _said(paper, block, level)
        case KeyNumbers(numbers):
            add_key_numbers(paper, numbers)
        case Table():
            paper.paragraph("Caption", (block.caption,))
            _table(paper, block)
        case Chart():
            _chart(paper, block)
        case Matrix():
            paper.paragraph("Caption", (block.caption,))
            add_matrix(paper, block)
            _below(paper, block.source, block.note)
        case Box():
            _box(paper, block)
        case Pair(first, second):
            _box(paper, first)
            _box(paper, second)
        case Code(_, text, label):
            paper.paragraph("Normal", (f"{label} ", Isolate(text)))
        case _:
            assert_never(block)


def _said(
    paper: Paper,
    block: Text | Finding | Response | Subheading | Items | Quote | Gap,
    level: int,
) -> None:
    match block:
        case Text(body):
            paper.paragraph("Normal", body)
        case Finding():
            _finding(paper, block)
        case Response():
            _response(paper, block)
        case Subheading(text):
            paper.paragraph(f"Heading {level}", (text,))
        case Items(items, ordered):
            _items(paper, items, ordered)
        case Quote(body=body, who=who):
            paper.paragraph("Quote", body)
            if who:
                paper.paragraph("Quoted From", (who,))
        case Gap():
            _gap(paper, block)
        case _:
            assert_never(block)


def _finding(paper: Paper, block: Finding) -> None:
    if block.number:
        paper.paragraph("Finding Number", (f"{paper.words.finding} {block.number}",))
    paper.paragraph("Finding", block.body)
    for one in block.responses:
        _response(paper, one)


def _response(paper: Paper, one: Response) -> None:
    paper.paragraph("Box Title", (f"{paper.words.answered}: {one.office}",))
    for body in one.body:
        paper.paragraph("Box", body)
    paper.paragraph("Source", (one.when,))


def _items(paper: Paper, items: tuple[Rich, ...], ordered: bool) -> None:
    number = restarted(paper) if ordered else ""
    for item in items:
        paragraph = paper.paragraph("List Number" if ordered else "List Bullet", item)
        if number:
            numbering = element("w:numPr")
            numbering.append(element("w:ilvl", val="0"))
            numbering.append(element("w:numId", val=number))
            paragraph._p.get_or_add_pPr().append(numbering)


def _gap(paper: Paper, gap: Gap) -> None:
    words = paper.words
    paper.paragraph("Box Title", (words.none_published,))
    paper.paragraph("Box", gap.text)
    if gap.would_come_from:
        paper.paragraph("Box", (f"{words.would_come_from} ", *gap.would_come_from))
    paper.paragraph("Source")


def _box(paper: Paper, box: Box) -> None:
    """Write a box: its text in the box's style; what else stands in it follows as it is."""
    paper.paragraph("Box Title", (box.title,))
    for block in box.blocks:
        if isinstance(block, Text):
            paper.paragraph("Box", block.body)
        else:
            _block(paper, block, 3)
    paper.paragraph("Source")


def _below(paper: Paper, source: Rich, note: Rich) -> None:
    if note:
        paper.paragraph("Source", note).paragraph_format.space_after = 0
    origin: Rich = (f"{paper.words.source} ", *source) if source else ()
    paper.paragraph("Source", origin)


def _table(paper: Paper, table: Table) -> None:
    add_table(paper, table)
    _below(paper, table.source, table.note)


def _chart(paper: Paper, chart: Chart) -> None:
    paper.paragraph("Caption", (chart.title,))
    _picture(paper, png(chart.svg), _CHART_WIDTH, chart.title, chart.description)
    _below(paper, chart.source, chart.note)
    if chart.table.rows:
        add_table(paper, chart.table)
        paper.paragraph("Source")
