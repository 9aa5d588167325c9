"""How wide the columns of a table have to be, in letters, and whether it fits an upright sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

UPRIGHT = 100.0
"""Letters that stand beside each other in a table on an upright A4 sheet."""
ON_ITS_SIDE = 152.0
"""The same on a sheet on its side."""
SMALLER = 1.16
"""How many times more fit in the smaller size."""

_BETWEEN = 1.6
_LONGEST_WORD = 22
_NARROWEST_TEXT = 14
_NARROWEST_PARAGRAPH = 18
_PARAGRAPH = 120
_NARROWEST_FIGURE = 7
_WIDEST = 80
_MUCH = 400


@dataclass(frozen=True)
class Widths:
    """What the columns need at least, and their shares of the width that they get."""

    needs: tuple[float, ...]
    shares: tuple[float, ...]
    lines: int
    tallest: int

    @property
    def total(self) -> float:
        """Letters that a row needs."""
        return sum(self.needs) + _BETWEEN * len(self.needs)

    def looks(self) -> str:
        """Return how the table stands: "upright", "small", "wide" (on its side) or "split"."""
        fits = (
            ("upright", UPRIGHT),
            ("small", UPRIGHT * SMALLER),
            ("wide", ON_ITS_SIDE * SMALLER),
        )
        return next((look for look, most in fits if self.total <= most), "split")

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Return the columns that stand together when it is split: the first one in each group."""
        most = ON_ITS_SIDE * SMALLER - self.needs[0] - _BETWEEN
        groups: list[list[int]] = [[]]
        used = 0.0
        for number, need in enumerate(self.needs[1:], start=1):
            if groups[-1] and used + need + _BETWEEN > most:
                groups.append([])
                used = 0.0
            groups[-1].append(number)
            used += need + _BETWEEN
        return tuple((0, *group) for group in groups)


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Widths:
    """Return the widths of a table's columns from its texts; each row has a text a column."""
    columns = [
        _column(head, [row[n] for row in rows], is_figure)
        for n, (head, is_figure) in enumerate(zip(heads, numeric, strict=True))
    ]
    needs, wishes = zip(*columns, strict=True) if columns else ((), ())
    shares = _shares(needs, wishes)
    lines = _lines(rows, shares)
    return Widths(needs, shares, sum(lines), max(lines, default=1))


def _shares(needs: tuple[float, ...], wishes: tuple[float, ...]) -> tuple[float, ...]:
    """Return what each column gets: its wish where there is room, else its need first."""
    room = UPRIGHT - _BETWEEN * len(needs)
    spare = room - sum(wishes)
    if spare >= 0:
        return tuple(wish + spare / len(wishes) / 2 for wish in wishes)
    left, wished = max(0.0, room - sum(needs)), sum(wishes) - sum(needs)
    pairs = zip(needs, wishes, strict=True)
    return tuple(need + left * (wish - need) / max(wished, 1.0) for need, wish in pairs)


def _lines(rows: Sequence[Sequence[str]], shares: Sequence[float]) -> list[int]:
    """Return about how many lines each row takes on an upright sheet."""
    room = [max(1.0, UPRIGHT * share / sum(shares) - _BETWEEN) for share in shares]
    return [
        max((ceil(len(text) / most) for text, most in zip(row, room, strict=True)), default=1)
        for row in rows
    ]


def _column(head: str, texts: Sequence[str], is_figure: bool) -> tuple[float, float]:
    """Return what a column needs and what it would like."""
    longest_word = max((len(word) for text in (head, *texts) for word in text.split()), default=1)
    word = min(longest_word, _LONGEST_WORD)
    longest = max(map(len, texts), default=0)
    if is_figure:
        need = float(max(word, _NARROWEST_FIGURE))
        return need, max(need, min(float(longest), 1.6 * need))
    narrowest = _NARROWEST_PARAGRAPH if longest > _PARAGRAPH else _NARROWEST_TEXT
    need = max(word, min(longest, narrowest)) + 1.0
    wish = min(longest, _WIDEST) + min(max(0, longest - _WIDEST), _MUCH) / 4
    return need, max(need, wish)
