"""Writes sheets of plain text as a workbook: the spreadsheet of a form that was declared here."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime


def workbook(sheets: Mapping[str, tuple[Sequence[str], Sequence[Mapping[str, str]]]]) -> bytes:
    """An .xlsx file: for each sheet its columns as the first line, then its rows.

    The first line stays in sight; cells hold text, never a formula.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(columns):
            sheet.column_dimensions[_letters(number)].width = 40 if "::" in column else 18
        sheet.append(list(columns))
        for row in rows:
            sheet.append([_cell(sheet, row.get(column, "")) for column in columns])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: object, text: str) -> object:
    """A cell of text, also where it begins like a formula."""
    if not text:
        return None
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=text)  # type: ignore[arg-type]
    cell.data_type = "s"
    return cell


def _letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
