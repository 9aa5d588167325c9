"""`kachehri places`: joins names to places, and points to areas."""

import sys
from importlib import import_module
from pathlib import Path

import click

from .starting import start

TIERS = ("country", "province", "division", "district", "taluka")


@click.group("places")
def command() -> None:
    """Join the names of a file to P-codes, or its points to areas."""


@command.command("match")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--column", required=True, metavar="NAME", help="The column that holds the names.")
@click.option("--within", metavar="P-CODE", help="Only places in this one.")
@click.option("--tier", type=click.Choice(TIERS), help="Else it is found out from the file.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def match(path: Path, column: str, within: str | None, tier: str | None, *, as_json: bool) -> None:
    """Say for each row of FILE which place its name means, how surely, and why.

    FILE is a table with a header. Columns named province, division, district or tehsil narrow the
    search down. A name that no place surely has stays without a P-code; the likeliest places are
    listed beside it.

    Exit codes: 0 every name was joined, 1 some were not, 2 the file or an option is wrong.
    """
    start()
    matching = import_module("kachehri.interfaces.cli.matching_places")
    sys.exit(matching.match(path, column, within, tier or "", as_json=as_json))


@command.command("locate")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--lon", required=True, metavar="NAME", help="The column of longitudes, in degrees.")
@click.option("--lat", required=True, metavar="NAME", help="The column of latitudes, in degrees.")
@click.option(
    "--tier",
    type=click.Choice(TIERS),
    default="taluka",
    show_default=True,
    help="The tier of the areas.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def locate(path: Path, lon: str, lat: str, tier: str, *, as_json: bool) -> None:
    """Say for each row of FILE in which area its point lies (WGS 84).

    Needs boundaries: load them with `kachehri import cod-ab`. A point on a border belongs to the
    area that was loaded first; one outside every area has no P-code.

    Exit codes: 0 every point lies in an area, 1 some do not, 2 the file or an option is wrong.
    """
    start()
    matching = import_module("kachehri.interfaces.cli.matching_places")
    sys.exit(matching.locate(path, lon, lat, tier, as_json=as_json))
