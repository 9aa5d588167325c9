"""The read-models of matters, and what each pair of eyes sees of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.rules import seeing
from kachehri.domains.cases.rules.seeing import Eyes
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.kernel.flows import Move, State

PUBLIC_TIERS = frozenset({"union_council", "union-council"})
"""No finer place than these is shown to the public."""


@dataclass(frozen=True)
class CaseView:
    """A matter, with the columns of the table by the same names (docs in `models.Case`).

    `is_applicant`: whoever asked proved to be the applicant. `is_again`: the same thing was sent a
    second time, and this is the first one. What the reader may not see is empty or None.
    """

    id: int
    thing_id: int
    number: int
    secret: str = field(repr=False)
    kind: str
    state: str
    version: int
    place_id: int
    place_thing_id: int
    longitude: float | None
    latitude: float | None
    spot: str
    sector: str
    category: str
    body_id: int | None
    body_thing_id: int | None
    desk_id: int | None
    officer_id: int | None
    rung: int
    applicant_id: int | None
    spoken_for_by_id: int | None
    entered_by_id: int | None
    channel: str
    language: str
    hides_from_public: bool
    hides_from_authority: bool
    is_spoken_for: bool
    is_private: bool
    embargo_until: date | None
    moderation: str
    title: str
    words: str = field(repr=False)
    facts: Mapping[str, Any] = field(repr=False)
    basis: str
    opened_at: datetime
    due_at: datetime | None
    changed_at: datetime
    closed_at: datetime | None
    is_open: bool
    closed_as: str
    confirmed: bool | None
    answered_at: datetime | None
    parent_id: int | None
    duplicate_of_id: int | None
    supporters: int
    moved_at: datetime | None
    is_applicant: bool = False
    is_again: bool = False

    @property
    def declared(self) -> CaseKind | None:
        """The kind as the pack declares it; None for one that is gone."""
        return kinds.find(self.kind)

    @property
    def flow_state(self) -> State | None:
        """The state as the pack declares it."""
        return self.declared.flow.by_key.get(self.state) if self.declared else None

    @property
    def tags(self) -> frozenset[str]:
        """The tags of its state."""
        return self.flow_state.tags if self.flow_state else frozenset()

    @property
    def label(self) -> str:
        """The officer's word for its state (an English msgid)."""
        return self.flow_state.label if self.flow_state else self.state

    @property
    def told(self) -> str:
        """What the citizen is told of its state (an English msgid)."""
        return (self.flow_state.told or self.flow_state.label) if self.flow_state else self.state

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves that start in its state, whoever may make them."""
        return self.declared.flow.moves_from(self.state) if self.declared else ()

    @property
    def is_moved(self) -> bool:
        """Whether it lies in the locked tray."""
        return self.moved_at is not None


COLUMNS = tuple(
    name for name in CaseView.__dataclass_fields__ if name not in {"is_applicant", "is_again"}
)


def view_of(row: Case, **more: Any) -> CaseView:
    """The read-model of a row, with all there is: `seen` leaves out what a reader may not see."""
    return CaseView(**{name: getattr(row, name) for name in COLUMNS}, **more)


def views_of(values: Iterable[tuple[Any, ...]]) -> tuple[CaseView, ...]:
    """The read-models of rows that were read as `COLUMNS`."""
    return tuple(CaseView(*row) for row in values)


def seen_by_public(cases: Collection[CaseView]) -> tuple[CaseView, ...]:
    """Matters as the public may see them."""
    near = coarsened({case.place_id for case in cases})
    return tuple(seen(case, "public", near) for case in cases)


def seen(case: CaseView, eyes: Eyes, near: Mapping[int, int] | None = None) -> CaseView:
    """The matter as those eyes may see it; `near` are places as `coarsened` gave them."""
    may = seeing.shown(case, eyes)
    hidden: dict[str, Any] = {}
    if not may.secret:
        hidden["secret"] = ""
    if not may.applicant:
        hidden |= {"applicant_id": None}
    if not may.typist:
        hidden["entered_by_id"] = None
    if not may.spot:
        hidden |= {"spot": "", "longitude": None, "latitude": None}
        hidden["place_id"] = near[case.place_id] if near else coarse(case.place_id)
    if not may.all_facts:
        hidden["facts"] = public_facts(case)
    return replace(case, **hidden)


def public_facts(case: CaseView) -> Mapping[str, Any]:
    """Those answers of the form that may be published."""
    declared = case.declared
    public = {one.key for one in declared.fields if one.is_public} if declared else set()
    return {key: value for key, value in case.facts.items() if key in public}


def coarse(place_id: int) -> int:
    """The place itself, or the union council in which it lies."""
    return coarsened([place_id])[place_id]


def coarsened(place_ids: Collection[int]) -> dict[int, int]:
    """The same for many places: they and those around them are asked for level by level."""
    known: dict[int, PlaceView] = {}
    asked = set(place_ids)
    while asked:
        found = places.by_ids(asked)
        known |= found
        above = {view.parent_id for view in found.values() if view.tier not in PUBLIC_TIERS}
        asked = {one for one in above if one is not None and one not in known}
    return {one: _council(one, known) for one in place_ids}


def _council(place_id: int, known: Mapping[int, PlaceView]) -> int:
    view = known.get(place_id)
    while view is not None and view.tier not in PUBLIC_TIERS:
        view = known.get(view.parent_id or 0)
    return view.id if view else place_id


@dataclass(frozen=True)
class EntryView:
    """One line of a time-line.

    `side` says who: applicant, office, counter, program, other. `by_id` is None where the reader
    may not know more than that.
    """

    id: int
    case_id: int
    at: datetime
    what: str
    before: str
    after: str
    by_id: int | None
    side: str
    is_public: bool
    words: str
    content: Mapping[str, Any]
    message: int | None


@dataclass(frozen=True)
class PaperView:
    """A paper of a matter (docs in `models.Paper`)."""

    id: int
    case_id: int
    kind: str
    numbering: str
    number: str
    on: date
    brought_by: str
    witness: str
    words: str
    file: int | None
    entered_by_id: int
    entered_at: datetime


@dataclass(frozen=True)
class FeedbackView:
    """What was asked after closing, and what was said. `answered_at` None: no answer yet."""

    id: int
    case_id: int
    asked_at: datetime
    channel: str
    answered_at: datetime | None
    relief: str
    received: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class CasePage:
    """A page of a list. `next` is given back as `after`; empty on the last page."""

    rows: tuple[CaseView, ...]
    next: str = ""


@dataclass(frozen=True)
class Likely:
    """A matter that may be the same as another, and how alike they are (0 to 1)."""

    case: CaseView
    score: float
