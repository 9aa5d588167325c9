"""Who may change a calendar, and when the program looks at a clock again."""

from datetime import datetime

from kachehri.engines.access.roles import ADMINISTER
from kachehri.kernel.rules import IsSystem

CHANGE_CALENDAR = ADMINISTER | IsSystem()
TICK = IsSystem()


def ladder_moment(
    next_at: datetime | None, rung: int, before: datetime | None, after: datetime | None
) -> datetime | None:
    """When to look at a clock again whose due time went from `before` to `after`.

    A clock that stands still is not looked at. Before the due time was passed, the moment moves
    along; afterwards it never comes before the new due time. A ladder that has ended stays so.
    """
    if after is None:
        return None
    if before is None:
        return max(next_at, after) if next_at else after
    if next_at is None:
        return None
    return next_at + (after - before) if rung == 0 else max(next_at, after)
