"""Killed servers and programs, folders that are not ours: nothing committed is lost."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from tests.servers import Rows

from kachehri.engines.postgres.launcher import Launcher
from kachehri.engines.postgres.problems import DatabaseProblem
from kachehri.engines.postgres.remains import processes_of
from kachehri.engines.postgres.runner import drop, give

pytestmark = [pytest.mark.slow, pytest.mark.faults]

WRITER = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as owner:
    for number in range(10_000_000):
        owner.execute("insert into fact values (%s)", [number])
        print(number, flush=True)
"""


def kill_server(launcher: Launcher) -> int:
    """SIGKILL the server itself, leaving its back ends behind."""
    pid = launcher.status().pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}/exe").exists():
        time.sleep(0.01)
    return pid


@pytest.fixture
def long_insert(rows: Rows) -> Iterator[int]:
    """A statement that inserts for minutes; gives the process of its back end."""
    busy = rows.connect()

    def insert() -> None:
        with suppress(psycopg.OperationalError):
            busy.execute("insert into fact select n from generate_series(1000, 1000000000) n")

    thread = threading.Thread(target=insert)
    thread.start()
    time.sleep(0.5)
    yield busy.info.backend_pid
    thread.join(timeout=60)
    assert not thread.is_alive()
    busy.close()


def test_a_server_killed_during_a_long_insert_loses_nothing_committed(
    rows: Rows, long_insert: int
) -> None:
    rows.add(1, 2, 3)
    old = kill_server(rows.launcher)
    rows.launcher.start()
    assert rows.count() == 3
    assert rows.launcher.status().pid != old
    assert long_insert not in processes_of(rows.launcher.layout.data)


def test_a_back_end_that_does_not_listen_is_ended_too(rows: Rows, long_insert: int) -> None:
    rows.add(1)
    os.kill(long_insert, signal.SIGSTOP)
    kill_server(rows.launcher)
    assert rows.launcher.status().state == "died"
    rows.launcher.start()
    assert rows.count() == 1
    assert not Path(f"/proc/{long_insert}/exe").exists()


def written_until(moment: float, rows: Rows, kill: list[str]) -> list[int]:
    """What a program reported as committed before it, or its server, or both were killed."""
    argv = [sys.executable, "-c", WRITER, rows.address()]
    program = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert program.stdout
    first = program.stdout.readline()
    time.sleep(moment)
    if "program" in kill:
        program.kill()
    if "server" in kill:
        kill_server(rows.launcher)
    rest = program.stdout.read()  # not communicate(): it would lose what readline has buffered
    program.wait(timeout=60)
    return [int(line) for line in [first, *rest.splitlines()] if line.strip()]


@pytest.mark.parametrize("kill", [["program"], ["server"], ["program", "server"]], ids="+".join)
def test_what_a_program_saw_committed_is_there_after_the_kill(rows: Rows, kill: list[str]) -> None:
    reported = written_until(0.7, rows, kill)
    rows.launcher.start()
    with rows.connect() as owner:
        found = [n for (n,) in owner.execute("select n from fact order by n").fetchall()]
    assert len(reported) > 10
    assert found[: len(reported)] == reported
    assert len(found) - len(reported) <= 1  # committed, and killed before it could say so


def test_the_program_s_end_does_not_touch_the_server(rows: Rows) -> None:
    before = rows.launcher.status().pid
    written_until(0.2, rows, ["program"])
    assert rows.launcher.status().pid == before


def test_a_killed_server_is_started_by_all_who_come_first(rows: Rows) -> None:
    rows.add(1)
    kill_server(rows.launcher)
    others = [Launcher(rows.launcher.layout.var) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda other: other.start(), others))
    assert found == [rows.keys] * 4
    assert rows.count() == 1


def test_a_pid_file_that_names_a_stranger_does_not_hinder(rows: Rows) -> None:
    rows.add(1)
    kill_server(rows.launcher)
    stranger = subprocess.Popen(["sleep", "600"], **drop())
    try:
        note = rows.launcher.layout.data / "postmaster.pid"
        note.write_text("\n".join([str(stranger.pid), *note.read_text().split("\n")[1:]]))
        rows.launcher.start()
        assert rows.count() == 1
    finally:
        stranger.kill()
        stranger.wait()


def test_a_second_server_on_the_same_folder_gives_way(rows: Rows, tmp_path: Path) -> None:
    rows.add(1)
    before = rows.launcher.status().pid
    program = rows.launcher.folder.programs / "postgres"
    argv = [str(program), "-D", str(rows.launcher.layout.data), "-k", str(rows.launcher.home)]
    second = subprocess.run(argv, capture_output=True, text=True, timeout=60, cwd="/", **drop())
    assert second.returncode == 1
    assert 'lock file "postmaster.pid" already exists' in second.stderr
    assert rows.launcher.status().pid == before
    assert rows.count() == 1


def test_a_server_that_somebody_else_started_on_our_folder_is_named(rows: Rows) -> None:
    rows.launcher.stop()
    elsewhere = Path(tempfile.mkdtemp(prefix="kachehri-"))  # short: a socket's path has a limit
    give(elsewhere)
    argv = [rows.launcher.folder.programs / "postgres", "-D", rows.launcher.layout.data]
    words = [*map(str, argv), "-k", str(elsewhere)]
    log = (elsewhere / "log").open("w")
    other = subprocess.Popen(words, cwd="/", stderr=log, **drop())
    try:
        limit = time.monotonic() + 60
        while not (elsewhere / ".s.PGSQL.5432").exists():
            assert time.monotonic() < limit, (elsewhere / "log").read_text()
            time.sleep(0.05)
        with pytest.raises(DatabaseProblem, match=r"Another server .* already runs"):
            rows.launcher.start()
    finally:
        other.send_signal(signal.SIGINT)
        other.wait()
        log.close()
        shutil.rmtree(elsewhere)


@pytest.mark.parametrize(
    ("version", "advice"), [("19", "newer Kachehri"), ("15", "older Kachehri")]
)
def test_a_data_folder_of_another_postgresql_is_refused(
    rows: Rows, version: str, advice: str
) -> None:
    rows.launcher.stop()
    (rows.launcher.layout.data / "PG_VERSION").write_text(version + "\n")
    with pytest.raises(DatabaseProblem, match=f"made by PostgreSQL {version}") as caught:
        rows.launcher.start()
    assert advice in caught.value.mend
    assert str(rows.launcher.layout.data) in str(caught.value)


def test_a_folder_that_holds_something_else_is_left_alone(launcher: Launcher) -> None:
    photos = launcher.layout.data / "photos"
    photos.mkdir(parents=True)
    with pytest.raises(DatabaseProblem, match="holds something else"):
        launcher.start()
    assert [path.name for path in launcher.layout.data.iterdir()] == ["photos"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(rows: Rows) -> None:
    rows.launcher.stop()
    os.chown(rows.launcher.layout.data, 0, 0)
    with pytest.raises(DatabaseProblem, match="belongs to another user"):
        rows.launcher.start()


def test_an_interrupted_first_start_is_begun_again(launcher: Launcher) -> None:
    half = launcher.layout.home / "data.new" / "base"
    half.mkdir(parents=True)
    launcher.start()
    assert launcher.status().state == "running"
    assert not half.exists()


def test_a_limit_on_file_size_is_named(launcher: Launcher) -> None:
    argv = [sys.executable, "-c", LIMITED, str(launcher.layout.var)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert "may not write files as large" in done.stdout, done.stdout + done.stderr
    launcher.start()
    assert launcher.status().state == "running"


LIMITED = """
import resource, sys
from pathlib import Path
from kachehri.engines.postgres.launcher import Launcher
from kachehri.engines.postgres.problems import DatabaseProblem
launcher = Launcher(Path(sys.argv[1]))
launcher.folder  # copies the programs, whose files are large
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
try:
    launcher.start()
except DatabaseProblem as problem:
    print(problem)
"""


@pytest.fixture
def small_disk(launcher: Launcher) -> Iterator[Launcher]:
    """A launcher whose home is a mounted tree of 200 MB."""
    home = launcher.layout.home
    home.mkdir(parents=True)
    wish = ["mount", "-t", "tmpfs", "-o", "size=200m", "kachehri-test", str(home)]
    if os.geteuid() != 0 or subprocess.run(wish, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not allow mounting; a limit on file size is the stand-in")
    give(home)
    yield launcher
    launcher.stop()
    subprocess.run(["umount", "-l", str(home)], check=True)


def fill(folder: Path) -> Path:
    """Use up all space that is left."""
    balloon = folder / "balloon"
    with balloon.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            return balloon


def test_a_full_disk_loses_nothing_and_is_mended_by_space(small_disk: Launcher) -> None:
    rows = Rows(small_disk)
    rows.add(1, 2, 3, filler="x" * 100)
    balloon = fill(small_disk.home)
    with pytest.raises(psycopg.OperationalError) as caught, rows.connect() as owner:
        owner.execute(
            "insert into fact select n, repeat('x', 900) from generate_series(9, 99999) n"
        )
    from kachehri.engines.postgres.problems import explain

    problem = explain(caught.value)
    assert problem, str(caught.value)
    assert "safe" in problem.what
    if small_disk.status().state == "running":
        kill_server(small_disk)
    fill(small_disk.home)
    shutil.rmtree(small_disk.home / "pg_stat_tmp", ignore_errors=True)
    try:
        small_disk.start()
    except DatabaseProblem as refused:
        assert "full" in refused.what  # noqa: PT017  (a server that starts all the same is fine too)
    balloon.unlink()
    small_disk.start()
    assert rows.count() == 3
    rows.add(4)
    assert rows.count() == 4


def test_a_server_that_cannot_be_seen_keeps_others_out(
    launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    launcher.start()
    launcher.stop()
    monkeypatch.setattr("kachehri.engines.postgres.remains.PATIENCE", 0.1)
    with (launcher.layout.home / "alive").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(DatabaseProblem, match="cannot be seen from here"):
            launcher.start()
    launcher.start()
