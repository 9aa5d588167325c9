"""`kachehri pack`: brings in what a country's pack holds."""

from importlib import import_module

import click

from .starting import start


@click.group()
def command() -> None:
    """Bring in what a pack holds: places, indicators, sources and figures."""


@command.command()
@click.option(
    "--demo",
    is_flag=True,
    help="Also write made-up records, make the demonstration accounts, and print how to sign in.",
)
def load(demo: bool) -> None:
    """Bring places, indicators, sources and figures of the pack in.

    Makes the tables first where they are missing. Safe to run again: only what changed is read, and
    a figure that somebody corrected since stays corrected.

    Exit codes: 0 all well, 1 something must be mended first.
    """
    start(migrated=False)
    import_module("kachehri.interfaces.cli.packing").load(demo=demo)
