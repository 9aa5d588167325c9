"""Drawing a sample of areas so that anybody with the same list and the same seed draws the same.

Within each stratum units are drawn proportional to their size, systematically along the list or
simply at random. Only whole numbers and fractions are reckoned with, so that no machine rounds
otherwise. How and why: `docs/algorithms/estimates.md`.
"""

import hashlib
import random
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import isqrt
from typing import Literal, TypeAlias

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

Method: TypeAlias = Literal["pps", "systematic", "simple"]
Allocation: TypeAlias = Literal["proportional", "equal", "root"]
METHODS: tuple[Method, ...] = ("pps", "systematic", "simple")
ALLOCATIONS: tuple[Allocation, ...] = ("proportional", "equal", "root")
FEWEST = 2
"""Units of a stratum without which no error can be told."""


class CannotDraw(ValueError):
    """The list does not allow what was asked for. `key` is an English message, `params` fill it."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key % params)
        self.key, self.params = key, params


@dataclass(frozen=True, slots=True)
class Unit:
    """An area of the list. `size` is how many households it has."""

    code: str
    stratum: str
    size: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit of the sample with the chance that it had. A certain one was in before the draw."""

    unit: Unit
    chance: Fraction

    @property
    def is_certain(self) -> bool:
        """Whether it had to be in."""
        return self.chance == 1


@dataclass(frozen=True)
class Plan:
    """How a sample is drawn: so many `units` in all, spread over strata by `allocation`."""

    units: int
    method: Method = "pps"
    allocation: Allocation = "proportional"


def draw(units: Sequence[Unit], plan: Plan, seed: int) -> tuple[Drawn, ...]:
    """The sample, by stratum and in the order of the list. Raises `CannotDraw`.

    The order in which the units are given does not matter: they are sorted by code first, which
    for census blocks is their order on the ground.
    """
    strata = by_stratum(units)
    shares = allocate(
        {name: sum(one.size for one in some) for name, some in strata.items()},
        {name: len(some) for name, some in strata.items()},
        plan,
    )
    found: list[Drawn] = []
    for name, some in strata.items():
        found += _DRAWS[plan.method](some, shares[name], _chance(seed, name))
    return tuple(found)


def by_stratum(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """The units of each stratum by code; the strata by name."""
    found: dict[str, list[Unit]] = {}
    for one in sorted(units, key=lambda one: (one.stratum, one.code)):
        found.setdefault(one.stratum, []).append(one)
    return found


def allocate(sizes: Mapping[str, int], counts: Mapping[str, int], plan: Plan) -> dict[str, int]:
    """How many units of each stratum: by households, alike, or by the root of the households.

    Every stratum gets two at least and never more than it has; the sum is what was asked for. The
    largest remainders are rounded up, of equal ones the first by name.
    """
    least = {name: min(FEWEST, count) for name, count in counts.items()}
    if not counts:
        raise CannotDraw(_("There is nothing in the list to draw from."))
    if sum(counts.values()) < plan.units:
        raise CannotDraw(
            _("The list has %(there)s areas, and %(wanted)s were to be drawn."),
            there=sum(counts.values()),
            wanted=plan.units,
        )
    if sum(least.values()) > plan.units:
        raise CannotDraw(
            _("%(strata)s strata need at least %(least)s areas: two of each."),
            strata=len(counts),
            least=sum(least.values()),
        )
    worth = {name: _worth(sizes[name], plan.allocation) for name in sorted(sizes)}
    return _rounded(worth, least, counts, plan.units)


def _worth(size: int, allocation: Allocation) -> int:
    if allocation == "equal":
        return 1
    # The root to three digits, in whole numbers.
    return size if allocation == "proportional" else isqrt(size * 1_000_000)


def _rounded(
    worth: Mapping[str, int], least: Mapping[str, int], most: Mapping[str, int], wanted: int
) -> dict[str, int]:
    """Shares within their bounds: those beyond one are set to it, the rest is shared anew."""
    fixed: dict[str, int] = {}
    while True:
        free = [name for name in worth if name not in fixed]
        left, total = wanted - sum(fixed.values()), sum(worth[name] for name in free)
        ideal = {
            name: Fraction(left * worth[name], total) if total else Fraction(left, len(free))
            for name in free
        }
        low = {name: least[name] for name in free if ideal[name] < least[name]}
        high = {name: most[name] for name in free if ideal[name] > most[name]}
        short = sum(least[name] - ideal[name] for name in low)
        over = sum(ideal[name] - most[name] for name in high)
        if not low and not high:
            return fixed | _largest_remainders(ideal, left)
        fixed |= low if short >= over and low else high


def _largest_remainders(ideal: Mapping[str, Fraction], total: int) -> dict[str, int]:
    found = {name: int(value) for name, value in ideal.items()}
    rest = total - sum(found.values())
    order = sorted(ideal, key=lambda name: (found[name] - ideal[name], name))
    for name in order[:rest]:
        found[name] += 1
    return found


def _chance(seed: int, stratum: str) -> random.Random:
    """Chance for one stratum: other strata do not change it.

    Python promises the numbers of `random()` for a seed; we take no other method of it.
    """
    text = hashlib.sha256(f"{seed}|{stratum}".encode()).hexdigest()
    return random.Random(int(text, 16))  # noqa: S311  (to be repeated, not to be secret)


def _fraction(chance: random.Random) -> Fraction:
    """A number from 0 up to 1, exactly."""
    return Fraction(chance.random())


def _pps(units: Sequence[Unit], wanted: int, chance: random.Random) -> list[Drawn]:
    """Systematically along the sizes; a unit longer than the step is in for certain."""
    certain: list[Unit] = []
    rest = [one for one in units if one.size > 0]
    if len(rest) < wanted:
        raise CannotDraw(
            _("Only %(there)s areas of %(stratum)s have households; %(wanted)s were to be drawn."),
            stratum=units[0].stratum,
            there=len(rest),
            wanted=wanted,
        )
    while True:
        total, left = sum(one.size for one in rest), wanted - len(certain)
        large = [one for one in rest if left and one.size * left >= total]
        if not large:
            break
        certain += large
        rest = [one for one in rest if one.size * left < total]
    found = {one.code: Drawn(one, Fraction(1)) for one in certain}
    if left:
        for one in _along(rest, left, _fraction(chance)):
            found[one.code] = Drawn(one, Fraction(one.size * left, total))
    return [found[one.code] for one in units if one.code in found]


def _along(units: Sequence[Unit], wanted: int, start: Fraction) -> list[Unit]:
    """The units on which the steps fall, where each is as long as its size."""
    ends = list(accumulate(one.size for one in units))
    step = Fraction(ends[-1], wanted)
    return [units[bisect_right(ends, (start + n) * step)] for n in range(wanted)]


def _systematic(units: Sequence[Unit], wanted: int, chance: random.Random) -> list[Drawn]:
    step, start = Fraction(len(units), wanted), _fraction(chance)
    even = Fraction(wanted, len(units))
    return [Drawn(units[int((start + n) * step)], even) for n in range(wanted)]


def _simple(units: Sequence[Unit], wanted: int, chance: random.Random) -> list[Drawn]:
    """Each unit gets a number; those with the smallest are in."""
    lots = sorted((chance.random(), one.code) for one in units)
    taken = {code for _lot, code in lots[:wanted]}
    even = Fraction(wanted, len(units))
    return [Drawn(one, even) for one in units if one.code in taken]


_DRAWS = {"pps": _pps, "systematic": _systematic, "simple": _simple}


def digest(found: Iterable[Drawn]) -> str:
    """SHA-256 of a sample: two people who drew the same compare these."""
    total = hashlib.sha256()
    for one in found:
        total.update(f"{one.unit.stratum}|{one.unit.code}|{one.chance}\n".encode())
    return total.hexdigest()


def list_digest(units: Iterable[Unit]) -> str:
    """SHA-256 of a list of areas, whatever its order."""
    total = hashlib.sha256()
    for one in sorted(units, key=lambda one: one.code):
        total.update(f"{one.code}|{one.stratum}|{one.size}\n".encode())
    return total.hexdigest()


def positions(households: int, wanted: int, seed: int, code: str) -> tuple[int, ...]:
    """Which households of a listing are visited, counted from 1: systematically.

    All of them where the listing has no more than are wanted.
    """
    if households <= wanted:
        return tuple(range(1, households + 1))
    start, step = _fraction(_chance(seed, f"households {code}")), Fraction(households, wanted)
    return tuple(int((start + n) * step) + 1 for n in range(wanted))
