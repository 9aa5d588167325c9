"""What `kachehri forms add` does, and what it says."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.kinds.forms import FormRefused
from kachehri.domains.forms.kinds.submissions import NewFile
from kachehri.domains.places import queries as places
from kachehri.engines.accounts.queries import system_actor

from .form_checking import in_words, verdict


def add(
    path: Path,
    *,
    project: str,
    place: str,
    media: Sequence[Path],
    publish: bool,
    as_json: bool,
) -> int:
    """Add a form; return the exit code."""
    at = timezone.now()
    by = system_actor("setup", at)
    project_id = project_of(project, place, by, at)
    if project_id is None:
        click.echo(f"There is no place {place or '(none was named)'}. See --place.", err=True)
        return 1
    files = [NewFile(one.name, one.read_bytes()) for one in media]
    try:
        form = actions.add_form(
            project_id=project_id,
            content=path.read_bytes(),
            name=path.name,
            media=files,
            by=by,
            at=at,
        )
        if publish:
            form = actions.publish(form_id=form.id, by=by, at=at)
    except FormRefused as refusal:
        found = {"path": str(path), **verdict(refusal.problems, is_sound=False)}
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else in_words(found))
        return 2
    said = {"ok": True, "form": form.id, "form_id": form.key, "state": form.state}
    click.echo(json.dumps(said) if as_json else f"Added {form.key} as {form.state} ({form.id}).")
    return 0


def project_of(key: str, place: str, by: Any, at: Any) -> int | None:
    """The project with this key; made where there is none, at the place or else the country."""
    if known := queries.project(key):
        return known.id
    found = places.by_key(place) if place else next(iter(places.tree()), None)
    if found is None:
        return None
    return actions.make_project(key=key, names={"en": key}, place_id=found.id, by=by, at=at)
