"""One standard district for every test: built by calling actions, as the program itself would.

The places are real and so are their codes; every figure is made up, and so is its source. Larkana
has figures for its four talukas and itself, Sukkur only for itself, Shikarpur none.
"""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kachehri.domains.evidence.actions import declare, load_file
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS, SourceKind
from kachehri.domains.places import queries as places
from kachehri.domains.places.actions import load_tree
from kachehri.domains.places.kinds import Tree
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.packs.pakistan.indicators import INDICATORS
from kachehri.packs.pakistan.places import TREE
from kachehri.packs.pakistan.recipes import RECIPES

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
DISTRICTS = ("larkana", "sukkur", "shikarpur")
TALUKAS = ("PK71301", "PK71302", "PK71303", "PK71304")
CENSUS = SourceKind(
    code="made-up-census",
    kind="census",
    publisher="Made-up Bureau",
    title="Made-up Census 2023",
    year=2023,
    licence="made up for tests",
    table="Table 12: All that the tests need",
)
SURVEY = SourceKind(
    code="made-up-survey",
    kind="survey",
    publisher="Made-up Bureau",
    title="Made-up Survey",
    year=2015,
    licence="made up for tests",
)

# Made-up values of the district; taluka n (0 to 3) has n more, women 10 less, men 10 more.
COUNTS = {"population": 1000, "out-of-school": 200, "area": 50}
PERCENTS = {
    "literacy-10": 50,
    "urban-share": 40,
    "female-share": 48,
    "water-improved": 90,
    "water-inside": 80,
    "water-tap": 30,
    "toilet-none": 20,
    "light-electricity": 70,
    "light-solar": 15,
    "fuel-gas": 35,
    "fuel-wood": 45,
    "kitchen-none": 12,
    "never-attended-5-16": 33,
    "out-of-school-never": 81,
    "out-of-school-share": 42,
}
BY_SEX = {"literacy-10", "out-of-school", "population"}
BY_RESIDENCE = {"toilet-none"}
SURVEYED = {"youth-literacy-15-24": ((2004, 41), (2010, 47), (2014, 52))}


@dataclass(frozen=True)
class World:
    """What was built: the district, its talukas by name, and the system actors."""

    at: datetime
    larkana: PlaceView
    talukas: dict[str, PlaceView]
    setup: Actor
    importer: Actor
    reporter: Actor
    worker: Actor


def build(at: datetime = AT) -> World:
    """Build the district in the database of the test."""
    ensure_system_actors(at)
    setup = system_actor("setup", at)
    load_tree(tree=small_tree(), by=setup, at=at)
    declare(indicators=INDICATORS, sources=(CENSUS, SURVEY), by=setup, at=at)
    load(list(figures()), at)
    larkana = places.by_pcode("PK713")
    assert larkana is not None
    return World(
        at=at,
        larkana=larkana,
        talukas={one.name("en"): one for one in places.children(larkana.id)},
        setup=setup,
        importer=system_actor("importer", at),
        reporter=system_actor("reporter", at),
        worker=system_actor("worker", at),
    )


def small_tree() -> Tree:
    """Pakistan, Sindh, three districts and the talukas of one."""
    known = {place.key: place for place in TREE.places}
    keys = {*DISTRICTS, *(place.key for place in TREE.places if place.parent == "larkana")}
    for key in list(keys):
        parent = known[key].parent
        while parent is not None:
            keys.add(parent)
            parent = known[parent].parent
    return Tree(tuple(place for place in TREE.places if place.key in keys))


def load(rows: list[dict[str, str]], at: datetime = AT) -> None:
    """Bring rows of a compact table in. Missing columns are empty."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        with path.open("w", newline="") as file:
            columns = dict.fromkeys((*COMPACT_COLUMNS, *(name for row in rows for name in row)))
            writer = csv.DictWriter(file, list(columns), restval="")
            writer.writeheader()
            writer.writerows(rows)
        outcome = load_file(
            recipe=RECIPES["figures"],
            path=path,
            by=system_actor("importer", at),
            at=at,
            strict=True,
        )
    assert not outcome.refused, outcome.problems[:3]


def figures() -> Iterator[dict[str, str]]:
    """Every made-up figure as a row of a compact table."""
    for place, more in [("PK713", 0), *((code, n) for n, code in enumerate(TALUKAS))]:
        for code, value in {**COUNTS, **PERCENTS}.items():
            yield figure(place, code, value + more)
            if code in BY_SEX:
                yield figure(place, code, value + more - 10, sex="female")
                if place == "PK713" or code in PERCENTS:  # no men are counted in a taluka
                    yield figure(place, code, value + more + 10, sex="male")
            if code in BY_RESIDENCE:
                yield figure(place, code, value + more + 5, residence="rural")
                yield figure(place, code, value + more - 5, residence="urban")
    yield figure("sukkur", "literacy-10", 58)
    for code, points in SURVEYED.items():
        for year, value in points:
            for sex, shift in (("", 0), ("female", -10), ("male", 10)):
                yield survey_figure(code, year, value + shift, sex)


def figure(place: str, indicator: str, value: int, **dims: str) -> dict[str, str]:
    """One figure of the made-up census."""
    percent = indicator in PERCENTS
    return {
        "place": place_code(place),
        "indicator": indicator,
        "start": "2023-01-01",
        "end": "2024-01-01",
        "value": str(value),
        "numerator": str(value * 100) if percent else "",
        "denominator": "10000" if percent else "",
        "derivation": "share" if percent else "published",
        "method": "census",
        "status": "A",
        "source": CENSUS.code,
        "cell": f"{indicator}@{place}",
        **dims,
    }


def survey_figure(indicator: str, year: int, value: int, sex: str) -> dict[str, str]:
    """One figure of the made-up survey."""
    return {
        "place": "PK713",
        "indicator": indicator,
        "start": f"{year}-07-01",
        "end": f"{year + 1}-07-01",
        "sex": sex,
        "value": str(value),
        "derivation": "published",
        "method": "survey",
        "status": "A",
        "source": SURVEY.code,
        "cell": f"value@{year}{sex}",
    }


def place_code(place: str) -> str:
    """The code by which a compact table names a place."""
    known = {one.key: one.pcode or one.key for one in TREE.places}
    return known.get(place, place)
