"""Figures for a page: of one place over the years, and of many places at their latest.

Narrow rows, chosen by the database: a page never reads a figure that it does not show. The stated
order of values (`rules.best_key`) is the same as everywhere.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from kachehri.domains.evidence.models import SHOWN, Observation
from kachehri.domains.evidence.rules import METHOD_RANK
from kachehri.domains.evidence.rules.dimensions import parse

SHOWN_FIELDS = (
    "id", "version__concept__code", "place_id", "period_start", "period_end", "dim_key", "value",
    "version__concept__unit", "version__concept__decimals", "status", "note", "ci_low", "ci_high",
    "method", "version__comparability_group", "source__code", "source__publisher", "source__rank",
)  # fmt: skip
"""What makes a `Shown`, for who asks by the ORM."""
_SELECT = f"""
    o.id, c.code, o.place_id, o.period_start, o.period_end, o.dim_key, o.value, c.unit, c.decimals,
    o.status, o.note, o.ci_low, o.ci_high, o.method, v.comparability_group, s.code, s.publisher,
    s.rank
    from evidence_observation o
    join evidence_indicatorversion v on v.id = o.version_id
    join evidence_indicatorconcept c on c.id = v.concept_id
    join evidence_source s on s.id = o.source_id
    where {SHOWN.format("o")} and o.value is not null and c.code = any(%(concepts)s)
"""
"""SQL, because building it anew by the ORM takes longer than the database needs to answer."""
_RANK = "coalesce(array_position(%(methods)s::varchar[], o.method), 99), s.rank, s.code"
_LATEST = f"""
    select distinct on (c.code, o.place_id, o.dim_key) {_SELECT}
    and o.place_id = any(%(places)s) and o.dim_key = any(%(keys)s)
    order by c.code, o.place_id, o.dim_key, o.period_end desc, {_RANK}
"""
_COURSE = f"""
    select {_SELECT}
    and (o.place_id = %(place)s and o.dim_key = any(%(keys)s)
         or o.place_id = any(%(above)s) and o.dim_key = '')
    order by o.period_start, {_RANK}, o.id
"""
_METHODS = sorted(METHOD_RANK, key=METHOD_RANK.__getitem__)
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

    @property
    def href(self) -> str:
        """The address of the figure's own page, without language."""
        return f"observations/{self.id}/"

    def is_same_fact(self, other: "Shown") -> bool:
        """Whether two may be held against each other: period and definition agree."""
        ours = (self.concept, self.period_start, self.period_end, self.group)
        return ours == (other.concept, other.period_start, other.period_end, other.group)

    def joins(self, before: "Shown") -> bool:
        """Whether the two may stand on one line.

        The same way of counting, of the same publisher, and no break marked.
        """
        ours = (self.method, self.publisher, self.group)
        return ours == (before.method, before.publisher, before.group) and self.status != "B"


def _asked(sql: str, **words: Any) -> tuple[Shown, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"methods": _METHODS, **words})
        return tuple(Shown(*row) for row in cursor.fetchall())


def latest(
    concepts: Collection[str], place_ids: Collection[int], dim_keys: Collection[str] = ("",)
) -> tuple[Shown, ...]:
    """The best figure of the latest period for each indicator, place and breakdown (one query)."""
    return _asked(
        _LATEST, concepts=list(concepts), places=list(place_ids), keys=list(dim_keys)
    )  # fmt: skip


_HELD = f"""
    with recursive found(version_id) as (
        (select min(o.version_id) from evidence_observation o where o.place_id = %s)
        union all
        select (select min(o.version_id) from evidence_observation o
                where o.place_id = %s and o.version_id > found.version_id)
        from found where found.version_id is not null
    )
    select c.code, c.sector from found
    join evidence_indicatorversion v on v.id = found.version_id
    join evidence_indicatorconcept c on c.id = v.concept_id
    where exists (
        select from evidence_observation o where o.place_id = %s and o.version_id = v.id
        and o.dim_key = '' and o.value is not null and {SHOWN.format("o")}
    )
    group by c.code, c.sector, c.order order by c.order, c.code
"""  # noqa: S608
"""Jumps along the index from one version to the next: a place may have thousands of figures."""


def held(place_id: int) -> dict[str, list[str]]:
    """The indicators of which a place has a total, by sector, in their order (one query)."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [place_id] * 3)
        for code, sector in cursor.fetchall():
            found.setdefault(sector, []).append(code)
    return found


def course(
    concept: str, place_id: int, above: Collection[int] = (), dim_keys: Sequence[str] = SIMPLE
) -> tuple[Shown, ...]:
    """All figures of a place in these breakdowns, and the totals of the places `above`, by period.

    From every source, the best of a period first (one query).
    """
    return _asked(
        _COURSE, concepts=[concept], place=place_id, above=list(above), keys=list(dim_keys)
    )  # fmt: skip


def one_a_period(found: Collection[Shown]) -> tuple[Shown, ...]:
    """The best of each place, breakdown and period, of rows in the order of `course`."""
    chosen: dict[tuple[int, str, date], Shown] = {}
    for one in found:
        chosen.setdefault((one.place_id, one.dim_key, one.period_start), one)
    return tuple(chosen.values())


_ALIKE = f"""
    select distinct on (c.code, o.place_id) {_SELECT}
    and o.place_id = any(%(places)s) and o.dim_key = %(key)s
    and (c.code, v.comparability_group, o.period_start, o.period_end) in (
        select * from unnest(%(concepts)s::varchar[], %(groups)s::varchar[], %(starts)s::date[],
                             %(ends)s::date[])
    )
    order by c.code, o.place_id, {_RANK}, o.id
"""  # noqa: S608


def alike(
    own: Collection[Shown], place_ids: Collection[int], dim_key: str = ""
) -> dict[str, tuple[Shown, ...]]:
    """What other places have of the same facts: period and definition agree (one query).

    By indicator, one a place; of totals, or of one breakdown.
    """
    ours = [one for one in own if one.dim_key == dim_key]
    rows = _asked(
        _ALIKE,
        concepts=[one.concept for one in ours],
        groups=[one.group for one in ours],
        starts=[one.period_start for one in ours],
        ends=[one.period_end for one in ours],
        places=list(place_ids),
        key=dim_key,
    )
    found: dict[str, list[Shown]] = {}
    for row in rows:
        found.setdefault(row.concept, []).append(row)
    return {code: tuple(some) for code, some in found.items()}


_GROUPS = f"""
    select distinct on (c.code, o.dim_key) {_SELECT}
    and o.place_id = %(place)s and o.dim_key similar to %(pattern)s
    order by c.code, o.dim_key, o.period_end desc, {_RANK}
"""


def shown(ids: Collection[int]) -> dict[int, Shown]:
    """Figures by their numbers (one query)."""
    rows = Observation.objects.filter(conf_status="F", pk__in=list(ids), value__isnull=False)
    return {row[0]: Shown(*row) for row in rows.values_list(*SHOWN_FIELDS)}


def groups(
    concepts: Collection[str], place_id: int, dimensions: Collection[str]
) -> tuple[Shown, ...]:
    """The latest figures of a place by one of these dimensions, women apart, too (one query)."""
    pattern = f"({'|'.join(sorted(dimensions))})=[^;]+(;sex=female)?"
    return _asked(_GROUPS, concepts=list(concepts), place=place_id, pattern=pattern)
