"""Reading the lines of a list of figures: every figure under its round, its label and its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kachehri.domains.evidence.kinds.lists import ListRecipe, Round
from kachehri.kernel.crosstab import Problem, Unreadable, header_key, number, plain, quote
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

PlaceNames = tuple[str, ...]
"""The names of a row's place, the widest first."""


class Entry(NamedTuple):
    """One figure of the list and where it stands. `error` is its mean squared error, or None."""

    row: int
    column: str
    value: float
    text: str
    error: float | None = None


Series = dict[PlaceNames, Entry]
"""The figures of one label in one round, by place."""


@dataclass
class Listed:
    """What a list holds. `units` and `directions` are those that it prints, by label."""

    rounds: dict[Round, dict[str, Series]] = field(default_factory=dict)
    units: dict[str, tuple[str, int]] = field(default_factory=dict)
    directions: dict[str, tuple[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


@dataclass
class _Seen:
    """Something that is told once, with how often it came and where first."""

    row: int
    count: int = 0
    other: int = 0


class Lister:
    """Takes the lines of one list."""

    def __init__(self, recipe: ListRecipe, header: list[str]) -> None:
        self.recipe = recipe
        self.at = {header_key(name): index for index, name in reversed([*enumerate(header)])}
        self.width = len(header)
        self.listed = Listed()
        self.unknown: dict[tuple[str, str], _Seen] = {}
        self.twice: dict[str, _Seen] = {}
        self.spoiled: set[tuple[Round, str, PlaceNames]] = set()
        self.known = {*recipe.meanings, *recipe.not_carried}
        self.rounds: dict[tuple[str, str, str], Round | None] = {}

    def missing(self) -> list[Problem]:
        """A problem for each column that the list lacks."""
        wide = self.recipe.wide
        columns = self.recipe.columns
        wanted = (*columns.places, *columns.errors.values()) if wide else columns.all()
        key = _("the column %(column)s is missing. The file has: %(seen)s …")
        return [
            Problem("file", 1, name, key, {"column": name, "seen": ", ".join(self.at)}, rule="file")
            for name in (*wanted, *wide)
            if header_key(name) not in self.at
        ]

    def knows(self, cells: list[str]) -> bool:
        """Whether a line is of a round of this recipe."""
        return len(cells) == self.width and self._round(cells, 0) is not None

    def read(self, rows: Iterable[tuple[int, list[str]]]) -> Listed:
        """Every line of the list."""
        take = self._wide_row if self.recipe.wide else self._row
        for line, cells in rows:
            self.listed.rows += 1
            if len(cells) == self.width:
                take(line, cells)
            else:
                self._short(line, len(cells))
        self._tell()
        return self.listed

    def _short(self, line: int, found: int) -> None:
        key = _("this line has %(found)s cells and the header has %(wanted)s")
        params = {"found": found, "wanted": self.width}
        rule = "cut-off" if found < self.width else "shifted-columns"
        self.listed.problems.append(Problem("row", line, "", key, params, rule=rule))

    def _cell(self, cells: list[str], column: str) -> str:
        return cells[self.at[header_key(column)]] if column else ""

    def _row(self, line: int, cells: list[str]) -> None:
        columns = self.recipe.columns
        label = plain(self._cell(cells, columns.label))
        if label not in self.known:
            self._strange(columns.label, label, line)
            return
        where = self._round(cells, line)
        if where is None:
            return
        if columns.units:
            self.listed.units.setdefault(label, (plain(self._cell(cells, columns.units)), line))
        if columns.direction:
            direction = plain(self._cell(cells, columns.direction))
            self.listed.directions.setdefault(label, (direction, line))
        self._put(where, label, line, columns.value, cells)

    def _wide_row(self, line: int, cells: list[str]) -> None:
        where = self._round(cells, line)
        for column, label in self.recipe.wide.items() if where else ():
            self._put(where, label, line, column, cells)

    def _round(self, cells: list[str], line: int) -> Round | None:
        """The round of a line; None, and a problem, where the recipe knows none."""
        columns = self.recipe.columns
        survey = plain(self._cell(cells, columns.survey))
        year = plain(self._cell(cells, columns.year)).removesuffix(".0")
        region = plain(self._cell(cells, columns.places[0]))
        key = (survey, year, region)
        if key not in self.rounds:
            self.rounds[key] = _round_of(self.recipe, survey, year, region)
        if self.rounds[key] is None:
            self._strange(columns.year, f"{survey} {year}, {region}", line)
        return self.rounds[key]

    def _strange(self, column: str, label: str, line: int) -> None:
        self.unknown.setdefault((column, label), _Seen(line)).count += 1

    def _put(
        self, where: Round | None, label: str, line: int, column: str, cells: list[str]
    ) -> None:
        if where is None:
            return
        names = tuple(plain(self._cell(cells, name)) for name in self.recipe.columns.places)
        text = self._cell(cells, column)
        try:
            value = number(text)
        except Unreadable as wrong:
            params = {"text": quote(text)}
            rule = getattr(wrong, "rule", "") or "not-a-number"
            self.listed.problems.append(Problem("cell", line, column, wrong.key, params, rule=rule))
            return
        if value is None:
            return
        error = self._error(label, cells)
        entry = Entry(line, column, float(value), f"{value:f}", error)
        series = self.listed.rounds.setdefault(where, {}).setdefault(label, {})
        before = series.setdefault(names, entry)
        if before.row != line:
            self._again(where, label, names, before, entry)

    def _error(self, label: str, cells: list[str]) -> float | None:
        column = self.recipe.columns.errors.get(label, "")
        text = plain(self._cell(cells, column)) if column else ""
        return float(text) or None if text else None

    def _again(
        self, where: Round, label: str, names: PlaceNames, before: Entry, entry: Entry
    ) -> None:
        """The same figure stands there a second time: with the same value, or with another."""
        if before.value == entry.value:
            seen = self.twice.setdefault(label, _Seen(entry.row, other=before.row))
            seen.count += 1
            return
        self.spoiled.add((where, label, names))
        key = _(
            "%(place)s: %(label)s is there twice, as %(one)s in line %(before)s and as %(two)s "
            "here. Neither was used"
        )
        params = {
            "place": " / ".join(names), "label": label, "one": before.text, "two": entry.text,
            "before": before.row,
        }  # fmt: skip
        column = entry.column
        self.listed.problems.append(
            Problem("row", entry.row, column, key, params, rule="duplicate-differs")
        )

    def _tell(self) -> None:
        """What is told once, at the end."""
        for where, label, names in self.spoiled:
            del self.listed.rounds[where][label][names]
        self.listed.problems += [
            _unknown(column, label, seen) for (column, label), seen in self.unknown.items()
        ]
        self.listed.problems += [
            _twice(self.recipe, label, seen) for label, seen in self.twice.items()
        ]
        self.listed.problems += left_aside(self.recipe, self.listed.rounds)


def _round_of(recipe: ListRecipe, survey: str, year: str, region: str) -> Round | None:
    for one in recipe.rounds:
        same = (not recipe.columns.survey or one.survey == survey) and (
            not recipe.columns.year or one.year == year
        )
        if same and (not one.regions or region in one.regions):
            return one
    return None


def _unknown(column: str, label: str, seen: _Seen) -> Problem:
    key = _("%(label)s is not known to this recipe (%(rows)s rows were left out)")
    params = {"label": label, "rows": seen.count}
    return Problem("row", seen.row, column, key, params, rule="label-unknown")


def _twice(recipe: ListRecipe, label: str, seen: _Seen) -> Problem:
    key = _(
        "%(label)s stands there twice with the same figures (%(rows)s rows; the first again after "
        "line %(before)s). They were used once"
    )
    params = {"label": label, "rows": seen.count, "before": seen.other}
    return Problem("note", seen.row, recipe.columns.label, key, params, rule="duplicate-key")


def left_aside(recipe: ListRecipe, rounds: Mapping[Round, dict[str, Series]]) -> list[Problem]:
    """Takes out the labels that are not carried, and says why of each."""
    found = []
    for label, why in recipe.not_carried.items():
        entries = [one for labels in rounds.values() for one in labels.pop(label, {}).values()]
        if entries:
            key = _("%(label)s is not carried: %(why)s (%(rows)s rows)")
            params = {"label": label, "why": why, "rows": len(entries)}
            first = min(entry.row for entry in entries)
            column = recipe.columns.label
            found.append(Problem("note", first, column, key, params, rule="not-carried"))
    return found
