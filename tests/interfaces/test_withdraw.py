"""`kachehri evidence loads` and `withdraw`. The figures are made up."""

import json

import pytest
from tests.pack_fixtures import AT, pakistan

from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS
from kachehri.domains.evidence.models import Observation
from kachehri.interfaces.cli import withdrawing
from kachehri.packs.pakistan.contents import EVIDENCE

__all__ = ["pakistan"]

LINE = "PK713,population,2023-01-01,2024-01-01,,,100,,,,,,pbs-census-2023-table-1,x,"


@pytest.fixture
def load(pakistan, tmp_path) -> int:
    path = tmp_path / "typed.csv"
    path.write_text(",".join(COMPACT_COLUMNS) + "\n" + LINE)
    done = load_file(recipe=EVIDENCE.recipes["figures"], path=path, by=pakistan, at=AT)
    return done.load_id


def test_a_load_is_listed_and_withdrawn_once(load, capsys):
    withdrawing.show(as_json=True, limit=5, after=None)
    (shown,) = json.loads(capsys.readouterr().out)
    assert (shown["id"], shown["file_name"], shown["withdrawn_at"]) == (load, "typed.csv", None)
    assert withdrawing.run(load, "Wrong", dry_run=True, as_json=False) == 0
    assert "It would be: 1 figures withdrawn" in capsys.readouterr().out
    assert Observation.objects.current().exists()
    assert withdrawing.run(load, "Wrong", dry_run=False, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["withdrawn"] == 1
    assert not Observation.objects.current().exists()
    assert withdrawing.run(load, "Wrong", dry_run=False, as_json=False) == 2
    assert "withdrawn before" in capsys.readouterr().err
    withdrawing.show(as_json=False, limit=5, after=None)
    assert "withdrawn: Wrong" in capsys.readouterr().out
