"""The embedded server: made once, shared by all, private to its owner."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from tests.servers import Rows, end

from kachehri.engines.postgres.keys import read_keys
from kachehri.engines.postgres.launcher import Launcher
from kachehri.engines.postgres.layout import LONGEST_SOCKET_PATH, SOCKET_NAME, Layout
from kachehri.engines.postgres.problems import DatabaseProblem

pytestmark = pytest.mark.slow

START = """
import sys
from pathlib import Path
from kachehri.engines.postgres.launcher import Launcher
Launcher(Path(sys.argv[1])).start()
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_ten_programs_that_start_at_once_share_one_server(launcher: Launcher) -> None:
    argv = [sys.executable, "-c", START, str(launcher.layout.var)]
    started = [subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) for _ in range(10)]
    assert [(program.communicate()[1], program.returncode) for program in started] == [("", 0)] * 10
    first = launcher.status()
    assert first.state == "running"  # though every program that asked for it has ended
    launcher.start()
    assert launcher.status().pid == first.pid


def test_what_is_private_stays_private(rows: Rows) -> None:
    layout = rows.launcher.layout
    assert mode(layout.keys) == 0o600
    assert mode(layout.data) == 0o700
    assert mode(layout.socket) == 0o700
    with rows.connect() as owner:
        assert owner.execute("show listen_addresses").fetchone() == ("",)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(rows.address(), password="guess")


def test_the_server_has_the_declared_settings(rows: Rows) -> None:
    with rows.connect() as owner:
        shown = {
            name: owner.execute(f"show {name}").fetchone()
            for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
        }
        assert set(shown.values()) == {("on",)}
        assert owner.execute("show server_version_num").fetchone() >= ("180000",)  # type: ignore[operator]
        locale = (
            "select datlocprovider, datlocale from pg_database where datname = current_database()"
        )
        assert owner.execute(locale).fetchone() == ("b", "C.UTF-8")
        assert owner.execute("select extname from pg_extension").fetchall() == [("plpgsql",)]


def test_the_log_holds_nothing_that_people_wrote(rows: Rows) -> None:
    rows.add(1, filler="a secret of Zarina")
    with pytest.raises(psycopg.errors.UniqueViolation):
        rows.add(1, filler="a secret of Zarina")
    with pytest.raises(psycopg.errors.SyntaxError), rows.connect() as owner:
        owner.execute("a secret of Zarina")
    said = rows.launcher.layout.log.read_text()
    assert "duplicate key" in said
    assert "of Zarina" not in said


def test_stop_and_start_again_keep_what_was_written(rows: Rows) -> None:
    rows.add(1, 2)
    assert rows.launcher.stop() is True
    assert rows.launcher.status().state == "stopped"
    assert rows.launcher.stop() is False
    rows.launcher.start()
    assert rows.count() == 2


def test_lost_keys_are_made_again_and_the_data_stays(rows: Rows) -> None:
    rows.add(1, 2, 3)
    rows.launcher.layout.keys.unlink()
    rows.keys = rows.launcher.start()
    assert rows.count() == 3


def test_keys_without_their_data_folder_are_no_reason_to_begin_anew(rows: Rows) -> None:
    rows.launcher.stop()
    rows.launcher.layout.data.rename(rows.launcher.layout.home / "elsewhere")
    with pytest.raises(DatabaseProblem, match="data folder is gone"):
        rows.launcher.start()


def test_keys_of_another_user_are_never_told_to_be_removed(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.launcher.stop()
    rows.launcher.layout.data.rename(rows.launcher.layout.home / "elsewhere")
    owner = rows.launcher.layout.keys.stat().st_uid
    monkeypatch.setattr("kachehri.engines.postgres.launcher.os.geteuid", lambda: owner + 1)
    with pytest.raises(DatabaseProblem, match="used by") as refused:
        rows.launcher.made(rows.launcher.folder, anew=False)
    assert "rm " not in str(refused.value)


def test_keys_of_another_database_are_told_apart(rows: Rows) -> None:
    path = rows.launcher.layout.keys
    path.write_text(
        path.read_text()
        .replace(rows.keys.superuser, "x" * 32)
        .replace(rows.keys.roles["default"].password, "y" * 32)
    )
    with pytest.raises(DatabaseProblem, match="keys do not fit"):
        rows.launcher.start()


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path: Path, launcher: Launcher) -> None:
    var = tmp_path / ("long-" * 12) / ("name-" * 12) / "var"
    assert len(str(var)) > LONGEST_SOCKET_PATH
    deep = Launcher(var)
    try:
        keys = deep.start()
        assert len(keys.host) + 1 + len(SOCKET_NAME) <= LONGEST_SOCKET_PATH
        assert mode(Path(keys.host)) == 0o700
        keys.connect(keys.name).close()
    finally:
        end(deep)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_ordinary_user_keeps_everything_in_var(launcher: Launcher) -> None:
    if not all(folder.stat().st_mode & 0o001 for folder in Path(__file__).parents):
        pytest.skip("nobody else reaches these sources; test_layout.py is the stand-in")
    var = Path("/tmp") / f"kachehri-ordinary-{os.getpid()}"  # noqa: S108  (one that others can reach)
    var.mkdir()
    os.chown(var, 65534, 65534)
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            Launcher(var).start().connect().close()
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    own = Launcher(var)
    own.layout = Layout(var, root=False)
    try:
        assert own.layout.home == var / "postgres"
        assert own.status().state == "running"
        assert own.layout.data.stat().st_uid == 65534
        assert read_keys(own.layout.keys)
    finally:
        end(own)
        subprocess.run(["rm", "-rf", str(var)], check=True)
