"""Reading workbooks (XLSX, XLS, ODS) and Stata files as tables of text, row by row.

The libraries are imported when they are used. What cannot be read raises `FileProblem`.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kachehri.kernel.messages import gettext_noop

from .guarding import refuse_dangerous, refuse_formulas
from .opened import FileProblem, TextTable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ = gettext_noop

LARGEST_STATA = 300 * 1024**2
"""Bytes: a Stata file is held in memory while it is read."""

_LOOKED_AT = 20
"""Rows among which the header is."""


def is_stata(start: bytes) -> bool:
    """Whether a file begins as Stata's do (format 117 and later, or the older ones)."""
    old = start[:1] in {b"q", b"r", b"s"} and start[1:2] in {b"\x01", b"\x02"}
    return start.startswith(b"<stata_dta>") or (old and start[2:3] == b"\x01")


def open_workbook(path: Path, sheet: str = "") -> TextTable:
    """The first sheet with cells in it, or the one that is named."""
    refuse_dangerous(path)
    book, chosen, rows = _opened(path, sheet)
    top = list(islice(rows, _LOOKED_AT))
    if not top:
        raise FileProblem(_("%(name)s is empty"), name=path.name)
    at = _header_at(top)
    line, header = top[at]
    _refuse_merged(chosen, line, path.name)
    refuse_formulas(path, chosen.name)
    width = max(index for index, text in enumerate(header, 1) if text)
    cut = ((number, cells[:width]) for number, cells in chain(top[at + 1 :], rows))
    return TextTable(header[:width], cut, "", chosen.name, tuple(book.sheet_names))


def _opened(
    path: Path, sheet: str
) -> "tuple[CalamineWorkbook, CalamineSheet, Iterator[tuple[int, list[str]]]]":
    """The workbook, the sheet that is wanted, and its rows."""
    from python_calamine import (  # noqa: PLC0415 (slow to load)
        CalamineError,
        CalamineWorkbook,
        PasswordError,
    )

    try:
        book = CalamineWorkbook.from_path(str(path))
        chosen = _chosen(book, sheet, path.name)
        return book, chosen, _rows(chosen)
    except PasswordError:
        say = _("%(name)s asks for a password. Save it without one")
        raise FileProblem(say, name=path.name) from None
    except (CalamineError, ValueError, OSError) as wrong:
        raise _damaged(path, wrong) from None
    except FileProblem:
        raise
    except BaseException as wrong:
        if type(wrong).__name__ != "PanicException":  # the library stumbles over its own feet
            raise
        raise _damaged(path, wrong) from None


def _damaged(path: Path, why: BaseException) -> FileProblem:
    say = _("%(name)s is damaged and cannot be read as a workbook (%(why)s). Fetch it again")
    return FileProblem(say, name=path.name, why=str(why)[:80])


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

    if path.stat().st_size > LARGEST_STATA:
        say = _("%(name)s is too large for a Stata file of figures. Save the columns that you need")
        raise FileProblem(say, name=path.name)
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
