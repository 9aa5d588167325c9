"""Reading a published cross-table by its declaration.

A statistics office prints one table per subject. Its rows are places, often times an item or a
residence; its columns are sexes, residences or items. `Layout` says which is which;
`tabulating.tabulate` turns the rows into numbers and says of every cell that it could not use what
is wrong with it. Nothing here knows a place or a database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from .cells import Unreadable, number, plain, quote
from .messages import gettext_noop

__all__ = [
    "ALL", "Cell", "DimensionColumn", "Growth", "Layout", "Number", "Pairs", "Problem", "Problems",
    "Share", "Sum", "Units", "Unreadable", "header_key", "match_header", "number", "plain", "quote",
]  # fmt: skip

ALL = ""
"""The total of a dimension: sex, residence."""

_ = gettext_noop


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file. `key` is an English message with named places, `params` fill them.

    `row` counts the lines of the file from 1 (the header is 1), 0 is the file as a whole. `kind` is
    `row` (this row was left out), `cell` (this number was left out), `place` (these rows belong to
    no known place), `file` (nothing was read), `outside` (rows of places that this installation
    does not cover) or `note` (for your information: nothing was left out). `rule` is the code of
    what is wrong (`evidence.kinds.QUALITY_RULES`); `file` and `sheet` are filled in by whoever
    opened them.
    """

    kind: str
    row: int
    column: str
    key: str
    params: Mapping[str, object] = field(default_factory=dict)
    file: str = ""
    sheet: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Cell:
    """One column of numbers.

    Which item, sex, residence and other breakdowns it holds (an item of the row is left out).
    """

    column: str
    item: str = ""
    sex: str = ALL
    residence: str = ALL
    dims: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DimensionColumn:
    """A column of labels that break the row's numbers down: age, religion, language.

    `labels` gives the code of each label; the empty code is the total.
    """

    column: str
    dimension: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Sum:
    """An identity of the table: `total` = the sum of `parts`, for every other breakdown.

    They are items; or, where `dimension` is named, codes of that dimension (the total may be the
    empty code).
    """

    total: str
    parts: tuple[str, ...]
    dimension: str = ""


@dataclass(frozen=True)
class Share:
    """A ratio that the table prints beside its counts: `scale` x numerator / denominator.

    It may differ by `tolerance`, half of the last printed digit.
    """

    item: str
    numerator: str
    denominator: str
    scale: int = 100
    tolerance: float = 0.0051


@dataclass(frozen=True)
class Growth:
    """A yearly rate in percent that the table prints beside a count `later` and one `earlier`."""

    item: str
    later: str
    earlier: str
    years: float
    tolerance: float = 0.02


@dataclass(frozen=True)
class Units:
    """A column that says what kind of place the lowest place column names.

    `belongs`: labels that say that a place of another column is meant (a total of a division stands
    among the talukas). `added`: labels that are a part of the name. `words`: labels that, found in
    the place column, show that the two cells were swapped.
    """

    column: str
    belongs: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Layout:
    """How one published table is laid out.

    Column names are matched whatever their case and punctuation. `hushed`: what does not add up is
    named without its numbers, because they speak of small groups. `lowest_may_be_empty`: a row that
    names no lowest place speaks of the one above it.
    """

    places: tuple[str, ...]
    cells: tuple[Cell, ...]
    item_column: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    residence_column: str = ""
    residences: Mapping[str, str] = field(default_factory=dict)
    dimensions: tuple[DimensionColumn, ...] = ()
    only: Mapping[str, str] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    sums: tuple[Sum, ...] = ()
    shares: tuple[Share, ...] = ()
    growths: tuple[Growth, ...] = ()
    part_sexes: tuple[str, ...] = ()
    units: Units | None = None
    others_ignored: bool = False
    hushed: bool = False
    lowest_may_be_empty: bool = False

    def columns(self) -> tuple[str, ...]:
        """Every column that the table must have."""
        broken = (dimension.column for dimension in self.dimensions)
        unit = self.units.column if self.units else ""
        extra = [self.item_column, self.residence_column, *broken, *self.only, unit]
        named = [*self.places, *(name for name in extra if name), *(c.column for c in self.cells)]
        return tuple(dict.fromkeys(named))


Pairs = tuple[tuple[str, str], ...]
"""Breakdowns besides sex and residence, by name: `(("age", "5-16"),)`."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the table and where it stands."""

    place: tuple[str, ...]
    item: str
    sex: str
    residence: str
    value: Decimal
    row: int
    column: str
    dims: Pairs = ()


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """The form in which two spellings of a column's name are the same."""
    kept = (char for char in text.casefold() if char.isalnum() or char in "<>=%")
    return "".join(kept)


def match_header(layout: Layout, header: list[str]) -> tuple[dict[str, int], list[Problem]]:
    """Where each column of the layout stands in the header, and what is missing or there twice."""
    positions: dict[str, list[int]] = {}
    for index, name in enumerate(header):
        positions.setdefault(header_key(name), []).append(index)
    found: dict[str, int] = {}
    problems = []
    for column in layout.columns():
        at = positions.get(header_key(column), [])
        if len(at) == 1:
            found[column] = at[0]
        else:
            problems.append(_header_problem(column, at, header))
    return found, problems


def _header_problem(column: str, at: list[int], header: list[str]) -> Problem:
    if at:
        return Problem(
            "file",
            1,
            column,
            _("the column %(column)s is there %(count)s times"),
            {"column": column, "count": len(at)},
            rule="merged-header",
        )
    seen = ", ".join(quote(name) for name in header[:6])
    return Problem(
        "file",
        1,
        column,
        _("the column %(column)s is missing. The file has: %(seen)s …"),
        {"column": column, "seen": seen},
        rule="file",
    )


class Problems:
    """Collects problems; of those that are alike it keeps the first and counts the rest."""

    MOST = 1000
    MOST_NOTES = 100

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.alike: dict[tuple[str, str, str, str], int] = {}

    def add(self, problem: Problem) -> None:
        """Keep a problem, or count it."""
        mark = (problem.kind, problem.rule, problem.key, problem.column)
        count = self.alike[mark] = self.alike.get(mark, 0) + 1
        if count <= (self.MOST_NOTES if problem.kind == "note" else self.MOST):
            self.found.append(problem)

    def listed(self) -> tuple[Problem, ...]:
        """What was kept, and one line for the rest of each sort."""
        rest = []
        for (kind, rule, _key, column), count in self.alike.items():
            more = count - (self.MOST_NOTES if kind == "note" else self.MOST)
            if more > 0:
                say = _("and %(more)s more like these")
                rest.append(Problem(kind, 0, column, say, {"more": more}, rule=rule))
        return (*self.found, *rest)
