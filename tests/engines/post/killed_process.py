"""A program that reads or sends until it is killed: `… read|drain FILE`.

Its gateway writes what it takes to a file, durably, and then thinks for a moment, so that a kill
often comes between the taking and our writing of it.
"""

import os
import sys
import time
from pathlib import Path

import django

django.setup()

from tests.engines.post.conftest import AT  # noqa: E402

from kachehri.engines.accounts.queries import system_actor  # noqa: E402
from kachehri.engines.post import actions, kinds  # noqa: E402

what, path = sys.argv[1], Path(sys.argv[2])


def send(out: kinds.Outgoing) -> kinds.Sent:
    with path.open("a") as file:
        file.write(f"{out.key}\n")
        file.flush()
        os.fsync(file.fileno())
    time.sleep(0.002)
    return kinds.Sent(out.key)


def read(arrival, *, by, at, placed=None):
    actions.receive(
        channel="killed", subject=None, address="a", title="", words=arrival.external,
        language="en", gateway="g", external=arrival.external, arrival_id=arrival.id, by=by, at=at,
    )  # fmt: skip
    time.sleep(0.002)
    actions.settle(arrival_id=arrival.id, by=by, at=at)


kinds.register_channel(kinds.Channel("killed", "test", send, rings=False, digests=False))
kinds.register_reader("killed", read, lambda one: kinds.Told("", "", ""))
by = system_actor("post", AT)
at = AT
print("ready", flush=True)
while True:
    done = (actions.drain if what == "drain" else actions.read)(by=by, at=at, most=1000)
    if not done:
        print("empty", flush=True)
        time.sleep(0.2)
