"""How far people who mark the same text agree: Cohen's kappa, Krippendorff's alpha.

A span is half-open, in code points. Nothing here reads a word: places and lengths are enough.
Each measure is None where nothing varies: all said the same of everything, which proves nothing.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Span = tuple[int, int]
Distance = Callable[[Hashable, Hashable], Fraction]


def cohen(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two people's values for the same units (Cohen 1960)."""
    table = Counter(pairs)
    total = sum(table.values())
    if not total:
        return None
    first, second = Counter[Hashable](), Counter[Hashable]()
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    same = sum(count for (one, other), count in table.items() if one == other)
    chance = Fraction(sum(first[value] * second[value] for value in first), total * total)
    if chance == 1:
        return None
    return float((Fraction(same, total) - chance) / (1 - chance))


def differs(one: Hashable, other: Hashable) -> Fraction:
    """The distance of names: 0 for the same one, else 1."""
    return Fraction(one != other)


def masi(one: Hashable, other: Hashable) -> Fraction:
    """The distance of sets (Passonneau 2006): what they share, and whether one holds the other."""
    first, second = _set(one), _set(other)
    if first == second:
        return Fraction(0)
    shared = first & second
    if not shared:
        return Fraction(1)
    weight = Fraction(2, 3) if shared in (first, second) else Fraction(1, 3)
    return 1 - Fraction(len(shared), len(first | second)) * weight


def _set(value: Hashable) -> frozenset[Hashable]:
    return value if isinstance(value, frozenset) else frozenset([value])


def krippendorff(units: Iterable[Sequence[Hashable]], distance: Distance = differs) -> float | None:
    """Krippendorff's alpha (2011) of what any number of people said of each unit.

    A unit lists what was said of it; who said nothing is left out. A unit of which only one person
    said something does not count.
    """
    found = [values for values in units if len(values) > 1]
    seen = Counter(value for values in found for value in values)
    total = sum(seen.values())
    observed = sum((_apart(values, distance) for values in found), Fraction(0))
    expected = _all_apart(seen, distance)
    if not expected:
        return None
    return float(1 - (total - 1) * observed / expected)


def _apart(values: Sequence[Hashable], distance: Distance) -> Fraction:
    """How far the values of one unit lie apart, over all ordered pairs."""
    return _all_apart(Counter(values), distance) / (len(values) - 1)


def _all_apart(counts: Counter[Hashable], distance: Distance) -> Fraction:
    return sum(
        (
            many * others * distance(one, other)
            for one, many in counts.items()
            for other, others in counts.items()
            if one != other
        ),
        Fraction(0),
    )


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap put together; empty ones dropped."""
    found: list[Span] = []
    for start, end in sorted(one for one in spans if one[1] > one[0]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def covered(spans: Iterable[Span]) -> int:
    """How many code points lie in any of the spans."""
    return sum(end - start for start, end in joined(spans))


def shared(first: Iterable[Span], second: Iterable[Span]) -> int:
    """How many code points lie in both."""
    ones, others = joined(first), joined(second)
    total = at = 0
    for start, end in ones:
        while at < len(others) and others[at][1] <= start:
            at += 1
        step = at
        while step < len(others) and others[step][0] < end:
            total += min(end, others[step][1]) - max(start, others[step][0])
            step += 1
    return total


@dataclass(frozen=True)
class TextAgreement:
    """Two people's marks for one code in a text of `length` code points."""

    length: int
    both: int
    first: int
    second: int

    @property
    def neither(self) -> int:
        """Code points that nobody marked."""
        return self.length - self.first - self.second + self.both

    @property
    def share(self) -> float | None:
        """Of what anybody marked, the share that both did; None where nobody marked anything."""
        marked = self.first + self.second - self.both
        return self.both / marked if marked else None

    @property
    def alpha(self) -> float | None:
        """Krippendorff's alpha with the text as units: each code point is marked or not.

        The marked and the empty stretches are weighed by their length (binary alpha of units in a
        continuum); None where nobody marked anything, or both everything.
        """
        marked = self.first + self.second
        empty = 2 * self.length - marked
        if not marked or not empty:
            return None
        apart = marked - 2 * self.both
        return float(1 - Fraction((2 * self.length - 1) * apart, marked * empty))

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa over the code points."""
        total = self.length * self.length
        if not total:
            return None
        none = (self.length - self.first) * (self.length - self.second)
        chance = Fraction(self.first * self.second + none, total)
        same = Fraction(self.both + self.neither, self.length)
        return None if chance == 1 else float((same - chance) / (1 - chance))


def of_text(length: int, first: Iterable[Span], second: Iterable[Span]) -> TextAgreement:
    """The agreement of two people who marked a text with one code."""
    ones, others = joined(first), joined(second)
    return TextAgreement(length, shared(ones, others), covered(ones), covered(others))


def together(parts: Iterable[TextAgreement]) -> TextAgreement:
    """Several texts (turns, talks) as one."""
    found = tuple(parts)
    return TextAgreement(
        sum(one.length for one in found),
        sum(one.both for one in found),
        sum(one.first for one in found),
        sum(one.second for one in found),
    )
