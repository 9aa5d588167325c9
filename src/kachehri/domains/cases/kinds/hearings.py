"""The vocabulary of an open hearing: what the hall's device sends, also after a day offline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias
from uuid import UUID

HearingState: TypeAlias = Literal["called", "open", "closed"]
MatterState: TypeAlias = Literal["waiting", "called", "heard", "left"]

MOST_WORDS = 4000
"""Characters of what an applicant says, and of what the officer directs."""


class HearingProblem(ValueError):
    """What was asked cannot be done: `problems` says why, by key of the field ("" for all)."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True)
class Taken:
    """Somebody took a number. `client` is the device's own number of it: sent twice, taken once.

    `queue` is the number on the paper slip, where the hall had one to give; 0 for the next free.
    """

    client: UUID
    at: datetime
    name: str = ""
    phone: str = ""
    queue: int = 0
    words: str = ""
    body_key: str = ""


@dataclass(frozen=True)
class Heard:
    """A matter was heard: what it is, who answers for it, what was directed, and by when."""

    client: UUID
    at: datetime
    words: str
    body_key: str
    category: str = ""
    direction: str = ""
    promised_for: date | None = None


@dataclass(frozen=True)
class Left:
    """The applicant of a number went away before it was heard."""

    client: UUID
    at: datetime


Happened: TypeAlias = Taken | Heard | Left
"""What can happen in the hall; a device keeps it until it was accepted."""


@dataclass(frozen=True)
class Accepted:
    """What became of one happening: its number in the queue, the numbers of its cases, or why not.

    `queue` may differ from the paper slip's where another device gave the same number.
    """

    client: UUID
    queue: int = 0
    case: int = 0
    promise: int = 0
    problem: str = ""
