"""What offices have published of a place by year, and in which papers it was expected."""

from collections.abc import Collection
from dataclasses import dataclass

from kachehri.domains.evidence.models import CodeEntry, Observation, Source

from .beside import SHOWN_FIELDS, Shown
from .registers import source_view
from .views import SourceView

NAMED = 200
"""Named values (schemes) that are listed of a place."""
_NARROW = r"^[^;]*(;[^;]*)?$"
"""At most two dimensions: a purpose and its stage, not every cost centre by every head."""


@dataclass(frozen=True)
class Named:
    """A named value of an open dimension, and the source that names it."""

    code: str
    name: str
    language: str
    source_code: str
    publisher: str


def submitted(place_id: int, indicators: Collection[str]) -> tuple[Shown, ...]:
    """The published figures of some indicators at a place, every year (one query).

    Those that are broken down by two dimensions at most; the oldest first.
    """
    rows = Observation.objects.shown().filter(
        place_id=place_id,
        version__concept__code__in=list(indicators),
        dim_key__regex=_NARROW,
        value__isnull=False,
    )
    order = ("period_start", "version__concept__code", "dim_key", "source__rank", "source__code")
    return tuple(Shown(*row) for row in rows.order_by(*order).values_list(*SHOWN_FIELDS))


def named(place_id: int, dimension: str) -> tuple[Named, ...]:
    """The named values of an open dimension at a place (one query), by code."""
    fields = ("code", "name", "language", "source__code", "source__publisher")
    rows = CodeEntry.objects.filter(dimension=dimension, place_id=place_id, is_current=True)
    found = rows.order_by("code", "language").values_list(*fields)[:NAMED]
    return tuple(Named(*row) for row in found)


def papers(kinds: Collection[str]) -> tuple[SourceView, ...]:
    """The sources of some kinds, by publisher, kind and year (one query).

    Also those of which nothing was ever read: they are what is expected of an office.
    """
    rows = Source.objects.filter(kind__in=list(kinds)).order_by("publisher", "kind", "year", "code")
    return tuple(source_view(row) for row in rows)
