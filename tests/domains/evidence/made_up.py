"""Made-up figures for tests: one line a figure, loaded as an editor's own table would be."""

import csv
from pathlib import Path

from tests.world import AT, CENSUS, SURVEY

from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS, COMPACT_EXTRA
from kachehri.engines.accounts.queries import system_actor
from kachehri.packs.pakistan.recipes import RECIPES

COLUMNS = (*COMPACT_COLUMNS, *COMPACT_EXTRA)
BASE = {"derivation": "published", "status": "A"}


def counted(place, indicator, year, value, **more):
    """A figure of the made-up census."""
    return _row(place, indicator, (f"{year}-01-01", f"{year + 1}-01-01"), value, "census", more)


def asked(place, indicator, year, value, **more):
    """A figure of the made-up survey, July to June."""
    return _row(place, indicator, (f"{year}-07-01", f"{year + 1}-07-01"), value, "survey", more)


def _row(place, indicator, period, value, method, more):
    start, end = period
    return {
        **BASE,
        "place": place,
        "indicator": indicator,
        "start": start,
        "end": end,
        "value": str(value),
        "method": method,
        "source": (CENSUS if method == "census" else SURVEY).code,
        "cell": f"{indicator}@{place} {start}",
        **{name: str(text) for name, text in more.items()},
    }


def put(folder: Path, *rows):
    """Load rows; every one must go in."""
    path = folder / "made-up.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    by = system_actor("importer", AT)
    outcome = load_file(recipe=RECIPES["figures"], path=path, by=by, at=AT, strict=True)
    assert not outcome.refused, outcome.problems[:3]
    return outcome
