"""The frozen read-models of the picture of a place: marks, gaps, lines."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from kachehri.domains.evidence.rules.comparing import PERCENT_UNITS, Gap
from kachehri.domains.places.queries import LineageView, PlaceView
from kachehri.kernel.messages import Reason
from kachehri.kernel.trends import VERDICTS, Change, Verdict

from .worded import Named


@dataclass(frozen=True)
class Mark:
    """One figure of a series: as much of it as a line of the picture shows."""

    id: int
    concept: str
    group: str
    place_id: int
    period_start: date
    period_end: date
    value: Decimal
    status: str
    note: str
    method: str
    standard_error: Decimal | None
    source_code: str
    publisher: str
    source_rank: int
    unit: str
    decimals: int

    @property
    def href(self) -> str:
        """The address of the figure's own page, without language."""
        return f"observations/{self.id}/"

    @property
    def period(self) -> str:
        """`2023`, or `2004-05` for a period that runs over two calendar years."""
        first = self.period_start.year
        last = date.fromordinal(self.period_end.toordinal() - 1).year
        return str(first) if first == last else f"{first}-{last % 100:02d}"


@dataclass(frozen=True)
class Beside:
    """The same figure of another place, same source and period, and how far ours is from it."""

    place: PlaceView
    mark: Mark
    gap: Gap


@dataclass(frozen=True)
class Gaps:
    """How far the newest figure is from what it can be held against; None where there is nothing.

    `best` and `worst` are among the neighbours that have the figure, where one end of the indicator
    is the better. Counts of two places are never set beside each other: a larger one has more.
    """

    target: Gap | None = None
    province: Beside | None = None
    best: Beside | None = None
    worst: Beside | None = None


@dataclass(frozen=True)
class Subject(Named):
    """What a line is about; `target` is what is aimed at, in the unit, None where nobody said."""

    code: str
    msgid: str
    sector: str
    unit: str
    decimals: int
    polarity: int
    target: Decimal | None
    target_note: str

    @property
    def is_share(self) -> bool:
        """Whether differences are percentage points."""
        return self.unit in PERCENT_UNITS


@dataclass(frozen=True)
class Line:
    """One indicator of a place. `points` are at most four comparable figures, the oldest first.

    `before` are older ones across a break, never compared with `points`; `breaks` are the days at
    which a new stretch begins. `difference` (last less first) and `slope` (Theil-Sen, a year) are
    in the unit, None for fewer than two points. `newer` is a younger figure by somebody else.
    """

    subject: Subject
    points: tuple[Mark, ...]
    before: tuple[Mark, ...]
    breaks: tuple[date, ...]
    difference: Decimal | None
    slope: Decimal | None
    test: Change | None
    verdict: Verdict
    reason: Reason
    newer: Mark | None
    gaps: Gaps

    @property
    def verdict_label(self) -> str:
        """The word for the change, translated."""
        return gettext(VERDICTS[self.verdict])

    @property
    def why(self) -> str:
        """Why the word is what it is, translated."""
        return gettext(self.reason.key) % self.reason.params

    @property
    def sources(self) -> tuple[str, ...]:
        """The codes of the sources of all that is shown, each once."""
        return tuple(dict.fromkeys(mark.source_code for mark in (*self.before, *self.points)))


@dataclass(frozen=True)
class Picture:
    """All lines of a place in the order of the catalogue, and what happened to its borders."""

    place: PlaceView
    lines: tuple[Line, ...]
    changes: tuple[LineageView, ...]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many lines there are of each class, in the order of the classes."""
        found = Counter(line.verdict for line in self.lines)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}
