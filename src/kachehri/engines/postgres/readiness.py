"""Whether the program may work on the database that it found."""

from typing import Any

from django.db import OperationalError, connections
from django.db.migrations.loader import MigrationLoader

from .preparing import require_version
from .problems import DatabaseProblem

RIGHTS = """
    select rolsuper, not rolsuper and (
        pg_has_role(current_user, datdba, 'MEMBER') or exists (
            select from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
            and pg_has_role(current_user, relowner, 'MEMBER')
        )
    )
    from pg_roles, pg_database where rolname = current_user and datname = current_database()
"""


def require_ready(*, migrated: bool = True, known: bool = True) -> None:
    """Raise DatabaseProblem unless the database answers, is ours to use, and fits this program.

    With `migrated=False` migrations that wait to be run are no problem; with `known=False` neither
    are those that this program does not know.
    """
    require_modest_role()
    require_version(connections["default"].connection.info.server_version)
    if known:
        require_known_migrations()
    if migrated and (waiting := waiting_migrations()):
        raise DatabaseProblem(
            f"The database lacks {len(waiting)} migrations of this program"
            f" (the first: {'.'.join(waiting[0])}).",
            "Run: kachehri db migrate",
            where=place(),
        )


def require_modest_role() -> None:
    """Refuse to work as a superuser or as the owner of the tables."""
    superuser, owner = _one(RIGHTS)
    if superuser or owner:
        who = "a superuser" if superuser else "its owner"
        raise DatabaseProblem(
            f"The application signs in to the database as {who}, who could empty the log of what"
            " was done.",
            "Give it a role of its own: kachehri db prepare --help",
            where=place(),
        )


def require_known_migrations() -> None:
    """Refuse a database that a newer program has changed."""
    if unknown := unknown_migrations():
        raise DatabaseProblem(
            f"The database was changed by a newer Kachehri: {len(unknown)} of its migrations are"
            f" unknown here (the first: {'.'.join(unknown[0])}).",
            "Use that newer Kachehri, or restore a backup made before: kachehri restore --help",
            where=place(),
        )


def unknown_migrations() -> list[tuple[str, str]]:
    """Migrations (app, name) that were run on the database and that this program does not have."""
    loader = _loader()
    known = set(loader.disk_migrations) | set(loader.replacements)
    return sorted(key for key in loader.applied_migrations if key not in known)


def waiting_migrations() -> list[tuple[str, str]]:
    """Migrations (app, name) of this program that the database lacks."""
    loader = _loader()
    return sorted(key for key in loader.graph.nodes if key not in loader.applied_migrations)


def place(alias: str = "default") -> str:
    """The database in words, without its password."""
    entry = connections[alias].settings_dict
    return f"database {entry['NAME']} as {entry['USER']} on {entry['HOST'] or 'the local socket'}"


def _loader() -> MigrationLoader:
    return MigrationLoader(connections["default"])


def _one(query: str) -> tuple[Any, ...]:
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(query)
            row: tuple[Any, ...] = cursor.fetchone()
            return row
    except OperationalError as error:
        raise DatabaseProblem(
            f"The database does not answer: {str(error).splitlines()[0]}",
            "Look at it with: kachehri db status",
            where=place(),
        ) from error
