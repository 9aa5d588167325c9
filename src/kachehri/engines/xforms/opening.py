"""Spreadsheets of every sort as sheets of text, with the row numbers that their author sees.

.xlsx and .xlsm, .xls, one .csv with all sheets (a sheet's name in the first column), a ZIP of one
.csv a sheet, and .md. What is dangerous, damaged or too large raises `SheetRefused` with its mend.
"""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, TypeAlias

from .kinds import FormProblem
from .packed import refuse_dangerous

LARGEST = 20 * 1024**2
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
_BLANK_ROWS, _BLANK_COLUMNS = 60, 20
SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SPACES = re.compile(r"( )+")
_SAVE_AS = "Open it, save it again as an Excel workbook (.xlsx), and send that."


class SheetRefused(ValueError):
    """The file is not opened; `problem` says why, where and what to do."""

    def __init__(self, message: str, mend: str = _SAVE_AS, **where: Any) -> None:
        super().__init__(message)
        self.problem = FormProblem(message, mend, **where)


@dataclass(frozen=True)
class Row:
    """A row: its number as the author sees it, and its cells that say something, by heading."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name as written, headings from left to right, and rows below them."""

    name: str
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    first: int = 1

    def number(self, nth: int) -> int:
        """The author's number of what pyxform calls row `nth`, which counts from 2."""
        rows = self.rows
        return rows[nth - 2].number if 0 <= nth - 2 < len(rows) else nth


@dataclass(frozen=True)
class Book:
    """The sheets of a file. `names` are all of them; `sheets` those that a form uses."""

    names: tuple[str, ...]
    sheets: dict[str, Sheet] = field(default_factory=dict)
    problems: tuple[FormProblem, ...] = ()

    def sheet(self, name: str) -> Sheet:
        """A sheet by name; an empty one where it is not there."""
        return self.sheets.get(name, Sheet(name))


Lines: TypeAlias = Iterable[tuple[int, Sequence[Any]]]


def open_book(content: bytes, name: str) -> Book:
    """The sheets of a file. Raises SheetRefused."""
    if not content.strip():
        raise SheetRefused("The file is empty.", "Send the file again.")
    if len(content) > LARGEST:
        raise SheetRefused("The file is larger than 20 MB.", "Take pictures out of the sheets.")
    ending = PurePath(name).suffix.lower()
    if content.startswith(ZIP):
        return _zipped(content)
    if content.startswith(OLD):
        return _old(content)
    if ending in (".xlsx", ".xlsm", ".xls", ".zip"):
        raise SheetRefused(f"The file is called {ending}, but it is not such a file, or cut off.")
    return _marked(_text(content)) if ending == ".md" else _commas(_text(content), name)


def _zipped(content: bytes) -> Book:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            refuse_dangerous(packed)
            names = packed.namelist()
            if "xl/workbook.xml" not in names and any(one.endswith(".csv") for one in names):
                return _several(packed)
        return _workbook(content)
    except ValueError as problem:
        raise SheetRefused(str(problem)) from problem
    except (zipfile.BadZipFile, EOFError, KeyError, OSError, RuntimeError, TypeError) as problem:
        raise SheetRefused("The workbook is damaged or cut off.") from problem


def _workbook(content: bytes) -> Book:
    import warnings

    from openpyxl.reader.excel import ExcelReader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True)
        reader.read()
        try:
            sheets: dict[str, Lines] = {
                one.title: enumerate(one.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1)
                for one in reader.wb.worksheets
            }
            return _book(sheets, _value)
        finally:
            reader.wb.close()
            reader.archive.close()


def _old(content: bytes) -> Book:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, ragged_rows=True, logfile=io.StringIO())
    except Exception as problem:  # xlrd has no one class for what a damaged file does to it
        raise SheetRefused("The workbook is damaged, or it asks for a password.") from problem
    sheets = {sheet.name: _old_rows(sheet) for sheet in book.sheets()}
    return _book(sheets, lambda cell: _old_value(cell, book.datemode))


def _old_rows(sheet: Any) -> Lines:
    return ((n + 1, sheet.row(n)) for n in range(sheet.nrows))


def _old_value(cell: Any, mode: int) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return _value(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            parts = xlrd.xldate_as_tuple(cell.value, mode)
        except xlrd.xldate.XLDateError:
            return _value(cell.value)
        is_time = parts[:3] == (0, 0, 0)
        return str(datetime.time(*parts[3:]) if is_time else datetime.datetime(*parts))  # noqa: DTZ001
    return _value(cell.value) if cell.ctype != xlrd.XL_CELL_ERROR else ""


def _value(value: Any) -> str:
    """A cell as its author sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\xa0", " ").strip()


def _several(packed: zipfile.ZipFile) -> Book:
    """One .csv a sheet; `My form - survey.csv` is the sheet `survey`."""
    sheets = {}
    for name in packed.namelist():
        if name.endswith(".csv") and not name.startswith("__MACOSX"):
            stem = PurePath(name).stem.rpartition(" - ")[2]
            text = _text(packed.read(name))
            sheets[stem] = _numbered(text)
    return _book(sheets, _value)


def _text(content: bytes) -> str:
    start = content[:2]
    encoding = "utf-16" if start in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        row = content[: problem.start].count(b"\n") + 1
        say = "The file is not written in UTF-8: letters of Urdu or Sindhi would be lost."
        raise SheetRefused(say, "Save it as “CSV UTF-8”.", row=row) from problem


def _numbered(text: str) -> Lines:
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        line = 1
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        raise SheetRefused(
            f"The file cannot be read as CSV: {problem}.", row=reader.line_num
        ) from problem


def _delimiter(text: str) -> str:
    start = text[:5000]
    return max(",;\t", key=start.count)


def _commas(text: str, name: str) -> Book:
    """All sheets in one file, each begun by its name in the first column; or one sheet alone."""
    lines = list(_numbered(text))
    first = next((row for _n, row in lines if any(cell.strip() for cell in row)), [])
    headings = {cell.strip().lower() for cell in first}
    if "type" in headings and headings & {"name", "label"}:
        return _book({"survey": lines}, _value)
    if len([cell for cell in first if cell.strip()]) > 1 and first[0].strip():
        return _no_form(lines, name)
    return _book(_by_first_column(lines), _value)


def _no_form(lines: list[tuple[int, Sequence[Any]]], name: str) -> Book:
    heading = lines[0][1][0].strip()
    raise SheetRefused(
        "This is a table, not a form: no column is called “type”.",
        "If it is a list that a form uses, send it as a file of that form. "
        "A form in one CSV file has the word “survey” alone in its first row.",
        sheet=PurePath(name).stem,
        row=lines[0][0],
        column=heading,
    )


def _by_first_column(lines: Lines) -> dict[str, Lines]:
    sheets: dict[str, list[tuple[int, Sequence[Any]]]] = {}
    current = ""
    for number, row in lines:
        if row and row[0].strip():
            current = row[0].strip()
            sheets.setdefault(current, [])
        if current and any(cell.strip() for cell in row[1:]):
            sheets[current].append((number, row[1:]))
    return dict(sheets)


_RULE = re.compile(r"^[|\-: ]+$")
_PIPE = re.compile(r"(?<!\\)\|")


def _marked(text: str) -> Book:
    """Tables of Markdown: `| survey |`, then a row of headings, then rows."""
    rows: list[tuple[int, Sequence[Any]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip()
        if written.startswith("|") and not _RULE.match(written):
            cells = _PIPE.split(written.strip("\n")[1:].removesuffix("|"))
            rows.append((number, [cell.strip().replace(r"\|", "|") for cell in cells]))
    if not rows:
        raise SheetRefused(
            "There is no table in this file.", "Write the form as a table: | survey |."
        )
    return _book(_by_first_column(rows), _value)


def _book(sheets: dict[str, Lines], text: Callable[[Any], str]) -> Book:
    problems: list[FormProblem] = []
    used = {}
    for name, lines in sheets.items():
        key = name.strip().lower()
        if key not in SHEETS and len(sheets) == 1:
            key = "survey"
        if key in SHEETS:
            used[key] = _sheet(name, lines, text, problems)
    return Book(tuple(sheets), used, tuple(problems))


def _sheet(
    name: str, lines: Lines, text: Callable[[Any], str], problems: list[FormProblem]
) -> Sheet:
    rows = iter(lines)
    first, written = next(rows, (1, ()))
    headings = tuple(_headings(name, first, [text(one) for one in written], problems))
    kept = tuple(_rows(name, first, headings, rows, text))
    return Sheet(name, tuple(one for one in headings if one), kept, first)


def _headings(
    name: str, row: int, written: Sequence[str], problems: list[FormProblem]
) -> Iterator[str]:
    """A heading for each column; empty for those that are not read."""
    seen: set[str] = set()
    blank = 0
    for one in written:
        heading = _SPACES.sub(" ", one.replace("\n", " "))
        blank = 0 if heading else blank + 1
        if blank > _BLANK_COLUMNS:
            return
        if heading in seen and heading:
            problems.append(_twice(name, row, heading))
            heading = ""
        seen.add(heading)
        yield heading


def _twice(sheet: str, row: int, heading: str) -> FormProblem:
    return FormProblem(
        f"Two columns have the heading “{heading}”.",
        "Give each column a heading of its own, or delete one of them.",
        sheet=sheet,
        row=row,
        column=heading,
        code="duplicate-heading",
    )


def _rows(
    name: str, first: int, headings: tuple[str, ...], lines: Lines, text: Callable[[Any], str]
) -> Iterator[Row]:
    """Rows up to the last one that says something; blank ones between are kept for their number."""
    waiting: list[Row] = []
    for number, written in lines:
        cells = {
            heading: said
            for heading, one in zip(headings, written, strict=False)
            if heading and (said := text(one))
        }
        if cells:
            yield from waiting
            waiting = []
            yield Row(number, cells)
        else:
            waiting.append(Row(number, cells))
        if len(waiting) > _BLANK_ROWS:
            return
        if number - first > MOST_ROWS:
            say = f"The sheet has more than {MOST_ROWS:,} rows."
            raise SheetRefused(
                say, "Put long lists into a CSV file of their own.", sheet=name, row=number
            )
