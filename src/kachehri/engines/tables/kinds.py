"""A table as data: declare its columns once, get the list page, its search, sort, pages and files.

    PLACES = TableKind(
        name="places",
        caption=_("Places"),
        columns=(
            Column("name", _("Name"), value=lambda row: row.name, sort=lambda row: row.sort_key),
            Column("people", _("People"), value=lambda row: row.people, numeric=True),
        ),
        start="name",
        empty=_("No place is loaded yet."),
    )

The rows come from a domain's `queries` (already narrowed to what the actor may see), either as a
tuple of read-models (`ListRows`) or as a queryset (`QueryRows`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Value = str | int | Decimal | date | datetime | None
Read = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One column.

    - `value` reads the plain value of a row: what a file holds.
    - `show` gives the words on the page (default: the value itself).
    - `sort` is the name of the queryset's field, or, for rows in memory, a function; None: no sort.
    - `href` is the address that the cell leads to.
    """

    key: str
    label: Any
    value: Read
    sort: str | Read | None = None
    numeric: bool = False
    show: Read | None = None
    href: Read | None = None
    language: Read | None = None
    """The language of the cell's text where it may differ from the page's."""
    only_file: bool = False
    """A column that only the files have: codes, plain addresses."""


@dataclass(frozen=True)
class TableKind:
    """A declared table. `start` is the key of the column that it is sorted by at first."""

    name: str
    caption: Any
    columns: tuple[Column, ...]
    start: str
    empty: Any
    key: Read = field(default=lambda row: row.id)
    search: Any = ""
    """The words beside the search field. Empty: the table has none."""
    page_size: int = 25

    def column(self, key: str) -> Column | None:
        """The column of that key, if it can be sorted by."""
        found = (column for column in self.columns if column.key == key)
        return next((column for column in found if column.sort is not None), None)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns on the page."""
        return tuple(column for column in self.columns if not column.only_file)


@dataclass(frozen=True)
class Order:
    """By which column, and whether the largest comes first."""

    column: Column
    down: bool = False

    @property
    def text(self) -> str:
        """As the address says it: `name` or `-name`."""
        return f"-{self.column.key}" if self.down else self.column.key


@dataclass(frozen=True)
class Slice:
    """One page of rows, and the marks where the pages before and after it begin (None: no page)."""

    rows: tuple[Any, ...]
    before: str | None = None
    after: str | None = None
    total: int | None = None
    """How many rows there are, where that is known without counting in the database."""
