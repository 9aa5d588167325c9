"""Taking all figures out, beside a bare COPY TO of the same table.

The figures are made up: the ones of the pack, many times, as if of many years. What ours adds to
the peer: names of places and indicators, citations, breakdowns in columns, no formulas, and for
XLSX and Parquet another format. Also the first and the last page of the API, and peak memory.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
AT = datetime(2026, 1, 1, tzinfo=UTC)
FIGURES = 300_000
FORMS = ("csv", "hxl", "sdmx", "parquet", "xlsx")
LIMITS = {"csv": 6.0, "hxl": 8.0, "sdmx": 8.0, "parquet": 12.0, "xlsx": None}
"""Times the bare COPY. A workbook has none: it is written cell by cell."""

MADE_UP = """
insert into evidence_observation (version_id, place_id, period_start, period_end, dims, dim_key,
    value, numerator, denominator, standard_error, ci_low, ci_high, sample, method, derivation,
    status, conf_status, note, source_id, cell, load_id, recorded_at, supersedes_id, is_current)
select version_id, place_id, period_start + n, period_end + n, dims, dim_key, value, numerator,
    denominator, standard_error, ci_low, ci_high, sample, method, derivation, status, conf_status,
    note, source_id, cell, load_id, recorded_at, null, true
from evidence_observation, generate_series(1, %s) n
where is_current
"""


def measure() -> list[Row]:
    """Run the measurements in a process of their own."""
    return rows_of("bench.exports")


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
        count = prepare()
        rows = [*exports(count), *pages()]
        server.finish()
    finally:
        end(launcher)
    return rows


def prepare() -> int:
    """The pack's figures as if of many years; how many there are."""
    from django.db import connection, connections

    from kachehri.domains.evidence.actions import load_pack
    from kachehri.domains.places.actions import load_tree
    from kachehri.engines.accounts.actions import ensure_system_actors
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.packs.pakistan.contents import EVIDENCE, TREE

    ensure_system_actors(AT)
    by = system_actor("setup", AT)
    load_tree(tree=TREE, by=by, at=AT)
    load_pack(pack=EVIDENCE, by=by, at=AT)
    with connection.cursor() as cursor, connections["owner"].cursor() as owner:
        cursor.execute("select count(*) from evidence_observation where is_current")
        (own,) = cursor.fetchone()
        cursor.execute(MADE_UP, [FIGURES // own])
        owner.execute("vacuum analyze evidence_observation")
        cursor.execute("select count(*) from evidence_observation where is_current")
        return int(cursor.fetchone()[0])


def exports(count: int) -> list[Row]:
    """Each form of the file, the peer in the same run."""
    bare()  # the table is in memory for all of them
    peer = min(seconds(bare) for _ in range(2))
    made = []
    for form in FORMS:
        ours, memory = written(form)
        rate = f"{count / ours / 1000:,.0f} thousand a second, {memory:.0f} MiB"
        name = f"{form} of {count:,} figures ({rate}; peer: bare COPY TO)"
        made.append(row(name, "s", ours, LIMITS[form] and peer * LIMITS[form], peer))
    return made


def bare() -> None:
    """The peer: every column as it is, into nothing."""
    from django.db import connection

    with (
        connection.cursor() as cursor,
        cursor.cursor.copy("copy evidence_observation to stdout (format csv)") as copy,
        open(os.devnull, "wb") as out,  # noqa: PTH123
    ):
        for chunk in copy:
            out.write(chunk)


def written(form: str) -> tuple[float, float]:
    """Seconds and peak memory (MiB) of one export, in a fork: the libraries are not shared."""
    from django.db import connections

    connections.close_all()
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        return pool.submit(write, form).result()


def write(form: str) -> tuple[float, float]:
    """Inside that process: without the start of the program."""
    from kachehri.domains.evidence.queries.choosing import Selection, choose
    from kachehri.domains.evidence.queries.columns import FORMS as KNOWN
    from kachehri.domains.evidence.queries.exporting import Export
    from kachehri.interfaces.cli.exporting import TEXT, WRITERS, Told

    def act() -> None:
        with open(os.devnull, "wb") as out:  # noqa: PTH123
            export = Export(choose(Selection()), KNOWN[form if form in TEXT else "tidy"])
            WRITERS[form](export, Told(sys.stderr), out)

    took = seconds(act)
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pages() -> list[Row]:
    """The first page of the API and one far behind it: flat at any depth."""
    from kachehri.domains.evidence.models import Observation
    from kachehri.domains.evidence.queries.choosing import Selection, choose
    from kachehri.domains.evidence.queries.listing import KEY, page

    choice = choose(Selection())
    last = Observation.objects.shown().order_by(*(f"-{name}" for name in KEY))
    deep = last.values_list(*KEY)[1000]
    first = min(seconds(lambda: page(choice)) for _ in range(7))
    far = min(seconds(lambda: page(choice, after=deep)) for _ in range(7))
    name = "API: a page of 100 figures at the end of all (peer: the first page)"
    return [row(name, "ms", far * 1000, first * 3000, first * 1000)]


def seconds(what: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def row(name: str, unit: str, ours: float, limit: float | None, peer: float) -> Row:
    """One line of the table."""
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 3),
        "peer": round(peer, 3),
        "ratio": round(ours / peer, 2),
        "limit": round(limit, 3) if limit else None,
    }


if __name__ == "__main__":
    print(json.dumps(measured()))
