"""`kachehri backup`: the database and the files, or the keys, into a folder."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from .starting import start


@click.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder in which a new folder for this backup is made.",
)
@click.option("--keys", is_flag=True, help="Back up the keys instead, and nothing else.")
@click.option("--tray", is_flag=True, help="Back up the keys of the locked tray alone.")
@click.option("--rings", is_flag=True, help="Back up the keys of answers and voices alone.")
@click.option("--json", "as_json", is_flag=True, help="Print the result for a program to read.")
def command(out: Path, *, keys: bool, tray: bool, rings: bool, as_json: bool) -> None:
    """Back up database and files, while everything goes on running.

    Prints the folder that was made. Its manifest.json lists each file with its checksum. The keys
    are NOT in it: back them up with --keys, once and after each change, and keep them somewhere
    else. Whoever has both reads everything; whoever has lost the keys has lost what they open.
    The keys of the locked tray are apart even from those: --tray, for whoever keeps it. So are the
    keys of answers and voices, one for each record: --rings. Make that copy anew after each
    erasure, and destroy the one before: it still opens what was erased.
    """
    from kachehri.engines.postgres.addresses import var_folder  # noqa: PLC0415

    var, at, out = var_folder(), datetime.now(UTC), out.resolve()
    holds = "tray" if tray else "rings" if rings else "keys"
    folder = _keys(out, var, at, holds) if keys or tray or rings else _data(out, var, at)
    click.echo(json.dumps({"folder": str(folder)}) if as_json else str(folder))


def _data(out: Path, var: Path, at: datetime) -> Path:
    start(migrated=False)
    from kachehri.engines.backup.saving import back_up  # noqa: PLC0415  (needs Django)

    return back_up(out=out, var=var, at=at, say=say)


def _keys(out: Path, var: Path, at: datetime, holds: str) -> Path:
    from kachehri.engines.backup.keys_apart import back_up_keys  # noqa: PLC0415
    from kachehri.engines.backup.rings import back_up_rings  # noqa: PLC0415

    if holds == "rings":
        folder = back_up_rings(out=out, var=var, at=at)
    else:
        folder = back_up_keys(out=out, var=var, at=at, holds=holds)
    warning = "These keys open everything. Keep them apart from the backups, where few can reach."
    click.echo(warning, err=True)
    return folder


def say(text: str) -> None:
    """Progress, for a person only."""
    if sys.stderr.isatty():
        click.echo(text, err=True)
