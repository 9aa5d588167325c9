"""What a source covers: which indicators, from when to when, and by which files it came in."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Max, Min
from django.utils.translation import gettext

from kachehri.domains.evidence.models import Coverage, Load

from .registers import _LOAD_FIELDS
from .views import LoadView

_FILES = """
    select distinct one.load_id from (
        select version_id from evidence_coverage c join evidence_source s on s.id = c.source_id
        where s.code = %(code)s order by c.figures desc limit 12
    ) c, lateral (
        select o.load_id from evidence_observation o join evidence_source s on s.id = o.source_id
        where s.code = %(code)s and o.version_id = c.version_id and o.is_current limit 1
    ) one
"""
MOST_INDICATORS = 200


@dataclass(frozen=True)
class Covered:
    """One indicator of a source: how many figures, of which years."""

    code: str
    msgid: str
    figures: int
    first_start: date
    last_end: date

    @property
    def name(self) -> str:
        """What is measured, translated."""
        return gettext(self.msgid)

    @property
    def years(self) -> str:
        """`2023`, or `2004–2020`."""
        return span(self.first_start, self.last_end)


def span(first_start: date, last_end: date) -> str:
    """The years from the start of the first period to the end of the last, as in `2004–2020`."""
    first, last = first_start.year, date.fromordinal(last_end.toordinal() - 1).year
    return str(first) if first == last else f"{first}–{last}"


def covered(source: str) -> tuple[Covered, ...]:
    """The indicators of a source in the order of the catalogue (one query)."""
    fields = (
        "version__concept__code", "version__concept__name", "figures", "first_start", "last_end",
    )  # fmt: skip
    rows = Coverage.objects.filter(source__code=source, figures__gt=0)
    order = ("version__concept__order", "version__concept__code", "version__number")
    return tuple(
        Covered(*row) for row in rows.order_by(*order).values_list(*fields)[:MOST_INDICATORS]
    )


def years() -> dict[str, str]:
    """The years that each source speaks of, by its code (one query)."""
    rows = Coverage.objects.filter(figures__gt=0).values("source__code")
    ends = rows.annotate(first=Min("first_start"), last=Max("last_end"))
    return {row["source__code"]: span(row["first"], row["last"]) for row in ends.order_by()}


def files(source: str) -> tuple[LoadView, ...]:
    """Files by which figures of a source came in, the youngest first (two queries).

    Looked up for its twelve largest indicators: not every file of a source of hundreds.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FILES, {"code": source})
        ids = [load for (load,) in cursor.fetchall()]
    rows = Load.objects.filter(id__in=ids).order_by("-id").values_list(*_LOAD_FIELDS)
    return tuple(LoadView(*row) for row in rows)
