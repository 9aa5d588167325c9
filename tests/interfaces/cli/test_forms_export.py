"""`kachehri forms export`: one file, or a ZIP of all tables; what is unknown is named."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests import surveys as standard

from kachehri.interfaces.cli.form_exporting import run

pytestmark = pytest.mark.django_db


def test_a_form_is_written_to_a_file_of_its_owner_alone(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    surveys = standard.build()
    standard.send(surveys)
    out = tmp_path / "answers.parquet"
    assert run("household", "parquet", out, "", "en") == 0
    assert "1 answers written" in capsys.readouterr().err
    assert pl.read_parquet(out)["taluka"].to_list() == ["PK71302"]
    assert out.stat().st_mode & 0o077 == 0
    assert run("household", "csv", tmp_path / "all.zip", "", "ur") == 0
    assert (tmp_path / "all.zip").read_bytes()[:2] == b"PK"
    assert run("cattle", "csv", tmp_path / "no.csv", "", "en") == 2
    assert run("household", "csv", tmp_path / "no.csv", "cattle", "en") == 2
    assert not (tmp_path / "no.csv").exists()
    assert "members" in capsys.readouterr().err
