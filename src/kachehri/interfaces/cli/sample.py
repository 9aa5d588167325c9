"""`kachehri sample`: lists of areas, designs, and samples that anybody can draw again."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from .starting import require_made, start

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def command() -> None:
    """Draw samples of areas, so that the same seed gives the same areas everywhere."""


def _module() -> Any:
    require_made()
    start()
    return import_module("kachehri.interfaces.cli.sampling")


@command.command()
@click.argument("design")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Thrown where none is given.")
@click.option("--out", type=FILE, help="Write the areas as a CSV file; else they are printed.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def draw(design: str, seed: int | None, out: Path | None, as_json: bool) -> None:
    """Draw the areas of DESIGN: the key of a design, or a TOML file that describes one.

    The same list, design and seed give the same areas, on every machine. Each line has the number
    of the area, its code and name, the chance that it had, and how many homes are visited.
    docs/guide/surveys.md says what stands in a TOML file.

    Exit codes: 0 drawn, 1 the list or the design does not allow it, 2 there is no such design.
    """
    sys.exit(_module().draw(design, seed, out, as_json=as_json))


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def list_(as_json: bool) -> None:
    """Every design, with what was drawn from it."""
    sys.exit(_module().listed(as_json=as_json))


@command.command()
@click.argument("design")
def show(design: str) -> None:
    """The rules of DESIGN and the areas that were drawn last.

    Exit codes: 0 shown, 2 there is no such design.
    """
    sys.exit(_module().show(design))


@command.group()
def frame() -> None:
    """Lists of areas from which samples are drawn."""


@frame.command("import")
@click.argument("file", type=FILE)
@click.option("--key", required=True, metavar="KEY", help="As in larkana-blocks-2017.")
@click.option("--place", required=True, metavar="CODE", help="Of which place, as in PK713.")
@click.option("--title", default="", metavar="TEXT", help="What the list is called.")
@click.option("--source", default="", metavar="TEXT", help="Who made it: a citation.")
@click.option("--made-up", is_flag=True, help="Nobody counted these areas: pages say so.")
def import_(file: Path, key: str, place: str, **more: Any) -> None:
    """Bring a list of areas in from a CSV FILE (also .csv.gz).

    It has a line for each area with its code and households, and where known name, taluka,
    residence (rural or urban) and people. The blocks of the census of 2017 are read as they are
    published; of a list of the whole country only the district of --place is kept.

    Exit codes: 0 it is in, 1 something in it is wrong, 2 there is no such place.
    """
    sys.exit(_module().bring(file, key, place, **more))


@frame.command("list")
def frames() -> None:
    """Every list of areas."""
    sys.exit(_module().frames())
