"""Matters: a million cases and three million messages; a case, lists, search, map, a desk.

The load is made up, brought in by COPY and kept in a database of its own below `var/bench-cases`:
it is made once, and migrated later. CPU time is that of the program *and* of its
database process. Froide (requests of the German freedom of information site, 100,000 requests, its
own code on the same machine) was measured before: 66 ms and 10 queries for a request page, 74 ms
and 46 queries for a list of 20. They stand in the column `peer`.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.case_load import AT, BEGAN, CASES, WORDS, build, made_up
from bench.own_process import rows_of

Row = dict[str, Any]
ROUNDS = 40
MOST_MS, PAGE_MS, PAGE_QUERIES = 30.0, 10.0, 4
FROIDE_PAGE, FROIDE_LIST = 66.0, 74.0
TICK = os.sysconf("SC_CLK_TCK")


def measure() -> list[Row]:
    """Run the measurements in a process of their own; its database stays."""
    root = Path(os.environ.get("KACHEHRI_VAR") or Path(__file__).resolve().parents[1] / "var")
    return rows_of("bench.cases", keep=root / "bench-cases")


def measured() -> list[Row]:
    """All rows; the server is stopped afterwards, its data stay."""
    import django

    django.setup()
    from django.core.management import call_command
    from tests.database import TestServer

    from kachehri.engines.postgres.launcher import Launcher

    launcher = Launcher(Path(os.environ["KACHEHRI_TEST_VAR"]))
    server = TestServer(launcher.layout.var)
    try:
        server.prepare()
        name = f"kachehri_cases_{CASES}"
        if not server.exists(name):
            build(server, name)
        server.point_at(name)
        call_command("migrate", database="owner", verbosity=0)
        rows = [*([] if "pages" in sys.argv else reading()), *pages()]
        server.finish()
        return rows
    finally:
        launcher.stop()


@dataclass(frozen=True)
class Cost:
    """What a call cost on average: CPU of the program and of the database, wall, queries."""

    program: float
    database: float
    wall: float
    queries: int

    @property
    def cpu(self) -> float:
        """Both together, in milliseconds."""
        return self.program + self.database


def cost(what: Callable[[], object], rounds: int = ROUNDS) -> Cost:
    """The cost of a call, warm; the best of three measurements counts."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    what()
    with CaptureQueriesContext(connection) as asked:
        what()
    counted = [one for one in asked.captured_queries if not is_around(one["sql"])]
    return min((once(what, rounds, len(counted)) for _ in range(3)), key=lambda one: one.cpu)


def is_around(sql: str) -> bool:
    """Whether a statement is one of the session, the account or the transaction."""
    lowered = sql.lower()
    return lowered.startswith(("begin", "commit", "savepoint", "release", "set ")) or (
        "django_session" in lowered or "accounts_" in lowered
    )


def once(what: Callable[[], object], rounds: int, queries: int) -> Cost:
    """One measurement."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        backend = cursor.fetchone()[0]
    before, cpu, wall = ticks(backend), time.process_time(), time.perf_counter()
    for _ in range(rounds):
        what()
    ours = (time.process_time() - cpu) * 1000 / rounds
    theirs = (ticks(backend) - before) * 1000 / TICK / rounds
    return Cost(ours, theirs, (time.perf_counter() - wall) * 1000 / rounds, queries)


def ticks(process: int) -> int:
    """Ticks of the processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def rows_for(name: str, found: Cost, limit: float, peer: float | None = None) -> list[Row]:
    """A row for CPU (with the limit) and one each for wall and queries."""
    print_line(name, found)
    ratio = round(peer / found.cpu, 1) if peer and found.cpu else None
    return [
        {"name": f"{name}: CPU of program and database", "unit": "ms",
         "ours": round(found.cpu, 2), "peer": peer, "ratio": ratio, "limit": limit},
        {"name": f"{name}: wall", "unit": "ms", "ours": round(found.wall, 2), "peer": None,
         "ratio": None, "limit": None},
        {"name": f"{name}: queries", "unit": "", "ours": found.queries, "peer": None,
         "ratio": None, "limit": PAGE_QUERIES if limit == PAGE_MS else None},
    ]  # fmt: skip


def print_line(name: str, found: Cost) -> None:
    """For whoever runs this file by hand."""
    print(
        f"{name:55} {found.program:7.2f} + {found.database:6.2f} ms CPU"
        f" {found.wall:8.2f} ms wall {found.queries:3} queries",
        file=sys.stderr,
    )


def reading() -> list[Row]:
    """The read-models."""
    from kachehri.domains.cases import queries
    from kachehri.domains.cases.kinds import Filter
    from kachehri.domains.places import queries as places
    from kachehri.engines.flow import queries as clocks

    larkana = places.by_key("larkana")
    assert larkana is not None
    taluka = places.children(larkana.id)[0]
    council = places.children(taluka.id)[-1]
    body = desk_body()
    middle = 1000 + CASES // 2
    deep = str(1000 + CASES - 20_000) if CASES > 40_000 else str(middle)
    number = next(row.number for row in queries.public_list(Filter(), str(middle)).rows)
    word, rare = some_words()

    def page() -> None:
        case = queries.public_case(number, AT.date())
        assert case is not None
        queries.timeline(case)
        clocks.clocks([case.thing_id])

    def a_list(after: str = "", **filter: Any) -> Callable[[], object]:
        return lambda: queries.public_list(Filter(**filter), after)

    lists = {
        "newest": a_list(),
        "page 1,000": a_list(deep),
        "the oldest page": a_list("1040"),
        "of a council": a_list(place_id=council.id),
        "of a taluka, state and category": a_list(
            place_id=taluka.id, state="working", category="road"
        ),
        "of an office, deep": a_list(str(middle), body_id=body[0]),
        "nothing fits": a_list(state="asked", category="police", place_id=council.id, text="zzz"),
        "overdue": a_list(overdue=True),
        "of one month": a_list(since=(BEGAN + timedelta(days=90)).date(),
                               until=(BEGAN + timedelta(days=95)).date()),
        "search: a common word": a_list(text=word),
        "search: a rare word": a_list(text=rare),
        "search: two words, deep": a_list(str(middle), text=f"{word} {rare}"),
    }  # fmt: skip
    rows = rows_for("case: what its page reads", cost(page), PAGE_MS, FROIDE_PAGE)
    for name, what in lists.items():
        rows += rows_for(f"list: {name}", cost(what), MOST_MS, FROIDE_LIST)
    rows += rows_for("map of the district", cost(lambda: queries.public_map(
        Filter(place_id=larkana.id))), MOST_MS)  # fmt: skip
    rows += rows_for("map of a filter that is not tallied", cost(lambda: queries.public_map(
        Filter(place_id=larkana.id, text=word))), MOST_MS)  # fmt: skip
    rows += rows_for("rates of the district", cost(lambda: queries.rates(
        Filter(place_id=larkana.id))), MOST_MS)  # fmt: skip
    return rows + desk_rows(body)


def desk_rows(body: tuple[int, int]) -> list[Row]:
    """An officer's desk."""
    from kachehri.domains.cases import queries
    from kachehri.domains.cases.kinds import Filter
    from kachehri.engines.access.actor import Actor, GrantFact

    grants = (GrantFact("officer", body[1], frozenset({body[1]})),)
    officer = Actor(thing_id=1, name="", signed_in=True, grants=grants)
    later = f"{(BEGAN + timedelta(days=500)).isoformat()}~0"
    found = {
        "by clock": lambda: queries.desk_list(officer),
        "by clock, deep": lambda: queries.desk_list(officer, after=later),
        "newest": lambda: queries.desk_list(officer, order="new"),
        "changed last": lambda: queries.desk_list(officer, order="changed"),
        "of a state": lambda: queries.desk_list(officer, Filter(state="working")),
        "found by a word": lambda: queries.desk_list(officer, Filter(text="road"), "new"),
    }
    return [
        row
        for name, what in found.items()
        for row in rows_for(f"desk: {name}", cost(what), MOST_MS)
    ]


def desk_body() -> tuple[int, int]:
    """The office that has the most cases."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select body_id, body_thing_id from cases_case group by 1, 2 order by count(*) desc"
        )
        found: tuple[int, int] = cursor.fetchone()
        return found


def some_words() -> tuple[str, str]:
    """A common and a rare word."""
    seed = random.Random(5)  # noqa: S311 - made-up words
    vocabulary = [made_up(seed) for _ in range(WORDS)]
    return vocabulary[3], vocabulary[-7]


def pages() -> list[Row]:
    """The public pages themselves, asked for as a visitor's browser does."""
    from django.test import Client

    from kachehri.domains.cases import queries
    from kachehri.domains.cases.kinds import Filter

    client, middle = Client(SERVER_NAME="127.0.0.1"), str(1000 + CASES // 2)
    number = queries.public_list(Filter(), middle).rows[0].number
    word, _rare = some_words()
    asked = {
        "page of a case": (f"/en/matters/{number}/", PAGE_MS, FROIDE_PAGE),
        "page of the list": ("/en/matters/", MOST_MS, FROIDE_LIST),
        "page of the list, deep": (f"/en/matters/?after={middle}", MOST_MS, FROIDE_LIST),
        "page of a search": (f"/en/matters/?text={word}", MOST_MS, FROIDE_LIST),
        "page of the map": ("/en/matters/map/", MOST_MS, None),
    }

    def get(address: str) -> Callable[[], object]:
        def ask() -> None:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)

        return ask

    return [
        row
        for name, (address, limit, peer) in asked.items()
        for row in rows_for(name, cost(get(address), 20), limit, peer)
    ]


if __name__ == "__main__":
    print(json.dumps(measured()))
