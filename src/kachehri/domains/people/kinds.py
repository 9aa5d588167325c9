"""The vocabulary of persons: how they are reached, and what they agree to."""

from dataclasses import dataclass
from datetime import time
from typing import Any

CHANNELS = ("sms", "voice", "email", "whatsapp", "letter", "counter", "none")
"""`counter`: they come to the counter of a local organisation. `none`: no message at all."""

SEXES = ("", "female", "male", "other")
HOW = ("in-writing", "orally", "web", "sms", "thumbprint")
"""How consent was given."""


@dataclass(frozen=True)
class NewContact:
    """A way of contact that is being written down. `address` is normalised when it is kept.

    `safe_from` and `safe_until` bound the hours in which it is safe (they may go over midnight),
    `speak_to` says who may answer, `counter` is the Thing of the body whose counter it is.
    """

    channel: str
    address: str = ""
    preferred: bool = False
    is_shared: bool = False
    safe_from: time | None = None
    safe_until: time | None = None
    speak_to: str = ""
    same_sex: bool = False
    counter: int | None = None


@dataclass(frozen=True)
class Purpose:
    """Something that a person agrees to or not. `words` is an English msgid, asked as it stands."""

    key: str
    words: str


_purposes: dict[str, Purpose] = {}


def register_purposes(*purposes: Purpose) -> None:
    """Make purposes known. Another one of a known key is a ValueError."""
    for one in purposes:
        if _purposes.setdefault(one.key, one) != one:
            raise ValueError(f"Two purposes are called {one.key!r}.")


def purposes() -> tuple[Purpose, ...]:
    """Every known purpose in the order of registration."""
    return tuple(_purposes.values())


def purpose(key: str) -> Purpose | None:
    """The purpose of that key, or None."""
    return _purposes.get(key)


class PersonProblem(ValueError):
    """Something about a person that cannot be kept: problems by field, in the reader's language."""

    def __init__(self, problems: dict[str, Any]) -> None:
        super().__init__("; ".join(str(one) for one in problems.values()))
        self.problems = problems


@dataclass(frozen=True)
class ContactFact:
    """A way of contact as it is kept; `state`: new, confirmed, bounced, ended."""

    id: int
    person_id: int
    channel: str
    address: str
    is_preferred: bool
    is_shared: bool
    safe_from: time | None
    safe_until: time | None
    speak_to: str
    same_sex: bool
    counter_id: int | None
    state: str


@dataclass(frozen=True)
class PersonRecord:
    """What the rules look at: the account behind a person, and the matter that somebody handles."""

    account_thing_id: int | None = None
    body_thing_id: int | None = None
    place_thing_id: int | None = None
