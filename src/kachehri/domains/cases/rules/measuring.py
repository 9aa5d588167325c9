"""How the matters of a year become figures: one line of facts a matter, added up for each group."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from statistics import median

from kachehri.domains.cases.kinds.feeds import Feed, FeedKind

Key = tuple[str, str]
"""A breakdown and its value: ("sex", "female"); ("", "") for all."""

PEOPLE_A_RATE = 10_000
SECONDS_A_DAY = 86_400
TOTAL: Key = ("", "")


@dataclass(frozen=True)
class Fact:
    """What counts of one matter. `places` are the ids of its place and of all that it lies in.

    `relief` is what the office says (full, part, none; empty while it is open), `confirmed` what
    the citizen says; `asked` and `replied` whether they were asked how it went and answered, and
    `received` how they were received.
    """

    places: tuple[int, ...]
    groups: tuple[Key, ...]
    opened_at: datetime
    answered_at: datetime | None
    due_at: datetime | None
    relief: str
    confirmed: bool | None
    asked: bool
    replied: bool
    received: tuple[str, ...] = ()


@dataclass
class Sum:
    """Counts of one group in one place. `days` are those of every answer."""

    opened: int = 0
    timed: int = 0
    in_time: int = 0
    passed: int = 0
    silent: int = 0
    closed: int = 0
    relieved: int = 0
    said: int = 0
    confirmed: int = 0
    contested: int = 0
    told: int = 0
    badly: int = 0
    asked: int = 0
    unasked: int = 0
    days: list[float] = field(default_factory=list)

    def add(self, fact: Fact, at: datetime, badly: Collection[str]) -> None:
        """Count one matter, as things stand at a moment."""
        self.opened += 1
        self._add_time(fact, at)
        self._add_end(fact)
        self.asked += fact.asked
        self.unasked += fact.asked and not fact.replied
        if fact.received:
            self.told += 1
            self.badly += not set(badly).isdisjoint(fact.received)

    def _add_time(self, fact: Fact, at: datetime) -> None:
        if fact.answered_at is not None:
            seconds = (fact.answered_at - fact.opened_at).total_seconds()
            self.days.append(max(0.0, seconds / SECONDS_A_DAY))
        if fact.due_at is None:
            return
        has_passed = fact.due_at < at
        if has_passed or fact.answered_at is not None:
            self.timed += 1
            self.in_time += fact.answered_at is not None and fact.answered_at <= fact.due_at
        if has_passed:
            self.passed += 1
            self.silent += fact.answered_at is None

    def _add_end(self, fact: Fact) -> None:
        if fact.relief:
            self.closed += 1
            self.relieved += fact.relief == "full"
            self.contested += fact.confirmed is False
        if fact.confirmed is not None:
            self.said += 1
            self.confirmed += fact.confirmed


@dataclass(frozen=True)
class Figure:
    """A figure of a place and a group: a value, and for a share what was divided by what."""

    place_id: int
    feed: Feed
    group: Key
    value: Decimal
    numerator: int | None
    denominator: int | None
    persons: int


Sums = Mapping[tuple[int, Key], Sum]


def add_up(
    facts: Iterable[Fact], kept: Collection[int], at: datetime, badly: Collection[str]
) -> Sums:
    """The counts by place (of those in `kept`) and group."""
    sums: dict[tuple[int, Key], Sum] = defaultdict(Sum)
    for fact in facts:
        for place in fact.places:
            if place in kept:
                for group in (TOTAL, *fact.groups):
                    sums[place, group].add(fact, at, badly)
    return sums


def figures(sums: Sums, kind: FeedKind, people: Mapping[tuple[int, Key], int]) -> Iterator[Figure]:
    """Every figure that the feeds of a kind make. `people` are those who live there, by sex.

    A share of nobody is no figure, and so is a rate where nobody published how many live there.
    """
    for (place, group), total in sorted(sums.items()):
        living = people.get((place, group if group[0] == "sex" else TOTAL), 0)
        for feed in kind.feeds:
            if made := _figure(place, group, total, feed, living):
                yield made


def _figure(place: int, group: Key, total: Sum, feed: Feed, people: int) -> Figure | None:
    if feed.measure == "opened":
        return _rate(place, group, total, feed, people)
    if feed.measure == "days":
        if not total.days:
            return None
        days = Decimal(str(round(median(total.days), 1)))
        return Figure(place, feed, group, days, None, None, len(total.days))
    part, whole = _share(total, feed.measure)
    if not whole:
        return None
    value = round(Decimal(100) * part / whole, 6)
    return Figure(place, feed, group, value, part, whole, whole)


def _rate(place: int, group: Key, total: Sum, feed: Feed, people: int) -> Figure | None:
    if not people:
        return None
    value = round(Decimal(PEOPLE_A_RATE) * total.opened / people, 6)
    return Figure(place, feed, group, value, total.opened, people, total.opened)


def _share(total: Sum, measure: str) -> tuple[int, int]:
    """What is divided by what."""
    return {
        "in-time": (total.in_time, total.timed),
        "silent": (total.silent, total.passed),
        "relief": (total.relieved, total.closed),
        "confirmed": (total.confirmed, total.said),
        "contested": (total.contested, total.closed),
        "badly": (total.badly, total.told),
        "unasked": (total.unasked, total.asked),
    }[measure]


FEWEST = 10
"""Matters on which a published figure rests at least."""


def publishable(made: Iterable[Figure], parents: Mapping[int, int | None]) -> tuple[Figure, ...]:
    """The figures from which no small group can be worked out by subtraction.

    A breakdown of a place is shown whole or not at all: each of its groups, and what is left of the
    total, rests on `FEWEST` matters or on none. The same holds for the parts of a place
    (`parents`: the place in which a place lies).
    """
    every = tuple(made)
    kept = [one for one in every if one.persons >= FEWEST]
    split = _small_breakdowns(every)
    kept = [one for one in kept if (one.place_id, one.feed, one.group[0]) not in split]
    parts = _small_parts(every, parents)
    return tuple(
        one for one in kept if (parents.get(one.place_id), one.feed, one.group) not in parts
    )


def _small_breakdowns(made: Iterable[Figure]) -> set[tuple[int, Feed, str]]:
    """Breakdowns of a place with a small group, or with a small rest."""
    sums: dict[tuple[int, Feed, str], list[int]] = defaultdict(list)
    totals: dict[tuple[int, Feed], int] = {}
    for one in made:
        if one.group == TOTAL:
            totals[one.place_id, one.feed] = one.persons
        else:
            sums[one.place_id, one.feed, one.group[0]].append(one.persons)
    return {
        key
        for key, persons in sums.items()
        if _is_small(persons, totals.get((key[0], key[1]), sum(persons)))
    }


def _small_parts(
    made: Iterable[Figure], parents: Mapping[int, int | None]
) -> set[tuple[int | None, Feed, Key]]:
    """Places of which a part, or what lies in none of the parts, is small."""
    sums: dict[tuple[int | None, Feed, Key], list[int]] = defaultdict(list)
    wholes: dict[tuple[int | None, Feed, Key], int] = {}
    for one in made:
        wholes[one.place_id, one.feed, one.group] = one.persons
        sums[parents.get(one.place_id), one.feed, one.group].append(one.persons)
    return {
        key
        for key, persons in sums.items()
        if key[0] is not None and _is_small(persons, wholes.get(key, sum(persons)))
    }


def _is_small(persons: Collection[int], total: int) -> bool:
    """Whether a group, or what the groups leave of the total, is small but not empty."""
    return any(0 < one < FEWEST for one in (*persons, total - sum(persons)))
