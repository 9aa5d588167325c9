"""Text messages: how many a second are durably accepted, read, and handed to a gateway.

A server (uvicorn, one process) with the site's own ASGI application on loopback takes messages from
32 connections; an answer is counted only after the row is committed. Then everything is read, as
the worker does, and the answers go to a gateway that is a small local HTTP server. The lag is how
long the last message waited.
"""

import asyncio
import contextlib
import json
import multiprocessing
import os
import socket
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.own_process import rows_of

Row = dict[str, Any]
MESSAGES = 3000
NEWS = 2000
COMPLAINTS = 200
SENT = 600
CONNECTIONS = 32
ACCEPTED_A_SECOND, READ_A_SECOND = 300, 100


def measure() -> list[Row]:
    """Run the measurements in a process of their own and return their rows."""
    return rows_of("bench.sms")


def row(name: str, ours: float, least: float | None) -> Row:
    """A rate as the milliseconds that one message takes: the less, the better."""
    limit = None if least is None else round(1000 / least, 2)
    return {"name": name, "unit": "ms a message", "ours": round(1000 / ours, 2), "peer": None,
            "ratio": None, "limit": limit}  # fmt: skip


def measured() -> list[Row]:
    """All rows, on a database of its own."""
    import django

    django.setup()
    from tests.database import TestServer

    server = TestServer(Path(os.environ["KACHEHRI_TEST_VAR"]))
    try:
        server.prepare()
        return _measured()
    finally:
        server.finish()


def _measured() -> list[Row]:
    from tests import matters

    from kachehri.engines.post.models import Arrival

    matters.ground()
    with tempfile.TemporaryDirectory() as folder, gateway() as asked:
        os.environ["KACHEHRI_GATEWAYS"] = str(Path(folder) / "gateways.json")
        Path(os.environ["KACHEHRI_GATEWAYS"]).write_text(json.dumps([asked.line]))
        rate = accepted()
        lost = MESSAGES - Arrival.objects.count()
        assert not lost, f"{lost} messages were lost"
        rows = [row("SMS: accepted and committed (none of 3,000 lost)", rate, ACCEPTED_A_SECOND)]
        return [*rows, *read_all(), *sent_all(asked)]


def accepted() -> float:
    """Messages a second, from the first request to the last answer."""
    from django.db import connections

    connections.close_all()
    port = free_port()
    child = multiprocessing.get_context("fork").Process(target=serve, args=(port,))
    child.start()
    try:
        until = time.monotonic() + 30
        while not is_open(port):
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.1)
        asyncio.run(send_all(port, range(-40, 0), "warm"))
        began = time.monotonic()
        asyncio.run(send_all(port, range(MESSAGES - 40), "n"))
        return (MESSAGES - 40) / (time.monotonic() - began)
    finally:
        child.terminate()
        child.join(20)


def serve(port: int) -> None:
    """The site's own application in a server of its own."""
    import uvicorn

    from kachehri.site.asgi import application

    uvicorn.run(application, host="127.0.0.1", port=port, log_level="error", access_log=False)


async def send_all(port: int, numbers: range, mark: str) -> None:
    """Send messages over kept connections, each as soon as the one before was answered."""
    waiting = iter(numbers)
    await asyncio.gather(*(one_connection(port, waiting, mark) for _ in range(CONNECTIONS)))


async def one_connection(port: int, waiting: Any, mark: str) -> None:
    """One connection of a gateway."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in waiting:
        writer.write(request(number, mark))
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head.split(b"\r\n", 1)[0], head
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:") and int(line[15:]):
                await reader.readexactly(int(line[15:]))
    writer.close()


def request(number: int, mark: str) -> bytes:
    """A message as Kannel hands it over: news of a number for most, a complaint for some."""
    text = f"STATUS {90_000 + number}"
    if 0 <= number < COMPLAINTS:
        text = f"Dokri me hand pump {number} kharab hai, {number} ghar mutasir hain"
    asked = (
        f"secret=s&from=92300555{number % 10000:04d}&to=8398&id={mark}{number}&text={quote(text)}"
    )
    return f"GET /sms/in?{asked} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def read_all() -> list[Row]:
    """Read everything as the worker does: complaints open matters, the rest is answered."""
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.engines.post import actions as post
    from kachehri.engines.post import queries as letters
    from kachehri.engines.post.models import Arrival

    now = datetime.now(UTC) + timedelta(minutes=1)
    by = system_actor("post", now)
    post.read(by=by, at=now, most=40)
    rates = []
    first = time.monotonic()
    for most in (COMPLAINTS, NEWS):
        began = time.monotonic()
        done = post.read(by=by, at=now, most=most)
        rates.append(done / (time.monotonic() - began))
    while Arrival.objects.filter(state="new").exists():
        post.read(by=by, at=now, most=1000)
    assert letters.lag().arrivals == 0
    lag = round(time.monotonic() - first, 1)
    return [
        row("SMS: complaints read, each opening a matter", rates[0], READ_A_SECOND),
        row("SMS: questions for news read and answered", rates[1], READ_A_SECOND),
        {"name": f"SMS: lag, how long the last of {MESSAGES:,} waited for one worker", "unit": "s",
         "ours": lag, "peer": None, "ratio": None, "limit": None},
    ]  # fmt: skip


def sent_all(asked: "Asked") -> list[Row]:
    """Hand answers over to a gateway, one after the other, each written before and after."""
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.engines.post import actions as post

    now = datetime.now(UTC) + timedelta(minutes=2)
    by = system_actor("post", now)
    began = time.monotonic()
    done = post.drain(by=by, at=now, most=SENT)
    rate = done / (time.monotonic() - began)
    assert asked.count == done, "each went to the gateway once"
    return [row("SMS: answers handed to the gateway", rate, READ_A_SECOND)]


class Asked:
    """What the local gateway was asked."""

    count = 0
    line: Row


@contextlib.contextmanager
def gateway() -> Any:
    """A gateway that takes everything at once."""
    asked = Asked()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.count += 1
            self.send_response(202)
            self.end_headers()
            self.wfile.write(b"0: Accepted for delivery")

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/cgi-bin/sendsms"
    send = {"kind": "kannel", "url": url, "check": "^0:"}
    asked.line = {"key": "kannel", "kind": "kannel", "secret": "s", "send": send}
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def is_open(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    print(json.dumps(measured()))
