"""What an edition states, as data: its figures, records, definitions and chapters.

Kept with the edition, so that any two can be compared years later (`rules.since`), whatever became
of the figures, the records and the program since.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Stated:
    """One figure as it was stated. `dims` is "" for the total; `end` the first day after it.

    `group` tells figures that may be compared from those that may not.
    """

    concept: str
    place: str
    dims: str
    start: date
    end: date
    value: Decimal
    decimals: int
    unit: str
    group: str
    source_code: str
    observation: int

    @property
    def href(self) -> str:
        """The address of the figure's own page, without language."""
        return f"observations/{self.observation}/"

    @property
    def period(self) -> str:
        """`2023`, or `2004-05` for a period that runs over two calendar years."""
        last = date.fromordinal(self.end.toordinal() - 1).year
        years = str(self.start.year)
        return years if self.start.year == last else f"{years}-{last % 100:02d}"


@dataclass(frozen=True)
class Defined:
    """How an indicator was defined: its name and texts are English messages."""

    name: str
    version: int
    group: str
    definition: str
    universe: str


@dataclass(frozen=True)
class Printed:
    """A record that was printed: its title by language and what was chosen in it, no other words.

    The title of somebody's words is not kept: they may be withdrawn.
    """

    id: int
    kind: str
    version: int
    title: Mapping[str, str] = field(hash=False)
    chosen: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Facts:
    """All that an edition states. `places` are the names of the places of figures, by language."""

    figures: tuple[Stated, ...] = ()
    records: tuple[Printed, ...] = ()
    definitions: Mapping[str, Defined] = field(default_factory=dict, hash=False)
    chapters: Mapping[str, str] = field(default_factory=dict, hash=False)
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)


def address(one: Stated) -> tuple[str, str, str]:
    """Which series a figure belongs to: indicator, place, breakdown."""
    return one.concept, one.place, one.dims


def to_json(facts: Facts) -> dict[str, Any]:
    """The facts as plain data; figures are rows, to keep them small."""
    return {
        "figures": [[plain(one) for one in vars(figure).values()] for figure in facts.figures],
        "records": [asdict(one) for one in facts.records],
        "definitions": {code: asdict(one) for code, one in facts.definitions.items()},
        "chapters": [[key, title] for key, title in facts.chapters.items()],
        "places": {key: dict(names) for key, names in facts.places.items()},
    }


def plain(value: object) -> object:
    """A day as ISO text, a value as its digits."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def from_json(data: Mapping[str, Any]) -> Facts:
    """The facts that `to_json` wrote; none of an edition from before they were kept."""
    return Facts(
        figures=tuple(figure_from_row(row) for row in data.get("figures", ())),
        records=tuple(Printed(**one) for one in data.get("records", ())),
        definitions={code: Defined(**one) for code, one in data.get("definitions", {}).items()},
        chapters=dict(data.get("chapters", ())),
        places=data.get("places", {}),
    )


def figure_from_row(row: list[Any]) -> Stated:
    """A row of figures, its days and its value read."""
    concept, place, dims, start, end, value, *rest = row
    days = date.fromisoformat(start), date.fromisoformat(end)
    return Stated(concept, place, dims, *days, Decimal(value), *rest)


def apart(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Facts, Facts, int]:
    """Both facts without the series that are the same in both, and how many figures those have.

    Read from their JSON: most of it need not be looked at.
    """
    old, new = _rows(before), _rows(now)
    same = {key for key in old.keys() & new.keys() if old[key] == new[key]}
    kept = [
        dict(data) | {"figures": [row for key in rows if key not in same for row in rows[key]]}
        for data, rows in ((before, old), (now, new))
    ]
    return from_json(kept[0]), from_json(kept[1]), sum(len(new[key]) for key in same)


def _rows(data: Mapping[str, Any]) -> dict[tuple[str, str, str], list[list[Any]]]:
    """The rows of figures by series, in their order."""
    found: dict[tuple[str, str, str], list[list[Any]]] = {}
    for row in data.get("figures", ()):
        found.setdefault((row[0], row[1], row[2]), []).append(row)
    return found
