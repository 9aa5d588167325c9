"""The shared files of places, read whole, and the matcher held against a truth made by hand.

`tehsils_2023.csv` judges every tehsil of Census 2023 whose name is not written as in COD-AB: the
P-code that it means, or nothing where COD-AB 2022 has no such tehsil. It was made by reading both
lists side by side; it is our own table.
"""

import csv
import gzip
import os
from pathlib import Path

import pytest
from tests.grounds import kept
from tests.pack_fixtures import AT
from tests.standard_grounds import pack

from kachehri.domains.places import queries
from kachehri.domains.places.actions import load_places
from kachehri.packs.pakistan.place_recipes import PLACE_RECIPES

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.slow,
    pytest.mark.skipif("KACHEHRI_CORPORA" not in os.environ, reason="KACHEHRI_CORPORA is not set"),
]
CORPORA = Path(os.environ.get("KACHEHRI_CORPORA", "."))
TRUTH = Path(__file__).parent / "tehsils_2023.csv"


def load(recipe, path, by):
    return load_places(recipe=PLACE_RECIPES[recipe], path=CORPORA / path, by=by, at=AT)


@kept
def administrative():
    by = pack()
    load("cod-ab", "cod-ab-pak-2022", by)
    load("divisions", "pak-districts-topo", by)
    return by


def names(path, columns):
    with gzip.open(CORPORA / path, "rt", encoding="utf-8") as file:
        found = dict.fromkeys(tuple(row[c] for c in columns) for row in csv.DictReader(file))
    return [(line, list(row)) for line, row in enumerate(found, 2)]


def test_every_area_of_cod_ab_goes_in_once(pakistan):
    outcome = load("cod-ab", "cod-ab-pak-2022", pakistan)
    tree = queries.tree()
    counts = [
        sum(v.tier == t and bool(v.pcode) for v in tree) for t in PLACE_RECIPES["cod-ab"].tiers
    ]
    assert counts == [1, 7, 160, 577]
    assert [view.key for view in tree if view.pcode == "PK71301"] == ["larkana-bakrani"]
    assert queries.by_key("larkana-bakrani").aliases[0] == "Baqrani"
    assert outcome.added + outcome.changed == 745
    again = load("cod-ab", "cod-ab-pak-2022", pakistan)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 745)
    assert load("cod-ab", "cod-ab-pak-2022/larkana_adm3_full.geojson", pakistan).changed == 0
    larkana = queries.by_pcode("PK713")
    assert queries.areas_at([68.2], [27.55], tier="district") == [larkana.id]
    drawn = queries.sketches(larkana.id)
    assert sum(len(shape.path) for shape in drawn.shapes) < 5000


def test_divisions_lineage_and_neighbours(administrative):
    tree = queries.tree()
    assert sum(view.tier == "division" for view in tree) == 37
    top = {view.id: view for view in tree}
    loose = [
        v.name("en") for v in tree if v.tier == "district" and top[v.parent_id].tier != "division"
    ]
    assert sorted(loose) == ["Darel", "Gupis-Yasin", "Lehri", "Rondu", "Tangir"]
    split = queries.finder().find("district", "Gujranwala")
    assert [made.kind for made in queries.lineage(split.id)] == ["split"]
    around = [p.key for p in queries.neighbours(queries.by_key("larkana").id)]
    assert {"shikarpur", "khairpur", "dadu", "kambar-shahdadkot"} <= set(around)
    again = load("divisions", "pak-districts-topo", administrative)
    assert (again.added, again.changed, again.left_out) == (0, 0, ())


def test_tehsils_of_2023_are_joined_rightly_or_not_at_all(administrative):
    columns = ("PROVINCE", "DIVISION", "DISTRICT", "TEHSIL", "ADMIN_UNIT")
    rows = names("census2023/TABLE_01.csv.gz", columns)
    found = queries.match_column(columns, rows, 3)
    truth = {(r["within"], r["name"]): r["pcode"] for r in csv.DictReader(TRUTH.open())}
    right = wrong = missed = 0
    for one in found:
        got = one.match.place.pcode if one.match.place else ""
        known = truth.get((one.above.code if one.above else "", one.name), got)
        right += bool(got) and got == known
        wrong += bool(got) and got != known
        missed += not got and bool(known)
    assert len(found) == 590
    precision, recall = right / (right + wrong), right / (right + missed + wrong)
    assert precision >= 0.995
    assert recall >= 0.95
    assert all(one.match.guesses or not one.match.score for one in found if not one.match.place)


def test_districts_of_the_surveys_all_join(administrative):
    rows = names("pak-district-indicators/pak_indicators_long.csv.gz", ("province", "district"))
    found = queries.match_column(("province", "district"), rows, 1)
    assert [one.name for one in found if one.match.place is None] == []
    assert len({one.match.place.id for one in found}) == len(found) == 134


def test_districts_and_tehsils_of_2017(administrative):
    columns = ("Province", "Division", "District", "Tehsil")
    rows = names("census2017/PakPop2017.csv.gz", columns)
    districts = queries.match_column(columns, rows, 2)
    lost = {one.name for one in districts if one.match.place is None}
    assert lost == {"BALTISTAN DISTRICT", "CHITRAL DISTRICT", "KOHISTAN DISTRICT"}
    tehsils = queries.match_column(columns, rows, 3)
    assert sum(one.match.place is not None for one in tehsils) >= 495


def test_union_councils_without_codes_and_with_what_is_wrong(administrative):
    outcome = load("union-councils", "union-councils/union_councils.csv", administrative)
    rules = [problem.rule for problem in outcome.left_out]
    assert outcome.rows == 5941
    assert rules.count("missing-row") == 374  # 226 without a name, 148 unknown ones
    assert outcome.added + len(rules) == 5941
    assert load("union-councils", "union-councils/union_councils.csv", administrative).added == 0


def test_census_blocks_with_their_circles(administrative):
    outcome = load("census-blocks", "census2017/PakPop2017.csv.gz", administrative)
    assert outcome.rows == 168_808
    assert [problem.rule for problem in outcome.left_out] == ["not-a-number"] * 263
    keys = queries.keys_of_scheme("census-2017")
    assert sum(key.removeprefix("census-2017-").isdigit() for key in keys) == 168_808
    assert len(queries.tree()) < 1000
    assert load("census-blocks", "census2017/PakPop2017.csv.gz", administrative).added == 0
