"""Counting poverty, hiding small cells with their audit, and the four-year picture of a place.

Every household and every count here is made up by a generator with a fixed seed. The peer of the
counting is a plain loop over the same households, without any standard error.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

from bench.own_process import rows_of

Row = dict[str, Any]
AT = datetime(2026, 1, 1, tzinfo=UTC)
HOUSEHOLDS, COLUMNS = 200_000, 15
TABLES = {"4,875 cells, three ways": (24, 14, 12), "4,900 cells, four ways": (9, 9, 6, 6)}


def measure() -> list[Row]:
    """Every measurement, in a process of its own."""
    return rows_of("bench.analysis")


def row(name: str, unit: str, ours: float, limit: float | None, peer: float | None = None) -> Row:
    """One measurement."""
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 4),
        "peer": None if peer is None else round(peer, 4),
        "ratio": None if peer is None else round(ours / peer, 3),
        "limit": limit,
    }


def fastest(action: Callable[[], object], times: int) -> float:
    """Seconds of the fastest of several runs: what the machine can do when nobody disturbs it."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        found.append(time.perf_counter() - began)
    return min(found)


def households() -> list[Row]:
    """All figures of a measure with their design errors."""
    import numpy as np

    from kachehri.kernel.poverty import Cut, Deprivation, Dimension, Measure, Sample, estimate

    parts = tuple(
        Deprivation(f"d{n}", "Made up", Fraction(1, COLUMNS), Cut(f"d{n}")) for n in range(COLUMNS)
    )
    measure = Measure("m", "M", 1, (Dimension("d", "D", parts),), Fraction(1, 3), "made up")
    rng = np.random.default_rng(1)
    deprived = (rng.random((HOUSEHOLDS, COLUMNS)) < 0.3).astype(np.float64)
    weights = rng.random(HOUSEHOLDS) + 0.5
    members = rng.integers(1, 12, HOUSEHOLDS).astype(np.float64)
    clusters = np.arange(HOUSEHOLDS) // 20
    sample = Sample(deprived, weights, members, clusters % 30, clusters)
    groups = {"place": rng.integers(0, 30, HOUSEHOLDS)}
    grouped = Sample(deprived, weights, members, clusters % 30, clusters, groups)
    lists = (deprived.astype(int).tolist(), weights.tolist(), members.tolist())
    peer = fastest(lambda: looped(*lists), 3)
    return [
        row(
            "Alkire-Foster, 200,000 households x 15, with errors (peer: a plain loop, without)",
            "s",
            fastest(lambda: estimate(measure, sample), 9),
            0.1,
            peer,
        ),
        row(
            "the same, and for 30 places each",
            "s",
            fastest(lambda: estimate(measure, grouped), 9),
            None,
        ),
    ]


def looped(deprived: list[list[int]], weights: list[float], members: list[float]) -> Any:
    """H, A, M0 and the censored headcounts as one would write them down first."""
    people = poor = lacking = 0.0
    censored = [0.0] * COLUMNS
    for answers, weight, size in zip(deprived, weights, members, strict=True):
        here = weight * size
        people += here
        score = sum(answers)
        if 3 * score >= COLUMNS:
            poor += here
            lacking += here * score / COLUMNS
            for n, one in enumerate(answers):
                censored[n] += here * one
    return poor / people, lacking / poor, lacking / people, [one / people for one in censored]


def suppression() -> list[Row]:
    """Small counts in linked tables with all their margins: hidden, and audited to the last."""
    from kachehri.kernel.disclosure import Rule, protect

    rows = []
    for name, size in TABLES.items():
        group = linked(size)
        found = protect(group, Rule())
        assert found.is_safe, name
        seconds = fastest(lambda group=group: protect(group, Rule()), 2)
        rows.append(row(f"suppression with its exact audit, {name}", "s", seconds, 10.0))
    return rows


def linked(size: tuple[int, ...]) -> Any:
    """Every margin of a made-up table, about one cell in fifty of which is small."""
    import numpy as np

    from kachehri.kernel.disclosure import Cell, cube

    rng = np.random.default_rng(1)
    inner = rng.poisson(rng.lognormal(np.log(40), 1.0, size))
    counts = {}
    for chosen in product(*([*range(n), None] for n in size)):
        where = tuple(slice(None) if one is None else one for one in chosen)
        named = zip("abcd", chosen, strict=False)
        key = frozenset((name, str(one)) for name, one in named if one is not None)
        counts[key] = Cell(int(inner[where].sum()))
    return cube(counts)[0]


def picture() -> list[Row]:
    """The picture of Larkana with the pack's figures: CPU of this process, and its queries."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.database import TestServer
    from tests.servers import end

    from kachehri.domains.evidence.queries import trends
    from kachehri.domains.places import queries as places
    from kachehri.engines.postgres.launcher import Launcher

    launcher = Launcher(Path(os.environ["KACHEHRI_TEST_VAR"]))
    server = TestServer(launcher.layout.var)
    try:
        server.prepare()
        filled()
        larkana = places.by_pcode("PK713")
        assert larkana is not None
        trends.picture(larkana.id)
        with CaptureQueriesContext(connection) as asked:
            trends.picture(larkana.id)
        found = []
        for _ in range(9):
            began = time.process_time()
            trends.picture(larkana.id)
            found.append(time.process_time() - began)
        server.finish()
        return [
            row("four-year picture of Larkana: CPU", "ms", min(found) * 1000, 15.0),
            row("four-year picture of Larkana: queries", "queries", len(asked), 8),
        ]
    finally:
        end(launcher)


def filled() -> None:
    """The pack's places and figures."""
    from kachehri.domains.evidence.actions import load_pack
    from kachehri.domains.places.actions import load_tree
    from kachehri.engines.accounts.actions import ensure_system_actors
    from kachehri.engines.accounts.queries import system_actor
    from kachehri.packs.pakistan.contents import EVIDENCE, TREE

    ensure_system_actors(AT)
    by = system_actor("setup", AT)
    load_tree(tree=TREE, by=by, at=AT)
    load_pack(pack=EVIDENCE, by=by, at=AT)


if __name__ == "__main__":
    print(json.dumps([*households(), *suppression(), *picture()]), file=sys.stdout)
