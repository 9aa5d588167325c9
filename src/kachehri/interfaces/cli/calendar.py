"""`kachehri calendar`: the free days of an office."""

import sys
from importlib import import_module

import click

from .deadline import LANGUAGES
from .starting import start


@click.group("calendar")
def command() -> None:
    """Show the free days of an office."""


@command.command("show")
@click.argument("body", metavar="BODY")
@click.argument("year", type=click.IntRange(2001, 2099))
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="Language of the names.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def show(body: str, year: int, lang: str, *, as_json: bool) -> None:
    """Show the weekends and holidays of BODY in YEAR, with status and source.

    BODY is the key of an office or the code of a calendar: pk, pk-sindh. A wrong one lists the
    calendars there are.

    Exit codes: 0 all well, 1 something must be mended first, 2 an unknown office or calendar.
    """
    start()
    reckoning = import_module("kachehri.interfaces.cli.reckoning")
    sys.exit(reckoning.show(body, year, lang, as_json=as_json))
