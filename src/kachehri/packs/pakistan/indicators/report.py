"""The indicators of the District Human Security Report: what each one means, in plain words."""

from decimal import Decimal

from kachehri.domains.evidence.kinds import Indicator, Version
from kachehri.kernel.messages import gettext_noop

from .declaring import (
    AGED_5_16,
    AGED_10,
    AGED_12_23,
    HOUSEHOLDS,
    MOTHERS_2,
    UNVERIFIED,
    again,
)
from .declaring import counted as _share

_ = gettext_noop

PEOPLE = (
    Indicator(
        "population", _("Population"), "people", "context", "people",
        _("People counted where they usually live."), sdg_target="",
    ),
    Indicator(
        "area", _("Area"), "people", "context", "km2", _("Land area as the census prints it.")
    ),
    Indicator(
        "population-density", _("Population density"), "people", "context", "people_a_km2",
        _("People for each square kilometre of land."), formula="numerator ÷ denominator",
    ),
    Indicator(
        "population-growth", _("Population growth"), "people", "context", "percent_a_year",
        _("Average growth in a year between the censuses of 2017 and 2023."), decimals=2,
    ),
    Indicator(
        "household-size", _("Household size"), "people", "context", "persons_a_household",
        _("People in an average household."), decimals=1,
    ),
    _share(
        "urban-share", _("People in towns"), _("Share of people who live in urban areas."),
        _("All people"), sector="people", dimension="context",
    ),
    _share(
        "female-share", _("Women and girls"), _("Share of people who are female."), _("All people"),
        sector="people", dimension="context",
    ),
)  # fmt: skip

_EDUCATION = {"sector": "education", "dimension": "personal"}
EDUCATION = (
    _share(
        "literacy-10", _("Literacy, age 10 and older"),
        _("Share of people who can read and write, as they told the census."),
        AGED_10, polarity=1, sdg_target="4.6", **_EDUCATION,
    ),
    _share(
        "never-attended", _("Never went to school"),
        _("Share of people who have never attended a school."),
        _("People aged 5 and older"), polarity=-1, sdg_target="4.1", **_EDUCATION,
    ),
    Indicator(
        "out-of-school", _("Children out of school"), "education", "personal", "children",
        _("Children who never went to school or have left it."),
        AGED_5_16, polarity=-1, sdg_target="4.1",
    ),
    _share(
        "out-of-school-share", _("Share of children out of school"),
        _("Share of children who never went to school or have left it."),
        AGED_5_16, polarity=-1, sdg_target="4.1", **_EDUCATION,
    ),
    Indicator(
        "children-5-16", _("Children of school age"), "education", "context", "children",
        _("Children aged 5 to 16."),
    ),
    _share(
        "never-attended-5-16", _("Children who never went to school"),
        _("Share of children who have never attended a school."),
        AGED_5_16, polarity=-1, sdg_target="4.1", **_EDUCATION,
    ),
    _share(
        "out-of-school-never", _("Of the children out of school: never went"),
        _("Share of the children out of school who have never been to one. The others have left."),
        _("Children aged 5 to 16 who are out of school"), **_EDUCATION,
    ),
    Indicator(
        "enrolled-primary", _("Enrolled in primary school"), "education", "personal", "children",
        _("Pupils in primary classes, whatever their age."), sdg_target="4.1",
    ),
    Indicator(
        "enrolled-middle", _("Enrolled in middle school"), "education", "personal", "children",
        _("Pupils in middle classes, whatever their age."), sdg_target="4.1",
    ),
    Indicator(
        "enrolled-matric", _("Enrolled in classes 9 and 10"), "education", "personal", "children",
        _("Pupils in the two classes before the matriculation examination."), sdg_target="4.1",
    ),
    _share(
        "girls-in-primary", _("Girls among primary pupils"),
        _("Share of pupils in primary classes who are girls."), _("Pupils in primary classes"),
        polarity=1, sdg_target="4.5", **_EDUCATION,
    ),
    _share(
        "girls-in-matric", _("Girls among pupils of classes 9 and 10"),
        _("Share of pupils in classes 9 and 10 who are girls."), _("Pupils in classes 9 and 10"),
        polarity=1, sdg_target="4.5", **_EDUCATION,
    ),
    _share(
        "youth-literacy-15-24", _("Literacy, age 15 to 24"),
        _("Share of young people who say they can read, write and do simple sums."),
        _("People aged 15 to 24"), polarity=1, sdg_target="4.6", **_EDUCATION,
    ),
    _share(
        "adult-literacy-25", _("Literacy, age 25 and older"),
        _("Share of adults who say they can read, write and do simple sums."),
        _("People aged 25 and older"), polarity=1, sdg_target="4.6", **_EDUCATION,
    ),
    _share(
        "net-primary-6-10", _("Net enrolment in primary school, age 6 to 10"),
        _("Share of children aged 6 to 10 who are in primary classes."),
        _("Children aged 6 to 10"), polarity=1, sdg_target="4.1", **_EDUCATION,
    ),
)  # fmt: skip

_HEALTH = {"sector": "health", "dimension": "health"}
HEALTH = (
    _share(
        "functional-limitation", _("People with a functional limitation"),
        _(
            "Share of people with difficulty in seeing, hearing, walking, "
            "speaking, remembering or self-care."
        ),
        _("All people"), sector="disability", dimension="health", sdg_target="10.2",
    ),
    _share(
        "immunised-fully", _("Children fully immunised"),
        _(
            "Share of children with BCG, three doses of polio and DPT, and "
            "measles, by card or memory."
        ),
        AGED_12_23, polarity=1, sdg_target="3.b",
        earlier=(
            again(
                2, "immunised-fully", "nns",
                _("The same vaccines, as the National Nutrition Survey asked."), AGED_12_23,
            ),
        ),
        **_HEALTH,
    ),
    _share(
        "antenatal-care", _("Care before birth"),
        _("Share of mothers who had antenatal care."),
        _("Women aged 15 to 49 who gave birth in the last three years"),
        polarity=1, sdg_target="3.1",
        earlier=(
            again(
                2, "antenatal-care", "mics",
                _("Share of mothers who saw a trained person before the birth."), MOTHERS_2,
            ),
            again(
                3, "antenatal-care", "nns",
                _("Share of mothers who were seen in a health facility before the birth."),
                MOTHERS_2,
            ),
        ),
        **_HEALTH,
    ),
    _share(
        "births-in-facility", _("Births in a health facility"),
        _("Share of mothers whose birth was assisted in a health facility."),
        _("Women aged 15 to 49 who gave birth in the last three years"),
        polarity=1, sdg_target="3.1",
        earlier=(
            again(
                2, "births-in-facility", "nns",
                _("Share of mothers who gave birth in a health facility."), MOTHERS_2,
            ),
        ),
        **_HEALTH,
    ),
)  # fmt: skip


def _water(
    code: str, name: str, definition: str, polarity: int = 0, target: str = "6.1"
) -> Indicator:
    more = {"sector": "water", "dimension": "health", "polarity": polarity, "sdg_target": target}
    return _share(code, name, definition, HOUSEHOLDS, **more)


def _home(
    code: str, name: str, definition: str, sector: str, polarity: int, target: str
) -> Indicator:
    more = {"sector": sector, "dimension": "environmental", "polarity": polarity}
    return _share(code, name, definition, HOUSEHOLDS, sdg_target=target, **more)


HOMES = (
    _water(
        "water-improved",
        _("Improved drinking water"),
        _(
            "Share of households whose main source the census counts as "
            "improved. It says nothing about quality."
        ),
        1,
    ),
    _water(
        "water-inside",
        _("Drinking water inside the home"),
        _("Share of households whose source is inside the home."),
        1,
    ),
    _water("water-tap", _("Tap water"), _("Share of households whose main source is a tap."), 1),
    _water(
        "water-motor", _("Motor pump"), _("Share of households whose main source is a motor pump.")
    ),
    _water("water-well", _("Well"), _("Share of households whose main source is a well."), -1),
    _water(
        "water-filter",
        _("Filtration plant"),
        _("Share of households whose main source is a filtration plant."),
        1,
    ),
    _home(
        "toilet-flush",
        _("Flush toilet"),
        _("Share of households with a flush toilet."),
        "sanitation",
        1,
        "6.2",
    ),
    _home(
        "toilet-non-flush",
        _("Toilet without flush"),
        _("Share of households with a toilet that does not flush."),
        "sanitation",
        0,
        "6.2",
    ),
    _home(
        "toilet-none",
        _("No toilet"),
        _("Share of households without a toilet."),
        "sanitation",
        -1,
        "6.2",
    ),
    _home(
        "light-electricity",
        _("Electric light from the grid"),
        _("Share of households that light with electricity."),
        "energy",
        1,
        "7.1",
    ),
    _home(
        "light-solar",
        _("Solar light"),
        _("Share of households that light with solar panels."),
        "energy",
        0,
        "7.1",
    ),
    _home(
        "fuel-gas",
        _("Cooking with piped gas"),
        _("Share of households that cook with piped gas."),
        "energy",
        1,
        "7.1",
    ),
    _home(
        "fuel-wood",
        _("Cooking with wood"),
        _("Share of households that cook with firewood."),
        "energy",
        -1,
        "7.1",
    ),
    _home(
        "kitchen-none",
        _("No kitchen"),
        _("Share of households without a kitchen."),
        "housing",
        -1,
        "11.1",
    ),
    _home(
        "housing-kacha",
        _("Homes of mud or straw"),
        _("Share of households in a kacha home: mud, straw, unbaked brick."),
        "housing",
        -1,
        "11.1",
    ),
)

WORK = (
    _share(
        "poverty-rate", _("Poverty"),
        _("Estimated share of people below the national poverty line."),
        _("All people"), sector="work", dimension="economic", polarity=-1, sdg_target="1.2",
        formula="",
        earlier=(
            again(
                2, "poverty-rate", "2018",
                _(
                    "Estimated share of people below the national poverty line, by the method "
                    "of 2018: not to be set beside the rounds before."
                ),
                _("All people"),
            ),
        ),
    ),
    _share(
        "child-labour-10-17", _("Children at work"), _("Share of children aged 10 to 17 who work."),
        _("Children aged 10 to 17"), sector="work", dimension="economic", polarity=-1,
        sdg_target="8.7", target=Decimal(0), target_note=UNVERIFIED,
        earlier=(
            Version(
                2,
                _("Share of children who worked or had a job in the last month, not week."),
                _("Children aged 10 to 17"), group="child-labour-month",
            ),
            Version(
                3,
                _("Share of children who work. The question of this round is not stated."),
                _("Children aged 10 to 17"), group="child-labour-2019",
            ),
        ),
    ),
    _share(
        "labour-force-15-64", _("In the labour force"),
        _("Share of people of working age who work or look for work."),
        _("People aged 15 to 64"), sector="work", dimension="economic", polarity=1,
        sdg_target="8.5",
    ),
)  # fmt: skip
