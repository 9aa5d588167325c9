"""Names of a file joined to places: never a wrong one silently."""

import pytest

from kachehri.domains.places import queries

from .test_actions import AT, by  # noqa: F401 (a fixture)


@pytest.fixture
def sindh(kept_places):
    return kept_places


@pytest.mark.parametrize(
    ("tier", "name", "code", "reason"),
    [
        ("district", "LARKANA", "PK713", "exact"),
        ("district", "Larkana District", "PK713", "exact"),
        ("district", "QAMBAR SHAHDADKOT", "PK709", "alias"),
        ("district", "Shahid Benazirabad", "PK719", "spelling"),
        ("district", "Mirpurkhas", "PK716", "spelling"),
        ("district", "Tharparker", "PK726", "letters"),
        ("district", "Central Karachi", "PK702", "alias"),
        ("district", "KORANGI", "PK712", "exact"),
        ("taluka", "Rato Dero", "PK71304", "alias"),
        ("taluka", "Baqrani Taluka", "PK71301", "alias"),
        ("district", "لاڑکانہ", "PK713", "exact"),
    ],
)
def test_a_name_is_joined_with_a_score_and_a_reason(sindh, tier, name, code, reason):
    found = queries.finder().match(tier, name)
    assert (found.place.pcode, found.reason) == (code, reason)
    assert found.score == 1.0 or reason not in {"exact", "alias"} or found.score == 0.99
    assert found.is_certain == (reason in {"exact", "alias"})


@pytest.mark.parametrize("name", ["Nowhere", "", "   ", "Karachi", "Tando", "12", "ضلع"])
def test_what_is_not_surely_a_place_is_not_joined(sindh, name):
    assert queries.finder().match("district", name).place is None


def test_a_near_miss_is_a_guess_for_a_person(sindh):
    found = queries.finder().match("district", "Tando Ahyr")
    assert found.place is None or found.score > 0.84
    found = queries.finder().match("district", "Tando Mohd Khan")
    assert "PK725" in {found.place and found.place.pcode, *(g.place.pcode for g in found.guesses)}


def test_an_unknown_tier_or_place_finds_nothing(sindh):
    finder = queries.finder()
    assert finder.match("village", "Larkana").reason == "unknown"
    badin = queries.by_pcode("PK701")
    assert finder.match("taluka", "Dokri", badin).place is None


HEADER = ["Province", "Division", "District", "Tehsil"]


def rows(*cells):
    return [(line, list(row)) for line, row in enumerate(cells, 2)]


def test_the_columns_above_narrow_the_search_down(sindh):
    found = queries.match_column(
        HEADER,
        rows(
            ("SINDH", "LARKANA", "LARKANA", "LARKANA"),
            ("SINDH", "LARKANA", "LARKANA", "DOKREE"),
            ("SINDH", "SUKKUR", "SUKKUR", "LARKANA"),
            ("SINDH", "LARKANA", "LARKANA"),
        ),
        3,
    )
    assert [one.match.place and one.match.place.pcode for one in found] == [
        "PK71303",
        "PK71302",
        None,
        None,
    ]
    assert {one.tier for one in found} == {"taluka"}
    assert found[2].above.key == "sukkur"


def test_a_district_that_was_in_another_division_is_found_all_the_same(sindh):
    found = queries.match_column(HEADER, rows(("SINDH", "SUKKUR", "LARKANA DISTRICT", "")), 2)
    assert found[0].match.place.pcode == "PK713"


def test_without_a_telling_heading_the_tier_is_found_out(sindh):
    table = rows(("Badin",), ("Dadu",), ("Larkana",))
    found = queries.match_column(["area"], table, 0)
    assert [one.match.place.pcode for one in found] == ["PK701", "PK703", "PK713"]
    larkana = queries.by_pcode("PK713")
    found = queries.match_column(["area"], rows(("Larkana",)), 0, within=larkana)
    assert found[0].match.place.pcode == "PK71303"
    found = queries.match_column(["area"], rows(("LARKANA TALUKA",), ("DOKRI TALUKA",)), 0)
    assert [one.match.place.pcode for one in found] == ["PK71303", "PK71302"]
