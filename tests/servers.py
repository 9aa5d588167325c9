"""A server of a test's own, in a VAR of its own, gone afterwards, for tests that kill it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from kachehri.engines.postgres.keys import Keys
from kachehri.engines.postgres.launcher import Launcher
from kachehri.engines.postgres.remains import processes_of
from kachehri.engines.postgres.runner import make_folder


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Launcher]:
    """The launcher of a new VAR; nothing is started yet."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_AUDITOR_URL"):
        monkeypatch.delenv(name, raising=False)
    var = tmp_path / "var"
    var.mkdir()
    monkeypatch.setenv("KACHEHRI_VAR", str(var))
    launcher = Launcher(var)
    yield launcher
    end(launcher)


def end(launcher: Launcher) -> None:
    """End every process of this data folder, and remove what it kept outside the test's folder."""
    for pid in processes_of(launcher.layout.data):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for folder in (launcher.layout.home, launcher.layout.socket):
        shutil.rmtree(folder, ignore_errors=True)


def address(keys: Keys, alias: str) -> str:
    """Where a role signs in."""
    role = keys.roles[alias]
    return psycopg.conninfo.make_conninfo(
        host=keys.host,
        port=keys.port,
        dbname=keys.name,
        user=role.user,
        password=role.password,
    )


@pytest.fixture(scope="session")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """A server that was made once and stopped, to be copied."""
    var = tmp_path_factory.mktemp("stopped") / "var"
    var.mkdir()
    launcher = Launcher(var)
    launcher.start()
    launcher.stop()
    yield launcher
    end(launcher)


def copy(made: Launcher, wanted: Launcher) -> None:
    """Let a new VAR have the data folder and the keys of a server that is stopped."""
    make_folder(wanted.layout.home)
    for one, other in (
        (made.layout.data, wanted.layout.data),
        (made.layout.keys.parent, wanted.layout.keys.parent),
    ):
        subprocess.run(["cp", "-a", one, other], check=True)


@pytest.fixture
def rows(launcher: Launcher, stopped: Launcher) -> "Rows":
    """A running server with one table in it."""
    copy(stopped, launcher)
    return Rows(launcher)


class Rows:
    """One table of numbers, written and counted as the owner."""

    def __init__(self, launcher: Launcher) -> None:
        self.launcher = launcher
        self.keys = launcher.start()
        with self.connect() as owner:
            owner.execute("create table fact (n bigint primary key, filler text)")

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """Sign in as the owner, in autocommit."""
        return psycopg.connect(self.address(), autocommit=True)

    def address(self, alias: str = "owner") -> str:
        """Where to sign in."""
        return address(self.keys, alias)

    def add(self, *numbers: int, filler: str = "") -> None:
        """Commit these numbers."""
        with self.connect() as owner, owner.cursor() as cursor:
            cursor.executemany(
                "insert into fact values (%s, %s)", [(number, filler) for number in numbers]
            )

    def count(self) -> int:
        """How many there are."""
        with self.connect() as owner:
            found = owner.execute("select count(*) from fact").fetchone()
        assert found
        return int(str(found[0]))
