"""How a list of figures is read: one line a figure, of many indicators, surveys and years.

Compilations publish so. A list says itself what each line is about; what a pack declares is what
its labels mean, which rounds of which survey it holds, and how its figures hang together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .recipes import Period

Check = Callable[[tuple[float, ...]], bool]
"""Whether figures of one place and round fit together, in the order of the relation's labels."""


@dataclass(frozen=True)
class Meaning:
    """What a label of the list stands for. `scale` turns its unit into the indicator's.

    `version` is the definition by which the figures were made; 0 is the newest.
    """

    indicator: str
    dims: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, eq=False)
class Round:
    """One round of one survey in the list.

    `survey` and `year` are what the list writes; `regions` are names of the first place column,
    where one year holds the rounds of several provinces. `versions` gives the definition of this
    round by indicator, where it is another than the label's own.
    """

    survey: str
    year: str
    source: str
    period: Period
    method: str = "survey"
    regions: frozenset[str] = frozenset()
    versions: Mapping[str, int] = field(default_factory=dict)
    status: str = "A"
    note: str = ""


@dataclass(frozen=True)
class Relation:
    """Labels whose figures of one place and round hang together.

    `holds` says whether they do. The first `movable` labels may have changed places with each other
    in a round: where that makes nearly all places right, they are read under their right names.
    What stays wrong is told with `says` under `rule`; with `left_out` those figures are not
    carried. Where nearly every place of a round fails, `throughout` is told once for the round
    instead and the figures stay. An empty `says` only looks for labels that changed places.
    """

    labels: tuple[str, ...]
    holds: Check
    says: str = ""
    rule: str = "total-does-not-add-up"
    movable: int = 0
    left_out: bool = True
    throughout: str = ""


@dataclass(frozen=True)
class ListColumns:
    """The names of a list's columns; empty for one that it does not have.

    `survey` and `year` may be missing where the recipe has one round only; `errors` names, by
    label, the column of its mean squared error.
    """

    places: tuple[str, ...]
    label: str
    value: str
    survey: str = ""
    year: str = ""
    units: str = ""
    direction: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    def all(self) -> tuple[str, ...]:
        """Every column that the list must have."""
        named = (self.label, self.value, self.survey, self.year, self.units, self.direction)
        return tuple(filter(None, (*self.places, *named, *self.errors.values())))


@dataclass(frozen=True)
class ListRecipe:
    """How one list becomes figures.

    `columns` names its columns; `wide` gives, for a table with one column a label, the label of
    each column (then `columns.label` and `.value` do not stand in the file). `meanings` and
    `not_carried` (label: why) together name every label. `spellings` are this list's own names of
    places, `elsewhere` regions that are not part of the installation. `older` are districts that
    kept their name when others were cut out of them: where a round prints one figure for both, it
    is theirs. `strangers` are names that no place of the tree has, however like one they look.
    `exceeding` are percentages that may be above 100.
    """

    code: str
    label: str
    columns: ListColumns
    rounds: tuple[Round, ...]
    meanings: Mapping[str, Meaning]
    not_carried: Mapping[str, str] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    wide: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    older: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()
    exceeding: frozenset[str] = frozenset()
