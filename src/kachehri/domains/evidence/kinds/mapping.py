"""What the columns of a table of unknown making mean: the mapping that a person makes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

MAPPING_ROLES = {
    "place": _("Place"),
    "indicator": _("What is measured"),
    "period": _("Year or dates"),
    "value": _("Value"),
    "sex": _("Sex"),
    "residence": _("Villages and towns"),
    "unit": _("Unit"),
    "source": _("Source"),
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "standard_error": _("Standard error"),
    "ci_low": _("Lower end of the interval"),
    "ci_high": _("Upper end of the interval"),
    "sample": _("Size of the sample"),
    "method": _("How the figure was got"),
    "status": _("Status"),
    "note": _("Note"),
    "dims": _("Further breakdowns"),
}
"""What a column may mean, besides the code of a declared dimension (age, religion)."""


@dataclass(frozen=True)
class ValueColumn:
    """A column of values of one indicator, in a table with a column for each."""

    column: str
    indicator: str
    sex: str = ""
    residence: str = ""
    period: str = ""


@dataclass(frozen=True)
class TableMapping:
    """Which column is what, and what is the same for the whole file.

    `columns` gives the column of a role, `fixed` a text that holds for every row. A table with one
    column an indicator has `values` instead of the role `value`. Places are named by P-code, or by
    name: then `tier` and `within` (a P-code) say where to look. `header` is the row of the header,
    0 for the first that is not blank.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: tuple[ValueColumn, ...] = ()
    sheet: str = ""
    header: int = 0
    tier: str = ""
    within: str = ""

    def to_json(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self) | {"columns": dict(self.columns), "fixed": dict(self.fixed)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "TableMapping":
        """From what `to_json` gave. Raises ValueError for anything else."""
        try:
            values = tuple(ValueColumn(**one) for one in kept.get("values", ()))
            rest = {name: kept[name] for name in kept if name != "values"}
            return cls(values=values, **rest)
        except TypeError as error:
            raise ValueError(str(error)) from error

    def missing(self) -> tuple[str, ...]:
        """The roles without which no figure can be made and that nothing fills."""
        given = {name for name in (*self.columns, *self.fixed) if self._says(name)}
        if self.values:
            given |= {"value", "indicator"}
            given |= {"period"} if all(one.period for one in self.values) else set()
        wanted = ("place", "indicator", "period", "value", "source")
        return tuple(name for name in wanted if name not in given)

    def _says(self, role: str) -> bool:
        return bool(self.columns.get(role) or self.fixed.get(role))
