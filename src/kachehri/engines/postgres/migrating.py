"""Bringing the tables up to this program's version."""

from django.core.management import call_command
from django.db import OperationalError, connections

from .problems import DatabaseProblem
from .readiness import place, require_known_migrations, waiting_migrations

ONE_AT_A_TIME = 7_276_120  # any number, as long as every Kachehri uses the same


def migrate() -> int:
    """Run what waits, as the owner, and return how many migrations that were.

    Two that run at once wait for each other.
    """
    try:
        with connections["owner"].cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [ONE_AT_A_TIME])
            require_known_migrations()
            waiting = len(waiting_migrations())
            call_command("migrate", database="owner", verbosity=0, interactive=False)
            cursor.execute("select pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    except OperationalError as error:
        raise DatabaseProblem(
            f"The migrations stopped: {str(error).splitlines()[0]}",
            "Mend that and run the same command again; nothing is half done.",
            where=place("owner"),
        ) from error
    return waiting
