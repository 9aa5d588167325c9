"""From a table of numbers to figures with every breakdown that the table has.

A census table may hold half a million numbers. They are joined to places and added up to districts
in columns, and become figures one by one only at the end.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kachehri.domains.evidence.kinds import Counts, Figure, Recipe
from kachehri.domains.places.queries import PlaceView
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.summing import Rows, printed, summed
from kachehri.kernel.tabulating import Table

from .joining import Joiner, Target
from .measuring import address, no_total
from .withholding import is_withheld

Units = Callable[[str], str]
"""The unit of an indicator."""


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


def lost_totals(recipe: Recipe, joiner: Joiner) -> Iterator[Problem]:
    """One problem for each place of which no total can be made."""
    if not recipe.parts:
        return
    there: dict[int, set[str]] = {}
    wholes: dict[int, PlaceView] = {}
    for _names, whole, part in joiner.made():
        wholes[whole.id] = whole
        there.setdefault(whole.id, set()).add(part)
    for at, whole in wholes.items():
        wanted = joiner.parts(whole)
        missing = [name for part, name in wanted.items() if part not in there[at]]
        if missing or not wanted:
            yield no_total(recipe, whole, missing)


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
    """The sums of districts, provinces and the country where all parts are there."""
    position = {names: at for at, names in enumerate(table.places)}
    wholes: dict[int, int] = {}
    places: list[PlaceView] = []
    rows: list[tuple[int, int, int]] = []
    for names, whole, part in joiner.made():
        wanted = joiner.parts(whole)
        if part in wanted and names in position:
            if whole.id not in wholes:
                wholes[whole.id] = len(places)
                places.append(whole)
            rows.append((position[names], wholes[whole.id], len(wanted)))
    return Placed(summed(table, rows), places, "sum")


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
