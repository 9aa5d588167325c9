"""The pages: bytes of the first one over the wire, queries and CPU time of each, warm.

Measured with the standard district of the tests, in a process and a VAR of its own. The district
stands among many: with KACHEHRI_CORPORA the shared files are loaded (census 2023 and the district
indicators, about 1.9 million figures), else a million made-up figures and twenty thousand findings.
"""

import contextlib
import gzip
import io
import json
import os
import re
import time
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
ROUNDS = 20
MOST_BYTES = 60_000
MOST_QUERIES = 6
MOST_MS = 15.0
REPEATED = 3
"""Rounds are measured so often, and the best counts: the others are somebody else's work."""
FIGURES = 1_000_000
FINDINGS = 20_000
SHARED = (
    ("cod-ab", "cod-ab-pak-2022"),
    ("divisions", "pak-districts-topo"),
    ("pbs-census-2023", "census2023"),
    ("district-indicators", "pak-district-indicators/pak_indicators_long.csv.gz"),
)
MADE_UP = """
    insert into evidence_observation (
        version_id, place_id, period_start, period_end, dims, dim_key, value, method, derivation,
        status, conf_status, note, source_id, cell, load_id, recorded_at, is_current
    )
    select v.id, p.id, '2021-01-01', '2022-01-01', jsonb_build_object('age', n::text), 'age=' || n,
        n, 'census', 'published', 'A', 'F', '', s.id, 'made up', l.id, now(), true
    from generate_series(1, 100000) n, evidence_indicatorversion v, places_place p,
        (select min(id) as id from evidence_source) s, (select min(id) as id from evidence_load) l
    limit %s
"""
MADE_UP_FINDINGS = """
    insert into evidence_finding (load_id, file, sheet, row, "column", kind, rule, message, params)
    select l.id, 'made-up-' || n %% 20 || '.csv', '', n, 'value', 'note', 'above-100',
        'made up', '{}' from generate_series(1, %s) n, (select min(id) as id from evidence_load) l
"""
LINKS = re.compile(r'(?:href|src)="/static/([^"]+)"')


def measure() -> list[Row]:
    """Run the measurements in a process of their own and return their rows."""
    return rows_of("bench.web")


def row(name: str, unit: str, ours: float, limit: float | None) -> Row:
    """One row; there is no peer for our own pages."""
    return {
        "name": name,
        "unit": unit,
        "ours": ours,
        "peer": None,
        "ratio": None,
        "limit": limit,
    }


def build() -> dict[str, str]:
    """Build the district and its report; return the address of each kind of page."""
    from tests import world as worlds

    from kachehri.domains.evidence import queries
    from kachehri.domains.reports.actions import build_edition

    world = worlds.build()
    build_edition(
        kind="human-security",
        place_id=world.larkana.id,
        by=world.reporter,
        at=world.at,
        formats=("html",),
    )
    fill()
    found = queries.values(concepts=["literacy-10"], place_ids=[world.larkana.id], dims={})
    report = "reports/human-security/larkana/"
    return {
        "home": "",
        "places": "places/",
        "a place": "places/larkana/",
        "what changed": "places/larkana/changes/",
        "subjects": "sectors/",
        "a subject": "sectors/education/",
        "compare six places": "compare/?place=larkana&place=sukkur&place=shikarpur&place=sindh"
        "&place=pakistan&place=larkana-dokri",
        "what is wrong": "quality/",
        "what is wrong, last page": f"quality/?after={deepest()}",
        "list of indicators": "indicators/",
        "an indicator": "indicators/literacy-10/",
        "an indicator of a province": "indicators/literacy-10/?place=sindh",
        "an indicator over the years": "indicators/youth-literacy-15-24/",
        "a number": f"observations/{found[0].id}/",
        "list of sources": "sources/",
        "a source": "sources/made-up-census/",
        "money": "cards/money/",
        "reports": "reports/",
        "a report's cover": report,
        "a chapter": report + "education/",
        "a chapter of figures": report + "health/",
        "a report's editions": report + "editions/",
        "what changed since": report + "since/",
        "a search": "search/?q=larkana",
        "style page": "style/",
    }


def fill() -> None:
    """Put the district among many figures: the shared files, or made-up ones."""
    from django.db import connections

    corpora = os.environ.get("KACHEHRI_CORPORA")
    if corpora:
        from kachehri.interfaces.cli import importing, packing

        with contextlib.redirect_stdout(io.StringIO()):
            packing.load(demo=False)
            options = {"dry_run": False, "strict": False, "as_json": True, "encoding": None}
            options |= {"all_problems": False, "compact": None}
            for recipe, path in SHARED:
                importing.run(recipe, Path(corpora) / path, options)
    with connections["owner"].cursor() as cursor:
        if not corpora:
            cursor.execute(MADE_UP, [FIGURES])
            cursor.execute(MADE_UP_FINDINGS, [FINDINGS])
        cursor.execute("analyze")


def figures() -> Row:
    """How many figures the pages stand among."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from evidence_observation where is_current")
        return row("figures in the database", "figures", cursor.fetchone()[0], None)


def deepest() -> int:
    """Where the last page of the list of findings begins."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select coalesce(max(id) - 30, 0) from evidence_finding")
        return int(cursor.fetchone()[0])


def page(name: str, address: str) -> list[Row]:
    """Queries and CPU of one page, warm, in Urdu."""
    from django.db import connection
    from django.test import Client

    client = Client()
    for _ in range(3):
        assert client.get(address).status_code == 200, address
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        client.get(address)
    spent = min(cpu(client, address) for _ in range(REPEATED))
    return [
        row(f"{name}: queries", "queries", len(asked), MOST_QUERIES),
        row(f"{name}: CPU", "ms", round(spent, 1), MOST_MS),
    ]


def cpu(client: Any, address: str) -> float:
    """Milliseconds of CPU of one request, the mean of some."""
    began = time.process_time()
    for _ in range(ROUNDS):
        client.get(address)
    return (time.process_time() - began) / ROUNDS * 1000


def first_page() -> Row:
    """All bytes that the first page needs over the wire, without fonts."""
    from django.contrib.staticfiles.finders import find
    from django.test import Client

    html = Client(headers={"Accept-Encoding": "gzip"}).get("/ur/").content
    names = set(LINKS.findall(gzip.decompress(html).decode()))
    parts = [find(name) for name in {*names, "pagekit/ajrak.svg"} if "woff2" not in name]
    total = len(html)
    for part in parts:
        total += len(gzip.compress(Path(str(part)).read_bytes()))
    return row("first public page over the wire, without fonts", "bytes", total, MOST_BYTES)


def main() -> None:
    """Print the rows as JSON."""
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_test_environment
    from tests.database import TestServer
    from tests.settings import SERVER_VAR

    settings.FILES_ROOT = SERVER_VAR / "files"
    server = TestServer(SERVER_VAR)
    try:
        server.prepare()
        setup_test_environment()
        addresses = build()
        rows = [first_page(), figures()]
        for name, path in addresses.items():
            rows += page(name, f"/ur/{path}")
        print(json.dumps(rows))
    finally:
        server.finish()


if __name__ == "__main__":
    main()
