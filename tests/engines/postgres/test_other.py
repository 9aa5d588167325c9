"""A server of one's own: prepared, migrated, backed up and restored as the embedded one is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.database import TestServer

from kachehri.engines.postgres.addresses import from_url

pytestmark = pytest.mark.slow

NAME = f"kachehri_own_{os.getpid()}"


class Own:
    """A database on somebody's server, reached through DATABASE_URL."""

    def __init__(self, server: TestServer, folder: Path) -> None:
        self.file = folder / "database.env"
        self.environment = os.environ | {
            "KACHEHRI_VAR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "kachehri.site.settings",
        }
        known = {"user": "postgres", **server.administrator, "dbname": "postgres"}
        self.admin_url = "postgresql://?" + "&".join(
            f"{name}={str(value).replace('/', '%2F')}" for name, value in known.items()
        )

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """A command of the program."""
        argv = [sys.executable, "-m", "kachehri.interfaces.cli.main", *map(str, words)]
        return subprocess.run(
            argv, env=self.environment, capture_output=True, text=True, check=False
        )

    def ok(self, *words: object) -> str:
        """The same, which must go well."""
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def prepare(self) -> str:
        """Prepare it and use it from now on."""
        named = ("--name", NAME, "--prefix", NAME)
        words = ("--admin-url", self.admin_url, *named, "--out", self.file)
        said = self.ok("db", "prepare", *words)
        self.environment |= dict(
            line.split("=", 1) for line in self.file.read_text().splitlines() if line
        )
        return said


@pytest.fixture
def own(django_db_setup: TestServer, tmp_path: Path) -> Iterator[Own]:
    """Not prepared yet."""
    server = django_db_setup
    yield Own(server, tmp_path)
    server.drop(NAME)
    for role in ("app", "owner", "auditor"):
        server.admin.execute(f"drop role if exists {NAME}_{role}")


def test_a_server_of_one_s_own_is_prepared_step_by_step(own: Own) -> None:
    said = own.prepare()
    assert f"made the database {NAME}" in said
    assert own.file.stat().st_mode & 0o777 == 0o600
    before = own.file.read_text()
    assert "nothing was missing" in own.prepare()
    assert own.file.read_text() == before

    assert own.run("backup", "--out", own.file.parent).returncode == 1  # nothing migrated yet
    own.ok("db", "migrate")
    status = own.run("db", "status", "--json")
    assert (status.returncode, '"running"' in status.stdout) == (0, True)
    assert own.run("db", "stop").returncode == 1


def test_a_backup_of_a_server_of_one_s_own_comes_back(own: Own, tmp_path: Path) -> None:
    own.prepare()
    own.ok("db", "migrate")
    with psycopg.connect(own.environment["DATABASE_URL"]) as app:
        app.execute("insert into ledger_thing (kind, created_at) values ('made_up', now())")
    folder = own.ok("backup", "--out", tmp_path / "out").strip()
    with psycopg.connect(own.environment["DATABASE_URL"]) as app:
        app.execute("insert into ledger_thing (kind, created_at) values ('later', now())")
    own.ok("restore", "--force", folder)
    with psycopg.connect(own.environment["DATABASE_URL"]) as app:
        assert app.execute("select kind from ledger_thing").fetchall() == [("made_up",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("delete from ledger_event")


def test_an_administrator_who_is_not_let_in_is_told_so(own: Own) -> None:
    own.admin_url = own.admin_url.replace("password=", "password=not")
    done = own.run("db", "prepare", "--admin-url", own.admin_url, "--out", own.file)
    assert done.returncode == 1
    assert "password authentication failed" in done.stderr
    assert not own.file.exists()
    assert from_url(own.admin_url)["PASSWORD"] not in done.stderr


def test_nothing_of_the_test_s_server_stays(tmp_path: Path) -> None:
    from tests import postgres15

    if (folder := postgres15.programs()) is None:
        pytest.skip(postgres15.INSTALL)
    with postgres15.server(folder) as url:
        home = Path(str(from_url(url)["HOST"]))
        with psycopg.connect(url) as admin:
            assert admin.info.server_version // 10000 == 15
    assert not home.exists()
    shutil.rmtree(tmp_path)
