"""Census 2023: every published table as figures with all its breakdowns, and the family of them.

The shares of the report come along where a table has them. What is printed of larger places is
read as it stands; a district is added up where it is not printed.
"""

from collections.abc import Mapping
from dataclasses import replace

from kachehri.domains.evidence.kinds import (
    Counts,
    Part,
    Printed,
    Recipe,
    RecipeFamily,
)
from kachehri.kernel.crosstab import Cell, DimensionColumn, Growth, Layout, Share, Sum
from kachehri.kernel.messages import gettext_noop

from . import census_labels as labels
from . import census_shares as shares
from .census_homes import HOMES
from .census_schooling import SCHOOLING
from .census_shares import CENSUS_2017
from .census_tables import (
    ALL_FOUR,
    BY_PROVINCE,
    DISTRICT,
    HERE,
    NAMED,
    PEOPLE,
    SEXES,
    TALUKA,
    aged,
    crossed,
    table,
    without_counts,
)
from .talukas import ELSEWHERE

_ = gettext_noop

YEARS_2017_TO_2023 = 5.98
"""Between the two censuses, as the growth rates of Table 1 were made: to the cent in every row."""


def _parts(dimension: str, known: Mapping[str, str]) -> Sum:
    """All codes of a breakdown make its total."""
    return Sum("", labels.codes(known), dimension)


PEOPLE_CELLS = tuple(Cell(column, item="people", sex=sex) for column, sex in SEXES.items())
T1 = replace(
    table("1", _("Census 2023, Table 1: area and population")),
    layout=replace(
        shares.POPULATION.layout,
        units=HERE,
        cells=(*shares.POPULATION.layout.cells, Cell("POP_DEN_SQKM", item="density")),
        measures=shares.POPULATION.layout.measures | {"density"},
        shares=(Share("density", "people", "area", scale=1, tolerance=0.051),),
        growths=(Growth("growth", "people", "people_2017", YEARS_2017_TO_2023),),
    ),
    measures=(
        *without_counts(shares.POPULATION),
        *PEOPLE,
        Counts("population", "people_2017", period=CENSUS_2017),
        Counts("area", "area"),
    ),
    lost=("ALL",),
)
T2 = table(
    "2",
    _("Census 2023, Table 2: towns"),
    Layout(
        places=("PROVINCE", "DIVISION", "DISTRICT", "TEHSIL", "URBAN_LOCALITY"),
        cells=(
            *(replace(cell, residence="urban") for cell in PEOPLE_CELLS),
            Cell("POPULATION_2017", item="people_2017", residence="urban"),
            Cell("AVERAGE_ANNUAL_GROWTH_RATE", item="growth", residence="urban"),
            Cell("HOUSEHOLD_SIZE", item="household_size", residence="urban"),
        ),
        part_sexes=ALL_FOUR[1:],
        measures=frozenset({"growth", "household_size"}),
        growths=(Growth("growth", "people", "people_2017", YEARS_2017_TO_2023),),
        lowest_may_be_empty=True,
    ),
    (
        *PEOPLE,
        Counts("population", "people_2017", period=CENSUS_2017),
        Printed("household-size", Part("household_size"), residences=("urban",)),
    ),
    tiers=("province", "division", "district", "taluka", "town"),
    parts={},
)
T3 = table(
    "3",
    _("Census 2023, Table 3: villages by size"),
    Layout(
        places=("PROVINCE", "DIVISION", "DISTRICT", "TEHSIL"),
        dimensions=(
            DimensionColumn("RURAL_LOCALITIES_BY_POP_SIZE", "locality_size", labels.LOCALITY_SIZES),
        ),
        cells=(
            Cell("NUMBER_OF_RURAL_LOCALITIES", item="villages", residence="rural"),
            *(replace(cell, residence="rural") for cell in PEOPLE_CELLS),
        ),
        part_sexes=ALL_FOUR[1:],
        sums=(_parts("locality_size", labels.LOCALITY_SIZES),),
        units=replace(
            HERE,
            belongs={"DIVISION": "DIVISION", "DISTRICT----": "DISTRICT"},
        ),
    ),
    (*PEOPLE, Counts("villages", "villages")),
    tiers=("province", "division", "district", "taluka"),
)
T4 = table(
    "4",
    _("Census 2023, Table 4: single years of age"),
    replace(
        crossed(
            DISTRICT, *ALL_FOUR, dimensions=(aged("SEX_AGE_GROUP_IN_YEARS", labels.YEARS),),
            words={"transgender": "TRANSGENDER"},
        ),
        sums=(_parts("age", labels.YEARS),),
    ),
    PEOPLE,
    tiers=("province", "district"),
)  # fmt: skip
T5 = table(
    "5",
    _("Census 2023, Table 5: selected age groups"),
    replace(
        crossed(
            TALUKA, *ALL_FOUR,
            dimensions=(aged("SEX_AGE_GROUP_IN_YEARS", labels.SELECTED_AGES),),
            words={"transgender": "TRANSGENDER"},
        ),
        sums=(Sum("", ("0-14", "15-64", "65+"), "age"),),
    ),
    PEOPLE,
)  # fmt: skip
T6 = table(
    "6",
    _("Census 2023, Table 6: age and marriage"),
    replace(
        crossed(
            DISTRICT, *ALL_FOUR,
            dimensions=(
                aged("AGE_GROUP", labels.ADULT_AGES),
                DimensionColumn("MARITAL_STATUS", "marital_status", labels.MARITAL),
            ),
        ),
        sums=(
            Sum("15+", tuple(c for c in labels.ADULT_AGES.values() if c != "15+"), "age"),
        ),
    ),
    PEOPLE,
    tiers=("province", "district"),
    named=BY_PROVINCE,
)  # fmt: skip
T7 = table(
    "7",
    _("Census 2023, Table 7: relation to the head and marriage"),
    crossed(
        DISTRICT, *ALL_FOUR[1:],
        dimensions=(
            DimensionColumn("RELATION_TO_HH_HEAD", "relation", labels.RELATIONS),
            DimensionColumn("MARITAL_STATUS", "marital_status", labels.MARITAL),
        ),
    ),
    PEOPLE,
    tiers=("province", "district"),
    named=BY_PROVINCE,
)  # fmt: skip
T8 = table(
    "8",
    _("Census 2023, Table 8: age and relation to the head"),
    replace(
        crossed(
            DISTRICT, *ALL_FOUR,
            dimensions=(
                aged("AGE_GROUP", labels.FIVE_YEARS),
                DimensionColumn("REL_HH_HEAD", "relation", labels.RELATIONS),
            ),
        ),
        sums=(_parts("age", labels.FIVE_YEARS),),
    ),
    PEOPLE,
    tiers=("province", "district"),
)  # fmt: skip
T9 = table(
    "9",
    _("Census 2023, Table 9: religion"),
    replace(
        crossed(
            TALUKA, *ALL_FOUR,
            dimensions=(DimensionColumn("RELIGION", "religion", labels.RELIGIONS),),
        ),
        hushed=True,
    ),
    PEOPLE,
)  # fmt: skip
T10 = table(
    "10",
    _("Census 2023, Table 10: age and nationality"),
    replace(
        crossed(
            DISTRICT, *ALL_FOUR, is_area_first=True,
            dimensions=(
                aged("AGE_GROUP", labels.FIVE_YEARS),
                DimensionColumn("NATIONALITY", "nationality", labels.NATIONALITIES),
            ),
        ),
        sums=(_parts("age", labels.FIVE_YEARS),),
        hushed=True,
    ),
    PEOPLE,
    tiers=("province", "district"),
)  # fmt: skip
T11 = table(
    "11",
    _("Census 2023, Table 11: mother tongue"),
    replace(
        crossed(
            TALUKA, *ALL_FOUR,
            dimensions=(DimensionColumn("LANGUAGE", "language", labels.LANGUAGES),),
        ),
        sums=(_parts("language", labels.LANGUAGES),),
    ),
    PEOPLE,
)  # fmt: skip


def _announced(code: str, label: str, places: tuple[str, ...], tiers: tuple[str, ...]) -> Recipe:
    """The announced results: no sexes, one line a place."""
    by_area = "Area" if code == "country" else ""
    residences = {"All": "", "Rural": "rural", "Urban": "urban"} if by_area else {}
    measured = {"residences": ("", "rural", "urban") if by_area else ("",)}
    return Recipe(
        code=f"census2023-announced-{code}",
        label=label,
        source=f"pbs-census-2023-{'districts' if code == 'districts' else code}",
        period=shares.CENSUS_2023,
        layout=Layout(
            places=places,
            residence_column=by_area,
            residences=residences,
            cells=(
                Cell("Households", item="households"),
                Cell("Pop2023", item="people"),
                Cell("AHS", item="household_size"),
                Cell("Pop2017", item="people_2017"),
                Cell("GR", item="growth"),
            ),
            measures=frozenset({"household_size", "growth"}),
            shares=(Share("household_size", "people", "households", scale=1, tolerance=0.0101),),
            growths=(Growth("growth", "people", "people_2017", YEARS_2017_TO_2023),),
        ),
        measures=(
            *PEOPLE,
            Counts("households", "households"),
            Counts("population", "people_2017", period=CENSUS_2017),
            Printed("household-size", Part("household_size"), **measured),
            Printed("population-growth", Part("growth"), **measured),
        ),
        tiers=tiers,
        elsewhere=ELSEWHERE | {"KP"},
        named=NAMED,
    )


ANNOUNCED = (
    _announced(
        "districts", _("Census 2023, announced results: districts"),
        ("Region", "Division", "District"), ("province", "division", "district"),
    ),
    _announced(
        "divisions", _("Census 2023, announced results: divisions"),
        ("Region", "Division"), ("province", "division"),
    ),
    _announced(
        "country", _("Census 2023, announced results: the country"), ("Region",), ("province",)
    ),
)  # fmt: skip

FAMILY_2023 = RecipeFamily(
    "pbs-census-2023",
    _("Census 2023: every published table"),
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, *SCHOOLING, *HOMES, *ANNOUNCED),
)
