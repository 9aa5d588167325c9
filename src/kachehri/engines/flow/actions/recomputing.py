"""Every open clock of a calendar is reckoned again: in batches, by groups that end together.

Clocks that were started on the same day under the same rule, and to which the same happened, have
the same end: it is reckoned once for each group. A batch is one transaction; a worker that dies
leaves whole batches behind it, and the next run finds nothing to change in them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from json import dumps, loads

from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.flow import kinds, queries, storing
from kachehri.engines.flow.kinds import ClockView, DueChange, UnknownRule
from kachehri.engines.flow.rules import CHANGE_CALENDAR, ladder_moment
from kachehri.engines.jobs.progress import Progress, Silent
from kachehri.kernel.calendars import Calendar, OutOfReach
from kachehri.kernel.clocks import ClockRule, Happening, due, local
from kachehri.kernel.messages import Reason, gettext_noop

BATCH = 20_000
CALENDAR_CHANGED = gettext_noop("The calendar of free days was changed.")
STEP = gettext_noop("Reckoning clocks again")
COLUMNS = (
    "id", "subject_id", "rule", "basis", "started_at", "due_at", "state", "text", "rung",
    "is_estimated", "calendar", "next_at",
)  # fmt: skip
End = tuple[datetime | None, bool]
COUNTS_DAYS = {"days", "working-days"}
UPDATE = """
UPDATE flow_clock SET due_at = new.due_at, is_estimated = new.is_estimated, next_at = new.next_at
FROM unnest(%s::bigint[], %s::timestamptz[], %s::boolean[], %s::timestamptz[])
    AS new (id, due_at, is_estimated, next_at)
WHERE flow_clock.id = new.id
"""
COPY = "COPY flow_reckoned (clock_id, at, before, after, why, values) FROM STDIN"


@dataclass(frozen=True)
class Row:
    """A clock as the database gives it; `text` is what happened to it, as JSON."""

    id: int
    subject: int
    rule: str
    basis: str
    started_at: datetime
    due_at: datetime | None
    state: str
    text: str
    rung: int
    is_estimated: bool
    calendar: str
    next_at: datetime | None


def recompute(
    *,
    calendar: str,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
    why: Reason | None = None,
) -> int:
    """Reckon the open clocks of a calendar, and of those that build on it; return how many moved.

    The old due time stays in the trail; followers hear of each that moved. Safe to run again.
    """
    require(CHANGE_CALENDAR, by)
    progress = progress or Silent()
    progress.step(STEP)
    progress.start(queries.open_count(calendar))
    ends = Ends()
    moved, last = 0, 0
    while True:
        with transaction.atomic():
            rows = list(_batch(calendar, last))
            if not rows:
                return moved
            moved += _write(rows, ends, why or Reason(CALENDAR_CHANGED), by, at)
        last = rows[-1].id
        progress.advance(len(rows))


def _batch(calendar: str, after: int) -> Iterator[Row]:
    """The next rows by number, locked so that nobody moves them meanwhile."""
    rows = queries.open_clocks(calendar).filter(pk__gt=after).order_by("pk")
    with_text = rows.annotate(text=Cast("happened", TextField()))
    for row in with_text.select_for_update().values_list(*COLUMNS)[:BATCH]:
        yield Row(*row)


class Ends:
    """The ends of groups of clocks, each reckoned once."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], End | None] = {}
        self._calendars: dict[str, Calendar] = {}
        self._by_day: dict[tuple[str, str], bool] = {}

    def of(self, row: Row) -> End | None:
        """When a clock is due; None where its rule is not known any more."""
        day = local(row.started_at).date()
        start: object = day if self._goes_by_day(row.rule, row.text) else row.started_at
        key = (row.rule, row.calendar, start, row.text)
        if key not in self._known:
            self._known[key] = self._reckoned(row)
        return self._known[key]

    def _goes_by_day(self, code: str, text: str) -> bool:
        if (code, text) not in self._by_day:
            self._by_day[code, text] = counts_days(code, text)
        return self._by_day[code, text]

    def _reckoned(self, row: Row) -> End | None:
        if row.calendar not in self._calendars:
            self._calendars[row.calendar] = queries.calendar(row.calendar)
        try:
            rule = kinds.rule(row.rule, local(row.started_at).date())
            free = self._calendars[row.calendar]
            return due(rule, row.started_at, free, parsed(row.text))
        except (UnknownRule, OutOfReach):
            return None


@lru_cache(maxsize=4096)
def parsed(text: str) -> Happening:
    """What happened, from its JSON."""
    return storing.read(loads(text))


def counts_days(code: str, text: str) -> bool:
    """Whether only the day of a start tells when a clock ends, and not its hour."""
    versions = [one for one in kinds.rules() if one.code == code]
    extended = parsed(text).extended_by
    is_long = extended is None or extended.unit in COUNTS_DAYS
    return bool(versions) and is_long and all(_only_days(one) for one in versions)


def _only_days(rule: ClockRule) -> bool:
    limits = [rule.limit, rule.urgent, *(stage.limit for stage in rule.stages)]
    units = {limit.unit for limit in limits if limit}
    return rule.first_day != "same-day" and units <= COUNTS_DAYS


def _write(rows: list[Row], ends: Ends, why: Reason, by: Actor, at: datetime) -> int:
    """Write the ends that are new, the trail, and tell the followers; how many moved."""
    new: list[tuple[Row, datetime | None, bool, datetime | None]] = []
    for row in rows:
        end = ends.of(row)
        if end is not None and end != (row.due_at, row.is_estimated):
            due_at, estimated = end
            new.append((row, due_at, estimated, _moment(row, due_at)))
    if not new:
        return 0
    columns = list(zip(*((row.id, d, e, n) for row, d, e, n in new), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, [list(column) for column in columns])
    moved = [(row, d, e, n) for row, d, e, n in new if d != row.due_at]
    _write_trail([(row, d) for row, d, _e, _n in moved], why, at)
    _tell([DueChange(_view(r, d, e, n), r.due_at, d, why) for r, d, e, n in moved], by, at)
    return len(moved)


def _moment(row: Row, due_at: datetime | None) -> datetime | None:
    return ladder_moment(row.next_at, row.rung, row.due_at, due_at) if row.due_at else row.next_at


def _write_trail(moved: list[tuple[Row, datetime | None]], why: Reason, at: datetime) -> None:
    """One line a clock, by COPY."""
    if not moved:
        return
    values = dumps(dict(why.params), ensure_ascii=False)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row, after in moved:
            copy.write_row((row.id, at, row.due_at, after, why.key, values))


def _view(
    row: Row, due_at: datetime | None, estimated: bool, next_at: datetime | None
) -> ClockView:
    return ClockView(
        id=row.id,
        subject=row.subject,
        rule=row.rule,
        basis=row.basis,  # type: ignore[arg-type]
        started_at=row.started_at,
        due_at=due_at,
        state=row.state,  # type: ignore[arg-type]
        happened=parsed(row.text),
        rung=row.rung,
        is_estimated=estimated,
        calendar=row.calendar,
        next_at=next_at,
    )


def _tell(changes: list[DueChange], by: Actor, at: datetime) -> None:
    """Each follower hears of the clocks of its own matters, once for each batch."""
    known = kinds.followers()
    if not changes or not known:
        return
    of = queries.kinds_of({change.clock.subject for change in changes})
    groups: dict[str, list[DueChange]] = defaultdict(list)
    for change in changes:
        groups[of[change.clock.subject]].append(change)
    for kind, group in groups.items():
        if kind in known:
            known[kind].moved(changes=group, by=by, at=at)
