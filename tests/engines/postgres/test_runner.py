"""Root never writes into the server's folder itself: what lies there may be a trap."""

import os
from pathlib import Path

import pytest

from kachehri.engines.postgres.problems import DatabaseProblem
from kachehri.engines.postgres.remains import mark_of_life
from kachehri.engines.postgres.runner import give, make_folder, server_user, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the server's user that it can reach."""
    for parent in (tmp_path, *tmp_path.parents):
        if parent.owner() == "root" and os.geteuid() == 0 and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    make_folder(tmp_path / "home")
    return tmp_path / "home"


def test_a_file_is_written_by_and_for_the_servers_user_alone(folder: Path) -> None:
    write(folder / "secret", "one\n")
    write(folder / "secret", "two\n", add=True)
    facts = (folder / "secret").stat()
    assert (folder / "secret").read_text() == "one\ntwo\n"
    assert (facts.st_uid, facts.st_mode & 0o777) == (server_user().pw_uid, 0o600)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be led astray")
def test_a_link_leads_root_nowhere(folder: Path) -> None:
    prey = folder.parent / "prey"
    prey.write_text("mine")
    prey.chmod(0o600)
    (folder / "trap").symlink_to(prey)
    with pytest.raises(DatabaseProblem):
        write(folder / "trap", "yours")
    give(folder / "trap")
    with pytest.raises(OSError, match="symbolic"), mark_of_life(folder / "trap"):
        pass
    assert (prey.read_text(), prey.stat().st_uid) == ("mine", 0)
