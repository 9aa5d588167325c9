"""House work: counts folded together, moved days told, all safe to run twice and beside itself."""

from datetime import datetime

from django.db import connection, transaction

from kachehri.domains.cases import kinds
from kachehri.domains.cases.models import Entry
from kachehri.domains.cases.queries import reading
from kachehri.domains.cases.rules import seeing
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.kernel.rules import IsSystem

from .telling import _tell

_FOLD = """
with doubled as (
    select place_id, body_id, kind, category, measure from cases_tally
    group by place_id, body_id, kind, category, measure having count(*) > 1 limit %(most)s
), old as (
    delete from cases_tally t using doubled d
    where (t.measure, t.place_id, t.kind, t.category) =
          (d.measure, d.place_id, d.kind, d.category)
      and t.body_id is not distinct from d.body_id
    returning t.place_id, t.body_id, t.kind, t.category, t.measure, t.n
)
insert into cases_tally (place_id, body_id, kind, category, measure, n)
select place_id, body_id, kind, category, measure, sum(n) from old
group by place_id, body_id, kind, category, measure having sum(n) <> 0
"""


def fold_tally(*, by: Actor, at: datetime, most: int = 20_000) -> int:
    """Put lines of one key of the tally together; return how many were written for them.

    In one statement: whoever counts meanwhile sees the lines before or after, never both, and of
    two that fold at once each takes a line away only once.
    """
    require(IsSystem(), seeing.judged(by))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FOLD, {"most": most, "at": at})
        return int(cursor.rowcount)


def tell_moved(*, by: Actor, at: datetime, most: int = 500) -> int:
    """Tell the parties of matters whose day was moved; return how many lines were seen to.

    Only the newest line of a matter is told, and a matter that has ended meanwhile is left alone.
    """
    require(IsSystem(), seeing.judged(by))
    with transaction.atomic():
        rows = Entry.objects.select_for_update(skip_locked=True).filter(
            what="clock-moved", message__isnull=True
        )
        lines = list(rows.order_by("id")[:most])
        newest = {line.case_id: line for line in lines}
        found = reading.by_ids(newest)
        for case_id, line in newest.items():
            case = found.get(case_id)
            declared = kinds.find(case.kind) if case else None
            if case and declared and case.is_open:
                _tell(case, declared, ("due-changed",), f"moved-{line.pk}", by, at)
        Entry.objects.filter(pk__in=[line.pk for line in lines]).update(message=0)
        return len(lines)
