"""What the layouts of the census tables have in common."""

from collections.abc import Mapping

from kachehri.domains.evidence.kinds import Count, Counts, Measure, Recipe
from kachehri.kernel.crosstab import Cell, DimensionColumn, Layout, Units

from .census_shares import AREAS, CENSUS_2023
from .talukas import ELSEWHERE
from .tehsils import TEHSILS_COUNTED

TALUKA = ("PROVINCE", "DISTRICT", "TEHSIL")
DISTRICT = ("PROVINCE", "DISTRICT")
SEXES = {"ALL_SEXES": "", "MALE": "male", "FEMALE": "female", "TGEND": "transgender"}
ALL_FOUR = tuple(SEXES.values())

HERE = Units(
    "ADMIN_UNIT",
    added={"DE-EXCLUDED_AREA": "DE-EXCLUDED AREA"},
    words=frozenset({"SUB-DIVISION", "SUB-TEHSIL", "TEHSIL", "TALUKA"}),
)
"""Kinds of places beside the taluka's name.

Rajanpur is there twice: the tehsil, and its de-excluded area. In Quetta the two columns are
swapped in some tables.
"""

BY_PROVINCE = dict.fromkeys(("BALOCHISTAN", "KHYBER PAKHTUNKHWA", "PUNJAB", "SINDH"), "province")
"""Totals of a province that stand in the column of districts."""

NAMED = {"PAKISTAN": "country"}


def crossed(
    places: tuple[str, ...],
    *sexes: str,
    dimensions: tuple[DimensionColumn, ...] = (),
    words: Mapping[str, str] | None = None,
    is_area_first: bool = False,
) -> Layout:
    """A table whose columns cross sex and residence: `MALE_RURAL`, or `RURAL_MALE`.

    `words` are column words of a sex that differ from the usual ones.
    """
    named = {code: name for name, code in SEXES.items()} | dict(words or {})
    cells = tuple(
        Cell(
            f"{area}_{named[sex]}" if is_area_first else f"{named[sex]}_{area}",
            item="people",
            sex=sex,
            residence=residence,
        )
        for area, residence in AREAS.items()
        for sex in sexes
    )
    return Layout(
        places=places,
        cells=cells,
        dimensions=dimensions,
        part_sexes=tuple(sex for sex in sexes if sex) if "" in sexes else (),
        units=HERE if "TEHSIL" in places else None,
    )


def table(
    number: str,
    label: str,
    layout: Layout | None = None,
    measures: tuple[Measure, ...] = (),
    *,
    tiers: tuple[str, ...] = ("province", "district", "taluka"),
    named: Mapping[str, str] | None = None,
    parts: Mapping[str, tuple[str, ...]] = TEHSILS_COUNTED,
    files: tuple[str, ...] = (),
) -> Recipe:
    """The recipe of a table with its number. It is added up to what it does not print."""
    return Recipe(
        code=f"census2023-table-{number}",
        label=label,
        source=f"pbs-census-2023-table-{number}",
        period=CENSUS_2023,
        layout=layout or Layout(places=TALUKA, cells=()),
        measures=measures,
        tiers=tiers,
        elsewhere=ELSEWHERE | {"KP"},
        parts=parts,
        named=named or {},
        files=files,
    )


def aged(column: str, known: Mapping[str, str]) -> DimensionColumn:
    """A column of ages."""
    return DimensionColumn(column, "age", known)


PEOPLE = (Counts("population", "people"),)


def without_counts(recipe: Recipe) -> tuple[Measure, ...]:
    """The measures of a recipe that its `Counts` do not make."""
    return tuple(one for one in recipe.measures if not isinstance(one, Count))
