"""Tables whose columns say what they mean: words for each column, words for each code.

Batches of columns (a sequence of values for each variable) become frames of polars, and frames
become files: Parquet, CSV, XLSX, SPSS, Stata, GeoJSON (`labelled_files`). What does not fit the
kind of its column is empty there.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import polars

Kind = Literal["text", "whole", "number", "day", "moment", "choice", "several"]
Columns = Sequence[Sequence[Any]]
MOMENT = "%Y-%m-%dT%H:%M:%S%.f%:z"
LABEL = "_label"
BETWEEN = " | "


@dataclass(frozen=True)
class Variable:
    """A column: its name in the file, what it holds, the question in words, the words of codes.

    `several` are codes with spaces between. `place` says which part of a position it is: lat, lon
    or nothing.
    """

    name: str
    kind: Kind = "text"
    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    place: Literal["", "lat", "lon"] = ""


def distinct(variables: Iterable[Variable]) -> tuple[Variable, ...]:
    """The same with names that occur once, also where letters are not told apart by their size."""
    seen: set[str] = set()
    made = []
    for one in variables:
        name, number = one.name, 1
        while name.lower() in seen:
            number += 1
            name = f"{one.name}_{number}"
        seen.add(name.lower())
        made.append(replace(one, name=name))
    return tuple(made)


def frame(variables: Sequence[Variable], columns: Columns) -> "polars.DataFrame":
    """One batch as a frame."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    kinds = dtypes()
    made = []
    for one, values in zip(variables, columns, strict=True):
        if one.kind in {"day", "moment"}:
            made.append(_times(pl.Series(one.name, values, pl.String, strict=False), one.kind))
        elif one.kind == "several":  # a list for each row would be an object for each row
            made.append(pl.Series(one.name, values, pl.String, strict=False).str.split(" "))
        else:
            made.append(pl.Series(one.name, values, kinds[one.kind], strict=False))
    return pl.DataFrame(made)


def _times(series: "polars.Series", kind: str) -> "polars.Series":
    if kind == "day":
        return series.str.head(10).str.to_date("%Y-%m-%d", strict=False)
    import polars as pl  # noqa: PLC0415 (slow to load)

    found = series.str.replace("Z$", "+00:00")
    return found.str.to_datetime(MOMENT, strict=False, time_unit="ms", time_zone="UTC").cast(
        pl.Datetime("ms", "UTC")
    )


def dtypes() -> dict[str, Any]:
    """What polars calls the kinds."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    return {
        "text": pl.String,
        "choice": pl.String,
        "whole": pl.Int64,
        "number": pl.Float64,
        "day": pl.Date,
        "moment": pl.Datetime("ms", "UTC"),
        "several": pl.List(pl.String),
    }


def frames(
    variables: Sequence[Variable], batches: Iterable[Columns]
) -> Iterator["polars.DataFrame"]:
    """Batches as frames."""
    for columns in batches:
        yield frame(variables, columns)


def with_words(variables: Sequence[Variable]) -> tuple[Variable, ...]:
    """The same, each column of codes followed by one of their words."""
    made = []
    for one in variables:
        made.append(one)
        if one.values:
            made.append(Variable(f"{one.name}{LABEL}", "text", one.label))
    return tuple(made)


def add_words(found: "polars.DataFrame", variables: Sequence[Variable]) -> "polars.DataFrame":
    """The frame with a column of words after each column of codes, in the order of `with_words`."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    parts = []
    for one in variables:
        parts.append(pl.col(one.name))
        if one.values and one.kind == "several":
            words = pl.element().replace(dict(one.values))
            made = pl.col(one.name).list.eval(words).list.join(BETWEEN, ignore_nulls=True)
            parts.append(made.alias(f"{one.name}{LABEL}"))
        elif one.values:
            words = pl.col(one.name).replace(dict(one.values))
            parts.append(words.alias(f"{one.name}{LABEL}"))
    return found.select(parts)


def as_text(found: "polars.DataFrame", *, is_harmless: bool) -> "polars.DataFrame":
    """Lists as words with spaces between, and nothing that a spreadsheet would run."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    lists = [name for name, kind in found.schema.items() if kind == pl.List(pl.String)]
    flat = found.with_columns(pl.col(lists).list.join(" ", ignore_nulls=True)) if lists else found
    if not is_harmless:
        return flat
    words = [name for name, kind in flat.schema.items() if kind == pl.String]
    made = [
        pl.when(pl.col(name).str.contains(r"^[=+\-@\t\r]"))
        .then(pl.concat_str([pl.lit("'"), pl.col(name)]))
        .otherwise(pl.col(name))
        .alias(name)
        for name in words
    ]
    return flat.with_columns(made)


def codebook(variables: Sequence[Variable]) -> str:
    """What the columns and their codes mean, as JSON: stands in the file itself."""
    told = [
        {"name": one.name, "kind": one.kind, "label": one.label, "values": dict(one.values)}
        for one in variables
    ]
    return json.dumps(told, ensure_ascii=False)
