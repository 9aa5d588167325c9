"""`kachehri bodies`: brings a directory of offices in, gives it out, and checks it."""

import sys
from importlib import import_module
from pathlib import Path

import click

from .starting import start


@click.group("bodies")
def command() -> None:
    """Bring a directory of offices in, give it out, or check it."""


@command.command("import")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_(path: Path, *, dry_run: bool, as_json: bool) -> None:
    """Bring the sheets of PATH in: a folder with bodies.csv, desks.csv and so on, or one file.

    All of it goes in, or nothing. What is there already is brought up to date, what is missing in
    the file stays. Each mistake is named with its sheet, row and column, and how to mend it.

    Exit codes: 0 all well, 2 something is wrong and nothing was changed.
    """
    start()
    directory = import_module("kachehri.interfaces.cli.directory")
    sys.exit(directory.bring(path, dry_run=dry_run, as_json=as_json))


@command.command("export")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
def export(folder: Path) -> None:
    """Write every sheet into FOLDER, as it can be brought in again."""
    start()
    sys.exit(import_module("kachehri.interfaces.cli.directory").give(folder))


@command.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def check(*, as_json: bool) -> None:
    """List what should be looked at: addresses that came back or were not checked for a year,
    offices without an information officer, desks at which nobody acts.

    Exit codes: 0 nothing to look at, 1 something.
    """
    start()
    sys.exit(import_module("kachehri.interfaces.cli.directory").check(as_json=as_json))
