"""`kachehri import` as a script sees it: exit codes, JSON, messages that name row and column."""

import csv
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from tests.tables import HEADER, LARKANA, rows, text

from kachehri.domains.evidence.models import Observation
from kachehri.domains.places import queries as places
from kachehri.interfaces.cli import import_, importing
from kachehri.packs.pakistan.contents import EVIDENCE

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
OPTIONS = {
    "dry_run": False, "strict": False, "as_json": False, "encoding": None, "all_problems": False,
    "compact": None, "places": (), "indicators": (), "tier": None, "totals": False,
}  # fmt: skip


@pytest.fixture
def pakistan(kept_pack):
    return kept_pack


@pytest.fixture
def run(pakistan, tmp_path, capsys):
    """Exit code, output and error channel of an import."""

    def of(content: str | bytes | None, recipe="census2023-education", **options):
        path = tmp_path / "TABLE_12.csv"
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = importing.run(recipe, path, OPTIONS | options)
        out, err = capsys.readouterr()
        return code, out, err

    return of


def broken(column: str, value: str) -> str:
    table = rows(*LARKANA)
    table[5][HEADER.index(column)] = value
    return text(table)


def test_a_good_file_goes_in_with_exit_code_0(run):
    code, out, err = run(text(rows(*LARKANA)))
    assert (code, err) == (0, "")
    assert "60 rows" in out
    assert "added, 0 corrected, 0 unchanged; 0 problems" in out


def test_a_file_with_a_wrong_cell_goes_in_without_it_and_exit_code_1_says_so(run):
    code, _out, err = run(broken("MALE_RURAL", "abc"))
    assert code == 1
    assert "TABLE_12.csv, row 7, column MALE_RURAL: abc is not a number" in err
    assert Observation.objects.exists()


def test_strict_refuses_with_exit_code_2(run):
    code, out, _err = run(broken("MALE_RURAL", "abc"), strict=True)
    assert code == 2
    assert "Refused. Nothing was loaded." in out
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "there is no file"),
        (b"", "is empty"),
        (b"\x00\x01\x02" * 999, "is not a text file"),
        (b"PK\x03\x04", "cut off or damaged"),
    ],
)
def test_a_file_that_is_none_is_refused_with_exit_code_2(run, content, words):
    code, out, err = run(content)
    assert (code, out) == (2, "")
    assert words in err
    assert "Nothing was loaded" in err


def test_an_unknown_recipe_is_refused_and_the_known_ones_are_named(run):
    code, _out, err = run(text(rows(*LARKANA)), recipe="census1951")
    assert code == 2
    assert "there is no recipe census1951. Known: pbs-census-2023" in err


def test_a_dry_run_says_what_would_be_and_changes_nothing(run):
    code, out, _err = run(text(rows(*LARKANA)), dry_run=True)
    assert code == 0
    assert "Dry run, nothing was changed" in out
    assert not Observation.objects.exists()


def test_json_says_the_same_for_a_machine(run):
    code, out, err = run(broken("MALE_RURAL", "abc"), as_json=True)
    said = json.loads(out)
    assert (code, err) == (1, "")
    assert said["rows"] == 60
    assert said["added"] > 100
    assert said["refused"] is False
    assert said["loaded"] == said["added"] == said["there_now"]["figures"]
    assert said["rejected"] >= 1
    wrong = [problem for problem in said["findings"] if problem["kind"] == "cell"]
    assert {
        "file": "TABLE_12.csv",
        "sheet": None,
        "row": 7,
        "column": "MALE_RURAL",
        "kind": "cell",
        "rule": "not-a-number",
        "message": "abc is not a number",
    } in wrong
    code, out, _err = run(b"", as_json=True)
    assert code == 2
    assert json.loads(out)["refused"] is True


def test_many_problems_are_shown_in_part_unless_all_are_asked_for(run):
    table = [[*row[:6], "x", *row[7:]] for row in rows(*LARKANA)]
    _code, _out, err = run(text(table))
    assert "Show them with --all-problems" in err
    _code, _out, err = run(text(table), all_problems=True)
    assert "Show them with" not in err


def test_every_recipe_is_listed(run):
    code, out, _err = run(None, recipe="list")
    assert code == 0
    assert "census2023-education  Census 2023, Table 12" in " ".join(out.split("  ")[:1]) or out
    named = {line.split()[0] for line in out.splitlines()}
    assert set(EVIDENCE.recipes) | {"cod-ab", "divisions", "union-councils"} <= named


def test_a_folder_goes_in_file_by_file_and_one_bad_file_keeps_no_other_out(run, tmp_path, capsys):
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "TABLE_12.csv").write_text(text(rows(*LARKANA)))
    (folder / "broken.csv").write_bytes(b"PK\x03\x04 no table")
    (folder / "README.md").write_text("words")
    code = importing.run("census2023-education", folder, OPTIONS | {"as_json": True})
    said = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [file["file"] for file in said["files"]] == ["TABLE_12.csv", "broken.csv"]
    assert said["rows"] == 60
    assert [found["file"] for found in said["findings"] if found["kind"] == "file"] == [
        "broken.csv"
    ]
    again = importing.run("census2023-education", folder, OPTIONS | {"as_json": True})
    said = json.loads(capsys.readouterr().out)
    assert (again, said["loaded"]) == (1, 0)
    assert said["unchanged"] > 100
    empty = tmp_path / "empty"
    empty.mkdir()
    assert importing.run("census2023-education", empty, OPTIONS) == 2


def test_figures_are_written_as_a_compact_table_which_loads_again(run, tmp_path):
    compact = tmp_path / "compact.csv"
    options = {"compact": compact, "places": ("PK713",), "indicators": ("literacy-10",)}
    code, out, _err = run(text(rows(*LARKANA)), **options, totals=True)
    assert code == 0
    assert not Observation.objects.exists()
    lines = list(csv.DictReader(compact.open()))
    assert f"{len(lines)} figures written" in out
    assert {line["residence"] for line in lines} == {""}
    assert {line["place"] for line in lines} == {
        "PK713",
        "PK71301",
        "PK71302",
        "PK71303",
        "PK71304",
    }
    code, _out, err = run(compact.read_bytes(), recipe="figures")
    assert (code, err) == (0, "")
    assert Observation.objects.count() == len(lines)


def test_help_says_what_the_exit_codes_mean():
    shown = CliRunner().invoke(import_.command, ["--help"])
    assert shown.exit_code == 0
    assert "Exit codes: 0 all well, 1 loaded, but something was left out, 2 refused" in " ".join(
        shown.output.split()
    )


@pytest.mark.slow
def test_help_needs_no_database():
    found = subprocess.run(
        [sys.executable, "-m", "kachehri.interfaces.cli.main", "import", "--help"],
        env=os.environ | {"KACHEHRI_VAR": str(Path("/nonexistent"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0
    assert "RECIPE PATH" in found.stdout


def test_a_name_that_no_place_has_waits_for_a_person(run):
    code, _out, _err = run(text(rows(*LARKANA, "NOWHERE AT ALL")))
    assert code == 1
    assert "NOWHERE AT ALL" in {one.text for one in places.unmatched()}


def test_a_dry_run_puts_no_name_before_a_person(run):
    run(text(rows(*LARKANA, "NOWHERE AT ALL")), dry_run=True)
    assert places.unmatched() == ()


def test_a_family_says_which_column_the_nearest_table_lacks(run):
    renamed = text(rows(*LARKANA)).replace("ALL_SEXES_OVERALL", "BOTH_SEXES")
    code, out, _err = run(renamed, recipe="pbs-census-2023", as_json=True)
    (finding,) = json.loads(out)["findings"]
    assert code == 2
    assert "column ALL_SEXES_OVERALL: here it is missing" in finding["message"]
    assert (finding["row"], finding["column"]) == (1, "ALL_SEXES_OVERALL")


def test_what_is_wrong_in_a_workbook_is_said_with_its_sheet(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Table 12"
    table = rows(*LARKANA)
    table[5][HEADER.index("MALE_RURAL")] = "abc"
    for line in (HEADER, *table):
        book.active.append(line)
    book.save(tmp_path / "TABLE_12.csv")
    _code, out, _err = run(None, as_json=True)
    found = [one for one in json.loads(out)["findings"] if one["column"] == "MALE_RURAL"]
    assert [(one["sheet"], one["row"]) for one in found] == [("Table 12", 7)]


def test_a_refused_workbook_says_in_which_cell(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Table 12"
    for line in (HEADER, *rows(*LARKANA)):
        book.active.append(line)
    book.active["G5"] = "=SUM(H5:J5)"
    book.save(tmp_path / "TABLE_12.csv")
    code, out, _err = run(None, as_json=True)
    (finding,) = json.loads(out)["findings"]
    assert (code, finding["sheet"], finding["row"], finding["column"]) == (2, "Table 12", 5, "G")
