"""Making a backup of database and files."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from kachehri.engines.postgres.clients import clients_for

from .folders import copy_tree, stamp, whole
from .manifest import Manifest, entries_of

DUMP = "database.dump"
NOT_KEPT = "--exclude-table-data=django_session"
"""Sessions stay out: whoever reads a backup could go on with them, and read drafts never sent."""
FOLDERS = ("heads", "files")
FACTS = {
    "events": "select count(*) from ledger_event",
    "tree_size": "select coalesce(max(size), 0) from ledger_treehead",
}

Say = Callable[[str], None]


@dataclass(frozen=True)
class Snapshot:
    """What the database was at the one moment that the dump shows."""

    name: str
    migrations: list[str]
    facts: Mapping[str, int]
    server_version: int


def back_up(*, out: Path, var: Path, at: datetime, say: Say) -> Path:
    """Write a backup into a new folder of `out` and return it. Raises DatabaseProblem.

    Tree heads are copied before the database, so that none of them is ahead of it; files after it,
    so that every file that it names is there.
    """
    target = out / f"kachehri-{stamp(at)}"
    with whole(target) as folder, snapshot() as seen:
        copy_tree(var / "heads", folder / "heads")
        say("Writing the database …")
        entry = connections["owner"].settings_dict
        clients = clients_for(entry, seen.server_version, var)
        words = ("--format=custom", NOT_KEPT, f"--snapshot={seen.name}", f"--file={folder / DUMP}")
        clients.run("pg_dump", *words)
        say("Copying the files …")
        copy_tree(Path(settings.FILES_ROOT), folder / "files")
        manifest_of(folder, seen, at).write(folder)
    return target


def manifest_of(folder: Path, seen: Snapshot, at: datetime) -> Manifest:
    """The list of what lies in the folder."""
    return Manifest(
        holds="data",
        made_at=at.isoformat(),
        kachehri=version("kachehri"),
        postgresql=seen.server_version,
        roles=role_names(),
        migrations=seen.migrations,
        **seen.facts,
        entries=list(entries_of(folder)),
    )


def role_names() -> dict[str, str]:
    """The names of the three roles here, by alias; rights in a dump name them."""
    return {
        alias: str(connections[alias].settings_dict["USER"])
        for alias in ("default", "owner", "auditor")
    }


def sign_in() -> psycopg.Connection[Any]:
    """A connection of the owner's own, apart from Django's."""
    known = connections["owner"].get_connection_params()
    keep = ("dbname", "user", "password", "host", "port", "sslmode")
    return psycopg.connect(**{name: known[name] for name in keep if known.get(name)})


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """One moment of the database, held while the block runs."""
    with sign_in() as owner:
        owner.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        name = _one(owner, "select pg_export_snapshot()")
        ran = owner.execute("select app || '.' || name from django_migrations order by id")
        migrations = [str(row[0]) for row in ran.fetchall()]
        facts = {fact: int(_one(owner, query)) for fact, query in FACTS.items()}
        yield Snapshot(str(name), migrations, facts, owner.info.server_version)
        owner.rollback()


def _one(owner: psycopg.Connection[Any], query: str) -> Any:
    return owner.execute(query).fetchall()[0][0]
