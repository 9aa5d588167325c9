"""The vocabulary of one matter: its switches, what a list may be narrowed to, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Literal, TypeAlias

Order: TypeAlias = Literal["clock", "new", "changed"]

PAPER_KINDS = (
    "forwarding",
    "reply",
    "receipt",
    "receipt-refused",
    "acknowledgement",
    "portal",
    "letter",
)
NUMBERINGS = ("", "diary", "dispatch", "registered-post", "portal")
CHANNELS = (
    "web", "sms", "voice", "email", "whatsapp", "letter", "counter", "hearing", "api", "open311",
    "program",
)  # fmt: skip
CALL_OUTCOMES = ("reached", "nobody", "wrong-person", "asked-later", "not-safe")
RECEIVED_AS = (
    "well",
    "shamed",
    "mocked",
    "asked-for-money",
    "no-transport",
    "no-ramp",
    "not-in-my-language",
)
"""How a person was received: keys of the feedback's second question."""


@dataclass(frozen=True)
class Switches:
    """The three switches of anonymity. `spoken_for_by` is the id of an organisation's body."""

    hides_from_public: bool = True
    hides_from_authority: bool = False
    spoken_for_by: int | None = None


@dataclass(frozen=True)
class NewFile:
    """A file that came with a matter."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; an empty part narrows nothing.

    `place_id` takes in all that lies in the place. `tag` is a tag of the state. `since` and `until`
    (both included) bound the day on which a matter was brought. The parts from `desk_id` on are for
    the desk.
    """

    kind: str = ""
    state: str = ""
    category: str = ""
    sector: str = ""
    place_id: int | None = None
    body_id: int | None = None
    channel: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
    overdue: bool = False
    tag: str = ""
    is_open: bool | None = None
    desk_id: int | None = None
    officer_id: int | None = None
    due_until: datetime | None = None
    rung: int = 0
    moderation: str = ""

    def __post_init__(self) -> None:
        """Leave out what nobody can see: control characters, halves of pairs."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, str) and not value.isprintable():
                object.__setattr__(self, one.name, "".join(filter(str.isprintable, value)))


class CaseProblem(ValueError):
    """What was sent cannot be taken: by key of the field, in the language of the person."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(str(text) for text in problems.values()))
        self.problems = dict(problems)


class Overtaken(RuntimeError):
    """Somebody else changed the matter in between: `moves` are what they did, oldest first.

    `case` is how the matter stands now, as the one who acts may see it.
    """

    def __init__(self, case: object, moves: tuple[object, ...]) -> None:
        super().__init__("The matter was changed by somebody else in the meantime.")
        self.case = case
        self.moves = moves
