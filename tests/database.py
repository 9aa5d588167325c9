"""The database of a test run: one server, a template of the migrations, a clone a process.

`KACHEHRI_TEST_SERVER_URL` (an administrator's address, `postgresql://postgres:…@127.0.0.1/postgres`)
runs everything on another server, PostgreSQL 15 for one. Without it the embedded server of the test
VAR is used.

A clone belongs to the process that holds its advisory lock; those without a holder are dropped by
the next run. SQL that a migration runs lies in a `.sql` file or in a module that it imports.

What many tests begin with (a *ground*, see tests/grounds.py) is built once by a process; its rows
are kept, and put into the clone for whoever stands on them. What a test commits is wiped off in the
same way (tests/slate.py); only after more than rows has changed is the clone made anew.
"""

import ast
import fcntl
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from kachehri.engines.postgres.launcher import Launcher
from kachehri.engines.postgres.roles import Role, admit, ensure_database, ensure_roles, grant
from tests.slate import Contents, Slate, advance, sequences, shape

T = TypeVar("T")

SOURCE = Path(__file__).resolve().parents[1] / "src" / "kachehri"
ADDRESSES = {
    "default": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "auditor": "DATABASE_AUDITOR_URL",
}
OTHERS = ("django", "django-allauth", "procrastinate")
TEMPLATES_LIVE = timedelta(hours=2)


def migration_sources() -> list[Path]:
    """What decides what the migrations do: they, `*.sql`, and modules of ours that they import."""
    migrations = sorted(SOURCE.glob("**/migrations/*.py"))
    imported = {found for path in migrations for found in _imports(path)}
    roles = SOURCE / "engines" / "postgres" / "roles.py"
    return sorted({*migrations, *SOURCE.glob("**/*.sql"), *imported, roles})


def _imports(path: Path) -> Iterator[Path]:
    package = "kachehri." + ".".join(path.parent.relative_to(SOURCE).parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            name = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            for module in (name, *(f"{name}.{alias.name}" for alias in node.names)):
                file = SOURCE.parent / (module.replace(".", "/") + ".py")
                if module.startswith("kachehri.") and file.exists():
                    yield file


def fingerprint() -> str:
    """Twelve hex digits that change whenever a migration may do something else."""
    digest = hashlib.sha256()
    for path in migration_sources():
        digest.update(str(path.relative_to(SOURCE)).encode() + b"\0" + path.read_bytes())
    for package in OTHERS:
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()[:12]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file lock, waiting for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class TestServer:
    """The server that this run uses, and this process's clone on it."""

    __test__ = False

    def __init__(self, var: Path) -> None:
        self.var = var
        self.name = f"kachehri_run_{secrets.token_hex(4)}"
        self.template = ""
        self.ground = ""
        self.grounds: dict[str, Contents] = {}
        self.keeper: psycopg.Connection[Any] | None = None

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A connection as administrator."""
        return psycopg.connect(**{**self.administrator, "dbname": database}, autocommit=True)

    def prepare(self) -> None:
        """Server up, template built, clone made, Django pointed at it."""
        with locked(self.var / "lock"):
            self.administrator = self.find()
            self.keeper = self.connect()
            self.keeper.execute("select pg_advisory_lock(hashtext(%s))", [self.name])
            self.roles = self.known_roles()
            self.template = f"kachehri_template_{fingerprint()}"
            self.sweep()
            self.build_template()
        self.clone()
        self.point_at(self.name)

    def find(self) -> dict[str, Any]:
        """The administrator's address of the server, started where it is ours."""
        if url := os.environ.get("KACHEHRI_TEST_SERVER_URL"):
            return psycopg.conninfo.conninfo_to_dict(url)
        keys = Launcher(self.var).start()
        found = {"host": keys.host, "port": keys.port, "user": "postgres"}
        return found | {"password": keys.superuser}

    def known_roles(self) -> dict[str, Role]:
        """The roles of the tests, their passwords shared by all runs on this server."""
        where = json.dumps({k: str(v) for k, v in self.administrator.items()}, sort_keys=True)
        path = self.var / "keys" / f"test-{hashlib.sha256(where.encode()).hexdigest()[:12]}.json"
        new = not path.exists()
        if new:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(json.dumps({alias: secrets.token_hex(16) for alias in ADDRESSES}))
        passwords = json.loads(path.read_text())
        roles = {a: Role(f"kachehri_test_{a}", passwords[a]) for a in ADDRESSES}
        users = [role.user for role in roles.values()]
        found = self.admin.execute("select from pg_roles where rolname = any(%s)", [users])
        if new or found.rowcount < len(users):
            ensure_roles(self.admin, roles)
        return roles

    @property
    def admin(self) -> psycopg.Connection[Any]:
        """The connection whose lock says that this process lives."""
        assert self.keeper
        return self.keeper

    def build_template(self) -> None:
        """Migrate a new database and keep it, unless these migrations were run before."""
        used = sql.SQL("comment on database {} is {}")
        if not self.exists(self.template):
            draft = self.template + "_draft"
            self.drop(draft)
            ensure_database(self.admin, draft, self.roles)
            admit(self.admin, draft, self.roles)
            with self.connect(draft) as inside:
                grant(inside, self.roles)
            self.migrate(draft)
            self.run("alter database {} allow_connections false", draft)
            self.run("alter database {} rename to {}", draft, self.template)
        now = sql.Literal(datetime.now(UTC).isoformat())
        self.admin.execute(used.format(sql.Identifier(self.template), now))

    def migrate(self, name: str) -> None:
        """Run every migration as the owner."""
        self.point_at(name)
        call_command("migrate", database="owner", verbosity=0)
        connections.close_all()

    def point_at(self, name: str) -> None:
        """Let Django, and every program that this process starts, use that database."""
        connections.close_all()
        for alias, role in self.roles.items():
            entry = {
                "NAME": name,
                "USER": role.user,
                "PASSWORD": role.password,
                "HOST": str(self.administrator.get("host", "")),
                "PORT": str(self.administrator.get("port", "")),
            }
            settings.DATABASES[alias].update(entry)
            connections[alias].settings_dict.update(entry)
            os.environ[ADDRESSES[alias]] = as_url(entry)

    def clone(self) -> None:
        """Make this process's database anew, exactly as the migrations left it."""
        connections.close_all()
        self.drop(self.name)
        owner = self.roles["owner"].user
        self.run("create database {} template {} owner {}", self.name, self.template, owner)
        admit(self.admin, self.name, self.roles)
        with self.connect(self.name) as inside:
            self.slate = Slate(inside)
        self.grounds[""] = self.slate.now
        self.ground = ""

    def lay(self, ground: str, build: Callable[[], T]) -> T:
        """Let a function build a ground on what the migrations left, and keep its rows."""
        self.stand_on("")
        built = build()
        connections.close_all()
        with self.connect(self.name) as inside:
            assert shape(inside) == self.slate.shape, "a ground is rows and nothing else"
            self.grounds[ground] = self.slate.read(inside)
        self.ground = ground
        return built

    def stand_on(self, ground: str) -> None:
        """Have the rows of a ground in the clone; the empty one is what the migrations left."""
        if ground != self.ground:
            self.wipe(ground)

    def wipe(self, ground: str | None = None) -> None:
        """Put the rows of the present ground back, or those of another one."""
        ground = self.ground if ground is None else ground
        connections.close_all()
        with self.connect(self.name) as inside:
            done = self.slate.put(inside, self.grounds[ground])
            given = sequences(inside)
        if not done:
            self.clone()
            with self.connect(self.name) as inside:
                advance(inside, given)
            self.wipe(ground)
        self.ground = ground

    def run(self, statement: str, *names: str) -> None:
        """One statement of the administrator's with names filled in."""
        self.admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def exists(self, name: str) -> bool:
        """Whether there is such a database."""
        return bool(
            self.admin.execute("select from pg_database where datname = %s", [name]).rowcount
        )

    def drop(self, name: str) -> None:
        """Drop a database whoever is in it."""
        self.run("drop database if exists {} with (force)", name)

    def sweep(self) -> None:
        """Drop the clones of processes that died, and templates that nobody used lately."""
        for (name,) in self.admin.execute(CLONES).fetchall():
            lock = "select pg_try_advisory_lock(hashtext(%s))"
            taken = self.admin.execute(lock, [name]).fetchone()
            if name != self.name and taken and taken[0]:
                self.drop(name)
                self.admin.execute("select pg_advisory_unlock(hashtext(%s))", [name])
        limit = (datetime.now(UTC) - TEMPLATES_LIVE).isoformat()
        for (name,) in self.admin.execute(TEMPLATES, [self.template, limit]).fetchall():
            self.drop(name)
        for folder in (self.var / "run").glob("[0-9]*"):
            if not Path(f"/proc/{folder.name}").exists() and Path("/proc/self").exists():
                shutil.rmtree(folder, ignore_errors=True)

    def finish(self) -> None:
        """Drop this process's clone and folder."""
        connections.close_all()
        if self.keeper:
            self.drop(self.name)
            self.keeper.close()
        shutil.rmtree(settings.VAR, ignore_errors=True)


CLONES = r"select datname from pg_database where datname like 'kachehri\_run\_%'"
TEMPLATES = r"""
    select datname from pg_database
    where datname like 'kachehri\_template\_%%' and datname <> %s
      and coalesce(shobj_description(oid, 'pg_database'), '') < %s
"""


def as_url(entry: dict[str, str]) -> str:
    """A postgresql:// address of one of Django's entries."""
    user, password, host = (quote(entry[k], safe="") for k in ("USER", "PASSWORD", "HOST"))
    port = f":{entry['PORT']}" if entry["PORT"] else ""
    return f"postgresql://{user}:{password}@{host}{port}/{entry['NAME']}"
