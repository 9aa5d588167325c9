"""From the rows of a published cross-table to a table of numbers that know their cell.

Rows are read one by one, because messages speak of rows; numbers are kept in columns (polars),
because there may be a million of them. A cell that is plainly a number is read with its whole
column; every other one is read by `cells.number`, so that there is one opinion of what a number is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .cells import Unreadable, number, quote
from .crosstab import Cell, Layout, Number, Pairs, Problem, Problems
from .heads import Head, HeadReader, residences
from .messages import gettext_noop

if TYPE_CHECKING:
    import polars as pl

_ = gettext_noop

GOOD, UNREADABLE, DOUBTFUL = 0, 1, 2
"""States of a number: usable, not a number, in contradiction to others."""

MOST_ROWS = 3_000_000
"""Rows kept of one table: a cross-table has far fewer, and a file of any size must fit."""

_CHUNK = 20_000
_HEAD = ("place", "item", "residence", "dims", "line")
_PLAIN = r"^\s*[0-9]{1,15}(\.[0-9]*)?\s*$"

Wanted = Callable[[tuple[str, ...], int], bool]
"""Says of a place and its line whether the row is kept."""


@dataclass(frozen=True)
class Table:
    """What was read.

    `cells` has a row for each number: place, item, sex, residence, dims (positions in the lists
    below), value, state, line, column (position in the layout's cells). `heads` has a row for each
    line that was kept: place, item, residence, dims, line. `rows` counts the lines that held data.
    """

    layout: Layout
    cells: "pl.DataFrame"
    heads: "pl.DataFrame"
    places: list[tuple[str, ...]]
    items: list[str]
    dims: list[Pairs]
    problems: tuple[Problem, ...]
    rows: int

    @property
    def sexes(self) -> list[str]:
        """The sexes by number."""
        return sexes(self.layout)

    @property
    def residences(self) -> list[str]:
        """The residences by number."""
        return residences(self.layout)

    def numbers(self, cells: "pl.DataFrame | None" = None) -> tuple[Number, ...]:
        """The usable numbers one by one, or those of a part of the cells."""
        import polars as pl  # noqa: PLC0415 (slow to load)

        chosen = (self.cells if cells is None else cells).filter(pl.col("state") == GOOD)
        by_sex, by_residence, columns = self.sexes, self.residences, self.layout.cells
        order = ("place", "item", "sex", "residence", "value", "line", "column", "dims")
        return tuple(
            Number(
                self.places[place], self.items[item], by_sex[sex], by_residence[residence],
                exact(value), line, columns[column].column, self.dims[dims],
            )
            for place, item, sex, residence, value, line, column, dims in chosen.select(
                order
            ).iter_rows()
        )  # fmt: skip


def exact(value: float) -> Decimal:
    """The number as it was printed, as far as sixteen digits carry."""
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))


def sexes(layout: Layout) -> list[str]:
    """The sexes of a table."""
    return list(dict.fromkeys(cell.sex for cell in layout.cells))


def tabulate(
    layout: Layout,
    rows: Iterable[tuple[int, list[str]]],
    positions: Mapping[str, int],
    width: int,
    wanted: Wanted = lambda _place, _line: True,
) -> Table:
    """Turn the rows under the header into a table of numbers.

    `rows` are line numbers with cells, `positions` come from `match_header`, `width` is the
    header's length; `wanted` says of a place and its line whether the row is kept, so that a file
    of any size fits into memory. A row that stands twice with the same numbers counts once; with
    different numbers neither is used.
    """
    return _Tabulator(layout, positions, width, wanted).run(rows)


class _Tabulator:
    """Collects rows in chunks and turns each chunk into columns."""

    def __init__(
        self, layout: Layout, positions: Mapping[str, int], width: int, wanted: Wanted
    ) -> None:
        self.layout = layout
        self.heads = HeadReader(layout, positions, width)
        self.at = [positions[cell.column] for cell in layout.cells]
        self.wanted = wanted
        self.problems = Problems()
        self.seen: dict[tuple[int, int, int, int], tuple[int, int]] = {}
        self.doubtful: set[int] = set()
        self.chunk: list[tuple[Head, list[str]]] = []
        self.long: list[pl.DataFrame] = []
        self.rows = self.kept = 0

    def run(self, rows: Iterable[tuple[int, list[str]]]) -> Table:
        """Read all of it."""
        for line, cells in rows:
            self.rows += 1
            head = self.heads.read(line, cells)
            if isinstance(head, Problem):
                self.problems.add(head)
            elif head is not None and self.wanted(self.heads.places.listed[head.place], line):
                self._keep(head, cells)
        self._flush()
        return self._table()

    def _keep(self, head: Head, cells: list[str]) -> None:
        mark = hash(tuple(cells))
        line, before = self.seen.setdefault(head.key, (head.line, mark))
        if line != head.line:
            self.problems.add(self._twice(head, line, same=mark == before))
            self.doubtful |= set() if mark == before else {line}
            return
        self.kept += 1
        if self.kept == MOST_ROWS:
            say = _("the file has more rows than a table of this kind can have. Nothing was read")
            self.problems.add(Problem("file", head.line, "", say, rule="file"))
        if self.kept < MOST_ROWS:
            self.chunk.append((head, [cells[at] for at in self.at]))
        if len(self.chunk) == _CHUNK:
            self._flush()

    def _twice(self, head: Head, before: int, *, same: bool) -> Problem:
        """The message about a key that comes a second time."""
        place = " / ".join(filter(None, self.heads.places.listed[head.place]))
        params = {"place": place, "before": before}
        column = self.layout.places[-1]
        if same:
            key = _("%(place)s is there twice: line %(before)s says the same. It was used once")
            return Problem("note", head.line, column, key, params, rule="duplicate-key")
        key = _(
            "%(place)s is there twice, and line %(before)s says something else. Neither was used"
        )
        return Problem("row", head.line, column, key, params, rule="duplicate-differs")

    def _flush(self) -> None:
        import polars as pl  # noqa: PLC0415 (slow to load)

        if not self.chunk:
            return
        heads = [head for head, _texts in self.chunk]
        frame = pl.DataFrame(
            {name: [getattr(head, name) for head in heads] for name in _HEAD}, schema=_head_schema()
        )
        for column, cell in enumerate(self.layout.cells):
            texts = [cells[column] for _head, cells in self.chunk]
            self.long.append(self._one_column(frame, column, cell, texts))
        self.chunk.clear()

    def _one_column(
        self, frame: "pl.DataFrame", column: int, cell: Cell, texts: list[str]
    ) -> "pl.DataFrame":
        """The numbers of one column of the chunk, each with its key."""
        import polars as pl  # noqa: PLC0415 (slow to load)

        made = frame.with_columns(
            pl.lit(sexes(self.layout).index(cell.sex), dtype=pl.UInt8).alias("sex"),
            pl.lit(column, dtype=pl.UInt16).alias("column"),
            *self._overrides(cell),
        )
        values, bad = self._values(made, texts, cell)
        state = pl.lit(GOOD, dtype=pl.UInt8)
        made = made.with_columns(values.alias("value"), state.alias("state"))
        if bad:
            marks = pl.Series(sorted(bad), dtype=pl.UInt32)
            is_bad = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(marks.implode())
            made = made.with_columns(
                pl.when(is_bad)
                .then(pl.lit(UNREADABLE, dtype=pl.UInt8))
                .otherwise("state")
                .alias("state")
            )
        return made.filter(pl.col("value").is_not_null() | (pl.col("state") == UNREADABLE))

    def _overrides(self, cell: Cell) -> "list[pl.Expr]":
        """What the column says where the row says nothing: item, residence; and its breakdowns."""
        import polars as pl  # noqa: PLC0415 (slow to load)

        found: list[pl.Expr] = []
        if not self.layout.item_column:
            found.append(pl.lit(self.heads.items(cell.item), dtype=pl.UInt16).alias("item"))
        if not self.layout.residence_column:
            code = self.heads.residences[cell.residence]
            found.append(pl.lit(code, dtype=pl.UInt8).alias("residence"))
        if cell.dims:
            merged = {
                at: self.heads.dims(tuple(sorted({**dict(pairs), **cell.dims}.items())))
                for at, pairs in enumerate(list(self.heads.dims.listed))
            }
            found.append(pl.col("dims").replace_strict(merged, return_dtype=pl.UInt16))
        return found

    def _values(
        self, frame: "pl.DataFrame", texts: list[str], cell: Cell
    ) -> "tuple[pl.Series, set[int]]":
        """The numbers of a column (null where there is none), and where it holds rubbish."""
        import polars as pl  # noqa: PLC0415 (slow to load)

        text = pl.Series("value", texts, dtype=pl.String)
        easy = text.str.contains(_PLAIN)
        values = text.str.strip_chars().cast(pl.Float64, strict=False)
        hard = (~easy & (text != "")).arg_true().to_list()
        items = self.heads.items.listed
        counted = [
            at for at, item in enumerate(items)
            if item not in self.layout.measures and item not in self.layout.percents
        ]  # fmt: skip
        percents = [at for at, item in enumerate(items) if item in self.layout.percents]
        odd = frame.select(
            (pl.col("item").is_in(counted) & (values % 1 != 0))
            | (pl.col("item").is_in(percents) & (values > 100))
        ).to_series()
        suspects = set(hard) | set((odd.fill_null(value=False) & easy).arg_true().to_list())
        bad: set[int] = set()
        found: dict[int, float | None] = {}
        for at in sorted(suspects):
            item = items[frame["item"][at]]
            got = self._number(texts[at], item, frame["line"][at], cell)
            found[at] = None if isinstance(got, Unreadable) else got
            bad |= {at} if isinstance(got, Unreadable) else set()
        if found:
            values = values.scatter(list(found), list(found.values()))
        return values, bad

    def _number(self, text: str, item: str, line: int, cell: Cell) -> "float | Unreadable | None":
        try:
            value = number(text)
            if value is not None:
                _refuse_percent(text, item, self.layout)
                check_range(value, item, self.layout)
        except Unreadable as wrong:
            shown = {"text": quote(text)}
            problem = Problem("cell", line, cell.column, wrong.key, shown, rule=wrong.rule)
            self.problems.add(problem)
            return wrong
        return None if value is None else float(value)

    def _table(self) -> Table:
        import polars as pl  # noqa: PLC0415 (slow to load)

        cells = pl.concat(self.long) if self.long else pl.DataFrame(schema=_cell_schema())
        if self.doubtful:
            is_doubtful = pl.col("line").is_in(sorted(self.doubtful))
            cells = cells.with_columns(
                pl.when(is_doubtful)
                .then(pl.lit(UNREADABLE, dtype=pl.UInt8))
                .otherwise("state")
                .alias("state")
            )
        for note in self.heads.notes:
            self.problems.add(note)
        keys = list(self.seen)
        heads = pl.DataFrame(
            {name: [key[at] for key in keys] for at, name in enumerate(_HEAD[:4])}
            | {"line": [line for line, _mark in self.seen.values()]},
            schema=_head_schema(),
        )
        return Table(
            self.layout, cells, heads, self.heads.places.listed, self.heads.items.listed,
            self.heads.dims.listed, self.problems.listed(), self.rows,
        )  # fmt: skip


def _refuse_percent(text: str, item: str, layout: Layout) -> None:
    if "%" in text and item not in layout.percents and item not in layout.measures:
        say = _("%(text)s is a percentage, and this column counts")
        raise Unreadable(say, "unit-mislabelled")


def check_range(value: Decimal, item: str, layout: Layout) -> None:
    """A count is a whole number from 0, a percentage at most 100, a measure any number.

    Raises `Unreadable`.
    """
    if item in layout.measures:
        return
    if value < 0:
        raise Unreadable(_("%(text)s is below zero"), "below-zero")
    if item in layout.percents:
        if value > 100:
            raise Unreadable(_("%(text)s is more than 100 percent"), "above-100")
        return
    if value != value.to_integral_value():
        say = _("%(text)s is not a whole number, and this column counts")
        raise Unreadable(say, "not-whole")


def _head_schema() -> "dict[str, type[pl.DataType]]":
    import polars as pl  # noqa: PLC0415 (slow to load)

    return {
        "place": pl.UInt32,
        "item": pl.UInt16,
        "residence": pl.UInt8,
        "dims": pl.UInt16,
        "line": pl.UInt32,
    }


def _cell_schema() -> "dict[str, type[pl.DataType]]":
    import polars as pl  # noqa: PLC0415 (slow to load)

    return {
        **_head_schema(),
        "sex": pl.UInt8,
        "column": pl.UInt16,
        "value": pl.Float64,
        "state": pl.UInt8,
    }
