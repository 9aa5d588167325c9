"""The load for `bench.cases`: offices, union councils, a million cases, three million messages."""

import contextlib
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

CASES = int(os.environ.get("KACHEHRI_BENCH_CASES", "1000000"))
MESSAGES = 3
WORDS = 20_000
COUNCILS, OFFICES = 200, 40
AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
BEGAN = AT - timedelta(days=1000)


def build(server: Any, name: str) -> None:
    """Make the load in a draft, and give it its name when it is whole."""
    from django.db import connections
    from tests import matters as standard

    server.drop(f"{name}_draft")
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
