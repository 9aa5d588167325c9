"""From the rows of a file to a sample: cut-offs applied, what is missing or wrong named.

numpy is loaded when a function is called.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import InputProblem, gettext_noop
from kachehri.kernel.numbers import parse_number

from .estimating import Sample
from .measures import Cut, Measure

_ = gettext_noop

MISSING = frozenset({"", "na", "n/a", "nan", ".", "-", "null", "none"})
"""Cells that say nothing, in small letters."""

_MOST_TOLD = 200
"""Wrong cells that are named one by one."""


@dataclass(frozen=True)
class Columns:
    """Which columns of the file say what; an empty name is a column that there is not.

    Without `weight` every household counts once, without `members` as one person.
    """

    weight: str = ""
    members: str = ""
    stratum: str = ""
    cluster: str = ""
    groups: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Every column that the file must have beside those of the measure."""
        return tuple(n for n in (self.weight, self.members, self.stratum, self.cluster) if n) + (
            self.groups
        )


def collect(
    measure: Measure,
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    columns: Columns,
    *,
    by_chance: bool = True,
) -> tuple[Sample | None, tuple[Problem, ...]]:
    """The households of a file, with one problem for each cell that is no number.

    A wrong cell counts as missing. None where a column is not there or there is no row: the problem
    says so.
    """
    place = {name.strip(): n for n, name in enumerate(header)}
    if absent := [n for n in (*measure.columns, *columns.named) if n not in place]:
        say = _("there is no column %(column)s")
        return None, tuple(Problem("file", 1, n, say, {"column": n}, rule="file") for n in absent)
    reader = _Reader(measure, place, columns)
    for line, cells in rows:
        reader.take(line, cells)
    if not reader.deprived:
        say = _("the file has a header and no rows under it")
        return None, (Problem("file", 0, "", say, rule="file"),)
    return reader.sample(by_chance=by_chance), tuple(reader.problems)


class _Reader:
    """Takes rows one by one. A text that was read once is not read again."""

    def __init__(self, measure: Measure, place: Mapping[str, int], columns: Columns) -> None:
        self.cuts = [(one.cut, place[one.cut.column]) for one in measure.deprivations]
        self.place, self.columns = place, columns
        self.known: dict[str, float | None] = {}
        self.problems: list[Problem] = []
        self.deprived: list[list[float]] = []
        self.weights: list[float] = []
        self.members: list[float] = []
        self.texts: dict[str, list[str]] = {
            name: [] for name in (columns.stratum, columns.cluster, *columns.groups) if name
        }

    def take(self, line: int, cells: Sequence[str]) -> None:
        """One household."""
        self.deprived.append(
            [self._without(cut, line, self._cell(cells, at)) for cut, at in self.cuts]
        )
        self.weights.append(self._amount(line, cells, self.columns.weight))
        self.members.append(self._amount(line, cells, self.columns.members))
        for name, texts in self.texts.items():
            texts.append(self._cell(cells, self.place[name]))

    def sample(self, *, by_chance: bool) -> Sample:
        """All that was taken."""
        import numpy as np

        arrays = {name: np.array(texts) for name, texts in self.texts.items()}
        return Sample(
            np.array(self.deprived, dtype=np.float64),
            np.array(self.weights, dtype=np.float64),
            np.array(self.members, dtype=np.float64),
            arrays.get(self.columns.stratum),
            arrays.get(self.columns.cluster),
            {name: arrays[name] for name in self.columns.groups},
            by_chance,
        )

    @staticmethod
    def _cell(cells: Sequence[str], at: int) -> str:
        return cells[at].strip() if at < len(cells) else ""

    def _without(self, cut: Cut, line: int, text: str) -> float:
        if text in cut.not_applicable:
            return 0.0
        value = self._number(line, cut.column, text)
        return nan if value is None else float(cut.is_deprived(value))

    def _amount(self, line: int, cells: Sequence[str], column: str) -> float:
        """A weight or a number of members: above zero, or missing."""
        if not column:
            return 1.0
        value = self._number(line, column, self._cell(cells, self.place[column]))
        if value is None or value > 0:
            return nan if value is None else value
        self._say(line, column, _("%(text)s is not above zero"), f"{value:g}")
        return nan

    def _number(self, line: int, column: str, text: str) -> float | None:
        if text not in self.known:
            self.known[text] = _read(text)
        value = self.known[text]
        if value is not None and value != value:
            self._say(line, column, _("“%(text)s” is not a number"), text)
            return None
        return value

    def _say(self, line: int, column: str, message: str, text: str) -> None:
        if len(self.problems) < _MOST_TOLD:
            found = Problem("cell", line, column, message, {"text": text}, rule="not-a-number")
            self.problems.append(found)


def _read(text: str) -> float | None:
    """A number in whatever digits; None for a missing one, NaN for what is none."""
    if text.casefold() in MISSING:
        return None
    try:
        return float(parse_number(text))
    except InputProblem:
        return nan
