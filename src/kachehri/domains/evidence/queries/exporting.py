"""Figures as the text of a file, of any number: the database writes the lines itself.

A batch is one window of ids. For each, names and citations are found once and given to the database
beside the figures; `COPY … TO STDOUT` then writes CSV without a row passing through Python. Memory
stays flat, and the whole file is one snapshot of the database (docs/adr/0120).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import translation

from kachehri.domains.evidence.models import Observation

from .choosing import Choice, chosen
from .columns import FIELDS, Column, Form
from .labels import LOOKUPS, Labels
from .listing import Page

BATCH = 50_000
"""Figures of one window: about 20 MB of text."""


@dataclass(frozen=True)
class Batch:
    """Whole lines of CSV in UTF-8, how many, and the id of the last figure."""

    text: bytes
    rows: int
    last: int


@dataclass
class Export:
    """A file on its way. Iterate `batches` once; afterwards `sources` names what they rest on."""

    choice: Choice
    form: Form
    language: str = "en"
    size: int = BATCH
    labels: Labels = field(init=False)

    def __post_init__(self) -> None:
        self.labels = Labels(self.form.harmless, self.choice.known, with_levels=self.form.tagged)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the file."""
        return self.form.columns()

    def header(self) -> bytes:
        """The line of names, and for HXL the line of tags."""
        lines = [",".join(column.name for column in self.columns)]
        if self.form.tagged:
            lines.append(",".join(column.tag for column in self.columns))
        return "".join(f"{line}\n" for line in lines).encode()

    def batches(self) -> Iterator[Batch]:
        """All figures by id, batch by batch, as they were when the first one was asked for."""
        with _one_snapshot():
            last = 0
            while True:
                rows = chosen(self.choice).filter(id__gt=last).order_by("id")[: self.size]
                batch = self._batch(rows)
                if batch is None:
                    return
                yield batch
                last = batch.last

    def page(self, found: Page) -> bytes:
        """The lines of the figures of a page, in its order (one query, and those for places)."""
        if not found.figures:
            return b""
        ids = [view.id for view in found.figures]
        inner, params = self._inner(Observation.objects.shown().filter(id__in=ids))
        with connection.cursor() as cursor, translation.override(self.language):
            return self._lines(
                cursor, inner, params, found.met, "place_id, version_id, dim_key, id"
            )

    @property
    def sources(self) -> tuple[tuple[str, str, str], ...]:
        """Code, citation and licence of every source that was met so far."""
        return self.labels.cited()

    def _inner(self, rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
        return rows.values(*FIELDS).query.sql_with_params()

    def _batch(self, rows: QuerySet[Any]) -> Batch | None:
        inner, params = self._inner(rows)
        with connection.cursor() as cursor, translation.override(self.language):
            cursor.execute(f"{_ABOUT} from ({inner}) o", params)
            last, count, *met = cursor.fetchone() or (0, 0)
            if not count:
                return None
            return Batch(self._lines(cursor, inner, params, met, "id"), count, last)

    def _lines(
        self, cursor: Any, inner: str, params: Sequence[Any], met: Sequence[Any], order: str
    ) -> bytes:
        """The lines of some figures; `met` are their places, versions, sources and breakdowns."""
        self.labels.learn(*met)
        tables, given = self.labels.given(*met)
        shown = ", ".join(column.sql for column in self.columns)
        by = ", ".join(f"o.{name}" for name in order.split(", "))
        statement = (
            f"copy (with {tables} select {shown} from ({inner}) o {_JOINS} order by {by})"  # noqa: S608
            " to stdout (format csv, encoding 'utf-8')"
        )
        return _copied(cursor, statement, (*given, *params))


_ABOUT = (
    "select max(o.id), count(*), array_agg(distinct o.place_id), array_agg(distinct o.version_id),"
    " array_agg(distinct o.source_id), array_agg(distinct o.dim_key)"
)
_JOINS = " ".join(f"join {name} on {name}.key = o.{column}" for name, column in LOOKUPS.items())


def _copied(cursor: Any, statement: str, params: Sequence[object]) -> bytes:
    with cursor.cursor.copy(statement, params) as copy:
        return b"".join(bytes(chunk) for chunk in copy)


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """Everything inside reads the same state, whatever is loaded meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
                # The small tables are small, whatever is known of the large one just after loading.
                cursor.execute("set local enable_nestloop = off; set local work_mem = '64MB'")
        yield
