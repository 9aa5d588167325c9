"""The pages: bytes of the first one over the wire, queries and CPU time of each, warm.

Measured with the standard district of the tests, in a process and a VAR of its own.
"""

import gzip
import json
import re
import time
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
ROUNDS = 30
MOST_BYTES = 60_000
MOST_QUERIES = 6
MOST_MS = 15.0
LINKS = re.compile(r'(?:href|src)="/static/([^"]+)"')


def measure() -> list[Row]:
    """Run the measurements in a process of their own and return their rows."""
    return rows_of("bench.web")


def row(name: str, unit: str, ours: float, limit: float) -> Row:
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
    found = queries.values(concepts=["literacy-10"], place_ids=[world.larkana.id], dims={})
    report = "reports/human-security/larkana/"
    return {
        "home": "",
        "places": "places/",
        "a place": "places/larkana/",
        "list of indicators": "indicators/",
        "an indicator": "indicators/literacy-10/",
        "a number": f"observations/{found[0].id}/",
        "list of sources": "sources/",
        "a source": "sources/made-up-census/",
        "reports": "reports/",
        "a report's cover": report,
        "a chapter": report + "education/",
        "a search": "search/?q=larkana",
        "style page": "style/",
    }


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
    began = time.process_time()
    for _ in range(ROUNDS):
        client.get(address)
    spent = (time.process_time() - began) / ROUNDS * 1000
    return [
        row(f"{name}: queries", "queries", len(asked), MOST_QUERIES),
        row(f"{name}: CPU", "ms", round(spent, 1), MOST_MS),
    ]


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
        rows = [first_page()]
        for name, path in addresses.items():
            rows += page(name, f"/ur/{path}")
        print(json.dumps(rows))
    finally:
        server.finish()


if __name__ == "__main__":
    main()
