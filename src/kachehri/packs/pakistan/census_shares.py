"""Shares of the District Human Security Report out of Census 2023, one declaration a table."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kachehri.domains.evidence.kinds import (
    Count,
    Measure,
    Part,
    Period,
    Printed,
    Ratio,
    Recipe,
)
from kachehri.kernel.crosstab import Cell, Layout, Sum
from kachehri.kernel.messages import gettext_noop

from .talukas import ELSEWHERE, TALUKAS_COUNTED

_ = gettext_noop

CENSUS_2023 = Period(date(2023, 1, 1), date(2024, 1, 1))
CENSUS_2017 = Period(date(2017, 1, 1), date(2018, 1, 1))
PLACES = ("PROVINCE", "DISTRICT", "TEHSIL")
TIERS = ("province", "district", "taluka")
AREAS = {"OVERALL": "", "RURAL": "rural", "URBAN": "urban"}
BOTH_SEXES = ("", "female", "male")
WOMEN = ("", "female")

_SEX = {"ALL_SEXES": "", "MALE": "male", "FEMALE": "female", "TGEND": "transgender"}


def sex_by_area(*sexes: str) -> tuple[Cell, ...]:
    """The twelve (or nine) columns of a table that crosses sex and residence."""
    return tuple(
        Cell(f"{sex}_{area}", sex=_SEX[sex], residence=residence)
        for area, residence in AREAS.items()
        for sex in sexes
    )


def columns(named: Mapping[str, str]) -> tuple[Cell, ...]:
    """A column for each item."""
    return tuple(Cell(column, item=item) for column, item in named.items())


def _shares(
    indicators: Mapping[str, tuple[str, ...]], denominator: str = "households"
) -> tuple[Ratio, ...]:
    """One share of households for each indicator."""
    return tuple(
        Ratio(code, tuple(map(Part, items)), Part(denominator))
        for code, items in indicators.items()
    )


def _census(
    code: str, label: str, table: str, layout: Layout, measures: tuple[Measure, ...]
) -> Recipe:
    return Recipe(
        code=f"census2023-{code}",
        label=label,
        source=f"pbs-census-2023-table-{table}",
        period=CENSUS_2023,
        layout=layout,
        measures=measures,
        tiers=TIERS,
        elsewhere=ELSEWHERE,
        parts=TALUKAS_COUNTED,
    )


_POPULATION = Part("people")
POPULATION = replace(
    _census(
        "population",
        _("Census 2023, Table 1: area and population"),
        "1",
        Layout(
            places=PLACES,
            residence_column="REGION",
            residences=AREAS,
            cells=(
                Cell("AREA_SQKM", item="area"),
                Cell("ALL_SEXES", item="people"),
                Cell("MALE", item="people", sex="male"),
                Cell("FEMALE", item="people", sex="female"),
                Cell("TGEND", item="people", sex="transgender"),
                Cell("AVG_HH_SIZE", item="household_size"),
                Cell("POP_2017", item="people_2017"),
                Cell("AVG_ANNUAL_GR_RATE_17_23", item="growth"),
            ),
            measures=frozenset({"area", "household_size", "growth"}),
            part_sexes=("male", "female", "transgender"),
        ),
        (
            Count("population", _POPULATION, sexes=BOTH_SEXES),
            Count("area", Part("area"), residences=("",)),
            Ratio("population-density", (_POPULATION,), Part("area"), residences=("",), scale=1),
            Ratio(
                "urban-share", (Part("people", residence="urban"),), _POPULATION, residences=("",)
            ),
            Ratio("female-share", (Part("people", sex="female"),), _POPULATION),
            Printed("household-size", Part("household_size")),
            Printed("population-growth", Part("growth")),
        ),
    ),
    parts={**TALUKAS_COUNTED, "tando-allahyar": ("CHAMBER", "JHANDO MARI", "TANDO AHYAR")},
)
POPULATION_2017 = replace(
    POPULATION,
    code="census2023-population-2017",
    label=_("Census 2023, Table 1: the population of 2017"),
    period=CENSUS_2017,
    measures=(Count("population", Part("people_2017")),),
)

EDUCATION = _census(
    "education",
    _("Census 2023, Table 12: literacy, enrolment, children out of school"),
    "12",
    Layout(
        places=PLACES,
        item_column="VARS",
        items={
            "Population >=5": "people_5",
            "Population >=10": "people_10",
            "Literate >=10": "literate_10",
            "Literate %": "literate_percent",
            "Ever Attended": "attended",
            "Primary Completed": "primary_completed",
            "Enrolment Primary": "primary",
            "Enrolment Middle": "middle",
            "Enrolment Matric": "matric",
            "Enrolment Intermidiate": "intermediate",
            "Enrolment Graduation above": "graduation",
            "Never to School (all)": "never",
            "Drop Out (5 - 16)": "left",
            "Never to School (5-16)": "never_5_16",
            "Out of School Children (5-16)": "out_of_school",
        },
        cells=sex_by_area("ALL_SEXES", "MALE", "FEMALE", "TGEND"),
        percents=frozenset({"literate_percent"}),
        part_sexes=("male", "female", "transgender"),
        sums=(Sum("people_5", ("attended", "never")), Sum("out_of_school", ("left", "never_5_16"))),
    ),
    (
        Ratio(
            "literacy-10", (Part("literate_10"),), Part("people_10"), sexes=BOTH_SEXES,
            published="literate_percent",
        ),
        Ratio("never-attended", (Part("never"),), Part("people_5"), sexes=BOTH_SEXES),
        Count("out-of-school", Part("out_of_school"), sexes=BOTH_SEXES),
        Ratio(
            "out-of-school-never", (Part("never_5_16"),), Part("out_of_school"), sexes=BOTH_SEXES
        ),
        Count("enrolled-primary", Part("primary"), sexes=BOTH_SEXES),
        Count("enrolled-middle", Part("middle"), sexes=BOTH_SEXES),
        Count("enrolled-matric", Part("matric"), sexes=BOTH_SEXES),
        Ratio("girls-in-primary", (Part("primary", sex="female"),), Part("primary")),
        Ratio("girls-in-matric", (Part("matric", sex="female"),), Part("matric")),
    ),
)  # fmt: skip

SCHOOL_AGE = _census(
    "school-age",
    _("Census 2023, Table 13A: children aged 5 to 16"),
    "13a",
    Layout(
        places=PLACES,
        item_column="VARS",
        items={
            "Population": "children",
            "Never to School (all)": "never",
            "Ever Attended": "attended",
            "Literate": "", "Literate %": "", "Primary Completed": "",
            "Enrolment Primary": "", "Enrolment Middle": "", "Enrolment Matric": "",
            "Enrolment Intermidiate": "", "Enrolment Graduation above": "",
        },
        only={"AGE_BRACKET": "5 - 16"},
        cells=sex_by_area("ALL_SEXES", "MALE", "FEMALE", "TGEND"),
        part_sexes=("male", "female", "transgender"),
        sums=(Sum("children", ("never", "attended")),),
    ),
    (
        Count("children-5-16", Part("children"), sexes=BOTH_SEXES),
        Ratio("never-attended-5-16", (Part("never"),), Part("children"), sexes=BOTH_SEXES),
    ),
)  # fmt: skip

DISABILITY = _census(
    "disability",
    _("Census 2023, Table 16: functional limitation"),
    "16",
    Layout(
        places=PLACES,
        item_column="DISAB_FUNC_LIM",
        items={
            "Population": "people",
            "Functional limitation": "limited",
            "Disability": "", "Seeing": "", "Hearing": "", "Walking/ Climbing": "",
            "Communication": "", "Memorization/ Focus": "", "Self care etc": "",
        },
        cells=sex_by_area("ALL_SEXES", "MALE", "FEMALE"),
        part_sexes=("male", "female"),
    ),
    (Ratio("functional-limitation", (Part("limited"),), Part("people"), sexes=WOMEN),),
)  # fmt: skip

HOUSING = _census(
    "housing",
    _("Census 2023, Table 20: type of structure"),
    "20",
    Layout(
        places=PLACES,
        item_column="HH_TYPE",
        items={
            "TOTAL": "households",
            "KACHA": "kacha",
            "PAKKA": "pakka",
            "SEMI PAKKA": "semi_pakka",
        },
        cells=tuple(Cell(area, residence=residence) for area, residence in AREAS.items()),
        sums=(Sum("households", ("kacha", "pakka", "semi_pakka")),),
    ),
    _shares({"housing-kacha": ("kacha",)}),
)


def household_layout(named: Mapping[str, str], *sums: tuple[str, ...]) -> Layout:
    """Households by region, with the sums that make all of them."""
    return Layout(
        places=PLACES,
        residence_column="REGION",
        residences=AREAS,
        cells=columns({"HOUSEHOLDS": "households", **named}),
        sums=tuple(Sum("households", parts) for parts in sums),
    )


ENERGY = _census(
    "energy",
    _("Census 2023, Table 22: light, cooking fuel, kitchens"),
    "22",
    household_layout(
        {
            "LIGHT_ELECT": "electricity", "LIGHT_SOLAR": "solar", "LIGHT_OTHERS": "other_light",
            "FUEL_GAS": "gas", "FUEL_LPGCNG": "lpg", "FUEL_FIREWOOD": "wood",
            "FUEL_OTHERS": "other_fuel", "NO_KITCHEN": "no_kitchen",
        },
        ("electricity", "solar", "other_light"),
        ("gas", "lpg", "wood", "other_fuel"),
    ),
    _shares(
        {
            "light-electricity": ("electricity",), "light-solar": ("solar",), "fuel-gas": ("gas",),
            "fuel-wood": ("wood",), "kitchen-none": ("no_kitchen",),
        }
    ),
)  # fmt: skip

WATER = _census(
    "water",
    _("Census 2023, Table 23: drinking water"),
    "23",
    household_layout(
        {
            "DRINK_WTR_IMPROVE": "improved", "DRINK_WTR_INSIDE": "inside",
            "DRINK_WTR_OUTSIDE": "outside", "DRINK_WTR_TAP": "tap", "DRINK_WTR_MOTOR": "motor",
            "DRINK_WTR_WELL": "well", "DRINK_WTR_FILTER": "filter",
            "DRINK_WTR_BOTTLE": "bottle", "DRINK_WTR_OTHER": "other",
        },
        ("inside", "outside"),
        ("tap", "motor", "well", "filter", "bottle", "other"),
    ),
    _shares(
        {
            "water-improved": ("improved",), "water-inside": ("inside",), "water-tap": ("tap",),
            "water-motor": ("motor",), "water-well": ("well",), "water-filter": ("filter",),
        }
    ),
)  # fmt: skip

TOILETS = _census(
    "toilets",
    _("Census 2023, Table 24: toilets"),
    "24",
    household_layout(
        {"TOILET_FLUSH": "flush", "TOILET_NON_FLUSH": "non_flush", "TOILET_NONE": "none"},
        ("flush", "non_flush", "none"),
    ),
    _shares(
        {"toilet-flush": ("flush",), "toilet-non-flush": ("non_flush",), "toilet-none": ("none",)}
    ),
)

DISTRICTS = Recipe(
    code="census2023-districts",
    label=_("Census 2023: households, population and growth by district"),
    source="pbs-census-2023-districts",
    period=CENSUS_2023,
    layout=Layout(
        places=("Region", "District"),
        cells=(
            Cell("Pop2023", item="people"),
            Cell("AHS", item="household_size"),
            Cell("GR", item="growth"),
        ),
        measures=frozenset({"household_size", "growth"}),
    ),
    measures=(
        Count("population", Part("people"), residences=("",)),
        Printed("household-size", Part("household_size"), residences=("",)),
        Printed("population-growth", Part("growth"), residences=("",)),
    ),
    tiers=("province", "district"),
    elsewhere=ELSEWHERE | {"KP"},
)
