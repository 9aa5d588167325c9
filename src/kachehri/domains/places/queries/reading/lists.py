"""Lists of places without codes, and coded census blocks with the circles around them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kachehri.domains.places.kinds import BlockRecipe, ListRecipe
from kachehri.engines.tables.files import FileProblem, TextTable, open_table
from kachehri.kernel.crosstab import Problem, header_key, plain
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

LONGEST = 120

Row = tuple[int, tuple[str, ...]]
"""The line, and the cells of the wanted columns."""


@dataclass
class Listing:
    """Rows of a list as they are to be used, what is wrong, and how many there were.

    `rows` by the names of the row: the line where they first stand.
    """

    rows: dict[tuple[str, ...], int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0


@contextmanager
def _columns(path: Path, wanted: list[str]) -> Iterator[tuple[TextTable, list[int]]]:
    """An open table and where the wanted columns stand. FileProblem where one is missing."""
    opened: AbstractContextManager[TextTable] = open_table(path)
    with opened as table:
        at = {header_key(name): index for index, name in enumerate(table.header)}
        missing = [name for name in wanted if header_key(name) not in at]
        if missing:
            say = _("%(name)s lacks the columns %(columns)s. It has: %(there)s")
            there = ", ".join(table.header)[:200]
            raise FileProblem(say, name=path.name, columns=", ".join(missing), there=there)
        yield table, [at[header_key(name)] for name in wanted]


def _cells(cells: list[str], at: list[int]) -> tuple[str, ...]:
    return tuple(plain(cells[index]) if index < len(cells) else "" for index in at)


def read_list(recipe: ListRecipe, path: Path) -> Listing:
    """The rows of a list, each once. Repeated rows and rows without a name are problems."""
    found = Listing()
    wanted = [*(column for column, _tier in recipe.above), recipe.column]
    with _columns(path, wanted) as (table, at):
        for line, cells in table.rows:
            found.count += 1
            names = _cells(cells, at)
            problem = _unusable(recipe, names, line, found)
            if problem is None:
                found.rows[names] = line
            else:
                found.problems.append(problem)
    return found


def _unusable(
    recipe: ListRecipe, names: tuple[str, ...], line: int, found: Listing
) -> Problem | None:
    """What is wrong with a row."""
    name, column = names[-1], recipe.column
    if not name or name.casefold().startswith(recipe.blanks):
        say = _("there is no name in this row (“%(name)s”)")
        return Problem("row", line, column, say, {"name": name[:40]}, rule="missing-row")
    if any("\ufffd" in text or len(text) > LONGEST for text in names):
        say = _("a name in this row is damaged: “%(name)s”")
        return Problem("row", line, column, say, {"name": name[:40]}, rule="name-damaged")
    if names in found.rows:
        say = _("%(name)s stands in row %(first)s already")
        params = {"name": name, "first": found.rows[names]}
        return Problem("row", line, column, say, params, rule="duplicate-key")
    return None


@dataclass
class Blocks:
    """Census blocks by the names around them, what is wrong, and how many rows there were.

    `circles` by their names from the outermost: the line of the first block. `blocks` by code: the
    names of the circle in which it lies.
    """

    circles: dict[tuple[str, ...], int] = field(default_factory=dict)
    blocks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0


def read_blocks(recipe: BlockRecipe, path: Path) -> Blocks:
    """Every block of a file with the names around it. A count that is no number is a problem, the
    block stays.
    """
    found = Blocks()
    around = [column for column, _tier in recipe.above]
    around += [column for column, _tier, _others in recipe.circles]
    with _columns(path, [*around, recipe.block_column, *recipe.counts]) as (table, at):
        for line, cells in table.rows:
            found.count += 1
            values = _cells(cells, at)
            names, code, counts = (
                values[: len(around)],
                values[len(around)],
                values[len(around) + 1 :],
            )
            if _is_block(recipe, found, names, code, line):
                found.blocks[code] = names
                if names not in found.circles:
                    found.circles[names] = line
                _check_counts(recipe, found, counts, code, line)
    return found


def _is_block(
    recipe: BlockRecipe, found: Blocks, names: tuple[str, ...], code: str, line: int
) -> bool:
    column = recipe.block_column
    if not (code.isascii() and code.isalnum()) or len(code) > 20:
        say = _("“%(code)s” is no code of a block")
        problem = Problem("row", line, column, say, {"code": code[:40]}, rule="label-unknown")
    elif code in found.blocks:
        say = _("the block %(code)s stands there twice; the first counts")
        problem = Problem("row", line, column, say, {"code": code}, rule="duplicate-key")
    elif any("\ufffd" in text or len(text) > LONGEST for text in names) or not names[0]:
        say = _("a name in this row is damaged: “%(name)s”")
        problem = Problem("row", line, "", say, {"name": names[-1][:40]}, rule="name-damaged")
    else:
        return True
    found.problems.append(problem)
    return False


def _check_counts(
    recipe: BlockRecipe, found: Blocks, counts: tuple[str, ...], code: str, line: int
) -> None:
    for column, count in zip(recipe.counts, counts, strict=True):
        if not count.isdecimal():
            say = _("the block %(code)s has no number here (“%(count)s”); the block itself is kept")
            params = {"code": code, "count": count[:40]}
            found.problems.append(Problem("cell", line, column, say, params, rule="not-a-number"))
            return
