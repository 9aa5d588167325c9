"""Workbooks: what can be seen of them as one CSV. Hidden sheets, rows and columns stay behind."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .found import Found, Unreadable
from .old_sheets import hidden_in_old
from .open_sheets import open_sheets
from .packed import opened
from .words import table_text

MOST_CELLS = 1_000_000


def sheets(path: Path) -> Found:
    """The visible cells of the visible sheets, one sheet after the other."""
    with path.open("rb") as file:
        start = file.read(8)
    found = Found(content_type="text/csv", ending="csv")
    if start.startswith(b"PK"):
        with opened(path) as packed:
            names = set(packed.namelist())
        if any("vbaProject" in name for name in names):
            found.flags.add("macros")
        if any(name.startswith("docProps/core") or name == "meta.xml" for name in names):
            found.flags.add("metadata")
        if any("comments" in name for name in names):
            found.flags.add("comments")
        read = _xlsx if "xl/workbook.xml" in names else open_sheets
    else:
        read = _xls
    tables = list(read(path, found.flags))
    found.content = _csv(tables).encode("utf-8-sig", "replace")
    return found


def _csv(tables: list[tuple[str, list[list[str]]]]) -> str:
    """Every table under its name; a single one stands alone."""
    filled = [(name, rows) for name, rows in tables if rows]
    if len(filled) == 1:
        return table_text(filled[0][1])
    return "\n".join(table_text([[name], *rows]) for name, rows in filled)


def _xlsx(path: Path, flags: set[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables of an XLSX file."""
    import openpyxl

    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, data_only=False)
        with path.open("rb") as file:
            values = openpyxl.load_workbook(file, data_only=True)
    except MemoryError:
        raise
    except Exception as problem:
        raise Unreadable("damaged", f"{type(problem).__name__}: {problem}") from problem
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            flags.add("hidden-sheets")
            continue
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise Unreadable("too-long", f"{sheet.max_row} rows of {sheet.max_column}")
        rows = _hidden_rows(sheet, flags)
        columns = _hidden_columns(sheet, flags)
        if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
            flags.add("formulas")
        yield sheet.title, _seen(values[sheet.title].iter_rows(values_only=True), rows, columns)


def _seen(rows: Any, hidden_rows: set[int], hidden_columns: set[int]) -> list[list[str]]:
    """Cells as text, without hidden rows and columns (from 0), without empty ends."""
    table = [
        [said(cell) for column, cell in enumerate(row) if column not in hidden_columns]
        for number, row in enumerate(rows)
        if number not in hidden_rows
    ]
    while table and not any(table[-1]):
        table.pop()
    return table


def said(cell: object) -> str:
    """A value as it is read: whole numbers without their `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return re.sub(r"[\x00-\x08\x0b-\x1f]", "", str(cell))


def _hidden_rows(sheet: Any, flags: set[str]) -> set[int]:
    hidden = {number - 1 for number, row in sheet.row_dimensions.items() if row.hidden}
    hidden |= {number - 1 for number, row in sheet.row_dimensions.items() if row.height == 0}
    if hidden:
        flags.add("hidden-rows")
    return hidden


def _hidden_columns(sheet: Any, flags: set[str]) -> set[int]:
    hidden: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden or column.width == 0:
            first, last = column.min or 1, column.max or column.min or 1
            hidden |= set(range(first - 1, min(last, 16_384)))
    if hidden:
        flags.add("hidden-columns")
    return hidden


def _xls(path: Path, flags: set[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables of an old XLS file: values by calamine, what is hidden from its records."""
    import python_calamine

    hidden = hidden_in_old(path.read_bytes(), flags)
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            for told in book.sheets_metadata:
                if told.visible != python_calamine.SheetVisibleEnum.Visible:
                    flags.add("hidden-sheets")
                    continue
                sheet = book.get_sheet_by_name(told.name)
                rows = sheet.to_python(skip_empty_area=False)
                if len(rows) * max(map(len, rows), default=0) > MOST_CELLS:
                    raise Unreadable("too-long", f"{len(rows)} rows")
                yield told.name, _seen(rows, *hidden.get(told.name, (set(), set())))
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        raise Unreadable("damaged", str(problem)) from problem
