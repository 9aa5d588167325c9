"""The vocabulary of running clocks, the rules that packs declare, and who follows a clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

from kachehri.engines.access.actor import Actor
from kachehri.kernel.calendars import Status
from kachehri.kernel.clocks import Basis, ClockRule, Happening
from kachehri.kernel.messages import Reason, gettext_noop

ClockState: TypeAlias = Literal["running", "paused", "stopped"]

RECOMPUTE = "flow.recompute"
"""The kind of job that reckons every open clock of a calendar again."""

UNKNOWN_RULE = gettext_noop("There is no rule %(code)s.")
NOT_IN_FORCE = gettext_noop("The rule %(code)s was not in force on %(day)s.")


class ClockProblem(ValueError):
    """Something that cannot be done with a clock or a calendar, and why."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.reason = Reason(key, values)
        super().__init__(str(self.reason))


class UnknownRule(ClockProblem, LookupError):
    """No pack declares a rule of that code for that day."""


@dataclass(frozen=True)
class NewWeekend:
    """The free weekdays (Monday is 0) of a calendar from a day on, as a pack declares them."""

    calendar: str
    since: date
    weekdays: frozenset[int]
    source: str


@dataclass(frozen=True)
class NewHoliday:
    """A holiday as a pack declares it. `name` is an English msgid."""

    calendar: str
    on: date
    name: str
    source: str
    status: Literal["estimated", "notified", "cancelled"] = "notified"
    notified_on: date | None = None


@dataclass(frozen=True)
class CalendarView:
    """A calendar: its code, its name in the active language, the Thing that its events name."""

    code: str
    name: str
    thing_id: int


@dataclass(frozen=True)
class HolidayView:
    """A holiday as it stands in a calendar's own rows or in those that it builds on."""

    calendar: str
    on: date
    name: str
    status: Status | Literal["cancelled"]
    source: str
    notified_on: date | None
    entered_at: datetime
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ClockView:
    """A clock of a matter (`subject`, a Thing): its inputs, when it is due, and where it stands."""

    id: int
    subject: int
    rule: str
    basis: Basis
    started_at: datetime
    due_at: datetime | None
    state: ClockState
    happened: Happening
    rung: int
    is_estimated: bool
    calendar: str
    next_at: datetime | None = None
    stopped_at: datetime | None = None


@dataclass(frozen=True)
class DueChange:
    """A due time that was changed. `clock` is as it is now."""

    clock: ClockView
    before: datetime | None
    after: datetime | None
    why: Reason


@dataclass(frozen=True)
class TrailView:
    """A due time that a clock once had, and why it was changed."""

    clock: int
    at: datetime
    before: datetime | None
    after: datetime | None
    why: Reason


@dataclass(frozen=True)
class CheckedView:
    """Who compared a version of a rule with the gazette."""

    rule: str
    since: date | None
    verified_by: str
    on: date
    source: str


@dataclass(frozen=True)
class StateView:
    """A state of a kind of matter as the database knows it."""

    kind: str
    key: str
    tags: frozenset[str] = field(default_factory=frozenset)


class Follower(Protocol):
    """What a domain does when a clock of its matters moves. All of it runs inside the change."""

    def hold(self, *, subjects: Sequence[int], wait: bool) -> Collection[int]:
        """Lock matters before their clocks, as every move does, so that nobody deadlocks.

        Return those that are held; with `wait=False`, without those that somebody else holds.
        """

    def due(
        self, *, subject: int, clock: ClockView, rung: int, by: Actor, at: datetime
    ) -> datetime | None:
        """The moment has come (silence, the next rung). Return when to look again, or None.

        `rung` is 0 the first time and goes up by one each time. Called once for each rung.
        """

    def moved(self, *, changes: Sequence[DueChange], by: Actor, at: datetime) -> None:
        """Due times were reckoned again: keep lists in step and tell the parties."""


_rules: dict[str, tuple[ClockRule, ...]] = {}
_followers: dict[str, Follower] = {}


def register_rules(*rules: ClockRule) -> None:
    """Make rules known, the versions of a code in any order.

    Two versions of a code that hold on the same day are a ValueError.
    """
    for new in rules:
        versions = _rules.get(new.code, ())
        if new in versions:
            continue
        if any(_overlap(new, known) for known in versions):
            raise ValueError(f"Two versions of {new.code!r} hold on the same day.")
        found = sorted((*versions, new), key=lambda one: one.since or date.min)
        _rules[new.code] = tuple(found)


def _overlap(one: ClockRule, other: ClockRule) -> bool:
    first = max(one.since or date.min, other.since or date.min)
    return first <= min(one.until or date.max, other.until or date.max)


def rule(code: str, on: date) -> ClockRule:
    """The version of a rule for what is filed on a day. Raises UnknownRule."""
    versions = _rules.get(code)
    if not versions:
        raise UnknownRule(UNKNOWN_RULE, code=code)
    for version in versions:
        if version.holds_on(on):
            return version
    raise UnknownRule(NOT_IN_FORCE, code=code, day=on.isoformat())


def rules() -> tuple[ClockRule, ...]:
    """Every version of every rule, in the order of registration and then of time."""
    return tuple(version for versions in _rules.values() for version in versions)


def register_follower(subject_kind: str, follower: Follower) -> None:
    """Say who follows the clocks of Things of a kind (`"cases.case"`). A second one: ValueError."""
    if _followers.setdefault(subject_kind, follower) is not follower:
        raise ValueError(f"Two follow the clocks of {subject_kind!r}.")


def followers() -> Mapping[str, Follower]:
    """Who follows, by the kind of Thing."""
    return dict(_followers)
