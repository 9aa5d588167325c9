"""A table as a file: CSV for programs, XLSX for offices. Formulas in cells stay words."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .kinds import TableKind
from .paging import Rows, Wanted

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class TableFile:
    """A file to send."""

    name: str
    content_type: str
    content: bytes


def export(
    kind: TableKind, rows: Rows, want: Wanted, form: str, *, right_to_left: bool
) -> TableFile:
    """All rows of the list (not only this page) as `csv` or `xlsx`.

    Raises ValueError for another form.
    """
    heads = [str(column.label) for column in kind.columns]
    lines = [[column.value(row) for column in kind.columns] for row in rows.all(kind, want)]
    if form == "csv":
        return TableFile(f"{kind.name}.csv", CSV_TYPE, as_csv(heads, lines))
    if form == "xlsx":
        content = as_xlsx(str(kind.caption), heads, lines, right_to_left=right_to_left)
        return TableFile(f"{kind.name}.xlsx", XLSX_TYPE, content)
    raise ValueError(f"a table has no file form {form!r}")


def as_csv(heads: Sequence[str], lines: Sequence[Sequence[Any]]) -> bytes:
    """UTF-8 with the mark that Excel needs, lines end as RFC 4180 says."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([harmless(value) for value in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def harmless(value: Any) -> str:
    """A value as text that no spreadsheet runs as a formula. Numbers keep their sign."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, int | date):
        return value.isoformat() if isinstance(value, date) else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def as_xlsx(
    title: str, heads: Sequence[str], lines: Sequence[Sequence[Any]], *, right_to_left: bool
) -> bytes:
    """One sheet, the heads bold and kept in sight, right to left where the language is."""
    from openpyxl import Workbook  # noqa: PLC0415 (slow to load)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title(title))
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"

    def cell(value: Any, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=in_sheet(value))
        if isinstance(value, str):
            made.data_type = "s"  # "=1+1" is words, too
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(head, bold=True) for head in heads])
    for line in lines:
        sheet.append([cell(value) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_sheet(value: Any) -> Any:
    """What a spreadsheet can hold: no time zones, no lazy words."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, int | Decimal | date):
        return value
    return str(value)


def sheet_title(title: str) -> str:
    """At most 31 characters, none of those that Excel refuses."""
    return "".join(c for c in title if c not in "[]:*?/\\")[:31] or "1"
