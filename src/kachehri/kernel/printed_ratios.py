"""Do the ratios and growth rates that a table prints follow from the counts beside them?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .crosstab import Growth, Problem, Share
from .messages import gettext_noop
from .tabulating import GOOD, Table

if TYPE_CHECKING:
    import polars as pl

_ = gettext_noop

DIFFERS = _("%(item)s: the file prints %(printed)s, and its own counts make %(made)s")
FRACTION = _(
    "%(item)s: %(printed)s looks like a fraction; the counts make %(made)s percent. "
    "Multiply the column by 100"
)


def printed_ratios(table: Table) -> Iterator[Problem]:
    """One problem for each printed ratio that does not follow. None of them costs a number."""
    for share in table.layout.shares:
        yield from _shares(table, share)
    for growth in table.layout.growths:
        yield from _growths(table, growth)


def _beside(table: Table, item: str, *others: str) -> "pl.DataFrame | None":
    """The numbers of an item, with those of others of the same key in columns of their names."""
    import polars as pl  # noqa: PLC0415 (slow to load)

    if not {item, *others} <= set(table.items):
        return None
    keys = ["place", "dims", "sex", "residence"]
    sexes = [at for at, sex in enumerate(table.sexes) if sex in {"", "female", "male"}]
    good = table.cells.filter(pl.col("state") == GOOD, pl.col("sex").is_in(sexes))
    found = good.filter(pl.col("item") == table.items.index(item))
    for other in others:
        values = good.filter(pl.col("item") == table.items.index(other))
        renamed = values.select(*keys, pl.col("value").alias(f"of_{other}"))
        found = found.join(renamed, on=keys, how="inner")
    return found


def _shares(table: Table, share: Share) -> Iterator[Problem]:
    import polars as pl  # noqa: PLC0415 (slow to load)

    both = _beside(table, share.item, share.numerator, share.denominator)
    if both is None:
        return
    above, below = pl.col(f"of_{share.numerator}"), pl.col(f"of_{share.denominator}")
    both = both.filter(below > 0).with_columns((share.scale * above / below).alias("made"))
    yield from _differing(table, both, share.item, share.tolerance)


def _growths(table: Table, growth: Growth) -> Iterator[Problem]:
    import polars as pl  # noqa: PLC0415 (slow to load)

    both = _beside(table, growth.item, growth.later, growth.earlier)
    if both is None:
        return
    later, earlier = pl.col(f"of_{growth.later}"), pl.col(f"of_{growth.earlier}")
    both = both.filter((earlier > 0) & (later > 0))
    rate = ((later / earlier) ** (1 / growth.years) - 1) * 100
    yield from _differing(
        table, both.with_columns(rate.alias("made")), growth.item, growth.tolerance
    )


def _differing(
    table: Table, both: "pl.DataFrame", item: str, tolerance: float
) -> Iterator[Problem]:
    import polars as pl  # noqa: PLC0415 (slow to load)

    # A ratio that is printed with fewer digits says no more than they do.
    value = pl.col("value")
    allowed = pl.max_horizontal(
        pl.when(value.round(0) == value)
        .then(0.5001)
        .when(value.round(1) == value)
        .then(0.05001)
        .otherwise(0.0),
        pl.lit(tolerance),
    )
    wrong = both.filter((value - pl.col("made")).abs() > allowed).sort("line")
    for row in wrong.iter_rows(named=True):
        params = {"item": item, "printed": f"{row['value']:.6g}", "made": f"{row['made']:.2f}"}
        column = table.layout.cells[row["column"]].column
        is_fraction = abs(row["value"] * 100 - row["made"]) <= 1 < row["made"]
        key, rule = (
            (FRACTION, "fraction-for-percent")
            if is_fraction
            else (DIFFERS, "total-does-not-add-up")
        )
        yield Problem("note", row["line"], column, key, params, rule=rule)
