"""The vocabulary of clocks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from kachehri.kernel.messages import Reason

Unit: TypeAlias = Literal["working-days", "days", "hours", "minutes", "same-day", "at-once"]
UNITS: tuple[Unit, ...] = ("working-days", "days", "hours", "minutes", "same-day", "at-once")

Basis: TypeAlias = Literal["statutory", "charter", "courtesy"]
"""What a limit rests on: a law, a published promise of the office, or nobody's duty at all."""
BASES: tuple[Basis, ...] = ("statutory", "charter", "courtesy")

FirstDay: TypeAlias = Literal["next-day", "next-working-day", "same-day"]
"""The day that counts as day one: the day after receipt, the next working day, that day itself."""


@dataclass(frozen=True)
class Citation:
    """Where a limit stands. Unverified until a person compared it with the gazette.

    `conflicts` says in plain words what other sources state.
    """

    law: str
    section: str = ""
    source: str = ""
    url: str = ""
    verified_by: str = ""
    verified_on: date | None = None
    conflicts: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether somebody has checked it."""
        return self.verified_on is not None


@dataclass(frozen=True)
class Limit:
    """A length of time. `same-day` and `at-once` have no amount."""

    amount: int
    unit: Unit


@dataclass(frozen=True)
class Extension:
    """By how much a limit may be prolonged, once, and on which condition (an English msgid)."""

    limit: Limit
    condition: str = ""
    cite: Citation | None = None


@dataclass(frozen=True)
class Stage:
    """A further limit that begins when the one before it ends: a police check after the desk.

    `name` says what is done in it (an English msgid).
    """

    name: str
    limit: Limit


@dataclass(frozen=True)
class ClockRule:
    """One limit of one version of a law or charter.

    `code` is what scripts write (`rti-sindh-2016`); `since` and `until` bound the days of filing
    for which this version holds. `urgent` is the limit for life or liberty. `silence` is the key of
    the flow's move that is made when the time has passed without an answer ("" for none).
    `stages` follow the limit one after the other; an urgent limit stands instead of all of them.
    `calendar` counts where no office is named. With `rolls`, a limit in calendar days that ends on
    a free day goes on to the next working day.
    """

    code: str
    name: str
    basis: Basis
    limit: Limit
    cite: Citation
    since: date | None = None
    until: date | None = None
    first_day: FirstDay = "next-day"
    urgent: Limit | None = None
    extension: Extension | None = None
    silence: str = ""
    stages: tuple[Stage, ...] = ()
    calendar: str = "pk"
    rolls: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether this version holds for what is filed on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True)
class Pause:
    """The clock stood still: for a clarification, a fee. `ended` None: it still does."""

    started: datetime
    ended: datetime | None
    reason: str


@dataclass(frozen=True)
class Happening:
    """What happened to a clock since it was started.

    `by_day` is the day that an officer or a court named: it stands instead of a limit.
    """

    urgent: bool = False
    extended_by: Limit | None = None
    extended_because: str = ""
    pauses: tuple[Pause, ...] = ()
    by_day: date | None = None


@dataclass(frozen=True)
class Step:
    """One step of *why this date?*: a sentence, and the day it leads to (None: none)."""

    said: Reason
    day: date | None = None


@dataclass(frozen=True)
class Reckoning:
    """When an answer is due and why. `due_at` is an aware time; a day's end is 23:59:59 there.

    None while the clock is paused. `is_estimated` where a lunar holiday in the span is not notified
    yet.
    """

    due_at: datetime | None
    steps: tuple[Step, ...]
    is_estimated: bool = False
