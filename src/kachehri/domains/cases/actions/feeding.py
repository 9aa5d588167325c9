"""Giving the figures of a year's matters to evidence, as any other source gives its own."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from kachehri.domains.cases.kinds.feeds import FeedKind, feeds
from kachehri.domains.cases.queries.feeding import are_made_up, facts
from kachehri.domains.cases.rules.measuring import TOTAL, Figure, Key, add_up, figures, publishable
from kachehri.domains.evidence import actions as evidence
from kachehri.domains.evidence import queries as evidence_queries
from kachehri.domains.evidence.actions import Outcome
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS, SourceKind
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.kernel.messages import gettext_noop

HERE = ZoneInfo("Asia/Karachi")
TIERS = ("district", "taluka")
POPULATION = "population"
COLUMNS = (*COMPACT_COLUMNS, "dims")
NOTE = gettext_noop(
    "Counted from the matters in Kachehri. Who does not come, by any way, is not in it."
)
TOO_SMALL = gettext_noop("Groups of fewer than 10 matters are not shown.")


@dataclass(frozen=True)
class Year:
    """A calendar year in Pakistan, half-open."""

    number: int

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime(self.number, 1, 1, tzinfo=HERE)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime(self.number + 1, 1, 1, tzinfo=HERE)


def give_figures(*, year: int, by: Actor, at: datetime) -> tuple[Outcome, ...]:
    """Count the matters that were opened in a year and publish what may be published of them.

    What the pack withholds of small places is left out. Safe to repeat: what changed supersedes
    what was there, and a year that is not over is marked as provisional.
    """
    with transaction.atomic():
        evidence.declare(indicators=(), sources=_sources(Year(year)), by=by, at=at)
        return tuple(_give(kind, Year(year), by, at) for kind in feeds())


def _give(kind: FeedKind, year: Year, by: Actor, at: datetime) -> Outcome:
    known = _places()
    sums = add_up(facts(kind, year.since, year.until), known, at, kind.badly)
    made = figures(sums, kind, _people(known))
    shown = publishable(made, {one.id: one.parent_id for one in known.values()})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"matters-{year.number}.csv"
        _write(path, _rows(shown, known, year, is_over=year.until <= at))
        return evidence.load_file(recipe=kind.recipe, path=path, by=by, at=at, name=path.name)


def _sources(year: Year) -> tuple[SourceKind, SourceKind]:
    """What the records of matters say, and what citizens say when they are asked afterwards."""
    mark = " (made up)" if are_made_up(year.since, year.until) else ""
    return (
        _source(year.number, f"Matters of {year.number}{mark}"),
        _source(
            year.number,
            f"What citizens said of their matters of {year.number}{mark}",
            perception=True,
        ),
    )


def _source(year: int, title: str, *, perception: bool = False) -> SourceKind:
    return SourceKind(
        code=_code(year, perception=perception),
        kind="admin",
        publisher="Kachehri",
        title=title,
        year=year,
        licence="CC BY 4.0",
        note=f"{NOTE} {TOO_SMALL}",
    )


def _code(year: int, *, perception: bool = False) -> str:
    return f"kachehri-{'answers' if perception else 'matters'}-{year}"


def _places() -> Mapping[int, PlaceView]:
    return {one.id: one for one in places.tree() if one.tier in TIERS}


def _people(known: Mapping[int, PlaceView]) -> dict[tuple[int, Key], int]:
    """The newest published number of people of each place, and of its women and men."""
    found: dict[tuple[int, Key], int] = {}
    for one in evidence_queries.values(
        concepts=[POPULATION], place_ids=list(known), within=("sex",)
    ):
        if one.value is None:
            continue
        sex = dict(one.dims).get("sex", "")
        group = ("sex", sex) if sex else TOTAL
        found[one.place_id, group] = int(one.value)  # ordered by period: the newest stays
    return found


def _rows(
    shown: Iterable[Figure],
    known: Mapping[int, PlaceView],
    year: Year,
    *,
    is_over: bool,
) -> Iterator[dict[str, object]]:
    for one in shown:
        name, value = one.group
        place = known[one.place_id]
        yield {
            "place": place.pcode or place.key,
            "indicator": one.feed.indicator,
            "start": year.since.date().isoformat(),
            "end": year.until.date().isoformat(),
            "sex": value if name == "sex" else "",
            "residence": "",
            "value": str(one.value),
            "numerator": "" if one.numerator is None else one.numerator,
            "denominator": "" if one.denominator is None else one.denominator,
            "derivation": "share" if one.feed.measure not in ("opened", "days") else "rows",
            "method": "perception" if one.feed.perception else "admin",
            "status": "A" if is_over else "P",
            "source": _code(year.number, perception=one.feed.perception),
            "cell": f"{one.feed.measure} {name} {value}".strip(),
            "note": "",
            "dims": f"{name}={value}" if name not in ("", "sex") else "",
        }


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
