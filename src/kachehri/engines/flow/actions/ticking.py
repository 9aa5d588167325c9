"""Clocks that ran out: each is looked at once for each rung, whoever else ticks beside us.

A look is one transaction: what its follower does and the new rung are written together or not at
all. The row is locked and rows that others have locked are passed over, so that two workers share
the work. The moment of the next look is always later than that of the last one: a machine whose
clock was set back waits, and nothing is done twice or taken back.
"""

import logging
from datetime import datetime, timedelta

from django.db import OperationalError, transaction

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.flow import kinds, queries
from kachehri.engines.flow.models import Clock
from kachehri.engines.flow.rules import TICK

MOST = 1000
AGAIN_AFTER = timedelta(minutes=10)
"""When a follower failed, the clock is looked at again after this time."""
LEAST = timedelta(minutes=1)

log = logging.getLogger(__name__)


def tick(*, by: Actor, at: datetime, most: int = MOST) -> int:
    """Look at the clocks whose moment has come, the longest waiting first; return how many."""
    require(TICK, by)
    done = 0
    while done < most and _look_at_one(by, at):
        done += 1
    return done


def _look_at_one(by: Actor, at: datetime) -> bool:
    """Look at one clock; whether there was one."""
    with transaction.atomic():
        row = (
            Clock.objects.running()
            .filter(next_at__lte=at)
            .order_by("next_at", "id")
            .select_for_update(skip_locked=True)
            .first()
        )
        if row is None:
            return False
        moment = row.next_at or at
        try:
            with transaction.atomic():
                _fire(row, moment, by, at)
        except OperationalError:
            raise
        except Exception:
            log.exception("Clock %s could not be followed; it is looked at again later", row.pk)
            Clock.objects.filter(pk=row.pk).update(next_at=at + AGAIN_AFTER)
    return True


def _fire(row: Clock, moment: datetime, by: Actor, at: datetime) -> None:
    """Ask the follower, and write the rung that was reached, unless it stopped the clock."""
    follower = kinds.followers().get(queries.kinds_of([row.subject_id])[row.subject_id])
    following = None
    if follower is not None:
        view = queries.clock_view(row)
        following = follower.due(subject=row.subject_id, clock=view, rung=row.rung, by=by, at=at)
    if following is not None:
        following = max(following, moment + LEAST)
    still = Clock.objects.running().filter(pk=row.pk)
    still.update(rung=row.rung + 1, next_at=following)
