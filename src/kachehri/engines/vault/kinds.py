"""The vocabulary of the locked tray: word lists that a pack fills in, and what may be shown.

How a phrase of a list is written (docs/algorithms/triage.md): words folded and separated by
blanks; `beat|hit` is one of several words; `threat*` is any word that begins so; `…` leaves room
for a few words; `husband & beat*` are two phrases near each other in either order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class WordList:
    """Phrases by which one kind of danger is recognised, by language.

    `doubtful` phrases count only where the text names nothing of the `Ordinary` words: *danger to
    the lives of our children* is said of open manholes, too.
    """

    key: str
    label: str
    words: Mapping[str, tuple[str, ...]] = field(hash=False)
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Ordinary:
    """What is not meant: `phrases` are passed over, `things` take the weight off doubtful ones."""

    phrases: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A phrase of a list that stands in a text: which list, which language, which words."""

    key: str
    language: str
    words: str


class TrayProblem(Exception):
    """Something sealed cannot be opened: the wrong key, a changed row, an erased one."""


@dataclass(frozen=True)
class SealedView:
    """What of a sealed thing stands in the open: where it came from, when, and how far it is."""

    id: int
    thing_id: int
    channel: str
    received_at: datetime
    sealed_at: datetime
    state: str
    taken_by_id: int | None


@dataclass(frozen=True)
class OpeningView:
    """Somebody opened a sealed thing (`what`: read, noted, closed, erased), and why."""

    by_id: int
    at: datetime
    because: str
    what: str


_lists: dict[str, WordList] = {}
_ordinary: list[Ordinary] = []


def register_words(*lists: WordList) -> None:
    """Make word lists known. A second list of a key is a ValueError."""
    for one in lists:
        if _lists.setdefault(one.key, one) != one:
            raise ValueError(f"Two word lists are called {one.key!r}.")


def register_ordinary(ordinary: Ordinary) -> None:
    """Make known what is not meant."""
    if ordinary not in _ordinary:
        _ordinary.append(ordinary)


def word_lists() -> tuple[WordList, ...]:
    """Every known list in the order of registration."""
    return tuple(_lists.values())


def ordinaries() -> tuple[Ordinary, ...]:
    """All that is not meant."""
    return tuple(_ordinary)
