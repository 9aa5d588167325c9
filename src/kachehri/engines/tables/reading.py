"""From the address of a list to the table that the template writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from .kinds import Column, Order, Slice, TableKind
from .paging import Rows, Wanted


@dataclass(frozen=True)
class Heading:
    """The head of a column: a link that sorts, and how it is sorted now (for `aria-sort`)."""

    label: Any
    numeric: bool
    href: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class ShownCell:
    """One cell on the page."""

    text: Any
    label: Any
    numeric: bool
    href: str = ""
    language: str = ""
    missing: bool = False


@dataclass(frozen=True)
class TablePage:
    """A page of a table, ready to be written."""

    kind: TableKind
    headings: tuple[Heading, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    search: str
    sort: str
    total: int | None
    before: str
    after: str
    files: tuple[tuple[str, str], ...]


def wanted(kind: TableKind, asked: Mapping[str, str]) -> Wanted:
    """Read `q`, `sort`, `after` and `before`; what makes no sense is as if it were not there."""
    sort = asked.get("sort", "")
    column = kind.column(sort.removeprefix("-"))
    if column is None:
        sort = kind.start
        column = kind.column(sort.removeprefix("-"))
    if column is None:
        raise ValueError(f"the table {kind.name} starts with a column that cannot be sorted by")
    back = "before" in asked
    return Wanted(
        order=Order(column, down=sort.startswith("-")),
        search=asked.get("q", "").strip()[:100],
        mark=asked.get("before" if back else "after", ""),
        back=back,
    )


def open_table(kind: TableKind, rows: Rows, asked: Mapping[str, str]) -> TablePage:
    """The page of `rows` that the address asks for."""
    want = wanted(kind, asked)
    found: Slice = rows.page(kind, want)
    return TablePage(
        kind=kind,
        headings=tuple(heading(column, want) for column in kind.shown),
        rows=tuple(tuple(shown(column, row) for column in kind.shown) for row in found.rows),
        search=want.search,
        sort=want.order.text,
        total=found.total,
        before=address(want, before=found.before) if found.before else "",
        after=address(want, after=found.after) if found.after else "",
        files=tuple((name, address(want, format=name)) for name in ("csv", "xlsx")),
    )


def heading(column: Column, want: Wanted) -> Heading:
    """A head: pressed once it sorts, pressed again it turns around."""
    if column.sort is None:
        return Heading(column.label, column.numeric)
    now = column == want.order.column
    turned = Order(column, down=now and not want.order.down)
    words = ("descending" if want.order.down else "ascending") if now else ""
    href = address(Wanted(turned, want.search))
    return Heading(column.label, column.numeric, href, words)


def shown(column: Column, row: Any) -> ShownCell:
    """The cell of one row."""
    value = column.value(row)
    return ShownCell(
        text=column.show(row) if column.show else value,
        label=column.label,
        numeric=column.numeric,
        href=(column.href(row) or "") if column.href else "",
        language=(column.language(row) or "") if column.language else "",
        missing=value is None or value == "",
    )


def address(want: Wanted, **extra: str | None) -> str:
    """The query of an address for the same list."""
    parts = {"q": want.search, "sort": want.order.text, **extra}
    return "?" + urlencode({name: value for name, value in parts.items() if value})
