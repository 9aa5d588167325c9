"""ODS files, read from their XML: what is hidden in them is said there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .found import Unreadable
from .packed import opened, part

_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
MOST_REPEATED = 2_000
MOST_CELLS = 1_000_000


def open_sheets(path: Path, flags: set[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The visible cells of the visible sheets."""
    with opened(path) as packed:
        if b"encryption-data" in packed.read("META-INF/manifest.xml"):
            raise Unreadable("encrypted")
        book = part(packed, "content.xml")
    unseen = {
        style.get(f"{_S}name")
        for style in book.iter(f"{_S}style")
        for told in style.iter(f"{_S}table-properties")
        if told.get(f"{_T}display") == "false"
    }
    cells = 0
    for table in book.iter(f"{_T}table"):
        if table.get(f"{_T}style-name") in unseen:
            flags.add("hidden-sheets")
            continue
        rows = _rows(table, flags)
        cells += sum(map(len, rows))
        if cells > MOST_CELLS:
            raise Unreadable("too-long", f"{cells} cells")
        yield table.get(f"{_T}name", ""), rows


def _rows(table: Any, flags: set[str]) -> list[list[str]]:
    hidden = _hidden_columns(table, flags)
    rows: list[list[str]] = []
    for row in table.iter(f"{_T}table-row"):
        if _is_hidden(row):
            flags.add("hidden-rows")
            continue
        cells = [cell for n, cell in enumerate(_cells(row, flags)) if n not in hidden]
        while cells and not cells[-1]:
            cells.pop()
        rows.extend([cells] * (_repeated(row, "rows") if cells else 1))
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cells(row: Any, flags: set[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_T}table-cell", f"{_T}covered-table-cell"):
            continue
        if cell.get(f"{_T}formula"):
            flags.add("formulas")
        if cell.find(f"{_O}annotation") is not None:
            flags.add("comments")
        text = "\n".join("".join(words.itertext()) for words in cell.findall(f"{_X}p"))
        cells.extend([text] * _repeated(cell, "columns"))
    return cells


def _hidden_columns(table: Any, flags: set[str]) -> set[int]:
    hidden: set[int] = set()
    number = 0
    for column in table.iter(f"{_T}table-column"):
        many = _repeated(column, "columns")
        if _is_hidden(column):
            flags.add("hidden-columns")
            hidden |= set(range(number, number + many))
        number += many
    return hidden


def _is_hidden(node: Any) -> bool:
    return node.get(f"{_T}visibility") in ("collapse", "filter")


def _repeated(node: Any, what: str) -> int:
    told = node.get(f"{_T}number-{what}-repeated", "1")
    return min(int(told), MOST_REPEATED) if told.isdigit() else 1
