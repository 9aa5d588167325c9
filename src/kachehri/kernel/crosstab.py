"""Reading a published cross-table by its declaration.

From rows of text to numbers that know their cell.

A statistics office prints one table per subject. Its rows are places, often times an item or a
residence; its columns are sexes, residences or items. `Layout` says which is which, `read` turns
the rows into `Number`s and says of every cell that it could not use what is wrong with it. Nothing
here knows a place or a database.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from .cells import Unreadable, number, plain, quote
from .messages import gettext_noop

__all__ = [
    "ALL", "Cell", "DimensionColumn", "Head", "Key", "Layout", "Number", "Problem", "Problems",
    "Reading", "Sum", "Unreadable", "header_key", "match_header", "number", "plain", "quote",
    "read",
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
    """An identity of the table: `total` = the sum of `parts`, for each place, sex and residence."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """How one published table is laid out.

    Column names are matched whatever their case and punctuation.
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
    part_sexes: tuple[str, ...] = ()
    others_ignored: bool = False

    def columns(self) -> tuple[str, ...]:
        """Every column that the table must have."""
        broken = (dimension.column for dimension in self.dimensions)
        extra = [self.item_column, self.residence_column, *broken, *self.only]
        named = [*self.places, *(name for name in extra if name), *(c.column for c in self.cells)]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class Number:
    """A number of the table and where it stands."""

    place: tuple[str, ...]
    item: str
    sex: str
    residence: str
    value: Decimal
    row: int
    column: str


Key = tuple[tuple[str, ...], str, str, str]
"""The place of a number in the table: place, item, sex, residence."""


@dataclass(frozen=True)
class Reading:
    """What was read: numbers, problems, how many rows held data, and cells that hold rubbish."""

    numbers: tuple[Number, ...]
    problems: tuple[Problem, ...]
    rows: int
    unreadable: frozenset[Key] = frozenset()


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
    """Collects problems; after the first thousand it only counts them, to save memory."""

    MOST = 1000

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.more = 0
        self.kind_of_more = "note"

    def add(self, problem: Problem) -> None:
        """Keep a problem, or count it."""
        if len(self.found) < self.MOST:
            self.found.append(problem)
        else:
            self.more += 1
            self.kind_of_more = "row" if problem.kind != "note" else self.kind_of_more

    def listed(self) -> tuple[Problem, ...]:
        """What was kept, and one line for the rest."""
        if not self.more:
            return tuple(self.found)
        rest = Problem(
            self.kind_of_more,
            0,
            "",
            _("and %(more)s more like these"),
            {"more": self.more},
            rule="file",
        )
        return (*self.found, rest)


Head = tuple[tuple[str, ...], str, str]
"""Place, item and residence of a row."""


def read(
    layout: Layout,
    rows: Iterable[tuple[int, list[str]]],
    positions: Mapping[str, int],
    width: int,
    wanted: Callable[[tuple[str, ...], int], bool] = lambda _place, _line: True,
) -> Reading:
    """Turn the rows under the header into numbers.

    `rows` are line numbers with cells, `positions` come from `match_header`, `width` is the
    header's length; `wanted` says of a place and its line whether the row is kept, so that a file
    of any size fits into memory. A row that stands twice with the same numbers counts once; with
    different numbers neither is used.
    """
    found: dict[Head, tuple[int, list[str]]] = {}
    doubtful: set[Head] = set()
    problems = Problems()
    count = 0
    for line, cells in rows:
        count += 1
        head = _read_row(layout, line, cells, positions, width)
        if isinstance(head, Problem):
            problems.add(head)
        elif head is not None and wanted(head[0], line):
            before = found.setdefault(head, (line, cells))
            if before[0] != line:
                problems.add(_twice(layout, line, before, cells, head))
                doubtful |= {head} if before[1] != cells else set()
    numbers: list[Number] = []
    unreadable: set[Key] = set()
    for head, (line, cells) in found.items():
        for cell in layout.cells:
            got = _read_cell(layout, cell, line, cells[positions[cell.column]], head)
            if head in doubtful or isinstance(got, Problem):
                unreadable.add(_key(cell, head))
            elif got is not None:
                numbers.append(got)
            if isinstance(got, Problem):
                problems.add(got)
    return Reading(tuple(numbers), problems.listed(), count, frozenset(unreadable))


def _key(cell: Cell, head: Head) -> Key:
    place, item, residence = head
    return place, item or cell.item, cell.sex, residence or cell.residence


def _twice(
    layout: Layout, line: int, before: tuple[int, list[str]], cells: list[str], head: Head
) -> Problem:
    """The message about a key that comes a second time."""
    params = {"place": " / ".join(filter(None, head[0])), "before": before[0]}
    same = _("%(place)s is there twice: line %(before)s says the same. It was used once")
    other = _("%(place)s is there twice, and line %(before)s says something else. Neither was used")
    if before[1] == cells:
        return Problem("note", line, layout.places[-1], same, params, rule="duplicate-key")
    return Problem("row", line, layout.places[-1], other, params, rule="duplicate-differs")


def _read_row(
    layout: Layout, line: int, cells: list[str], positions: Mapping[str, int], width: int
) -> Head | Problem | None:
    """Place, item and residence of a row; None where the layout does not ask for it."""
    if len(cells) != width:
        key = _("this line has %(found)s cells and the header has %(wanted)s")
        return Problem("row", line, "", key, {"found": len(cells), "wanted": width}, rule="cut-off")
    for column, wanted in layout.only.items():
        if header_key(cells[positions[column]]) != header_key(wanted):
            return None
    if any("\ufffd" in cell for cell in cells):
        key = _("this line holds characters that are not in the file's encoding. See --encoding")
        return Problem("row", line, "", key, rule="encoding")
    place = tuple(plain(cells[positions[column]]) for column in layout.places)
    if not place[-1]:
        return Problem("row", line, layout.places[-1], _("no place is named"), rule="name-damaged")
    item = _labelled(layout.item_column, layout.items, line, cells, positions)
    if isinstance(item, Problem):
        return None if layout.others_ignored else item
    residence = _labelled(layout.residence_column, layout.residences, line, cells, positions)
    if isinstance(residence, Problem):
        return residence
    if layout.item_column and not item:
        return None
    return place, item, residence


def _labelled(
    column: str, known: Mapping[str, str], line: int, cells: list[str], positions: Mapping[str, int]
) -> str | Problem:
    """What the label in a column stands for; empty where the layout has no such column."""
    if not column:
        return ""
    label = header_key(plain(cells[positions[column]]))
    for name, meaning in known.items():
        if header_key(name) == label:
            return meaning
    say = _("%(label)s is not one of: %(known)s")
    shown = {"label": quote(cells[positions[column]]), "known": quote(", ".join(known))}
    return Problem("row", line, column, say, shown, rule="label-unknown")


def _read_cell(
    layout: Layout, cell: Cell, line: int, text: str, head: Head
) -> Number | Problem | None:
    """The number in a cell; None for an empty one."""
    place, item, sex, residence = _key(cell, head)
    try:
        value = number(text)
        if value is not None:
            _check_range(value, item, layout)
    except Unreadable as wrong:
        shown = {"text": quote(text)}
        return Problem("cell", line, cell.column, wrong.key, shown, rule=wrong.rule)
    if value is None:
        return None
    return Number(place, item, sex, residence, value, line, cell.column)


def _check_range(value: Decimal, item: str, layout: Layout) -> None:
    """A count is a whole number from 0, a percentage at most 100, a measure any number."""
    if item in layout.measures:
        return
    if value < 0:
        raise Unreadable(_("%(text)s is below zero"), "below-zero")
    if item in layout.percents:
        if value > 100:
            raise Unreadable(_("%(text)s is more than 100 percent"), "above-100")
        return
    if value != value.to_integral_value():
        say = _("%(text)s is not a whole number, and this column counts")
        raise Unreadable(say, "not-whole")
