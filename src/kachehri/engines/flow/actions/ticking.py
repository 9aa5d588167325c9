"""Clocks that ran out: each is looked at once for each rung, whoever else ticks beside us.

A look is one transaction: what its follower does and the new rung are written together or not at
all. The matter is locked first and then its clock, as every move does it; what others hold is
passed over, so that two workers share the work and nobody deadlocks. The next look is always later
than the last: a machine whose clock was set back waits, and nothing is done twice or taken back.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from django.db import OperationalError, transaction
from django.db.models import Q

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.flow import kinds, queries
from kachehri.engines.flow.kinds import Follower
from kachehri.engines.flow.models import Clock
from kachehri.engines.flow.rules import TICK

MOST = 1000
AGAIN_AFTER = timedelta(minutes=10)
"""When a follower failed, the clock is looked at again after this time."""
LEAST = timedelta(minutes=1)
Mark: TypeAlias = tuple[datetime, int]

log = logging.getLogger(__name__)


def tick(*, by: Actor, at: datetime, most: int = MOST) -> int:
    """Look at the clocks whose moment has come, the longest waiting first; return how many.

    A clock that somebody else holds just now is passed over until the next time.
    """
    require(TICK, by)
    done = 0
    after: Mark = (datetime.min.replace(tzinfo=UTC), 0)
    while done < most:
        with transaction.atomic():
            found = _next(after, at)
            if found is None:
                break
            after = (found.next_at or at, found.pk)
            done += _look_at(found.pk, found.subject_id, by, at)
    return done


def _next(after: Mark, at: datetime) -> Clock | None:
    """The clock that waits longest, from a mark on."""
    later = Q(next_at__gt=after[0]) | Q(next_at=after[0], id__gt=after[1])
    waiting = Clock.objects.running().filter(later, next_at__lte=at)
    return waiting.order_by("next_at", "id").first()


def _look_at(number: int, subject: int, by: Actor, at: datetime) -> bool:
    """Look at one clock; whether nobody else held it or its matter."""
    follower = kinds.followers().get(queries.kinds_of([subject])[subject])
    if follower is not None and subject not in follower.hold(subjects=[subject], wait=False):
        return False
    waiting = Clock.objects.running().filter(pk=number, next_at__lte=at)
    row = waiting.select_for_update(skip_locked=True).first()
    if row is None:
        return False
    try:
        with transaction.atomic():
            _fire(row, follower, by, at)
    except OperationalError:
        raise
    except Exception:
        log.exception("Clock %s could not be followed; it is looked at again later", row.pk)
        Clock.objects.filter(pk=row.pk).update(next_at=at + AGAIN_AFTER)
    return True


def _fire(row: Clock, follower: Follower | None, by: Actor, at: datetime) -> None:
    """Ask the follower, and write the rung that was reached, unless it stopped the clock."""
    following = None
    if follower is not None:
        view = queries.clock_view(row)
        following = follower.due(subject=row.subject_id, clock=view, rung=row.rung, by=by, at=at)
    if following is not None:
        following = max(following, (row.next_at or at) + LEAST)
    still = Clock.objects.running().filter(pk=row.pk)
    still.update(rung=row.rung + 1, next_at=following)
