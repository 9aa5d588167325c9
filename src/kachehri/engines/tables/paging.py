"""Pages by key: the next page begins after the last row of this one, however long the table is.

A mark in the address is the row's sort value and key. A mark that cannot be read, or whose row is
gone, leads to the first page: an old link never fails.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet

from .kinds import Order, Slice, TableKind


@dataclass(frozen=True)
class Wanted:
    """What the address asks for. `mark` is where the page begins (`back`: where it ends)."""

    order: Order
    search: str = ""
    mark: str = ""
    back: bool = False


@dataclass(frozen=True)
class ListRows:
    """Rows in memory: short lists whose names are translated, and sorted by the reader's letters.

    `text` gives the folded text in which is searched; `fold` folds what the reader typed.
    """

    rows: Sequence[Any]
    text: Callable[[Any], str] | None = None
    fold: Callable[[str], str] = str.casefold

    def all(self, kind: TableKind, wanted: Wanted) -> tuple[Any, ...]:
        """Every row that matches, in order."""
        words = self.fold(wanted.search).split()
        text = self.text
        found = [row for row in self.rows if text is None or all(w in text(row) for w in words)]
        read = wanted.order.column.sort
        assert callable(read), "rows in memory are sorted by a function"  # noqa: S101
        found.sort(key=kind.key)
        return tuple(sorted(found, key=read, reverse=wanted.order.down))

    def page(self, kind: TableKind, wanted: Wanted) -> Slice:
        """One page of them."""
        found = self.all(kind, wanted)
        marks = [mark_of(kind.key(row)) for row in found]
        at = marks.index(wanted.mark) if wanted.mark in marks else None
        if at is None:
            start = 0
        elif wanted.back:
            start = max(0, at - kind.page_size)
        else:
            start = at + 1
        end = start + kind.page_size
        return Slice(
            rows=found[start:end],
            before=marks[start] if start > 0 and start < len(marks) else None,
            after=marks[end - 1] if end < len(found) else None,
            total=len(found),
        )


@dataclass(frozen=True)
class QueryRows:
    """Rows of a queryset, read a page at a time.

    `find` narrows the queryset to what the reader typed. Columns that can be sorted by are never
    null. `read` turns rows into read-models.
    """

    queryset: QuerySet[Any, Any]
    find: Callable[[QuerySet[Any, Any], str], QuerySet[Any, Any]] | None = None
    read: Callable[[Sequence[Any]], Sequence[Any]] = tuple

    def all(self, kind: TableKind, wanted: Wanted) -> tuple[Any, ...]:
        """Every row that matches, in order."""
        return tuple(self.read(list(self._ordered(wanted, down=wanted.order.down))))

    def page(self, kind: TableKind, wanted: Wanted) -> Slice:
        """One page of them: a single query, whatever the page."""
        down = wanted.order.down != wanted.back
        rows = self._ordered(wanted, down=down)
        beyond = self._beyond(wanted, down=down)
        started = beyond is not None
        found = list((rows.filter(beyond) if beyond is not None else rows)[: kind.page_size + 1])
        more, found = len(found) > kind.page_size, found[: kind.page_size]
        if wanted.back:
            found.reverse()
        first, last = (more, started) if wanted.back else (started, more)
        return Slice(
            rows=tuple(self.read(found)),
            before=self._mark(found[0], wanted) if found and first else None,
            after=self._mark(found[-1], wanted) if found and last else None,
        )

    def _ordered(self, wanted: Wanted, *, down: bool) -> QuerySet[Any, Any]:
        rows = self.queryset
        if self.find is not None and wanted.search:
            rows = self.find(rows, wanted.search)
        sign = "-" if down else ""
        return rows.order_by(f"{sign}{_field(wanted)}", f"{sign}pk")

    def _beyond(self, wanted: Wanted, *, down: bool) -> Q | None:
        """The rows on the far side of the mark."""
        mark = read_mark(wanted.mark)
        if not isinstance(mark, list) or len(mark) != 2:
            return None
        name, side = _field(wanted), "lt" if down else "gt"
        try:
            value, key = self._value(name, mark[0]), int(mark[1])
        except (ValidationError, ValueError, TypeError):
            return None
        return Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"pk__{side}": key})

    def _value(self, name: str, value: Any) -> Any:
        if name in self.queryset.query.annotations:
            return self.queryset.query.annotations[name].output_field.to_python(value)
        try:
            return self.queryset.model._meta.get_field(name).to_python(value)
        except FieldDoesNotExist:
            return value

    def _mark(self, row: Any, wanted: Wanted) -> str:
        return mark_of([getattr(row, _field(wanted)), row.pk])


def _field(wanted: Wanted) -> str:
    name = wanted.order.column.sort
    assert isinstance(name, str), "rows of a queryset are sorted by a field"  # noqa: S101
    return name


Rows = ListRows | QueryRows


def mark_of(value: Any) -> str:
    """A value as a mark for the address."""
    data = json.dumps(value, cls=DjangoJSONEncoder, separators=(",", ":"))
    return base64.urlsafe_b64encode(data.encode()).decode("ascii").rstrip("=")


def read_mark(mark: str) -> Any:
    """The value behind a mark; None where there is none or it is damaged."""
    if not mark:
        return None
    try:
        return json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    except (binascii.Error, ValueError):
        return None
