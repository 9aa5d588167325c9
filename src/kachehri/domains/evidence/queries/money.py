"""Reading a budget or an annual plan by its declaration (`kinds.MoneyRecipe`). Writes nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from kachehri.domains.evidence.kinds import Batch, Entry, Figure, OwnReader
from kachehri.domains.evidence.kinds.money import MoneyRecipe
from kachehri.domains.evidence.models import Source
from kachehri.domains.evidence.rules.dimensions import undeclared
from kachehri.domains.places import queries as places
from kachehri.engines.tables.files import open_table
from kachehri.kernel.crosstab import Problem, Unreadable, header_key, number, plain, quote
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

_YEAR = re.compile(r"(\d{4})-(\d{2}|\d{4})")
_MOST = Decimal(10) ** 14
_A_BATCH = 5000


class _Wrong(ValueError):
    """A cell that is not right."""

    def __init__(self, column: str, key: str, **params: object) -> None:
        super().__init__(key)
        self.column, self.key, self.params = column, key, params


@dataclass(frozen=True)
class _Known:
    """What a line may name."""

    places: Mapping[str, str]
    sources: frozenset[str]


def money_reader(recipe: MoneyRecipe) -> OwnReader:
    """The recipe as whoever loads files knows it."""
    return OwnReader(recipe.code, recipe.label, partial(read_money, recipe))


def read_money(recipe: MoneyRecipe, path: Path, encoding: str | None) -> Iterator[Batch]:
    """The figures of a file in batches, and the names that it gives to its schemes."""
    with open_table(path, encoding=encoding) as table:
        columns = [_column(name) for name in table.header]
        missing = [name for name in recipe.needed if _column(name) not in columns]
        if missing or not any(_column(stage) in columns for stage in recipe.stages):
            yield Batch((), (_no_columns(missing or recipe.stages),))
            return
        lines = _Lines(recipe, columns)
        for line, cells in table.rows:
            lines.take(line, cells)
            if len(lines.figures) >= _A_BATCH:
                yield lines.batch()
        yield lines.batch()


class _Lines:
    """Turns lines into figures and entries, and keeps what is wrong."""

    def __init__(self, recipe: MoneyRecipe, columns: Sequence[str]) -> None:
        self.recipe = recipe
        self.columns = columns
        tree = places.tree()
        self.known = _Known(
            {code: view.code for view in tree for code in (view.key, view.pcode) if code},
            frozenset(Source.objects.values_list("code", flat=True)),
        )
        self.seen: dict[tuple[str, ...], int] = {}
        self._begin()

    def _begin(self) -> None:
        self.figures: list[Figure] = []
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.rows = 0

    def take(self, line: int, cells: Sequence[str]) -> None:
        """Read one line."""
        self.rows += 1
        try:
            row = _row(self.columns, cells)
            made = _figures(self.recipe, row, line, self.known)
            _check_once(self.recipe, row, line, self.seen)
        except _Wrong as wrong:
            rule = "not-a-number" if wrong.column in self.recipe.stages else "label-unknown"
            self.problems.append(
                Problem("row", line, wrong.column, wrong.key, wrong.params, rule=rule)
            )
            return
        self.figures += made
        if self.recipe.names:
            self.entries.append(_entry(self.recipe, row, line, self.known))

    def batch(self) -> Batch:
        """What was read since the last batch."""
        made = Batch(self.figures, self.problems, self.rows, self.entries)
        self._begin()
        return made


def _column(name: str) -> str:
    return header_key(name).replace("_", "")


def _no_columns(missing: Sequence[str]) -> Problem:
    say = _("the file lacks the columns: %(missing)s")
    return Problem("file", 1, "", say, {"missing": ", ".join(missing)}, rule="file")


def _row(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) != len(columns):
        say = _("this line has %(found)s cells and the header has %(wanted)s")
        raise _Wrong("", say, found=len(cells), wanted=len(columns))
    return dict(zip(columns, map(plain, cells), strict=True))


def _cell(row: Mapping[str, str], name: str) -> str:
    return row.get(_column(name), "")


def _figures(recipe: MoneyRecipe, row: Mapping[str, str], line: int, facts: _Known) -> list[Figure]:
    """One figure a stage that the line gives, or `_Wrong`."""
    place, source = _cell(row, "place"), _cell(row, "source")
    if place not in facts.places:
        raise _Wrong("place", _("there is no place with the code %(text)s"), text=quote(place))
    if source not in facts.sources:
        raise _Wrong("source", _("there is no source %(text)s"), text=quote(source))
    start, end = _year(_cell(row, "year"))
    broken = {name: _cell(row, name) for name in recipe.dims if _cell(row, name)}
    if recipe.names:
        broken[recipe.names] = _cell(row, "number")
    wrong = undeclared(broken)
    if wrong is not None:
        say = _("%(text)s is not a breakdown that is declared")
        raise _Wrong(wrong[0], say, text=quote("=".join(wrong)))
    where = _cell(row, "cell") or f"line {line}"
    amounts = {stage: _amount(row, stage) for stage in recipe.stages}
    return [
        Figure(
            place=facts.places[place], indicator=recipe.indicator, start=start, end=end,
            dims={**broken, "stage": stage}, value=f"{amount:f}", numerator="", denominator="",
            derivation="published", method="admin", status="A", source=source, cell=where,
        )
        for stage, amount in amounts.items()
        if amount is not None
    ]  # fmt: skip


def _year(text: str) -> tuple[date, date]:
    """From July to June: `2023-24` or `2023-2024`."""
    found = _YEAR.fullmatch(text)
    first = int(found[1]) if found else 0
    if not found or not 1947 <= first <= 2100 or int(found[2]) % 100 != (first + 1) % 100:
        raise _Wrong("year", _("%(text)s is not a budget year. Write 2023-24"), text=quote(text))
    return date(first, 7, 1), date(first + 1, 7, 1)


def _amount(row: Mapping[str, str], stage: str) -> Decimal | None:
    """Rupees; None for an empty cell, which is not nought."""
    text = _cell(row, stage)
    try:
        value = number(text)
    except Unreadable as wrong:
        raise _Wrong(stage, wrong.key, text=quote(text)) from None
    if value is not None and value < 0:
        raise _Wrong(stage, _("%(text)s is below zero"), text=quote(text))
    if value is not None and value >= _MOST:
        raise _Wrong(stage, _("%(text)s is too large to be a figure"), text=quote(text))
    return value


def _check_once(
    recipe: MoneyRecipe, row: Mapping[str, str], line: int, seen: dict[tuple[str, ...], int]
) -> None:
    columns = ("place", "year", "source", *recipe.dims, *(("number",) if recipe.names else ()))
    key = tuple(_cell(row, name) for name in columns)
    before = seen.setdefault(key, line)
    if before != line:
        say = _("this line is there twice: see line %(before)s. Only the first was used")
        raise _Wrong("", say, before=before)


def _entry(recipe: MoneyRecipe, row: Mapping[str, str], line: int, facts: _Known) -> Entry:
    return Entry(
        dimension=recipe.names,
        code=_cell(row, "number"),
        name=_cell(row, "name")[:300],
        source=_cell(row, "source"),
        cell=_cell(row, "cell") or f"line {line}",
        place=facts.places[_cell(row, "place")],
        sector=_cell(row, "sector"),
        facts={name: _cell(row, name) for name in recipe.facts if _cell(row, name)},
    )
