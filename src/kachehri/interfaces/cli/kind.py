"""`kachehri kind`: begins a new kind of matter in a pack."""

import re
import sys
from importlib import import_module
from pathlib import Path

import click

from .starting import start

LIKE = ("matter", "information")


@click.group()
def command() -> None:
    """Work on the kinds of matters that a pack declares."""


@command.command()
@click.argument("name")
@click.option(
    "--like",
    type=click.Choice(LIKE),
    default="matter",
    help="A matter of its own, or a request under a law on information.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder of the repository (else the one you are in).",
)
@click.option("--pack", default="pakistan", help="The pack that gets it.")
def new(name: str, like: str, root: Path, pack: str) -> None:
    """Begin the kind NAME: a declaration that works, its test, and what to write where.

    NAME is lower case with hyphens, as in school-meal. Nothing that exists is written over.

    Exit codes: 0 all well, 1 something must be mended first, 2 a name that cannot be used.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        click.echo("A name is lower case with hyphens: school-meal.", err=True)
        sys.exit(2)
    folder = root / "src" / "kachehri" / "packs" / pack / "cases"
    if not folder.is_dir():
        click.echo(f"There is no {folder}. Go to the repository, or name it with --root.", err=True)
        sys.exit(1)
    drafts = import_module("kachehri.interfaces.cli.kind_drafts")
    module = name.replace("-", "_")
    files = {
        folder / f"{module}.py": drafts.declaration(like, name),
        root / "tests" / "packs" / f"test_{module}.py": drafts.test(like, name, pack),
    }
    for path in files:
        if path.exists():
            click.echo(f"{path} is there already.", err=True)
            sys.exit(1)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        click.echo(f"Wrote {path}")
    click.echo(drafts.hint(like, name, pack))


@command.command()
@click.argument("rule")
@click.option("--by", "who", required=True, help="Who compared it, with their office.")
@click.option("--on", "day", required=True, help="On which day: 2026-11-22.")
@click.option("--source", required=True, help="Which gazette: number, part, page, date.")
def verify(rule: str, who: str, day: str, source: str) -> None:
    """Write down that somebody compared the clock RULE with the gazette, and where it stands.

    The badge *unverified* goes from every page, letter and answer that shows it. The version that
    is in force on that day is meant. A second time, what was written before is replaced.

    Exit codes: 0 all well, 1 something must be mended first, 2 an unknown clock or day.
    """
    start()
    sys.exit(import_module("kachehri.interfaces.cli.verifying").verify(rule, who, day, source))
