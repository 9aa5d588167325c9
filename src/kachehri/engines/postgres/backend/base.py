"""The module that Django looks for in a database engine."""

from typing import Any

from django.db.backends.postgresql import base

from kachehri.engines.postgres.problems import DatabaseProblem


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with one more question at each new connection, which costs no query."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, unless it is as a superuser, who stands above every right and every log."""
        connection = super().get_new_connection(conn_params)
        if connection.info.parameter_status("is_superuser") == "on":
            problem = DatabaseProblem(
                "Kachehri does not work as a superuser of the database.",
                "Give it roles of its own: kachehri db prepare --help",
                where=f"database {connection.info.dbname} as {connection.info.user}",
            )
            connection.close()
            raise problem
        return connection
