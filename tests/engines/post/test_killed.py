"""kill -9 at any moment: nothing is lost, nothing goes out twice, nothing is read twice."""

import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from tests import forked

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions
from kachehri.engines.post.models import Arrival, Message

from . import killed_process
from .conftest import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.faults]
KILLS, MANY = 5, 400


def kill_often(what: str, path: Path) -> None:
    chance = random.Random(5)  # noqa: S311
    with Path(os.devnull).open("w") as nobody:
        for _ in range(KILLS):
            process = forked.begin(killed_process.main, what, path, nobody.fileno())
            time.sleep(chance.uniform(0.05, 0.4))
            assert forked.end(process, signal.SIGKILL) == -signal.SIGKILL


def finish(what: str, path: Path) -> None:
    told, tell = os.pipe()
    process = forked.begin(killed_process.main, what, path, tell)
    os.close(tell)
    try:
        assert os.read(told, 6) == b"empty\n"
    finally:
        forked.end(process, signal.SIGKILL)
        os.close(told)


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
