"""From a table of numbers to figures with every breakdown that the table has.

A census table may hold half a million numbers. They are joined to places and added up to districts
in columns, and become figures one by one only at the end.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kachehri.domains.evidence.kinds import Counts, Figure, Recipe
from kachehri.domains.places.queries import PlaceView
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.tabulating import GOOD, Table

from .joining import Joiner, Target
from .measuring import no_total
from .withholding import is_withheld

if TYPE_CHECKING:
    import polars as pl

Units = Callable[[str], str]
"""The unit of an indicator."""

LONGEST_CELL = 390
"""Characters of a cell's address that the database keeps, and a few less."""

_KEY = ["place", "item", "sex", "residence", "dims"]


@dataclass(frozen=True)
class Rows:
    """Numbers of places: `place` is a position in `places`."""

    frame: "pl.DataFrame"
    places: list[PlaceView]
    derivation: str


def counted(recipe: Recipe, table: Table, joiner: Joiner, units: Units) -> Iterator[Figure]:
    """The figures of every `Counts` of the recipe, of places as printed and of whole districts.

    What is withheld at a place of its tier is not among them.
    """
    measures = [measure for measure in recipe.measures if isinstance(measure, Counts)]
    if not measures:
        return
    for rows in (_printed(table, joiner), _summed(recipe, table, joiner)):
        for measure in measures:
            yield from _figures(recipe, measure, table, rows, units(measure.indicator))


def lost_totals(recipe: Recipe, table: Table, joiner: Joiner) -> Iterator[Problem]:
    """One problem for each district of which no total can be made."""
    if not recipe.parts:
        return
    there: dict[int, set[str]] = {}
    districts: dict[int, PlaceView] = {}
    for names in table.places:
        target = joiner.targets[names]
        if isinstance(target, Target) and target.district is not None:
            districts[target.district.id] = target.district
            there.setdefault(target.district.id, set()).add(target.part)
    for at, district in districts.items():
        wanted = joiner.parts(district)
        missing = [name for part, name in wanted.items() if part not in there[at]]
        if missing or not wanted:
            yield no_total(recipe, district, missing)


def _targets(table: Table, joiner: Joiner) -> list[Target]:
    found = (joiner.targets.get(names) for names in table.places)
    return [one if isinstance(one, Target) else Target(None, None) for one in found]


def _printed(table: Table, joiner: Joiner) -> Rows:
    """The numbers of places that are known here, as they are printed."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    targets = _targets(table, joiner)
    known = [at for at, target in enumerate(targets) if target.place is not None]
    places = [target.place or _nobody() for target in (targets[at] for at in known)]
    to = pl.DataFrame(
        {"place": known, "at": range(len(known))}, schema={"place": pl.UInt32, "at": pl.UInt32}
    )
    good = table.cells.filter(pl.col("state") == GOOD)
    frame = good.join(to, on="place").drop("place").rename({"at": "place"})
    return Rows(frame.with_columns(lines=pl.concat_list("line")), places, "published")


def _nobody() -> PlaceView:
    raise LookupError  # a target without a place was asked for one


def _summed(recipe: Recipe, table: Table, joiner: Joiner) -> Rows:
    """The sums of districts whose parts are all there.

    An empty cell of a row counts as nothing, as the census prints it. A part without the row, or
    with a spoiled cell in it, makes no sum.
    """
    import polars as pl  # noqa: PLC0415 (slow to load)

    districts: dict[int, PlaceView] = {}
    pairs: list[tuple[int, int, int]] = []
    for at, target in enumerate(_targets(table, joiner)):
        district = target.district
        if district is not None and target.part in joiner.parts(district):
            districts.setdefault(district.id, district)
            pairs.append((at, district.id, len(joiner.parts(district))))
    order = list(districts)
    schema = {"place": pl.UInt32, "at": pl.UInt32, "wanted": pl.UInt32}
    to = pl.DataFrame(
        [(at, order.index(district), wanted) for at, district, wanted in pairs],
        schema=schema,
        orient="row",
    )
    layout = recipe.layout
    heads = ["dims", *(["item"] if layout.item_column else [])]
    heads += ["residence"] if layout.residence_column else []
    there = (
        table.heads.join(to, on="place")
        .group_by(["at", *heads])
        .agg(pl.len().alias("parts"), pl.col("wanted").first())
    )
    whole = there.filter(pl.col("parts") == pl.col("wanted")).rename({"dims": "row_dims"})
    cells = _addable(table).join(to, on="place")
    cells = cells.join(table.heads.select("line", pl.col("dims").alias("row_dims")), on="line")
    on = ["at", "row_dims", *heads[1:]]
    sums = (
        cells.join(whole.select(on), on=on, how="semi")
        .group_by(["at", "item", "sex", "residence", "dims"])
        .agg(
            pl.col("value").sum(),
            (pl.col("state") != GOOD).any().alias("spoiled"),
            pl.col("line").sort().alias("lines"),
            pl.col("column").first(),
        )
    )
    frame = sums.filter(~pl.col("spoiled")).rename({"at": "place"}).sort(_KEY)
    return Rows(frame, [districts[at] for at in order], "sum")


def _addable(table: Table) -> "pl.DataFrame":
    """The cells whose items are counts."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    layout = table.layout
    counts = [
        at
        for at, item in enumerate(table.items)
        if item not in layout.percents and item not in layout.measures
    ]
    return table.cells.filter(pl.col("item").is_in(counts))


def _figures(
    recipe: Recipe, measure: Counts, table: Table, rows: Rows, unit: str
) -> Iterator[Figure]:
    import polars as pl  # noqa: PLC0415 (slow to load)

    if measure.item not in table.items:
        return
    about = _Breakdowns(measure, table, unit)
    period = measure.period or recipe.period
    chosen = rows.frame.filter(pl.col("item") == table.items.index(measure.item))
    columns = [cell.column for cell in table.layout.cells]
    order = ("place", "dims", "sex", "residence", "value", "column", "lines")
    for place, dims, sex, residence, value, column, lines in chosen.select(order).iter_rows():
        where = rows.places[place]
        broken = about.released(dims, sex, residence, where.tier)
        if broken is not None:
            yield Figure(
                where.code, measure.indicator, period.start, period.end, broken, text(value), "",
                "", rows.derivation, recipe.method, recipe.status, recipe.source,
                address(columns[column], lines), recipe.note,
            )  # fmt: skip


class _Breakdowns:
    """The breakdowns of a table's numbers, each made once; None for those that are withheld."""

    def __init__(self, measure: Counts, table: Table, unit: str) -> None:
        self.measure, self.table, self.unit = measure, table, unit
        self.sexes, self.residences = table.sexes, table.residences
        self.known: dict[tuple[int, int, int, str], Mapping[str, str] | None] = {}

    def released(self, dims: int, sex: int, residence: int, tier: str) -> Mapping[str, str] | None:
        """The breakdown of a number, or None where a place of this tier may not show it."""
        key = (dims, sex, residence, tier)
        if key not in self.known:
            self.known[key] = self._made(*key)
        return self.known[key]

    def _made(self, dims: int, sex: int, residence: int, tier: str) -> Mapping[str, str] | None:
        named = {"sex": self.sexes[sex], "residence": self.residences[residence]}
        made = {**dict(self.table.dims[dims]), **self.measure.dims, **named}
        made = {name: code for name, code in sorted(made.items()) if code}
        held = is_withheld(
            indicator=self.measure.indicator,
            unit=self.unit,
            sex=self.sexes[sex],
            tier=tier,
            dims=made.keys(),
        )
        return None if held else made


def text(value: float) -> str:
    """A number as text, to six decimals, without noughts that say nothing."""
    if value.is_integer():
        return str(int(value))
    return f"{value:.6f}".rstrip("0").rstrip(".")


def address(column: str, lines: Sequence[Any]) -> str:
    """Where numbers stand: the column and the lines; the first and the last of very many."""
    made = f"{column}@{'+'.join(map(str, lines))}"
    if len(made) <= LONGEST_CELL:
        return made
    return f"{column}@{lines[0]}+…+{lines[-1]} ({len(lines)})"
