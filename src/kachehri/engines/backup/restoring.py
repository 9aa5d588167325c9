"""Putting a backup back."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from kachehri.engines.postgres.clients import clients_for

from .folders import copy_tree, put_in_place, stamp
from .manifest import BackupProblem, Manifest, newer, read_manifest, require_whole
from .saving import DUMP, FACTS, FOLDERS, Say, role_names, sign_in

# In one transaction with the dump: either all of it is there afterwards, or all of the old.
# A dump says which rights a table has beyond none. Default rights would be added to them, and the
# log of what was done would be open to change; the dump sets them again at its end.
BEFORE = """
drop schema public cascade;
create schema public;
alter schema public owner to pg_database_owner;
do $$
declare
    entry record;
begin
    for entry in
        select distinct defaclobjtype as kind, acl.grantee::regrole::text as grantee
        from pg_default_acl, aclexplode(defaclacl) as acl
        where defaclrole = current_user::regrole and defaclnamespace = 0
          and acl.grantee not in (0, defaclrole)
    loop
        execute format(
            'alter default privileges revoke all on %s from %s',
            case entry.kind when 'r' then 'tables' when 'S' then 'sequences'
                when 'f' then 'functions' when 'T' then 'types' else 'schemas' end,
            entry.grantee
        );
    end loop;
end
$$;
"""
# Numbers of transactions mean nothing on another server; every event that waits may be sealed.
AFTER = "update public.ledger_pending set xid = 0;"
FILLED_BY_MIGRATIONS = ("django_migrations", "django_content_type", "auth_permission")
TABLES = """
    select quote_ident(tablename) from pg_tables
    where schemaname = 'public' and not tablename = any(%s)
"""


@dataclass(frozen=True)
class Restored:
    """What was put back, and where that is kept which was there before."""

    manifest: Manifest
    kept: list[Path]


def restore(*, folder: Path, var: Path, at: datetime, force: bool, say: Say) -> Restored:
    """Put a backup back. Raises DatabaseProblem before anything is touched if it cannot go well.

    A database that holds something is replaced only with `force`. Files and tree heads that are
    there already are moved beside, never deleted.
    """
    manifest = read_manifest(folder)
    say("Checking every file of the backup …")
    require_fitting(folder, manifest)
    if not force:
        require_empty()
    say("Writing the database …")
    restore_database(folder, var)
    require_same(manifest)
    say("Copying the files …")
    return Restored(manifest, [*restore_folders(folder, var, at)])


def require_fitting(folder: Path, manifest: Manifest) -> None:
    """Refuse a backup that is damaged, of a newer program, or with other role names."""
    if manifest.holds != "data":
        raise BackupProblem(
            "This folder holds keys, not data.",
            "To put keys back: kachehri restore --keys PATH",
            where=str(folder),
        )
    require_whole(folder, manifest)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise newer(folder)
    if manifest.roles != (here := role_names()):
        raise BackupProblem(
            f"The backup has the roles {', '.join(manifest.roles.values())};"
            f" this database has {', '.join(here.values())}. Its rights would not fit.",
            "Restore it to a database whose roles have the same names.",
            where=str(folder),
        )


def require_empty() -> None:
    """Refuse a database in which somebody has written."""
    with sign_in() as owner:
        tables = owner.execute(TABLES, [list(FILLED_BY_MIGRATIONS)]).fetchall()
        filled = [table for (table,) in tables if _has_rows(owner, table)]
    if filled:
        raise BackupProblem(
            f"The database is not empty ({len(filled)} tables hold something).",
            "Make a backup of it, then use --force to replace what is in it.",
            where=str(connections["owner"].settings_dict["NAME"]),
        )


def _has_rows(owner: psycopg.Connection[Any], table: str) -> bool:
    # The name comes from the catalogue, already quoted.
    row = owner.execute(f"select exists (select from public.{table})").fetchone()  # noqa: S608
    return bool(row and row[0])


def restore_database(folder: Path, var: Path) -> None:
    """Replace the whole database with the dump, in one transaction."""
    connections.close_all()
    with sign_in() as owner:
        server_version = owner.info.server_version
    clients = clients_for(connections["owner"].settings_dict, server_version, var)
    giver = clients.argv("pg_restore", "--file=-", "--no-owner", folder / DUMP)
    quiet = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    taker = clients.argv("psql", *quiet, "-c", BEFORE, "-f", "-", "-c", AFTER)
    clients.pipe(giver, taker)


def require_same(manifest: Manifest) -> None:
    """Compare what the database holds now with what the backup said."""
    with sign_in() as owner:
        rows = {fact: owner.execute(query).fetchone() for fact, query in FACTS.items()}
    found = {fact: int(row[0]) for fact, row in rows.items() if row}
    wanted = {"events": manifest.events, "tree_size": manifest.tree_size}
    if found != wanted:
        raise BackupProblem(
            f"The restored database has {found}; the backup said {wanted}.",
            "Do not use it. Restore another backup with --force.",
        )


def restore_folders(folder: Path, var: Path, at: datetime) -> list[Path]:
    """Put files and tree heads in place; returns the folders that they replaced, kept beside."""
    places = {"heads": var / "heads", "files": Path(settings.FILES_ROOT)}
    kept = []
    for name in FOLDERS:
        new = places[name].with_name(f".{name}.restoring")
        places[name].parent.mkdir(parents=True, exist_ok=True)
        _clear(new)
        copy_tree(folder / name, new)
        if old := put_in_place(new, places[name], stamp(at)):
            kept.append(old)
    return kept


def _clear(folder: Path) -> None:
    """Remove what an interrupted restore left."""
    shutil.rmtree(folder, ignore_errors=True)
