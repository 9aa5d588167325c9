"""Census 2017: districts, provinces, tehsils, cities and census blocks."""

from datetime import date

from kachehri.domains.evidence.kinds import (
    BlockTable,
    Counts,
    Part,
    Period,
    Printed,
    Recipe,
    RecipeFamily,
)
from kachehri.domains.evidence.queries.blocks import block_reader
from kachehri.kernel.crosstab import Cell, Growth, Layout
from kachehri.kernel.messages import gettext_noop

from .census_shares import CENSUS_2017
from .census_tables import NAMED
from .talukas import ELSEWHERE

_ = gettext_noop

CENSUS_1998 = Period(date(1998, 1, 1), date(1999, 1, 1))
YEARS_1998_TO_2017 = 19.04
"""From 2 March 1998 to 15 March 2017: the growth rates of the tables follow from it."""

AREAS = {"Overall": "", "Rural": "rural", "Urban": "urban"}
GONE = frozenset({"FATA"})
"""Merged into Khyber Pakhtunkhwa in 2018."""

_BOTH = (
    Counts("population", "people"),
    Counts("population", "people_1998", period=CENSUS_1998),
)


def _by_area(code: str, label: str, places: tuple[str, ...], tiers: tuple[str, ...]) -> Recipe:
    """Households, sexes and growth of the villages and of the towns of a place."""
    sexes = {"Male": "male", "Female": "female", "Transgender": "transgender"}
    return Recipe(
        code=f"census2017-{code}",
        label=label,
        source=f"pbs-census-2017-{code}",
        period=CENSUS_2017,
        layout=Layout(
            places=places,
            residence_column="ResStatus",
            residences=AREAS,
            cells=(
                Cell("Households", item="households"),
                Cell("Pop2017", item="people"),
                *(Cell(column, item="people", sex=sex) for column, sex in sexes.items()),
                Cell("Pop1998", item="people_1998"),
                Cell("GrowthRate", item="growth"),
            ),
            measures=frozenset({"growth"}),
            part_sexes=tuple(sexes.values()),
            growths=(Growth("growth", "people", "people_1998", YEARS_1998_TO_2017),),
        ),
        measures=(
            *_BOTH,
            Counts("households", "households"),
            Printed("population-growth", Part("growth"), residences=("", "rural", "urban")),
        ),
        tiers=tiers,
        elsewhere=ELSEWHERE - GONE,
        gone=GONE,
        named=NAMED,
    )


def _two_counts(code: str, label: str, places: tuple[str, ...], tiers: tuple[str, ...]) -> Recipe:
    """The populations of 1998 and 2017 side by side."""
    return Recipe(
        code=f"census2017-{code}",
        label=label,
        source=f"pbs-census-2017-{code}",
        period=CENSUS_2017,
        layout=Layout(
            places=places,
            cells=(Cell("Pop1998", item="people_1998"), Cell("Pop2017", item="people")),
        ),
        measures=_BOTH,
        tiers=tiers,
        elsewhere=ELSEWHERE - GONE,
        gone=GONE,
    )


DISTRICTS = _by_area(
    "districts", _("Census 2017: districts"),
    ("Province", "Division", "District"), ("province", "division", "district"),
)  # fmt: skip
PROVINCES = _by_area("provinces", _("Census 2017: provinces"), ("AdminUnits",), ("province",))
TEHSILS = _two_counts(
    "tehsils", _("Census 2017: tehsils"),
    ("Province", "Division", "District", "Tehsil"), ("province", "division", "district", "taluka"),
)  # fmt: skip
CITIES = _two_counts("cities", _("Census 2017: the ten largest cities"), ("City",), ("town",))

BLOCKS = block_reader(
    BlockTable(
        "census2017-blocks",
        _("Census 2017: census blocks"),
        source="pbs-census-2017-blocks",
        period=CENSUS_2017,
        scheme="census-2017",
        key="BlockCode",
        counts={"population": "Pop2017", "households": "HH2017"},
        recipe="census-blocks",
    )
)

FAMILY_2017 = RecipeFamily(
    "pbs-census-2017",
    _("Census 2017: every published table"),
    (DISTRICTS, PROVINCES, TEHSILS, CITIES, BLOCKS),
)
