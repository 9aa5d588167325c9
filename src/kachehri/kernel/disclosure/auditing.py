"""What a careful reader can work out of hidden cells: exactly, and within which bounds.

numpy and scipy are loaded when a function is called.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .cells import Group, Key, Rule

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from kachehri.kernel.sampling import Codes, Numbers

_SURE = 1e-8
"""A cell whose free part is smaller than this counts as recovered: doubt is on the safe side."""


@dataclass(frozen=True)
class Narrow:
    """A cell of which too much can be known: its count lies between `low` and `high`."""

    key: Key
    low: float
    high: float


@dataclass(frozen=True)
class Audit:
    """What can be known of the hidden cells.

    `recovered` follow exactly from what is shown, by adding and subtracting; `narrow` are sensitive
    cells whose bounds, with no count below zero, are closer together than the rule allows.
    """

    hidden: int
    recovered: tuple[Key, ...]
    narrow: tuple[Narrow, ...]

    @property
    def is_safe(self) -> bool:
        """Whether nothing that is hidden can be worked out."""
        return not self.recovered and not self.narrow


def audit(
    group: Group, hidden: Collection[Key], rule: Rule, settled: Collection[Key] = ()
) -> Audit:
    """Try to work out every hidden cell of a group, as the reader of its tables could.

    The bounds of cells in `settled` are not looked at again: what was wide enough stays so when
    more cells are hidden.

    A cell follows exactly from the shown ones if and only if its unit vector lies in the row space
    of the sums over hidden cells. Cells that no table shows count as hidden.
    """
    recovered: list[Key] = []
    narrow: list[Narrow] = []
    unseen = {*hidden, *(key for key, cell in group.cells.items() if cell.is_never)}
    for knot in knots(group, unseen):
        known = set(knot.recovered)
        recovered += [key for key in knot.keys if key in known and _matters(group, key, rule)]
        wanted = [
            key
            for key in knot.keys
            if key not in known and key not in settled and rule.is_sensitive(group.cells[key])
        ]
        narrow += Bounds(knot).narrower_than(rule.minimum, wanted)
    return Audit(len(set(hidden)), tuple(recovered), tuple(narrow))


def _matters(group: Group, key: Key, rule: Rule) -> bool:
    """What is left of a total harms nobody where it is large enough."""
    cell = group.cells[key]
    return not cell.is_never or rule.is_sensitive(cell)


@dataclass(frozen=True, eq=False)
class Knot:
    """Hidden cells that sums tie together; what is shown drops out as a constant."""

    keys: tuple[Key, ...]
    values: "Numbers"
    matrix: "csr_matrix"

    @cached_property
    def recovered(self) -> tuple[Key, ...]:
        """The cells that follow exactly: those with leverage 1 in the row space of the sums."""
        import numpy as np
        from scipy.linalg import qr

        if not self.matrix.shape[0]:
            return ()
        basis, upper, _order = qr(self.matrix.toarray().T, mode="economic", pivoting=True)
        size = np.abs(np.diag(upper))
        rank = int((size > 1e-9 * max(1.0, size.max(initial=0))).sum())
        leverage = (basis[:, :rank] ** 2).sum(axis=1)
        return tuple(self.keys[n] for n in np.flatnonzero(leverage > 1 - _SURE))


def knots(group: Group, hidden: Collection[Key]) -> Iterator[Knot]:
    """The hidden cells of a group, apart where only shown cells tie them together."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    keys = [key for key in group.cells if key in hidden]
    place = {key: n for n, key in enumerate(keys)}
    entries = [
        (row, place[key], 1.0 if key == one.total else -1.0)
        for row, one in enumerate(group.sums)
        for key in one.cells
        if key in place
    ]
    if not keys:
        return
    rows, columns, signs = (
        (np.array(part) for part in zip(*entries, strict=True))
        if entries
        else (
            np.zeros(0, int),
            np.zeros(0, int),
            np.zeros(0),
        )
    )
    matrix = coo_matrix((signs, (rows, columns)), shape=(len(group.sums), len(keys))).tocsr()
    _count, label = connected_components(matrix.T @ matrix, directed=False)
    values = np.array([group.cells[key].value for key in keys], dtype=float)
    by_label: dict[int, list[int]] = defaultdict(list)
    for n, mark in enumerate(label):
        by_label[int(mark)].append(n)
    columns_first = matrix.tocsc()
    for members in by_label.values():
        own = columns_first[:, members].tocsr()
        own = own[own.getnnz(axis=1) > 0]
        yield Knot(tuple(keys[n] for n in members), values[members], own)


class Bounds:
    """The least and the greatest that each cell of a knot can be, with no count below zero.

    Every solution of a linear programme is a table that agrees with what is shown, so it widens
    what is known to be possible for all cells at once: far fewer programmes than two a cell.
    """

    def __init__(self, knot: Knot) -> None:
        self.knot = knot
        self.low = knot.values.copy()
        self.high = knot.values.copy()
        self._place = {key: n for n, key in enumerate(knot.keys)}

    def narrower_than(self, width: float, wanted: Sequence[Key]) -> list[Narrow]:
        """Those of the wanted cells whose bounds are closer together than `width`."""
        import numpy as np

        places = np.array([self._place[key] for key in wanted], dtype=int)
        self._look_together(places, width)
        for place in places:
            self._one(int(place), width)
        return [
            Narrow(self.knot.keys[n], float(self.low[n]), float(self.high[n]))
            for n in self._open(places, width)
        ]

    def _look_together(self, places: "Codes", width: float) -> None:
        """Push all that is open up, and down, as long as that settles a good part of it."""
        open_ = self._open(places, width)
        while open_.size > 1:
            self._look(open_, 1.0)
            self._look(self._open(places, width), -1.0)
            left = self._open(places, width)
            if open_.size - left.size < 2:
                return
            open_ = left

    def _open(self, places: "Codes", width: float) -> "Codes":
        chosen = self.high[places] - self.low[places] < width - 1e-6
        found: Codes = places[chosen]
        return found

    def _one(self, place: int, width: float) -> None:
        for sign in (1.0, -1.0):
            if self.high[place] - self.low[place] < width - 1e-6:
                self._look([place], sign)

    def _look(self, places: "Sequence[int] | Codes", sign: float) -> None:
        """Make the sum of some cells as great (sign 1) or as small (-1) as it can be."""
        import numpy as np
        from scipy.optimize import linprog

        matrix, values = self.knot.matrix, self.knot.values
        if not len(places):
            return
        cost = np.zeros(len(values))
        cost[places] = -sign
        # Twice everything is enough of a ceiling: nothing sensitive is near it.
        ceiling = 2 * float(values.sum()) + 1000
        found = linprog(
            cost, A_eq=matrix, b_eq=matrix @ values, bounds=(0, ceiling), method="highs"
        )
        if found.x is not None:
            self.low = np.minimum(self.low, found.x)
            self.high = np.maximum(self.high, found.x)
