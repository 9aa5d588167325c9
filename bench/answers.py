"""A million answers to a form of 60 questions: read by pyodk page by page, exported to Parquet.

The answers are made up, each sealed with a key of its own, and laid into the tables by COPY. pyodk
asks a server of its own on loopback (uvicorn, the site's own application). The export runs in a
fork, whose memory is measured. BENCH_ANSWERS says how many answers there are.
"""

import json
import multiprocessing
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.intake import QUESTIONS, serve, the_form
from bench.own_process import rows_of
from bench.sms import free_port, is_open

Row = dict[str, Any]
ANSWERS = int(os.environ.get("BENCH_ANSWERS", "1000000"))
A_PAGE, PAGES = 500, 12
BEGAN = datetime(2026, 9, 1, tzinfo=UTC)
EMAIL = "analyst@surveys.example"
COLUMNS = (
    "id, form_id, version_id, instance, root, replaces, digest, device, channel, received_at,"
    " started_at, ended_at, state, problem, review, files_expected, files_present, is_complete,"
    " is_encrypted, is_edited, is_test"
)


def measure() -> list[Row]:
    """Run the measurements in a process of their own."""
    return rows_of("bench.answers")


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
        surveys, form = prepare()
        rows = [*exports(form.key), *pages(surveys, form.key)]
        server.finish()
    finally:
        end(launcher)
    return rows


def prepare() -> tuple[Any, Any]:
    """The form with its answers, and an analyst with a second factor."""
    from django.db import connections
    from tests import surveys as standard

    from kachehri.engines.accounts import second_factor
    from kachehri.engines.accounts.queries import account_by_email
    from kachehri.engines.vault.keyring import BLOCK

    surveys = standard.build(at=BEGAN)
    form = standard.add(surveys.project_id, the_form(), by=surveys.setup, at=BEGAN)
    account = account_by_email(EMAIL)
    assert account is not None
    secret = second_factor.generate_totp_secret()
    second_factor.enrol(account_id=account.id, secret=secret, code=None, by=surveys.setup, at=BEGAN)
    from kachehri.domains.forms.queries.answers import RING

    for block in range(ANSWERS // BLOCK + 1):
        RING().key(block * BLOCK)  # made before two processes could make it at once
    began = time.monotonic()
    connections.close_all()
    half = ANSWERS // 2
    with ProcessPoolExecutor(2, get_context("fork")) as pool:
        list(pool.map(lay, [(form.id, 1, half), (form.id, half + 1, ANSWERS)]))
    with connections["owner"].cursor() as owner:
        owner.execute("select setval('forms_submission_id_seq', %s)", [ANSWERS])
        owner.execute("vacuum analyze forms_submission")
        owner.execute("vacuum analyze forms_payload")
    print(f"{ANSWERS:,} answers laid in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return surveys, form


def lay(which: tuple[int, int, int]) -> None:
    """Lay the answers with numbers from the second to the third into the tables."""
    from django.db import connection

    from kachehri.domains.forms.queries.answers import RING
    from kachehri.domains.forms.queries.forms import form_by_id, model

    form_id, first, last = which
    form = form_by_id(form_id)
    assert form is not None
    assert form.published_id is not None
    made = answers_of(model(form.published_id), random.Random(first))  # noqa: S311
    ring = RING()
    for start in range(first, last + 1, 20_000):
        numbers = range(start, min(start + 20_000, last + 1))
        with connection.cursor() as cursor:
            told = f"copy forms_submission ({COLUMNS}) from stdin"
            with cursor.cursor.copy(told) as copy:
                for number in numbers:
                    copy.write_row(facts_of(number, form_id, form.published_id))
            told = (
                "copy forms_payload (submission_id, what, received_at, nonce, content) from stdin"
            )
            with cursor.cursor.copy(told) as copy:
                for number in numbers:
                    sealed = ring.seal(number, next(made), "answers")
                    copy.write_row((number, "answers", came(number), *sealed))


def came(number: int) -> datetime:
    """When an answer came in: five a second."""
    return BEGAN + timedelta(seconds=number / 5)


def facts_of(number: int, form_id: int, version_id: int) -> tuple[Any, ...]:
    """The columns of a submission."""
    instance = f"uuid:{number:032x}"
    at = came(number)
    return (
        number, form_id, version_id, instance, instance, "", "", "made-up:device", "collect", at,
        at - timedelta(minutes=30), at - timedelta(minutes=5), "read", "", "", 0, 0, True, False,
        False, False,
    )  # fmt: skip


def answers_of(model: Any, chance: random.Random) -> Any:
    """Packed answers, made up, without end: a hundred sorts of people, their numbers all apart."""
    from kachehri.engines.xforms.answers import Answers, pack

    makers: dict[str, Callable[[], Any]] = {
        "integer": lambda: chance.randrange(100),
        "text": lambda: f"Made-up words {chance.randrange(10_000)}: پاڻي",
        "select_one": lambda: chance.choice(("yes", "no")),
        "select_multiple": lambda: chance.choice((["yes"], ["no"], ["yes", "no"])),
        "decimal": lambda: chance.randrange(10_000) / 4,
        "date": lambda: f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        "start": lambda: f"2026-11-02T10:00:{chance.randrange(60):02}.000+05:00",
    }
    asked = [one for one in model.questions() if one.name not in {"instanceID", "deprecatedID"}]
    assert len(asked) >= QUESTIONS
    while True:
        values = {one.path: makers[one.type]() for one in asked if one.type in makers}
        yield pack(Answers("load", "1", "", values=values), model)


def exports(key: str) -> list[Row]:
    """Parquet, in a fork: time and peak memory."""
    from django.db import connections

    connections.close_all()
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        seconds, memory, size, work = pool.submit(write, key).result()
    told = f"Parquet of {ANSWERS:,} answers x {QUESTIONS} questions ({size:.0f} MiB)"
    return [
        row(f"{told}: time", seconds, "s", 60.0 * ANSWERS / 1_000_000),
        row(f"{told}: peak memory", memory, "MiB", 1024.0),
        row(f"{told}: work of the processor, the database apart", work, "s", None),
    ]


def write(key: str) -> tuple[float, float, float, float]:
    """Inside that process: export as the command does."""
    from kachehri.domains.forms.actions.exporting import export
    from kachehri.domains.forms.queries.central import form_facts
    from kachehri.engines.accounts.queries import system_actor

    facts = form_facts(key)
    assert facts is not None
    path = Path(os.environ["KACHEHRI_TEST_VAR"]) / "answers.parquet"
    began, busy = time.perf_counter(), time.process_time()
    now = datetime.now(UTC)
    done = export(facts=facts, form="parquet", path=path, by=system_actor("worker", now), at=now)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    assert done.answers == ANSWERS
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return took, (own + others) / 1024, path.stat().st_size / 2**20, busy


def pages(surveys: Any, key: str) -> list[Row]:
    """pyodk walks from the first page, from the middle, and to the end."""
    import tempfile

    from django.db import connections
    from pyodk.client import Client

    from kachehri.domains.forms.actions.programs import make_key

    secret = make_key(name="bench", by=surveys.analyst, at=datetime.now(UTC)).secret
    port = free_port()
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=serve, args=(port,))
    process.start()
    try:
        while not is_open(port):
            time.sleep(0.1)
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "pyodk.toml"
            config.write_text(
                f'[central]\nbase_url = "http://127.0.0.1:{port}"\nusername = "{EMAIL}"\n'
                f'password = "{secret}"\ndefault_project_id = {surveys.project_id}\n'
            )
            with Client(config_path=config, cache_path=Path(folder) / "cache.toml") as client:
                return walked(client, key)
    finally:
        process.terminate()
        process.join()


def walked(client: Any, key: str) -> list[Row]:
    """The median page at three depths, and what a jump costs."""
    starts = [0, ANSWERS // 2, ANSWERS - A_PAGE * (PAGES + 1)]
    waits = []
    for start in starts:
        took = [page(client, key, start + A_PAGE * n) for n in range(PAGES + 1)]
        waits.append((took[0], statistics.median(took[1:])))
    (_, first), (jump, middle), (far, last) = waits
    told = f"pyodk: a page of {A_PAGE} rows"
    return [
        row(f"{told}, at the beginning", first * 1000, "ms", None),
        row(f"{told}, in the middle", middle * 1000, "ms", first * 1000 * 1.5, first * 1000),
        row(f"{told}, at the end of {ANSWERS:,}", last * 1000, "ms", first * 1500, first * 1000),
        row("pyodk: the page after a jump into the middle", jump * 1000, "ms", None, first * 1000),
        row("pyodk: the page after a jump to the end", far * 1000, "ms", None, first * 1000),
    ]


def page(client: Any, key: str, skip: int) -> float:
    """Seconds of one page with its count."""
    began = time.perf_counter()
    found = client.submissions.get_table(form_id=key, top=A_PAGE, skip=skip, count=True)
    took = time.perf_counter() - began
    assert len(found["value"]) == A_PAGE
    assert found["@odata.count"] == ANSWERS
    number = int(found["value"][0]["__id"].removeprefix("uuid:"), 16)
    assert number == ANSWERS - skip, (number, skip)
    return took


def row(name: str, ours: float, unit: str, limit: float | None, peer: float | None = None) -> Row:
    """One line of the table."""
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 2),
        "peer": None if peer is None else round(peer, 2),
        "ratio": None if peer is None else round(ours / peer, 2),
        "limit": None if limit is None else round(limit, 2),
    }


if __name__ == "__main__":
    print(json.dumps(measured()))
