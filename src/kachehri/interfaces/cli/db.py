"""`kachehri db`: the database that Kachehri works on."""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

import click

from kachehri.engines.postgres.addresses import is_embedded, var_folder
from kachehri.engines.postgres.launcher import Launcher

from .starting import start as start_program

MOMENT = 2  # seconds
EXIT_CODES = {"running": 0, "starting": 0, "died": 1, "stopped": 3, "unreachable": 4}
WORDS = {
    "running": "The database runs.",
    "starting": "The database is starting, or recovers after a crash.",
    "died": "The database was killed or crashed. The next start recovers it.",
    "stopped": "The database is stopped.",
    "none": "No database was made here yet (`kachehri db start` makes one).",
    "unreachable": "The database that DATABASE_URL names does not answer.",
}


@click.group()
def command() -> None:
    """Start, stop and look at the database.

    Kachehri brings its own PostgreSQL and keeps its data in the folder var (or KACHEHRI_VAR). Set
    DATABASE_URL to use a server of your own; `kachehri db prepare` makes it ready.
    """


@command.command()
def start() -> None:
    """Start the database; the first time, make it.

    Any number of programs share one server, which goes on running when they end. After a crash the
    start waits until everything that was committed is there again.
    """
    _require_embedded("start")
    start_program(migrated=False)
    _say(f"{WORDS['running']} Its files: {Launcher(var_folder()).status().folder}")


@command.command()
@click.option("--force", is_flag=True, help="Stop it even so, and cut off who uses it.")
def stop(force: bool) -> None:
    """Stop the database, unless programs use it.

    Exit codes: 0 it is stopped, 1 programs use it, or something must be mended first.
    """
    _require_embedded("stop")
    if not force:
        _require_unused(Launcher(var_folder()))
    ran = Launcher(var_folder()).stop()
    _say("The database was stopped." if ran else "The database was not running.")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print it for a program to read.")
def status(as_json: bool) -> None:
    """Say whether the database runs.

    Exit codes: 0 it runs, 1 it was killed, 3 it is stopped, 4 DATABASE_URL does not answer.
    """
    known = asdict(Launcher(var_folder()).status()) if is_embedded() else _other_status()
    state = str(known["state"])
    if as_json:
        click.echo(json.dumps(known))
    else:
        facts = (f"\n  {name}: {value}" for name, value in known.items() if value)
        never = state == "stopped" and not Launcher(var_folder()).was_made
        click.echo(WORDS["none" if never else state] + "".join(list(facts)[1:]))
    sys.exit(EXIT_CODES[state])


@command.command()
def migrate() -> None:
    """Bring the tables up to this program's version, as the role that owns them.

    Refuses a database that a newer Kachehri has changed. Safe to run again, and while others do.
    """
    start_program(migrated=False)
    from kachehri.engines.postgres.migrating import migrate as run  # noqa: PLC0415  (needs Django)

    done = run()
    _say(
        f"Steps run: {done}. The tables are up to date."
        if done
        else "Nothing to do: the tables are up to date."
    )


@command.command()
@click.option("--admin-url", required=True, help="postgresql://… of a user who may make roles.")
@click.option("--name", default="kachehri", show_default=True, help="The database to make or use.")
@click.option("--prefix", default="kachehri", show_default=True, help="The roles' names begin so.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the addresses are written.")
def prepare(admin_url: str, name: str, prefix: str, out: Path | None) -> None:
    """Make a PostgreSQL server of your own ready (15 or newer).

    Makes three roles (the application, which is neither superuser nor owner; the owner, for
    migrations; an auditor who only reads), the database and its default rights, and writes their
    addresses, with passwords, into a file that only you can read. Safe to run again.
    """
    from kachehri.engines.postgres.preparing import prepare_other  # noqa: PLC0415  (rarely needed)

    path = out or var_folder() / "keys" / "database.env"
    done = prepare_other(admin_url, name, prefix, path)
    for line in done or ["nothing was missing; rights were set again"]:
        click.echo(f"  {line}")
    click.echo(f"The addresses are in {path}. To use them:")
    click.echo(f"  set -a; . {path}; set +a; kachehri db migrate")


def _other_status() -> dict[str, object]:
    import os  # noqa: PLC0415

    import psycopg  # noqa: PLC0415

    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
            info = connection.info
            where = f"{info.dbname} as {info.user} on {info.host}:{info.port}"
            return {"state": "running", "address": where}
    except psycopg.Error as error:
        return {"state": "unreachable", "address": str(error).splitlines()[0]}


def _require_embedded(verb: str) -> None:
    if not is_embedded():
        raise click.ClickException(
            f"DATABASE_URL names another server, which is not Kachehri's to {verb}."
            "\n  What to do: unset DATABASE_URL to use the embedded one."
        )


def _require_unused(launcher: Launcher) -> None:
    """Refuse while programs are connected. One that has just ended gets a moment to go."""
    limit = time.monotonic() + MOMENT
    while (used := launcher.connections()) and time.monotonic() < limit:
        time.sleep(0.1)
    if used:
        count = "1 connection is" if used == 1 else f"{used} connections are"
        raise click.ClickException(
            f"Programs still use the database: {count} open."
            "\n  What to do: Stop them first (Ctrl-C in `kachehri serve`), or cut them off with:"
            " kachehri db stop --force"
        )


def _say(text: str) -> None:
    """A line for a person; a pipe gets nothing."""
    if sys.stdout.isatty():
        click.echo(text)
