"""Parts that show what offices publish about their work, and above all what they do not.

They read the pack's cards (`evidence.kinds.Card`): every line says which office has the figure.
"""

from dataclasses import dataclass

from .parts import Part, TableColumn


@dataclass(frozen=True)
class FromCard(Part):
    """A part that reads the card of that code."""

    card: str


@dataclass(frozen=True)
class CardFinding(FromCard):
    """How much of the card is published in its latest year: the sentence to remember."""


@dataclass(frozen=True)
class CardNumbers(FromCard):
    """The first line of a section as large figures, one for each of its columns."""

    section: int = 0


@dataclass(frozen=True)
class CardSaid(FromCard):
    """Each published line of a section of money as sentences: planned, released, spent.

    A line that says nothing of one of the three says that, too.
    """

    section: int = 0


@dataclass(frozen=True)
class CardTable(FromCard):
    """A section as a table; an empty cell says so, and the line names who should publish it."""

    section: int = 0


@dataclass(frozen=True)
class CardEntries(FromCard):
    """What the card lists by name (schemes of the annual plan), agency by agency, year by year.

    With its money, and what is missing of it.
    """


@dataclass(frozen=True)
class PaperYears(FromCard):
    """Each office's papers by year: how many figures of the place were read from each.

    `kinds` are kinds of sources: of these each paper that was declared is expected.
    """

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineYears(FromCard):
    """Each line of the card by year: what is published of it, what is missing and since when."""


@dataclass(frozen=True)
class RankedParts(Part):
    """The parts of the place in the order of the alphabet, by figures, each with its rank.

    A rank stands only where the indicator can be ranked: a count never is. Ranks are counted among
    the parts that have a figure of the same period; parts without one keep their row.
    """

    caption: str
    columns: tuple[TableColumn, ...]
