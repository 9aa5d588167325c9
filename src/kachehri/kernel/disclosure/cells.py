"""The cells of linked tables, the sums that tie them together, and what makes one too small."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kachehri.kernel.messages import InputProblem, Reason, gettext_noop

_ = gettext_noop

Key: TypeAlias = Hashable
"""What names a cell: a text, an id, a tuple of coordinates."""

MOST = 5000
"""Cells of one linked group for which the exact audit is promised."""

NEAR = 1e-6
"""Two sums of counts that are closer than this are the same."""


class TooLarge(InputProblem):
    """A linked group has more cells than the exact audit is promised for."""

    def __init__(self, cells: int) -> None:
        super().__init__(
            Reason(
                _("%(cells)s linked cells are too many to check exactly (at most %(most)s)."),
                {"cells": cells, "most": MOST},
            ),
            Reason(_("Release fewer breakdowns together, or one district at a time.")),
        )


@dataclass(frozen=True)
class Cell:
    """A count. `largest` are the greatest contributions to it, for magnitudes such as money.

    `is_published` says that an earlier release showed it: it cannot be taken back. `is_never` is a
    cell that no table shows, as what is left of a total after its parts.
    """

    value: float
    largest: tuple[float, ...] = ()
    is_published: bool = False
    is_never: bool = False


@dataclass(frozen=True)
class Sum:
    """One cell is the sum of others: everybody who reads the tables knows it."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def cells(self) -> tuple[Key, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


@dataclass(frozen=True)
class Rule:
    """What is too small to show: counts from 1 to `minimum` less 1.

    Also a magnitude of which the `first` largest contributors make up more than `share`: they could
    work each other out. A hidden cell is safe when what can be known of it spans `minimum` or more.
    """

    minimum: float = 5
    first: int = 1
    share: float = 0.75
    hides_zeros: bool = False

    def is_sensitive(self, cell: Cell) -> bool:
        """Whether the cell may not be shown for its own sake."""
        if cell.value < self.minimum and (cell.value > 0 or self.hides_zeros):
            return True
        return sum(sorted(cell.largest, reverse=True)[: self.first]) > self.share * cell.value > 0


@dataclass(frozen=True)
class Group:
    """Cells that hang together by sums.

    Raises ValueError for a sum that names an unknown cell or does not add up, and for a count below
    zero: neither can be audited.
    """

    cells: Mapping[Key, Cell]
    sums: tuple[Sum, ...] = ()

    def __post_init__(self) -> None:
        if any(cell.value < 0 for cell in self.cells.values()):
            raise ValueError("a count is below zero")
        for one in self.sums:
            if unknown := [key for key in one.cells if key not in self.cells]:
                raise ValueError(f"a sum names an unknown cell: {unknown[0]}")
            if abs(self.left_of(one)) > NEAR:
                raise ValueError(f"the parts of {one.total} do not add up to it")

    def left_of(self, one: Sum) -> float:
        """A total less its parts."""
        return self.cells[one.total].value - sum(self.cells[key].value for key in one.parts)


def pieces(group: Group) -> Iterator[Group]:
    """The parts of a group that no sum ties together."""
    leader: dict[Key, Key] = {key: key for key in group.cells}

    def find(key: Key) -> Key:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for one in group.sums:
        for key in one.parts:
            leader[find(key)] = find(one.total)
    cells: dict[Key, dict[Key, Cell]] = defaultdict(dict)
    sums: dict[Key, list[Sum]] = defaultdict(list)
    for key, cell in group.cells.items():
        cells[find(key)][key] = cell
    for one in group.sums:
        sums[find(one.total)].append(one)
    for head, own in cells.items():
        yield Group(own, tuple(sums[head]))


@dataclass(frozen=True)
class _Left:
    """The name of what is left of a total after its parts along one dimension."""

    total: Key
    dimension: str


Coordinates: TypeAlias = frozenset[tuple[str, str]]


def cube(
    counts: Mapping[Coordinates, Cell],
    within: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Group, tuple[tuple[Coordinates, str], ...]]:
    """The linked group of tables of one count, and the sums that could not be used.

    A cell is named by its breakdown: an absent dimension is the total over it. `within` gives, for
    a dimension with levels (place), what each value lies in; such a dimension is never absent.
    Where parts do not reach their total, what is left is a cell of its own that nobody shows;
    where they are more than their total (a defect, or bands that overlap), the sum is left out and
    named, with the dimension.
    """
    cells: dict[Key, Cell] = dict(counts.items())
    sums: list[Sum] = []
    unused: list[tuple[Coordinates, str]] = []
    for dimension, total, parts in _families(counts, within or {}):
        left = counts[total].value - sum(counts[part].value for part in parts)
        if left < -NEAR:
            unused.append((total, dimension))
        elif left <= NEAR:
            sums.append(Sum(total, tuple(parts)))
        else:
            rest = _Left(total, dimension)
            cells[rest] = Cell(left, is_never=True)
            sums.append(Sum(total, (*parts, rest)))
    return Group(cells, tuple(sums)), tuple(unused)


def _families(
    counts: Iterable[Coordinates], within: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Coordinates, Sequence[Coordinates]]]:
    """Each total that is there, with its parts along one dimension."""
    found: dict[tuple[str, Coordinates], list[Coordinates]] = defaultdict(list)
    there = list(counts)
    known = set(there)
    for one in there:
        for pair in sorted(one):
            dimension, value = pair
            total = one - {pair}
            if dimension in within:
                above = within[dimension].get(value)
                total = total | {(dimension, above)} if above is not None else one
            if total != one and total in known:
                found[dimension, total].append(one)
    for (dimension, total), parts in found.items():
        yield dimension, total, parts
