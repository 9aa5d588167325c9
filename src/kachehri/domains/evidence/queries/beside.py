"""Figures for a page: of one place over the years, and of many places at their latest.

Narrow rows, chosen by the database: a page never reads a figure that it does not show. The stated
order of values (`rules.best_key`) is the same as everywhere.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules import METHOD_RANK
from kachehri.domains.evidence.rules.dimensions import parse

SHOWN_FIELDS = (
    "id", "version__concept__code", "place_id", "period_start", "period_end", "dim_key", "value",
    "version__concept__unit", "version__concept__decimals", "status", "note", "ci_low", "ci_high",
    "method", "version__comparability_group", "source__code", "source__publisher", "source__rank",
)  # fmt: skip
"""The columns of `Shown`, in order."""

_UNRANKED = 9
SIMPLE = ("", "sex=female", "sex=male", "residence=rural", "residence=urban")
"""The breakdowns that a page of one place shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as a page shows it; `dim_key` is empty for the total.

    `period_end` is the first day after the period. `group` is the comparability group of the
    definition, `publisher` that of the source.
    """

    id: int
    concept: str
    place_id: int
    period_start: date
    period_end: date
    dim_key: str
    value: Decimal
    unit: str
    decimals: int
    status: str
    note: str
    ci_low: Decimal | None
    ci_high: Decimal | None
    method: str
    group: str
    source_code: str
    publisher: str
    source_rank: int

    @property
    def period(self) -> str:
        """`2023`, or `2004-05` for a period that runs over two calendar years."""
        first = self.period_start.year
        last = date.fromordinal(self.period_end.toordinal() - 1).year
        return str(first) if first == last else f"{first}-{last % 100:02d}"

    @property
    def dims(self) -> Mapping[str, str]:
        """The breakdown by dimension; no totals."""
        return parse(self.dim_key) if self.dim_key else {}

    def joins(self, before: "Shown") -> bool:
        """Whether the two may stand on one line.

        The same way of counting, of the same publisher, and no break marked.
        """
        ours = (self.method, self.publisher, self.group)
        return ours == (before.method, before.publisher, before.group) and self.status != "B"


def _method_rank() -> Case:
    ranks = [When(method=method, then=Value(rank)) for method, rank in METHOD_RANK.items()]
    return Case(*ranks, default=Value(_UNRANKED), output_field=IntegerField())


def _rows(concepts: Collection[str]) -> QuerySet[Observation]:
    return (
        Observation.objects.shown()
        .filter(version__concept__code__in=list(concepts), value__isnull=False)
        .annotate(method_rank=_method_rank())
    )


def latest(
    concepts: Collection[str], place_ids: Collection[int], dim_keys: Collection[str] = ("",)
) -> tuple[Shown, ...]:
    """The best figure of the latest period for each indicator, place and breakdown (one query)."""
    same = ("version__concept_id", "place_id", "dim_key")
    rows = _rows(concepts).filter(place_id__in=list(place_ids), dim_key__in=list(dim_keys))
    order = (*same, "-period_end", "method_rank", "source__rank", "source__code")
    found = rows.order_by(*order).distinct(*same).values_list(*SHOWN_FIELDS)
    return tuple(Shown(*row) for row in found)


def course(
    concept: str, place_id: int, above: Collection[int] = (), dim_keys: Sequence[str] = SIMPLE
) -> tuple[Shown, ...]:
    """All figures of a place in these breakdowns, and the totals of the places `above`, by period.

    From every source, the best of a period first (one query).
    """
    mine = Q(place_id=place_id, dim_key__in=list(dim_keys))
    theirs = Q(place_id__in=list(above), dim_key="")
    order = ("period_start", "method_rank", "source__rank", "source__code", "id")
    rows = _rows([concept]).filter(mine | theirs if above else mine).order_by(*order)
    return tuple(Shown(*row) for row in rows.values_list(*SHOWN_FIELDS))


def one_a_period(found: Collection[Shown]) -> tuple[Shown, ...]:
    """The best of each place, breakdown and period, of rows in the order of `course`."""
    chosen: dict[tuple[int, str, date], Shown] = {}
    for one in found:
        chosen.setdefault((one.place_id, one.dim_key, one.period_start), one)
    return tuple(chosen.values())
