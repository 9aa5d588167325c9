"""Two people at once, and a program that dies in the middle. The figures are made up."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from tests.pack_fixtures import AT

from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.actions.storing import _LOCKS
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS
from kachehri.domains.evidence.models import Coverage, Finding, Load, Observation, Source
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.ledger.models import Event
from kachehri.packs.pakistan.contents import EVIDENCE

SOURCE = "pbs-census-2023-table-1"
FIGURES = EVIDENCE.recipes["figures"]
DIES = """
import sys
from datetime import datetime, UTC
from pathlib import Path
import django
django.setup()
from kachehri.domains.evidence.actions import load_file, storing
from kachehri.engines.accounts.queries import system_actor
from kachehri.packs.pakistan.contents import EVIDENCE
storing._COVER = "select pg_sleep(2)"
at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
by = system_actor("importer", at)
load_file(recipe=EVIDENCE.recipes["figures"], path=Path(sys.argv[1]), by=by, at=at)
"""


@pytest.fixture
def table(tmp_path) -> Path:
    """A few hundred figures, one of them wrong."""
    path = tmp_path / "table.csv"
    years = range(1700, 1999)
    lines = [f"PK713,population,{y}-01-01,{y + 1}-01-01,,,{y},,,,,,{SOURCE},x," for y in years]
    wrong = f"PK713,population,2000-01-01,2001-01-01,,,many,,,,,,{SOURCE},x,"
    path.write_text("\n".join([",".join(COMPACT_COLUMNS), *lines, wrong]))
    return path


def wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def count_of(query, *params):
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_two_people_with_the_same_file_make_one_load_and_one_nothing_new(pakistan, table):
    outcomes = []
    source = Source.objects.get(code=SOURCE).pk

    def load():
        try:
            by = system_actor("importer", AT)
            outcomes.append(load_file(recipe=FIGURES, path=table, by=by, at=AT))
        finally:
            connections.close_all()

    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCKS, source])
        threads = [threading.Thread(target=load) for _ in range(2)]
        for thread in threads:
            thread.start()
        waiting = (
            "select count(*) from pg_locks where locktype = 'advisory' and classid = %s"
            " and objid = %s and not granted"
        )
        wait_for(lambda: count_of(waiting, _LOCKS, source) == 2)
        assert not Observation.objects.exists()
    for thread in threads:
        thread.join(30)
    assert sorted(outcome.added for outcome in outcomes) == [0, 299]
    assert sorted(outcome.unchanged for outcome in outcomes) == [0, 299]
    assert [outcome.load_id for outcome in outcomes].count(None) == 1
    assert Load.objects.count() == Event.objects.filter(verb="evidence.loaded").count() == 1
    assert Observation.objects.count() == 299
    assert Coverage.objects.get().figures == 299


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_program_that_is_killed_leaves_nothing_half_and_its_file_goes_in_later(pakistan, table):
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings"}
    program = subprocess.Popen([sys.executable, "-c", DIES, str(table)], env=env)
    sleeping = (
        "select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()"
        " and query like '%%pg_sleep%%' and datname = current_database()"
    )
    try:
        wait_for(lambda: count_of(sleeping))
        assert not Observation.objects.exists(), "what it has written is not seen"
    finally:
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
    wait_for(lambda: not count_of(sleeping))
    for kind in (Observation, Load, Finding, Coverage):
        assert not kind.objects.exists()
    assert not Event.objects.filter(verb="evidence.loaded").exists()
    outcome = load_file(recipe=FIGURES, path=table, by=pakistan, at=AT)
    assert (outcome.added, Finding.objects.count()) == (299, 1)
