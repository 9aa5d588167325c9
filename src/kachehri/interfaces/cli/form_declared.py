"""The declared questionnaires, listed and written as spreadsheets; no database is asked."""

import json
from pathlib import Path

import click

from kachehri.domains.forms.rules.instrument_sheets import sheets
from kachehri.engines.xforms.writing import workbook
from kachehri.packs.pakistan.instruments import instruments


def listed(*, as_json: bool) -> None:
    """Print every questionnaire."""
    found = [
        {
            "key": one.key, "version": one.version, "title": one.titles["en"],
            "questions": one.size, "scores": [score.key for score in one.scores],
            "reviewed": one.reviewed,
        }
        for one in instruments()
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one['key']:18} {one['questions']:4} questions  {one['title']}")


def export(key: str, out: Path) -> int:
    """Write a spreadsheet; return the exit code."""
    one = next((one for one in instruments() if one.key == key), None)
    if one is None:
        return none_called(key)
    out.write_bytes(workbook(sheets(one)))
    click.echo(f"Wrote {out}.")
    return 0


def none_called(key: str) -> int:
    """Say that there is none of this key; return the exit code."""
    known = ", ".join(one.key for one in instruments())
    click.echo(f"No questionnaire is called {key}. There are: {known}.", err=True)
    return 2
