"""Figures of a choice page by page, flat at any depth."""

from dataclasses import dataclass

from django.db.models import F
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]
    Tuple,
    TupleGreaterThan,
)

from kachehri.domains.evidence.models import Observation

from .choosing import Choice, chosen
from .known import Known
from .views import ObservationView

KEY = ("place_id", "version_id", "dim_key", "id")
"""The order of pages: that of the index, so that a page begins where the last one ended."""

PLAIN = (
    "id", "place_id", "period_start", "period_end", "dims", "value", "status", "numerator",
    "denominator", "cell", "method", "derivation", "note", "standard_error", "ci_low", "ci_high",
    "sample",
)  # fmt: skip
"""What a view takes as it stands in its row."""

Mark = tuple[int, int, str, int]
Met = tuple[list[int], list[int], list[int], list[str]]


@dataclass(frozen=True)
class Page:
    """Some figures; `after` is the mark of the last one where more follow, else None.

    `met` are their places, versions and sources by id, and their breakdowns, each once.
    """

    figures: tuple[ObservationView, ...]
    after: Mark | None
    met: Met


def page(choice: Choice, *, after: Mark | None = None, limit: int = 100) -> Page:
    """A page of a choice, by place, indicator, breakdown and number (one query).

    Names of indicators and sources come from what the choice knows: a join would lead the database
    away from the index.
    """
    rows = chosen(choice)
    if after is not None:
        rows = rows.filter(TupleGreaterThan(Tuple(*map(F, KEY)), after))
    found = list(rows.order_by(*KEY)[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    met = (
        list({row.place_id: None for row in shown}),
        list({row.version_id: None for row in shown}),
        list({row.source_id: None for row in shown}),
        list({row.dim_key: None for row in shown}),
    )
    known = choice.known.with_ids(met[1], met[2])
    return Page(tuple(_view(row, known) for row in shown), last and _mark(last), met)


def _mark(row: Observation) -> Mark:
    return row.place_id, row.version_id, row.dim_key, row.id


def _view(row: Observation, known: Known) -> ObservationView:
    version, source = known.versions[row.version_id], known.sources[row.source_id]
    return ObservationView(
        **{name: getattr(row, name) for name in PLAIN},
        concept=version.code,
        version=version.number,
        unit=version.unit,
        decimals=version.decimals,
        group=version.group,
        source_code=source.code,
        source_rank=source.rank,
    )
