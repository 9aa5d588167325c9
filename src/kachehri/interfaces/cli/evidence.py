"""`kachehri evidence`: takes figures out of the store."""

import sys
from datetime import datetime
from importlib import import_module
from typing import Any

import click

from .starting import require_made, start

FORMATS = ("csv", "hxl", "sdmx", "parquet", "xlsx")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def command() -> None:
    """Take figures out, with their sources."""


@command.command()
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="Which file.")
@click.option(
    "--place",
    "places",
    multiple=True,
    metavar="CODE",
    help="Only this place and what lies in it, as in PK713. May be given again.",
)
@click.option(
    "--only-there", is_flag=True, help="With --place: the place alone, not what lies in it."
)
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="CODE",
    help="Only this indicator, as in literacy-10. May be given again.",
)
@click.option("--sector", default="", metavar="SECTOR", help="Only this sector, as in education.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="CODE",
    help="Only what this source says. May be given again.",
)
@click.option("--from", "since", type=DAY, metavar="DATE", help="Not what ended before this day.")
@click.option("--to", "until", type=DAY, metavar="DATE", help="Not what began after this day.")
@click.option(
    "--lang",
    type=click.Choice(["en", "ur", "sd"]),
    default="en",
    show_default=True,
    help="The language of names.",
)
@click.option(
    "--out", default="-", metavar="FILE", help="Where to write; - is the output (the default)."
)
def export(
    form: str, lang: str, out: str, since: datetime | None, until: datetime | None, **choice: Any
) -> None:
    """Write the figures that everybody may see to one file.

    csv has a line for each figure with its citation and cell; hxl adds a line of HXL tags; sdmx is
    SDMX-CSV 2.0; parquet is for programs, xlsx for offices. docs/api/columns.md explains the
    columns. Without a choice it is every figure there is. A file is there whole or not at all.

    Exit codes: 0 the file is there, 1 something must be mended first, 2 a place, indicator, sector
    or source that there is not.
    """
    require_made()
    start()
    exporting = import_module("kachehri.interfaces.cli.exporting")
    choice |= {"since": since and since.date(), "until": until and until.date()}
    sys.exit(exporting.run(form, lang, out, choice))
