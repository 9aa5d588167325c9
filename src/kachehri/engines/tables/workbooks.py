"""Workbooks of any length, written as they come: one row in memory, straight into the ZIP.

openpyxl takes about a minute for a million cells; a workbook is plain XML, and this writes that.
What is written: ECMA-376, cells with inline words, a bold header that stays in sight, days as days,
numbers as numbers. Words that begin like a formula are words, and marked as such for whoever edits
them. A sheet that is full (1,048,576 rows) is followed by another with the same header.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from .export import STARTS_A_FORMULA, sheet_title

MOST_ROWS = 1_048_576
"""Rows of a sheet, its header included."""

PLAIN, HEAD, DAY, QUOTED, WRAPPED = range(5)
"""Looks of a cell, in the order of STYLES."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FIRST = date(1899, 12, 30).toordinal()
_KEPT_WORDS = 20_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/>'
    '</font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="5"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/>'
    '<xf xfId="0" numFmtId="14" applyNumberFormat="1"/><xf xfId="0" quotePrefix="1"/>'
    '<xf xfId="0" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Field:
    """A column of a file: its name and whether it holds `text`, `number`, `whole` or `day`."""

    name: str
    kind: str = "text"
    width: int = 12


@dataclass(frozen=True)
class Sheet:
    """A table of a workbook. Cells are texts as in a CSV file; an empty one is empty."""

    title: str
    fields: Sequence[Field]
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True)
class Cover:
    """The first sheet: what this is, in pairs of words, and below them a small table."""

    title: str
    facts: Sequence[tuple[str, str]]
    heads: Sequence[str] = ()
    lines: Sequence[Sequence[str]] = field(default_factory=tuple)


def write_workbook(
    out: IO[bytes],
    sheet: Sheet,
    cover: Callable[[], Cover],
    *,
    right_to_left: bool = False,
    most_rows: int = MOST_ROWS,
) -> None:
    """Write a workbook: the cover, then the table on as many sheets as it needs.

    `cover` is asked when the rows are through: it may say how many there were. `out` need not be
    able to seek.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        left: Iterator[Sequence[str]] | None = iter(sheet.rows)
        count = 0
        while left is not None:
            count += 1
            left = _write_rows(book, count + 1, sheet.fields, left, right_to_left, most_rows)
        told = cover()
        book.writestr("xl/worksheets/sheet1.xml", _cover_xml(told, right_to_left))
        titles = [sheet_title(told.title), *_titles(sheet.title, count)]
        for name, text in _frame(titles):
            book.writestr(name, text)


def _titles(title: str, count: int) -> list[str]:
    if count == 1:
        return [sheet_title(title)]
    return [sheet_title(f"{title[:26]} {number}") for number in range(1, count + 1)]


def _write_rows(
    book: zipfile.ZipFile,
    number: int,
    fields: Sequence[Field],
    rows: Iterator[Sequence[str]],
    right_to_left: bool,
    most_rows: int,
) -> Iterator[Sequence[str]] | None:
    """Fill one sheet. The rows that are left, or None when there are none."""
    name = f"xl/worksheets/sheet{number}.xml"
    with book.open(name, "w", force_zip64=True) as file, io.TextIOWrapper(file, "utf-8") as text:
        text.write(_opening([one.width for one in fields], right_to_left, frozen=True))
        text.write(_row(_words(one.name, HEAD) for one in fields))
        makers = [_maker(one.kind) for one in fields]
        for row in islice(rows, most_rows - 1):
            text.write(_row(make(cell) for make, cell in zip(makers, row, strict=True)))
        text.write("</sheetData></worksheet>")
    following = next(rows, None)
    return None if following is None else chain([following], rows)


def _maker(kind: str) -> Callable[[str], str]:
    """What turns a text into a cell. The cells of words that come often are kept."""
    if kind in {"number", "whole"}:
        return _number
    make = _day if kind == "day" else _text
    kept: dict[str, str] = {}

    def cell(text: str) -> str:
        made = kept.get(text)
        if made is None:
            if len(kept) > _KEPT_WORDS:
                kept.clear()
            made = kept[text] = make(text)
        return made

    return cell


def _number(text: str) -> str:
    """A number as it is printed; what is none stays words."""
    if not text:
        return "<c/>"
    return f"<c><v>{text}</v></c>" if _NUMBER.fullmatch(text) else _text(text)


def _day(text: str) -> str:
    """A day of the ISO calendar as a spreadsheet counts days (from 1900 on)."""
    if not text:
        return "<c/>"
    return f'<c s="{DAY}"><v>{date.fromisoformat(text).toordinal() - _FIRST}</v></c>'


def _text(text: str) -> str:
    if not text:
        return "<c/>"
    return _words(text, QUOTED if text.startswith(STARTS_A_FORMULA) else PLAIN)


def _words(text: str, look: int) -> str:
    """A cell of words, without the characters that XML cannot hold."""
    shown = escape(_ILLEGAL.sub("", text[:32_767]))
    return f'<c s="{look}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _row(cells: Iterable[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


def _opening(widths: Sequence[int], right_to_left: bool, *, frozen: bool) -> str:
    """The head of a sheet, up to its first row."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"'
        f"{' rightToLeft=' + chr(34) + '1' + chr(34) if right_to_left else ''}>"
        f"{pane if frozen else ''}</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
    )


def _cover_xml(cover: Cover, right_to_left: bool) -> str:
    lines = [_row([_words(cover.title, HEAD)]), "<row/>"]
    lines += [_row([_words(name, HEAD), _words(value, WRAPPED)]) for name, value in cover.facts]
    if cover.heads:
        lines += ["<row/>", _row(_words(head, HEAD) for head in cover.heads)]
        lines += [_row(_words(cell, WRAPPED) for cell in line) for line in cover.lines]
    opening = _opening((24, 90, 30, 30), right_to_left, frozen=False)
    return f"{opening}{''.join(lines)}</sheetData></worksheet>"


def _frame(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts that hold a workbook together, by name."""
    numbers = range(1, len(titles) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        f'ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override '
        f'PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/><Override '
        f'PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*sheets, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES
    named = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="r{n}"/>'
        for n, title in enumerate(titles, 1)
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'
