"""The draft of a matter that somebody is bringing in: kept in the session until it was sent.

Nothing is written down elsewhere before it is sent. How much one device and one address may send is
bounded so that a shared telephone, a school or a village's single line is not locked out.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, QueryDict

from kachehri.interfaces.web.asked import Plain

MOST_A_DEVICE = 12
"""Matters an hour from one browser: several people of a village share a telephone."""
MOST_AN_ADDRESS = 240
"""Matters an hour from one address: a school, or a mobile network that hides many behind one."""
HOUR = 60 * 60
DEVICE = "device"
MOST_TYPED = 20_000
"""Characters of one field that a draft keeps; how much is taken, the field itself says."""


class Draft:
    """What was typed so far, by the name of the field; kept in the session under its own name."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        self.session, self.key = request.session, f"draft-{name}"
        self.data: dict[str, Any] = dict(request.session.get(self.key, {}))

    def text(self, name: str) -> str:
        """What was typed into a field."""
        value = self.data.get(name, "")
        return value if isinstance(value, str) else ""

    def several(self, name: str) -> tuple[str, ...]:
        """What was ticked in a field."""
        value = self.data.get(name, ())
        return tuple(value) if isinstance(value, list | tuple) else (value,)

    def has(self, name: str, value: str) -> bool:
        """Whether a box was ticked."""
        return value in self.several(name)

    def take(self, asks: Iterable[Plain], sent: QueryDict) -> None:
        """Take over what a step sent, and nothing else."""
        for one in asks:
            if one.look == "checks":
                self.data[one.key] = [text[:200] for text in sent.getlist(one.key)[:40]]
            elif one.look != "file":
                self.data[one.key] = sent.get(one.key, "").replace("\0", "").strip()[:MOST_TYPED]
        self.keep()

    def put(self, values: Mapping[str, Any]) -> None:
        """Fill in what an address says."""
        self.data |= dict(values)
        self.keep()

    def keep(self) -> None:
        """Into the session."""
        self.session[self.key] = self.data

    def forget(self) -> None:
        """It was sent."""
        self.session.pop(self.key, None)


def sender_of(request: HttpRequest) -> str:
    """What tells one browser from another, for one session."""
    if DEVICE not in request.session:
        request.session[DEVICE] = secrets.token_hex(16)
    return f"web:{request.session[DEVICE]}"


def may_send(request: HttpRequest, what: str = "matter") -> bool:
    """Whether this device and this address may send one more; counts it."""
    device = _counted(f"{what}:{sender_of(request)}")
    address = _counted(f"{what}:{get_adapter().get_client_ip(request)}")
    return device <= MOST_A_DEVICE and address <= MOST_AN_ADDRESS


def _counted(key: str) -> int:
    """How often in this hour, with this time."""
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended between the two lines
        cache.set(key, 1, HOUR)
        return 1
