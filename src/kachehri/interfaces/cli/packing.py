"""What `kachehri pack load` does once Django is loaded."""

import sys
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from kachehri.domains.bodies import actions as bodies
from kachehri.domains.bodies.queries.files import read_sheets
from kachehri.domains.cases.actions.feeding import give_figures
from kachehri.domains.cases.kinds import every as every_kind
from kachehri.domains.evidence import actions as evidence
from kachehri.domains.evidence import queries as evidence_queries
from kachehri.domains.places import actions as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts import actions as accounts
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow import actions as flow
from kachehri.engines.jobs.progress import Terminal
from kachehri.engines.postgres.migrating import migrate
from kachehri.engines.tables.files import FileProblem, sha256_of

from .demonstrating import write_demonstration
from .demonstrating_matters import write_matters
from .demonstrating_officers import name_officers
from .demonstrating_survey import write_survey
from .demonstrating_voices import write_voices

DECLARING = gettext_noop("Places, indicators and sources")
READING = gettext_noop("Figures: %(file)s")
MANY = 10_000


def load(*, demo: bool) -> None:
    """Bring in every pack of this installation."""
    migrate()
    at = timezone.now()
    accounts.ensure_system_actors(at)
    for name in settings.PACKS:
        load_pack(import_module(f"{name}.contents"), at)
    if demo:
        import_module("kachehri.engines.accounts.demonstration").ensure_demo_accounts(
            by=system_actor("setup", at), at=at
        )
        name_officers(by=system_actor("setup", at), at=at)
        write_demo_matters(at)
        write_demo_survey(at)
        write_demo_voices(at)
        write_demo_records(at)
        show_demo_accounts(at)


def load_pack(pack: Any, at: datetime) -> None:
    """Bring in one pack: its tree, what it declares, and the files that are not in yet."""
    progress = Terminal(sys.stderr)
    setup, importer = system_actor("setup", at), system_actor("importer", at)
    progress.step(DECLARING)
    changed = places.load_tree(tree=pack.TREE, by=setup, at=at)
    changed += flow.load_calendars(
        weekends=pack.WEEKENDS, holidays=pack.HOLIDAYS, names=pack.CALENDARS, by=setup, at=at
    )
    flow.synchronise(flows={one.key: one.flow for one in every_kind()}, by=setup, at=at)
    changed += bring_offices(pack.BODIES, setup, at)
    known = pack.EVIDENCE
    changed += evidence.declare(indicators=known.indicators, sources=known.sources, by=setup, at=at)
    changed += evidence.bring_publications(publications=known.publications, by=setup, at=at)
    files = list(unread(known.figures))
    progress.start(len(files))
    figures = 0
    for path in files:
        progress.step(READING, file=path.name)
        figures += load_figures(known.recipes["figures"], path, importer, at)
        progress.advance()
    derived = evidence.derive(quotients=known.quotients, by=importer, at=at)
    figures += derived.added + derived.superseded
    progress.close()
    say(f"{changed} places, free days, indicators and sources are new; {figures} figures.")


def bring_offices(folder: Path, by: Actor, at: datetime) -> int:
    """Bring the offices of the pack in; what a person changed stays. A mistake ends the program."""
    outcome = bodies.import_bodies(sheets=read_sheets(folder), by=by, at=at, keep=True)
    for one in outcome.problems[:1]:
        wrong = f"{one.sheet}.csv, row {one.row}, {one.column}: {one.said} {one.mend}"
        raise click.ClickException(f"{wrong} No office was brought in.")
    return outcome.added + outcome.changed


def unread(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files of which this very content did not go in before."""
    known = {one.sha256 for one in evidence_queries.loads(limit=MANY)}
    return (path for path in paths if sha256_of(path) not in known)


def load_figures(recipe: Any, path: Path, by: Actor, at: datetime) -> int:
    """Bring one file of the pack in; a mistake in it ends the program."""
    try:
        outcome = evidence.load_file(recipe=recipe, path=path, by=by, at=at, strict=True)
    except FileProblem as problem:
        raise click.ClickException(str(problem)) from problem
    if outcome.refused:
        first = outcome.problems[0]
        raise click.ClickException(
            f"{path.name}, row {first.row}: {first}. Nothing of this file was loaded."
        )
    return outcome.added + outcome.superseded


def write_demo_matters(at: datetime) -> None:
    """Write the made-up matters of every pack that has some, and count them for evidence."""
    for name in settings.PACKS:
        if find_spec(f"{name}.demonstration") is None:
            continue
        told = import_module(f"{name}.demonstration.matters")
        if count := write_matters(told, at=at):
            for year in (at.year - 1, at.year):
                give_figures(year=year, by=system_actor("importer", at), at=at)
            say(f"{count} made-up matters of people.")


def write_demo_survey(at: datetime) -> None:
    """Hold the made-up survey of every pack that has one."""
    for name in settings.PACKS:
        if find_spec(f"{name}.demonstration") is None:
            continue
        if count := write_survey(import_module(f"{name}.demonstration.survey"), at=at):
            say(f"{count} homes of a made-up survey.")


def write_demo_voices(at: datetime) -> None:
    """Keep the made-up talks of every pack that has some."""
    for name in settings.PACKS:
        if find_spec(f"{name}.demonstration") is None:
            continue
        if count := write_voices(import_module(f"{name}.demonstration.voices"), at=at):
            say(f"{count} made-up talks with people.")


def write_demo_records(at: datetime) -> None:
    """Write the made-up records of every pack that has some."""
    for name in settings.PACKS:
        if find_spec(f"{name}.demonstration") is None:
            continue
        pack = import_module(f"{name}.demonstration")
        count = write_demonstration(pack, by=system_actor("setup", at), at=at)
        say(f"{count} made-up records of a team.")


def show_demo_accounts(at: datetime) -> None:
    """Make the demonstration accounts and print how to sign in to them."""
    made = import_module("kachehri.engines.accounts.demonstration")
    print("Demonstration accounts (made up; never use them on a real server):")
    for one in made.ensure_demo_accounts(by=system_actor("setup", at), at=at):
        print(f"  {one.role:14} {one.email:34} {one.password}   code now: {one.code}")


def say(text: str) -> None:
    """A line for a person; a pipe gets nothing."""
    if sys.stdout.isatty():
        print(text)
