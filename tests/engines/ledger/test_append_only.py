"""Nobody but the owner changes what was written."""

from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from kachehri.engines.ledger.actions import make_partition
from kachehri.engines.ledger.models import Event, Pending

from .events import happen, seal

TABLES = [
    "ledger_event",
    "ledger_event_2026",
    "ledger_event_default",
    "ledger_leaf",
    "ledger_treehead",
    "ledger_thing",
]
CHANGES = {
    "update": "UPDATE {} SET {} = {}",
    "delete": "DELETE FROM {}",
    "truncate": "TRUNCATE {}",
}
COLUMN = {"ledger_leaf": "index", "ledger_treehead": "size", "ledger_thing": "kind"}


def refused(alias: str, statement: str) -> bool:
    """Whether the role of that alias may not run it, even in a session that may write."""
    where = connections[alias].settings_dict
    with psycopg.connect(
        host=where["HOST"],
        port=where["PORT"],
        dbname=where["NAME"],
        user=where["USER"],
        password=where["PASSWORD"],
        options="-c default_transaction_read_only=off",
    ) as connection:
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            return True
        finally:
            connection.rollback()
    return False


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ["default", "auditor"])
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_neither_application_nor_auditor_changes_the_log(
    alias: str, table: str, change: str
) -> None:
    column = COLUMN.get(table, "verb")
    assert refused(alias, CHANGES[change].format(table, column, column))


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ["default", "auditor"])
@pytest.mark.parametrize("table", ["ledger_event_2026", "ledger_event_default"])
def test_nobody_adds_to_a_partition_past_the_queue(alias: str, table: str) -> None:
    assert refused(alias, f"INSERT INTO {table} SELECT * FROM ledger_event LIMIT 0")  # noqa: S608


@pytest.mark.django_db(transaction=True)
def test_a_new_partition_is_protected_from_the_start() -> None:
    assert make_partition(year=2041)
    assert not make_partition(year=2041)
    for statement in CHANGES.values():
        assert refused("default", statement.format("ledger_event_2041", "verb", "verb"))


@pytest.mark.django_db
def test_the_auditor_makes_no_partition() -> None:
    assert refused("auditor", "SELECT ledger_make_partition(2042)")


@pytest.mark.django_db(transaction=True)
def test_the_application_does_not_choose_the_id_of_an_event() -> None:
    [event] = happen()
    statement = f"""INSERT INTO ledger_event (id, at, verb, refs, actor_id, thing_id)
        VALUES ({event.pk}, '2027-01-01', 'x', '{{}}', {event.actor_id}, {event.thing_id})"""  # noqa: S608
    assert refused("default", statement)


@pytest.mark.django_db
def test_the_application_does_not_fill_the_queue_itself() -> None:
    assert refused("default", "INSERT INTO ledger_pending VALUES (1, now(), 1)")
    assert refused("default", "UPDATE ledger_pending SET xid = 0")


@pytest.mark.django_db
def test_an_event_waits_for_its_seal_from_its_own_transaction_on() -> None:
    [event] = happen()
    waiting = Pending.objects.get()
    assert (waiting.event_id, waiting.event_at) == (event.pk, event.at)


@pytest.mark.django_db
def test_events_of_a_year_lie_in_its_partition() -> None:
    happen(at=datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC), count=4)
    assert counted("ledger_event_2026") == 2
    assert counted("ledger_event_2027") == 2


@pytest.mark.django_db(transaction=True)
def test_events_before_their_partition_move_into_it_and_keep_their_seal(tmp_path: Path) -> None:
    happen(at=datetime(2050, 6, 1, tzinfo=UTC), count=3)
    assert counted("ledger_event_default") == 3
    make_partition(year=2050)
    assert counted("ledger_event_default") == 0
    assert counted("ledger_event_2050") == 3
    assert Event.objects.count() == 3
    assert Pending.objects.count() == 3
    assert seal(tmp_path) == 3


def counted(table: str) -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(cursor.fetchone()[0])
