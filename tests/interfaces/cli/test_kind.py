"""`kachehri kind new`: a draft that works at once, and nothing written over."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kachehri.domains.cases.kinds import CaseKind
from kachehri.engines.flow.queries import rule_as_checked
from kachehri.interfaces.cli import kind_drafts
from kachehri.interfaces.cli.kind import command
from kachehri.interfaces.cli.verifying import verify
from kachehri.packs.pakistan.cases.information import InformationLaw, information_request


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with an empty pack."""
    (tmp_path / "src/kachehri/packs/pakistan/cases").mkdir(parents=True)
    return tmp_path


def new(root: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, ["new", *words, "--root", str(root)])
    return result.exit_code, result.output


def executed(like: str) -> dict[str, object]:
    """What a draft declares, as a module of the pack."""
    names: dict[str, object] = {"__package__": "kachehri.packs.pakistan.cases", "__name__": "x"}
    exec(kind_drafts.declaration(like, "school-meal"), names)  # noqa: S102
    return names


def test_the_draft_of_a_matter_is_a_whole_kind() -> None:
    kind = executed("matter")["SCHOOL_MEAL"]
    assert isinstance(kind, CaseKind)
    assert kind.codes(kind.opens_with, {}) == ("school-meal",)
    known = {one.key for one in kind.fields}
    assert all({*move.asks, *move.may} <= known for move in kind.flow.moves)


def test_the_draft_of_a_law_is_a_whole_law() -> None:
    law = executed("information")["SCHOOL_MEAL"]
    assert isinstance(law, InformationLaw)
    assert information_request(law).offered({"silent"}, {})


@pytest.mark.parametrize("like", ["matter", "information"])
def test_it_writes_two_files_and_says_what_to_do_next(root: Path, like: str) -> None:
    code, said = new(root, "school-meal", "--like", like)
    assert code == 0
    assert (root / "src/kachehri/packs/pakistan/cases/school_meal.py").exists()
    assert (root / "tests/packs/test_school_meal.py").exists()
    assert "add SCHOOL_MEAL to" in said


@pytest.mark.parametrize("like", ["matter", "information"])
def test_the_drafts_are_written_as_the_house_writes(root: Path, like: str) -> None:
    new(root, "school-meal", "--like", like)
    written = [str(path) for path in root.rglob("*school_meal.py")]
    ruff = [sys.executable, "-m", "ruff", "format", "--check", "--config", "pyproject.toml"]
    done = subprocess.run([*ruff, *written], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_nothing_is_written_over(root: Path) -> None:
    new(root, "school-meal")
    file = root / "src/kachehri/packs/pakistan/cases/school_meal.py"
    file.write_text("mine")
    code, said = new(root, "school-meal")
    assert code == 1
    assert "is there already" in said
    assert file.read_text() == "mine"


@pytest.mark.parametrize("name", ["School", "school_meal", "../x", "", "meal-"])
def test_a_name_that_cannot_be_used_is_refused(root: Path, name: str) -> None:
    assert new(root, name)[0] == 2
    assert not list(root.rglob("*.py"))


def test_outside_the_repository_it_says_so(tmp_path: Path) -> None:
    code, said = new(tmp_path, "school-meal")
    assert code == 1
    assert "--root" in said


@pytest.mark.django_db
def test_a_check_with_the_gazette_takes_the_badge_away(capsys: pytest.CaptureFixture[str]) -> None:
    day = date(2026, 11, 20)
    assert not rule_as_checked("rti-sindh-2016", day).cite.is_verified
    told = ("A person, Made-up Office", "2026-11-20", "Sindh Government Gazette, part IV, page 1")
    assert verify("rti-sindh-2016", *told) == 0
    cite = rule_as_checked("rti-sindh-2016", day).cite
    assert (cite.verified_by, cite.verified_on) == (told[0], day)
    assert "compared by" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "day"), [("rti-mars", "2026-11-20"), ("promise", "yesterday")])
def test_a_check_of_what_is_not_there_is_refused(rule: str, day: str) -> None:
    assert verify(rule, "A", day, "B") == 2
