"""What `kachehri evidence matters` does once Django is loaded."""

import click
from django.utils import timezone

from kachehri.domains.cases.actions.feeding import give_figures
from kachehri.engines.accounts.queries import system_actor


def run(year: int | None) -> int:
    """Count the matters of a year; say how many figures came of it."""
    now = timezone.now()
    year = year or timezone.localdate(now).year
    done = give_figures(year=year, by=system_actor("importer", now), at=now)
    for outcome in done:
        for problem in outcome.problems:
            click.echo(f"{outcome.file}: {problem}", err=True)
    figures = sum(outcome.figures for outcome in done)
    changed = sum(outcome.added + outcome.superseded for outcome in done)
    click.echo(f"Matters of {year}: {figures} figures, {changed} new or changed.")
    return 1 if any(outcome.refused for outcome in done) else 0
