"""Reading a budget or an annual plan: one line a head, cost centre or scheme and year.

Columns of `public-money`: place, year (2023-24), function, budget_head, cost_centre, estimate,
release, actual (rupees), source, cell. Columns of `development-schemes`: the same without head and
cost centre, and with number, name, sector, approved_cost, started, status. Names of columns may be
written in any case; columns that do not apply may be absent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import Batch, Entry, Figure, OwnReader
from kachehri.domains.evidence.rules.dimensions import undeclared
from kachehri.domains.places import queries as places
from kachehri.engines.tables.files import open_table
from kachehri.kernel.crosstab import Problem, Unreadable, header_key, number, plain, quote
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

STAGES = ("estimate", "release", "actual")
NEEDED = ("place", "year", "source")
FACTS = ("approved_cost", "started", "status")
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


def read_money(path: Path, encoding: str | None) -> Iterator[Batch]:
    """Budget lines: money by function, head and cost centre."""
    return _read(path, encoding, ("function", "budget_head", "cost_centre"), ())


def read_schemes(path: Path, encoding: str | None) -> Iterator[Batch]:
    """Schemes of an annual plan: their names and their money."""
    return _read(path, encoding, ("function",), ("number", "name"))


def _read(
    path: Path, encoding: str | None, dims: Sequence[str], needed: Sequence[str]
) -> Iterator[Batch]:
    with open_table(path, encoding=encoding) as table:
        columns = [header_key(name).replace("_", "") for name in table.header]
        missing = [n for n in (*NEEDED, *needed) if n.replace("_", "") not in columns]
        if missing or not any(stage in columns for stage in STAGES):
            yield Batch((), (_no_columns(missing or list(STAGES)),), 0)
            return
        seen: dict[tuple[str, ...], int] = {}
        figures: list[Figure] = []
        entries: list[Entry] = []
        problems: list[Problem] = []
        rows = 0
        facts = _Known(
            {code: view.code for view in places.tree() for code in (view.key, view.pcode) if code},
            frozenset(source.code for source in evidence.sources()),
        )
        for line, cells in table.rows:
            rows += 1
            try:
                row = _row(columns, cells)
                made = _figures(row, line, dims, facts, scheme=bool(needed))
                _check_once(row, line, (*dims, "number"), seen)
            except _Wrong as wrong:
                problems.append(
                    Problem("row", line, wrong.column, wrong.key, wrong.params, rule="not-a-number")
                )
                continue
            figures += made
            if needed:
                entries.append(_entry(row, line, facts))
            if len(figures) >= _A_BATCH:
                yield Batch(figures, problems, rows, entries)
                figures, entries, problems, rows = [], [], [], 0
        yield Batch(figures, problems, rows, entries)


def _no_columns(missing: Sequence[str]) -> Problem:
    say = _("the file lacks the columns: %(missing)s")
    return Problem("file", 1, "", say, {"missing": ", ".join(missing)}, rule="file")


def _row(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) != len(columns):
        say = _("this line has %(found)s cells and the header has %(wanted)s")
        raise _Wrong("", say, found=len(cells), wanted=len(columns))
    return dict(zip(columns, map(plain, cells), strict=True))


def _cell(row: Mapping[str, str], name: str) -> str:
    return row.get(name.replace("_", ""), "")


def _figures(
    row: Mapping[str, str], line: int, dims: Sequence[str], facts: _Known, *, scheme: bool
) -> list[Figure]:
    """One figure a stage that the line gives, or `_Wrong`."""
    place, source = _cell(row, "place"), _cell(row, "source")
    if place not in facts.places:
        raise _Wrong("place", _("there is no place with the code %(text)s"), text=quote(place))
    if source not in facts.sources:
        raise _Wrong("source", _("there is no source %(text)s"), text=quote(source))
    start, end = _year(_cell(row, "year"))
    broken = {name: _cell(row, name) for name in dims if _cell(row, name)}
    if scheme:
        broken["scheme"] = _cell(row, "number")
    wrong = undeclared(broken)
    if wrong is not None:
        say = _("%(text)s is not a breakdown that is declared")
        raise _Wrong(wrong[0], say, text=quote("=".join(wrong)))
    where = _cell(row, "cell") or f"line {line}"
    amounts = {stage: _amount(row, stage) for stage in STAGES}
    return [
        Figure(
            place=facts.places[place], indicator="public-spending", start=start, end=end,
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
    row: Mapping[str, str], line: int, dims: Sequence[str], seen: dict[tuple[str, ...], int]
) -> None:
    key = tuple(_cell(row, name) for name in (*NEEDED, *dims))
    before = seen.setdefault(key, line)
    if before != line:
        say = _("this line is there twice: see line %(before)s. Only the first was used")
        raise _Wrong("", say, before=before)


def _entry(row: Mapping[str, str], line: int, facts: _Known) -> Entry:
    return Entry(
        dimension="scheme",
        code=_cell(row, "number"),
        name=_cell(row, "name")[:300],
        source=_cell(row, "source"),
        cell=_cell(row, "cell") or f"line {line}",
        place=facts.places[_cell(row, "place")],
        sector=_cell(row, "sector"),
        facts={name: _cell(row, name) for name in FACTS if _cell(row, name)},
    )


PUBLIC_MONEY = OwnReader("public-money", _("A budget: estimate, release, actual"), read_money)
SCHEMES = OwnReader(
    "development-schemes", _("An annual plan: schemes and their money"), read_schemes
)
MONEY_RECIPES = (PUBLIC_MONEY, SCHEMES)
