"""kill -9 at any moment: nothing is lost, nothing goes out twice, nothing is read twice."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions
from kachehri.engines.post.models import Arrival, Message

from .conftest import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.faults]
KILLS, MANY = 5, 400


def begin(what: str, path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.engines.post.killed_process", what, str(path)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kachehri.site.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill_often(what: str, path: Path) -> None:
    chance = random.Random(5)  # noqa: S311
    for _ in range(KILLS):
        process = begin(what, path)
        time.sleep(chance.uniform(0.05, 0.4))
        process.kill()
        process.wait(10)


def finish(what: str, path: Path) -> None:
    process = begin(what, path)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "empty\n"
    finally:
        process.kill()
        process.wait(10)


@pytest.fixture
def by():
    ensure_system_actors(AT)
    return system_actor("post", AT)


def test_a_sender_that_is_killed_sends_nothing_twice_and_loses_nothing(by, tmp_path):
    for number in range(MANY):
        actions.send(
            channel="killed", address=f"a{number}", subject=None, title="t", words="w",
            language="en", key=f"m{number}", by=by, at=AT,
        )  # fmt: skip
    path = tmp_path / "taken"
    kill_often("drain", path)
    finish("drain", path)
    actions.settle_left(by=by, at=AT + timedelta(hours=1))
    taken = Counter(path.read_text().split())
    states = Counter(Message.objects.values_list("state", flat=True))
    assert max(taken.values()) == 1
    assert set(states) <= {"sent", "uncertain"}
    assert states["uncertain"] <= KILLS
    sent = set(Message.objects.filter(state="sent").values_list("key", flat=True))
    assert sent <= set(taken)
    assert len(taken) + states["uncertain"] >= MANY


def test_a_reader_that_is_killed_reads_everything_once(by, tmp_path):
    for number in range(MANY):
        actions.keep(
            channel="killed", gateway="g", external=f"x{number}", raw=b"x", content_type="",
            headers={}, at=AT,
        )  # fmt: skip
    kill_often("read", tmp_path / "unused")
    # What the killed ones had taken is free again after the lease.
    Arrival.objects.filter(state="new").update(next_at=None)
    finish("read", tmp_path / "unused")
    while Arrival.objects.filter(state="new").exists():
        Arrival.objects.filter(state="new").update(next_at=None)
        finish("read", tmp_path / "unused")
    assert Counter(Arrival.objects.values_list("state", flat=True)) == {"done": MANY}
    assert Message.objects.filter(is_incoming=True).count() == MANY
    words = Message.objects.values_list("words", flat=True)
    assert Counter(words) == Counter(f"x{number}" for number in range(MANY))
