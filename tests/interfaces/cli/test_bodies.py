"""`kachehri bodies`: a directory goes out and in again; what is wrong is named."""

import csv
from pathlib import Path

import pytest
from tests.world import World

from kachehri.domains.bodies import actions, queries
from kachehri.domains.bodies.queries.files import read_sheets
from kachehri.interfaces.cli import directory
from kachehri.packs.pakistan.contents import BODIES


@pytest.fixture
def offices(kept_directory: World) -> World:
    return kept_directory


def test_what_was_given_out_goes_in_again_and_changes_nothing(
    offices: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert directory.give(tmp_path) == 0
    assert directory.bring(tmp_path, dry_run=False, as_json=False) == 0
    assert "0 rows were added, 0 were changed" in capsys.readouterr().out


def changed(folder: Path, sheet: str, number: int, **cells: str) -> None:
    path = folder / f"{sheet}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rows[number] |= cells
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_mistake_in_the_last_sheet_leaves_the_first_as_it_was(
    offices: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory.give(tmp_path)
    changed(tmp_path, "bodies", 0, name_en="Changed")
    changed(tmp_path, "points", 3, place="nowhere")
    assert directory.bring(tmp_path, dry_run=False, as_json=False) == 2
    told = capsys.readouterr().err
    assert "points.csv, row 5, place" in told
    assert "Nothing was changed" in told
    assert all(one.name("en") != "Changed" for one in queries.search(limit=500).bodies)


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    offices: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory.give(tmp_path)
    changed(tmp_path, "bodies", 0, name_en="Changed")
    assert directory.bring(tmp_path, dry_run=True, as_json=True) == 0
    assert '"changed": 1' in capsys.readouterr().out
    assert all(one.name("en") != "Changed" for one in queries.search(limit=500).bodies)


def test_a_row_that_somebody_changed_in_the_meantime_is_a_conflict(
    offices: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory.give(tmp_path / "old")
    directory.give(tmp_path / "new")
    changed(tmp_path / "new", "bodies", 0, name_en="First")
    assert directory.bring(tmp_path / "new", dry_run=False, as_json=False) == 0
    changed(tmp_path / "old", "bodies", 0, name_en="Second")
    assert directory.bring(tmp_path / "old", dry_run=False, as_json=False) == 2
    assert "Somebody changed this row after the file was written" in capsys.readouterr().err


def test_a_pack_that_is_loaded_again_leaves_what_a_person_changed(offices: World) -> None:
    from tests.engines.accounts.people import person

    from kachehri.engines.access.queries import actor_for

    who = person("editor").account
    editor = actor_for(thing_id=who.thing_id, name="", language="en", at=offices.at)
    (desk,) = (one for one in read_sheets(BODIES) if one.name == "desks")
    row = {**desk.rows[0][1], "name_en": "Changed by a person"}
    rows = type(desk)("desks", desk.heads, [(2, row)])
    assert actions.import_bodies(sheets=[rows], by=editor, at=offices.at).changed == 1
    again = actions.import_bodies(
        sheets=read_sheets(BODIES), by=offices.setup, at=offices.at, keep=True
    )
    assert (again.changed, again.kept) == (0, 1)


def test_what_is_missing_in_a_file_stays(offices: World, tmp_path: Path) -> None:
    before = len(queries.search(limit=500).bodies)
    path = tmp_path / "bodies.csv"
    path.write_text("key,kind,tier,place,name_en,source\nnew-one,office,district,larkana,New,x\n")
    assert directory.bring(path, dry_run=False, as_json=False) == 0
    assert len(queries.search(limit=500).bodies) == before + 1


def test_an_office_cannot_become_a_part_of_itself(
    offices: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory.give(tmp_path)
    path = tmp_path / "bodies.csv"
    with path.open(encoding="utf-8") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    changed(tmp_path, "bodies", keys.index("ministry-of-energy"), parent="sepco-larkana")
    assert directory.bring(path, dry_run=False, as_json=False) == 2
    assert "would be a part of itself" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, db: None) -> None:
    assert directory.bring(tmp_path / "none.csv", dry_run=False, as_json=False) == 2
    assert directory.bring(tmp_path, dry_run=False, as_json=False) == 2


def test_the_check_lists_what_came_back_and_what_nobody_checked(
    offices: World, capsys: pytest.CaptureFixture[str]
) -> None:
    actions.mark_bounced(
        channel="email", value="sepco-larkana@federal.example", by=offices.setup, at=offices.at
    )
    assert directory.check(as_json=False) == 1
    told = capsys.readouterr().out
    assert "sepco-larkana: email sepco-larkana@federal.example: came back" in told
    assert "not checked for a year" in told
