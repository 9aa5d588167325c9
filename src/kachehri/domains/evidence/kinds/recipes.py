"""How a published file becomes figures: measures and recipes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kachehri.kernel.crosstab import ALL, Layout, Pairs, Problem

from .cards import Entry
from .figures import RESIDENCES, Figure


@dataclass(frozen=True)
class Part:
    """An item of a table, at the sex and residence of the result unless it names its own.

    `dims` are its other breakdowns; the result has none of them.
    """

    item: str
    sex: str | None = None
    residence: str | None = None
    dims: Pairs = ()


@dataclass(frozen=True)
class Count:
    """The indicator is one item as it is counted; a district's is the sum of its parts."""

    indicator: str
    item: Part
    sexes: tuple[str, ...] = (ALL,)
    residences: tuple[str, ...] = RESIDENCES


@dataclass(frozen=True)
class Ratio:
    """The indicator is `scale` times numerators over a denominator.

    A district's is made from the sums.

    `published` names the item in which the source prints the same ratio: the two are compared.
    """

    indicator: str
    numerators: tuple[Part, ...]
    denominator: Part
    sexes: tuple[str, ...] = (ALL,)
    residences: tuple[str, ...] = RESIDENCES
    scale: int = 100
    published: str = ""


@dataclass(frozen=True)
class Printed:
    """The indicator is a figure as printed, which cannot be added up (a growth rate, a mean)."""

    indicator: str
    item: Part
    sexes: tuple[str, ...] = (ALL,)
    residences: tuple[str, ...] = RESIDENCES


@dataclass(frozen=True)
class Counts:
    """The indicator is an item with every breakdown that the table has: one figure a number.

    `dims` come on top of those of the row and the column. A district's counts are the sums of its
    parts; what cannot be added up (a percentage, a mean) is not. `period` where it is not that of
    the table.
    """

    indicator: str
    item: str
    dims: Mapping[str, str] = field(default_factory=dict)
    period: "Period | None" = None


@dataclass(frozen=True)
class Period:
    """From `start` up to, but not on, `end`."""

    start: date
    end: date


Measure = Count | Ratio | Printed | Counts


@dataclass(frozen=True)
class Recipe:
    """How one kind of published file becomes observations.

    `tiers` names the tier of each place column; `elsewhere` are names of the first tier that the
    file covers and this installation does not; `parts` names, for each district (by its key, or as
    `PROVINCE/DISTRICT` by the names of the file), every part that the source counts: a total of a
    district is made only when all of them are there. `named` gives the tier of names that stand in
    a column of another one; `lost` are letters that the compilation lost out of names; `gone` are
    provinces that are there no more. `files` are
    patterns of file names (`TABLE_13A*`), by which a family tells apart tables whose headers are
    the same.
    """

    code: str
    label: str
    source: str
    period: Period
    layout: Layout
    measures: tuple[Measure, ...]
    tiers: tuple[str, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    method: str = "census"
    status: str = "A"
    note: str = ""
    files: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CompactRecipe:
    """The recipe for our own compact tables: one line a figure, see `guide/editor.md`."""

    code: str
    label: str


@dataclass(frozen=True)
class Batch:
    """Some figures of a file, what was wrong on the way, and how many rows of data were read.

    `entries` are names that the file gives to values of open dimensions.
    """

    figures: Sequence[Figure]
    problems: Sequence[Problem] = ()
    rows: int = 0
    entries: Sequence[Entry] = ()


@dataclass(frozen=True)
class OwnReader:
    """The recipe for a file that no declaration describes: a function of the pack reads it.

    `read(path, encoding)` gives the figures in batches of some ten thousand, so that a file of any
    size fits into memory. It may raise `FileProblem`. `fits(path)` says whether it is such a file,
    for a family.
    """

    code: str
    label: str
    read: Callable[[Path, str | None], Iterator[Batch]]
    fits: Callable[[Path], bool] | None = None


@dataclass(frozen=True)
class BlockTable:
    """A register of census blocks: the column `key` names a place of `scheme`.

    `counts` gives the column of each indicator; `recipe` is the one that loads the places.
    """

    code: str
    label: str
    source: str
    period: Period
    scheme: str
    key: str
    counts: Mapping[str, str]
    recipe: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        return (self.key, *self.counts.values())


OneRecipe = Recipe | CompactRecipe | OwnReader


@dataclass(frozen=True)
class RecipeFamily:
    """Recipes for the files of one publication. The header of a file says which member reads it."""

    code: str
    label: str
    members: tuple[OneRecipe, ...]


AnyRecipe = OneRecipe | RecipeFamily
