"""Reading the sheets of a directory from a file or a folder, and writing them."""

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path

from kachehri.domains.bodies.kinds import SheetRows
from kachehri.domains.bodies.rules.sheets import MARK, SHEETS
from kachehri.engines.tables.export import harmless
from kachehri.engines.tables.files import FileProblem, open_table
from kachehri.kernel.messages import gettext_noop

from .said import rows_of

_ = gettext_noop


def read_sheets(path: Path) -> tuple[SheetRows, ...]:
    """The sheets of a folder (bodies.csv, desks.csv …), or the one of a file.

    A file says by its name or its columns which sheet it is. Raises FileProblem.
    """
    if not path.is_dir():
        return (_read(path, ""),)
    found = [(name, path / f"{name}.csv") for name in SHEETS]
    there = [(name, one) for name, one in found if one.is_file()]
    if not there:
        known = ", ".join(f"{name}.csv" for name in SHEETS)
        say = _("there is none of these files in %(path)s: %(known)s")
        raise FileProblem(say, path=str(path), known=known)
    return tuple(_read(one, name) for name, one in there)


def _read(path: Path, name: str) -> SheetRows:
    with open_table(path) as table:
        heads = [head.strip().lower() for head in table.header]
        rows = [
            (line, dict(zip(heads, (_without_guard(cell) for cell in cells), strict=False)))
            for line, cells in table.rows
            if any(cell.strip() for cell in cells)
        ]
    return SheetRows(name or _sheet_of(path, heads), heads, rows)


def _without_guard(cell: str) -> str:
    """An export writes a quote before what a spreadsheet would reckon with; it is not meant."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _sheet_of(path: Path, heads: Collection[str]) -> str:
    """By its name, else the sheet whose required columns are all there."""
    if path.stem.lower() in SHEETS:
        return path.stem.lower()
    fits = {
        name: sum(column in heads for column in sheet.columns)
        for name, sheet in SHEETS.items()
        if all(cell.name in heads for cell in sheet.cells if cell.required)
    }
    if not fits:
        known = ", ".join(SHEETS)
        say = _("%(name)s has not the columns of any sheet. Name it after one of these: %(known)s")
        raise FileProblem(say, name=path.name, known=known)
    return max(fits, key=lambda name: fits[name])


def written(name: str, body_ids: Collection[int] | None = None) -> Iterator[str]:
    """A sheet as CSV, line by line, with the marks by which a later change is noticed."""
    columns = [*SHEETS[name].columns, MARK]
    yield _line(columns)
    for row in rows_of(name, body_ids):
        yield _line([harmless(row[column]) for column in columns])


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
