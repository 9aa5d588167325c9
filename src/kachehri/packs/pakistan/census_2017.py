"""Census 2017: districts, provinces, tehsils, cities and census blocks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kachehri.domains.evidence.kinds import (
    Batch,
    Counts,
    Figure,
    OwnReader,
    Part,
    Period,
    Printed,
    Recipe,
    RecipeFamily,
)
from kachehri.domains.places.queries import keys_of_scheme
from kachehri.engines.tables.files import TextTable, open_table
from kachehri.kernel.crosstab import (
    Cell,
    Growth,
    Layout,
    Problem,
    Problems,
    Unreadable,
    header_key,
    number,
    quote,
)
from kachehri.kernel.messages import gettext_noop

from .census_shares import CENSUS_2017
from .census_tables import NAMED
from .talukas import ELSEWHERE

_ = gettext_noop

CENSUS_1998 = Period(date(1998, 1, 1), date(1999, 1, 1))
YEARS_1998_TO_2017 = 19.04
"""From 2 March 1998 to 15 March 2017: the growth rates of the tables follow from it."""

AREAS = {"Overall": "", "Rural": "rural", "Urban": "urban"}
GONE = frozenset({"FATA"})
"""Merged into Khyber Pakhtunkhwa in 2018."""

_BOTH = (
    Counts("population", "people"),
    Counts("population", "people_1998", period=CENSUS_1998),
)


def _by_area(code: str, label: str, places: tuple[str, ...], tiers: tuple[str, ...]) -> Recipe:
    """Households, sexes and growth of the villages and of the towns of a place."""
    sexes = {"Male": "male", "Female": "female", "Transgender": "transgender"}
    return Recipe(
        code=f"census2017-{code}",
        label=label,
        source=f"pbs-census-2017-{code}",
        period=CENSUS_2017,
        layout=Layout(
            places=places,
            residence_column="ResStatus",
            residences=AREAS,
            cells=(
                Cell("Households", item="households"),
                Cell("Pop2017", item="people"),
                *(Cell(column, item="people", sex=sex) for column, sex in sexes.items()),
                Cell("Pop1998", item="people_1998"),
                Cell("GrowthRate", item="growth"),
            ),
            measures=frozenset({"growth"}),
            part_sexes=tuple(sexes.values()),
            growths=(Growth("growth", "people", "people_1998", YEARS_1998_TO_2017),),
        ),
        measures=(
            *_BOTH,
            Counts("households", "households"),
            Printed("population-growth", Part("growth"), residences=("", "rural", "urban")),
        ),
        tiers=tiers,
        elsewhere=ELSEWHERE - GONE,
        gone=GONE,
        named=NAMED,
    )


def _two_counts(code: str, label: str, places: tuple[str, ...], tiers: tuple[str, ...]) -> Recipe:
    """The populations of 1998 and 2017 side by side."""
    return Recipe(
        code=f"census2017-{code}",
        label=label,
        source=f"pbs-census-2017-{code}",
        period=CENSUS_2017,
        layout=Layout(
            places=places,
            cells=(Cell("Pop1998", item="people_1998"), Cell("Pop2017", item="people")),
        ),
        measures=_BOTH,
        tiers=tiers,
        elsewhere=ELSEWHERE - GONE,
        gone=GONE,
    )


DISTRICTS = _by_area(
    "districts", _("Census 2017: districts"),
    ("Province", "Division", "District"), ("province", "division", "district"),
)  # fmt: skip
PROVINCES = _by_area("provinces", _("Census 2017: provinces"), ("AdminUnits",), ("province",))
TEHSILS = _two_counts(
    "tehsils", _("Census 2017: tehsils"),
    ("Province", "Division", "District", "Tehsil"), ("province", "division", "district", "taluka"),
)  # fmt: skip
CITIES = _two_counts("cities", _("Census 2017: the ten largest cities"), ("City",), ("town",))

SCHEME = "census-2017"
BLOCK_COLUMNS = ("BlockCode", "Pop2017", "HH2017")
BLOCK_CELLS = (("population", "Pop2017"), ("households", "HH2017"))
_BATCH = 10_000


def fits_blocks(path: Path) -> bool:
    """Whether a file is the register of census blocks."""
    with open_table(path) as table:
        known = {header_key(name) for name in table.header}
    return {header_key(name) for name in BLOCK_COLUMNS} <= known


def read_blocks(path: Path, encoding: str | None = None) -> Iterator[Batch]:
    """Population and households of every census block whose place is loaded (`census-blocks`)."""
    known = keys_of_scheme(SCHEME)
    with open_table(path, encoding=encoding) as table:
        reader = _Blocks(table, frozenset(known))
        made: list[Figure] = []
        for line, cells in table.rows:
            made += reader.read(line, cells)
            if len(made) >= _BATCH:
                yield Batch(made)
                made = []
        yield Batch(made, reader.said(), reader.rows)


class _Blocks:
    """Reads blocks row by row."""

    def __init__(self, table: TextTable, known: frozenset[str]) -> None:
        self.width = len(table.header)
        at = {header_key(name): index for index, name in enumerate(table.header)}
        self.at = {name: at[header_key(name)] for name in BLOCK_COLUMNS}
        self.known = known
        self.problems = Problems()
        self.rows = self.outside = 0
        self.seen: dict[str, int] = {}

    def read(self, line: int, cells: list[str]) -> Iterator[Figure]:
        """The two figures of a block."""
        self.rows += 1
        if len(cells) != self.width:
            say = _("this line has %(found)s cells and the header has %(wanted)s")
            params = {"found": len(cells), "wanted": self.width}
            self.problems.add(Problem("row", line, "", say, params, rule="cut-off"))
            return
        code = cells[self.at["BlockCode"]].strip()
        place = f"{SCHEME}-{code}"
        before = self.seen.setdefault(code, line)
        if before != line:
            say = _("the block %(code)s is there twice: first in line %(before)s. It was not used")
            told = {"code": quote(code), "before": before}
            self.problems.add(Problem("row", line, "BlockCode", say, told, rule="duplicate-key"))
        elif place not in self.known:
            self.outside += 1
        else:
            yield from self._figures(line, cells, place)

    def _figures(self, line: int, cells: list[str], place: str) -> Iterator[Figure]:
        for indicator, column in BLOCK_CELLS:
            value = self._value(line, column, cells[self.at[column]])
            if value:
                yield Figure(
                    place, indicator, CENSUS_2017.start, CENSUS_2017.end, {}, value, "", "",
                    "published", "census", "A", "pbs-census-2017-blocks", f"{column}@{line}",
                )  # fmt: skip

    def _value(self, line: int, column: str, text: str) -> str:
        try:
            value = number(text)
        except Unreadable as wrong:
            params = {"text": quote(text)}
            self.problems.add(Problem("cell", line, column, wrong.key, params, rule=wrong.rule))
            return ""
        if value is None:
            return ""
        if value < 0 or value != value.to_integral_value():
            say = _("%(text)s is not a whole number, and this column counts")
            params = {"text": quote(text)}
            self.problems.add(Problem("cell", line, column, say, params, rule="not-whole"))
            return ""
        return str(int(value))

    def said(self) -> tuple[Problem, ...]:
        """What was found, and one line about the blocks that are not loaded."""
        if not self.outside:
            return self.problems.listed()
        say = _(
            "%(places)s census blocks (%(rows)s rows) are not among the places. "
            "To have them, import census-blocks from the same file first"
        )
        params = {"places": self.outside, "rows": self.outside}
        outside = Problem("outside", 0, "BlockCode", say, params, rule="place-not-found")
        return (*self.problems.listed(), outside)


BLOCKS = OwnReader("census2017-blocks", _("Census 2017: census blocks"), read_blocks, fits_blocks)

FAMILY_2017 = RecipeFamily(
    "pbs-census-2017",
    _("Census 2017: every published table"),
    (DISTRICTS, PROVINCES, TEHSILS, CITIES, BLOCKS),
)
