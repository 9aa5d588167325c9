"""The vocabulary that a pack fills in: indicators, sources, measures and recipes.

Plain frozen dataclasses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kachehri.kernel.crosstab import ALL, Layout
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

UNITS = {
    "percent": _("percent"),
    "people": _("people"),
    "children": _("children"),
    "households": _("households"),
    "persons_a_household": _("people in a household"),
    "km2": _("square kilometres"),
    "people_a_km2": _("people in a square kilometre"),
    "percent_a_year": _("percent a year"),
}
SECTORS = {
    "people": _("People"),
    "education": _("Education"),
    "health": _("Health"),
    "water": _("Drinking water"),
    "sanitation": _("Toilets and washing"),
    "energy": _("Light and cooking"),
    "housing": _("Homes"),
    "disability": _("Disability"),
    "work": _("Work and income"),
}
DIMENSIONS = {
    "context": _("The district"),
    "economic": _("Economic security"),
    "food": _("Food security"),
    "health": _("Health security"),
    "environmental": _("Environmental security"),
    "personal": _("Personal security"),
    "community": _("Community security"),
    "political": _("Political security"),
}

SEXES = (ALL, "female", "male")
"""Dimensions that are carried.

Transgender persons are not counted below the district (see `guide/figures.md`).
"""

RESIDENCES = (ALL, "rural", "urban")


@dataclass(frozen=True)
class Indicator:
    """What is measured.

    `name`, `definition` and `universe` are English messages that gettext translates. `unit`,
    `sector` and `dimension` are keys of UNITS, SECTORS and DIMENSIONS. `polarity` 1: more is
    better, -1: less is better, 0: neither. `group` is the comparability group.
    """

    code: str
    name: str
    sector: str
    dimension: str
    unit: str
    definition: str
    universe: str = ""
    decimals: int = 0
    polarity: int = 0
    sdg_target: str = ""
    formula: str = ""
    version: int = 1
    group: str = ""


@dataclass(frozen=True)
class SourceKind:
    """A published table.

    `verified` is true when the figures were compared with the publisher's own print.
    `rank` orders sources for the same fact, smaller is better: see `rules.best_key`.
    """

    code: str
    kind: str
    publisher: str
    title: str
    year: int
    licence: str
    table: str = ""
    page: str = ""
    note: str = ""
    address: str = ""
    verified: bool = False
    rank: int = 50


@dataclass(frozen=True)
class Part:
    """An item of a table, at the sex and residence of the result unless it names its own."""

    item: str
    sex: str | None = None
    residence: str | None = None


@dataclass(frozen=True)
class Count:
    """The indicator is one item as it is counted; a district's is the sum of its parts."""

    indicator: str
    item: Part
    sexes: tuple[str, ...] = (ALL,)
    residences: tuple[str, ...] = RESIDENCES


@dataclass(frozen=True)
class Ratio:
    """The indicator is `scale` times numerators over a denominator.

    A district's is made from the sums.

    `published` names the item in which the source prints the same ratio: the two are compared.
    """

    indicator: str
    numerators: tuple[Part, ...]
    denominator: Part
    sexes: tuple[str, ...] = (ALL,)
    residences: tuple[str, ...] = RESIDENCES
    scale: int = 100
    published: str = ""


@dataclass(frozen=True)
class Printed:
    """The indicator is a figure as printed, which cannot be added up (a growth rate, a mean)."""

    indicator: str
    item: Part
    sexes: tuple[str, ...] = (ALL,)
    residences: tuple[str, ...] = RESIDENCES


Measure = Count | Ratio | Printed


@dataclass(frozen=True)
class Period:
    """From `start` up to, but not on, `end`."""

    start: date
    end: date


@dataclass(frozen=True)
class Recipe:
    """How one kind of published file becomes observations.

    `tiers` names the tier of each place column; `elsewhere` are names of the first tier that the
    file covers and this installation does not; `parts` names, for each place key of the middle
    tier, every part that the source counts: a total of a district is made only when all of them are
    there.
    """

    code: str
    label: str
    source: str
    period: Period
    layout: Layout
    measures: tuple[Measure, ...]
    tiers: tuple[str, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    method: str = "census"
    status: str = "A"
    note: str = ""


@dataclass(frozen=True)
class CompactRecipe:
    """The recipe for our own compact tables: one line a figure, see `guide/editor.md`."""

    code: str
    label: str


AnyRecipe = Recipe | CompactRecipe


@dataclass(frozen=True)
class Quotient:
    """A share whose numerator and denominator are indicators of two published tables.

    It is made wherever both have a figure for the same place, period and breakdown.
    """

    indicator: str
    numerator: str
    denominator: str
    source: str


@dataclass(frozen=True)
class Withheld:
    """Figures that are never shown at places of other tiers than `shown_at`, whoever prints them.

    Of `sexes` no count is carried, and shares are rounded and lose the counts behind them: a count
    would let a small group be found by subtraction. Of an indicator with one of the words `topics`
    in its code nothing is carried.
    """

    shown_at: frozenset[str]
    sexes: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EvidencePack:
    """What a pack brings: indicators in their order, sources, recipes by code, compact tables."""

    indicators: tuple[Indicator, ...]
    sources: tuple[SourceKind, ...]
    recipes: Mapping[str, AnyRecipe]
    figures: tuple[Path, ...]
    quotients: tuple[Quotient, ...] = ()
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One figure on its way into the database, from whichever recipe.

    Decimals as text keep their digits.
    """

    place: str
    indicator: str
    start: date
    end: date
    sex: str
    residence: str
    value: str
    numerator: str
    denominator: str
    derivation: str
    method: str
    status: str
    source: str
    cell: str
    note: str = ""


COMPACT_COLUMNS = (
    "place", "indicator", "start", "end", "sex", "residence", "value", "numerator", "denominator",
    "derivation", "method", "status", "source", "cell", "note",
)  # fmt: skip
"""The columns of a compact table, in order.

`place` is a P-code, or the key of a place that has none.
"""

STATUSES = ("A", "E", "P", "B", "M")
"""Codes of SDMX CL_OBS_STATUS: normal, estimated, provisional, break in series, missing."""

METHODS = ("census", "survey", "admin", "model", "perception")

DERIVATIONS = ("published", "share", "sum", "share_of_sums", "quotient")
"""What was done to a figure after publication.

Nothing; a share made from published counts; the counts of all parts of a district added up; a share
made from such sums; a share made from the figures of two tables.
"""
