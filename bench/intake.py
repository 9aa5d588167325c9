"""Answers from devices: how many a second are durably accepted and read, with none lost.

A server (uvicorn, one process) with the site's own ASGI application on loopback takes submissions
of a form of 60 questions from 500 enumerators over 32 connections, as Collect sends them; one is
counted only after it is committed. Meanwhile a worker of its own reads in batches, and the lag is
printed. `--seconds 600` is all that is asked; the table of all benchmarks runs a short one.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.own_process import rows_of
from bench.sms import free_port, is_open

Row = dict[str, Any]
SECONDS = 20
CONNECTIONS = 32
ENUMERATORS = 500
QUESTIONS = 60
ACCEPTED_A_SECOND = 300
LINE = b"bench-intake-line"


def measure() -> list[Row]:
    """Run the measurements in a process of their own and return their rows."""
    return rows_of("bench.intake")


def measured(seconds: float, rate: float) -> list[Row]:
    """All rows, on a database of its own."""
    import django

    django.setup()
    from tests.database import TestServer

    server = TestServer(Path(os.environ["KACHEHRI_TEST_VAR"]))
    try:
        server.prepare()
        return _measured(seconds, rate)
    finally:
        server.finish()


def the_form() -> str:
    """Sixty questions of every common type in six groups, as Markdown."""
    kinds = ("integer", "text", "select_one yes_no", "select_multiple yes_no", "decimal", "date")
    rows = ["| survey |", "|  | type | name | label::English (en) |", "|  | start | start |  |"]
    for number in range(QUESTIONS):
        if number % 10 == 0:
            rows.append(f"|  | begin group | g{number // 10} | Group |")
        rows.append(f"|  | {kinds[number % 6]} | q{number} | Question {number} |")
        if number % 10 == 9:
            rows.append("|  | end group |  |  |")
    rows += ["| choices |", "|  | list_name | name | label::English (en) |",
             "|  | yes_no | yes | Yes |", "|  | yes_no | no | No |",
             "| settings |", "|  | form_title | form_id | version |",
             "|  | Made-up load | load | 1 |"]  # fmt: skip
    return "\n".join(rows)


def _measured(seconds: float, rate: float) -> list[Row]:
    from tests import surveys as standard

    from kachehri.domains.forms import actions, queries
    from kachehri.domains.forms.models import Submission
    from kachehri.engines.xforms.answers import to_xml

    surveys = standard.build(at=datetime.now(UTC))
    form = standard.add(surveys.project_id, the_form(), by=surveys.setup, at=surveys.at)
    model = queries.model(form.published_id or 0)
    values = {
        one.path: {"integer": 41, "text": "Made-up words: پاڻي", "select_one": "yes",
                   "select_multiple": ["yes", "no"], "decimal": 2.5, "date": "2026-11-02",
                   "start": "2026-11-02T10:00:00.000+05:00"}[one.type]
        for one in model.questions() if one.name != "instanceID"
    }  # fmt: skip
    content = to_xml(model, values, instance="uuid:NUMBER")
    tokens = [
        actions.send_out(
            project_id=surveys.project_id, name=f"Made-up {number}", quota=10_000,
            by=surveys.setup, at=surveys.at,
        ).token
        for number in range(ENUMERATORS)
    ]  # fmt: skip
    sent = Sent(content, [f"/openrosa/key/{one}/projects/{surveys.project_id}" for one in tokens])
    took = accepted(sent, seconds, rate)
    kept = Submission.objects.filter(form_id=form.id).count()
    assert kept == len(sent.answered), f"{len(sent.answered) - kept} answers were lost"
    wanted = set(Submission.objects.filter(form_id=form.id).values_list("instance", flat=True))
    assert wanted == {f"uuid:{number}" for number in sent.answered}
    assert not queries.lag().waiting
    spent = sorted(sent.waited)
    return [
        row(f"Intake: accepted and committed (none of {kept:,} lost in {took:.0f} s)",
            1000 * took / kept, "ms a submission", 1000 / ACCEPTED_A_SECOND),
        row("Intake: how long a device waits, 95th percentile",
            1000 * spent[len(spent) * 95 // 100], "ms", None),
        row("Intake: lag, how long the last answer waited to be read", sent.lag, "s", None),
        *(row(f"Intake: CPU of the {name}", 1000 * used / kept, "ms a submission", None)
          for name, used in sent.cpu.items()),
        row("Intake: most answers that waited to be read", sent.most_waiting, "answers", None),
    ]  # fmt: skip


def row(name: str, ours: float, unit: str, limit: float | None) -> Row:
    """One line of the table."""
    return {"name": name, "unit": unit, "ours": round(ours, 2), "peer": None, "ratio": None,
            "limit": None if limit is None else round(limit, 2)}  # fmt: skip


class Sent:
    """What is sent, what was answered 201, and how long each waited."""

    def __init__(self, content: bytes, bases: list[str]) -> None:
        self.content, self.bases = content, bases
        self.answered: list[int] = []
        self.waited: list[float] = []
        self.next = 0
        self.cpu: dict[str, float] = {}
        self.lag = 0.0
        self.most_waiting = 0

    def request(self, number: int) -> bytes:
        """One POST as OkHttp writes it."""
        xml = self.content.replace(b"uuid:NUMBER", f"uuid:{number}".encode())
        head = b'Content-Disposition: form-data; name="xml_submission_file"; filename="s.xml"\r\n'
        body = b"--%s\r\n%sContent-Type: text/xml; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % (
            LINE, head, len(xml),
        )  # fmt: skip
        body += xml + b"\r\n--" + LINE + b"--\r\n"
        base = self.bases[number % len(self.bases)]
        return (
            f"POST {base}/submission?deviceID=bench HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"X-OpenRosa-Version: 1.0\r\nContent-Length: {len(body)}\r\n"
            f"Content-Type: multipart/form-data; boundary={LINE.decode()}\r\n\r\n"
        ).encode() + body


def accepted(sent: Sent, seconds: float, rate: float) -> float:
    """Send for so long, read meanwhile; the seconds from the first request to the last answer."""
    from django.db import connections

    connections.close_all()
    port = free_port()
    context = multiprocessing.get_context("fork")
    stop, told = context.Event(), context.Queue()
    server = context.Process(target=serve, args=(port,))
    reader = context.Process(target=read, args=(stop, told))
    server.start()
    reader.start()
    try:
        until = time.monotonic() + 30
        while not is_open(port):
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.1)
        began = time.monotonic()
        asyncio.run(send_all(port, sent, seconds, rate))
        took = time.monotonic() - began
        sent.cpu = {"server": cpu_of(server.pid), "reading": cpu_of(reader.pid)}
        stop.set()
        sent.lag, sent.most_waiting = told.get(timeout=600)
        return took
    finally:
        for child in (server, reader):
            child.terminate()
            child.join(20)


def cpu_of(pid: int | None) -> float:
    """Seconds of CPU that a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def serve(port: int) -> None:
    """The site's own application in a server of its own."""
    import uvicorn

    from kachehri.site.asgi import application

    uvicorn.run(application, host="127.0.0.1", port=port, log_level="error", access_log=False)


def read(stop: Any, told: Any) -> None:
    """Read what came as the worker does, print the lag, until all is read after the end."""
    from kachehri.domains.forms import actions, queries
    from kachehri.engines.accounts.queries import system_actor

    stopped, shown, most = 0.0, 0.0, 0
    while True:
        lag = queries.lag()
        most = max(most, lag.waiting)
        if stop.is_set() and not stopped:
            stopped = time.monotonic()
        if stopped and not lag.waiting:
            told.put((time.monotonic() - stopped, most))
            return
        if lag.since and time.monotonic() - shown > 5:
            shown = time.monotonic()
            old = (datetime.now(UTC) - lag.since).total_seconds()
            print(f"{lag.waiting} wait to be read, the oldest for {old:.1f} s", file=sys.stderr)
        now = datetime.now(UTC)
        if not actions.read_submissions(by=system_actor("intake", now), at=now, most=1000):
            time.sleep(0.5)


async def send_all(port: int, sent: Sent, seconds: float, rate: float) -> None:
    """Send over kept connections; with a rate no faster than that, else as fast as it goes."""
    began = time.monotonic()
    await asyncio.gather(
        *(one_connection(port, sent, began, seconds, rate) for _ in range(CONNECTIONS))
    )


async def one_connection(port: int, sent: Sent, began: float, seconds: float, rate: float) -> None:
    """One kept connection, each request as soon as the one before was answered."""
    stream, writer = await asyncio.open_connection("127.0.0.1", port)
    while (now := time.monotonic()) < began + seconds:
        if rate and sent.next > rate * (now - began):
            await asyncio.sleep(0.005)
            continue
        number, sent.next = sent.next, sent.next + 1
        writer.write(sent.request(number))
        head = await stream.readuntil(b"\r\n\r\n")
        assert b" 201 " in head.split(b"\r\n", 1)[0], head
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                await stream.readexactly(int(line[15:]))
        sent.answered.append(number)
        sent.waited.append(time.monotonic() - now)
    writer.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=float, default=SECONDS)
    asked.add_argument("--rate", type=float, default=0)
    given = asked.parse_args()
    print(json.dumps(measured(given.seconds, given.rate)))
