"""Figures of a choice page by page, flat at any depth."""

from dataclasses import dataclass

from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from .choosing import Choice, chosen
from .views import FIELDS, ObservationView

KEY = ("place_id", "version_id", "dim_key", "id")
"""The order of pages: that of the index, so that a page begins where the last one ended."""

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
    """A page of a choice, by place, indicator, breakdown and number (one query)."""
    rows = chosen(choice)
    if after is not None:
        rows = rows.filter(TupleGreaterThan(Tuple(*map(F, KEY)), after))
    found = list(rows.order_by(*KEY).values_list(*FIELDS, *KEY, "source_id")[: limit + 1])
    size = len(FIELDS)
    shown = found[:limit]
    last = shown[-1][size : size + len(KEY)] if len(found) > limit else None
    met = ([row[size + n] for row in shown] for n in (0, 1, len(KEY), 2))
    places, versions, sources, breakdowns = (list(dict.fromkeys(column)) for column in met)
    figures = tuple(ObservationView(*row[:size]) for row in shown)
    return Page(figures, last, (places, versions, sources, breakdowns))
