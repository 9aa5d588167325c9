"""What an edition states, as data: its figures, records, definitions and chapters.

Kept with the edition, so that any two can be compared years later (`rules.since`), whatever became
of the figures, the records and the program since.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeAlias

from kachehri.domains.evidence.queries import IndicatorView, ObservationView
from kachehri.domains.evidence.queries.lines import Mark
from kachehri.domains.evidence.rules import dim_key
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.documents.blocks import Document, KeyNumber, Link, Number

from .figures import Figures
from .recorded_views import RecordView, fields_of, kind_of
from .selects import inside

_OBSERVATIONS = re.compile(r"observations/(\d+)/(?:and/(\d+)/)?\Z")
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Stated:
    """One figure as it was stated. `dims` is "" for the total; `end` the first day after it.

    `group` tells figures that may be compared from those that may not; `value` is a plain decimal.
    """

    concept: str
    place: str
    dims: str
    start: date
    end: date
    value: str
    decimals: int
    unit: str
    group: str
    source: str
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


# From a document


def facts_of(document: Document, figures: Figures, languages: tuple[str, ...]) -> Facts:
    """The facts of an edition: what its document leads to, and the records that it was made of."""
    wanted = set(observations(document))
    near = {one.id: one for one in inside(figures, PlaceView)}
    found = {
        one.id: stated(one, near[one.place_id].key)
        for seen in (ObservationView, Mark)
        for one in inside(figures, seen)
        if one.id in wanted and one.value is not None and one.place_id in near
    }
    rows = sorted(found.values(), key=lambda one: (*address(one), one.start, one.observation))
    used = {one.concept for one in rows}
    shown = {one.place for one in rows}
    return Facts(
        figures=tuple(rows),
        records=tuple(printed(one, languages) for one in sorted_records(figures)),
        definitions={
            code: defined(one) for code, one in sorted(figures.indicators.items()) if code in used
        },
        chapters={one.key: one.title for one in figures.kind.chapters},
        places={
            one.key: {code: name.text for code, name in sorted(one.names.items())}
            for one in sorted(near.values(), key=lambda one: one.key)
            if one.key in shown
        },
    )


def observations(document: Document) -> Iterator[int]:
    """The ids of the observations that a document leads to."""
    for seen in (Number, KeyNumber, Link):
        for one in inside(document, seen):
            found = _OBSERVATIONS.fullmatch(one.href)
            if found:
                yield from (int(number) for number in found.groups() if number)


def address(one: Stated) -> tuple[str, str, str]:
    """Which series a figure belongs to: indicator, place, breakdown."""
    return one.concept, one.place, one.dims


def stated(view: ObservationView | Mark, place: str) -> Stated:
    """A figure as it is stated."""
    return Stated(
        concept=view.concept,
        place=place,
        dims=dim_key(view.dims) if isinstance(view, ObservationView) else "",
        start=view.period_start,
        end=view.period_end,
        value=format(view.value, "f") if view.value is not None else "",
        decimals=view.decimals,
        unit=view.unit,
        group=view.group,
        source=view.source_code,
        observation=view.id,
    )


def defined(view: IndicatorView) -> Defined:
    """How an indicator is defined now."""
    return Defined(view.msgid, view.version, view.group, view.definition_msgid, view.universe_msgid)


def sorted_records(figures: Figures) -> list[RecordView]:
    """The records that were read for the report, by number."""
    found: tuple[RecordView, ...] = getattr(figures, "records", ())
    return sorted(found, key=lambda one: one.id)


def printed(view: RecordView, languages: tuple[str, ...]) -> Printed:
    """A record as it is printed."""
    kind = kind_of(view)
    personal = kind is None or bool(kind.consent)
    chosen = {one.key: view.content.get(one.key) for one in fields_of(view.kind, *SHORT)}
    return Printed(
        id=view.id,
        kind=view.kind,
        version=view.version,
        title={} if personal else {code: view.title(code) for code in languages},
        chosen={
            key: str(value) for key, value in sorted(chosen.items()) if value not in (None, "")
        },
    )


SHORT = ("choice", "date", "yes")
"""Fields whose values are kept: none of them holds anybody's words."""


# As JSON


def to_json(facts: Facts) -> Json:
    """The facts as plain data; figures are rows, to keep them small."""
    return {
        "figures": [
            [one.isoformat() if isinstance(one, date) else one for one in vars(figure).values()]
            for figure in facts.figures
        ],
        "records": [asdict(one) for one in facts.records],
        "definitions": {code: asdict(one) for code, one in facts.definitions.items()},
        "chapters": [[key, title] for key, title in facts.chapters.items()],
        "places": {key: dict(names) for key, names in facts.places.items()},
    }


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
    """A row of figures, its two days read."""
    concept, place, dims, start, end, *rest = row
    return Stated(concept, place, dims, date.fromisoformat(start), date.fromisoformat(end), *rest)
