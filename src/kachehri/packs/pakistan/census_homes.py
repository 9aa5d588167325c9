"""Census 2023, Tables 20 to 26: homes, light and fuel, water, toilets, rooms, buildings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kachehri.domains.evidence.kinds import Counts, Measure, Ratio, Recipe
from kachehri.kernel.crosstab import Cell, DimensionColumn, Layout, Sum
from kachehri.kernel.messages import gettext_noop

from . import census_labels as labels
from . import census_shares as shares
from .census_shares import AREAS
from .census_tables import ALL_FOUR, HERE, SEXES, TALUKA, table

_ = gettext_noop

REGION = {"places": TALUKA, "residence_column": "REGION", "residences": AREAS, "units": HERE}

Columns = Mapping[str, tuple[str, str]]
"""Dimension and code by the name of a column."""


def _homes(
    number: str,
    label: str,
    columns: Columns,
    whole: Sequence[str],
    *,
    extra: tuple[Measure, ...] = (),
    total: tuple[str, str] = ("HOUSEHOLDS", "households"),
) -> Recipe:
    """A table of households (or of buildings) with a column for each answer.

    `whole` are the dimensions whose answers make all of them. The shares of the report, `extra`,
    ask for items by the report's own names; here an item is called by its column.
    """
    column, indicator = total
    cells = (Cell(column, item=indicator), *(Cell(name, item=name) for name in columns))
    sums = tuple(
        Sum(indicator, tuple(name for name, (one, _code) in columns.items() if one == dimension))
        for dimension in whole
    )
    measures = tuple(
        Counts(indicator, name, {dimension: code}) for name, (dimension, code) in columns.items()
    )
    layout = Layout(cells=cells, sums=sums, **REGION)  # type: ignore[arg-type]
    return table(number, label, layout, (Counts(indicator, indicator), *measures, *extra))


def _renamed(recipe: Recipe) -> tuple[Measure, ...]:
    """The shares of a recipe of the report, with items called by their columns."""
    names = {cell.item: cell.column for cell in recipe.layout.cells}
    names["households"] = "households"
    return tuple(
        replace(
            one,
            numerators=tuple(replace(part, item=names[part.item]) for part in one.numerators),
            denominator=replace(one.denominator, item=names[one.denominator.item]),
        )
        for one in recipe.measures
        if isinstance(one, Ratio)
    )


T20 = replace(
    table("20", _("Census 2023, Table 20: kacha and pakka homes")),
    layout=replace(shares.HOUSING.layout, units=HERE),
    measures=(
        *shares.HOUSING.measures,
        Counts("households", "households"),
        Counts("households", "kacha", {"structure": "kacha"}),
        Counts("households", "semi_pakka", {"structure": "semi-pakka"}),
        Counts("households", "pakka", {"structure": "pakka"}),
    ),
)
T21 = table(
    "21",
    _("Census 2023, Table 21: regular homes, institutions, homeless"),
    Layout(
        dimensions=(DimensionColumn("TYPE_OF_HOUSING_UNITS", "housing", labels.HOUSING_UNITS),),
        cells=(
            *(Cell(column, item="people", sex=sex) for column, sex in SEXES.items()),
            Cell("HOUSING_UNITS_TOTAL", item="units"),
            Cell("HOUSING_UNITS_PCT", item="percent"),
        ),
        percents=frozenset({"percent"}),
        part_sexes=ALL_FOUR[1:],
        sums=(Sum("", labels.codes(labels.HOUSING_UNITS), "housing"),),
        **REGION,  # type: ignore[arg-type]
    ),
    (Counts("population", "people"), Counts("housing-units", "units")),
)
T22 = _homes(
    "22",
    _("Census 2023, Table 22: light, fuel and kitchens"),
    {
        "LIGHT_ELECT": ("light", "electricity"),
        "LIGHT_SOLAR": ("light", "solar"),
        "LIGHT_OTHERS": ("light", "other-light"),
        "FUEL_GAS": ("fuel", "gas"),
        "FUEL_LPGCNG": ("fuel", "lpg"),
        "FUEL_FIREWOOD": ("fuel", "wood"),
        "FUEL_OTHERS": ("fuel", "other-fuel"),
        "SEP_KITCHEN": ("kitchen", "own-kitchen"),
        "NO_KITCHEN": ("kitchen", "no-kitchen"),
    },
    ("light", "fuel"),
    extra=_renamed(shares.ENERGY),
)
T23 = _homes(
    "23",
    _("Census 2023, Table 23: sources of drinking water"),
    {
        "DRINK_WTR_IMPROVE": ("water", "improved"),
        "DRINK_WTR_INSIDE": ("water_place", "inside"),
        "DRINK_WTR_OUTSIDE": ("water_place", "outside"),
        "DRINK_WTR_TAP": ("water", "tap"),
        "DRINK_WTR_MOTOR": ("water", "motor"),
        "DRINK_WTR_WELL": ("water", "well"),
        "DRINK_WTR_FILTER": ("water", "filter"),
        "DRINK_WTR_BOTTLE": ("water", "bottle"),
        "DRINK_WTR_OTHER": ("water", "other-water"),
    },
    ("water_place",),
    extra=_renamed(shares.WATER),
)
T23 = replace(
    T23,
    layout=replace(
        T23.layout,
        sums=(
            *T23.layout.sums,
            Sum(
                "households",
                tuple(
                    f"DRINK_WTR_{name}"
                    for name in ("TAP", "MOTOR", "WELL", "FILTER", "BOTTLE", "OTHER")
                ),
            ),
        ),
    ),
)
T24 = _homes(
    "24",
    _("Census 2023, Table 24: toilets and washrooms"),
    {
        "TOILET_SEPARATE": ("toilet", "own-toilet"),
        "TOILET_FLUSH": ("toilet", "flush"),
        "TOILET_NON_FLUSH": ("toilet", "non-flush"),
        "TOILET_NONE": ("toilet", "no-toilet"),
        "WASHROOM_SEPARATE": ("washroom", "own-washroom"),
        "WASHROOM_NONE": ("washroom", "no-washroom"),
    },
    (),
    extra=_renamed(shares.TOILETS),
)
T24 = replace(
    T24,
    layout=replace(
        T24.layout,
        sums=(Sum("households", ("TOILET_FLUSH", "TOILET_NON_FLUSH", "TOILET_NONE")),),
    ),
)
T25 = _homes(
    "25",
    _("Census 2023, Table 25: owned or rented, rooms"),
    {
        "RES_ST_OWNED": ("tenure", "owned"),
        "RES_ST_RENTED": ("tenure", "rented"),
        "RES_ST_RENT_FREE": ("tenure", "rent-free"),
        "RES_ST_GOVT": ("tenure", "government"),
        "RES_ST_NON_GOVT": ("tenure", "employer"),
        "RES_ST_OTHER": ("tenure", "other-tenure"),
        "OWNER_GENDER_MALE": ("owner_sex", "owner-male"),
        "OWNER_GENDER_FEMALE": ("owner_sex", "owner-female"),
        "NO_ROOMS_ONE": ("rooms", "1"),
        "NO_ROOMS_TWO": ("rooms", "2"),
        "NO_ROOMS_THREE": ("rooms", "3"),
        "NO_ROOMS_GRTREQ_FOUR": ("rooms", "4+"),
    },
    ("tenure", "rooms"),
)
T26 = _homes(
    "26",
    _("Census 2023, Table 26: buildings"),
    {
        "HIGH_RISE_RES": ("structure", "high-home"),
        "HIGH_RISE_ECON": ("structure", "high-work"),
        "HIGH_RISE_RES_ECON": ("structure", "high-both"),
        "NORMAL_RES": ("structure", "low-home"),
        "NORMAL_ECON": ("structure", "low-work"),
        "NORMAL_RES_ECON": ("structure", "low-both"),
        "OTHER_JUGHI": ("structure", "hut"),
        "OTHER_UNDER_CONSTR": ("structure", "being-built"),
    },
    ("structure",),
    total=("ALL_STRUCTURES", "buildings"),
)

HOMES = (T20, T21, T22, T23, T24, T25, T26)
