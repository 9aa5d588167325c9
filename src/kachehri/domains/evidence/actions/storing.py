"""What was staged goes into the table: compared, added, superseded, in a handful of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from kachehri.domains.evidence.kinds import PRIMARY
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

from .staging import NAMES

_ = gettext_noop

_LOCKS = 0x6576
"""The first half of the key of a lock on a source: `ev`."""

_FACT = "version_id, place_id, period_start, period_end, dim_key, source_id"
_SAME_FACT = " and ".join(f"o.{name} = s.{name}" for name in _FACT.split(", "))
_COMPARED = (
    "value", "numerator", "denominator", "standard_error", "ci_low", "ci_high", "sample", "status",
    "note", "derivation", "method",
)  # fmt: skip


def _row(table: str) -> str:
    return ", ".join(f"{table}.{name}" for name in _COMPARED)


_TWICE = f"""
    select min(cell), max(cell), count(*), min(value) is distinct from max(value), array_agg(n)
    from evidence_staged group by {_FACT} having count(*) > 1
"""  # noqa: S608
_CHANGES = "create temporary table if not exists evidence_change (n int, old bigint) on commit drop"
_COMPARE = f"""
    insert into evidence_change
    select s.n, o.id from evidence_staged s
    left join evidence_observation o on {_SAME_FACT} and o.is_current
    where o.id is null or ({_row("o")}) is distinct from ({_row("s")})
"""  # noqa: S608
_RETIRE = """
    update evidence_observation o set is_current = false
    from evidence_change c where o.id = c.old
"""
# What people told us for this district's own work waits for its release (`actions.releasing`).
_ADD = f"""
    insert into evidence_observation
        ({NAMES}, conf_status, load_id, recorded_at, supersedes_id, is_current)
    select {", ".join(f"s.{name}" for name in NAMES.split(", "))},
        case when p.kind in ({", ".join(f"'{kind}'" for kind in PRIMARY)}) then 'N' else 'F' end,
        %s, %s, c.old, true
    from evidence_staged s join evidence_change c on c.n = s.n
    join evidence_source p on p.id = s.source_id order by s.n
"""  # noqa: S608
_COVER = """
    insert into evidence_coverage as k (version_id, source_id, figures, first_start, last_end)
    select s.version_id, s.source_id, count(*) filter (where c.old is null),
        min(s.period_start), max(s.period_end)
    from evidence_staged s join evidence_change c on c.n = s.n
    group by s.version_id, s.source_id order by s.version_id, s.source_id
    on conflict (version_id, source_id) do update set
        figures = k.figures + excluded.figures,
        first_start = least(k.first_start, excluded.first_start),
        last_end = greatest(k.last_end, excluded.last_end)
"""


@dataclass(frozen=True)
class Change:
    """What staged figures mean for the table."""

    added: int
    superseded: int
    unchanged: int


def _double(one: str, other: str, *, differs: bool) -> Problem:
    params = {"one": one, "other": other}
    if differs:
        say = _("the same figure comes from %(one)s and %(other)s with two values. Neither is used")
        return Problem("cell", 0, "", say, params, rule="duplicate-differs")
    say = _("the same figure comes from %(one)s and %(other)s. It was used once")
    return Problem("note", 0, "", say, params, rule="duplicate-key")


class Store:
    """The table of observations, for one load: in this order, within its transaction."""

    def drop_doubles(self) -> list[Problem]:
        """Take out what was staged twice: one of two that agree, both of two that differ."""
        problems, numbers = [], []
        with connection.cursor() as cursor:
            cursor.execute(_TWICE)
            for one, other, _count, differs, staged in cursor.fetchall():
                problems.append(_double(one, other, differs=differs))
                numbers += sorted(staged)[0 if differs else 1 :]
            if numbers:
                cursor.execute("delete from evidence_staged where n = any(%s)", [numbers])
        return problems

    def lock(self, sources: Sequence[int]) -> None:
        """Wait until nobody else loads or withdraws figures of these sources; held to the end."""
        with connection.cursor() as cursor:
            for source in sorted(sources):
                cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCKS, source])

    def staged_sources(self) -> list[int]:
        """The sources of which something was staged."""
        with connection.cursor() as cursor:
            cursor.execute("select distinct source_id from evidence_staged")
            return [row[0] for row in cursor.fetchall()]

    def compare(self) -> Change:
        """Find what is new and what has changed. The sources are locked."""
        with connection.cursor() as cursor:
            cursor.execute("analyze evidence_staged")
            cursor.execute(_CHANGES)
            cursor.execute("delete from evidence_change")
            cursor.execute(_COMPARE)
            cursor.execute(
                "select count(*), count(old), (select count(*) from evidence_staged)"
                " from evidence_change"
            )
            changed, old, staged = cursor.fetchone()
        return Change(changed - old, old, staged - changed)

    def store(self, load: int, at: datetime) -> None:
        """Write what is new and what has changed, and keep the counts of sources and indicators."""
        with connection.cursor() as cursor:
            cursor.execute("analyze evidence_change")
            cursor.execute(_RETIRE)
            cursor.execute(_ADD, [load, at])
            cursor.execute(_COVER)
