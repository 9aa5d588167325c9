"""PostgreSQL's client programs (`pg_dump`, `pg_restore`, `psql`) that fit the server at hand."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .binaries import MAJOR, programs
from .layout import Layout
from .problems import DatabaseProblem

DEBIAN = "/usr/lib/postgresql/{major}/bin"


@dataclass(frozen=True)
class Clients:
    """A folder of client programs, and whom they sign in as. They run as the user that we are."""

    folder: Path
    environment: Mapping[str, str]

    def argv(self, program: str, *words: object) -> list[str]:
        """A program with its words; it never asks for a password."""
        return [str(self.folder / program), "--no-password", *map(str, words)]

    def run(self, program: str, *words: object) -> None:
        """Run one. Raises DatabaseProblem with what it said."""
        argv = self.argv(program, *words)
        done = subprocess.run(
            argv, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise refused(program, done.stderr)

    def pipe(self, first: list[str], second: list[str]) -> None:
        """Run two, the one's output into the other. Raises DatabaseProblem with what they said."""
        pipe = subprocess.PIPE
        with subprocess.Popen(first, env=self.environment, stdout=pipe, stderr=pipe) as giver:
            taker = subprocess.run(
                second,
                env=self.environment,
                stdin=giver.stdout,
                capture_output=True,
                text=True,
                check=False,
            )
            if giver.stdout:
                giver.stdout.close()  # so that it ends too if the second stopped early
            said = giver.communicate()[1].decode("utf-8", "replace")
        if taker.returncode:
            raise refused(Path(second[0]).name, taker.stderr)
        if giver.returncode:
            raise refused(Path(first[0]).name, said)


def refused(program: str, said: str) -> DatabaseProblem:
    """What a program said, as a problem."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return DatabaseProblem(
        f"{program} stopped: {' / '.join(lines[:3]) or 'it gave no reason'}",
        "Mend that and run the same command again. The database is as it was.",
    )


def clients_for(entry: Mapping[str, Any], server_version: int, var: Path) -> Clients:
    """The programs for a server; `entry` is Django's, `server_version` PostgreSQL's number."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    known = {"PGOPTIONS": "-c lock_timeout=30s", "PGAPPNAME": "kachehri backup", "LC_ALL": "C"}
    signed = {variable: str(entry[name]) for variable, name in VARIABLES.items() if entry[name]}
    options = {f"PG{name.upper()}": str(v) for name, v in entry.get("OPTIONS", {}).items()}
    return Clients(_folder(server_version // 10000, var), kept | known | options | signed)


VARIABLES = {
    "PGHOST": "HOST",
    "PGPORT": "PORT",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGDATABASE": "NAME",
}


def _folder(major: int, var: Path) -> Path:
    """Programs of the server's own version: a newer pg_dump writes what an older server rejects."""
    if major == MAJOR:
        return programs(Layout.of(var))
    installed = Path(DEBIAN.format(major=major))
    found = shutil.which("pg_dump", path=f"{installed}:{os.environ.get('PATH', '')}")
    if found and f" {major}." in _version(found):
        return Path(found).parent
    raise DatabaseProblem(
        f"The server is PostgreSQL {major}, and there is no pg_dump of that version here.",
        f"Install it: apt-get install postgresql-client-{major}",
    )


def _version(program: str) -> str:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return done.stdout
