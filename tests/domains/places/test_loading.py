"""Loading areas, divisions, lists and blocks from made-up files, right and wrong ones."""

import json
from dataclasses import replace
from datetime import date

import pytest

from kachehri.domains.places import queries
from kachehri.domains.places.actions import load_places
from kachehri.domains.places.models import Boundary
from kachehri.engines.tables.files import FileProblem
from kachehri.packs.pakistan.place_recipes import PLACE_RECIPES

from .test_actions import AT, by  # noqa: F401 (a fixture)

COD_AB = replace(PLACE_RECIPES["cod-ab"], source="made up")


@pytest.fixture
def sindh(kept_places):
    return kept_places


def square(west, south, side=1.0):
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(pcode, name, geometry, level=3, **more):
    codes = [pcode[: (2, 3, 5, 7)[n]] for n in range(level + 1)]
    values = {f"admin{n}Pcode": code for n, code in enumerate(codes)}
    values[f"admin{level}Name_en"] = name
    return {"type": "Feature", "properties": {**values, **more}, "geometry": geometry}


def geojson(tmp_path, *features, name="made-up.geojson"):
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return path


@pytest.fixture
def load(sindh, by, tmp_path):  # noqa: F811
    def loaded(*features, recipe=COD_AB, **options):
        return load_places(
            recipe=recipe, path=geojson(tmp_path, *features), by=by, at=AT, **options
        )

    return loaded


def said(outcome):
    return [(p.row, p.column, p.key % p.params) for p in outcome.problems]


def test_what_the_pack_has_keeps_its_key_names_and_tile(load):
    outcome = load(feature("PK71301", "Baqrani (made up)", square(68, 27)))
    assert (outcome.added, outcome.changed, outcome.left_out) == (0, 1, ())
    bakrani = queries.by_pcode("PK71301")
    assert (bakrani.key, bakrani.name("en"), bakrani.tile) == ("larkana-bakrani", "Bakrani", (0, 2))
    assert "Baqrani (made up)" in bakrani.aliases
    assert Boundary.objects.filter(place_id=bakrani.id).count() == 1


def test_the_same_file_twice_changes_nothing(load):
    one = feature("PK71399", "Madeupabad", square(68, 27))
    assert load(one).added == 1
    again = load(one)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)


def test_a_new_place_hangs_where_its_code_says_and_has_only_the_names_of_its_source(load):
    load(feature("PK71399", "Madeupabad", square(68, 27), admin3AltName1_en="Other Name"))
    made = queries.by_pcode("PK71399")
    assert (made.key, made.tier, made.parent_id) == (
        "larkana-madeupabad",
        "taluka",
        queries.by_key("larkana").id,
    )
    assert set(made.names) == {"en"}
    assert made.aliases == ("Other Name",)
    assert queries.lies_in(made.id, queries.by_key("sindh").id)
    assert queries.areas_at([68.5, 10.0], [27.5, 27.5]) == [made.id, 0]


def test_a_dry_run_changes_nothing(load):
    assert load(feature("PK71399", "Madeupabad", square(68, 27)), dry_run=True).added == 1
    assert queries.by_pcode("PK71399") is None


def test_each_defect_is_named_with_its_feature_and_field(load):
    good = feature("PK71399", "Madeupabad", square(68, 27))
    outcome = load(
        good,
        good,
        feature("PK79901", "Orphan", square(68, 27)),
        feature("PK71398", "", square(68, 27)),
        feature("PK71397", "Crossed", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}),
        feature("PK71396", "Missing", None),
        {"type": "Feature", "properties": {}, "geometry": None},
        feature("PK71395", "Elsewhere", square(68, 27), admin2Pcode="PK701"),
        17,
    )
    found = {row: (column, words) for row, column, words in said(outcome)}
    assert "stands there twice" in found[2][1]
    assert "PK799, which is neither known" in found[3][1]
    assert found[4][0] == "admin3Name_en"
    assert found[5] == (
        "geometry",
        "the boundary of PK71397 was left out: it encloses no land (empty)",
    )
    assert "there is no geometry" in found[6][1]
    assert "no P-code" in found[7][1]
    assert found[8][0] == "admin2Pcode"
    assert "no P-code" in found[9][1]
    assert outcome.added == 3  # the good one, and two without a boundary
    assert all(problem.file == "made-up.geojson" for problem in outcome.problems)


def test_a_finer_outline_replaces_a_coarser_one_and_not_the_other_way(load):
    fine = square(68, 27)
    fine["coordinates"][0].insert(1, [68.5, 26.9])
    load(feature("PK71301", "Bakrani", square(68, 27)))
    assert load(feature("PK71301", "Bakrani", fine)).changed == 1
    assert load(feature("PK71301", "Bakrani", square(68, 27))).changed == 0


def test_a_place_without_a_code_gets_the_one_of_its_name(load):
    load(feature("PK799", "Kemari", square(66, 24), level=2))
    assert queries.by_key("keamari").pcode == "PK799"
    assert queries.by_key("kemari") is None


def test_neighbours_are_those_with_a_common_border(load):
    load(
        feature("PK71397", "Left", square(60, 20)),
        feature("PK71398", "Right", square(61, 20)),
        feature("PK71399", "Corner", square(62, 21)),
    )
    left = queries.by_pcode("PK71397")
    assert [place.name("en") for place in queries.neighbours(left.id)] == ["Right"]


def test_drawn_boundaries_share_their_border_and_missing_ones_are_told(load):
    larkana = queries.by_key("larkana")
    assert queries.sketches(larkana.id) is None
    load(
        feature("PK71301", "Bakrani", square(60, 20)),
        feature("PK71302", "Dokri", square(61, 20)),
        feature("PK71303", "Larkana", square(62, 20)),
    )
    drawn = queries.sketches(larkana.id, width=300)
    assert (drawn.width, len(drawn.shapes)) == (300, 3)
    assert drawn.missing == (queries.by_pcode("PK71304").id,)
    assert drawn.source == "made up"


def test_a_folder_takes_names_points_and_shapes_together(sindh, by, tmp_path):  # noqa: F811
    names = "admin3Name_en,admin3Pcode,admin2Pcode,admin1Pcode,admin0Pcode"
    (tmp_path / "names.csv").write_text(f"{names}\nMadeupabad,PK71399,PK713,PK7,PK\n")
    (tmp_path / "points.csv").write_text(
        f"{names},POINT_X,POINT_Y\nMadeupabad,PK71399,PK713,PK7,PK,68.1,27.2\n"
    )
    geojson(tmp_path, feature("PK71399", "Madeupabad", square(68, 27)))
    (tmp_path / "broken.geojson").write_text("{")
    outcome = load_places(recipe=COD_AB, path=tmp_path, by=by, at=AT)
    assert (outcome.added, len(outcome.left_out)) == (1, 1)
    assert outcome.left_out[0].file == "broken.geojson"
    assert queries.by_pcode("PK71399").point == (68.1, 27.2)


def test_an_empty_folder_is_refused(sindh, by, tmp_path):  # noqa: F811
    for recipe in (COD_AB, PLACE_RECIPES["divisions"]):
        with pytest.raises(FileProblem):
            load_places(recipe=recipe, path=tmp_path, by=by, at=AT)


def topology(*districts):
    """Districts beside each other, one degree wide, as (name, division, province)."""
    arcs, geometries = [], []
    for n, (name, division, province) in enumerate(districts):
        arcs.append([[n, 0], [n + 1, 0], [n + 1, 1], [n, 1], [n, 0]])
        properties = {"name": name, "division": division, "province": province}
        geometries.append({"type": "Polygon", "arcs": [[n]], "properties": properties})
    divisions = [
        {"type": "Polygon", "arcs": [[0]], "properties": {"name": d, "province": p}}
        for d, p in dict.fromkeys((d, p) for _n, d, p in districts)
    ]
    return {
        "type": "Topology",
        "arcs": arcs,
        "objects": {
            "divisions": {"geometries": divisions},
            "districts": {"geometries": geometries},
        },
    }


@pytest.fixture
def divisions(load, by, tmp_path):  # noqa: F811
    load(
        feature("PK6", "Punjab", square(0, 0, 3), level=1),
        feature("PK698", "Attok", square(0, 0), level=2),
        feature("PK699", "Jhelum", square(1, 0), level=2),
    )
    folder = tmp_path / "divisions"
    folder.mkdir()
    drawn = topology(
        ("Attok", "Pindi", "Punjab"), ("Jehlum", "Pindi", "Punjab"), ("Larkana", "Larkana", "Sindh")
    )
    (folder / "geography.topojson.json").write_text(json.dumps(drawn))
    folds = [
        {"district": "Newtown", "into": "Attok", "province": "Punjab"},
        {"district": "Nameless"},
    ]
    (folder / "post-census-district-folds.json").write_text(json.dumps({"folds": folds}))
    beside = {"Attok": ["Jehlum"], "Larkana": ["Nowhere"]}
    (folder / "adjacency.json").write_text(json.dumps({"neighbours": beside}))

    def loaded():
        return load_places(recipe=PLACE_RECIPES["divisions"], path=folder, by=by, at=AT)

    return loaded


def test_divisions_come_between_provinces_and_districts(divisions):
    outcome = divisions()
    pindi = queries.by_key("pindi-division")
    attok = queries.by_pcode("PK698")
    assert (pindi.tier, pindi.parent_id) == ("division", queries.by_pcode("PK6").id)
    assert attok.parent_id == queries.by_pcode("PK699").parent_id == pindi.id
    assert queries.lies_in(attok.id, queries.by_pcode("PK6").id)
    assert [view.tier for view in queries.ancestors(attok, queries.tree())] == [
        "division",
        "province",
        "country",
    ]
    assert any("Jehlum was read as Jhelum" in words for _r, _c, words in said(outcome))
    assert queries.by_key("larkana").parent_id == queries.by_key("larkana-division").id


def test_a_fold_becomes_lineage_and_says_from_when_on_figures_differ(divisions):
    divisions()
    attok = queries.by_pcode("PK698")
    (made,) = queries.lineage(attok.id)
    assert (made.kind, made.on, made.after) == ("split", None, date(2023, 3, 1))
    assert queries.same_area(attok.id, date(2014, 1, 1), date(2020, 1, 1)).same
    later = queries.same_area(attok.id, date(2014, 1, 1), date(2025, 1, 1))
    assert (later.same, later.why) == (False, "day-unknown")
    assert not queries.same_area(
        queries.by_key("larkana").id, date(1998, 1, 1), date(2023, 1, 1)
    ).same


def test_divisions_twice_change_nothing_and_neighbours_stand_both_ways(divisions):
    divisions()
    assert (divisions().added, divisions().changed) == (0, 0)
    jhelum = queries.by_pcode("PK699")
    assert [place.pcode for place in queries.neighbours(jhelum.id)] == ["PK698"]


UC = "PROVINCE,DISTRICT,TEHSIL,UC\n"


def test_union_councils_stand_beside_the_tree_without_codes(sindh, by, tmp_path):  # noqa: F811
    path = tmp_path / "uc.csv"
    path.write_text(
        f"{UC}Sindh,Larkana,Dokri,Madeup One\nSindh,Larkana,Dokri,Madeup One\n"
        "Sindh,Larkana,Dokri,Unknown7\nSindh,Larkana,Nowhere,Madeup Two\nSindh,Larkana,Dokri,\n"
    )
    recipe = PLACE_RECIPES["union-councils"]
    before = queries.tree()
    outcome = load_places(recipe=recipe, path=path, by=by, at=AT)
    assert (outcome.rows, outcome.added) == (5, 2)
    assert [p.rule for p in outcome.left_out] == ["duplicate-key", "missing-row", "missing-row"]
    assert [p.row for p in outcome.left_out] == [3, 4, 6]
    assert queries.tree() == before
    one, two = queries.in_scheme(recipe.scheme.code)
    assert (one.pcode, one.tier, one.parent_id) == (
        None,
        "union_council",
        queries.by_pcode("PK71302").id,
    )
    assert two.parent_id == queries.by_key("larkana").id
    assert queries.in_scheme(recipe.scheme.code, after=one.id) == (two,)
    assert [place.id for place in queries.search("madeup o")] == [one.id]
    assert [waiting.text for waiting in queries.unmatched()] == ["Nowhere"]
    assert load_places(recipe=recipe, path=path, by=by, at=AT).added == 0


def test_a_census_block_hangs_in_its_circle_and_is_no_village(sindh, by, tmp_path):  # noqa: F811
    path = tmp_path / "blocks.csv"
    path.write_text(
        "Province,District,Tehsil,QanungoHalqa,PatwarCircle,Village,BlockCode,Pop2017\n"
        "SINDH,LARKANA DISTRICT,DOKRI TALUKA,MADE STC,UP TC,HAMLET,900010101,12\n"
        "SINDH,LARKANA DISTRICT,DOKRI TALUKA,MADE STC,CHARGE NO 01,CIRCLE NO 02,900010102,x\n"
        "SINDH,LARKANA DISTRICT,DOKRI TALUKA,MADE STC,UP TC,HAMLET,900010101,12\n"
    )
    recipe = PLACE_RECIPES["census-blocks"]
    outcome = load_places(recipe=recipe, path=path, by=by, at=AT)
    assert [(p.rule, p.row) for p in outcome.left_out] == [
        ("not-a-number", 3),
        ("duplicate-key", 4),
    ]
    block = queries.by_key("census-2017-900010101")
    chain = []
    while block.parent_id and block.scheme_id:
        chain.append((block.tier, block.name("en")))
        block = queries.by_ids([block.parent_id])[block.parent_id]
    assert chain == [
        ("census_block", "900010101"),
        ("village", "HAMLET"),
        ("patwar_circle", "UP TC"),
        ("qanungo_halqa", "MADE STC"),
    ]
    assert block.pcode == "PK71302"
    tiers = {place.tier for place in queries.in_scheme("census-2017")}
    assert {"census_charge", "census_circle"} <= tiers
    again = load_places(recipe=recipe, path=path, by=by, at=AT)
    assert (again.added, again.unchanged) == (0, outcome.added)


@pytest.mark.parametrize("code", ["union-councils", "census-blocks"])
def test_a_table_without_the_columns_is_refused(sindh, by, tmp_path, code):  # noqa: F811
    path = tmp_path / "odd.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FileProblem, match="lacks the columns"):
        load_places(recipe=PLACE_RECIPES[code], path=path, by=by, at=AT)


def test_a_table_about_something_else_is_refused_once_and_whole(sindh, by, tmp_path):  # noqa: F811
    path = tmp_path / "councils.csv"
    path.write_text("PROVINCE,DISTRICT,UC\n" + "Sindh,Larkana,Made-up\n" * 50)
    with pytest.raises(FileProblem, match="no column of P-codes"):
        load_places(recipe=COD_AB, path=path, by=by, at=AT)
