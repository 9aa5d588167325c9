"""Mail: received by LMTP and kept durably, read and filed; messages kept and sent by the post.

The times are of the whole way: what a sending server waits for, what a worker needs for each.
"""

import asyncio
import json
import os
import smtplib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
MAILS, LINES = 1000, 4
FILED = 300
SENT = 1000
A_HUNDRED_A_SECOND = 10.0
"""Milliseconds for each."""


def measure() -> list[Row]:
    """Run the measurements in a process of their own and return their rows."""
    return rows_of("bench.mail")


def row(name: str, milliseconds: float, limit: float | None) -> Row:
    """One measurement, in milliseconds for each."""
    ours = round(milliseconds, 2)
    return {"name": name, "unit": "ms", "ours": ours, "peer": None, "ratio": None, "limit": limit}


def each(what: Callable[[], object], many: int) -> tuple[float, float]:
    """Milliseconds for each of so many: by the clock, and of our processor (not the database's)."""
    began, busy = time.perf_counter(), time.process_time()
    what()
    passed, worked = time.perf_counter() - began, time.process_time() - busy
    return passed * 1000 / many, worked * 1000 / many


def measured() -> list[Row]:
    """All rows; the server is ended afterwards."""
    import django

    django.setup()
    from tests.database import TestServer
    from tests.servers import end

    from kachehri.engines.postgres.launcher import Launcher

    launcher = Launcher(Path(os.environ["KACHEHRI_TEST_VAR"]))
    server = TestServer(launcher.layout.var)
    try:
        server.prepare()
        return rows()
    finally:
        server.finish()
        end(launcher)


def rows() -> list[Row]:
    """Received, read and filed, sent."""
    from tests import matters as standard

    from kachehri.engines.accounts.queries import system_actor
    from kachehri.engines.post import actions, kinds, queries
    from kachehri.engines.post.models import Arrival

    matters = standard.ground(AT)
    case = standard.complaint(matters)
    by = system_actor("post", AT)
    received = each(lambda: received_all(case.number), MAILS)
    assert queries.lag().arrivals == MAILS, "a mail that was accepted is not there"
    Arrival.objects.update(headers={"recipients": [own_address(case.number)]})
    filed = each(lambda: actions.read(by=by, at=AT, most=FILED), FILED)
    kinds._channels.clear()
    kinds.register_channel(
        kinds.Channel("bench", "bench", lambda out: kinds.Sent(out.key), rings=False)
    )
    for number in range(SENT):
        actions.send(
            channel="bench", address=f"a{number}", subject=case.thing_id, title="t", words="w",
            language="en", key=f"b{number}", by=by, at=AT,
        )  # fmt: skip
    sent = each(lambda: actions.drain(by=by, at=AT, most=SENT), SENT)
    return [
        row("a mail received by LMTP and kept, of 1,000 from 4 servers", received[0], 10.0),
        row("the same, processor of receiver and senders", received[1], None),
        row("a mail read and filed to its matter", filed[0], None),
        row("the same, processor", filed[1], None),
        row("a message of the outbox brought to its gateway", sent[0], A_HUNDRED_A_SECOND),
        row("the same, processor", sent[1], None),
    ]


def own_address(number: int) -> str:
    """The address of the matter that everybody may have."""
    from kachehri.interfaces.email.addresses import address_of

    return address_of(number, "")


def received_all(number: int) -> None:
    """Send every mail over some lines at once."""
    from kachehri.engines.post import receiving

    loop, ports, ready = asyncio.new_event_loop(), [], threading.Event()

    def told(port: int) -> None:
        ports.append(port)
        ready.set()

    task = loop.create_task(receiving.serve("127.0.0.1", 0, "lmtp", told))

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(asyncio.wait([task]))

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    with ThreadPoolExecutor(LINES) as pool:
        list(pool.map(lambda name: send_some(ports[0], number, name), range(LINES)))
    loop.call_soon_threadsafe(task.cancel)
    thread.join(10)


def send_some(port: int, number: int, name: int) -> None:
    """One sending server."""
    to = own_address(number)
    with smtplib.LMTP("127.0.0.1", port) as line:
        for count in range(MAILS // LINES):
            mail = EmailMessage()
            mail["From"], mail["To"] = f"a{name}.{count}@mail.example", to
            mail["Subject"] = "پانی نہیں آتا"
            mail["Message-ID"] = f"<{name}.{count}@mail.example>"
            mail.set_content("The hand pump is broken.\n" * 40)
            line.sendmail(f"a{name}.{count}@mail.example", [to], mail.as_bytes())


if __name__ == "__main__":
    print(json.dumps(measured()))
