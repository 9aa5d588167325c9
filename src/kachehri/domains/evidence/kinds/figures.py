"""A figure on its way in, its breakdowns, and our own compact tables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kachehri.kernel.crosstab import ALL
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop


@dataclass(frozen=True)
class Dimension:
    """One way in which figures are broken down. `values` gives each value's label, a message.

    A value that is not declared is refused, unless it has the form of `pattern` (a regular
    expression): such a dimension is open, and its values get their names from files (`Entry`).
    `sdmx` is the name of the concept in SDMX where there
    is one (`SEX`, `AGE`); empty where the name is our own.
    """

    code: str
    label: str
    values: Mapping[str, str]
    sdmx: str = ""
    pattern: str = ""

    def allows(self, value: str) -> bool:
        """Whether figures may be broken down by this value."""
        fits = bool(self.pattern) and re.fullmatch(self.pattern, value) is not None
        return value in self.values or fits


SEX = Dimension(
    "sex",
    _("Sex"),
    {
        "female": _("women and girls"),
        "male": _("men and boys"),
        "transgender": _("transgender persons"),
    },
    "SEX",
)
RESIDENCE = Dimension(
    "residence",
    _("Villages and towns"),
    {"rural": _("in villages"), "urban": _("in towns")},
    "URBANISATION",
)

SEXES = (ALL, "female", "male")
"""Dimensions that are carried.

Transgender persons are not counted below the district (see `guide/figures.md`).
"""

RESIDENCES = (ALL, "rural", "urban")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on its way into the database, from whichever recipe.

    Decimals as text keep their digits. `version` 0 is the newest of the indicator. `dims` holds no
    totals: `{"age": "5-16", "sex": "female"}`; its names and values are declared (`Dimension`).
    """

    place: str
    indicator: str
    start: date
    end: date
    dims: Mapping[str, str]
    value: str
    numerator: str
    denominator: str
    derivation: str
    method: str
    status: str
    source: str
    cell: str
    note: str = ""
    standard_error: str = ""
    ci_low: str = ""
    ci_high: str = ""
    sample: str = ""
    version: int = 0

    @property
    def sex(self) -> str:
        """`female`, `male` or empty for all."""
        return self.dims.get("sex", "")

    @property
    def residence(self) -> str:
        """`rural`, `urban` or empty for all."""
        return self.dims.get("residence", "")


COMPACT_COLUMNS = (
    "place", "indicator", "start", "end", "sex", "residence", "value", "numerator", "denominator",
    "derivation", "method", "status", "source", "cell", "note",
)  # fmt: skip
"""The columns of a compact table, in order.

`place` is a P-code, or the key of a place that has none.
"""

COMPACT_EXTRA = ("dims", "version", "standard_error", "ci_low", "ci_high", "sample")
"""Columns that a compact table has only where a figure needs them.

`dims` are the dimensions besides sex and residence: `age=5-16;religion=hindu`; `version` is the
number of the definition, where it is not the newest.
"""

STATUSES = ("A", "E", "P", "B", "M")
"""Codes of SDMX CL_OBS_STATUS: normal, estimated, provisional, break in series, missing."""

METHODS = ("census", "survey", "admin", "model", "perception")

DERIVATIONS = ("published", "share", "sum", "share_of_sums", "quotient", "rows")
"""What was done to a figure after publication.

Nothing; a share made from published counts; the counts of all parts of a district added up; a share
made from such sums; a share made from the figures of two tables.
"""
