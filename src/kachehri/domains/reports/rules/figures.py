"""The figures that a report may use: read once, then asked by place, indicator and dimensions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeAlias

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import IndicatorView, ObservationView, SourceView
from kachehri.domains.evidence.queries.trends import Picture, borders_of
from kachehri.domains.evidence.rules import dim_key
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView, Sketches
from kachehri.domains.reports.kinds import ReportKind, Select
from kachehri.engines.documents.blocks import Block
from kachehri.kernel.trends import COMPLETE, Point, believed

from .bordered import within_borders
from .charted_reading import read_maps
from .citing import Citation, read_cited
from .evidenced_reading import Evidence, read
from .public import Public, indicators_of, read_public
from .recorded_cited import Behind, behind_records
from .recorded_views import RecordView
from .selects import broken_down, compared, concepts
from .since import Earlier
from .spoken import Spoken, read_spoken
from .surveyed_reading import Surveyed, read_surveys

Address: TypeAlias = tuple[str, int, frozenset[tuple[str, str]]]


@dataclass(frozen=True)
class Figures:
    """A place, its parts and peers, and every observation that the report's selects may ask for.

    `observations` are one a period, the best by evidence's stated rule, the oldest period first, of
    one definition: they can be drawn as a line. `newest` is the youngest one of any definition.
    """

    kind: ReportKind
    place: PlaceView
    around: PlaceView
    parts: tuple[PlaceView, ...]
    peers: tuple[PlaceView, ...]
    indicators: Mapping[str, IndicatorView]
    sources: Mapping[str, SourceView]
    observations: Mapping[Address, tuple[ObservationView, ...]]
    evidence: Evidence | None = None
    maps: Mapping[str, Sketches] = field(default_factory=dict)
    public: Public | None = None
    cited: tuple[Citation, ...] = ()
    earlier: Earlier | None = None
    records: tuple[RecordView, ...] = ()
    behind: Behind = field(default_factory=Behind)
    on: date | None = None
    newest: Mapping[Address, ObservationView] = field(default_factory=dict)
    surveys: tuple[Surveyed, ...] = ()
    spoken: Spoken = field(default_factory=Spoken)

    @property
    def known(self) -> Evidence:
        """All evidence of the place; LookupError where no part of the kind asks for it."""
        if self.evidence is None:
            raise LookupError(f"no part of {self.kind.key} asks for all evidence")
        return self.evidence

    @property
    def picture(self) -> Picture | None:
        """What moved over the last figures, where a part asks for it."""
        return self.evidence.picture if self.evidence else None

    def all(self, select: Select, place: PlaceView | None = None) -> tuple[ObservationView, ...]:
        """The figures of a place (the report's own by default) that have a value."""
        where = (place or self.place).id
        return self.observations.get((select.concept, where, frozenset(select.dims.items())), ())

    def latest(self, select: Select, place: PlaceView | None = None) -> ObservationView | None:
        """The youngest figure of a place, of whatever definition, or None."""
        found = self.all(select, place)
        where = (place or self.place).id
        newest = self.newest.get((select.concept, where, frozenset(select.dims.items())))
        return newest or (found[-1] if found else None)

    def like(
        self, one: ObservationView, select: Select, place: PlaceView
    ) -> ObservationView | None:
        """What another place has of the same period, counted in the same way, or None."""
        same = (one.period_start, one.group)
        newest = self.latest(select, place)
        found = (*self.all(select, place), *((newest,) if newest else ()))
        return next((o for o in found if (o.period_start, o.group) == same), None)

    def value(self, select: Select, place: PlaceView | None = None) -> Decimal | None:
        """The youngest value, or None."""
        found = self.latest(select, place)
        return found.value if found else None

    def comparable(self, select: Select) -> tuple[ObservationView, ...]:
        """The youngest figures that can be compared with each other: a stretch without a break.

        Of two figures at least, if there is such a stretch; else the youngest one alone.
        """
        found = self.all(select)
        bounds = (0, *starts(found), len(found))
        stretches = [found[first:last] for first, last in pairwise(bounds)]
        long = [stretch for stretch in stretches if len(stretch) > 1]
        return (long or stretches)[-1]

    def unit(self, concept: str) -> str:
        """The indicator's unit; empty for an indicator that nobody declared."""
        return self.indicators[concept].unit if concept in self.indicators else ""


Composer: TypeAlias = Callable[[Any, Figures, str], Iterator[Block]]
"""What makes blocks of a part: the part, the figures, the language."""

BREAK = "B"
"""The status of a figure that cannot be compared with those before it (SDMX CL_OBS_STATUS)."""


def starts(found: Sequence[ObservationView]) -> tuple[int, ...]:
    """Where a new stretch begins: at a marked break, with another definition, or after a leap."""
    return tuple(
        n
        for n, (before, one) in enumerate(pairwise(found), start=1)
        if one.status == BREAK or one.group != before.group or is_leap(before, one)
    )


def is_leap(before: ObservationView, one: ObservationView) -> bool:
    """Whether a sample's figure moves further than can be believed (docs/algorithms/trends.md)."""
    errors = (before.standard_error, one.standard_error)
    if before.value is None or one.value is None or one.method in COMPLETE or None not in errors:
        return False
    points = [
        Point(view.period_start, view.period_end, value, view.method)
        for view, value in ((before, before.value), (one, one.value))
    ]
    return abs(one.value - before.value) > believed(*points, is_share=one.unit == "percent")


def gather(kind: ReportKind, place: PlaceView, written: Sequence[RecordView] = ()) -> Figures:
    """Read everything that a report of this kind about this place may use (six queries).

    `written` are the records that its parts print (`queries.records.printed`).
    """
    tree = places.tree()
    around = next((one for one in places.ancestors(place, tree) if one.tier == kind.within), place)
    parts = parts_of(kind, place, tree)
    peers = peers_of(kind, place, around, tree)
    used = tuple(dict.fromkeys((*concepts(kind), *indicators_of(kind))))
    near = {one.id for one in (place, around, *parts)}
    public = read_public(kind, place)
    rows = (
        *evidence.values(concepts=used, place_ids=near),
        *groups_of(kind, place),
        *evidence.values(concepts=compared(kind), place_ids={peer.id for peer in peers} - near),
    )
    known = read(kind, place, around, peers)
    cited = {row.source_code for row in rows} | (known.sources() if known else set())
    cited |= public.source_codes if public else set()
    surveys = read_surveys(kind, place)
    spoken = read_spoken(kind, place)
    cited |= {one.source_code for one in spoken.figures.values()}
    cited |= {one.survey.estimation.source for one in surveys}
    behind = behind_records(written)
    citations, codes = read_cited(written)
    cited |= behind.sources | codes
    return Figures(
        kind=kind,
        place=place,
        around=around,
        parts=parts,
        peers=peers,
        indicators={one.code: one for one in evidence.indicators((*used, *behind.indicators))},
        sources={one.code: one for one in evidence.sources(cited)},
        observations=within_borders(arranged(rows), place.id, borders_of(place.id)),
        newest=youngest(rows),
        evidence=known,
        maps=read_maps(kind, place, around),
        public=public,
        cited=citations,
        records=tuple(written),
        behind=behind,
        surveys=surveys,
        spoken=spoken,
    )


def groups_of(kind: ReportKind, place: PlaceView) -> tuple[ObservationView, ...]:
    """The figures of groups of the place that a kind uses (one query where it uses any)."""
    wanted = broken_down(kind)
    if not wanted:
        return ()
    keys = {key for some in wanted.values() for key in some}
    found = evidence.values(concepts=list(wanted), place_ids=[place.id], keys=sorted(keys))
    return tuple(one for one in found if dim_key(one.dims) in wanted[one.concept])


def parts_of(
    kind: ReportKind, place: PlaceView, tree: Sequence[PlaceView]
) -> tuple[PlaceView, ...]:
    """The parts of a place: those of the kind's tier, or else those that lie right below it."""
    if not kind.parts:
        return tuple(one for one in tree if one.parent_id == place.id)
    return tuple(
        one for one in tree if one.tier == kind.parts and place in places.ancestors(one, tree)
    )


def peers_of(
    kind: ReportKind, place: PlaceView, around: PlaceView, tree: Sequence[PlaceView]
) -> tuple[PlaceView, ...]:
    """Whom the place is compared with; in a comparison of its parts, these."""
    if kind.parts:
        return parts_of(kind, place, tree)
    return tuple(
        one for one in tree if one.tier == place.tier and around in places.ancestors(one, tree)
    )


def arranged(rows: Iterable[ObservationView]) -> dict[Address, tuple[ObservationView, ...]]:
    """By indicator, place and dimensions; one figure a period, of one definition, the oldest first.

    The definition with the most periods, of equals the one with the youngest figure: figures of
    several surveys are never threaded on one line.
    """
    found: dict[Address, list[ObservationView]] = defaultdict(list)
    for row in rows:
        if row.value is not None:
            found[row.concept, row.place_id, frozenset(row.dims.items())].append(row)
    return {address: evidence.series(of_one_definition(some)) for address, some in found.items()}


def youngest(rows: Iterable[ObservationView]) -> dict[Address, ObservationView]:
    """The youngest figure by indicator, place and dimensions, whatever definition it is of."""
    found = evidence.best(row for row in rows if row.value is not None)
    return {(one.concept, one.place_id, frozenset(one.dims.items())): one for one in found}


def of_one_definition(found: Sequence[ObservationView]) -> list[ObservationView]:
    """The figures of the definition that covers the most periods."""
    groups: dict[str, list[ObservationView]] = defaultdict(list)
    for one in found:
        groups[one.group].append(one)
    return max(groups.values(), key=_reach, default=[])


def _reach(found: Sequence[ObservationView]) -> tuple[int, date, str]:
    periods = {one.period_start for one in found}
    return len(periods), max(periods), found[0].group
