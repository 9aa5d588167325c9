"""`kachehri evidence`: takes figures out of the store."""

import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from .starting import require_made
from .starting import start as begin

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
    begin()
    exporting = import_module("kachehri.interfaces.cli.exporting")
    choice |= {"since": since and since.date(), "until": until and until.date()}
    sys.exit(exporting.run(form, lang, out, choice))


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--measure", required=True, metavar="CODE", help="As in pakistan-mpi-2016.")
@click.option(
    "--weight", default="", metavar="COLUMN", help="How many households a row stands for."
)
@click.option("--members", default="", metavar="COLUMN", help="How many people live in it.")
@click.option("--stratum", default="", metavar="COLUMN", help="The stratum of the sample.")
@click.option("--cluster", default="", metavar="COLUMN", help="The primary sampling unit.")
@click.option("--by", "groups", multiple=True, metavar="COLUMN", help="Also by each value of it.")
@click.option(
    "--purposive",
    is_flag=True,
    help="The households were not drawn by chance: no errors are given.",
)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.option("--store", is_flag=True, help="Keep the headcount and the intensity as figures.")
@click.option(
    "--figures",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write them as a compact table for `kachehri import figures`.",
)
@click.option("--place", default="", metavar="CODE", help="With --store or --figures: which place.")
@click.option("--from", "start", type=DAY, metavar="DATE", help="The first day of the period.")
@click.option("--to", "end", type=DAY, metavar="DATE", help="The first day after it.")
@click.option("--source", default="", metavar="CODE", help="A declared source.")
def poverty(
    file: Path,
    measure: str,
    groups: tuple[str, ...],
    purposive: bool,
    start: datetime | None,
    end: datetime | None,
    **more: Any,
) -> None:
    """Count multidimensional poverty in a FILE with one row a household.

    The file has a column for each indicator of the measure (docs/algorithms/poverty.md lists them):
    1 where the household goes without, 0 where not, x where the question does not arise. A
    household with an empty cell is left out.

    Exit codes: 0 counted, 1 something must be mended first, 2 a measure that there is not.
    """
    require_made()
    begin()
    run = import_module("kachehri.interfaces.cli.poverty")
    names = {name: more.pop(name) for name in ("weight", "members", "stratum", "cluster")}
    wanted = run.Wanted(
        path=file,
        columns=run.Columns(**names, groups=groups),
        by_chance=not purposive,
        start=start and start.date(),
        end=end and end.date(),
        **more,
    )
    sys.exit(run.run(measure, wanted))


@command.command()
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.option("--limit", default=20, show_default=True, help="How many.")
@click.option("--after", type=int, help="Those before this number.")
def loads(**options: Any) -> None:
    """List the files that went in, the youngest first, with their numbers.

    Exit codes: 0 all well, 1 something must be mended first.
    """
    require_made()
    begin()
    import_module("kachehri.interfaces.cli.withdrawing").show(**options)


@command.command()
@click.argument("load", type=int)
@click.option("--because", required=True, metavar="TEXT", help="Why; it is kept with the load.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def withdraw(load: int, because: str, dry_run: bool, as_json: bool) -> None:
    """Take the load with the number LOAD away as a whole; `kachehri evidence loads` lists them.

    Its figures go, and the older ones that it had corrected come back, unless something newer came.
    Nothing is deleted: all of it stays in the history of the figures.

    Exit codes: 0 done, 1 something must be mended first, 2 refused: nothing was changed.
    """
    require_made()
    begin()
    run = import_module("kachehri.interfaces.cli.withdrawing").run
    sys.exit(run(load, because, dry_run=dry_run, as_json=as_json))


@command.command()
@click.argument("source", metavar="SOURCE")
@click.option("--dry-run", is_flag=True, help="Say what would be shown, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def release(source: str, dry_run: bool, as_json: bool) -> None:
    """Show the figures of a primary SOURCE in public, but for small groups.

    Figures of interviews, focus groups and questionnaires are kept back until then. Small cells
    are hidden, and others so that no small one can be worked out (docs/algorithms/disclosure.md).

    Exit codes: 0 done, 1 something must be mended first, 2 refused: nothing was changed.
    """
    require_made()
    begin()
    run = import_module("kachehri.interfaces.cli.releasing").run
    sys.exit(run(source, dry_run=dry_run, as_json=as_json))


@command.command()
@click.option("--year", type=click.IntRange(2000, 2200), help="Which year; this one otherwise.")
def matters(year: int | None) -> None:
    """Count the matters that were opened in a year, and publish what may be published of them.

    The worker does it each night by itself. Groups of fewer than ten matters are not shown.

    Exit codes: 0 it is done, 1 something must be mended first.
    """
    require_made()
    begin()
    feeding = import_module("kachehri.interfaces.cli.feeding")
    sys.exit(feeding.run(year))
