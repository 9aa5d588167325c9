"""Whether a withheld count follows from everything that is stored about a place.

Every stored number is an equation: a count, a numerator or a denominator is the sum of the smallest
groups (women in villages aged 5 to 9, …) that it covers. A count follows if its own sum is a linear
combination of the equations: no arithmetic on the stored numbers does better, as long as nothing
else is known. Numbers that are equal wherever two quantities both have one are taken as the same
quantity, so that tables are linked through their denominators.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import numpy as np

SEXES = ("female", "male", "transgender")
RESIDENCES = ("rural", "urban")
REST = "(the rest)"
HELD = ("male", "transgender")

Dims = frozenset[tuple[str, str]]
Table = dict[Dims, Decimal]


@dataclass(frozen=True)
class Stored:
    """A figure as everybody can read it. `unit` percent has no count of its own."""

    indicator: str
    source: str
    dims: Mapping[str, str]
    unit: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def quantities(figures: Iterable[Stored]) -> list[Table]:
    """What is counted, each with its numbers by breakdown; the same quantity of two tables once."""
    named: dict[tuple[str, ...], Table] = defaultdict(dict)
    for one in figures:
        dims = frozenset(one.dims.items())
        numbers = {"numerator": one.numerator, "denominator": one.denominator}
        if one.unit != "percent":
            numbers["value"] = one.value
        for part, number in numbers.items():
            if number is not None:
                named[one.indicator, one.source, part][dims] = number
    return linked(named.values())


def linked(tables: Iterable[Table]) -> list[Table]:
    """Tables that agree in every breakdown that they share, and share a total, made one."""
    found: list[Table] = []
    for table in tables:
        for other in found:
            shared = table.keys() & other.keys()
            if frozenset() in shared and all(table[key] == other[key] for key in shared):
                other.update(table)
                break
        else:
            found.append(dict(table))
    return found


def given_away(table: Table) -> Iterator[dict[str, str]]:
    """The breakdowns of a withheld sex whose count follows from the table."""
    values: dict[str, set[str]] = defaultdict(set)
    for dims in table:
        for name, value in dims:
            values[name].add(value)
    choices = {name: (*sorted(found), REST) for name, found in values.items()}
    choices |= {"sex": SEXES, "residence": RESIDENCES}
    names = sorted(choices)
    groups = list(product(*(choices[name] for name in names)))

    def row(wanted: Mapping[str, str]) -> np.ndarray:
        at = [(names.index(name), value) for name, value in wanted.items()]
        return np.array([float(all(group[i] == v for i, v in at)) for group in groups])

    equations = np.array([row(dict(dims)) for dims in table])
    projector = np.linalg.pinv(equations) @ equations
    others = {frozenset((n, v) for n, v in dims if n != "sex") for dims in table}
    for sex in HELD:
        for rest in sorted(others, key=sorted):
            target = row(dict(rest) | {"sex": sex})
            if np.allclose(target @ projector, target, atol=1e-6):
                yield dict(rest) | {"sex": sex}
