"""Reading workbooks (XLSX, XLS, ODS) and Stata files as tables of text, row by row.

The libraries are imported when they are used. What cannot be read raises `FileProblem`.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kachehri.kernel.messages import gettext_noop

from .opened import FileProblem, TextTable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ = gettext_noop

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST_UNPACKED = 600 * 1024**2
"""Bytes of a workbook's parts, unpacked. A workbook is held in memory while it is read."""

TIGHTEST = 400
"""Times. No table is packed more tightly; a bomb is."""

_LOOKED_AT = 20
"""Rows among which the header is."""


def is_stata(start: bytes) -> bool:
    """Whether a file begins as Stata's do (format 117 and later, or the older ones)."""
    old = start[:1] in {b"q", b"r", b"s"} and start[1:2] in {b"\x01", b"\x02"}
    return start.startswith(b"<stata_dta>") or (old and start[2:3] == b"\x01")


def open_workbook(path: Path, sheet: str = "") -> TextTable:
    """The first sheet with cells in it, or the one that is named."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (slow to load)

    _refuse_bombs(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        chosen = _chosen(book, sheet, path.name)
        rows = list(_rows(chosen))
    except (CalamineError, ValueError, OSError) as wrong:
        say = _("%(name)s is damaged and cannot be read as a workbook (%(why)s). Fetch it again")
        raise FileProblem(say, name=path.name, why=str(wrong)[:80]) from None
    if not rows:
        raise FileProblem(_("%(name)s is empty"), name=path.name)
    at = _header_at(rows)
    line, header = rows[at]
    _refuse_merged(chosen, line, path.name)
    width = max(index for index, text in enumerate(header, 1) if text)
    cut = ((number, cells[:width]) for number, cells in rows[at + 1 :])
    return TextTable(header[:width], cut, "", chosen.name, tuple(book.sheet_names))


def _refuse_bombs(path: Path) -> None:
    """A small file that would fill the memory is refused before it is unpacked."""
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            return
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError):
        say = _("%(name)s is cut off: the packed file ends too early. Fetch it again")
        raise FileProblem(say, name=path.name) from None
    whole = sum(part.file_size for part in parts)
    tight = any(
        part.file_size > TIGHTEST * max(part.compress_size, 1) and part.file_size > 1 << 24
        for part in parts
    )
    if whole > LARGEST_UNPACKED or tight:
        say = _("%(name)s holds %(size)s MB when it is unpacked: that is no table. Not opened")
        raise FileProblem(say, name=path.name, size=whole >> 20)
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "content.xml", "xl/workbook.bin"}:
        say = _("%(name)s is a ZIP file and no workbook. Unpack it and give the table in it")
        raise FileProblem(say, name=path.name)


def _chosen(book: "CalamineWorkbook", sheet: str, name: str) -> "CalamineSheet":
    if sheet and sheet not in book.sheet_names:
        say = _("%(name)s has no sheet %(sheet)s. It has: %(sheets)s")
        raise FileProblem(say, name=name, sheet=sheet, sheets=", ".join(book.sheet_names))
    if sheet:
        return book.get_sheet_by_name(sheet)
    for index in range(len(book.sheet_names)):
        found = book.get_sheet_by_index(index)
        if found.height:
            return found
    raise FileProblem(_("%(name)s is empty"), name=name)


def _rows(sheet: "CalamineSheet") -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the number that the spreadsheet shows."""
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells = [as_text(value) for value in row]
        if any(cells):
            yield line, cells


def as_text(value: Any) -> str:
    """A cell as somebody would have typed it: whole numbers without a point, days as 2023-03-01."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return "" if value is None else str(value)


def _header_at(rows: list[tuple[int, list[str]]]) -> int:
    """The first of the top rows with half as many filled cells as any: a title has one."""
    filled = [sum(map(bool, cells)) for _line, cells in islice(rows, _LOOKED_AT)]
    return next(at for at, count in enumerate(filled) if 2 * count >= max(filled))


def _refuse_merged(sheet: "CalamineSheet", line: int, name: str) -> None:
    """A header over several columns does not say what each of them holds."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top <= line - 1 <= bottom and right > left:
            say = _(
                "%(name)s, sheet %(sheet)s, row %(row)s: columns %(first)s to %(last)s of the "
                "header are one merged cell. Give each column a name of its own"
            )
            params = {"row": line, "first": _letters(left), "last": _letters(right)}
            raise FileProblem(say, name=name, sheet=sheet.name, **params)


def _letters(index: int) -> str:
    """`A` for 0, `AB` for 27."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found


def open_stata(path: Path) -> TextTable:
    """A Stata file; its columns are the variables, a row's number counts the header as 1."""
    import pyreadstat  # noqa: PLC0415 (slow to load)

    try:
        frame, meta = pyreadstat.read_dta(str(path), output_format="dict")
    except Exception as wrong:
        if type(wrong).__module__.split(".")[0] != "pyreadstat":
            raise
        say = _("%(name)s is damaged and cannot be read as a Stata file (%(why)s). Fetch it again")
        raise FileProblem(say, name=path.name, why=str(wrong)[:80]) from None
    names = list(meta.column_names)
    columns = [frame[name] for name in names]
    rows = (
        (line, [as_text(_known(value)) for value in row])
        for line, row in enumerate(zip(*columns, strict=True), 2)
    )
    return TextTable(names, chain(rows), meta.file_encoding or "")


def _known(value: Any) -> Any:
    """A missing value of Stata is an empty cell."""
    return None if value != value else value
