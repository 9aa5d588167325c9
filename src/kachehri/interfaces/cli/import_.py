"""`kachehri import`: brings figures in from a published table or from one of our own."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from .starting import start


@click.command("import")
@click.argument("recipe")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--strict", is_flag=True, help="Refuse the whole file if anything in it is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "utf-16", "windows-1252", "mac-roman"]),
    help="The file's encoding, if it is not found out by itself.",
)
@click.option("--all-problems", is_flag=True, help="Show every problem, not only the first 20.")
@click.option(
    "--compact",
    type=click.Path(path_type=Path),
    help="Load nothing: write the figures to this file, as our own compact table.",
)
@click.option(
    "--place",
    "places",
    multiple=True,
    metavar="CODE",
    help="With --compact: only this place and what lies in it.",
)
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="CODE",
    help="With --compact: only this indicator.",
)
@click.option("--tier", help="With --compact: only places of this tier, as in: district.")
@click.option("--totals", is_flag=True, help="With --compact: only all areas, not rural and urban.")
def command(recipe: str, path: Path, **options: Any) -> None:
    """Bring the figures of PATH in, read as RECIPE says.

    RECIPE is the name of one kind of table, as in census2023-education; `kachehri import list -`
    names all of them. PATH is a file as it was published (CSV, plain or packed with gzip, or a
    workbook where the recipe reads one), or a folder of such files: each goes in by itself, and one
    that cannot be read does not keep the others out.

    Right lines go in and wrong ones are named, each with its row, its column and what to do; with
    --strict a wrong line refuses the file. Rows of places that this installation does not cover are
    counted, not complained about. A file goes in as a whole or not at all. The same file
    a second time changes nothing; a corrected figure supersedes the old one, which is kept.

    Exit codes: 0 all well, 1 loaded, but something was left out, 2 refused: nothing was loaded.
    """
    start()
    importing = import_module("kachehri.interfaces.cli.importing")
    sys.exit(importing.run(recipe, path, options))
