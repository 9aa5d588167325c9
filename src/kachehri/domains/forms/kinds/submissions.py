"""What comes in: answered forms with their files, and what becomes of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from kachehri.engines.xforms.answers import Head

Channel = Literal["collect", "web", "light", "sms", "paper", "import"]
Outcome = Literal["accepted", "had", "kept-apart", "later"]
APART = ("other-content", "unknown-form", "unknown-version", "retired", "not-a-submission",
         "too-late")  # fmt: skip
"""Why something is kept apart."""


@dataclass(frozen=True)
class NewFile:
    """A file that comes with answers: its bytes, or how to read them in pieces."""

    name: str
    content: bytes = b""
    content_type: str = ""
    open: Callable[[], Iterable[bytes]] | None = None

    def pieces(self) -> Iterable[bytes]:
        """The bytes, piece by piece."""
        return self.open() if self.open else (self.content,)


@dataclass(frozen=True)
class Brought:
    """A submission as it was brought, its head read; `head` is None where it has none.

    `project_id` says to which project it was sent, where the way says so.
    """

    xml: bytes
    at: datetime
    head: Head | None = None
    problem: str = ""
    files: tuple[NewFile, ...] = ()
    collector_id: int | None = None
    project_id: int | None = None
    device: str = ""
    channel: str = "collect"
    is_complete: bool = True
    is_test: bool = False


@dataclass(frozen=True)
class Receipt:
    """What became of it: accepted, had (it was here), kept-apart (`reason`), later (the quota).

    `refused_files` are names of files that are not what they say: kept, but apart.
    """

    outcome: Outcome
    submission_id: int | None = None
    instance: str = ""
    reason: str = ""
    conflict_id: int | None = None
    refused_files: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewCollector:
    """An enumerator as just sent out: token and password are shown once and kept nowhere."""

    id: int
    token: str
    username: str = ""
    password: str = ""


@dataclass(frozen=True)
class Lag:
    """How many answers wait to be read, and since when the oldest one does."""

    waiting: int = 0
    since: datetime | None = None


@dataclass(frozen=True)
class FormFact:
    """What the intake must know of a form. `versions` are its versions' ids by label."""

    id: int
    thing_id: int
    project_id: int
    place_thing_id: int
    key: str
    state: str
    published_id: int | None
    is_sensitive: bool
    versions: dict[str, int] = field(default_factory=dict, hash=False)
    unpublished: frozenset[int] = frozenset()

    def version_of(self, label: str) -> int | None:
        """The version that a device filled. One that names none filled the published one."""
        found = self.versions.get(label)
        return self.published_id if found is None and not label else found
