"""The parts of a chapter that need nothing but figures, and the findings that they say.

All words are messages in English, marked for translation where they are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Part:
    """Something that stands in a chapter. `rules` knows how to compose each class of parts."""


@dataclass(frozen=True)
class Select:
    """One figure of a place: an indicator, for one sex and residence or for all ("").

    `others` are further dimensions with their values, as in (("language", "sindhi"),).
    """

    concept: str
    sex: str = ""
    residence: str = ""
    others: tuple[tuple[str, str], ...] = ()

    @property
    def dims(self) -> dict[str, str]:
        """The dimensions as observations carry them: absent means all."""
        pairs = {"sex": self.sex, "residence": self.residence, **dict(self.others)}
        return {name: value for name, value in pairs.items() if value}


# Words


@dataclass(frozen=True)
class Words(Part):
    """A paragraph. `%(place)s` and `%(province)s` may stand in it."""

    text: str


@dataclass(frozen=True)
class Points(Part):
    """A list of short paragraphs."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Heading(Part):
    """A heading inside a chapter."""

    text: str


@dataclass(frozen=True)
class Notice(Part):
    """A titled box of words: a limit to keep in mind."""

    title: str
    items: tuple[str, ...]


# Findings: sentences that are made from figures. One whose figures are missing is left out.


@dataclass(frozen=True)
class Stated:
    """A sentence with figures of the place in it: one placeholder for each select."""

    sentence: str
    figures: Mapping[str, Select] = field(hash=False)


@dataclass(frozen=True)
class Extremes:
    """Where a figure is highest and lowest among the parts of the place.

    Placeholders: `high_place`, `high`, `low_place`, `low`.
    """

    select: Select
    sentence: str


@dataclass(frozen=True)
class Difference:
    """The difference between two groups in the place.

    Placeholders: `first`, `second` (the figures) and `gap` (always positive, in percentage points
    or in the unit). `more` is said where the first is higher, `less` where the second is.
    """

    first: Select
    second: Select
    more: str
    less: str
    same: str


@dataclass(frozen=True)
class Change:
    """From the first to the last value of a series that can be compared. Never called a trend.

    Placeholders: `first`, `first_year`, `last`, `last_year`, `change` (always positive). A second
    sentence says how many figures it rests on, unless `with_points` is off (in titles).
    """

    select: Select
    up: str
    down: str
    same: str
    with_points: bool = True


@dataclass(frozen=True)
class Rank:
    """How the place stands among its peers that have a figure, counted from the best.

    Placeholders: `value`, `rank`, `count`, `province`.
    """

    select: Select
    sentence: str


FindingKind: TypeAlias = Stated | Extremes | Difference | Change | Rank


@dataclass(frozen=True)
class Says(Part):
    """Findings in the text; with `main` the first stands out as the sentence to remember.

    `listed` makes a list of them instead of paragraphs.
    """

    findings: tuple[FindingKind, ...]
    main: bool = False
    listed: bool = False


# Figures


@dataclass(frozen=True)
class KeyFigure:
    """One large figure and what it means."""

    select: Select
    label: str


@dataclass(frozen=True)
class KeyFigures(Part):
    """A row of large figures."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class TableColumn:
    """A column of figures, with its heading."""

    select: Select
    label: str


@dataclass(frozen=True)
class PartsTable(Part):
    """One row for each part of the place, and one for the place itself."""

    caption: str
    columns: tuple[TableColumn, ...]
    with_province: bool = False


@dataclass(frozen=True)
class PartsChart(Part):
    """Bars for each part of the place; its title is a finding."""

    title: FindingKind
    description: str
    caption: str
    columns: tuple[TableColumn, ...]


@dataclass(frozen=True)
class YearsChart(Part):
    """Lines over the years in the place; its title is a finding."""

    title: FindingKind
    description: str
    caption: str
    columns: tuple[TableColumn, ...]


@dataclass(frozen=True)
class PeersMap(Part):
    """The place among its peers, one tile each; its title is a finding.

    `limits` are the lower bounds of the classes after the first.
    """

    title: FindingKind
    description: str
    caption: str
    select: Select
    limits: tuple[int, ...]


# What is not there, and what is behind


@dataclass(frozen=True)
class Missing(Part):
    """No figure is published here; `would_come_from` names who could bring it."""

    title: str
    text: str
    would_come_from: str


@dataclass(frozen=True)
class DefinitionsList(Part):
    """Every indicator that this report uses, with its definition."""
