"""`kachehri forms check` and `add`, as scripts call them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests import surveys as standard
from tests.surveys import SIMPLE

from kachehri.domains.forms import queries
from kachehri.interfaces.cli import forms
from kachehri.interfaces.cli.form_adding import add
from kachehri.interfaces.cli.form_instruments import load


def test_a_sound_form_is_told_with_its_languages(tmp_path: Path) -> None:
    path = tmp_path / "water.md"
    path.write_text(SIMPLE, encoding="utf-8")
    done = CliRunner().invoke(forms.command, ["check", str(path), "--json"])
    told = json.loads(done.output)
    assert done.exit_code == 0
    assert (told["ok"], told["form_id"], told["languages"]) == (True, "water", ["en", "ur", "sd"])
    assert told["errors"] == []
    assert told["questions"] == 3  # what a device fills in by itself is none


def test_a_broken_form_names_sheet_row_column_and_mend(tmp_path: Path) -> None:
    path = tmp_path / "water.md"
    path.write_text(SIMPLE.replace("select_one source", "select_one nothing"), encoding="utf-8")
    done = CliRunner().invoke(forms.command, ["check", str(path), "--json"])
    (error,) = json.loads(done.output)["errors"]
    assert done.exit_code == 2
    assert (error["sheet"], error["row"], error["column"]) == ("survey", 4, "type")
    assert error["message"]
    assert error["mend"]
    words = CliRunner().invoke(forms.command, ["check", str(path)])
    assert "survey, row 4, column type" in words.output


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert CliRunner().invoke(forms.command, ["check", str(tmp_path / "no.xlsx")]).exit_code == 1


@pytest.mark.django_db
def test_a_form_is_added_and_published_by_a_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    standard.build()
    path = tmp_path / "other.md"
    path.write_text(SIMPLE.replace("| water |", "| other |"), encoding="utf-8")
    words: dict[str, Any] = {"project": "by-script", "media": (), "publish": True, "as_json": True}
    assert add(path, place="nowhere", **words) == 1
    assert add(path, place="larkana", **words) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["state"] == "published"
    form = queries.form("other")
    assert form is not None
    assert form.published_id is not None
    path.write_text(SIMPLE.replace("Urdu (ur)", "Urdu"), encoding="utf-8")
    assert add(path, place="larkana", **words) == 2


@pytest.mark.django_db(transaction=True)
def test_a_questionnaire_of_our_own_is_made_a_form_by_a_script() -> None:
    standard.build()
    assert load("functioning", "by-script", "larkana", "functioning.autumn", publish=True) == 0
    form = queries.form("functioning.autumn")
    assert form is not None
    assert form.state == "published"
