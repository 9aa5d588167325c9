"""`kachehri evidence poverty`: made-up households against arithmetic by hand."""

import json
from datetime import date
from decimal import Decimal

import pytest
from tests.pack_fixtures import pakistan

from kachehri.domains.evidence import queries
from kachehri.domains.places import queries as places
from kachehri.interfaces.cli import poverty
from kachehri.kernel.poverty import Columns
from kachehri.packs.pakistan.contents import EVIDENCE

__all__ = ["pakistan"]

CODE = "pakistan-mpi-2016"
SURVEY = next(one.code for one in EVIDENCE.sources if one.kind == "survey")
HEADER = (
    "members,residence,schooling,attendance,school_quality,health_access,vaccines,antenatal,"
    "delivery,water,sanitation,persons_per_room,electricity,cooking,walls,assets,land"
)
HOUSES = [
    "4,rural,1,0,0,1,x,0,0,0,0,2,0,0,0,0,0",  # 1/6 + 1/6 = 1/3: poor
    "6,urban,0,0,0,0,0,0,0,1,1,5,1,1,1,1,1",  # 6/21 + 2/42 = 1/3: poor
    "10,rural,1,0,0,0,0,0,0,0,0,4,0,0,0,0,0",  # 1/6 + 1/42: not poor
    "3,urban,,0,0,0,0,0,0,0,0,1,0,0,0,0,0",  # a value is missing: left out
]


@pytest.fixture
def houses(tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_text("\n".join([HEADER, *HOUSES]) + "\n")
    return path


def wanted(path, **more):
    fields = {
        "path": path, "columns": Columns(members="members", groups=("residence",)),
        "by_chance": True, "as_json": True, "store": False, "figures": None, "place": "PK713",
        "start": date(2026, 1, 1), "end": date(2026, 7, 1), "source": SURVEY,
    }  # fmt: skip
    return poverty.Wanted(**{**fields, **more})


def test_the_measures_of_the_pack_add_up_and_are_not_called_verified():
    for one in poverty.known_measures().values():
        assert sum(part.weight for part in one.measure.deprivations) == 1
        for dimension in one.measure.dimensions:
            assert sum(part.weight for part in dimension.deprivations) * 3 == 1
        assert not one.measure.verified
    counts = [len(one.measure.deprivations) for one in poverty.known_measures().values()]
    assert counts == [15, 14]


def test_households_are_counted_as_by_hand(houses, capsys):
    assert poverty.run(CODE, wanted(houses)) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["headcount"]["value"] == pytest.approx(10 / 20)
    assert found["intensity"]["value"] == pytest.approx(1 / 3)
    assert (found["households"], found["left_out"]) == (3, 1)
    assert [one["group"] for one in found["groups"]["residence"]] == ["rural", "urban"]
    assert found["findings"] == []


def test_a_purposive_sample_has_no_interval_on_the_page(houses, capsys):
    assert poverty.run(CODE, wanted(houses, as_json=False, by_chance=False)) == 0
    said = capsys.readouterr().out
    assert said.count("(no interval)") == 3
    assert "weights not verified" in said
    assert "standard error" not in said


@pytest.mark.django_db
def test_figures_are_kept_with_their_errors_and_under_their_own_definition(
    houses, pakistan, capsys
):
    assert poverty.run(CODE, wanted(houses, store=True)) == 0
    place = places.by_pcode("PK713")
    found = queries.values(concepts=["mpi-poor", "mpi-depth"], place_ids=[place.id])
    whole = next(one for one in found if one.concept == "mpi-poor" and not one.dims)
    assert whole.value == Decimal("50")
    assert (whole.derivation, whole.version, whole.sample) == ("rows", 2, 3)
    assert whole.ci_low < whole.value < whole.ci_high
    assert {one.residence for one in found} == {"", "rural", "urban"}
    assert len(found) == 6


@pytest.mark.django_db
def test_kept_figures_of_a_purposive_sample_have_no_error(houses, pakistan):
    assert poverty.run(CODE, wanted(houses, store=True, by_chance=False)) == 0
    found = queries.values(concepts=["mpi-poor"], place_ids=[places.by_pcode("PK713").id])
    assert {(one.standard_error, one.ci_low, one.method) for one in found} == {
        (None, None, "perception")
    }


def test_what_cannot_be_counted_is_said(houses, tmp_path, capsys):
    assert poverty.run("nothing", wanted(houses)) == 2
    assert poverty.run(CODE, wanted(houses, store=True, place="")) == 2
    assert poverty.run(CODE, wanted(tmp_path / "absent.csv")) == 1
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert poverty.run(CODE, wanted(other)) == 1
    assert "there is no column schooling" in capsys.readouterr().err
