"""Parts that print evidence without naming each indicator: all of a subject, as far as it goes.

Which indicators are meant is said by `dimension` (of human security) or by `sectors`; `codes` names
some one by one, `without` leaves sectors out. Nothing said means every indicator of the catalogue.
Every part says plainly when there is nothing to print, and who would publish it.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from .parts import Part

Crossing: TypeAlias = Literal["sex", "residence", "age", "disability", "minority"]
CROSSINGS: tuple[Crossing, ...] = ("sex", "residence", "age", "disability", "minority")
"""Who is set beside whom, in the order in which they are printed."""


@dataclass(frozen=True)
class Evidenced(Part):
    """A part about the indicators of a dimension, of some sectors, or named one by one."""

    dimension: str = ""
    sectors: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    without: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class Situation(Evidenced):
    """Every indicator with a figure: place, women and men, province, year, source, change.

    The sentence on top says how the place stands among its peers; it names the worst and the best
    only among indicators that the kind of report names one by one. `most` keeps the first ones of
    the catalogue (0: all).
    """

    most: int = 0


@dataclass(frozen=True)
class Changes(Evidenced):
    """What moved over the last four comparable figures, in the words of the web page.

    `clear` keeps what improved, worsened, rose or fell; `most` the first so many lines (0: all):
    first the indicators that the kind of report names one by one, then those that moved most. Only
    of the former is the largest change said in words: a figure of few children leaps by chance.
    What cannot be compared is counted, and said why.
    """

    clear: bool = False
    most: int = 0


@dataclass(frozen=True)
class Gaps(Evidenced):
    """How far the place is from its aim, its province and its best neighbour; the largest first.

    Where no borders are known, the best peer stands for the best neighbour. A `quiet` one prints
    nothing, not even its heading, where nothing can be held against anything.
    """

    most: int = 10
    heading: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Unpublished(Evidenced):
    """The indicators of the catalogue that have no figure here, by sector, and who would fill them.

    One box: of each sector the first `most` are named, the rest counted. Where nobody has published
    what people say of it, or the money for it, the box says so as well.
    """

    most: int = 6


@dataclass(frozen=True)
class PeopleAndRecords(Evidenced):
    """What people say beside what records say of the same thing, under a heading if one is given.

    A `quiet` one prints nothing, not even its heading, where nothing is published: the chapter's
    `Unpublished` says so.
    """

    heading: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Spending(Evidenced):
    """Public money by year (estimate, release, actual) beside the outcomes of its sectors.

    With `outcomes` the newest figures of lives stand below the money. `heading` and `quiet` as in
    `PeopleAndRecords`.
    """

    outcomes: bool = True
    heading: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class VulnerableGroups(Evidenced):
    """Groups beside each other: women and men, villages and towns, ages, disability, minorities.

    Of each crossing the `most` widest gaps.
    """

    by: tuple[Crossing, ...] = CROSSINGS
    most: int = 12


@dataclass(frozen=True)
class MetaSheets(Evidenced):
    """What each indicator with a figure here counts, of whom, and who published it."""


@dataclass(frozen=True)
class SourcesTable(Part):
    """Every source of the report: publisher, year, whether it was compared with the print."""


@dataclass(frozen=True)
class Disclosure(Part):
    """What is withheld, from whom, and why."""
