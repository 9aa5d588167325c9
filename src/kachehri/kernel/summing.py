"""The numbers of a table under other places: as they are printed, and added up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .crosstab import Number, Pairs
from .tabulating import GOOD, Table

if TYPE_CHECKING:
    import polars as pl

Row = tuple[int, int, int, int, float, int, list[int]]
"""Place, breakdowns, sex, residence, value, column and lines of a number."""


@dataclass(frozen=True)
class Rows:
    """Numbers by item. Their places are counted anew."""

    table: Table
    frame: "pl.DataFrame"

    def of(self, item: str) -> Iterator[Row]:
        """The numbers of an item."""
        import polars as pl  # noqa: PLC0415 (slow to load)

        if item in self.table.items:
            order = ("place", "dims", "sex", "residence", "value", "column", "lines")
            chosen = self.frame.filter(pl.col("item") == self.table.items.index(item))
            yield from chosen.select(order).iter_rows()


def printed(table: Table, known: Sequence[int]) -> Rows:
    """The usable numbers of some places of the table; a place is its position in `known`."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    to = pl.DataFrame(
        {"place": known, "at": range(len(known))}, schema={"place": pl.UInt32, "at": pl.UInt32}
    )
    good = table.cells.filter(pl.col("state") == GOOD)
    frame = good.join(to, on="place").drop("place").rename({"at": "place"})
    return Rows(table, frame.with_columns(lines=pl.concat_list("line")))


def summed(table: Table, wholes: Sequence[tuple[int, int, int]]) -> Rows:
    """The sums of places whose parts are all there.

    `wholes` are places of the table, each with a whole that it is a part of (by a number of its
    own) and how many parts that has. An empty cell of a row counts as nothing, as a census prints
    it. A part without the row, or with a spoiled cell in it, makes no sum. What cannot be added up
    is left out.
    """
    import polars as pl  # noqa: PLC0415 (slow to load)

    to = pl.DataFrame(
        wholes,
        schema={"place": pl.UInt32, "at": pl.UInt32, "wanted": pl.UInt32},
        orient="row",
    )
    layout = table.layout
    heads = ["item"] if layout.item_column else []
    heads += ["residence"] if layout.residence_column else []
    there = table.heads.join(to, on="place").group_by(["at", "dims", *heads])
    parts = there.agg(pl.len().alias("parts"), pl.col("wanted").first())
    whole = parts.filter(pl.col("parts") == pl.col("wanted")).rename({"dims": "row_dims"})
    on = ["at", "row_dims", *heads]
    cells = _addable(table).join(to, on="place")
    cells = cells.join(table.heads.select("line", pl.col("dims").alias("row_dims")), on="line")
    grouped = cells.join(whole.select(on), on=on, how="semi").group_by(
        ["at", "item", "sex", "residence", "dims"]
    )
    sums = grouped.agg(
        pl.col("value").sum(),
        (pl.col("state") != GOOD).any().alias("spoiled"),
        pl.col("line").sort().alias("lines"),
        pl.col("column").first(),
    )
    frame = sums.filter(~pl.col("spoiled")).rename({"at": "place"})
    return Rows(table, frame.sort(["place", "item", "sex", "residence", "dims"]))


def _addable(table: Table) -> "pl.DataFrame":
    """The cells whose items are counts."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    fixed = table.layout.percents | table.layout.measures
    counts = [at for at, item in enumerate(table.items) if item not in fixed]
    return table.cells.filter(pl.col("item").is_in(counts))


Spoiled = tuple[tuple[str, ...], tuple[str, str, str, Pairs]]
"""The place of a cell that cannot be used, and its item, sex, residence and breakdowns."""


def chosen(
    table: Table, items: frozenset[str], dims: frozenset[Pairs]
) -> tuple[tuple[Number, ...], list[Spoiled]]:
    """The numbers of some items and breakdowns one by one, and where a cell cannot be used."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    of_items = [at for at, item in enumerate(table.items) if item in items]
    of_dims = [at for at, pairs in enumerate(table.dims) if pairs in dims]
    cells = table.cells.filter(pl.col("item").is_in(of_items), pl.col("dims").is_in(of_dims))
    bad = cells.filter(pl.col("state") != GOOD).select("place", "item", "sex", "residence", "dims")
    spoiled = [
        (
            table.places[place],
            (table.items[item], table.sexes[sex], table.residences[area], table.dims[broken]),
        )
        for place, item, sex, area, broken in bad.iter_rows()
    ]
    return table.numbers(cells), spoiled
