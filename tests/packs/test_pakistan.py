"""What the pack carries: places, indicators, sources and figures, and what it does not."""

import csv
import re
from decimal import Decimal

import pytest
from tests.pack_fixtures import AT

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.actions import load_pack
from kachehri.domains.evidence.kinds import DIMENSIONS, SECTORS, UNITS, Recipe
from kachehri.domains.places import queries as places
from kachehri.packs.pakistan.contents import EVIDENCE, TREE
from kachehri.packs.pakistan.feeds import FEEDS
from kachehri.packs.pakistan.indicators import census
from kachehri.packs.pakistan.places import DISTRICTS, DIVISIONS, TALUKAS
from kachehri.packs.pakistan.survey_lists import LONG
from kachehri.packs.pakistan.talukas import TALUKAS_COUNTED

BY_HAND = [
    # place, indicator, sex, residence, value to one decimal: each read by hand in the raw table
    ("PK713", "literacy-10", "female", "", "45.0"),
    ("PK713", "literacy-10", "male", "", "65.3"),
    ("PK713", "literacy-10", "", "", "55.6"),
    ("PK71301", "literacy-10", "female", "", "35.1"),
    ("PK71303", "literacy-10", "female", "urban", "57.4"),
    ("PK71304", "literacy-10", "male", "", "69.6"),
    ("PK713", "out-of-school", "", "", "252953"),
    ("PK71301", "out-of-school", "", "", "45155"),
    ("PK71302", "out-of-school", "female", "rural", "16107"),
    ("PK71301", "out-of-school-share", "", "", "49.6"),
    ("PK71301", "children-5-16", "", "", "90979"),
    ("PK713", "population", "", "", "1784453"),
    ("PK71303", "population", "female", "", "413375"),
    ("PK71302", "area", "", "", "412"),
    ("PK71301", "population-density", "", "", "647.7"),
    ("PK71303", "urban-share", "", "", "63.1"),
    ("PK71304", "population-growth", "", "", "2.2"),
    ("PK71301", "water-tap", "", "", "43.5"),
    ("PK71303", "toilet-none", "", "rural", "12.6"),
    ("PK71302", "light-solar", "", "", "33.4"),
    ("PK71304", "fuel-gas", "", "urban", "72.3"),
    ("PK71301", "functional-limitation", "female", "", "9.2"),
    ("PK71302", "housing-kacha", "", "", "52.8"),
    ("PK71304", "girls-in-primary", "", "", "43.3"),
    ("PK713", "youth-literacy-15-24", "female", "", "41.4"),
    ("PK713", "poverty-rate", "", "", "13.1"),
]


@pytest.fixture
def loaded(pakistan):
    return load_pack(pack=EVIDENCE, by=pakistan, at=AT)


def test_every_figure_of_the_pack_goes_in_and_again_changes_nothing(loaded, pakistan):
    assert not any(outcome.refused for outcome in loaded)
    assert sum(outcome.added for outcome in loaded) > 1500
    again = load_pack(pack=EVIDENCE, by=pakistan, at=AT)
    assert sum(outcome.added + outcome.superseded for outcome in again) == 0


def test_figures_agree_with_those_read_by_hand_in_the_published_tables(loaded):
    codes = {view.code: view.id for view in places.tree()}
    wrong = []
    for place, concept, sex, residence, value in BY_HAND:
        found = queries.pick(
            queries.values(concepts=[concept], place_ids=[codes[place]]),
            concept,
            codes[place],
            sex=sex,
            residence=residence,
        )
        digits = Decimal("0.1") if "." in value else Decimal(1)
        if found is None or found.value.quantize(digits) != Decimal(value):
            wrong.append((place, concept, sex, residence, value, found and found.value))
    assert wrong == []


def test_every_district_of_sindh_has_the_headline_figures(loaded):
    districts = [view.id for view in places.tree() if view.tier == "district"]
    for concept in ("literacy-10", "out-of-school", "water-tap", "toilet-none", "population"):
        best = queries.best(queries.values(concepts=[concept], place_ids=districts, dims={}))
        assert len(best) == len(districts) == 30, concept


def test_ratios_lie_between_0_and_100_and_agree_with_their_counts():
    for path in EVIDENCE.figures:
        for line in csv.DictReader(path.open(encoding="utf-8")):
            if line["derivation"].startswith("share") and line["numerator"]:
                made = 100 * Decimal(line["numerator"]) / Decimal(line["denominator"])
                if line["indicator"] != "population-density":
                    assert abs(made - Decimal(line["value"])) < Decimal("0.00001")
                    assert 0 <= made <= 100


def test_no_count_of_men_or_of_transgender_persons_is_carried_below_the_district():
    talukas = {taluka.pcode for taluka in TALUKAS}
    for path in EVIDENCE.figures:
        for line in csv.DictReader(path.open(encoding="utf-8")):
            assert line["sex"] in {"", "female", "male"}
            if line["place"] in talukas and line["sex"] == "male":
                assert line["numerator"] == line["denominator"] == ""
                assert line["derivation"].startswith("share")


def test_no_indicator_speaks_of_what_is_not_published_below_the_district():
    words = re.compile("relig|sect\\b|muslim|hindu|ahmadi|transgender|hiv", re.IGNORECASE)
    for indicator in EVIDENCE.indicators:
        assert not words.search(indicator.code + indicator.name + indicator.definition)


def test_every_indicator_uses_known_words():
    codes = [indicator.code for indicator in EVIDENCE.indicators]
    assert len(codes) == len(set(codes))
    for indicator in EVIDENCE.indicators:
        assert indicator.unit in UNITS
        assert indicator.sector in SECTORS
        assert indicator.dimension in DIMENSIONS
        assert indicator.polarity in {-1, 0, 1}


def test_every_recipe_makes_known_indicators_from_a_known_source():
    codes = {indicator.code for indicator in EVIDENCE.indicators}
    sources = {source.code for source in EVIDENCE.sources}
    for recipe in EVIDENCE.recipes.values():
        if isinstance(recipe, Recipe):
            assert recipe.source in sources
            assert {measure.indicator for measure in recipe.measures} <= codes
            items = {cell.item for cell in recipe.layout.cells} | set(recipe.layout.items.values())
            for total in recipe.layout.sums:
                assert {total.total, *total.parts} <= items


def test_every_indicator_has_figures_or_a_recipe_or_says_who_would_have_them(loaded):
    surveyed = {meaning.indicator for meaning in LONG.meanings.values()}
    counted = (*census.SCHOOLING, *census.LIMITATIONS, *census.HOMES)
    surveyed |= {one.code for one in counted} | {one.indicator for one in FEEDS.feeds}
    said = {one.code: one.definition for one in EVIDENCE.indicators}
    without = [one for one in queries.indicators() if not one.figures and one.code not in surveyed]
    silent = [one.code for one in without if one.sector != "money"]
    assert [code for code in silent if "would come from" not in said[code]] == []


def test_every_district_is_counted_and_has_a_tile_of_its_own():
    assert {district.key for district in DISTRICTS} == set(TALUKAS_COUNTED)
    tiles = [district.tile for district in DISTRICTS]
    assert len(set(tiles)) == 30
    assert all(0 <= column <= 7 and 0 <= row <= 7 for column, row in tiles)


def test_codes_are_those_of_the_source_and_none_is_invented():
    codes = [place.pcode for place in TREE.places if place.pcode]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"PK(7(\d\d(\d\d)?)?)?", code) for code in codes)
    without = {place.key for place in TREE.places if place.pcode is None}
    assert without == {division.key for division in DIVISIONS} | {"keamari"}


def test_every_place_has_a_name_in_three_languages_and_says_which_are_ours():
    for place in TREE.places:
        assert set(place.names) == {"en", "ur", "sd"}
        assert set(place.sources) == {"en"}


def test_each_figure_names_its_table_and_cell():
    sources = {source.code for source in EVIDENCE.sources}
    for path in EVIDENCE.figures:
        for line in csv.DictReader(path.open(encoding="utf-8")):
            assert line["source"] in sources
            assert re.match(r"\w+@\d+", line["cell"])
