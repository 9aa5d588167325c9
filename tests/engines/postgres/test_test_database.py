"""The database that tests get keeps the promises that tests rely on."""

import os

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections, transaction
from tests.database import TestServer
from tests.grounds import stand_on
from tests.slate import TABLES, rows

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


CHANGES = {
    "a row comes": "insert into ledger_thing (kind, created_at) values ('test.more', now())",
    "a row goes": "delete from places_placename",
    "a row is changed": "update places_place set key = key || '-x'",
    "a row comes and goes": (
        "insert into ledger_thing (kind, created_at) values ('test.more', now());"
        "delete from ledger_thing where kind = 'test.more'"
    ),
    "a table comes": "create table loot (id int)",
    "a column comes": "alter table ledger_thing add loot int",
    "a trigger sleeps": "alter table ledger_event disable trigger all",
    "a right is given": "grant truncate on ledger_thing to public",
    "a table is emptied": "truncate ledger_thing cascade",
}


def everything(server: TestServer) -> object:
    """What lies in the test's database, read without what is remembered of it."""
    with server.connect(server.name) as inside:
        names = [name for (name,) in inside.execute(TABLES).fetchall()]
        found = {name: sorted(rows(inside, name).splitlines()) for name in names}
        rights = inside.execute("select relname, relacl::text from pg_class order by 1").fetchall()
        columns = inside.execute("select attrelid::regclass::text, attname from pg_attribute")
        enabled = inside.execute(
            "select tgname, tgenabled from pg_trigger order by 1, 2"
        ).fetchall()
        return found, rights, sorted(columns.fetchall()), enabled


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("ground", ["", "kept_tree"])
def test_whatever_a_test_changes_is_wiped_off(
    own_server: TestServer, change: str, ground: str
) -> None:
    stand_on(own_server, ground)
    before = everything(own_server)
    with own_server.connect(own_server.name) as inside:
        inside.execute("set session_replication_role = replica")
        inside.execute(CHANGES[change])
    own_server.wipe()
    assert everything(own_server) == before


NEXT = "select nextval(pg_get_serial_sequence('ledger_thing', 'id'))"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["select 1", "create table loot (id int)"])
def test_no_number_is_given_twice(own_server: TestServer, change: str) -> None:
    given = []
    for ground in ("", "kept_tree", ""):
        stand_on(own_server, ground)
        with own_server.connect(own_server.name) as inside:
            given += [inside.execute(NEXT).fetchone() for _ in "ab"]
            inside.execute(change)
        own_server.wipe()
    assert len(set(given)) == len(given) == 6
