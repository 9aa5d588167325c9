"""The database that tests get keeps the promises that tests rely on."""

import os

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections, transaction

from kachehri.engines.ledger.models import Thing

AT = "2026-01-05T09:00:00+05:00"


@pytest.mark.django_db
def test_the_application_signs_in_as_neither_superuser_nor_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper or rolcreaterole or rolcreatedb, datdba = r.oid"
            " from pg_roles r, pg_database"
            " where rolname = current_user and datname = current_database()"
        )
        assert cursor.fetchone() == (False, False)


@pytest.mark.django_db
def test_the_application_may_not_empty_a_table_at_a_stroke() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("truncate ledger_thing cascade")


@pytest.mark.django_db
def test_the_application_may_not_make_a_table() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("create table loot (id int)")


@pytest.mark.django_db(databases=["default", "auditor"])
def test_the_auditor_reads_and_cannot_write() -> None:
    with connections["auditor"].cursor() as cursor:
        cursor.execute("select count(*) from ledger_thing")
        assert cursor.fetchone() == (0,)
        cursor.execute("show default_transaction_read_only")
        assert cursor.fetchone() == ("on",)
    connections["auditor"].close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_transactional_test_leaves_nothing_to_the_next(time: str) -> None:
    assert Thing.objects.count() == 0
    with transaction.atomic():
        Thing.objects.create(kind="test." + time, created_at=AT)
    assert Thing.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_programs_that_a_test_starts_use_the_same_database() -> None:
    Thing.objects.create(kind="test.seen", created_at=AT)
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        assert other.execute("select kind from ledger_thing").fetchall() == [("test.seen",)]
