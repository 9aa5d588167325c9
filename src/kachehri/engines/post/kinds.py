"""What a channel is, what goes through it, and who reads what comes in.

Interfaces register their channels and readers in `AppConfig.ready`; the engine knows none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias

from kachehri.engines.access.actor import Actor

Class: TypeAlias = Literal["notice", "question", "answer", "official"]
"""Why a message goes out.

notice: something happened. It keeps quiet hours, heeds who opted out, and several make one digest.
question: an answer is awaited (yes or no). As a notice, but never in a digest.
answer: somebody wrote a moment ago and is told now, whatever the hour, even that they opted out.
official: a letter to an office. It waits for no hour and nobody can opt out of it.
"""

CLASSES: tuple[Class, ...] = ("notice", "question", "answer", "official")


@dataclass(frozen=True)
class Outgoing:
    """A message on its way, as its gateway gets it. `attempt` is 1 the first time."""

    id: int
    key: str
    channel: str
    address: str
    subject: int | None
    title: str
    words: str
    language: str
    class_: str
    attempt: int
    created_at: datetime
    content: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Sent:
    """The gateway took it, and gave it this number. `parts`: how many text messages it made."""

    external: str = ""
    parts: int = 1


class TryLater(Exception):
    """The gateway surely did not take it, and may take it another time."""


class Never(Exception):
    """The gateway will not take it. `bad_address`: because nobody is there."""

    def __init__(self, problem: str, *, bad_address: bool = False) -> None:
        super().__init__(problem)
        self.bad_address = bad_address


class Uncertain(Exception):
    """The line broke while the gateway was taking it: nobody knows. It is not sent again."""


def always() -> bool:
    """A channel that needs no setting."""
    return True


@dataclass(frozen=True)
class Channel:
    """A way out of the house.

    `send` hands one message over and returns, or raises TryLater, Never or Uncertain. `is_ready`
    says whether the gateway is set up: what is for one that is not waits. `rings` says that a
    message may wake somebody: then quiet hours hold for everybody, else only for who asked.
    `a_minute` is the most that the gateway takes in a minute (0: no limit). `ask` asks a gateway
    after a crash whether it has a message: yes, no, or None where it cannot tell. `digests` says
    whether several notices to one address may become one.
    """

    key: str
    gateway: str
    send: Callable[[Outgoing], Sent]
    is_ready: Callable[[], bool] = always
    rings: bool = True
    a_minute: int = 0
    ask: Callable[[Outgoing], bool | None] | None = None
    digests: bool = True


@dataclass(frozen=True)
class ArrivalView:
    """Something that came in, as it came."""

    id: int
    channel: str
    gateway: str
    external: str
    received_at: datetime
    raw: bytes
    content_type: str
    headers: Mapping[str, Any]
    state: str
    attempts: int
    problem: str
    guesses: tuple[Mapping[str, Any], ...] = ()


class Reader(Protocol):
    """Reads one arrival and ends it by `settle`, `hold` or `drop`, in a savepoint.

    `placed` is the number of the matter that a person said it belongs to.
    """

    def __call__(
        self, arrival: ArrivalView, *, by: Actor, at: datetime, placed: int | None = None
    ) -> None:
        """Read it."""


@dataclass(frozen=True)
class Told:
    """What a person reads of an arrival that lies in the holding pen."""

    sender: str
    title: str
    words: str


Teller: TypeAlias = Callable[[ArrivalView], Told]

_channels: dict[str, Channel] = {}
_readers: dict[str, Reader] = {}
_tellers: dict[str, Teller] = {}


def register_channel(channel: Channel) -> None:
    """Make a channel known. A second one of a key is a ValueError."""
    if _channels.setdefault(channel.key, channel) != channel:
        raise ValueError(f"Two channels are called {channel.key!r}.")


def register_reader(channel: str, reader: Reader, tell: Teller) -> None:
    """Say who reads what comes in by a channel, and who tells a person what it says.

    A second reader is a ValueError.
    """
    if _readers.setdefault(channel, reader) is not reader:
        raise ValueError(f"Two readers read {channel!r}.")
    _tellers[channel] = tell


def channel(key: str) -> Channel | None:
    """The channel of that key, or None."""
    return _channels.get(key)


def channels() -> tuple[Channel, ...]:
    """Every channel that is set up."""
    return tuple(one for one in _channels.values() if one.is_ready())


def reader(channel: str) -> Reader | None:
    """Who reads that channel, or None."""
    return _readers.get(channel)


def told(arrival: ArrivalView) -> Told:
    """What a person reads of an arrival; its beginning where nobody reads that channel."""
    tell = _tellers.get(arrival.channel)
    if tell is None:
        return Told("", "", arrival.raw[:4000].decode("utf-8", "replace"))
    return tell(arrival)


def readable() -> tuple[str, ...]:
    """The channels that somebody reads."""
    return tuple(_readers)
