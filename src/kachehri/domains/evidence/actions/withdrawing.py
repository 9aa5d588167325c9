"""Taking a whole load away."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from kachehri.domains.evidence.models import Load, Observation
from kachehri.domains.evidence.queries.deriving import outdated_quotients
from kachehri.domains.evidence.queries.withdrawals import COMING_BACK, Withdrawal
from kachehri.domains.evidence.rules import MAY_LOAD, quotients
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.rules import IsSystem, decide

from .loading import derive
from .storing import Store

_ = gettext_noop

_COVER_ANEW = """
    with touched as (
        select distinct version_id, source_id from evidence_observation
        where load_id = %s or id = any(%s)
    ), gone as (
        delete from evidence_coverage k using touched t
        where k.version_id = t.version_id and k.source_id = t.source_id
        and not exists (
            select from evidence_observation o where o.version_id = t.version_id
            and o.source_id = t.source_id and o.is_current
        )
    )
    insert into evidence_coverage as k (version_id, source_id, figures, first_start, last_end)
    select o.version_id, o.source_id, count(*), min(o.period_start), max(o.period_end)
    from evidence_observation o join touched t using (version_id, source_id)
    where o.is_current group by o.version_id, o.source_id
    on conflict (version_id, source_id) do update set
        figures = excluded.figures, first_start = excluded.first_start, last_end = excluded.last_end
"""


class WithdrawalProblem(Exception):
    """A load that cannot be taken away. `key` is an English message."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def withdraw_load(*, load: int, because: str, by: Actor, at: datetime) -> Withdrawal:
    """Take a whole load away, and bring back what it had superseded, unless something newer came.

    Nothing is deleted: the figures stay as history. Raises `WithdrawalProblem` for a load that is
    not there or was withdrawn, or without a reason, and `Refused` unless the actor may load figures
    of every place in it.
    """
    reason = because.strip()[:300]
    if not reason:
        raise WithdrawalProblem(_("Say why the load is withdrawn"))
    with transaction.atomic():
        row = Load.objects.select_for_update().filter(pk=load).first()
        if row is None:
            raise WithdrawalProblem(_("There is no such load"))
        if row.withdrawn_at is not None:
            raise WithdrawalProblem(_("This load was withdrawn before"))
        mine = Observation.objects.filter(load=row)
        _may_withdraw(mine.order_by().values_list("place_id", flat=True).distinct(), by)
        Store().lock(list(mine.order_by().values_list("source_id", flat=True).distinct()))
        done = _withdraw(row, reason, at)
        refs: dict[str, int | str] = {
            "load": row.pk,
            "withdrawn": done.withdrawn,
            "restored": done.restored,
        }
        record(verb="evidence.withdrawn", by=by.thing_id or 0, thing=row.thing_id, at=at, refs=refs)
        _derive_anew(by, at)
    return done


def _may_withdraw(place_ids: Iterable[int], by: Actor) -> None:
    if decide(IsSystem(), by).allowed:
        return
    for view in places.by_ids(place_ids).values():
        require(MAY_LOAD, by, {"place_thing_id": view.thing_id})


def _withdraw(row: Load, reason: str, at: datetime) -> Withdrawal:
    """The sources are locked; what comes back was current when its successor came."""
    with connection.cursor() as cursor:
        cursor.execute(COMING_BACK, [row.pk])
        older = [found[0] for found in cursor.fetchall()]
        gone = Observation.objects.current().filter(load=row).update(is_current=False)
        Observation.objects.filter(pk__in=older).update(is_current=True)
        row.withdrawn_at, row.withdrawn_because = at, reason
        row.save(update_fields=["withdrawn_at", "withdrawn_because"])
        cursor.execute(_COVER_ANEW, [row.pk, []])
    return Withdrawal(row.pk, gone, len(older))


def _derive_anew(by: Actor, at: datetime) -> None:
    """Shares of two tables of which one is gone go as well; others are made from what is left."""
    gone = outdated_quotients(quotients.known())
    if gone:
        Observation.objects.filter(pk__in=gone).update(is_current=False)
        with connection.cursor() as cursor:
            cursor.execute(_COVER_ANEW, [None, gone])
    derive(quotients=quotients.known(), by=by, at=at)
