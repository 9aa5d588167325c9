"""What is never shown of small groups, whichever way a figure comes in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pack_fixtures import AT

from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS, Figure
from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules.withholding import is_withheld, released
from kachehri.packs.pakistan.contents import EVIDENCE

UNITS = {"people": "people", "share": "percent", "hindu-share": "percent", "hiv": "people"}
TIERS = {"T": "taluka", "D": "district", "?": ""}
SMALL = st.sampled_from(["taluka", "union council", "town", "", "never heard of"])
LARGE = st.sampled_from(["country", "province", "division", "district"])


def figure(place: str = "T", indicator: str = "people", sex: str = "male") -> Figure:
    return Figure(
        place, indicator, date(2023, 1, 1), date(2024, 1, 1), {"sex": sex} if sex else {},
        "51.234567", "4099", "8000", "share", "census", "A", "s", "X@1",
    )  # fmt: skip


@given(SMALL, st.sampled_from(["people", "children", "households", "", "km2"]))
def test_counts_of_men_are_never_shown_below_the_district(tier, unit):
    assert is_withheld(indicator="x", unit=unit, sex="male", tier=tier)
    assert not is_withheld(indicator="x", unit=unit, sex="female", tier=tier)
    assert not is_withheld(indicator="x", unit=unit, sex="", tier=tier)


@given(LARGE, st.sampled_from(["", "male", "female"]), st.sampled_from(["people", "percent"]))
def test_everything_is_shown_from_the_district_up(tier, sex, unit):
    assert not is_withheld(indicator="hindu-share", unit=unit, sex=sex, tier=tier)


@given(SMALL, st.sampled_from(["hindu-share", "people-hiv", "religion_other", "transgender"]))
def test_small_groups_are_never_shown_below_the_district_whatever_the_unit(tier, indicator):
    assert is_withheld(indicator=indicator, unit="percent", sex="", tier=tier)


def test_a_share_of_men_loses_its_counts_and_its_digits_in_a_small_place():
    (kept,) = released([figure(indicator="share")], TIERS, UNITS)
    assert (kept.value, kept.numerator, kept.denominator) == ("51.2", "", "")
    whole = figure("D", "share")
    assert released([whole], TIERS, UNITS) == [whole]


@given(SMALL, st.sampled_from(["people", "percent", "households"]))
def test_of_transgender_persons_not_even_a_share_is_shown_below_the_district(tier, unit):
    for sex in ("transgender", "tgend"):
        assert is_withheld(indicator="x", unit=unit, sex=sex, tier=tier)


@given(SMALL, st.sampled_from(["religion", "nationality", "sect"]))
def test_no_breakdown_by_religion_is_shown_below_the_district(tier, name):
    assert is_withheld(indicator="x", unit="people", sex="", tier=tier, dims={"age", name})
    one = replace(figure("?", "share", sex="female"), dims={name: "any", "sex": "female"})
    assert released([one], TIERS, UNITS) == []


@pytest.mark.parametrize("code", ["sex-ratio", "sex-ratio-children", "men-who-own", "shia-people"])
def test_nothing_is_shown_from_which_men_could_be_made(code):
    assert is_withheld(indicator=code, unit="people", sex="", tier="taluka")


def test_a_sect_is_shown_nowhere():
    assert is_withheld(indicator="sect", unit="people", sex="", tier="country")
    assert is_withheld(indicator="x", unit="people", sex="", tier="country", dims={"sect"})


def test_a_share_of_few_men_or_of_nobody_knows_how_many_goes():
    few = replace(figure(indicator="share"), numerator="41", denominator="80")
    printed = replace(few, numerator="", denominator="", derivation="published")
    assert released([few, printed], TIERS, UNITS) == []


def test_a_count_of_men_goes_and_one_of_women_stays():
    women = figure(sex="female")
    assert released([figure(), women], TIERS, UNITS) == [women]
    assert released([figure("?")], TIERS, UNITS) == []


@given(st.lists(st.builds(figure, st.sampled_from("TD?"), st.sampled_from(sorted(UNITS)))))
def test_to_release_twice_is_to_release_once(made):
    once = released(made, TIERS, UNITS)
    assert released(once, TIERS, UNITS) == once


@pytest.mark.django_db
def test_an_editors_own_table_cannot_bring_in_the_men_of_a_taluka(pakistan, tmp_path):
    path = tmp_path / "typed.csv"
    common = "2023-01-01,2024-01-01,male,"
    lines = (
        ",".join(COMPACT_COLUMNS),
        f"PK71301,population,{common},100001,,,,,,pbs-census-2023-table-1,MALE@1566,",
        f"PK71301,literacy-10,{common},66.67,6000,9000,,,,pbs-census-2023-table-12,x,",
        f"PK71302,literacy-10,{common},66.67,2,3,,,,pbs-census-2023-table-12,x,",
        f"PK713,population,{common},900001,,,,,,pbs-census-2023-table-1,x,",
    )
    path.write_text("\n".join(lines))
    outcome = load_file(recipe=EVIDENCE.recipes["figures"], path=path, by=pakistan, at=AT)
    assert outcome.added == 2
    assert [str(problem.params["count"]) for problem in outcome.left_out] == ["2"]
    kept = {(row.place_id, row.value, row.numerator) for row in Observation.objects.all()}
    assert {(value, numerator) for _place, value, numerator in kept} == {
        (Decimal("66.7"), None),
        (Decimal(900001), None),
    }
