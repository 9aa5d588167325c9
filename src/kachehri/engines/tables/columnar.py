"""Parquet files of any length from CSV text as it comes, by polars, a batch at a time."""

import io
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Full, Queue
from typing import IO, TYPE_CHECKING, Any

from .workbooks import Field

if TYPE_CHECKING:
    import polars


def write_parquet(out: IO[bytes], fields: Sequence[Field], batches: Iterable[bytes]) -> None:
    """Write a Parquet file (zstd) from batches of CSV, each a whole number of lines, no header.

    `text` becomes String, `whole` Int64, `day` Date, and `number` Decimal with six places: figures
    keep every digit that was printed. An empty cell is null. The batches are asked for in the
    thread of the caller, as a connection to a database needs; polars reads and writes in others.
    """
    waiting: Queue[bytes | None] = Queue(maxsize=2)
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(_write, out, fields, waiting)
        try:
            for batch in batches:
                _hand_over(batch, waiting, writing)
        finally:
            _hand_over(None, waiting, writing)
        writing.result()


def _hand_over(
    batch: bytes | None, waiting: "Queue[bytes | None]", writing: "Future[None]"
) -> None:
    """Queue a batch, unless the writer has ended: then its problem is told by its result."""
    while not writing.done():
        with suppress(Full):
            waiting.put(batch, timeout=0.2)
            return


def _write(out: IO[bytes], fields: Sequence[Field], waiting: "Queue[bytes | None]") -> None:
    from polars.io.plugins import register_io_source  # noqa: PLC0415 (slow to load)

    def source(
        columns: list[str] | None, predicate: Any, rows: int | None, _size: int | None
    ) -> Iterator["polars.DataFrame"]:
        while (batch := waiting.get()) is not None:
            yield _frame(batch, fields)

    frame = register_io_source(source, schema=_schema(fields))
    frame.sink_parquet(out, compression="zstd")


def _frame(batch: bytes, fields: Sequence[Field]) -> "polars.DataFrame":
    import polars as pl  # noqa: PLC0415 (slow to load)

    if not batch:
        return pl.DataFrame(schema=_schema(fields))
    return pl.read_csv(io.BytesIO(batch), has_header=False, schema=_schema(fields))


def _schema(fields: Sequence[Field]) -> Any:
    import polars as pl  # noqa: PLC0415 (slow to load)

    kinds: dict[str, Any] = {
        "text": pl.String,
        "whole": pl.Int64,
        "day": pl.Date,
        "number": pl.Decimal(20, 6),
    }
    return pl.Schema({one.name: kinds[one.kind] for one in fields})
