"""The frozen read-models of evidence: what a page or a report sees of a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext

from kachehri.domains.evidence.kinds import SOURCE_KINDS

from .worded import Classified, Defined

FIELDS = (
    "id", "version__concept__code", "version__number", "place_id", "period_start", "period_end",
    "dims", "value", "version__concept__unit", "status", "numerator", "denominator",
    "source__code", "cell", "version__concept__decimals", "method", "derivation", "note",
    "version__comparability_group", "standard_error", "ci_low", "ci_high", "sample",
    "source__rank",
)  # fmt: skip
"""What an `ObservationView` is read from, in its order."""


@dataclass(frozen=True)
class ObservationView:
    """One figure. `dims` holds only what is not the total: `{"sex": "female", "residence".

    "rural"}`.

    `status` is a code of SDMX CL_OBS_STATUS; `numerator` and `denominator` are None for what is not
    a ratio, and where the counts are withheld; `period_end` is the first day after the period;
    `derivation` is `published`, `share`, `sum` or `share_of_sums`; `cell` names column@row of the
    source's table.
    """

    id: int
    concept: str
    version: int
    place_id: int
    period_start: date
    period_end: date
    dims: Mapping[str, str]
    value: Decimal | None
    unit: str
    status: str
    numerator: Decimal | None
    denominator: Decimal | None
    source_code: str
    cell: str
    decimals: int
    method: str
    derivation: str
    note: str
    group: str
    standard_error: Decimal | None
    ci_low: Decimal | None
    ci_high: Decimal | None
    sample: int | None
    source_rank: int

    @property
    def href(self) -> str:
        """The address of the figure's own page, without language."""
        return f"observations/{self.id}/"

    @property
    def year(self) -> int:
        """The year in which the period starts."""
        return self.period_start.year

    @property
    def period(self) -> str:
        """`2023`, or `2004-05` for a period that runs over two calendar years."""
        last = date.fromordinal(self.period_end.toordinal() - 1).year
        return str(self.year) if last == self.year else f"{self.year}-{last % 100:02d}"

    @property
    def sex(self) -> str:
        """`female`, `male` or empty for all."""
        return self.dims.get("sex", "")

    @property
    def residence(self) -> str:
        """`rural`, `urban` or empty for all."""
        return self.dims.get("residence", "")


@dataclass(frozen=True)
class IndicatorView(Classified, Defined):
    """An indicator in its newest version.

    The texts are in the language in force when they are read.
    """

    code: str
    thing_id: int
    msgid: str
    sector: str
    dimension: str
    unit: str
    decimals: int
    polarity: int
    sdg_target: str
    version: int
    definition_msgid: str
    universe_msgid: str
    formula: str
    group: str
    facet: str = "outcome"
    target: Decimal | None = None
    target_msgid: str = ""
    figures: int = 0

    @property
    def target_label(self) -> str:
        """Who set the target, translated."""
        return gettext(self.target_msgid) if self.target_msgid else ""


@dataclass(frozen=True)
class SourceView:
    """A published table. Titles stay in the language in which they were published."""

    code: str
    thing_id: int
    kind: str
    publisher: str
    title: str
    year: int
    table: str
    page: str
    licence: str
    note_msgid: str
    address: str
    verified: bool
    rank: int
    figures: int = 0

    @property
    def kind_label(self) -> str:
        """What kind of source it is, translated."""
        return gettext(SOURCE_KINDS.get(self.kind, self.kind))

    @property
    def verified_label(self) -> str:
        """Whether the figures were compared with the print, translated."""
        return gettext("checked") if self.verified else gettext("not yet compared with the print")

    @property
    def citation(self) -> str:
        """Publisher, title, year, table and page in one line."""
        return cite(self.publisher, self.title, str(self.year), self.table, self.page)

    @property
    def note(self) -> str:
        """What to know about it, translated."""
        return gettext(self.note_msgid) if self.note_msgid else ""


@dataclass(frozen=True)
class LoadView:
    """One file that went in."""

    id: int
    thing_id: int
    recipe: str
    file_name: str
    sha256: str
    at: datetime
    rows_read: int
    added: int
    superseded: int
    unchanged: int
    left_out: int
    findings: int
    withdrawn_at: datetime | None
    withdrawn_because: str

    @property
    def is_withdrawn(self) -> bool:
        """Whether somebody took it away."""
        return self.withdrawn_at is not None


@dataclass(frozen=True)
class ObservationDetail:
    """A figure with all that stands behind it.

    `history` are all its values, newest first; `parts` what it sums up.
    """

    figure: ObservationView
    indicator: IndicatorView
    source: SourceView
    load: LoadView
    history: tuple[tuple[ObservationView, datetime], ...]

    @property
    def is_current(self) -> bool:
        """Whether no correction has superseded it."""
        return self.history[0][0].id == self.figure.id


def cite(*parts: str) -> str:
    """A citation of the parts that there are, in one line."""
    return ", ".join(part for part in parts if part)
