"""What a pack declares of a measure: dimensions, cut-offs, weights, the poverty line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

CUTS: Mapping[str, Callable[[float, float], bool]] = {
    "below": lambda value, limit: value < limit,
    "at_most": lambda value, limit: value <= limit,
    "above": lambda value, limit: value > limit,
    "at_least": lambda value, limit: value >= limit,
    "is": lambda value, limit: value == limit,
}
"""The ways in which a number can say that a household goes without."""


def part(text: str) -> Fraction:
    """A weight or a line as it is written: `1/21`."""
    return Fraction(text)


@dataclass(frozen=True)
class Cut:
    """A household goes without if the number in its column is `below` (say) `limit`.

    `kind` is a key of CUTS. `not_applicable` are entries that mean *does not arise here* (no child
    of that age): such a household does not go without. An empty cell is a missing value.
    """

    column: str
    kind: str = "is"
    limit: float = 1
    not_applicable: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.kind not in CUTS:
            raise ValueError(f"{self.kind!r} is no kind of cut-off: {', '.join(CUTS)}")

    def is_deprived(self, value: float) -> bool:
        """Whether this number means that the household goes without."""
        return CUTS[self.kind](value, self.limit)


@dataclass(frozen=True)
class Deprivation:
    """One indicator of a measure. `name` is an English message."""

    code: str
    name: str
    weight: Fraction
    cut: Cut


@dataclass(frozen=True)
class Dimension:
    """Indicators that belong together. `name` is an English message."""

    code: str
    name: str
    deprivations: tuple[Deprivation, ...]


@dataclass(frozen=True)
class Measure:
    """A measure in one version: figures of two versions are never compared.

    A household is poor if the weights of what it goes without reach `line`. `verified` is true when
    weights and cut-offs were compared with the publisher's own text; `group` is the comparability
    group of the indicators made with it.
    """

    code: str
    name: str
    version: int
    dimensions: tuple[Dimension, ...]
    line: Fraction
    source: str
    verified: bool = False
    group: str = ""
    unit: str = "household"

    def __post_init__(self) -> None:
        codes = [one.code for one in self.deprivations]
        if len(codes) != len(set(codes)):
            raise ValueError(f"{self.code}: an indicator stands twice")
        if any(one.weight <= 0 for one in self.deprivations):
            raise ValueError(f"{self.code}: a weight is not above zero")
        if sum(one.weight for one in self.deprivations) != 1:
            raise ValueError(f"{self.code}: the weights do not add up to 1")
        if not 0 < self.line <= 1:
            raise ValueError(f"{self.code}: the line lies above 0 and not above 1")

    @property
    def deprivations(self) -> tuple[Deprivation, ...]:
        """Every indicator in order."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[Deprivation]:
        for dimension in self.dimensions:
            yield from dimension.deprivations

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a file must have, each once."""
        return tuple(dict.fromkeys(one.cut.column for one in self.deprivations))

    @property
    def whole(self) -> tuple[tuple[int, ...], int]:
        """Weights and line as whole numbers of one scale, so that the line is met exactly."""
        fractions = [*(one.weight for one in self.deprivations), self.line]
        scale = lcm(*(one.denominator for one in fractions))
        numbers = [int(one * scale) for one in fractions]
        return tuple(numbers[:-1]), numbers[-1]
