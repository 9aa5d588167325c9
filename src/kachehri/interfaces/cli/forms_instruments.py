"""`kachehri forms instrument`, `forms points` and `forms poverty`: declared questionnaires."""

import sys
from importlib import import_module
from pathlib import Path

import click

from .starting import start

_DECLARED = "kachehri.interfaces.cli.form_declared"
_SAID = "kachehri.interfaces.cli.form_instruments"


@click.group("instrument")
def instrument() -> None:
    """Questionnaires of our own: list them, take their spreadsheet, make a form of one."""


@instrument.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def listed(*, as_json: bool) -> None:
    """Every questionnaire with its version, its questions and its scores."""
    import_module(_DECLARED).listed(as_json=as_json)


@instrument.command("export")
@click.argument("key", metavar="KEY")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
def export(key: str, out: Path | None) -> None:
    """Write the spreadsheet (XLSForm) of KEY, as KEY.xlsx or to --out.

    Exit codes: 0 written, 2 there is no such questionnaire.
    """
    sys.exit(import_module(_DECLARED).export(key, out or Path(f"{key}.xlsx")))


@instrument.command("load")
@click.argument("key", metavar="KEY")
@click.option("--project", default="surveys", help="The key of its project (surveys).")
@click.option("--place", default="", help="Where a new project is: the key of a place.")
@click.option("--form-key", default="", help="The form's id, where it is not KEY: KEY.more.")
@click.option("--publish", is_flag=True, help="Let people fill it at once.")
def load(key: str, *, project: str, place: str, form_key: str, publish: bool) -> None:
    """Make a form of the questionnaire KEY: a draft, or a new draft of the form that is there.

    Exit codes: 0 made, 1 there is no such place, 2 no such questionnaire, or it was refused.
    """
    start()
    sys.exit(import_module(_SAID).load(key, project, place, form_key, publish=publish))


@click.group("points")
def points() -> None:
    """Points of a scorecard that are not public."""


@points.command("load")
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--instrument", "key", default="poverty-13", help="Of which one (poverty-13).")
@click.option("--version", required=True, help="What you call this table of points.")
@click.option("--source", required=True, help="Who gave it, and by what right.")
def load_points(file: Path, *, key: str, version: str, source: str) -> None:
    """Load the points in FILE: a CSV with the headings question, answer, points.

    Every answer needs its points. Nobody is shown them afterwards. Exit codes: 0 loaded, 2 refused.
    """
    start()
    sys.exit(import_module(_SAID).load_points(file, key, version, source))


@click.command("poverty")
@click.argument("form", metavar="FORM")
@click.option("--line", default="national", help="The poverty line (national).")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def poverty(form: str, *, line: str, as_json: bool) -> None:
    """Say what share of all the homes that answered FORM is poor; never of fewer than thirty.

    Exit codes: 0 said, 1 too few homes, 2 no such form or line, or a form without such a table.
    """
    start()
    sys.exit(import_module(_SAID).poverty(form, line, as_json=as_json))


@click.command("ranking")
@click.argument("form", metavar="FORM")
@click.option("--scorecard", required=True, metavar="FORM", help="The form of the scorecard.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def ranking(form: str, *, scorecard: str, as_json: bool) -> None:
    """Say how far the wealth rankings in FORM agree with a scorecard, over homes in both.

    Exit codes: 0 said, 1 no home is in both, 2 no such form.
    """
    start()
    sys.exit(import_module(_SAID).ranking(form, scorecard, as_json=as_json))
