"""A backup brings back everything after everything is lost, and never makes a thing worse."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from tests.database import ADDRESSES
from tests.servers import address, copy, end

from kachehri.engines.postgres.launcher import Launcher
from kachehri.engines.postgres.remains import processes_of

pytestmark = pytest.mark.slow

KACHEHRI = [sys.executable, "-m", "kachehri.interfaces.cli.main"]
THINGS = "insert into ledger_thing (kind, created_at) values ('test.made_up', now()) returning id"
EVENT = """
    insert into ledger_event (at, verb, refs, actor_id, thing_id)
    values (now(), 'test.done', '{}', %s, %s)
"""


class Installation:
    """A running Kachehri of its own."""

    def __init__(self, launcher: Launcher, out: Path) -> None:
        self.launcher = launcher
        self.var = launcher.layout.var
        self.out = out

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """A command of the program, from outside."""
        env = dict(os.environ) | {
            "KACHEHRI_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "kachehri.site.settings",
        }
        argv = [*KACHEHRI, *map(str, words)]
        return subprocess.run(argv, env=env, capture_output=True, text=True, check=False)

    def ok(self, *words: object) -> str:
        """The same, which must go well."""
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def sign_in(self, alias: str = "default") -> psycopg.Connection[tuple[object, ...]]:
        """Into its database."""
        return psycopg.connect(address(self.launcher.start(), alias), autocommit=True)

    def python(self, program: str) -> None:
        """Run lines of the program's own."""
        env = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings"}
        argv = [sys.executable, "-c", program]
        done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def act_only(self, times: int) -> None:
        """Write events."""
        with self.sign_in() as app:
            for _ in range(times):
                thing = app.execute(THINGS).fetchone()
                assert thing
                app.execute(EVENT, [thing[0], thing[0]])

    def act(self, times: int) -> None:
        """Write events and a file."""
        self.act_only(times)
        for name, text in {"files/ab/report.pdf": "made up", "heads/heads.jsonl": "{}\n"}.items():
            path = self.var / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def events(self) -> int:
        """How many events there are."""
        with self.sign_in("auditor") as auditor:
            found = auditor.execute("select count(*) from ledger_event").fetchone()
        assert found
        return int(str(found[0]))

    def back_up(self, *words: str) -> Path:
        """Make a backup and return its folder."""
        return Path(self.ok("backup", "--out", self.out, *words).splitlines()[-1])

    def lose_everything(self) -> None:
        """Kill the server, and remove its data folder and the files."""
        for pid in processes_of(self.launcher.layout.data):
            with suppress(ProcessLookupError):  # it may have gone with the one before
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.launcher.layout.home)
        for name in ("files", "heads"):
            shutil.rmtree(self.var / name)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """A server that was migrated once and stopped, to be copied."""
    var = tmp_path_factory.mktemp("migrated") / "var"
    var.mkdir()
    launcher = Launcher(var)
    with pytest.MonkeyPatch.context() as patched:
        for name in ADDRESSES.values():
            patched.delenv(name, raising=False)
        Installation(launcher, var).ok("db", "migrate")
    launcher.stop()
    yield launcher
    end(launcher)


@pytest.fixture
def installation(launcher: Launcher, migrated: Launcher, tmp_path: Path) -> Installation:
    """With three events and a file."""
    copy(migrated, launcher)
    installation = Installation(launcher, tmp_path / "backups")
    installation.act(3)
    return installation


def test_what_was_destroyed_comes_back(installation: Installation) -> None:
    folder = installation.back_up()
    installation.act(1)
    installation.lose_everything()
    said = installation.ok("restore", folder)
    assert "3 events" in said
    assert installation.events() == 3
    assert (installation.var / "files" / "ab" / "report.pdf").read_text() == "made up"
    assert (installation.var / "heads" / "heads.jsonl").read_text() == "{}\n"
    installation.act(2)
    assert installation.events() == 5


def test_nobody_goes_on_with_a_session_from_a_backup(installation: Installation) -> None:
    with installation.sign_in() as app:
        app.execute("insert into django_session values ('made-up', 'a draft', now())")
    folder = installation.back_up()
    installation.lose_everything()
    installation.ok("restore", folder)
    with installation.sign_in() as app:
        assert app.execute("select count(*) from django_session").fetchone() == (0,)


def test_it_comes_back_on_a_machine_that_has_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    data, keys = installation.back_up(), installation.back_up("--keys")
    secret = (installation.var / "keys" / "django").read_text()
    installation.lose_everything()
    shutil.rmtree(installation.var)
    installation.ok("restore", "--keys", keys)
    installation.ok("restore", data)
    assert installation.events() == 3
    assert (installation.var / "keys" / "django").read_text() == secret
    # and a backup of what was restored is as good as the first
    installation.ok("restore", "--force", installation.back_up())
    assert installation.events() == 3


RIGHTS = """
    select 'relation', relname, sorted(relacl::text[]) from pg_class
    where relnamespace = 'public'::regnamespace
    union select 'column ' || relname, attname, sorted(attacl::text[])
    from pg_attribute join pg_class on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
    union select 'function', proname || ' ' || prosecdef, sorted(proacl::text[]) from pg_proc
    where pronamespace = 'public'::regnamespace and proname <> 'sorted'
    union select 'schema', nspname || ' of ' || nspowner::regrole, sorted(nspacl::text[])
    from pg_namespace where nspname = 'public'
    union select 'default', defaclobjtype::text, sorted(defaclacl::text[]) from pg_default_acl
    order by 1, 2
"""
SORTED = """
    create function pg_temp.sorted(acl text[]) returns text language sql
    as $$ select string_agg(entry, ', ' order by entry) from unnest(acl) as entry $$
"""


def rights_of(installation: Installation) -> list[tuple[object, ...]]:
    """Every right in the database."""
    with installation.sign_in("owner") as owner:
        owner.execute(SORTED)
        return owner.execute(RIGHTS.replace("sorted(", "pg_temp.sorted(")).fetchall()


def test_no_right_is_gained_or_lost_on_the_way(installation: Installation) -> None:
    before = rights_of(installation)
    folder = installation.back_up()
    installation.ok("restore", "--force", folder)
    assert rights_of(installation) == before
    assert len(before) > 100


def test_rights_come_back_as_they_were(installation: Installation) -> None:
    folder = installation.back_up()
    installation.ok("restore", "--force", folder)
    with installation.sign_in() as app:
        for statement in ("update ledger_event set verb = 'x'", "truncate ledger_thing cascade"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("create table loot (id int)")
    with installation.sign_in("owner") as owner:
        owner.execute("create table later (id int)")
    with installation.sign_in() as app:
        app.execute("insert into later values (1)")
    with installation.sign_in("auditor") as auditor:
        assert auditor.execute("select * from later").fetchall() == [(1,)]


def test_events_that_wait_for_their_seal_do_not_wait_for_another_server_s_transactions(
    installation: Installation,
) -> None:
    folder = installation.back_up()
    installation.ok("restore", "--force", folder)
    with installation.sign_in() as app:
        waiting = app.execute("select count(*), max(xid) from ledger_pending").fetchone()
    assert waiting == (3, 0)


SEAL = """
import django; django.setup()
from datetime import UTC, datetime
from pathlib import Path
from django.conf import settings
from kachehri.engines.ledger.sealing import seal_all
print(seal_all(at=datetime.now(UTC), var=Path(settings.VAR)))
"""


def test_the_sealed_log_proves_itself_after_the_loss(installation: Installation) -> None:
    (installation.var / "heads" / "heads.jsonl").unlink()
    installation.python(SEAL)
    assert installation.run("verify").returncode == 0
    folder = installation.back_up()
    installation.lose_everything()
    installation.ok("restore", folder)
    assert installation.run("verify").returncode == 0
    installation.act_only(2)
    installation.python(SEAL)
    assert installation.run("verify").returncode == 0
    lines = (installation.var / "heads" / "heads.jsonl").read_text().splitlines()
    assert [json.loads(line)["size"] for line in lines] == [3, 5]


def test_a_database_that_holds_something_is_not_replaced_by_mistake(
    installation: Installation,
) -> None:
    folder = installation.back_up()
    installation.act(1)
    done = installation.run("restore", folder)
    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert "--force" in done.stderr
    assert installation.events() == 4


def test_files_that_were_there_are_kept_beside(installation: Installation) -> None:
    folder = installation.back_up()
    (installation.var / "files" / "new").write_text("since then")
    said = installation.ok("restore", "--force", folder)
    kept = [line.split()[-1] for line in said.splitlines() if "files.before" in line]
    assert Path(kept[0], "new").read_text() == "since then"
    assert not (installation.var / "files" / "new").exists()


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGE = {
    "changed": lambda folder: flip(folder / "database.dump"),
    "cut off": lambda folder: os.truncate(folder / "database.dump", 1000),
    "missing": lambda folder: (folder / "files" / "ab" / "report.pdf").unlink(),
    "no list": lambda folder: (folder / "manifest.json").unlink(),
    "half a list": lambda folder: os.truncate(folder / "manifest.json", 300),
}


def test_a_damaged_backup_changes_nothing(installation: Installation) -> None:
    folder = installation.back_up()
    installation.act(1)
    for name, damage in DAMAGE.items():
        copy = installation.out / name
        shutil.copytree(folder, copy)
        damage(copy)
        done = installation.run("restore", "--force", copy)
        assert done.returncode == 1, name
        assert "Traceback" not in done.stderr, done.stderr
        assert "What to do" in done.stderr
        assert installation.events() == 4


def test_a_dump_that_fails_half_way_leaves_the_old_database(installation: Installation) -> None:
    from kachehri.engines.backup.manifest import sha256

    folder = installation.back_up()
    installation.act(1)
    dump = folder / "database.dump"
    os.truncate(dump, dump.stat().st_size * 2 // 3)
    known = json.loads((folder / "manifest.json").read_text())
    for entry in known["entries"]:
        if entry["path"] == "database.dump":
            entry |= {"size": dump.stat().st_size, "sha256": sha256(dump)}
    (folder / "manifest.json").write_text(json.dumps(known))
    done = installation.run("restore", "--force", folder)
    assert done.returncode == 1
    assert installation.events() == 4


def test_a_backup_of_a_newer_program_is_refused(installation: Installation) -> None:
    folder = installation.back_up()
    text = (folder / "manifest.json").read_text()
    newer = text.replace('"ledger.0001_initial"', '"ledger.0001_initial",\n "ledger.9999_flying"')
    (folder / "manifest.json").write_text(newer)
    done = installation.run("restore", "--force", folder)
    assert (done.returncode, "newer Kachehri" in done.stderr) == (1, True)


def test_keys_are_apart_and_private(installation: Installation) -> None:
    data, keys = installation.back_up(), installation.back_up("--keys")
    secret = (installation.var / "keys" / "django").read_text()
    assert all(
        secret.encode() not in path.read_bytes() for path in data.rglob("*") if path.is_file()
    )
    assert (keys / "keys" / "django").read_text() == secret
    assert not (keys / "keys" / "database.json").exists()
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in keys.rglob("*") if p.is_file()} == {0o600}
    assert "open everything" in installation.run("backup", "--keys", "--out", data).stderr
    assert installation.run("restore", data, "--keys").returncode == 1
    assert installation.run("restore", keys).returncode == 1


def test_other_keys_are_replaced_only_on_demand_and_kept(installation: Installation) -> None:
    keys = installation.back_up("--keys")
    place = installation.var / "keys" / "django"
    place.write_text("another")
    done = installation.run("restore", "--keys", keys)
    assert (done.returncode, "django" in done.stderr) == (1, True)
    assert place.read_text() == "another"
    said = installation.ok("restore", "--keys", "--force", keys)
    assert place.read_text() == (keys / "keys" / "django").read_text()
    kept = Path(said.splitlines()[-1].split()[-1])
    assert (kept / "django").read_text() == "another"
    assert installation.events() == 3  # the database's own passwords were left alone


def test_an_interrupted_backup_leaves_nothing_that_looks_like_one(
    installation: Installation,
) -> None:
    (installation.var / "files" / "large").write_bytes(b"x" * 5_000_000)
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000,) * 2);"
    program = "from kachehri.interfaces.cli.main import main; main()"
    argv = [sys.executable, "-c", limit + program, "backup", "--out", str(installation.out)]
    env = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings"}
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert list(installation.out.iterdir()) == []
