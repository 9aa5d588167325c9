"""Answers as files: every format says the same, with labels; a permission and an event."""

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest
from openpyxl import load_workbook
from tests import surveys as standard
from tests.surveys import Surveys

from kachehri.domains.forms import actions
from kachehri.domains.forms.actions.exporting import ExportProblem, ask_export, export, export_all
from kachehri.domains.forms.queries.central import FormFacts, form_facts
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.queries import events
from kachehri.engines.tables.labelled_files import FORMATS

pytestmark = pytest.mark.django_db


def instance(number: int) -> str:
    return f"uuid:00000000-0000-4000-8000-{number:012}"


@pytest.fixture
def surveys(kept_surveys: Surveys, settings: Any, tmp_path: Path) -> Surveys:
    settings.FILES_ROOT = tmp_path / "files"
    made = kept_surveys
    standard.send(made, instance(1), age=30)
    standard.send(made, instance(2), age=40, words="=1+1", spot="nowhere")
    standard.send(made, instance(3), age="old", consent="perhaps", members=[])
    return made


def facts() -> FormFacts:
    found = form_facts("household")
    assert found is not None
    return found


def written(surveys: Surveys, form: str, folder: Path, **more: Any) -> Path:
    path = folder / f"answers.{form}"
    export(facts=facts(), form=form, path=path, by=surveys.analyst, at=surveys.at, **more)
    return path


def test_parquet_holds_codes_numbers_moments_and_what_they_mean(
    surveys: Surveys, tmp_path: Path
) -> None:
    path = written(surveys, "parquet", tmp_path)
    found = pl.read_parquet(path)
    assert found["submission_id"].to_list() == [instance(1), instance(2), instance(3)]
    assert found["age"].to_list() == [30, 40, None]
    assert found["water"].to_list()[0] == ["pump", "canal"]
    assert found["spot_latitude"].to_list() == [27.43, None, 27.43]
    assert found["started"].to_list()[0] == datetime.fromisoformat("2026-11-02T05:00:00Z")
    assert found["consent"].to_list() == ["yes", "yes", "perhaps"]
    assert found["place"].to_list() == ["PK71302"] * 3
    told = json.loads(pl.read_parquet_metadata(path)["kachehri"])
    consent = next(one for one in told if one["name"] == "consent")
    assert (consent["label"], consent["values"]) == (
        "May I ask you some questions?",
        {"yes": "Yes", "no": "No"},
    )


def test_csv_has_the_words_beside_the_codes_in_the_language_that_is_asked_for(
    surveys: Surveys, tmp_path: Path
) -> None:
    text = written(surveys, "csv", tmp_path, language="ur").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["consent_label"] for row in rows] == ["ہاں", "ہاں", "perhaps"]
    assert rows[0]["water_label"] == "ہینڈ پمپ | نہر"
    assert rows[1]["words"] == "'=1+1"


def test_a_workbook_explains_its_columns(surveys: Surveys, tmp_path: Path) -> None:
    book = load_workbook(written(surveys, "xlsx", tmp_path))
    cover, sheet = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    heads = [str(one) for one in rows[0]]
    assert [row[heads.index("age")] for row in rows[1:]] == [30, 40, None]
    said = [row for row in cover.iter_rows(values_only=True) if row[0] == "taluka"]
    assert said[0][1:3] == ("Which taluka?", "PK71301 = Bakrani; PK71302 = Dokri")


@pytest.mark.parametrize(("form", "read"), [("sav", "read_sav"), ("dta", "read_dta")])
def test_spss_and_stata_carry_the_labels(
    surveys: Surveys, tmp_path: Path, form: str, read: str
) -> None:
    path = written(surveys, form, tmp_path, language="sd")
    found, told = getattr(pyreadstat, read)(path, output_format="polars")
    assert found["consent"].to_list() == [1, 1, None]
    assert told.variable_value_labels["consent"] == {1: "ها", 2: "نه"}
    assert told.column_names_to_labels["age"] == "اوهان جي عمر ڪيتري آهي؟"
    assert [found[f"water_{one}"].to_list()[0] for one in ("pump", "tap", "canal")] == [1, 0, 1]


def test_geojson_puts_each_answer_where_it_was_given(surveys: Surveys, tmp_path: Path) -> None:
    found = json.loads(written(surveys, "geojson", tmp_path).read_text())
    first, second, _third = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [68.09, 27.43]}
    assert second["geometry"] is None
    assert first["properties"]["taluka_label"] == "Dokri"


def test_a_repeat_is_a_table_of_its_own(surveys: Surveys, tmp_path: Path) -> None:
    found = pl.read_parquet(written(surveys, "parquet", tmp_path, table="members"))
    assert found["submission_id"].to_list() == [instance(1)] * 2 + [instance(2)] * 2
    assert found["row"].to_list() == [1, 2, 1, 2]
    assert found["years"].to_list() == [39, 9, 39, 9]


def test_all_tables_go_into_one_zip(surveys: Surveys, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    done = export_all(facts=facts(), form="csv", path=path, by=surveys.analyst, at=surveys.at)
    assert done.answers == 3
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == ["data.csv", "members.csv"]


def test_answers_to_an_older_version_lie_in_the_same_columns(
    surveys: Surveys, tmp_path: Path
) -> None:
    lines = [
        line.replace("| household | 1 |", "| household | 2 |")
        for line in standard.HOUSEHOLD.splitlines()
        if "| income |" not in line
    ]
    standard.add(surveys.project_id, "\n".join(lines), by=surveys.setup, at=surveys.at)
    found = pl.read_parquet(written(surveys, "parquet", tmp_path))
    assert found["form_version"].to_list() == ["1", "1", "1"]
    assert found["income"].to_list() == [23500.0] * 3
    assert found["words"].to_list()[0] == "The pump is far away."


def test_what_was_erased_is_in_no_file(surveys: Surveys, tmp_path: Path) -> None:
    actions.withdraw(
        form_id=surveys.household.id, instance=instance(2), by=surveys.manager, at=surveys.at
    )
    found = pl.read_parquet(written(surveys, "parquet", tmp_path))
    assert found["submission_id"].to_list() == [instance(1), instance(3)]


def test_a_form_without_answers_is_a_file_with_columns(surveys: Surveys, tmp_path: Path) -> None:
    found = form_facts("water")
    assert found is not None
    for form in FORMATS:
        path = tmp_path / f"empty.{form}"
        export(facts=found, form=form, path=path, by=surveys.analyst, at=surveys.at)
        assert path.stat().st_size > 0
    assert pl.read_parquet(tmp_path / "empty.parquet").columns[-1] == "words"


def test_only_analysts_take_answers_out_and_it_is_written_down(
    surveys: Surveys, tmp_path: Path
) -> None:
    for other in (surveys.manager, surveys.enumerator, surveys.researcher, surveys.other):
        with pytest.raises(Refused):
            export(facts=facts(), form="csv", path=tmp_path / "no.csv", by=other, at=surveys.at)
    written(surveys, "csv", tmp_path)
    event = events(about=facts().thing_id, size=1)[0]
    assert (event.verb, event.actor_id) == ("forms.exported", surveys.analyst.thing_id)
    assert (event.refs["answers"], event.refs["format"]) == (3, "csv")
    assert not (tmp_path / "no.csv").exists()


def test_an_unknown_table_or_format_is_named(surveys: Surveys, tmp_path: Path) -> None:
    asks: tuple[dict[str, Any], ...] = ({"form": "doc"}, {"form": "csv", "table": "cattle"})
    for more in asks:
        with pytest.raises(ExportProblem, match="Known"):
            export(facts=facts(), path=tmp_path / "x", by=surveys.analyst, at=surveys.at, **more)


def test_a_worker_is_asked_only_by_those_who_may(surveys: Surveys) -> None:
    with pytest.raises(Refused):
        ask_export(facts=facts(), form="csv", language="en", by=surveys.manager, at=surveys.at)
