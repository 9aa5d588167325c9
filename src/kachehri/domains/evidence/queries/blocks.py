"""Reading a register of census blocks: one line a block, a few counts in columns."""

from collections.abc import Iterator
from pathlib import Path

from kachehri.domains.evidence.kinds import Batch, BlockTable, Figure, OwnReader
from kachehri.domains.places.queries import keys_of_scheme
from kachehri.engines.tables.files import open_table
from kachehri.engines.tables.opened import TextTable
from kachehri.kernel.cells import Unreadable, number, quote
from kachehri.kernel.crosstab import Layout, Problem, Problems, header_key
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.tabulating import check_range

_ = gettext_noop

BATCH = 10_000
_COUNTED = Layout(places=(), cells=())


def block_reader(block: BlockTable) -> OwnReader:
    """The recipe of a register of blocks."""

    def fits(path: Path) -> bool:
        with open_table(path) as table:
            known = {header_key(name) for name in table.header}
        return {header_key(name) for name in block.columns} <= known

    def read(path: Path, encoding: str | None) -> Iterator[Batch]:
        known = frozenset(keys_of_scheme(block.scheme))
        with open_table(path, encoding=encoding) as table:
            reader = _Blocks(block, table, known)
            made: list[Figure] = []
            for line, cells in table.rows:
                made += reader.read(line, cells)
                if len(made) >= BATCH:
                    yield Batch(made)
                    made = []
            yield Batch(made, reader.said(), reader.rows)

    return OwnReader(block.code, block.label, read, fits)


class _Blocks:
    """Reads blocks row by row."""

    def __init__(self, block: BlockTable, table: TextTable, known: frozenset[str]) -> None:
        self.block, self.width, self.known = block, len(table.header), known
        at = {header_key(name): index for index, name in enumerate(table.header)}
        self.at = {name: at[header_key(name)] for name in block.columns}
        self.problems = Problems()
        self.rows = self.outside = 0
        self.seen: dict[str, int] = {}

    def read(self, line: int, cells: list[str]) -> Iterator[Figure]:
        """The figures of a block."""
        self.rows += 1
        if len(cells) != self.width:
            say = _("this line has %(found)s cells and the header has %(wanted)s")
            params = {"found": len(cells), "wanted": self.width}
            self.problems.add(Problem("row", line, "", say, params, rule="cut-off"))
            return
        code = cells[self.at[self.block.key]].strip()
        place = f"{self.block.scheme}-{code}"
        before = self.seen.setdefault(code, line)
        if before != line:
            say = _("the block %(code)s is there twice: first in line %(before)s. It was not used")
            told = {"code": quote(code), "before": before}
            column = self.block.key
            self.problems.add(Problem("row", line, column, say, told, rule="duplicate-key"))
        elif place not in self.known:
            self.outside += 1
        else:
            yield from self._figures(line, cells, place)

    def _figures(self, line: int, cells: list[str], place: str) -> Iterator[Figure]:
        block, period = self.block, self.block.period
        for indicator, column in block.counts.items():
            value = self._value(line, column, cells[self.at[column]])
            if value:
                yield Figure(
                    place, indicator, period.start, period.end, {}, value, "", "",
                    "published", "census", "A", block.source, f"{column}@{line}",
                )  # fmt: skip

    def _value(self, line: int, column: str, text: str) -> str:
        try:
            value = number(text)
            if value is not None:
                check_range(value, column, _COUNTED)
        except Unreadable as wrong:
            params = {"text": quote(text)}
            self.problems.add(Problem("cell", line, column, wrong.key, params, rule=wrong.rule))
            return ""
        return "" if value is None else str(int(value))

    def said(self) -> tuple[Problem, ...]:
        """What was found, and one line about the blocks that are not loaded."""
        if not self.outside:
            return self.problems.listed()
        say = _(
            "%(places)s blocks (%(rows)s rows) are not among the places. "
            "To have them, import %(recipe)s from the same file first"
        )
        params = {"places": self.outside, "rows": self.outside, "recipe": self.block.recipe}
        outside = Problem("outside", 0, self.block.key, say, params, rule="place-not-found")
        return (*self.problems.listed(), outside)
