"""The shared census files as a whole: rows, figures and findings against plain arithmetic.

The arithmetic here knows the files by their headers alone, and nothing of the recipes.
"""

import csv
import gzip
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kachehri.domains.evidence.queries.reading import batches, member_for
from kachehri.engines.tables.files import open_table
from kachehri.kernel.crosstab import match_header
from kachehri.kernel.identities import check
from kachehri.kernel.tabulating import tabulate
from kachehri.packs.pakistan.recipes import CENSUS_FAMILIES

CORPORA = Path(os.environ.get("KACHEHRI_CORPORA", "-"))

if not CORPORA.is_dir():
    pytest.skip("KACHEHRI_CORPORA is not set", allow_module_level=True)

pytestmark = pytest.mark.corpora

FILES = sorted([*(CORPORA / "census2023").iterdir(), *(CORPORA / "census2017").iterdir()])
CROSSED = ("04", "05", "06", "08", "09", "10", "11", "12", "13A", "13B", "16")
AREAS = ("OVERALL", "RURAL", "URBAN")
NOT_ADDED = "total-does-not-add-up"


def lines(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(number):
    return CORPORA / "census2023" / f"TABLE_{number}.csv.gz"


def family(path):
    return CENSUS_FAMILIES[0 if path.parent.name == "census2023" else 1]


def checked(path):
    """The whole table, whichever places it names."""
    recipe = member_for(family(path), path)
    with open_table(path) as opened:
        positions, problems = match_header(recipe.layout, opened.header)
        assert not problems
        return check(tabulate(recipe.layout, opened.rows, positions, len(opened.header)))


def said(problems, rule, words=""):
    """How many problems of a rule there are, those that were only counted among them."""
    kept = [one for one in problems if one.rule == rule and words in one.key % one.params]
    return sum(int(one.params.get("more", 1)) for one in kept)


def amount(text):
    return float(text) if text else 0.0


def contradicts(row, total, parts):
    """Whether a total and its parts, some of which are there, disagree."""
    there = [row[part] for part in parts if row[part]]
    return bool(there) and amount(row[total]) != sum(map(amount, there))


def sexes_of(header, area):
    """The columns of all sexes and of each sex in an area, whichever way they are written."""
    named = {}
    for column in header:
        for sex in ("ALL_SEXES", "FEMALE", "MALE", "TGEND", "TRANSGENDER"):
            if column in {f"{sex}_{area}", f"{area}_{sex}"}:
                named[sex] = column
    return named


def crossed_contradictions(rows):
    """Sexes that do not make all sexes, and rural and urban that do not make all areas."""
    counted = [row for row in rows if row.get("VARS") != "Literate %"]
    found = 0
    by_area = {area: sexes_of(rows[0], area) for area in AREAS}
    for row in counted:
        for area in AREAS:
            named = by_area[area]
            parts = [column for sex, column in named.items() if sex != "ALL_SEXES"]
            found += contradicts(row, named["ALL_SEXES"], parts)
        for sex, column in by_area["OVERALL"].items():
            found += contradicts(row, column, [by_area[area][sex] for area in AREAS[1:]])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_read_by_one_member_of_its_family(path):
    assert member_for(family(path), path).code.startswith(("census2023", "census2017"))


@pytest.mark.parametrize("number", CROSSED)
def test_every_contradiction_of_sexes_and_areas_is_found_and_no_other(number):
    rows = lines(table(number))
    found = checked(table(number))
    assert found.rows == len(rows)
    of_items = said(found.problems, NOT_ADDED, "its own counts")
    sums = parts_contradictions(number, rows)
    assert said(found.problems, NOT_ADDED) - of_items == crossed_contradictions(rows) + sums


def parts_contradictions(number, rows):
    """Never and ever at school that do not make all people of an age (Tables 13A and 13B)."""
    if not number.startswith("13"):
        return 0
    by_place = defaultdict(dict)
    for row in rows:
        key = (row["DISTRICT"], row["TEHSIL"], row["ADMIN_UNIT"], row["AGE_BRACKET"])
        by_place[key][row["VARS"]] = row
    found = 0
    for items in by_place.values():
        for area in AREAS:
            for column in sexes_of(rows[0], area).values():
                parts = [items["Ever Attended"][column], items["Never to School (all)"][column]]
                made = sum(map(amount, parts))
                found += any(parts) and made != amount(items["Population"][column])
    return found


def test_the_parts_of_all_buildings_are_compared_with_their_total():
    rows = lines(table("26"))
    parts = [name for name in rows[0] if name.startswith(("HIGH_", "NORMAL_", "OTHER_"))]
    wrong = sum(contradicts(row, "ALL_STRUCTURES", parts) for row in rows)
    assert wrong == said(checked(table("26")).problems, NOT_ADDED) == 122


@pytest.mark.parametrize("number", ["20", "21", "22", "23", "24", "25"])
def test_a_table_that_adds_up_has_no_findings_about_it(number):
    assert said(checked(table(number)).problems, NOT_ADDED) == 0


def test_rows_of_the_wrong_place_and_repeated_rows_are_named():
    kinds = Counter(one.rule for one in checked(table("03")).problems)
    rows = lines(table("03"))
    of_divisions = {row["TEHSIL"] for row in rows if row["ADMIN_UNIT"] == "DIVISION"}
    swapped = {
        (row["DISTRICT"], row["ADMIN_UNIT"]) for row in rows
        if row["TEHSIL"] in {"SUB-DIVISION", "SUB-TEHSIL"}
    }  # fmt: skip
    keamari = 1
    assert kinds["shifted-columns"] == len(of_divisions) + len(swapped) + keamari
    assert kinds["duplicate-differs"] + kinds["duplicate-key"] == 7
    assert kinds["label-unknown"] == 1


def test_growth_follows_from_the_two_populations_in_every_row_of_table_1():
    assert said(checked(table("01")).problems, NOT_ADDED, "growth") == 0


def of_sindh(path):
    """Larkana's talukas and every place above: what plain addition makes of a taluka table."""
    rows = [row for row in lines(path) if row["DISTRICT"] in DISTRICTS]
    head = {"PROVINCE", "DIVISION", "ADMIN_UNIT", "DISTRICT", "TEHSIL", "REGION"}
    texts = {"LANGUAGE", "DISAB_FUNC_LIM", "AGE_GROUP", "SEX_AGE_GROUP_IN_YEARS"}
    numbers = [name for name in rows[0] if name not in head | texts | {"AGE_GROUP_IN_YEARS"}]
    found = defaultdict(float)
    for row in rows:
        labels = tuple(row.get(name, "") for name in sorted(texts | {"REGION"}))
        for name in numbers:
            if not row[name]:
                continue
            small = name.startswith(("MALE", "TGEND", "TRANSGENDER"))
            if row["DISTRICT"] == "LARKANA" and not small:
                found[row["TEHSIL"], labels, name] += amount(row[name])
            found["district", row["DISTRICT"], labels, name] += amount(row[name])
            found["province", labels, name] += amount(row[name])
    return found


DISTRICTS = {row["DISTRICT"] for row in lines(table("12")) if row["PROVINCE"] == "SINDH"} | {
    "TANDO ALLAHYAR",
    "TANDO MUHAMMAD KHAN",
}


@pytest.mark.parametrize("number", ["05", "11", "17", "25"])
def test_the_figures_of_sindh_are_those_of_plain_addition(pakistan, number):
    expected = of_sindh(table(number))
    made = [one for batch in batches(family(table(number)), table(number)) for one in batch.figures]
    assert len(made) == len(expected)
    assert sum(float(one.value) for one in made) == sum(expected.values())


def test_religion_nowhere_leaves_the_reader_below_the_district(pakistan):
    found = [one for batch in batches(family(table("09")), table("09")) for one in batch.figures]
    places = {one.place for one in found}
    assert "PK713" in places
    assert not {place for place in places if place.startswith("PK713") and place != "PK713"}
    assert {one.dims["religion"] for one in found} >= {"muslim", "hindu", "scheduled-caste"}


def test_every_breakdown_of_every_file_is_declared(pakistan):
    from kachehri.domains.evidence.rules.dimensions import undeclared

    for path in FILES:
        for batch in batches(family(path), path):
            assert {undeclared(one.dims) for one in batch.figures} <= {None}, path.name
