"""`kachehri places`: names to P-codes and points to areas, for scripts and for people."""

import json

import pytest
from tests.pack_fixtures import pakistan  # noqa: F401 (fixtures)

from kachehri.interfaces.cli import matching_places


@pytest.fixture
def table(tmp_path, pakistan):  # noqa: F811
    def written(text):
        path = tmp_path / "made-up.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def matched(capsys, path, column, within=None, tier=""):
    code = matching_places.match(path, column, within, tier, as_json=True)
    return code, json.loads(capsys.readouterr().out)


def test_each_row_gets_its_p_code_its_score_and_its_reason(table, capsys):
    path = table("District,n\nLARKANA,1\nQambar Shahdadkot,2\nTharparker,3\nNowhere,4\n")
    code, said = matched(capsys, path, "district")
    assert code == matching_places.SOME_LEFT_OUT
    assert [(r["row"], r["pcode"], r["reason"]) for r in said["rows"]] == [
        (2, "PK713", "exact"),
        (3, "PK709", "alias"),
        (4, "PK726", "letters"),
        (5, None, "unknown"),
    ]
    assert (said["matched"], said["unmatched"]) == (3, 1)
    assert all(0 <= row["score"] <= 1 for row in said["rows"])


def test_within_a_place_only_its_parts_are_meant(table, capsys):
    path = table("name\nLarkana\nRato Dero\n")
    code, said = matched(capsys, path, "name", "PK713")
    assert code == matching_places.ALL_WELL
    assert [row["pcode"] for row in said["rows"]] == ["PK71303", "PK71304"]


def test_a_workbook_is_read_as_well(tmp_path, pakistan, capsys):  # noqa: F811
    from openpyxl import Workbook

    book = Workbook()
    for row in (("District",), ("Badin",)):
        book.active.append(row)
    book.save(tmp_path / "made-up.xlsx")
    _code, said = matched(capsys, tmp_path / "made-up.xlsx", "District")
    assert said["rows"][0]["pcode"] == "PK701"


@pytest.mark.parametrize(
    ("column", "within", "words"),
    [("Nothing", None, "has no column Nothing"), ("name", "PK99", "there is no place PK99")],
)
def test_a_wrong_option_is_refused_in_words(table, capsys, column, within, words):
    code, said = matched(capsys, table("name\nLarkana\n"), column, within)
    assert code == matching_places.REFUSED
    assert said["refused"]
    assert words in said["message"]


def test_people_see_what_was_joined_and_what_was_not(table, capsys):
    path = table("name\nLarkana\nLarkana\nTando\n")
    matching_places.match(path, "name", None, "district", as_json=False)
    said = capsys.readouterr()
    assert "PK713" in said.out
    assert "2 of 3 rows joined." in said.out
    assert said.err.startswith("Tando")


def test_without_boundaries_a_point_lies_nowhere(table, capsys):
    path = table("x,y\n68.2,27.5\nfar,0\n")
    assert matching_places.locate(path, "x", "y", "taluka", as_json=True) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["inside"], said["outside"]) == (0, 2)
    assert matching_places.locate(path, "x", "z", "taluka", as_json=False) == 2
