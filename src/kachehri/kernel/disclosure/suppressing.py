"""Which cells are hidden: the small ones, and others so that no small one can be worked out.

Three steps: lone hidden cells of a sum get a companion; what the audit still finds gets the
cheapest further cells by a linear programme; and the audit has the last word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .auditing import Audit, audit
from .cells import MOST, Group, Key, Rule, TooLarge, pieces

if TYPE_CHECKING:
    from kachehri.kernel.sampling import Numbers

FREE, SMALL, DERIVED = "F", "S", "D"
"""Codes of SDMX CL_CONF_STATUS: free, hidden for its own sake, hidden for the sake of others."""


@dataclass(frozen=True)
class Protection:
    """A mark for every cell that a table shows, and the audit of the whole.

    `is_safe` False means that an earlier release, or a total that must be shown, gives something
    away: then nothing of the group may be released.
    """

    marks: Mapping[Key, str]
    audit: Audit

    @property
    def is_safe(self) -> bool:
        """Whether nothing that is hidden can be worked out."""
        return self.audit.is_safe


def protect(group: Group, rule: Rule) -> Protection:
    """Choose what to hide, and prove it.

    Raises `TooLarge` where more than MOST cells hang together.
    """
    parts = list(pieces(group))
    if (largest := max((len(one.cells) for one in parts), default=0)) > MOST:
        raise TooLarge(largest)
    marks: dict[Key, str] = {}
    found: list[Audit] = []
    for one in parts:
        hidden = _hidden(one, rule)
        marks |= {key: _mark(one, key, hidden, rule) for key in one.cells if _has_mark(one, key)}
        found.append(audit(one, hidden, rule) if _needs_audit(one, rule) else Audit(0, (), ()))
    return Protection(marks, _together(found))


def _needs_audit(group: Group, rule: Rule) -> bool:
    return any(rule.is_sensitive(cell) for cell in group.cells.values())


def _has_mark(group: Group, key: Key) -> bool:
    return not group.cells[key].is_never


def _mark(group: Group, key: Key, hidden: set[Key], rule: Rule) -> str:
    if key not in hidden:
        return FREE
    return SMALL if rule.is_sensitive(group.cells[key]) else DERIVED


def _together(found: Iterable[Audit]) -> Audit:
    every = list(found)
    return Audit(
        sum(one.hidden for one in every),
        tuple(key for one in every for key in one.recovered),
        tuple(narrow for one in every for narrow in one.narrow),
    )


def _hidden(group: Group, rule: Rule) -> set[Key]:
    """The cells to hide of one linked group. What was published stays shown."""
    hidden = {
        key
        for key, cell in group.cells.items()
        if rule.is_sensitive(cell) and not cell.is_published and not cell.is_never
    }
    if not _needs_audit(group, rule):
        return hidden
    chooser = _Chooser(group, rule, hidden)
    chooser.give_companions()
    settled: set[Key] = set()
    for _round in range(_ROUNDS):
        found = audit(group, chooser.hidden, rule, settled)
        exposed = list(dict.fromkeys((*found.recovered, *(narrow.key for narrow in found.narrow))))
        settled = {key for key in group.cells if key not in exposed}
        if not exposed or not chooser.cover(exposed):
            break
    return chooser.hidden


_ROUNDS = 6


class _Chooser:
    """Adds cells to the hidden ones of a group until nothing small stands alone."""

    def __init__(self, group: Group, rule: Rule, hidden: set[Key]) -> None:
        self.group, self.rule, self.hidden = group, rule, hidden
        self.never = {key for key, cell in group.cells.items() if cell.is_never}
        self.sums_of: dict[Key, list[int]] = defaultdict(list)
        for n, one in enumerate(group.sums):
            for key in one.cells:
                self.sums_of[key].append(n)

    def give_companions(self) -> None:
        """In every sum with a hidden cell, hide until the hidden ones leave each other room."""
        waiting = list(range(len(self.group.sums)))
        while waiting:
            n = waiting.pop()
            while self._is_tight(n) and (companion := self._companion(n)) is not None:
                self.hidden.add(companion)
                waiting.extend(other for other in self.sums_of[companion] if other != n)

    def _unseen(self, n: int) -> list[Key]:
        cells = self.group.sums[n].cells
        return [key for key in cells if key in self.hidden or key in self.never]

    def _is_tight(self, n: int) -> bool:
        """Whether a sum gives a hidden cell away: it stands alone, or all hidden are few people."""
        unseen = self._unseen(n)
        if not any(key in self.hidden or self._is_sensitive(key) for key in unseen):
            return False
        if len(unseen) < 2:
            return True
        room = sum(self.group.cells[key].value for key in unseen)
        is_open = self.group.sums[n].total in unseen
        return room < self.rule.minimum and not is_open

    def _is_sensitive(self, key: Key) -> bool:
        return self.rule.is_sensitive(self.group.cells[key])

    def _companion(self, n: int) -> Key | None:
        """The best cell to hide beside: it leaves few others alone, and it is small but not too."""
        fit = [
            key
            for key in self.group.sums[n].cells
            if key not in self.hidden
            and key not in self.never
            and not self.group.cells[key].is_published
        ]
        return min(fit, key=lambda key: self._price(n, key), default=None)

    def _price(self, n: int, key: Key) -> tuple[bool, int, float]:
        value = self.group.cells[key].value
        new = sum(not self._unseen(other) for other in self.sums_of[key] if other != n)
        return (value < self.rule.minimum, new, value)

    def cover(self, exposed: Sequence[Key]) -> bool:
        """Hide the cheapest further cells that let exposed ones vary; whether any was added."""
        before = len(self.hidden)
        mover = _Mover(self.group)
        for start in range(0, len(exposed), _AT_ONCE):
            some = exposed[start : start + _AT_ONCE]
            if not mover.let_vary(some, self.rule.minimum, self.hidden):
                for key in some:
                    mover.let_vary([key], self.rule.minimum, self.hidden)
        return len(self.hidden) > before


_AT_ONCE = 20
"""Exposed cells that one linear programme moves together."""


class _Mover:
    """Finds another table that agrees with all that is shown but for a few cells, at least cost."""

    def __init__(self, group: Group) -> None:
        import numpy as np
        from scipy.sparse import coo_matrix, hstack

        self.group = group
        self.keys = list(group.cells)
        self.place = {key: n for n, key in enumerate(self.keys)}
        entries = [
            (row, self.place[key], 1.0 if key == one.total else -1.0)
            for row, one in enumerate(group.sums)
            for key in one.cells
        ]
        rows, columns, signs = (np.array(part) for part in zip(*entries, strict=True))
        shape = (len(group.sums), len(self.keys))
        matrix = coo_matrix((signs, (rows, columns)), shape=shape)
        self.matrix = hstack([matrix, -matrix]).tocsr()
        self.values = np.array([cell.value for cell in group.cells.values()], dtype=float)
        self.fixed = np.array([cell.is_published for cell in group.cells.values()])
        self.free = np.array([cell.is_never for cell in group.cells.values()])

    def let_vary(self, keys: Sequence[Key], width: float, hidden: set[Key]) -> bool:
        """Hide what must be hidden for all these cells to be `width` more; whether that can be."""
        import numpy as np
        from scipy.optimize import linprog

        count = len(self.keys)
        chosen = [self.place[key] for key in keys]
        top = np.where(self.fixed, 0.0, self.values.sum() + width)
        low = np.zeros(2 * count)
        high = np.concatenate([top, np.where(self.fixed, 0.0, self.values)])
        low[chosen] = high[chosen] = width
        high[[count + n for n in chosen]] = 0.0
        found = linprog(
            np.tile(self._costs(hidden), 2),
            A_eq=self.matrix,
            b_eq=np.zeros(self.matrix.shape[0]),
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        if found.x is None:
            return False
        moved = np.abs(found.x[:count] - found.x[count:]) > 1e-7
        moving = {self.keys[at] for at in np.flatnonzero(moved)}
        hidden |= {one for one in moving if not self.group.cells[one].is_never}
        return True

    def _costs(self, hidden: set[Key]) -> "Numbers":
        """Nothing for what is unseen; else the more, the more people a cell tells about."""
        import numpy as np

        unseen = np.array([key in hidden for key in self.keys]) | self.free
        costs: Numbers = np.where(unseen, 0.0, 1.0 + np.log1p(self.values))
        return costs
