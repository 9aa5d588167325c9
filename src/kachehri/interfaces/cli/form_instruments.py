"""What `kachehri forms instrument load`, `points`, `poverty`, `ranking` do, and what they say."""

import json
from pathlib import Path

import click
from django.utils import timezone

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.actions.instruments import NoInstrument
from kachehri.domains.forms.kinds.forms import FormRefused
from kachehri.domains.forms.queries import instruments as scored
from kachehri.domains.forms.queries import wealth
from kachehri.domains.forms.rules.points import PointsRefused
from kachehri.domains.forms.rules.scoring import instrument_of
from kachehri.engines.accounts.queries import system_actor
from kachehri.kernel.scoring_groups import LEAST_GROUP, TooFew
from kachehri.kernel.scoring_ranks import CLASSES

from .form_adding import project_of
from .form_declared import none_called


def load(key: str, project: str, place: str, form_key: str, *, publish: bool) -> int:
    """Make a form; return the exit code."""
    at = timezone.now()
    by = system_actor("setup", at)
    project_id = project_of(project, place, by, at)
    if project_id is None:
        click.echo(f"There is no place {place or '(none was named)'}. See --place.", err=True)
        return 1
    try:
        form = actions.load_instrument(
            key=key, project_id=project_id, form_key=form_key, by=by, at=at
        )
        if publish:
            form = actions.publish(form_id=form.id, by=by, at=at)
    except NoInstrument:
        return none_called(key)
    except FormRefused as refusal:
        click.echo("\n".join(one.message for one in refusal.problems), err=True)
        return 2
    click.echo(f"Made {form.key} as {form.state} ({form.id}).")
    return 0


def load_points(file: Path, key: str, version: str, source: str) -> int:
    """Load points; return the exit code."""
    at = timezone.now()
    try:
        count = actions.load_points(
            key=key, content=file.read_text("utf-8"), version=version, source=source,
            by=system_actor("setup", at), at=at,
        )  # fmt: skip
    except (PointsRefused, UnicodeDecodeError) as refusal:
        click.echo(str(refusal), err=True)
        return 2
    except NoInstrument:
        return none_called(key)
    click.echo(f"Loaded points for {count} answers of {key}, version {version}.")
    return 0


def poverty(form: str, line: str, *, as_json: bool) -> int:
    """Say what share is poor; return the exit code."""
    found = queries.form(form)
    one = instrument_of(form)
    if found is None or one is None:
        click.echo(f"No form of a poverty scorecard is called {form}.", err=True)
        return 2
    try:
        rate = scored.poor_share(found.id, one.key, line)
    except TooFew as few:
        click.echo(f"{few}: nothing is said of fewer than {LEAST_GROUP} homes.", err=True)
        return 1
    except LookupError:
        click.echo(f"{form} has no table for the line {line}.", err=True)
        return 2
    said = {"form": form, "line": line, "homes": rate.homes, "percent": round(rate.percent, 1)}
    words = f"{said['percent']} % of {rate.homes} homes are poor ({line} line, 2005/06)."
    click.echo(json.dumps(said) if as_json else words)
    return 0


def ranking(form: str, scorecard: str, *, as_json: bool) -> int:
    """Say how a ranking agrees with a scorecard; return the exit code."""
    one, other = queries.form(form), queries.form(scorecard)
    if one is None or other is None:
        click.echo(f"There is no form {form if one is None else scorecard}.", err=True)
        return 2
    found = wealth.against_scorecard(one.id, other.id)
    if not found.homes:
        click.echo("No home is in both: the village and the number of the home must agree.")
        return 1
    rows = [[found.table.get((row, column), 0) for column in CLASSES] for row in CLASSES]
    said = {
        "homes": found.homes, "same": found.same, "kappa": found.kappa,
        "correlation": found.correlation, "table": rows,
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps(said))
        return 0
    click.echo(f"{found.same} of {found.homes} homes are in the same class by both.")
    click.echo(
        f"Weighted kappa {_round(found.kappa)}, rank correlation {_round(found.correlation)}"
    )
    for row in rows:
        click.echo(" ".join(f"{count:5}" for count in row))
    return 0


def _round(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"
