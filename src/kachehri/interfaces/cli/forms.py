"""`kachehri forms`: looks at a questionnaire, adds it, publishes it."""

import json
import sys
from importlib import import_module
from pathlib import Path

import click

from .forms_instruments import instrument, points, poverty, ranking
from .starting import start


@click.group("forms")
def command() -> None:
    """Look at questionnaires (XLSForm, XForm), add them, give answers out."""


@command.command("check")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def check(path: Path, *, as_json: bool) -> None:
    """Say whether PATH is a form that can be filled: .xlsx .xlsm .xls .csv .md .xml, or a ZIP of
    one CSV a sheet.

    Each fault and each doubt is named with sheet, row and column, and how to mend it. Nothing is
    kept, and no database is asked.

    Exit codes: 0 it can be filled, 1 there is no such file, 2 it has faults.
    """
    said = import_module("kachehri.interfaces.cli.form_checking")
    if not path.is_file():
        click.echo(f"There is no file {path}.", err=True)
        sys.exit(1)
    found = said.check(path)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else said.in_words(found))
    sys.exit(0 if found["ok"] else 2)


@command.command("add")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--project", "project", default="surveys", help="The key of its project (surveys).")
@click.option("--place", "place", default="", help="Where a new project is: the key of a place.")
@click.option(
    "--media",
    "media",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that the form shows: a picture, a sound, a list. Give it again for each.",
)
@click.option("--publish", is_flag=True, help="Let people fill it at once.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def add(
    path: Path, *, project: str, place: str, media: tuple[Path, ...], publish: bool, as_json: bool
) -> None:
    """Add PATH as a draft, or as a new draft of the form that has its id.

    Exit codes: 0 added, 1 there is no such file or place, 2 it has faults and nothing was added.
    """
    if not path.is_file():
        click.echo(f"There is no file {path}.", err=True)
        sys.exit(1)
    start()
    said = import_module("kachehri.interfaces.cli.form_adding")
    sys.exit(
        said.add(path, project=project, place=place, media=media, publish=publish, as_json=as_json)
    )


@command.command("export")
@click.argument("form", metavar="FORM")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["parquet", "csv", "xlsx", "sav", "dta", "geojson"]),
    required=True,
    help="Which file: sav is SPSS, dta is Stata.",
)
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write. A name that ends in .zip takes the form and all its repeats.",
)
@click.option("--table", default="", metavar="NAME", help="A repeat of the form, as in members.")
@click.option("--lang", default="en", show_default=True, help="The language of the words.")
def export(form: str, kind: str, out: Path, table: str, lang: str) -> None:
    """Write every answer of FORM (the form_id in its settings) to one file, with its words.

    The file holds what people told in trust: only this user may read it, and that it was made is
    written down. docs/guide/exports.md explains the columns.

    Exit codes: 0 the file is there, 1 something must be mended first, 2 no such form or table.
    """
    start()
    exporting = import_module("kachehri.interfaces.cli.form_exporting")
    sys.exit(exporting.run(form, kind, out, table, lang))


@command.command("encrypted")
@click.argument("form", metavar="FORM")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
def encrypted(form: str, out: Path) -> None:
    """Write the encrypted answers of FORM to the folder --out, as they came.

    Take the folder to the machine that has the private key, and open it there with
    `kachehri forms decrypt`. Exit codes: 0 written, 1 there is no such form.
    """
    start()
    sys.exit(import_module("kachehri.interfaces.cli.form_taking").take(form, out))


@command.command("decrypt")
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, path_type=Path))
@click.option("--key", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The private key (PEM).")  # fmt: skip
@click.option("--passphrase", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A file that holds the passphrase of the key.")  # fmt: skip
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
def decrypt(folder: Path, key: Path, passphrase: Path | None, out: Path) -> None:
    """Open the encrypted answers in FOLDER with a private key, into the folder --out.

    No database is asked: do it on a machine without a network. Exit codes: 0 all were opened,
    1 the key cannot be used, 2 some were not opened (each is named).
    """
    said = import_module("kachehri.interfaces.cli.form_decrypting")
    sys.exit(said.open_all(folder, key, passphrase, out))


for _more in (instrument, points, poverty, ranking):
    command.add_command(_more)
