"""`kachehri evidence export`: what scripts rely on, and what a mistake is told."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import polars
import pytest

from kachehri.domains.evidence.models import Observation
from kachehri.interfaces.cli import exporting


@pytest.fixture
def world(kept_world):
    return kept_world


def run(form: str, out: Path | str, lang="en", **choice) -> int:
    return exporting.run(form, lang, str(out), {"only_there": False, **choice})


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(), newline="")))


@pytest.mark.parametrize("form", ["csv", "hxl", "sdmx", "parquet", "xlsx"])
def test_each_form_holds_every_figure_and_a_pipe_stays_quiet(world, tmp_path, form, capsys):
    path = tmp_path / "new" / "figures"
    assert run(form, path) == 0
    assert rows_of(form, path) == Observation.objects.shown().count() > 100
    assert [one.name for one in path.parent.iterdir()] == ["figures"]
    assert capsys.readouterr() == ("", "")


def rows_of(form: str, path: Path) -> int:
    if form == "parquet":
        return polars.read_parquet(path).height
    if form == "xlsx":
        return openpyxl.load_workbook(path.open("rb"))["Figures"].max_row - 1
    return len(table(path)) - (2 if form == "hxl" else 1)


def test_parquet_and_workbook_hold_what_csv_holds(world, tmp_path):
    for form in ("csv", "parquet", "xlsx"):
        assert run(form, tmp_path / form, places=("PK71301",)) == 0
    names, *lines = table(tmp_path / "csv")
    frame = polars.read_parquet(tmp_path / "parquet")
    assert frame.columns == names
    value = names.index("value")
    assert [float(line[value]) for line in lines] == [float(x) for x in frame["value"]]
    assert [line[-1] for line in lines] == [str(x) for x in frame["figure"]]
    sheet = openpyxl.load_workbook((tmp_path / "xlsx").open("rb"))["Figures"]
    assert [cell.value for cell in sheet[1]] == names
    assert [row[value].value for row in sheet.iter_rows(min_row=2)] == list(
        map(float, frame["value"])
    )


def test_the_cover_names_choice_and_sources(world, tmp_path):
    assert run("xlsx", tmp_path / "x", places=("PK713",), indicators=("area",)) == 0
    words = [
        cell.value
        for row in openpyxl.load_workbook((tmp_path / "x").open("rb"))["About"]
        for cell in row
    ]
    assert {"PK713", "area", "made-up-census"} <= set(words)
    assert any("Made-up Bureau" in str(word) for word in words)


def test_a_workbook_in_sindhi_runs_from_right_to_left(world, tmp_path):
    assert run("xlsx", tmp_path / "x", lang="sd", indicators=("area",)) == 0
    assert openpyxl.load_workbook((tmp_path / "x").open("rb")).worksheets[1].sheet_view.rightToLeft


def test_formulas_are_words_in_a_workbook(world, tmp_path):
    one = Observation.objects.shown().order_by("id").first()
    Observation.objects.filter(id=one.id).update(note="=1+1")
    assert run("xlsx", tmp_path / "x") == 0
    cells = [
        c for row in openpyxl.load_workbook((tmp_path / "x").open("rb"))["Figures"] for c in row
    ]
    (found,) = [cell for cell in cells if cell.value == "=1+1"]
    assert (found.data_type, found.quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"places": ("PK7133",)}, "There is no place with the code 'PK7133'.\n  Did you mean:"),
        ({"indicators": ("literacy",)}, "Did you mean: literacy-10"),
        ({"sector": "educaton"}, "Did you mean: education"),
        ({"sources": ("zzz",)}, "Known: made-up-census, made-up-survey"),
    ],
)
def test_a_wrong_code_is_told_with_a_guess(world, tmp_path, choice, words, capsys):
    assert run("csv", tmp_path / "x", **choice) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_nothing_that_fits_leaves_a_header_and_a_word(world, tmp_path, capsys):
    assert run("csv", tmp_path / "x", places=("shikarpur",)) == 0
    assert len(table(tmp_path / "x")) == 1
    assert "No figure fits this choice" in capsys.readouterr().err


def test_a_folder_that_may_not_be_made_is_told(world, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run("csv", tmp_path / "file" / "x") == 1
    assert "another with --out" in capsys.readouterr().err


def test_a_file_that_fails_half_way_leaves_the_old_one(world, tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_text("old")

    def failing(export, told, out):
        out.write(b"half")
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setitem(exporting.WRITERS, "csv", failing)
    assert run("csv", path) == 1
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_the_program_writes_to_a_pipe(form, kept_world):
    argv = [sys.executable, "-m", "kachehri.interfaces.cli.main", "evidence", "export"]
    ran = subprocess.run(
        [*argv, "--format", form, "--indicator", "area"], capture_output=True, check=False,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings"},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    assert ran.stdout.startswith({"csv": b"place_code,", "parquet": b"PAR1", "xlsx": b"PK"}[form])
