"""What the parts that print evidence ask for: read in bulk, once for a whole report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import IndicatorView, beside, pairing
from kachehri.domains.evidence.queries.beside import SIMPLE, Shown
from kachehri.domains.evidence.queries.catalogue import DefinitionView
from kachehri.domains.evidence.queries.catalogue import catalogue as every_definition
from kachehri.domains.evidence.queries.pairing import Spending, Voice
from kachehri.domains.evidence.queries.trends import Line, Picture, picture
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import LineageView, PlaceView
from kachehri.domains.reports import kinds
from kachehri.domains.reports.kinds import Evidenced, ReportKind

from .selects import concepts, inside

CROSSED = ("age", "limitation", "religion", "nationality")
"""The dimensions by which groups of people are told apart, besides sex and residence."""


@dataclass(frozen=True)
class Evidence:
    """The catalogue, and what is known of a place in it.

    `held` is the latest figure by indicator, place and breakdown, of the place and of what it lies
    in (`around`); `alike` what each of `others` has of the same fact as the place's newest total:
    of its peers, and of its neighbours where borders are known. `headlines` are the indicators that
    the kind of report names one by one. `split` are figures of groups. `defined` are all
    definitions of an indicator, the first one first, where a part prints them.
    """

    place: PlaceView
    around: PlaceView
    catalogue: Mapping[str, IndicatorView]
    picture: Picture
    held: Mapping[tuple[str, int, str], Shown]
    alike: Mapping[str, tuple[Shown, ...]]
    others: Mapping[int, PlaceView]
    peers: frozenset[int]
    near: frozenset[int]
    headlines: frozenset[str] = frozenset()
    moves: tuple[tuple[LineageView, PlaceView, PlaceView], ...] = ()
    voices: tuple[Voice, ...] = ()
    money: tuple[Spending, ...] = ()
    split: tuple[Shown, ...] = ()
    defined: Mapping[str, tuple[DefinitionView, ...]] = field(default_factory=dict)

    def lines(self) -> Mapping[str, Line]:
        """The lines of the picture by indicator."""
        return {one.subject.code: one for one in self.picture.lines}

    def total(self, code: str) -> Shown | None:
        """The newest figure of the place itself."""
        return self.held.get((code, self.place.id, ""))

    def contents(self) -> Iterable[object]:
        """Everything that a report may print of it, in an order that does not depend on chance."""
        yield from (
            self.picture,
            sorted(self.near),
            self.moves,
            self.voices,
            self.money,
            self.split,
        )
        yield from (self.held[key] for key in sorted(self.held))
        yield from (self.alike[code] for code in sorted(self.alike))
        yield from (self.others[number] for number in sorted(self.others))
        yield from (
            (one.code, one.msgid, one.definition_msgid, one.universe_msgid, one.unit, one.target)
            for one in self.catalogue.values()
        )
        yield from (
            (code, one.number, one.definition_msgid, one.universe_msgid, one.group)
            for code in sorted(self.defined)
            for one in self.defined[code]
        )

    def sources(self) -> set[str]:
        """The codes of the sources of all that may be printed."""
        lines = self.picture.lines
        marks = [mark for line in lines for mark in (*line.before, *line.points)]
        said = [mark for one in self.voices for mark in (one.said, one.record) if mark]
        paid = [
            mark
            for one in self.money
            for year in one.years
            for mark in (year.estimate, year.release, year.actual)
            if mark
        ]
        codes = {one.source_code for one in (*marks, *said, *paid)}
        return codes | {one.source_code for one in (*self.held.values(), *self.split)}


def read(
    kind: ReportKind, place: PlaceView, around: PlaceView, peers: Sequence[PlaceView]
) -> Evidence | None:
    """What the parts of a kind may print; None where it has no such part."""
    parts: list[Evidenced] = list(inside(kind, Evidenced))
    if not parts:
        return None
    asks = {type(one) for one in parts}
    says, pays = (
        not asks.isdisjoint({part, kinds.Unpublished})
        for part in (kinds.PeopleAndRecords, kinds.Spending)
    )
    near = places.neighbours(place.id)
    known = of_place(place, around, peers, near, picture(place.id, with_gaps=False))
    codes = list(known.catalogue)
    return replace(
        known,
        moves=moves(known.picture),
        headlines=frozenset((*concepts(kind), *(code for one in parts for code in one.codes))),
        voices=pairing.voices(place.id) if says else (),
        money=pairing.money_for(place.id) if pays else (),
        split=beside.groups(codes, place.id, CROSSED) if kinds.VulnerableGroups in asks else (),
        defined=definitions() if kinds.MetaSheets in asks else {},
    )


def definitions() -> dict[str, tuple[DefinitionView, ...]]:
    """All definitions by indicator, the first one first (three queries)."""
    return {one.code: tuple(reversed(one.definitions)) for one in every_definition()}


def of_place(
    place: PlaceView,
    around: PlaceView,
    peers: Sequence[PlaceView],
    near: Sequence[PlaceView] = (),
    found: Picture | None = None,
) -> Evidence:
    """The catalogue, the newest figures of a place, and what others have of the same facts.

    Three queries. `found` is what changed, where that is asked for.
    """
    catalogue = {one.code: one for one in evidence.indicators()}
    others = {one.id: one for one in (*peers, *near) if one.id != place.id}
    held = beside.latest(list(catalogue), sorted({place.id, around.id}), SIMPLE)
    own = [one for one in held if one.place_id == place.id]
    return Evidence(
        place=place,
        around=around,
        catalogue=catalogue,
        picture=found or Picture(place, (), ()),
        held={(one.concept, one.place_id, one.dim_key): one for one in held},
        alike=beside.alike(own, sorted(others)) if others else {},
        others=others,
        peers=frozenset(one.id for one in peers),
        near=frozenset(one.id for one in near),
    )


def moves(found: Picture) -> tuple[tuple[LineageView, PlaceView, PlaceView], ...]:
    """What happened to the borders of the place, with the places before and after (one query)."""
    ids = {one.predecessor_id for one in found.changes}
    if not ids:
        return ()
    known = places.by_ids(ids | {one.successor_id for one in found.changes})
    return tuple((one, known[one.predecessor_id], known[one.successor_id]) for one in found.changes)


def chosen(part: Evidenced, catalogue: Mapping[str, IndicatorView]) -> list[IndicatorView]:
    """The indicators that a part is about, in the order of the catalogue; codes in their own."""
    if part.codes and not (part.dimension or part.sectors):
        return [catalogue[code] for code in part.codes if code in catalogue]
    is_all = not (part.dimension or part.sectors or part.codes)
    return [
        one
        for one in catalogue.values()
        if is_all
        or one.dimension == part.dimension
        or one.sector in part.sectors
        or one.code in part.codes
        if one.sector not in part.without
    ]
