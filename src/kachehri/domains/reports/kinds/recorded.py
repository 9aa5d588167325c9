"""Parts that print what a team wrote down. Each says so plainly when nobody has written anything.

The names of record kinds and of their fields are those of the pack; the defaults are the words of
a human security programme.
"""

from dataclasses import dataclass
from typing import Literal

from .parts import Part


@dataclass(frozen=True)
class FromRecords(Part):
    """A part that prints records."""

    def reads(self) -> tuple[str, ...]:
        """The keys of the kinds of records that it prints or names."""
        return ()


@dataclass(frozen=True)
class Recorded(FromRecords):
    """Records of one kind as a table of columns, as a list of their titles, or as boxes.

    `columns` are keys of fields (nothing: the first four); `dimension` keeps those of one
    dimension; `caption` stands over the table.
    """

    kind: str
    layout: Literal["table", "list", "boxes"] = "table"
    columns: tuple[str, ...] = ()
    caption: str = ""
    dimension: str = ""
    names: tuple[str, ...] = ()

    def reads(self) -> tuple[str, ...]:
        """The kind, and those whose records it names."""
        return (self.kind, *self.names)


@dataclass(frozen=True)
class NeedsMatrix(FromRecords):
    """Threats by needs and vulnerabilities and by capacities; of one dimension or of all."""

    threats: str = "threat"
    needs: str = "need"
    capacities: str = "capacity"
    dimension: str = ""

    def reads(self) -> tuple[str, ...]:
        """Threats, needs, capacities."""
        return (self.threats, self.needs, self.capacities)


@dataclass(frozen=True)
class StrategyMatrix(FromRecords):
    """Dimensions by protection (from above) and empowerment (from below)."""

    strategies: str = "strategy"
    offices: str = "office"

    def reads(self) -> tuple[str, ...]:
        """Strategies, and the offices that carry them."""
        return (self.strategies, self.offices)


@dataclass(frozen=True)
class ExternalityGrid(FromRecords):
    """What a strategy in one dimension does to another: seven by seven, then each in words."""

    externalities: str = "externality"
    strategies: str = "strategy"

    def reads(self) -> tuple[str, ...]:
        """Side effects, and the strategies that have them."""
        return (self.externalities, self.strategies)


@dataclass(frozen=True)
class Recommendations(FromRecords):
    """What is asked, of which office, by when, and how far it is; what is late says so.

    An owner that was dissolved is named with its successor, or with nobody in its place. Late is
    what was due before the day of the edition and has none of the `closed` states.
    """

    recommendations: str = "recommendation"
    offices: str = "office"
    closed: tuple[str, ...] = ("done", "refused")
    dimension: str = ""

    def reads(self) -> tuple[str, ...]:
        """Recommendations and offices."""
        return (self.recommendations, self.offices)


@dataclass(frozen=True)
class Asked(FromRecords):
    """Who was asked: each conversation with how many people of which group, and who was not."""

    sessions: str = "session"

    def reads(self) -> tuple[str, ...]:
        """Conversations."""
        return (self.sessions,)


@dataclass(frozen=True)
class Voices(FromRecords):
    """What people said about a dimension, who agreed to be quoted; nothing said: about all.

    Both quotes that were approved out of talks and those that the team wrote down. `explaining`
    keeps those that explain a figure, and prints each below its figure; without it they are left
    out here where they stand there.
    """

    dimension: str = ""
    quotes: str = "quote"
    most: int = 6
    explaining: bool = False

    def reads(self) -> tuple[str, ...]:
        """Quotes."""
        return (self.quotes,)


@dataclass(frozen=True)
class Written(FromRecords):
    """The text of the editors at the start or the end of a chapter; nothing where none is."""

    chapter: str
    at: Literal["start", "end"] = "start"
    texts: str = "text"

    def reads(self) -> tuple[str, ...]:
        """Texts."""
        return (self.texts,)


@dataclass(frozen=True)
class Workshop(FromRecords):
    """The workshop that read the draft: who came, what was disputed, and what was changed."""

    workshops: str = "workshop"
    disputes: str = "dispute"
    offices: str = "office"

    def reads(self) -> tuple[str, ...]:
        """Workshops, disputes, offices."""
        return (self.workshops, self.disputes, self.offices)


@dataclass(frozen=True)
class Responses(FromRecords):
    """What offices answered to a chapter, or (nothing said) to the report; in full.

    With this part in a report, an answer to a finding stands beside that finding.
    """

    chapter: str = ""
    responses: str = "response"
    offices: str = "office"

    def reads(self) -> tuple[str, ...]:
        """Answers and offices."""
        return (self.responses, self.offices)
