"""`kachehri report`: builds a report, launches it, and writes its files into a folder."""

import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path

import click

from .starting import require_made, start

FORMATS = ("html", "pdf", "docx", "xlsx")
LIST = "editions"
"""The word that stands in the place of a kind and asks for the list of editions."""
DAY = click.DateTime(formats=["%Y-%m-%d"])


def formats_of(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats as they were listed, each once."""
    found = tuple(dict.fromkeys(one.strip().lower() for one in value.split(",") if one.strip()))
    wrong = [one for one in found if one not in FORMATS]
    if wrong or not found:
        raise click.BadParameter(f"{', '.join(wrong) or 'nothing'}. Known: {', '.join(FORMATS)}.")
    return found


@click.command()
@click.argument("kind")
@click.option("--place", default="", metavar="CODE", help="P-code of the place, as in PK713.")
@click.option("--lang", default="all", show_default=True, help="en, ur, sd or all.")
@click.option(
    "--out",
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
@click.option("--edition", type=int, help="Write the files of this edition; build nothing new.")
@click.option("--launch", is_flag=True, help="Launch what was built: it stays as it is for good.")
@click.option("--unless-launched", is_flag=True, help="Launch only the first edition there is.")
@click.option("--on", "launched_on", type=DAY, help="Day of the launch (default: today).")
@click.option("--review-on", type=DAY, help="Day on which the edition is to be looked at again.")
@click.option(
    "--without-workshop", default="", metavar="REASON", help="Why no workshop has validated it."
)
def command(
    kind: str,
    place: str,
    lang: str,
    out: Path | None,
    formats: tuple[str, ...],
    edition: int | None,
    launch: bool,
    unless_launched: bool,
    launched_on: datetime | None,
    review_on: datetime | None,
    without_workshop: str,
) -> None:
    """Build the report KIND about a place and write its files.

    KIND is the name of one kind of report: human-security. The files are called
    PLACE-KIND-LANGUAGE.FORMAT, as in larkana-human-security-en.pdf. What did not change since the
    last time is not made again. What was not launched is marked as a draft on every sheet.

    With --launch the edition is launched: it needs --review-on, and a workshop that was written
    down on the desk, or --without-workshop with the reason. `kachehri report editions` lists all
    editions.

    Exit codes: 0 the files are there, 1 something must be mended first, 2 a kind, place, language
    or edition that there is not.
    """
    if kind != LIST and not place:
        raise click.UsageError("Missing option '--place': the P-code of the place, as in PK713.")
    if kind != LIST and not launch and out is None:
        raise click.UsageError("Missing option '--out': the folder for the files.")
    if launch and review_on is None:
        raise click.UsageError("--launch needs --review-on: when is it to be looked at again?")
    require_made()
    start()
    reporting = import_module("kachehri.interfaces.cli.reporting")
    if kind == LIST:
        sys.exit(reporting.listed(place))
    terms = None
    if launch and review_on is not None:
        terms = reporting.Terms(
            review_on=review_on.date(),
            launched_on=launched_on.date() if launched_on else None,
            because=without_workshop,
            first_only=unless_launched,
        )
    sys.exit(reporting.run(kind, place, lang, out, formats, edition=edition, terms=terms))
