"""SPSS and Stata files: codes as numbers that carry their words, questions as labels of columns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .labelled import Variable, frame

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True)
class Limits:
    """What a format can hold. `name` and the labels in characters, texts in bytes."""

    name: int
    label: int
    value_label: int
    text: int


LIMITS: Final = {"sav": Limits(60, 250, 118, 32_000), "dta": Limits(32, 79, 32_000, 2_000)}
_WORDS = """
    all and by eq ge gt le lt ne not or to with if in using aggregate array boolean break byte case
    catch class colvector complex const continue default delegate delete do double else end enum
    explicit export external float for friend function global goto inline int local long null pragma
    protected quad rowvector short typedef typename virtual _b _n _pi _coef _cons _skip
"""
RESERVED: Final = frozenset(_WORDS.split())
"""Names that one of the two programs keeps for itself."""


def write_statistics(
    form: str,
    path: Path,
    variables: Sequence[Variable],
    frames: Iterable["polars.DataFrame"],
    title: str,
) -> None:
    """Write all frames as one SPSS (`sav`) or Stata (`dta`) file. The whole table is in memory."""
    import polars as pl  # noqa: PLC0415 (slow to load)
    import pyreadstat  # noqa: PLC0415

    limits = LIMITS[form]
    plans = list(_planned(variables, limits))
    made = [_made(one, plans, limits) for one in frames]
    whole = (
        pl.concat(made) if made else _made(frame(variables, [[]] * len(variables)), plans, limits)
    )
    columns = [_cut(plan.label, limits.label) for plan in plans]
    values = {
        plan.name: {n: _cut(words, limits.value_label) for n, words in plan.values.items()}
        for plan in plans
        if plan.values
    }
    more: dict[str, Any] = {"column_labels": columns, "variable_value_labels": values}
    if form == "sav":
        measures = {plan.name: plan.measure for plan in plans}
        pyreadstat.write_sav(
            whole,
            path,
            file_label=_cut(title, 60),
            variable_measure=measures,
            compress=True,
            **more,
        )
    else:
        pyreadstat.write_dta(whole, path, file_label=_cut(title, 79), version=15, **more)


@dataclass(frozen=True)
class Plan:
    """A column of the file: from which variable, for `several` of which code."""

    name: str
    source: Variable
    label: str
    values: Mapping[int, str]
    code: str = ""
    codes: Mapping[str, int] | None = None

    @property
    def measure(self) -> str:
        """How SPSS takes it."""
        if self.values:
            return "nominal"
        return "scale" if self.source.kind in {"whole", "number"} else "unknown"


def _planned(variables: Sequence[Variable], limits: Limits) -> Iterator[Plan]:
    taken: set[str] = set()
    for one in variables:
        if one.kind == "several" and one.values:
            for code, words in one.values.items():
                name = _name(f"{one.name}_{code}", limits, taken)
                yield Plan(name, one, f"{words}: {one.label}", {0: "no", 1: "yes"}, code)
            continue
        name = _name(one.name, limits, taken)
        codes = _numbers(one) if one.kind == "choice" and one.values else None
        values = {codes[code]: words for code, words in one.values.items()} if codes else {}
        yield Plan(name, one, one.label, values, codes=codes)


def _numbers(one: Variable) -> dict[str, int]:
    """The codes as numbers: as they are where all are numbers, else counted from 1."""
    codes = list(one.values)
    if all(re.fullmatch(r"-?\d{1,4}", code) for code in codes):
        numbers = {code: int(code) for code in codes}
        if len(set(numbers.values())) == len(codes):
            return numbers
    return {code: number for number, code in enumerate(codes, 1)}


def _name(wanted: str, limits: Limits, taken: set[str]) -> str:
    """A name that both programs take, and that occurs once."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", wanted).rstrip("_") or "v"
    if not plain[0].isalpha() or plain.lower() in RESERVED:
        plain = f"v_{plain}"
    plain = plain[: limits.name]
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        ending = f"_{number}"
        name = plain[: limits.name - len(ending)] + ending
    taken.add(name.lower())
    return name


def _made(found: "polars.DataFrame", plans: Sequence[Plan], limits: Limits) -> "polars.DataFrame":
    return found.select([_column(plan, limits) for plan in plans])


def _column(plan: Plan, limits: Limits) -> "polars.Expr":
    import polars as pl  # noqa: PLC0415 (slow to load)

    column = pl.col(plan.source.name)
    if plan.code:
        made = column.list.contains(plan.code).cast(pl.Int32)
    elif plan.codes:
        # A code that the form does not have (any more) is empty: no number stands for it.
        made = column.replace_strict(dict(plan.codes), default=None, return_dtype=pl.Int32)
    elif plan.source.kind == "several":
        made = _short(column.list.join(" ", ignore_nulls=True), limits)
    elif plan.source.kind == "whole":
        made = column.cast(pl.Float64)  # both programs count whole numbers of 32 bits only
    elif plan.source.kind == "moment":
        made = column.dt.replace_time_zone(None)
    elif plan.source.kind in {"text", "choice"}:
        made = _short(column, limits)
    else:
        made = column
    return made.alias(plan.name)


def _short(column: "polars.Expr", limits: Limits) -> "polars.Expr":
    """Letters of Urdu and Sindhi take two bytes each, others up to four."""
    return column.str.head(limits.text // 4).fill_null("")


def _cut(text: str, most: int) -> str:
    """A label as long as it may be, in bytes too: SPSS counts them."""
    made = " ".join(text.split())
    while len(made.encode()) > most:
        made = made[: max(1, len(made) - max(1, (len(made.encode()) - most) // 4))]
    return made
