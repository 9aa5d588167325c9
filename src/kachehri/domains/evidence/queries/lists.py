"""From a list of figures, as somebody compiled it, to figures under places. Writes nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from kachehri.domains.evidence.kinds import Batch, Figure, Indicator, OwnReader
from kachehri.domains.evidence.kinds.lists import ListRecipe, Round
from kachehri.domains.evidence.rules import doubts, relations
from kachehri.domains.evidence.rules.listed import Entry, Lister, PlaceNames, Series
from kachehri.domains.places import queries as places
from kachehri.engines.tables.files import open_table
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

SIX = Decimal("0.000001")


def list_reader(recipe: ListRecipe, indicators: tuple[Indicator, ...]) -> OwnReader:
    """The recipe as whoever loads files knows it. `indicators` give units and polarities."""
    aims = doubts.Aims(
        {one.code: one.unit for one in indicators}, {one.code: one.polarity for one in indicators}
    )
    return OwnReader(
        recipe.code, recipe.label, partial(read_list, recipe, aims), partial(fits, recipe)
    )


def fits(recipe: ListRecipe, path: Path) -> bool:
    """Whether a file has the columns that this recipe reads, and its first line a round of it."""
    with open_table(path) as table:
        lister = Lister(recipe, table.header)
        if lister.missing():
            return False
        first = next(iter(table.rows), None)
    return first is not None and lister.knows(first[1])


def read_list(
    recipe: ListRecipe, aims: doubts.Aims, path: Path, encoding: str | None
) -> Iterator[Batch]:
    """The figures of a list, once it was read whole: what hangs together lies far apart in it."""
    with open_table(path, encoding=encoding) as table:
        lister = Lister(recipe, table.header)
        missing = lister.missing()
        listed = None if missing else lister.read(table.rows)
        sheet = table.sheet
    if listed is None:
        yield Batch((), [replace(problem, sheet=sheet) for problem in missing])
        return
    problems = [*listed.problems, *doubts.units(recipe, listed, aims)]
    problems += doubts.directions(recipe, listed, aims)
    problems += relations.apply(recipe, listed.rounds)
    problems += doubts.fractions(recipe, listed.rounds, aims)
    problems += doubts.impossible(recipe, listed.rounds, aims)
    found = doubts.copies(recipe, listed.rounds)
    problems += doubts.take_out(recipe, listed.rounds, found)
    joiner = Joiner(recipe)
    maker = Maker(recipe, joiner, doubts.breaks(recipe, found))
    figures = [*maker.figures(listed.rounds)]
    problems += joiner.problems()
    yield Batch(figures, [replace(problem, sheet=sheet) for problem in problems], listed.rows)


class Joiner:
    """Finds the places of a list's rows, and tells each name that it cannot join once."""

    def __init__(self, recipe: ListRecipe) -> None:
        self.recipe = recipe
        self.finder = places.finder()
        self.codes: dict[PlaceNames, str | Problem] = {}
        self.rows: dict[PlaceNames, int] = {}
        self.read_as: list[Problem] = []

    def code(self, names: PlaceNames, row: int) -> str | None:
        """The code of a row's district, or None."""
        if names not in self.codes:
            self.codes[names] = self._find(names, row)
        self.rows[names] = self.rows.get(names, 0) + 1
        found = self.codes[names]
        return found if isinstance(found, str) else None

    def _find(self, names: PlaceNames, row: int) -> str | Problem:
        columns = self.recipe.columns.places
        wanted = [self.recipe.spellings.get(name, name) for name in names]
        province = None
        if len(wanted) > 1 and wanted[0]:
            province = self.finder.find("province", wanted[0])
            if province is None:
                return self._outside(names, row)
        if names[-1] in self.recipe.strangers:
            return self._unknown(names, row, columns[-1])
        match = self.finder.match("district", wanted[-1], province)
        if match.place is None and province is not None and wanted[0] == wanted[-1]:
            return province.code
        if match.place is None:
            return self._unknown(names, row, columns[-1])
        if not match.is_certain:
            self.read_as.append(self._read_as(names, row, match.place.name("en")))
        return match.place.code

    def _outside(self, names: PlaceNames, row: int) -> Problem:
        key = _("%(place)s lies outside this installation (%(rows)s rows were not needed)")
        return Problem("outside", row, "", key, {"place": " / ".join(names)})

    def _unknown(self, names: PlaceNames, row: int, column: str) -> Problem:
        key = _(
            "there is no place %(name)s in %(within)s (%(rows)s rows were left out). "
            "Correct the name, or add it as an alias of the place"
        )
        params = {"name": names[-1], "within": names[0] if len(names) > 1 else "?"}
        return Problem("place", row, column, key, params, rule="place-not-found")

    def _read_as(self, names: PlaceNames, row: int, place: str) -> Problem:
        key = _("%(name)s was read as %(place)s")
        column = self.recipe.columns.places[-1]
        params = {"name": names[-1], "place": place}
        return Problem("note", row, column, key, params, rule="name-damaged")

    def problems(self) -> list[Problem]:
        """What did not join, each name once with its number of rows."""
        lost = [
            replace(found, params={**found.params, "rows": self.rows[names]})
            for names, found in self.codes.items()
            if isinstance(found, Problem)
        ]
        return [*self.read_as, *lost]


class Maker:
    """Makes figures of what was read."""

    def __init__(
        self,
        recipe: ListRecipe,
        joiner: Joiner,
        marks: Mapping[tuple[Round, PlaceNames], tuple[str, str]],
    ) -> None:
        self.recipe, self.joiner, self.marks = recipe, joiner, marks

    def figures(self, rounds: Mapping[Round, dict[str, Series]]) -> Iterator[Figure]:
        """Every figure whose place is known."""
        for where, labels in rounds.items():
            for label, series in labels.items():
                make = self._maker(where, label)
                for names, entry in series.items():
                    code = self.joiner.code(names, entry.row)
                    if code is not None:
                        yield make(code, names, entry)

    def _maker(self, where: Round, label: str) -> Callable[[str, PlaceNames, Entry], Figure]:
        meaning = self.recipe.meanings[label]
        version = doubts.meaning_in(meaning, where)

        def make(code: str, names: PlaceNames, entry: Entry) -> Figure:
            status, note = self.marks.get((where, names), (where.status, where.note))
            error = f"{entry.error**0.5:.6f}" if entry.error is not None else ""
            return Figure(
                place=code, indicator=meaning.indicator, start=where.period.start,
                end=where.period.end, dims=meaning.dims, value=_text(entry, meaning.scale),
                numerator="", denominator="", derivation="published", method=where.method,
                status=status, source=where.source, cell=f"{entry.column}@{entry.row}", note=note,
                standard_error=error, version=version,
            )  # fmt: skip

        return make


def _text(entry: Entry, scale: Decimal) -> str:
    """The value as it was printed, times its scale; what was a fraction has been multiplied."""
    printed = Decimal(entry.text)
    if entry.value != float(printed):
        scale *= 100
    return f"{(printed * scale).quantize(SIX).normalize():f}"
