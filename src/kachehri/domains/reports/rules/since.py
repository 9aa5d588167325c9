"""What changed since an earlier edition: two sets of facts, compared.

Every figure that either edition states is counted once: as unchanged, or in one line of what
changed. Nothing here speaks of better or worse: figures of two definitions are never subtracted.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from kachehri.domains.reports.kinds.since import SinceLast

from .stated import Defined, Facts, Printed, Stated, address

Way: TypeAlias = Literal["corrected", "redefined", "newer", "new", "withdrawn"]
WAYS: tuple[Way, ...] = ("corrected", "redefined", "newer", "new", "withdrawn")
Lane: TypeAlias = Mapping[tuple[date, date], Stated]
"""The figures of one indicator, place, breakdown and definition, by period."""


@dataclass(frozen=True)
class Moved:
    """A figure that changed.

    - corrected: the same period and definition, another value
    - redefined: the figures of the series follow another definition now
    - newer: a younger period than the edition before had
    - new: a figure of a series, or of an older period, that the edition before did not state
    - withdrawn: stated before, and neither stated now nor followed by a younger one
    """

    way: Way
    before: Stated | None
    now: Stated | None

    @property
    def figure(self) -> Stated:
        """The figure that it is about: as it is now, else as it was."""
        found = self.now or self.before
        if found is None:
            raise ValueError("nothing moved")
        return found

    @property
    def difference(self) -> Decimal | None:
        """By how much, where both are of one definition; None otherwise."""
        if self.before is None or self.now is None or self.before.group != self.now.group:
            return None
        return self.now.value - self.before.value


@dataclass(frozen=True)
class Tracked:
    """What became of the recommendations."""

    added: tuple[Printed, ...] = ()
    closed: tuple[Printed, ...] = ()
    late: tuple[Printed, ...] = ()
    gone: tuple[Printed, ...] = ()


@dataclass(frozen=True)
class Since:
    """What changed from one edition to another."""

    moved: tuple[Moved, ...]
    unchanged: int
    redefined: tuple[tuple[Defined, Defined], ...]
    recommendations: Tracked
    chapters_new: tuple[str, ...]
    chapters_gone: tuple[str, ...]

    def ways(self, way: Way) -> tuple[Moved, ...]:
        """The figures that changed in one way."""
        return tuple(one for one in self.moved if one.way == way)

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to tell."""
        told = self.recommendations
        some = (*told.added, *told.closed, *told.late, *told.gone)
        return not (self.moved or self.redefined or some or self.chapters_new or self.chapters_gone)


@dataclass(frozen=True)
class Earlier:
    """The edition that was launched before, for the part that compares this one with it.

    `now` is what this edition states; None while its own document is composed for the first time.
    `page` is where all of it is listed, without language; `on` the day on which what is due is
    late. `alike` are figures that both state alike and that were left out of both facts.
    """

    number: int
    launched_on: date
    data_digest: str
    facts: Facts
    page: str
    on: date
    now: Facts | None = None
    alike: int = 0


def compare(before: Facts, now: Facts, followed: SinceLast, on: date) -> Since:
    """Compare an edition with an earlier one; `on` is the day on which what is due is late."""
    old, new = _series(before), _series(now)
    moved: list[Moved] = []
    unchanged = 0
    for key in sorted(old.keys() | new.keys()):
        for lane, other in _paired(old.get(key, {}), new.get(key, {})):
            some, same = _of_lane(lane, other)
            moved += some
            unchanged += same
    return Since(
        moved=tuple(moved),
        unchanged=unchanged,
        redefined=tuple(_redefined(before, now)),
        recommendations=_tracked(before, now, followed, on),
        chapters_new=tuple(now.chapters[key] for key in _only(now.chapters, before.chapters)),
        chapters_gone=tuple(before.chapters[key] for key in _only(before.chapters, now.chapters)),
    )


def _only(some: Mapping[str, object], others: Mapping[str, object]) -> Iterator[str]:
    return (key for key in some if key not in others)


# Figures


def _series(facts: Facts) -> dict[tuple[str, str, str], dict[str, Lane]]:
    """The figures by series and, within one, by definition; one a period, of the first source."""
    found: dict[tuple[str, str, str], dict[str, dict[tuple[date, date], Stated]]]
    found = defaultdict(lambda: defaultdict(dict))
    for one in sorted(facts.figures, key=lambda one: (one.source_code, one.observation, one.value)):
        found[address(one)][one.group].setdefault((one.start, one.end), one)
    return {key: dict(lanes) for key, lanes in found.items()}


def _paired(old: Mapping[str, Lane], new: Mapping[str, Lane]) -> Iterator[tuple[Lane, Lane]]:
    """Lanes of the same definition side by side; those left over in the order of their names."""
    for group in sorted(old.keys() & new.keys()):
        yield old[group], new[group]
    left = [old[group] for group in sorted(old.keys() - new.keys())]
    right = [new[group] for group in sorted(new.keys() - old.keys())]
    for n in range(max(len(left), len(right))):
        yield (left[n] if n < len(left) else {}), (right[n] if n < len(right) else {})


def _of_lane(old: Lane, new: Lane) -> tuple[list[Moved], int]:
    """The changes of one lane, and how many figures stayed as they were."""
    if not old or not new:
        return list(_alone(old, new)), 0
    last, latest = old[max(old)], new[max(new)]
    if last.group != latest.group:
        return [Moved("redefined", last, latest)], 0
    both = sorted(old.keys() & new.keys())
    moved = [Moved("corrected", old[at], new[at]) for at in both if old[at].value != new[at].value]
    same = len(both) - len(moved)
    if max(new) > max(old):
        moved.append(Moved("newer", last, latest))
    added = [new[at] for at in sorted(new.keys() - old.keys()) if at < max(old)]
    moved += [Moved("new", None, one) for one in added]
    gone = [old[at] for at in sorted(old.keys() - new.keys()) if not _gave_way(at, old, new)]
    moved += [Moved("withdrawn", one, None) for one in gone]
    return moved, same


def _alone(old: Lane, new: Lane) -> Iterator[Moved]:
    """A series that one of the editions does not state: all of its figures."""
    yield from (Moved("new", None, new[at]) for at in sorted(new))
    yield from (Moved("withdrawn", old[at], None) for at in sorted(old))


def _gave_way(at: tuple[date, date], old: Lane, new: Lane) -> bool:
    """Whether an old figure merely gave way: where the youngest few are shown, the oldest goes."""
    return at < min(new) and max(old) < max(new)


# Definitions, recommendations


def _redefined(before: Facts, now: Facts) -> Iterator[tuple[Defined, Defined]]:
    """The indicators of both editions whose definition reads otherwise now."""
    for code in sorted(before.definitions.keys() & now.definitions.keys()):
        old, new = before.definitions[code], now.definitions[code]
        if (old.definition, old.universe, old.group) != (new.definition, new.universe, new.group):
            yield old, new


def _tracked(before: Facts, now: Facts, followed: SinceLast, on: date) -> Tracked:
    """Recommendations that are new, closed since, late on that day, or no longer there."""
    old = {one.id: one for one in before.records if one.kind == followed.recommendation}
    new = {one.id: one for one in now.records if one.kind == followed.recommendation}
    were_closed = {key for key, one in old.items() if _is_closed(one, followed)}
    closed = {key for key, one in new.items() if _is_closed(one, followed)}
    late = {key for key, one in new.items() if key not in closed and _is_late(one, followed, on)}
    return Tracked(
        added=_some(new, new.keys() - old.keys()),
        closed=_some(new, closed - were_closed),
        late=_some(new, late),
        gone=_some(old, old.keys() - new.keys()),
    )


def _some(found: Mapping[int, Printed], ids: Set[int]) -> tuple[Printed, ...]:
    return tuple(found[id] for id in sorted(ids))


def _is_closed(one: Printed, followed: SinceLast) -> bool:
    return one.chosen.get(followed.status, "") in followed.closed


def _is_late(one: Printed, followed: SinceLast, on: date) -> bool:
    due = one.chosen.get(followed.due, "")
    return bool(due) and date.fromisoformat(due) < on
