"""A system actor, a gateway that does as it is told, and a reader that notes what it read."""

from datetime import UTC, datetime

import pytest

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions, kinds

AT = datetime(2026, 11, 3, 7, 0, tzinfo=UTC)
"""Noon in Larkana."""


class Gateway:
    """Takes messages, or raises what it is told to raise."""

    def __init__(self):
        self.taken: list[kinds.Outgoing] = []
        self.raises: list[Exception | None] = []

    def send(self, out):
        problem = self.raises.pop(0) if self.raises else None
        if problem:
            raise problem
        self.taken.append(out)
        return kinds.Sent(f"gw-{out.id}")


@pytest.fixture
def by(db):
    ensure_system_actors(AT)
    return system_actor("post", AT)


@pytest.fixture
def gateway(monkeypatch):
    monkeypatch.setattr(kinds, "_channels", {})
    monkeypatch.setattr(kinds, "_readers", {})
    monkeypatch.setattr(kinds, "_tellers", {})
    made = Gateway()
    kinds.register_channel(kinds.Channel("sms", "test", made.send, a_minute=0))
    return made


@pytest.fixture
def send(by, gateway):
    def put(key, address="+920000000001", at=AT, **more):
        words = {"title": f"Matter {key}", "words": f"words of {key}", "language": "en", **more}
        return actions.send(
            channel=more.pop("channel", "sms"),
            address=address,
            subject=None,
            key=key,
            by=by,
            at=at,
            **{name: value for name, value in words.items() if name != "channel"},
        )

    return put
