"""A made-up calendar, two made-up rules, and one who follows the clocks of made-up matters."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow import actions, kinds
from kachehri.engines.flow.kinds import ClockView, DueChange, NewHoliday, NewWeekend
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.clocks import Citation, ClockRule, Extension, Limit

AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
"""A Monday, eleven o'clock in Karachi."""

LAW = Citation(law="Made-up Act, 2016", section="8")
TEN_DAYS = ClockRule(
    code="test-law",
    name="Answer to a made-up request",
    basis="statutory",
    limit=Limit(10, "working-days"),
    cite=LAW,
    urgent=Limit(2, "working-days"),
    extension=Extension(Limit(5, "working-days"), condition="If many papers must be searched."),
)
COURTESY = ClockRule(
    code="test-courtesy",
    name="Answer to a made-up letter",
    basis="courtesy",
    limit=Limit(30, "days"),
    cite=Citation(law=""),
)
HOURS = ClockRule(
    code="test-hours",
    name="Made-up treatment",
    basis="charter",
    limit=Limit(2, "hours"),
    cite=Citation(law="Made-up charter"),
)


@dataclass
class Followed:
    """Keeps what it was told, and answers with the next moment of a ladder of days."""

    due_calls: list[tuple[int, int]] = field(default_factory=list)
    moved_calls: list[DueChange] = field(default_factory=list)
    ladder: int = 0
    stops: bool = False
    fails: bool = False

    def hold(self, *, subjects: Sequence[int], wait: bool) -> Collection[int]:
        """Hold all of them."""
        return subjects

    def due(
        self, *, subject: int, clock: ClockView, rung: int, by: Actor, at: datetime
    ) -> datetime | None:
        """Remember the rung."""
        self.due_calls.append((subject, rung))
        if self.fails:
            raise RuntimeError("made up")
        if self.stops:
            actions.stop(subject=subject, rules=None, by=by, at=at)
            return None
        return at + timedelta(days=3) if rung < self.ladder else None

    def moved(self, *, changes: Sequence[DueChange], by: Actor, at: datetime) -> None:
        """Remember the changes."""
        self.moved_calls += changes


@pytest.fixture
def known_rules(monkeypatch) -> None:
    """The made-up rules, for one test."""
    monkeypatch.setattr(kinds, "_rules", {})
    kinds.register_rules(TEN_DAYS, COURTESY, HOURS)


@pytest.fixture
def followed(monkeypatch) -> Iterator[Followed]:
    """Who follows the matters of kind `test.matter`."""
    follower = Followed()
    monkeypatch.setattr(kinds, "_followers", {})
    kinds.register_follower("test.matter", follower)
    return follower


@pytest.fixture
def clerk(db, known_rules) -> Actor:
    """The program itself."""
    ensure_system_actors(AT)
    return system_actor("clock", AT)


@pytest.fixture
def calendars(clerk) -> Actor:
    """Two calendars: `pk` with free Saturdays and Sundays, `pk-sindh` that builds on it."""
    actions.load_calendars(
        weekends=[NewWeekend("pk", date(2012, 1, 1), frozenset({5, 6}), "made up")],
        holidays=[NewHoliday("pk", date(2026, 11, 9), "Made-up Day", "made up")],
        names={"pk": "Made-up offices", "pk-sindh": "Made-up offices of Sindh"},
        by=clerk,
        at=AT,
    )
    return clerk


@pytest.fixture
def matter(clerk) -> int:
    """A Thing that has clocks."""
    return ledger.register(kind="test.matter", at=AT).pk


def started(by: Actor, subject: int, rule: str = "test-law", **named) -> ClockView:
    """A clock that was started now."""
    given = {"calendar": "pk", "started_at": AT, "by": by, "at": AT} | named
    return actions.start(subject=subject, rule=rule, **given)
