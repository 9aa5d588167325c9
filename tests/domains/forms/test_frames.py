"""Lists of areas from files: one's own, and the census blocks as they are published."""

import csv
import gzip
import os
from pathlib import Path

import pytest

from kachehri.domains.forms.rules.frames import districts, read_frame

CORPORA = Path(os.environ.get("KACHEHRI_CORPORA", "-"))
PUBLISHED = [
    "Province", "Division", "District", "Tehsil", "QanungoHalqa", "PatwarCircle", "Village",
    "BlockCode", "Pop2017", "HH2017",
]  # fmt: skip


def test_a_table_of_ones_own_needs_a_code_and_households() -> None:
    rows = [["Code", "Households", "Taluka", "Residence"], ["1", "1,240", "Dokri", "Urban"]]
    (area,) = read_frame(rows).areas
    assert (area.code, area.households, area.part, area.residence) == ("1", 1240, "Dokri", "urban")
    assert read_frame([["name"], ["x"]]).problems[0].column == "code, households"
    assert read_frame([]).areas == ()


def test_every_wrong_line_is_left_out_and_named() -> None:
    rows = [["code", "hh"], ["1", "10"], ["", "10"], ["2", "many"], ["1", "11"], ["3", "12"]]
    found = read_frame(rows)
    assert [one.code for one in found.areas] == ["1", "3"]
    assert [one.row for one in found.problems] == [3, 4, 5]
    assert all(one.message and one.mend for one in found.problems)


def test_published_blocks_are_read_for_one_district_with_its_towns() -> None:
    rows = [
        PUBLISHED,
        ["SINDH", "L", "LARKANA DISTRICT", "DOKRI TALUKA", "X", "CHARGE NO 04", "A", "1", "9", "2"],
        ["SINDH", "L", "LARKANA DISTRICT", "DOKRI TALUKA", "X", "DOKRI TC", "B", "2", "9", "3"],
        ["SINDH", "L", "SUKKUR DISTRICT", "ROHRI TALUKA", "X", "Y", "C", "3", "9", "3"],
    ]
    found = read_frame(rows, "Larkana")
    assert [(one.code, one.residence) for one in found.areas] == [("1", "urban"), ("2", "rural")]
    assert list(districts(rows)) == ["LARKANA DISTRICT", "SUKKUR DISTRICT"]


@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA.is_dir(), reason="KACHEHRI_CORPORA is not set")
def test_the_blocks_of_larkana_add_up_to_what_the_census_printed() -> None:
    path = CORPORA / "census2017" / "PakPop2017.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        found = read_frame(csv.reader(file), "Larkana")
    assert found.problems == ()
    assert len(found.areas) == 1338
    assert sum(one.people or 0 for one in found.areas) == 1_524_391
    assert sum(one.households for one in found.areas) == 261_331
