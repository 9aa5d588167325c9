"""Runs tests on the PostgreSQL 15 of the system: `python -m tests.postgres15 [-- pytest's words]`.

Starts a server of its own in a temporary folder, as an unprivileged user, on a Unix socket, sets
KACHEHRI_TEST_SERVER_URL, and ends it afterwards. Exit code 69 where the machine has no PostgreSQL
15.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kachehri.engines.postgres.runner import give, run

MAJOR = "15"
UNAVAILABLE = 69
INSTALL = f"PostgreSQL {MAJOR} is missing. As root: apt-get install postgresql-{MAJOR}"


def programs() -> Path | None:
    """Where its programs lie: KACHEHRI_POSTGRES15, Debian's place, or on PATH."""
    path = os.pathsep.join(
        [
            os.environ.get("KACHEHRI_POSTGRES15", ""),
            f"/usr/lib/postgresql/{MAJOR}/bin",
            os.environ.get("PATH", ""),
        ]
    )
    found = shutil.which("initdb", path=path)
    if not found:
        return None
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    return Path(found).parent if f" {MAJOR}." in said else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running server; gives its administrator's address. Nothing of it outlives the block."""
    home = Path(tempfile.mkdtemp(prefix="kachehri-pg15-"))
    password = secrets.token_hex(12)
    try:
        (home / "pw").write_text(password)
        for path in (home, home / "pw"):
            give(path)
        data = home / "data"
        auth = ("--auth=scram-sha-256", f"--pwfile={home / 'pw'}", "--username=postgres")
        ran(folder / "initdb", "-D", data, *auth, "--encoding=UTF8", "--locale=C.UTF-8")
        # A vacuum in the middle of a long test counts its uncommitted rows as none: keys would then
        # be looked up along whole indexes. Nothing here lives long enough to need one.
        quiet = "-c autovacuum=off -c max_connections=100"
        options = f"-k {home} -c listen_addresses='' {quiet}"
        ran(folder / "pg_ctl", "-D", data, "-w", "-s", "-l", home / "log", "-o", options, "start")
        try:
            yield f"postgresql://postgres:{password}@{quote(str(home), safe='')}:5432/postgres"
        finally:
            ran(folder / "pg_ctl", "-D", data, "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def ran(*words: object) -> None:
    """Run a program as the server's user, or say what it said."""
    done = run(*words)
    if done.returncode:
        raise SystemExit(f"{words[0]} failed:\n{done.stdout}{done.stderr}")


def main(words: list[str]) -> int:
    """Run pytest with these words on a server of that version."""
    folder = programs()
    if folder is None:
        print(INSTALL, file=sys.stderr)
        return UNAVAILABLE
    with server(folder) as url:
        env = os.environ | {"KACHEHRI_TEST_SERVER_URL": url}
        argv = [sys.executable, "-m", "pytest", *(words or DATABASE_TESTS)]
        return subprocess.run(argv, env=env, check=False).returncode


# What touches the database. Tests that start the embedded server themselves, and those of the look,
# have nothing to learn from an older version.
DATABASE_TESTS = ["-q", "-m", "not browser and not corpora and not faults and not postgres15"]


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(main(words[1:] if words[:1] == ["--"] else words))
