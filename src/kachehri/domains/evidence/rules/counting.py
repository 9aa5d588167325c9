"""From a table of numbers to figures with every breakdown that the table has.

A census table may hold half a million numbers. They are joined to places and added up to districts
in columns, and become figures one by one only at the end.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kachehri.domains.evidence.kinds import Counts, Figure, Recipe
from kachehri.domains.places.queries import PlaceView
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.summing import Rows, printed, summed
from kachehri.kernel.tabulating import Table

from .joining import Joiner, Target
from .measuring import no_total
from .withholding import is_withheld

Units = Callable[[str], str]
"""The unit of an indicator."""

LONGEST_CELL = 390
"""Characters of a cell's address that the database keeps, and a few less."""


@dataclass(frozen=True)
class Placed:
    """Numbers of places: a place is its position in `places`."""

    rows: Rows
    places: Sequence[PlaceView]
    derivation: str


def counted(recipe: Recipe, table: Table, joiner: Joiner, units: Units) -> Iterator[Figure]:
    """The figures of every `Counts` of the recipe, of places as printed and of whole districts.

    What is withheld at a place of its tier is not among them.
    """
    measures = [measure for measure in recipe.measures if isinstance(measure, Counts)]
    if not measures:
        return
    for placed in (_printed(table, joiner), _summed(table, joiner)):
        for measure in measures:
            yield from _figures(recipe, measure, table, placed, units(measure.indicator))


def lost_totals(recipe: Recipe, table: Table, joiner: Joiner) -> Iterator[Problem]:
    """One problem for each district of which no total can be made."""
    if not recipe.parts:
        return
    there: dict[int, set[str]] = {}
    districts: dict[int, PlaceView] = {}
    for names in table.places:
        target = joiner.targets[names]
        if isinstance(target, Target) and target.district is not None:
            districts[target.district.id] = target.district
            there.setdefault(target.district.id, set()).add(target.part)
    for at, district in districts.items():
        wanted = joiner.parts(district)
        missing = [name for part, name in wanted.items() if part not in there[at]]
        if missing or not wanted:
            yield no_total(recipe, district, missing)


def _targets(table: Table, joiner: Joiner) -> list[Target]:
    found = (joiner.targets.get(names) for names in table.places)
    return [one if isinstance(one, Target) else Target(None, None) for one in found]


def _printed(table: Table, joiner: Joiner) -> Placed:
    """The numbers of places that are known here, as they are printed."""
    known: list[int] = []
    places: list[PlaceView] = []
    for at, target in enumerate(_targets(table, joiner)):
        if target.place is not None:
            known.append(at)
            places.append(target.place)
    return Placed(printed(table, known), places, "published")


def _summed(table: Table, joiner: Joiner) -> Placed:
    """The sums of districts whose parts are all there."""
    districts: dict[int, PlaceView] = {}
    wholes: dict[int, tuple[int, int]] = {}
    for at, target in enumerate(_targets(table, joiner)):
        district = target.district
        if district is not None and target.part in joiner.parts(district):
            districts.setdefault(district.id, district)
            position = list(districts).index(district.id)
            wholes[at] = (position, len(joiner.parts(district)))
    return Placed(summed(table, wholes), list(districts.values()), "sum")


def _figures(
    recipe: Recipe, measure: Counts, table: Table, placed: Placed, unit: str
) -> Iterator[Figure]:
    about = _Breakdowns(measure, table, unit)
    period = measure.period or recipe.period
    columns = [cell.column for cell in table.layout.cells]
    for place, dims, sex, residence, value, column, lines in placed.rows.of(measure.item):
        where = placed.places[place]
        broken = about.released(dims, sex, residence, where.tier)
        if broken is not None:
            yield Figure(
                where.code, measure.indicator, period.start, period.end, broken, text(value), "",
                "", placed.derivation, recipe.method, recipe.status, recipe.source,
                address(columns[column], lines), recipe.note,
            )  # fmt: skip


class _Breakdowns:
    """The breakdowns of a table's numbers, each made once; None for those that are withheld."""

    def __init__(self, measure: Counts, table: Table, unit: str) -> None:
        self.measure, self.table, self.unit = measure, table, unit
        self.sexes, self.residences = table.sexes, table.residences
        self.known: dict[tuple[int, int, int, str], Mapping[str, str] | None] = {}

    def released(self, dims: int, sex: int, residence: int, tier: str) -> Mapping[str, str] | None:
        """The breakdown of a number, or None where a place of this tier may not show it."""
        key = (dims, sex, residence, tier)
        if key not in self.known:
            self.known[key] = self._made(*key)
        return self.known[key]

    def _made(self, dims: int, sex: int, residence: int, tier: str) -> Mapping[str, str] | None:
        named = {"sex": self.sexes[sex], "residence": self.residences[residence]}
        made = {**dict(self.table.dims[dims]), **self.measure.dims, **named}
        made = {name: code for name, code in sorted(made.items()) if code}
        held = is_withheld(
            indicator=self.measure.indicator,
            unit=self.unit,
            sex=self.sexes[sex],
            tier=tier,
            dims=made.keys(),
        )
        return None if held else made


def text(value: float) -> str:
    """A number as text, to six decimals, without noughts that say nothing."""
    if value.is_integer():
        return str(int(value))
    return f"{value:.6f}".rstrip("0").rstrip(".")


def address(column: str, lines: Sequence[Any]) -> str:
    """Where numbers stand: the column and the lines; the first and the last of very many."""
    made = f"{column}@{'+'.join(map(str, lines))}"
    if len(made) <= LONGEST_CELL:
        return made
    return f"{column}@{lines[0]}+…+{lines[-1]} ({len(lines)})"
