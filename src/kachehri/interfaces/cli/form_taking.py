"""Encrypted answers taken out of the server as they are, for whoever holds the private key."""

from pathlib import Path

import click
from django.utils import timezone

from kachehri.domains.forms import queries
from kachehri.domains.forms.actions.taking import take_encrypted
from kachehri.engines.accounts.queries import system_actor

from .form_decrypting import folder_of, write

SETUP = "setup"


def take(form: str, out: Path) -> int:
    """Write a folder for each encrypted submission of a form."""
    found = queries.form(form)
    if found is None:
        click.echo(f"There is no form {form}.", err=True)
        return 1
    now = timezone.now()
    count = 0
    for instance, files in take_encrypted(form_id=found.id, by=system_actor(SETUP, now), at=now):
        write(out / folder_of(instance), files)
        count += 1
    click.echo(f"{count} encrypted answers were written to {out}.")
    return 0
