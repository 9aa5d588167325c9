"""A server keeps what it answered with 200, though it is killed; and says 503 while it cannot."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from bench.sms import free_port, is_open
from django.test import Client

from kachehri.engines.post import writing
from kachehri.engines.post.models import Arrival

ASKED = "/sms/in?secret=made-up&from=923005550009&text=pani&id="


@pytest.mark.django_db
def test_what_cannot_be_kept_now_is_to_be_sent_again(monkeypatch):
    def away(**_told):
        raise writing.Away("OperationalError")

    monkeypatch.setattr(writing, "accept", away)
    assert Client().get(f"{ASKED}1").status_code == 503
    monkeypatch.undo()


async def send_until_it_dies(port, answered, mark):
    number = 0
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while True:
            number += 1
            own = f"{mark}-{number}"
            writer.write(f"GET {ASKED}{own} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            if b" 200 " in await reader.readuntil(b"\r\n\r\n"):
                answered.append(own)
    except (OSError, EOFError):
        return


async def send_and_kill(port, process, wanted):
    answered = []
    sending = [send_until_it_dies(port, answered, mark) for mark in range(12)]
    tasks = [asyncio.ensure_future(one) for one in sending]
    until = time.monotonic() + 30
    while len(answered) < wanted and time.monotonic() < until:
        await asyncio.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    await asyncio.wait_for(asyncio.gather(*tasks), 10)
    return answered


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_killed_server_loses_nothing_that_it_answered(gateways):
    port = free_port()
    argv = [sys.executable, "-m", "uvicorn", "kachehri.site.asgi:application", "--port", str(port)]
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kachehri.site.settings",
        "KACHEHRI_GATEWAYS": str(gateways),
    }
    process = subprocess.Popen([*argv, "--log-level", "error"], env=env)
    try:
        until = time.monotonic() + 30
        while not is_open(port):
            assert time.monotonic() < until
            time.sleep(0.1)
        answered = asyncio.run(send_and_kill(port, process, 100))
    finally:
        process.kill()
        process.wait()
    assert len(answered) >= 100
    assert set(answered) <= set(Arrival.objects.values_list("external", flat=True))
    assert json.loads(bytes(Arrival.objects.first().raw))["text"] == "pani"
