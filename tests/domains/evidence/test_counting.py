"""Tables with every breakdown, added up to what they do not print. All figures are made up."""

from dataclasses import replace
from datetime import date

import pytest

from kachehri.domains.evidence.kinds import Counts, Part, Period, Ratio, Recipe
from kachehri.domains.evidence.rules.tabling import tabled
from kachehri.domains.places import queries as places
from kachehri.kernel.crosstab import Cell, DimensionColumn, Layout, Units

HEADER = ["PROVINCE", "DISTRICT", "TEHSIL", "UNIT", "AGE", "ALL", "MALE", "FEMALE"]
LARKANA = ("BAKRANI", "DOKRI", "LARKANA", "RATODERO")
RECIPE = Recipe(
    code="made-up",
    label="Made up",
    source="pbs-census-2023-table-5",
    period=Period(date(2023, 1, 1), date(2024, 1, 1)),
    layout=Layout(
        places=("PROVINCE", "DISTRICT", "TEHSIL"),
        dimensions=(DimensionColumn("AGE", "age", {"ALL AGES": "", "UNDER 5": "0-4"}),),
        cells=(
            Cell("ALL", item="people"),
            Cell("MALE", item="people", sex="male"),
            Cell("FEMALE", item="people", sex="female"),
        ),
        part_sexes=("male", "female"),
        units=Units("UNIT"),
    ),
    measures=(Counts("population", "people"),),
    tiers=("province", "district", "taluka"),
    elsewhere=frozenset({"PUNJAB"}),
    parts={"SINDH/LARKANA": LARKANA},
    lost=("ALL",),
)


def rows(*talukas, district="LARKANA", province="SINDH"):
    """Each taluka has ten more people than the one before; children are a tenth."""
    made = []
    for size, taluka in enumerate(talukas, 1):
        head = [province, district, taluka, "TALUKA"]
        made.append([*head, "ALL AGES", *map(str, (size * 20, size * 10, size * 10))])
        made.append([*head, "UNDER 5", *map(str, (size * 2, size, size))])
    return made


@pytest.fixture
def read(pakistan):
    def of(table, recipe=RECIPE):
        finder = places.finder()
        found = list(tabled(recipe, HEADER, enumerate(table, 2), finder, lambda _code: "people"))
        figures = [one for batch in found for one in batch.figures]
        return figures, [one for batch in found for one in batch.problems]

    return of


def value(figures, place, **dims):
    return next((one.value for one in figures if (one.place, one.dims) == (place, dims)), None)


def test_every_number_becomes_a_figure_with_its_breakdown_and_its_cell(read):
    figures, problems = read(rows(*LARKANA))
    assert value(figures, "PK71302", age="0-4", sex="female") == "2"
    assert problems == []
    (one,) = [f for f in figures if f.place == "PK71302" and f.dims == {"age": "0-4"}]
    assert (one.cell, one.derivation, one.value) == ("ALL@5", "published", "4")


def test_districts_and_what_is_above_them_are_added_up(read):
    figures, _problems = read(rows(*LARKANA))
    assert value(figures, "PK713") == "200"
    assert value(figures, "PK713", age="0-4") == "20"
    assert value(figures, "PK7", sex="female") == value(figures, "PK", sex="female") == "100"
    (one,) = [f for f in figures if f.place == "PK713" and f.dims == {}]
    assert (one.cell, one.derivation) == ("ALL@2+4+6+8", "sum")


def test_men_are_not_counted_below_the_district(read):
    figures, _problems = read(rows(*LARKANA))
    assert {f.place for f in figures if f.sex == "male"} == {"PK713", "PK7", "PK"}


def test_without_one_part_there_is_no_total_and_it_is_said(read):
    figures, problems = read(rows("BAKRANI", "DOKRI", "LARKANA"))
    assert value(figures, "PK713") is None
    assert value(figures, "PK7") is None
    assert "no usable rows for RATODERO" in problems[0].key % problems[0].params


def test_a_spoiled_cell_costs_its_own_totals_and_no_other(read):
    table = rows(*LARKANA)
    table[1][6] = "abc"
    figures, _problems = read(table)
    assert value(figures, "PK713", age="0-4", sex="male") is None
    assert value(figures, "PK713", age="0-4", sex="female") == "10"
    assert value(figures, "PK713", sex="male") == "100"


@pytest.mark.parametrize("parts", [{"SINDH/LARKANA": LARKANA, "PUNJAB/ATTOCK": ("ATTOCK",)}])
def test_a_province_that_is_not_loaded_leaves_the_country_without_a_total(read, parts):
    """Sindh's people would be taken for Pakistan's."""
    recipe = replace(RECIPE, parts=parts)
    table = [*rows(*LARKANA), *rows("ATTOCK", district="ATTOCK", province="PUNJAB")]
    figures, problems = read(table, recipe)
    assert value(figures, "PK7") == "200"
    assert value(figures, "PK") is None
    (outside,) = [one for one in problems if one.kind == "outside"]
    assert "import cod-ab first" in outside.key % outside.params


def test_a_total_that_the_table_prints_is_not_made_again(read):
    recipe = replace(RECIPE, layout=replace(RECIPE.layout, lowest_may_be_empty=True, units=None))
    table = [*rows(*LARKANA), ["SINDH", "LARKANA", "", "", "ALL AGES", "200", "100", "100"]]
    figures, _problems = read(table, recipe)
    assert [f.derivation for f in figures if f.place == "PK713" and f.dims == {}] == ["published"]


def test_a_share_of_one_age_is_made_for_places_and_their_wholes(read):
    ratio = Ratio(
        "female-share",
        (Part("people", sex="female", dims=(("age", "0-4"),)),),
        Part("people", dims=(("age", "0-4"),)),
        residences=("",),
    )
    figures, _problems = read(rows(*LARKANA), replace(RECIPE, measures=(ratio,)))
    assert {(f.place, f.value) for f in figures} == {
        (place, "50")
        for place in ("PK71301", "PK71302", "PK71303", "PK71304", "PK713", "PK7", "PK")
    }


def test_letters_that_a_compilation_lost_are_put_back_and_named(read):
    recipe = replace(RECIPE, parts={"SINDH/TANDO ALLAHYAR": ("TANDO ALLAHYAR",)})
    table = rows("TANDO AHYAR", district="TANDO ALLAHYAR")
    figures, problems = read(table, recipe)
    assert value(figures, "PK724") == "20"
    (found,) = [one for one in problems if one.rule == "name-damaged"]
    assert "TANDO AHYAR has lost the letters ALL" in found.key % found.params
