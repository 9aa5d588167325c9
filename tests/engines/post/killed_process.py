"""What a program does that reads or sends until it is killed.

Its gateway writes what it takes to a file, durably, and then thinks for a moment, so that a kill
often comes between the taking and our writing of it.
"""

import os
import time
from pathlib import Path

from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions, kinds

from .conftest import AT


def read(arrival, *, by, at, placed=None):
    actions.receive(
        channel="killed", subject=None, address="a", title="", words=arrival.external,
        language="en", gateway="g", external=arrival.external, arrival_id=arrival.id, by=by, at=at,
    )  # fmt: skip
    time.sleep(0.002)
    actions.settle(arrival_id=arrival.id, by=by, at=at)


def main(what: str, path: Path, told: int) -> None:
    """`read` or `drain` what waits; a line goes to the pipe `told` whenever nothing does."""

    def send(out: kinds.Outgoing) -> kinds.Sent:
        with path.open("a") as file:
            file.write(f"{out.key}\n")
            file.flush()
            os.fsync(file.fileno())
        time.sleep(0.002)
        return kinds.Sent(out.key)

    kinds.register_channel(kinds.Channel("killed", "test", send, rings=False, digests=False))
    kinds.register_reader("killed", read, lambda one: kinds.Told("", "", ""))
    by = system_actor("post", AT)
    while True:
        done = (actions.drain if what == "drain" else actions.read)(by=by, at=AT, most=1000)
        if not done:
            os.write(told, b"empty\n")
            time.sleep(0.2)
