"""Places: loading them, joining names and points to them, drawing and searching.

Peers in the same run: for census blocks a bare COPY of the very same things, places and names into
the same tables, emptied, with all indexes; for names a plain loop that compares every name with
every tehsil by `difflib`; for points a plain loop over prepared outlines.
"""

import csv
import gzip
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
POINTS = 1_000_000
PLAIN_POINTS = 5_000
PLAIN_NAMES = 60
CENSUSES = (
    ("census2023/TABLE_01.csv.gz", ("PROVINCE", "DIVISION", "DISTRICT", "TEHSIL", "ADMIN_UNIT")),
    ("census2017/PakPop2017.csv.gz", ("Province", "Division", "District", "Tehsil")),
)
TABLES = ("ledger_thing", "places_place", "places_placename")


def measure() -> list[Row]:
    """Run the measurements in a process of their own; nothing where the files are not there."""
    if not os.environ.get("KACHEHRI_CORPORA"):
        print("not measured: KACHEHRI_CORPORA is not set", file=sys.stderr)
        return []
    return rows_of("bench.places")


def row(name: str, unit: str, ours: float, limit: float | None, peer: float | None = None) -> Row:
    """One measurement."""
    ratio = round(peer / ours, 2) if peer else None
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 4),
        "peer": round(peer, 4) if peer else None,
        "ratio": ratio,
        "limit": round(limit, 2) if limit else None,
    }


def seconds(what: Callable[[], object]) -> tuple[float, Any]:
    """How long a call takes, and what it gives."""
    began = time.perf_counter()
    found = what()
    return time.perf_counter() - began, found


def corpora(name: str) -> Path:
    """A file or folder of the shared data."""
    return Path(os.environ["KACHEHRI_CORPORA"]) / name


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
        rows = [*loading(), *names(), *points(), *reading(), blocks()]
        server.finish()
        return rows
    finally:
        end(launcher)


def load(recipe: str, name: str) -> Any:
    """Load one of the shared files."""
    from kachehri.domains.places.actions import load_places
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.packs.pakistan.place_recipes import PLACE_RECIPES

    by = system_actor("setup", AT)
    return load_places(recipe=PLACE_RECIPES[recipe], path=corpora(name), by=by, at=AT)


def loading() -> list[Row]:
    """The administrative tree with boundaries, and once more when nothing changes."""
    from kachehri.domains.places.actions import load_tree
    from kachehri.engines.accounts.actions import ensure_system_actors
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.packs.pakistan.contents import TREE

    ensure_system_actors(AT)
    load_tree(tree=TREE, by=system_actor("setup", AT), at=AT)
    rows = []
    for recipe, name in (
        ("cod-ab", "cod-ab-pak-2022"),
        ("divisions", "pak-districts-topo"),
        ("union-councils", "union-councils/union_councils.csv"),
    ):
        first, outcome = seconds(lambda r=recipe, n=name: load(r, n))
        again, unchanged = seconds(lambda r=recipe, n=name: load(r, n))
        assert unchanged.added == unchanged.changed == 0
        what = f"{recipe}: {outcome.added} places added, {outcome.changed} changed"
        rows += [row(f"load {what}", "s", first, 20), row(f"{recipe} again", "s", again, 10)]
    return rows


def census_names() -> list[tuple[tuple[str, ...], list[tuple[int, list[str]]]]]:
    """The different chains of names of each census."""
    found = []
    for name, columns in CENSUSES:
        with gzip.open(corpora(name), "rt", encoding="utf-8") as file:
            chains = dict.fromkeys(tuple(r[c] for c in columns) for r in csv.DictReader(file))
        found.append((columns, [(line, list(chain)) for line, chain in enumerate(chains, 2)]))
    return found


def names() -> list[Row]:
    """Every district and tehsil of two censuses to P-codes, from nothing."""
    from difflib import SequenceMatcher

    from kachehri.domains.places import queries
    from kachehri.domains.places.queries import matching

    tables = census_names()
    matching._finders.clear()

    def ours() -> int:
        return sum(
            len(queries.match_column(columns, rows, column))
            for columns, rows in tables
            for column in (2, 3)
        )

    taken, count = seconds(ours)
    tehsils = [view.name("en").casefold() for view in queries.tree() if view.tier == "taluka"]
    few = [cells[3].casefold() for _line, cells in tables[0][1][:PLAIN_NAMES]]
    plain, _best = seconds(
        lambda: [max(SequenceMatcher(None, n, t).ratio() for t in tehsils) for n in few]
    )
    peer = plain * count / len(few)
    said = f"{count} names of two censuses to P-codes (peer: difflib over all tehsils, scaled)"
    return [row(said, "s", taken, 5, peer)]


def points() -> list[Row]:
    """A million points to talukas, the grid made anew; and once it is there."""
    import numpy
    import shapely

    from kachehri.domains.places import queries
    from kachehri.domains.places.queries import areas

    chance = numpy.random.default_rng(20_231)
    x, y = chance.uniform(60.8, 77.2, POINTS), chance.uniform(23.6, 37.2, POINTS)
    areas._kept.clear()
    first, found = seconds(lambda: queries.areas_at(x, y))
    warm, _again = seconds(lambda: queries.areas_at(x, y))
    ids = [view.id for view in queries.tree() if view.tier == "taluka"]
    outlines = areas.outlines_of(ids).by_id
    shapes = shapely.from_wkb(list(outlines.values()))
    shapely.prepare(shapes)
    names = list(outlines)

    def plain() -> list[int]:
        dots = [shapely.Point(*at) for at in zip(x[:PLAIN_POINTS], y[:PLAIN_POINTS], strict=True)]
        return [
            next((names[n] for n, shape in enumerate(shapes) if shape.intersects(dot)), 0)
            for dot in dots
        ]

    taken, same = seconds(plain)
    assert same == found[:PLAIN_POINTS], "the grid answers as the outlines do"
    peer = taken * POINTS / PLAIN_POINTS
    said = "a million points to 577 talukas"
    return [
        row(
            f"{said}, outlines read and grid made (peer: a plain loop, scaled)", "s", first, 5, peer
        ),
        row(f"{said}, warm", "s", warm, 5, peer),
    ]


def reading() -> list[Row]:
    """What pages ask for."""
    from kachehri.domains.places import queries

    sindh = queries.by_key("sindh").id  # type: ignore[union-attr]
    queries.tree()
    kept = min(seconds(queries.tree)[0] for _ in range(9))
    drawn, sketch = seconds(lambda: queries.sketches(sindh, tier="district"))
    warm = min(seconds(lambda: queries.sketches(sindh, tier="district"))[0] for _ in range(9))
    size = sum(len(shape.path) for shape in sketch.shapes)
    return [
        row("the tree, when nothing has changed", "ms", kept * 1000, 5),
        row(f"districts of Sindh as an SVG of {size // 1000} KB, first", "ms", drawn * 1000, 1000),
        row("districts of Sindh as an SVG, warm", "ms", warm * 1000, 5),
    ]


def blocks() -> Row:
    """Census blocks with their circles, beside a bare COPY of the same rows."""
    from kachehri.domains.places import queries

    taken, outcome = seconds(lambda: load("census-blocks", "census2017/PakPop2017.csv.gz"))
    search = min(seconds(lambda: queries.search("khairpur"))[0] for _ in range(5))
    print(f"search in {outcome.added} places more: {search * 1000:.0f} ms", file=sys.stderr)
    peer = bare_copy()
    said = f"load census-blocks: {outcome.rows} rows, {outcome.added} places (peer: a bare COPY)"
    return row(f"{said}; limit 4x", "s", taken, 4 * peer, peer)


def bare_copy() -> float:
    """Empty the tables and COPY back what they held; seconds for the COPY and its checks."""
    from django.db import connections

    kept = {}
    with connections["owner"].cursor() as owner:
        for table in TABLES:
            with owner.copy(f"COPY (SELECT * FROM {table} ORDER BY id) TO STDOUT") as copy:  # type: ignore[attr-defined]  # noqa: S608
                kept[table] = b"".join(bytes(part) for part in copy)
        owner.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")

    def put() -> None:
        with connections["owner"].cursor() as cursor:
            for table in TABLES:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:  # type: ignore[attr-defined]
                    for start in range(0, len(kept[table]), 1 << 20):
                        copy.write(kept[table][start : start + (1 << 20)])

    return seconds(put)[0]


if __name__ == "__main__":
    print(json.dumps(measured()))
