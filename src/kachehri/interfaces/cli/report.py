"""`kachehri report`: builds a report and writes its files into a folder."""

import sys
from importlib import import_module
from pathlib import Path

import click

from .starting import require_made, start

FORMATS = ("html", "pdf", "docx", "xlsx")


def formats_of(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats as they were listed, each once."""
    found = tuple(dict.fromkeys(one.strip().lower() for one in value.split(",") if one.strip()))
    wrong = [one for one in found if one not in FORMATS]
    if wrong or not found:
        raise click.BadParameter(f"{', '.join(wrong) or 'nothing'}. Known: {', '.join(FORMATS)}.")
    return found


@click.command()
@click.argument("kind")
@click.option("--place", required=True, metavar="CODE", help="P-code of the place, as in PK713.")
@click.option("--lang", default="all", show_default=True, help="en, ur, sd or all.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the files. It is made if it is missing.",
)
@click.option(
    "--format",
    "formats",
    default=",".join(FORMATS),
    show_default=True,
    callback=formats_of,
    help="Which files, with commas between.",
)
def command(kind: str, place: str, lang: str, out: Path, formats: tuple[str, ...]) -> None:
    """Build the report KIND about a place and write its files.

    KIND is the name of one kind of report: human-security. The files are called
    PLACE-KIND-LANGUAGE.FORMAT, as in larkana-human-security-en.pdf. What did not change since the
    last time is not made again.

    Exit codes: 0 the files are there, 1 something must be mended first, 2 a kind, place or language
    that there is not.
    """
    require_made()
    start()
    reporting = import_module("kachehri.interfaces.cli.reporting")
    sys.exit(reporting.run(kind, place, lang, out, formats))
