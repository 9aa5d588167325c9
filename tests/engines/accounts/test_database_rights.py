"""What the auditor of the database cannot read: whatever would let them act as somebody else."""

import psycopg
import pytest
from django.db import connections

SECRETS = {
    "django_session": "session_key",
    "accounts_cache": "value",
    "mfa_authenticator": "data",
    "accounts_account": "password",
}


def read(alias: str, statement: str) -> None:
    where = connections[alias].settings_dict
    names = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER"}
    signed = {name: where[key] for name, key in names.items()}
    with psycopg.connect(**signed, password=where["PASSWORD"]) as connection:
        connection.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "column"), SECRETS.items())
def test_the_auditor_reads_no_session_no_hash_and_no_second_factor(table: str, column: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        read("auditor", f"SELECT {column} FROM {table}")  # noqa: S608
    read("default", f"SELECT {column} FROM {table}")  # noqa: S608


@pytest.mark.django_db
def test_the_auditor_reads_who_is_who() -> None:
    read("auditor", "SELECT id, thing_id, email, name, is_active, last_login FROM accounts_account")
