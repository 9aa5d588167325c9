"""What it means to take a load away."""

from dataclasses import dataclass

from django.db import connection

from kachehri.domains.evidence.models import Observation

COMING_BACK = """
    with recursive back (id, load_id) as (
        select p.id, p.load_id
        from evidence_observation o join evidence_observation p on p.id = o.supersedes_id
        where o.load_id = %s and o.is_current
        union all
        select p.id, p.load_id from back b
        join evidence_load l on l.id = b.load_id and l.withdrawn_at is not null
        join evidence_observation q on q.id = b.id
        join evidence_observation p on p.id = q.supersedes_id
    )
    select b.id from back b join evidence_load l on l.id = b.load_id
    where l.withdrawn_at is null
"""
"""For each current figure of a load, the newest one before it that nobody has withdrawn."""


@dataclass(frozen=True)
class Withdrawal:
    """`withdrawn` figures go; for `restored` of them an older figure comes back."""

    load_id: int
    withdrawn: int
    restored: int


def will_withdraw(load_id: int) -> Withdrawal:
    """What a withdrawal would do now (two queries)."""
    mine = Observation.objects.current().filter(load_id=load_id).count()
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({COMING_BACK}) found", [load_id])  # noqa: S608
        return Withdrawal(load_id, mine, cursor.fetchone()[0])
