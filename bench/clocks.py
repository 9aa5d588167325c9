"""Clocks: reckoning one limit, and 200,000 open clocks again after a new holiday.

Peer for one limit: the working-day walk of the library `holidays`, which knows one weekend and no
sources; both count ten working days.
"""

import json
import os
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
CLOCKS = 200_000
ONES = 2_000
HOLIDAY = date(2026, 11, 12)
FILL = """
INSERT INTO flow_clock (subject_id, rule, basis, calendar, started_at, due_at, is_estimated, state,
                        happened, rung, next_at)
SELECT id, rule, 'statutory', calendar, started, due, false, 'running', happened::jsonb, 0, due
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::text[])
    AS new (id, rule, calendar, started, due, happened)
"""


def measure() -> list[Row]:
    """Run the measurements in a process of their own and return their rows."""
    return rows_of("bench.clocks")


def row(name: str, unit: str, ours: float, limit: float | None, peer: float | None = None) -> Row:
    """One measurement."""
    ratio = round(peer / ours, 2) if peer else None
    shown = round(peer, 3) if peer else None
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 3),
        "peer": shown,
        "ratio": ratio,
        "limit": limit,
    }


def seconds(what: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def least(what: Callable[[], object]) -> float:
    """The least of five times: what else the machine does is not measured."""
    return min(seconds(what) for _ in range(5))


def measured() -> list[Row]:
    """All rows; the server is ended afterwards."""
    import django

    django.setup()
    from tests.database import TestServer
    from tests.servers import end

    from kachehri.engines.postgres.launcher import Launcher

    launcher = Launcher(Path(os.environ["KACHEHRI_TEST_VAR"]))
    server = TestServer(launcher.layout.var)
    try:
        server.prepare()
        by = loaded()
        return [*one_limit(), *many_clocks(by)]
    finally:
        server.finish()
        end(launcher)


def loaded() -> Any:
    """The pack's calendars; the actor of the clocks."""
    from kachehri.engines.accounts.actions import ensure_system_actors
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.engines.flow.actions import load_calendars
    from kachehri.packs.pakistan.calendars import CALENDARS, HOLIDAYS, WEEKENDS

    ensure_system_actors(AT)
    by = system_actor("clock", AT)
    load_calendars(weekends=WEEKENDS, holidays=HOLIDAYS, names=CALENDARS, by=by, at=AT)
    return by


def one_limit() -> list[Row]:
    """Ten working days, many times over: the due time alone, and with every step."""
    import holidays

    from kachehri.engines.flow import kinds, queries
    from kachehri.kernel.clocks import Happening, due, reckon

    rule, calendar = kinds.rule("rti-federal-2017", AT.date()), queries.calendar("pk")
    moments = [AT - timedelta(hours=hour) for hour in range(ONES)]
    days = [one.date() for one in moments]
    public = holidays.country_holidays("PK", years=range(2025, 2028))
    first = seconds(lambda: queries.calendar("pk").days)
    ours = least(lambda: [due(rule, one, calendar, Happening()) for one in moments])
    told = least(lambda: [reckon(rule=rule, filed=one, calendar=calendar) for one in moments])
    peer = least(lambda: [public.get_nth_working_day(one, 10) for one in days])
    return [
        row("making the arrays of a calendar", "ms", first * 1000, 50),
        row("when ten working days end", "µs", ours / ONES * 1e6, 200, peer / ONES * 1e6),
        row("the same with every step told", "µs", told / ONES * 1e6, 1000),
    ]


class Follower:
    """Counts what it hears."""

    def __init__(self) -> None:
        self.heard = 0

    def hold(self, *, subjects: Sequence[int], **_named: Any) -> Sequence[int]:
        """Hold all of them."""
        return subjects

    def due(self, **_named: Any) -> None:
        """Nothing follows."""

    def moved(self, *, changes: Sequence[Any], **_named: Any) -> None:
        """Count."""
        self.heard += len(changes)


def many_clocks(by: Any) -> list[Row]:
    """Announce a holiday and reckon every open clock of the country again."""
    from kachehri.engines.flow import actions, kinds
    from kachehri.engines.flow.models import Reckoned

    follower = Follower()
    kinds.register_follower("made-up.matter", follower)
    fill()
    actions.announce_holiday(
        calendar="pk", on=HOLIDAY, name={"en": "Made-up Day"}, source="made up", by=by, at=AT
    )
    moved = 0

    def again() -> None:
        nonlocal moved
        moved = actions.recompute(calendar="pk", by=by, at=AT)

    began = cpu_seconds()
    took = seconds(again)
    used = cpu_seconds() - began
    assert moved == Reckoned.objects.count() == follower.heard > CLOCKS / 3, moved
    nothing = seconds(lambda: actions.recompute(calendar="pk", by=by, at=AT))
    return [
        row(f"{CLOCKS:,} open clocks again after a holiday ({moved:,} moved)", "s", took, 10),
        row("the same, CPU of program and database", "s", used, 10),
        row(f"{CLOCKS:,} open clocks again, none moved", "s", nothing, 10),
    ]


def cpu_seconds() -> float:
    """CPU time of this process and of its database process: other work does not count."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        process = cursor.fetchone()[0]
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def fill() -> None:
    """Open clocks of the last forty days, some of them paused before or made longer."""
    from django.db import connection

    from kachehri.engines.ledger.actions import register_many

    ids = register_many(kind="made-up.matter", count=CLOCKS, at=AT)
    made = random.Random(5)  # noqa: S311  (made-up data)
    rows = [(one, *clock(made)) for one in ids]
    with connection.cursor() as cursor:
        cursor.execute(FILL, [list(column) for column in zip(*rows, strict=True)])
        cursor.execute("analyze flow_clock")


def clock(made: random.Random) -> tuple[str, str, datetime, datetime, str]:
    """One made-up clock: rule, calendar, start, end, what happened."""
    from kachehri.engines.flow import kinds, storing
    from kachehri.kernel.clocks import Happening, Pause, due

    code, calendar = made.choice(
        (
            ("rti-federal-2017", "pk"),
            ("rti-sindh-2016", "pk-sindh"),
            ("rti-sindh-2016", "pk-sindh-larkana"),
            ("rti-punjab-2013", "pk-punjab"),
            ("complaint", "pk-sindh-larkana"),
        )
    )
    started = AT - timedelta(minutes=made.randrange(20 * 24 * 60))
    rule, happened = kinds.rule(code, started.date()), Happening()
    if rule.extension and made.random() < 0.1:
        happened = Happening(extended_by=rule.extension.limit, extended_because="made up")
    elif made.random() < 0.05:
        pause = Pause(started + timedelta(days=1), started + timedelta(days=3), "made up")
        happened = Happening(pauses=(pause,))
    end, _estimated = due(rule, started, queries_of(calendar), happened)
    assert end is not None
    return code, calendar, started, end, json.dumps(storing.written(happened))


_CALENDARS: dict[str, Any] = {}


def queries_of(code: str) -> Any:
    """The calendar as it was before the holiday, read once."""
    from kachehri.engines.flow import queries

    if code not in _CALENDARS:
        _CALENDARS[code] = queries.calendar(code)
    return _CALENDARS[code]


if __name__ == "__main__":
    print(json.dumps(measured()))
