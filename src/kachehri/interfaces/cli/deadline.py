"""`kachehri deadline`: by when an office must answer, and why that is the day."""

import sys
from importlib import import_module

import click

from .starting import start

LANGUAGES = ("en", "ur", "sd")


@click.command("deadline")
@click.argument("rule", metavar="RULE")
@click.option(
    "--filed",
    required=True,
    metavar="MOMENT",
    help="When it was filed, on Pakistan's clocks: 2026-03-18T16:40, or only the day.",
)
@click.option("--urgent", is_flag=True, help="A life or somebody's freedom is at stake.")
@click.option("--body", default="", metavar="CODE", help="An office, or a calendar: pk-sindh.")
@click.option(
    "--extended", is_flag=True, help="The office made the time longer, as the law allows."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="Language of the steps.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(
    rule: str, filed: str, body: str, lang: str, *, urgent: bool, extended: bool, as_json: bool
) -> None:
    """Say by when what is filed under RULE must be answered, and each step that leads there.

    RULE is a code as in rti-sindh-2016 or rtps-kp-2014/domicile; a wrong one lists those there are.

    Exit codes: 0 all well, 1 something must be mended first, 2 an unknown rule, office or date.
    """
    start()
    reckoning = import_module("kachehri.interfaces.cli.reckoning")
    wanted = reckoning.Wanted(rule, filed, body, lang, urgent, extended, as_json)
    sys.exit(reckoning.deadline(wanted))
