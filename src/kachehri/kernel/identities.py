"""Do the numbers of a published table agree with each other?

The sexes make all sexes, rural and urban make all, the parts that the layout names make their
total; a printed ratio or growth rate follows from the counts beside it; every place has the rows
that the others have. What does not agree is named. Which of the numbers is the wrong one cannot be
known, so all of them are set aside; where only a part is empty, the others stand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .crosstab import ALL, Problem, Problems, Sum
from .messages import gettext_noop
from .printed_ratios import printed_ratios
from .tabulating import DOUBTFUL, GOOD, Table, exact

if TYPE_CHECKING:
    import polars as pl

_ = gettext_noop

RULE = "total-does-not-add-up"
SMALLEST = 0.001
"""A difference that is one: smaller ones are traces of binary numbers."""

KEYS = ("place", "item", "dims", "sex", "residence")


@dataclass(frozen=True)
class Trial:
    """One identity: the rows of its totals and of its parts, and what they have in common.

    `keys` are columns that total and parts share; `parts_wanted` says how many parts there are.
    """

    totals: "pl.DataFrame"
    parts: "pl.DataFrame"
    keys: tuple[str, ...]
    parts_wanted: int
    words: str


SEXES = _("%(total)s: the sexes make %(sum)s and all sexes are %(value)s. None was used")
AREAS = _("%(total)s: rural and urban make %(sum)s and all areas are %(value)s. None was used")
PARTS = _("%(total)s: its parts make %(sum)s and the total is %(value)s. None was used")
HUSHED = _("%(total)s: the total is not the sum of its parts. None was used")
NO_TOTAL = _("%(total)s: the total is empty, though its parts are not. No total was used")
NO_PART = _("%(total)s: a part of it is empty, though the others do not make the total")


def check(table: Table) -> Table:
    """The table with its contradictions marked as doubtful, and with what was found about them.

    An identity with an unreadable cell in it cannot be tried.
    """
    import polars as pl  # noqa: PLC0415 (slow to load)

    problems = Problems()
    doubtful: list[pl.DataFrame] = []
    for trial in _trials(table):
        found, lost = _try(table, trial)
        doubtful.append(lost)
        for problem in found:
            problems.add(problem)
    for problem in (*printed_ratios(table), *_missing_rows(table)):
        problems.add(problem)
    fractions, cells_of = _fractions(table)
    doubtful.append(cells_of)
    for problem in fractions:
        problems.add(problem)
    cells = table.cells
    lost = pl.concat(doubtful).unique() if doubtful else pl.DataFrame()
    if lost.height:
        marked = lost.with_columns(pl.lit(DOUBTFUL, dtype=pl.UInt8).alias("lost"))
        cells = cells.join(marked, on=["line", "column"], how="left")
        cells = cells.with_columns(pl.coalesce("lost", "state").alias("state")).drop("lost")
    listed = (*table.problems, *problems.listed())
    return replace(table, cells=cells, problems=listed)


def _trials(table: Table) -> Iterator[Trial]:
    """Every identity of the table."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    layout = table.layout
    counted = [
        at
        for at, item in enumerate(table.items)
        if item not in layout.percents and item not in layout.measures
    ]
    cells = table.cells.filter(pl.col("item").is_in(counted))
    if layout.part_sexes and ALL in table.sexes:
        parts = [table.sexes.index(sex) for sex in layout.part_sexes]
        totals = cells.filter(pl.col("sex") == table.sexes.index(ALL))
        pieces = cells.filter(pl.col("sex").is_in(parts))
        yield Trial(totals, pieces, _without("sex"), len(parts), SEXES)
    areas = [at for at, code in enumerate(table.residences) if code in {"rural", "urban"}]
    if len(areas) == 2:
        totals = cells.filter(pl.col("residence") == table.residences.index(ALL))
        pieces = cells.filter(pl.col("residence").is_in(areas))
        yield Trial(totals, pieces, _without("residence"), 2, AREAS)
    for identity in layout.sums:
        yield from (
            _of_dimension(table, cells, identity)
            if identity.dimension
            else _of_items(table, cells, identity)
        )


def _without(column: str) -> tuple[str, ...]:
    return tuple(key for key in KEYS if key != column)


def _of_items(table: Table, cells: "pl.DataFrame", identity: Sum) -> Iterator[Trial]:
    """A total among the items. Where items are rows, only where all of those rows are there."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    known = {item: at for at, item in enumerate(table.items)}
    if identity.total not in known or not set(identity.parts) <= set(known):
        return
    parts = [known[item] for item in identity.parts]
    pieces = cells.filter(pl.col("item").is_in(parts))
    totals = cells.filter(pl.col("item") == known[identity.total])
    if table.layout.item_column:
        keys = ["place", "dims", "residence"]
        wanted = [known[identity.total], *parts]
        there = table.heads.filter(pl.col("item").is_in(wanted)).group_by(keys).len()
        whole = there.filter(pl.col("len") == len(wanted)).drop("len")
        by = ["place", "dims"] + (["residence"] if table.layout.residence_column else [])
        whole = whole.select(by).unique()
        totals, pieces = (one.join(whole, on=by, how="semi") for one in (totals, pieces))
    yield Trial(totals, pieces, _without("item"), len(parts), PARTS)


def _of_dimension(table: Table, cells: "pl.DataFrame", identity: Sum) -> Iterator[Trial]:
    """A total among the codes of a breakdown: all ages, of the ages."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    codes = [dict(pairs).get(identity.dimension, ALL) for pairs in table.dims]
    rest: dict[tuple[tuple[str, str], ...], int] = {}
    others = [
        rest.setdefault(tuple(pair for pair in pairs if pair[0] != identity.dimension), len(rest))
        for pairs in table.dims
    ]
    wanted = [at for at, code in enumerate(codes) if code in identity.parts]
    total = [at for at, code in enumerate(codes) if code == identity.total]
    place = pl.col("dims").replace_strict(dict(enumerate(others)), return_dtype=pl.UInt16)
    totals = cells.filter(pl.col("dims").is_in(total)).with_columns(place.alias("rest"))
    pieces = cells.filter(pl.col("dims").is_in(wanted)).with_columns(place.alias("rest"))
    keys = ["place", "item", "residence", "rest"]
    there = table.heads.filter(pl.col("dims").is_in(wanted + total))
    there = there.with_columns(place.alias("rest")).group_by(keys).len()
    full = there.filter(pl.col("len") == len(identity.parts) + 1).drop("len")
    if not table.layout.item_column:
        keys.remove("item")
    if not table.layout.residence_column:
        keys.remove("residence")
    full = full.select(keys).unique()
    totals, pieces = (one.join(full, on=keys, how="semi") for one in (totals, pieces))
    shared = ("place", "item", "rest", "sex", "residence")
    yield Trial(totals, pieces, shared, len(identity.parts), PARTS)


def _try(table: Table, trial: Trial) -> "tuple[list[Problem], pl.DataFrame]":
    """Compare totals with the sums of their parts: what to say, and which cells to set aside.

    An empty cell counts as nothing, as the census prints it; no part at all says nothing.
    """
    import polars as pl  # noqa: PLC0415 (slow to load)

    keys = list(trial.keys)
    made = trial.parts.group_by(keys).agg(
        pl.col("value").sum().alias("made"),
        (pl.col("state") != GOOD).any().alias("bad"),
        pl.len().alias("there"),
        pl.col("line").min().alias("part_line"),
        pl.col("column").first().alias("part_column"),
    )
    both = trial.totals.join(made, on=keys, how="full", coalesce=True).filter(
        ~pl.col("bad") & ((pl.col("state") == GOOD) | pl.col("state").is_null())
    )
    total, parts = pl.col("value"), pl.col("made")
    a_part_is_empty = (pl.col("there") < trial.parts_wanted) & (parts < total)
    wrong = both.filter(
        (total.is_null() & (parts > 0)) | ((total - parts).abs() > SMALLEST)
    ).with_columns((total.is_not_null() & ~a_part_is_empty).alias("contradicts"))
    wrong = wrong.sort(pl.coalesce("line", "part_line"))
    lost = wrong.filter("contradicts")
    cells = [lost.select("line", "column")]
    cells.append(trial.parts.join(lost, on=keys, how="semi").select("line", "column"))
    found = (_said(table, trial, row) for row in wrong.iter_rows(named=True))
    return [problem for problem in found if problem is not None], pl.concat(cells)


def _said(table: Table, trial: Trial, row: Mapping[str, Any]) -> Problem | None:
    """The message about one contradiction; None for a total whose row is not there."""
    if row["value"] is None:
        line, column = _where_the_total_is(table, trial, row)
        if not line:
            return None
        return Problem("note", line, column, NO_TOTAL, {"total": column}, rule=RULE)
    line, column = row["line"], table.layout.cells[row["column"]].column
    params = {"total": _label(table, row, column)}
    if not row["contradicts"]:
        return Problem("note", line, column, NO_PART, params, rule=RULE)
    if table.layout.hushed:
        return Problem("cell", line, column, HUSHED, params, rule=RULE)
    params |= {"sum": shown(row["made"]), "value": shown(row["value"])}
    return Problem("cell", line, column, trial.words, params, rule=RULE)


def _where_the_total_is(table: Table, trial: Trial, row: Mapping[str, Any]) -> tuple[int, str]:
    """Line and column of an empty total; line 0 where the total has no row."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    sex = ALL if "sex" not in trial.keys else table.sexes[row["sex"]]
    layout, columns = table.layout, table.layout.cells
    part = columns[row["part_column"]]
    residence = ALL if "residence" not in trial.keys else part.residence
    of_item = part.item if "item" in trial.keys or layout.item_column else ""
    fits = [c for c in columns if (c.sex, c.residence, c.item) == (sex, residence, of_item)]
    line = row["part_line"]
    if layout.residence_column and "residence" not in trial.keys:
        same = table.heads.filter(pl.col("place") == row["place"], pl.col("residence") == 0)
        line = same["line"].min() or 0
    return int(str(line)), (fits[0] if fits else part).column


def _label(table: Table, row: Mapping[str, Any], column: str) -> str:
    """What the number counts, in the words of the file."""
    items = table.layout.items.items()
    return next((name for name, code in items if code == table.items[row["item"]]), column)


def shown(value: float) -> str:
    """A number without noughts that say nothing."""
    return f"{exact(value).normalize():f}"


def _fractions(table: Table) -> "tuple[list[Problem], pl.DataFrame]":
    """Columns of percentages in which every number is a fraction of one, and their cells.

    A column of five numbers or more that are all below one, and not all nought, is taken for that.
    """
    import polars as pl  # noqa: PLC0415 (slow to load)

    percents = [at for at, item in enumerate(table.items) if item in table.layout.percents]
    cells = table.cells.filter(pl.col("item").is_in(percents), pl.col("state") == GOOD)
    columns = cells.group_by("item", "column").agg(
        pl.len(), pl.col("value").max().alias("most"), pl.col("line").min().alias("first")
    )
    small = columns.filter((pl.col("len") >= 5) & (pl.col("most") <= 1) & (pl.col("most") > 0))
    say = _(
        "all %(count)s percentages of this column are at most %(most)s: they look like fractions. "
        "None was used. Multiply the column by 100"
    )
    found = [
        Problem(
            "cell",
            row["first"],
            table.layout.cells[row["column"]].column,
            say,
            {"count": row["len"], "most": f"{row['most']:.4g}"},
            rule="fraction-for-percent",
        )
        for row in small.sort("column").iter_rows(named=True)
    ]
    lost = cells.join(small, on=["item", "column"], how="semi").select("line", "column")
    return found, lost


def _missing_rows(table: Table) -> Iterator[Problem]:
    """Places that have fewer rows than nearly all others."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    counted = table.heads.group_by("place").agg(pl.len(), pl.col("line").min())
    usual = counted.group_by("len").agg(pl.len().alias("places")).sort("places")
    if counted.height < 5 or usual["places"][-1] < 0.8 * counted.height:
        return
    most = usual["len"][-1]
    say = _("%(place)s has %(found)s rows in this table, and the other places have %(usual)s")
    for row in counted.filter(pl.col("len") < most).sort("line").iter_rows(named=True):
        place = " / ".join(filter(None, table.places[row["place"]]))
        params = {"place": place, "found": row["len"], "usual": most}
        column = table.layout.places[-1]
        yield Problem("note", row["line"], column, say, params, rule="missing-row")
