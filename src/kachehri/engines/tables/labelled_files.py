"""Files of labelled tables: Parquet, CSV, XLSX, GeoJSON as they come; SPSS, Stata in one piece."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import Full, Queue
from typing import IO, TYPE_CHECKING, Any

from .export import STARTS_A_FORMULA
from .labelled import (
    Variable,
    add_words,
    as_text,
    codebook,
    distinct,
    dtypes,
    frame,
    with_words,
)
from .labelled_statistics import write_statistics
from .workbooks import Cover, Field, Sheet, write_workbook

if TYPE_CHECKING:
    import polars

FORMATS = ("parquet", "csv", "xlsx", "sav", "dta", "geojson")
Batches = Iterable[Sequence[Sequence[Any]]]
BOM = b"\xef\xbb\xbf"


def write_labelled(
    form: str, path: Path, variables: Sequence[Variable], batches: Batches, title: str
) -> None:
    """Write a table as a file in one of FORMATS. `batches` are asked for in this very thread."""
    variables = distinct(variables)
    found = (frame(variables, columns) for columns in batches)
    if form in {"sav", "dta"}:
        write_statistics(form, path, variables, found, title)
        return
    with path.open("wb") as out:
        WRITERS[form](out, variables, found, title)


def _parquet(
    out: IO[bytes],
    variables: Sequence[Variable],
    found: Iterator["polars.DataFrame"],
    title: str,
) -> None:
    """Frames are made here and written in another thread: polars packs while Python reads on."""
    waiting: Queue[polars.DataFrame | None] = Queue(maxsize=3)
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(_sink, out, variables, waiting, title)
        try:
            for one in found:
                _hand_over(one, waiting, writing)
        finally:
            _hand_over(None, waiting, writing)
        writing.result()


def _hand_over(
    one: "polars.DataFrame | None",
    waiting: "Queue[polars.DataFrame | None]",
    writing: "Future[None]",
) -> None:
    while not writing.done():
        with suppress(Full):
            waiting.put(one, timeout=0.2)
            return


def _sink(
    out: IO[bytes],
    variables: Sequence[Variable],
    waiting: "Queue[polars.DataFrame | None]",
    title: str,
) -> None:
    import polars as pl  # noqa: PLC0415 (slow to load)
    from polars.io.plugins import register_io_source  # noqa: PLC0415

    kinds = dtypes()
    schema = pl.Schema({one.name: kinds[one.kind] for one in variables})

    def source(
        columns: list[str] | None, predicate: Any, rows: int | None, _size: int | None
    ) -> Iterator["polars.DataFrame"]:
        while (one := waiting.get()) is not None:
            yield one

    told = {"title": title, "kachehri": codebook(variables)}
    frames = register_io_source(source, schema=schema)
    frames.sink_parquet(out, compression="zstd", compression_level=1, metadata=told)


def _csv(
    out: IO[bytes],
    variables: Sequence[Variable],
    found: Iterator["polars.DataFrame"],
    title: str,
) -> None:
    """UTF-8 with the mark that Excel needs; codes, and their words beside them."""
    out.write(BOM)
    names = [one.name for one in with_words(variables)]
    out.write((",".join(_quoted(name) for name in names) + "\r\n").encode())
    for one in found:
        flat = as_text(add_words(one, variables), is_harmless=True)
        flat.write_csv(
            out,
            include_header=False,
            line_terminator="\r\n",
            datetime_format="%Y-%m-%dT%H:%M:%S%.3fZ",
        )


def _quoted(name: str) -> str:
    safe = f"'{name}" if name.startswith(STARTS_A_FORMULA) else name
    return '"' + safe.replace('"', '""') + '"' if any(c in safe for c in ',"\r\n') else safe


def _xlsx(
    out: IO[bytes],
    variables: Sequence[Variable],
    found: Iterator["polars.DataFrame"],
    title: str,
) -> None:
    """A cover with what the columns mean, then the answers: codes, and their words beside them."""
    kinds = {"whole": "whole", "number": "number", "day": "day"}
    fields = [Field(one.name, kinds.get(one.kind, "text"), 14) for one in with_words(variables)]
    count = [0]
    sheet = Sheet(title, fields, _lines(found, variables, count))
    lines = [
        (one.name, one.label, "; ".join(f"{code} = {words}" for code, words in one.values.items()))
        for one in variables
    ]

    def cover() -> Cover:
        return Cover(title, [("Rows", f"{count[0]:,}")], ("Name", "Question", "Codes"), lines)

    write_workbook(out, sheet, cover)


def _lines(
    found: Iterator["polars.DataFrame"], variables: Sequence[Variable], count: list[int]
) -> Iterator[Sequence[str]]:
    for one in found:
        flat = as_text(add_words(one, variables), is_harmless=False)
        for row in flat.iter_rows():
            count[0] += 1
            yield ["" if value is None else _cell(value) for value in row]


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return format(value, ".15g")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _geojson(
    out: IO[bytes],
    variables: Sequence[Variable],
    found: Iterator["polars.DataFrame"],
    title: str,
) -> None:
    """One feature a row; its point is the first position of the form, or none."""
    latitude = next((one.name for one in variables if one.place == "lat"), "")
    longitude = next((one.name for one in variables if one.place == "lon"), "")
    out.write(b'{"type":"FeatureCollection","name":' + _json(title) + b',"features":[')
    joint = b"\n"
    for one in found:
        wanted = add_words(one, variables)
        for row in wanted.iter_rows(named=True):
            out.write(joint + _json(_feature(row, latitude, longitude)))
            joint = b",\n"
    out.write(b"\n]}\n")


def _feature(row: dict[str, Any], latitude: str, longitude: str) -> dict[str, Any]:
    y, x = row.pop(latitude, None), row.pop(longitude, None)
    point = None if x is None or y is None else {"type": "Point", "coordinates": [x, y]}
    properties = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
        if value is not None
    }
    return {"type": "Feature", "geometry": point, "properties": properties}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


WRITERS: dict[str, Callable[..., None]] = {
    "parquet": _parquet,
    "csv": _csv,
    "xlsx": _xlsx,
    "geojson": _geojson,
}
