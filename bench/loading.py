"""Loading published tables, beside a bare COPY of the very same rows into the same table.

Reading, validation, joining to places, comparing with what is there, findings and counts are all in
ours; the peer has the rows ready, in the order and with the ids in which ours wrote them. Both
write into an empty table with all its indexes and constraints. `limit` is four times the peer.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
AT = datetime(2026, 1, 1, tzinfo=UTC)
FILES = (
    ("pbs-census-2023", "census2023/TABLE_13A.csv.gz"),
    ("pbs-census-2023", "census2023/TABLE_11.csv.gz"),
    ("district-indicators", "pak-district-indicators/pak_indicators_long.csv.gz"),
)
PLACES = (("cod-ab", "cod-ab-pak-2022"), ("divisions", "pak-districts-topo"))


def measure() -> list[Row]:
    """Run the measurements in a process of their own; nothing where the files are not there."""
    if not os.environ.get("KACHEHRI_CORPORA"):
        print("not measured: KACHEHRI_CORPORA is not set", file=sys.stderr)
        return []
    return rows_of("bench.loading")


def seconds(what: Callable[[], object]) -> tuple[float, Any]:
    """How long a call takes, and what it gives."""
    began = time.perf_counter()
    found = what()
    return time.perf_counter() - began, found


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
        prepare()
        rows = [row for recipe, name in FILES for row in measure_file(recipe, name)]
        server.finish()
        return rows
    finally:
        end(launcher)


def corpora(name: str) -> Path:
    """A file or folder of the shared data."""
    return Path(os.environ["KACHEHRI_CORPORA"]) / name


def prepare() -> None:
    """Places, indicators and sources; no figures."""
    from kachehri.domains.evidence.actions import declare
    from kachehri.domains.places.actions import load_places, load_tree
    from kachehri.engines.accounts.actions import ensure_system_actors
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.packs.pakistan.contents import EVIDENCE, TREE
    from kachehri.packs.pakistan.place_recipes import PLACE_RECIPES

    ensure_system_actors(AT)
    by = system_actor("setup", AT)
    load_tree(tree=TREE, by=by, at=AT)
    for recipe, folder in PLACES:
        load_places(recipe=PLACE_RECIPES[recipe], path=corpora(folder), by=by, at=AT)
    declare(indicators=EVIDENCE.indicators, sources=EVIDENCE.sources, by=by, at=AT)


def measure_file(recipe: str, name: str) -> list[Row]:
    """Load a file twice, then copy its rows bare."""
    from kachehri.domains.evidence.actions import load_file
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.packs.pakistan.contents import EVIDENCE

    by = system_actor("importer", AT)
    path = corpora(name)

    def load() -> Any:
        return load_file(recipe=EVIDENCE.recipes[recipe], path=path, by=by, at=AT)

    ours, outcome = seconds(load)
    again, unchanged = seconds(load)
    assert outcome.added == unchanged.unchanged, "the same file twice changes nothing"
    assert unchanged.load_id is None
    peer = bare_copy()
    what = f"{path.name.split('.')[0]}: {outcome.rows} rows, {outcome.added} figures"
    return [
        {
            "name": f"load {what} (peer: a bare COPY of them; limit 4x)",
            "unit": "s",
            "ours": round(ours, 2),
            "peer": round(peer, 2),
            "ratio": round(peer / ours, 2),
            "limit": round(4 * peer, 2),
        },
        {
            "name": f"the same file again: {path.name.split('.')[0]}",
            "unit": "s",
            "ours": round(again, 2),
            "peer": None,
            "ratio": None,
            "limit": None,
        },
    ]


def bare_copy() -> float:
    """Empty the table and COPY back what it held; seconds for the COPY and its commit."""
    from django.db import connection, connections

    with (
        connections["owner"].cursor() as owner,
        owner.copy(  # type: ignore[attr-defined]
            "copy evidence_observation to stdout"
        ) as copy,
    ):
        rows = b"".join(bytes(part) for part in copy)
    with connections["owner"].cursor() as owner:
        owner.execute("truncate evidence_observation, evidence_coverage")
        owner.execute("vacuum analyze evidence_load")

    def put() -> None:
        with (
            connection.cursor() as cursor,
            cursor.copy("copy evidence_observation from stdin") as copy,
        ):
            for start in range(0, len(rows), 1 << 20):
                copy.write(rows[start : start + (1 << 20)])

    taken, _none = seconds(put)
    with connections["owner"].cursor() as owner:
        owner.execute("truncate evidence_observation, evidence_coverage")
    return taken


if __name__ == "__main__":
    print(json.dumps(measured()))
