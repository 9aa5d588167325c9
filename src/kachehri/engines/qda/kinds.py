"""What a file of a tool for qualitative research holds, whichever tool wrote it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"


class QdaRefused(ValueError):
    """A file that cannot be read: `message` says why, `mend` what to do about it."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


@dataclass(frozen=True)
class QdaCode:
    """A code with those below it. Not codable: it only holds others."""

    guid: UUID
    name: str
    description: str = ""
    colour: str = ""
    is_codable: bool = True
    codes: tuple["QdaCode", ...] = ()

    def walk(self) -> Iterator["QdaCode"]:
        """This one and all below it."""
        yield self
        for one in self.codes:
            yield from one.walk()


@dataclass(frozen=True)
class QdaUser:
    """Somebody who coded."""

    guid: UUID
    name: str


@dataclass(frozen=True)
class QdaCoding:
    """One code that one person gave to a selection."""

    guid: UUID
    code: UUID
    user: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class QdaSelection:
    """Code points `start` to `end` (half-open) of a source, what it was coded with, and a memo."""

    guid: UUID
    start: int
    end: int
    codings: tuple[QdaCoding, ...] = ()
    memo: str = ""
    user: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class QdaSource:
    """A text, its line ends are single line feeds. `values` are those of the variables."""

    guid: UUID
    name: str
    text: str
    selections: tuple[QdaSelection, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class QdaCase:
    """Somebody who took part: what is known of them, and which selections are theirs."""

    guid: UUID
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[UUID, ...] = ()
    selections: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class QdaProject:
    """All of it. `origin` is the program that wrote it, `warnings` what reading passed over."""

    name: str
    origin: str = ""
    description: str = ""
    users: tuple[QdaUser, ...] = ()
    codes: tuple[QdaCode, ...] = ()
    sources: tuple[QdaSource, ...] = ()
    cases: tuple[QdaCase, ...] = ()
    at: datetime | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class QdaCodebook:
    """The codes of a file, and what reading passed over."""

    codes: tuple[QdaCode, ...]
    origin: str = ""
    warnings: tuple[str, ...] = ()
