"""The database: starting, recovering, cloning for tests, backing up and restoring.

Measured in a process of its own, with a VAR of its own, so that nothing touches the data here.
`ratio` is peer divided by ours: above one, ours is quicker.
"""

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
EVENTS = 200_000
FILL = f"""
    with thing as (
        insert into ledger_thing (kind, created_at) values ('made_up', now()) returning id
    )
    insert into ledger_event (at, verb, refs, actor_id, thing_id)
    select now(), 'made.up', '{{"n": 1}}', id, id from thing, generate_series(1, {EVENTS})
"""  # noqa: S608


def measure() -> list[Row]:
    """Run the measurements in a process of their own and return their rows."""
    return rows_of("bench.database")


def row(name: str, ours: float, limit: float | None = None, peer: float | None = None) -> Row:
    """One row in seconds."""
    ratio = round(peer / ours, 2) if peer else None
    shown = round(peer, 3) if peer else None
    return {
        "name": name,
        "unit": "s",
        "ours": round(ours, 3),
        "peer": shown,
        "ratio": ratio,
        "limit": limit,
    }


def seconds(what: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def measured() -> list[Row]:
    """All rows; the server is ended afterwards."""
    import django

    django.setup()
    from tests.servers import end

    from kachehri.engines.postgres.launcher import Launcher

    launcher = Launcher(Path(os.environ["KACHEHRI_TEST_VAR"]))
    try:
        rows = starting(launcher)
        rows += testing(launcher)
        return rows
    finally:
        end(launcher)


def starting(launcher: Any) -> list[Row]:
    """Starting and recovering the embedded server."""
    first = seconds(launcher.start)
    attach = min(seconds(launcher.start) for _ in range(5))
    launcher.stop()
    again = seconds(launcher.start)
    return [
        row("embedded server: first start, with initdb and roles", first, limit=30),
        row("embedded server: join one that runs", attach, limit=0.1),
        row("embedded server: start again", again, limit=10),
        row("embedded server: start after kill -9 in a long insert", recovery(launcher), limit=60),
    ]


def recovery(launcher: Any) -> float:
    """Kill the server three seconds into a long insert, and start it at once."""
    import psycopg

    keys = launcher.start()
    with keys.connect(keys.name) as admin:
        admin.execute("create table bench_fact (n bigint)")
    busy = keys.connect(keys.name)

    def insert() -> None:
        with suppress(psycopg.OperationalError):
            busy.execute("insert into bench_fact select generate_series(1, 1000000000)")

    thread = threading.Thread(target=insert)
    thread.start()
    time.sleep(3)
    os.kill(launcher.status().pid, signal.SIGKILL)
    taken = seconds(launcher.start)
    thread.join()
    with keys.connect(keys.name) as admin:
        admin.execute("drop table bench_fact")
    return taken


def testing(launcher: Any) -> list[Row]:
    """The database of the tests, then backup and restore of a filled one."""
    from django.core.management import call_command
    from tests.database import TestServer

    server = TestServer(launcher.layout.var)
    template = seconds(server.prepare)
    clone = min(seconds(server.clone) for _ in range(3))

    def flush() -> None:
        call_command("flush", database="owner", verbosity=0, interactive=False)

    rows = [
        row("tests: migrated template and first clone", template, limit=60),
        row(
            "tests: clone after a transactional test (peer: Django's flush)",
            clone,
            2,
            seconds(flush),
        ),
    ]
    server.clone()
    rows += saving(launcher.layout.var)
    server.finish()
    return rows


def saving(var: Path) -> list[Row]:
    """Backup and restore, beside PostgreSQL's own programs alone."""
    from django.conf import settings
    from django.db import connections

    from kachehri.engines.backup.restoring import restore
    from kachehri.engines.backup.saving import back_up
    from kachehri.engines.postgres.clients import clients_for

    with connections["owner"].cursor() as cursor:
        cursor.execute(FILL)
        version = connections["owner"].connection.info.server_version
    at, own, made = datetime.now(UTC), Path(settings.VAR), []

    def say(_text: str) -> None:
        """Nobody listens."""

    ours = seconds(lambda: made.append(back_up(out=var / "out", var=own, at=at, say=say)))
    clients = clients_for(connections["owner"].settings_dict, version, own)
    dump = ("--format=custom", f"--file={var / 'plain.dump'}")
    peer = seconds(lambda: clients.run("pg_dump", *dump))
    words = {"folder": made[0], "var": own, "at": at, "force": True, "say": say}
    back = seconds(lambda: restore(**words))
    name = f"{EVENTS} events"
    return [
        row(f"backup of {name} (peer: pg_dump alone)", ours, 60, peer),
        row(f"restore of {name}, checked", back, 120),
    ]


if __name__ == "__main__":
    print(json.dumps(measured()))
