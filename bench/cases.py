"""Matters: a million cases and three million messages; a case, lists, search, map, a desk.

The load is made up, brought in by COPY and kept in a database of its own below `var/bench-cases`:
it is made once for a state of the migrations. CPU time is that of the program *and* of its
database process. Froide (requests of the German freedom of information site, 100,000 requests, its
own code on the same machine) was measured before: 66 ms and 10 queries for a request page, 74 ms
and 46 queries for a list of 20. They stand in the column `peer`.
"""

import contextlib
import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
CASES = int(os.environ.get("KACHEHRI_BENCH_CASES", "1000000"))
MESSAGES = 3
WORDS, COMMON = 20_000, 400
COUNCILS, OFFICES = 200, 40
ROUNDS = 40
MOST_MS, PAGE_MS, PAGE_QUERIES = 30.0, 10.0, 4
FROIDE_PAGE, FROIDE_LIST = 66.0, 74.0
AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
BEGAN = AT - timedelta(days=1000)
TICK = os.sysconf("SC_CLK_TCK")


def measure() -> list[Row]:
    """Run the measurements in a process of their own; its database stays."""
    root = Path(os.environ.get("KACHEHRI_VAR") or Path(__file__).resolve().parents[1] / "var")
    return rows_of("bench.cases", keep=root / "bench-cases")


def measured() -> list[Row]:
    """All rows; the server is stopped afterwards, its data stay."""
    import django

    django.setup()
    from tests.database import TestServer, fingerprint

    from kachehri.engines.postgres.launcher import Launcher

    launcher = Launcher(Path(os.environ["KACHEHRI_TEST_VAR"]))
    server = TestServer(launcher.layout.var)
    try:
        server.prepare()
        name = f"kachehri_cases_{CASES}_{fingerprint()}"
        if not server.exists(name):
            build(server, name)
        server.point_at(name)
        rows = [*reading(), *pages()]
        server.finish()
        return rows
    finally:
        launcher.stop()


def build(server: Any, name: str) -> None:
    """Make the load in a draft, and give it its name when it is whole."""
    from django.db import connections
    from tests import matters as standard

    for old in server.admin.execute(
        "select datname from pg_database where datname like 'kachehri_cases_%'"
    ).fetchall():
        server.drop(old[0])
    draft = f"{name}_draft"
    server.run(
        "create database {} template {} owner {}",
        draft,
        server.template,
        server.roles["owner"].user,
    )
    from tests.database import admit

    admit(server.admin, draft, server.roles)
    server.point_at(draft)
    matters = standard.ground(AT)
    ground = widen(matters)
    load(ground)
    connections.close_all()
    with server.connect(draft) as inside:
        inside.execute("vacuum analyze")
    server.run("alter database {} rename to {}", draft, name)


@dataclass(frozen=True)
class Ground:
    """Where cases lie, who answers for them, who entered them."""

    councils: list[tuple[int, int, list[int]]]
    offices: list[tuple[int, int]]
    by: int


def widen(matters: Any) -> Ground:
    """Union councils below the talukas of Larkana, and more offices."""
    from kachehri.domains.bodies import actions as bodies
    from kachehri.domains.bodies import queries as known
    from kachehri.domains.bodies.kinds import NewBody
    from kachehri.domains.cases.actions.storing import _around
    from kachehri.domains.places import queries as places

    talukas = places.children(matters.larkana.id)
    with owner() as cursor:
        for n in range(COUNCILS):
            taluka = talukas[n % len(talukas)]
            cursor.execute(
                """
                with thing as (
                    insert into ledger_thing (kind, created_at) values ('places.place', now())
                    returning id
                ), place as (
                    insert into places_place (thing_id, key, tier, parent_id, source)
                    select id, %s, 'union-council', %s, 'made up' from thing returning id
                )
                insert into places_placename
                    (place_id, language, text, status, source, search_key, sort_key, trigrams)
                select id, 'en', %s, 'sourced', 'made up', %s, ''::bytea, '{}' from place
                """,
                [f"uc-{n}", taluka.id, f"Union Council {n}", f"union council {n}"],
            )
    for n in range(OFFICES - len(matters.bodies)):
        body = NewBody(
            key=f"office-{n}", kind="office", tier="district", place="larkana",
            names={"en": f"Office {n}"}, source="made up", calendar="pk-sindh",
        )  # fmt: skip
        bodies.save_body(body=body, by=matters.setup, at=AT)
    councils = [
        (view.id, view.thing_id, _around(view.id))
        for taluka in talukas
        for view in places.children(taluka.id)
    ]
    offices = [(found.id, found.thing_id) for found in known.of_place(matters.larkana.id)]
    return Ground(councils, offices, matters.citizen.thing_id)


@contextlib.contextmanager
def owner() -> Iterator[Any]:
    """A cursor of the owner, whose work is committed at the end."""
    from django.db import connections, transaction

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        yield cursor


COLUMNS = (
    "id", "thing_id", "number", "secret", "kind", "state", "version", "place_id", "place_thing_id",
    "spot", "sector", "category", "body_id", "body_thing_id", "rung", "entered_by_id", "channel",
    "language", "hides_from_public", "hides_from_authority", "is_spoken_for", "is_private",
    "moderation", "title", "words", "facts", "search_key", "places", "fingerprint", "basis",
    "opened_at", "due_at", "changed_at", "closed_at", "is_open", "closed_as", "confirmed",
    "answered_at", "supporters",
)  # fmt: skip
STATES = (
    ("new", 0.12), ("working", 0.15), ("asked", 0.03), ("done", 0.1), ("confirmed", 0.25),
    ("lapsed", 0.2), ("contested", 0.03), ("refused", 0.12),
)  # fmt: skip
CATEGORIES = (
    ("hand-pump", "water"), ("drainage", "sanitation"), ("rubbish", "sanitation"),
    ("electricity", "energy"), ("road", "roads"), ("school", "education"), ("health", "health"),
    ("police", "justice"), ("land-records", "land"), ("other", ""),
)  # fmt: skip
CHANNELS = ("web", "sms", "counter", "email", "voice", "letter")


def load(ground: Ground) -> None:
    """Things, cases, words, counts, lines, clocks and messages."""
    from kachehri.domains.cases import kinds
    from kachehri.domains.cases.rules import counting, finding

    seed = random.Random(5)  # noqa: S311 - made-up words
    vocabulary = [made_up(seed) for _ in range(WORDS)]
    weights = [1 / (rank + 10) for rank in range(WORDS)]
    total, cumulative = 0.0, []
    for weight in weights:
        total += weight
        cumulative.append(total)
    flow = kinds.get("complaint").flow
    tally: Counter[tuple[Any, ...]] = Counter()
    with owner() as cursor:
        cursor.execute("select coalesce(max(id), 0) from ledger_thing")
        first = cursor.fetchone()[0] + 1
        cursor.execute(
            "insert into ledger_thing (id, kind, created_at)"
            " select n, 'cases.case', now() from generate_series(%s, %s) n",
            [first, first + CASES - 1],
        )
        cursor.execute("select setval(pg_get_serial_sequence('ledger_thing', 'id'), %s)",
                       [first + CASES])  # fmt: skip
        cursor.execute("drop index found_words")
        cursor.execute("create temp table words (number bigint, lexemes text[]) on commit drop")
        kept: list[tuple[int, list[str]]] = []
        with cursor.copy(f"copy cases_case ({', '.join(COLUMNS)}) from stdin") as copy:
            for n in range(1, CASES + 1):
                case = one_case(n, first, ground, seed, vocabulary, cumulative)
                copy.write_row([case[name] for name in COLUMNS])
                tags = flow.by_key[case["state"]].tags
                visible = not case["is_private"] and case["moderation"] == "passed"
                judged = {**case, "desk_id": None, "officer_id": None}
                facts = finding.facts_of(judged, tags, is_visible=visible)
                kept.append((case["number"], finding.lexemes(n + 1000, facts, case["search_key"])))
                for measure in counting.measures_of(case, tags, visible=visible):
                    place, body = case["place_id"], case["body_id"]
                    tally[(place, body, "complaint", case["category"], measure)] += 1
        with cursor.copy("copy words from stdin") as copy:
            for row in kept:
                copy.write_row(row)
        kept.clear()
        cursor.execute(
            "insert into cases_found select number, array_to_tsvector(lexemes) from words"
        )
        cursor.execute("set local maintenance_work_mem = '1GB'")
        cursor.execute(
            "create index found_words on cases_found using gin (words) with (fastupdate = off)"
        )
        with cursor.copy(
            "copy cases_tally (place_id, body_id, kind, category, measure, n) from stdin"
        ) as copy:
            for key, count in tally.items():
                copy.write_row([*key, count])
        for statement in AFTER:
            cursor.execute(statement, {"by": ground.by, "messages": MESSAGES})


AFTER = (
    "select setval('cases_case_number', (select max(number) from cases_case))",
    "select setval(pg_get_serial_sequence('cases_case', 'id'), (select max(id) from cases_case))",
    """
    insert into cases_entry (case_id, at, what, before, after, by_id, is_public, words, content)
    select c.id, c.opened_at + make_interval(days => step.n - 1), step.what, '', '', %(by)s, true,
           '', '{"side": "office"}'
    from cases_case c, (values (1, 'opened'), (2, 'take-up'), (3, 'report-done')) as step (n, what)
    where step.n < 3 or not c.is_open
    """,
    """
    insert into flow_clock (subject_id, rule, basis, calendar, started_at, due_at, is_estimated,
                            state, stopped_at, happened, rung, next_at)
    select thing_id, 'complaint', 'courtesy', 'pk-sindh', opened_at, opened_at + interval '20 days',
           false, case when is_open then 'running' else 'stopped' end, closed_at, '{}', 0,
           case when is_open then opened_at + interval '20 days' end
    from cases_case
    """,
    """
    insert into post_message (is_incoming, channel, subject_id, address, title, words, language,
                              key, state, created_at, due_at, attempts, gateway, external, parts,
                              problem, content, purpose)
    select n = 1, 'sms', c.thing_id, '+92300555' || lpad((c.id %% 10000)::text, 4, '0'), '',
           'made up', 'en', 'bench:' || c.id || ':' || n,
           case when n = 1 then 'received' else 'delivered' end,
           c.opened_at, c.opened_at, 1, 'made-up', '', 1, '', '{}', 'notice'
    from cases_case c, generate_series(1, %(messages)s) n
    """,
)


def made_up(seed: random.Random) -> str:
    """A word of two to four syllables."""
    return "".join(
        seed.choice("bdgjklmnprst") + seed.choice("aeiou") for _ in range(seed.randint(2, 4))
    )


def one_case(
    n: int,
    first: int,
    ground: Ground,
    seed: random.Random,
    vocabulary: list[str],
    cumulative: list[float],
) -> dict[str, Any]:
    """One made-up case."""
    from psycopg.types.json import Json

    place_id, place_thing, around = ground.councils[int(seed.random() ** 2 * COUNCILS)]
    (state,) = seed.choices([key for key, _ in STATES], [weight for _, weight in STATES])
    about = int(seed.random() ** 1.5 * len(CATEGORIES))
    category, sector = CATEGORIES[about]
    answers = 0 if seed.random() < 0.1 else 1 + (about * 4 + around[-2] % 4) % (OFFICES - 1)
    body_id, body_thing = ground.offices[answers % len(ground.offices)]
    words = " ".join(seed.choices(vocabulary, cum_weights=cumulative, k=15))
    opened = BEGAN + (AT - BEGAN) * (n / CASES)
    is_open = state in {"new", "working", "asked", "contested"}
    closed = None if is_open else opened + timedelta(days=seed.random() * 40)
    return {
        "id": n, "thing_id": first + n - 1, "number": 1000 + n, "secret": f"bench{n:09d}",
        "kind": "complaint", "state": state, "version": 1, "place_id": place_id,
        "place_thing_id": place_thing, "spot": "", "sector": sector, "category": category,
        "body_id": body_id, "body_thing_id": body_thing, "rung": 0, "entered_by_id": ground.by,
        "channel": seed.choice(CHANNELS), "language": "en", "hides_from_public": True,
        "hides_from_authority": False, "is_spoken_for": False, "is_private": category == "police",
        "moderation": "passed" if seed.random() < 0.95 else "waiting", "title": words[:60],
        "words": words, "facts": Json({}), "search_key": " ".join(dict.fromkeys(words.split())),
        "places": around, "fingerprint": "", "basis": "courtesy", "opened_at": opened,
        "due_at": opened + timedelta(days=20) if is_open and state != "asked" else None,
        "changed_at": min(closed or AT, AT), "closed_at": closed, "is_open": is_open,
        "closed_as": "" if is_open else "mended",
        "confirmed": True if state == "confirmed" else None, "answered_at": closed,
        "supporters": 0,
    }  # fmt: skip


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
    import sys

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
    return []


if __name__ == "__main__":
    print(json.dumps(measured()))
