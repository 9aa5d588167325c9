"""The tables of the document as a workbook: real numbers, one sheet a table, no formulas."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kachehri.engines.documents import blocks
from kachehri.engines.documents.archives import steady
from kachehri.engines.documents.hrefs import absolute
from kachehri.engines.documents.legible import legible
from kachehri.engines.documents.words import Words, column_label, words_for
from kachehri.kernel.numbers import parse_number
from kachehri.kernel.scripts import direction
from kachehri.kernel.typefaces import SANS, script_family

_INDIGO, _MADDER, _STONE, _HAIR = "FF1B2A57", "FF8E1C2A", "FF5F584D", "FFD9CFBA"
_MOST_CHARACTERS = 32_767
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class _Book:
    """What every sheet needs to know."""

    language: str
    base_url: str
    words: Words

    def font(self, **more: Any) -> Font:
        """Return the font of the language."""
        return Font(**{"name": script_family(self.language) or SANS, "size": 11, **more})

    def href(self, href: str) -> str:
        """Return a link's complete address."""
        return absolute(href, base_url=self.base_url, language=self.language)


def write_xlsx(document: blocks.Document, *, base_url: str) -> bytes:
    """Return a workbook: a cover, then a sheet for each table and matrix of the document.

    Raises DocumentProblem for a forbidden link.
    """
    document = legible(document)
    book = _Book(document.language, base_url, words_for(document))
    work = Workbook()
    work.properties.title, work.properties.subject = document.title, document.subtitle
    work.properties.creator, work.properties.language = "Kachehri", document.language
    cover = work.active or work.create_sheet()
    tables = list(_tables(document))
    names = _sheet_names([table.caption for _, table in tables], book.words.sheet)
    _cover(cover, book, document, list(zip(names, [t for _, t in tables], strict=True)))
    for name, (chapter, table) in zip(names, tables, strict=True):
        sheet = work.create_sheet(name)
        if isinstance(table, blocks.Table):
            _table(sheet, book, table, chapter)
        else:
            _matrix(sheet, book, table, chapter)
    for sheet in work.worksheets:
        sheet.sheet_view.rightToLeft = direction(document.language) == "rtl"
        _printed(sheet)
        _draft(sheet, book, document.draft)
    out = io.BytesIO()
    work.save(out)
    return steady(out.getvalue(), document.made_on)


def _draft(sheet: Worksheet, book: _Book, draft: str) -> None:
    """Mark a sheet of an edition that is not launched, on screen and on paper."""
    if draft:
        cell = _put(sheet, 3, 1, draft, book.font(bold=True, color=_MADDER))
        cell.alignment = Alignment(wrap_text=False)
        header = sheet.HeaderFooter.oddHeader
        if header is not None and header.center is not None:
            header.center.text = draft.replace("&", "&&")


def _tables(document: blocks.Document) -> Iterator[tuple[str, blocks.Table | blocks.Matrix]]:
    """Give every table with the title of its chapter, in the order of reading."""
    parts = [("", document.front), *((c.title, c.blocks) for c in document.chapters)]
    for title, inside in [*parts, ("", document.colophon)]:
        for table in _inside(inside):
            yield title, table


def _inside(parts: tuple[blocks.Block, ...]) -> Iterator[blocks.Table | blocks.Matrix]:
    for block in parts:
        match block:
            case blocks.Table() | blocks.Matrix():
                yield block
            case blocks.Chart(title, table=table, source=source, note=note):
                if table.rows:
                    yield blocks.Table(
                        title, table.columns, table.rows, table.source or source, table.note or note
                    )
            case blocks.Box(_, nested):
                yield from _inside(nested)
            case blocks.Pair(first, second):
                yield from _inside((first, second))
            case _:
                pass


def _sheet_names(captions: list[str], word: str) -> list[str]:
    """Return a name for each sheet: its number and the beginning of its caption."""
    names = []
    for number, caption in enumerate(captions, start=1):
        clean = " ".join(_NOT_IN_A_NAME.sub(" ", caption).split()) or word
        names.append(f"{number} {clean}"[:31].strip())
    return names


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError("No cell of these sheets is ever merged.")
    return cell


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> Cell:
    """Write text as text, whatever it begins with: never a formula."""
    cell = _at(sheet, row, column)
    cell.value = text[:_MOST_CHARACTERS]
    cell.data_type = "s"
    if text[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        cell.quotePrefix = True
    cell.font = font
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _link(cell: Cell, address: str) -> None:
    """Let a cell lead somewhere; what is longer than Excel allows stays text."""
    if 0 < len(address) <= 2000:
        cell.hyperlink = address


def _cover(
    sheet: Worksheet,
    book: _Book,
    document: blocks.Document,
    tables: list[tuple[str, blocks.Table | blocks.Matrix]],
) -> None:
    words = book.words
    sheet.title = _sheet_names([document.title], words.title)[0].removeprefix("1 ")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 84
    _put(
        sheet, 1, 1, document.title, book.font(size=18, bold=True, color=_INDIGO)
    ).alignment = Alignment(wrap_text=False)
    facts = (
        (words.about, document.subtitle, ""),
        (words.place, document.place, ""),
        (words.edition, document.edition, ""),
        (words.date, words.made_on, ""),
    )
    row = _list(sheet, book, 5, facts)
    row = _list(
        sheet, book, row + 1, tuple((name, t.caption, f"#'{name}'!A1") for name, t in tables)
    )
    sources = tuple((words.sources, note.text, book.href(note.href)) for note in document.sources)
    _list(sheet, book, row + 1, sources)


def _list(
    sheet: Worksheet, book: _Book, row: int, entries: tuple[tuple[str, str, str], ...]
) -> int:
    """Write entries of a name, a text and an address below each other; return the next row."""
    for name, text, address in entries:
        if not text:
            continue
        _put(sheet, row, 1, name, book.font(color=_STONE))
        _link(_put(sheet, row, 2, text, book.font()), address)
        row += 1
    return row


def _head(sheet: Worksheet, book: _Book, caption: str, chapter: str, labels: list[str]) -> int:
    """Write caption, chapter and column heads; return the row after them."""
    title = _put(sheet, 1, 1, caption, book.font(size=14, bold=True, color=_INDIGO))
    title.alignment = Alignment(wrap_text=False)
    _put(sheet, 2, 1, chapter, book.font(color=_STONE)).alignment = Alignment(wrap_text=False)
    for number, label in enumerate(labels, start=1):
        cell = _put(sheet, 4, number, label, book.font(bold=True))
        cell.border = Border(bottom=Side("medium", color=_INDIGO))
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        sheet.column_dimensions[cell.column_letter].width = 32 if number == 1 else 20
    sheet.freeze_panes = "B5"
    sheet.print_title_rows = "4:4"
    return 5


def _table(sheet: Worksheet, book: _Book, table: blocks.Table, chapter: str) -> None:
    labels = [column_label(column, book.language) for column in table.columns]
    notes = [_notes(labels, cells) for cells in table.rows]
    heads = [*labels, book.words.note] if any(notes) else labels
    row = _head(sheet, book, table.caption, chapter, heads)
    for cells, note in zip(table.rows, notes, strict=True):
        for number, cell in enumerate(cells, start=1):
            _cell(sheet, book, row, number, cell)
        if note:
            _put(sheet, row, len(heads), note, book.font(color=_STONE))
        row += 1
    _below(sheet, book, row + 1, table.source, table.note)


def _notes(labels: list[str], cells: tuple[blocks.Cell, ...]) -> str:
    """Return what is to be minded in a row: a figure's cell itself holds nothing but the figure."""
    return "; ".join(
        f"{label}: {cell.note}" for label, cell in zip(labels, cells, strict=True) if cell.note
    )


def _cell(sheet: Worksheet, book: _Book, row: int, column: int, cell: blocks.Cell) -> None:
    """Write one cell: a figure as a number, anything else as text; no figure leaves it empty."""
    content = cell.content
    if isinstance(content, blocks.Number):
        made = _number(sheet, book, row, column, content)
    else:
        made = _put(sheet, row, column, _plain((content,)), book.font())
    if isinstance(content, blocks.Number | blocks.Link):
        _link(made, book.href(content.href))
    made.border = Border(bottom=Side("thin", color=_HAIR))


def _number(sheet: Worksheet, book: _Book, row: int, column: int, number: blocks.Number) -> Cell:
    value = _value(number)
    if value is None:
        return _put(sheet, row, column, number.text, book.font())
    made = _at(sheet, row, column)
    made.value = value
    made.number_format = _format(number.text, value)
    made.font = book.font(name=SANS)
    made.alignment = Alignment(vertical="top", horizontal="right")
    return made


def _value(number: blocks.Number) -> Decimal | None:
    """Return the plain value of a figure; None when its text is not one figure (a range)."""
    try:
        if number.value:
            return Decimal(number.value)
        return parse_number(number.text.rstrip("%٪").strip(" \u00a0\u202f"))
    except (InvalidOperation, ValueError):
        return None


def _format(text: str, value: Decimal) -> str:
    """Return Excel's format for a figure: as many decimals as it is read with."""
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    whole = "#,##0" if re.search("[,٬]", text) else "0"
    unit = '" %"' if text.endswith(("%", "٪")) else ""
    return f"{whole}.{'0' * decimals}{unit}" if decimals else f"{whole}{unit}"


def _matrix(sheet: Worksheet, book: _Book, matrix: blocks.Matrix, chapter: str) -> None:
    row = _head(sheet, book, matrix.caption, chapter, list(matrix.columns))
    for name, cells in matrix.rows:
        for number, text in enumerate((name, *map(_plain, cells)), start=1):
            made = _put(sheet, row, number, text, book.font())
            made.border = Border(bottom=Side("thin", color=_HAIR))
        row += 1
    _below(sheet, book, row + 1, matrix.source, matrix.note)


def _below(sheet: Worksheet, book: _Book, row: int, source: blocks.Rich, note: blocks.Rich) -> None:
    """Write the note and the source below a table, the source with its link."""
    if note:
        _wide(_put(sheet, row, 1, _plain(note), book.font(color=_STONE)))
        row += 1
    if source:
        made = _put(sheet, row, 1, f"{book.words.source} {_plain(source)}", book.font(color=_STONE))
        _wide(made)
        hrefs = [part.href for part in source if isinstance(part, blocks.Link | blocks.Number)]
        _link(made, book.href(hrefs[0]) if hrefs else "")


def _wide(cell: Cell) -> None:
    """Let a line run over the columns beside it."""
    cell.alignment = Alignment(wrap_text=False, vertical="top")


def _plain(body: blocks.Rich) -> str:
    return "".join(_said(part) for part in body)


def _said(part: blocks.Inline) -> str:
    if isinstance(part, blocks.Sign):
        return f"{part.mark} {part.meaning}"
    return part if isinstance(part, str) else part.text


def _printed(sheet: Worksheet) -> None:
    """Make a sheet fit the width of an A4 page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
