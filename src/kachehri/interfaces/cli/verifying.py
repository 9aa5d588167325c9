"""What `kachehri kind verify` does once Django is loaded."""

import sys

from django.utils import timezone

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow import actions, kinds
from kachehri.kernel.dates import parse_date
from kachehri.kernel.messages import InputProblem

ALL_WELL, UNKNOWN = 0, 2


def verify(rule: str, who: str, day: str, source: str) -> int:
    """Keep the check, say so, and return the exit code."""
    at = timezone.now()
    try:
        on = parse_date(day)
        known = kinds.rule(rule, on)
    except kinds.ClockProblem as problem:
        print(str(problem.reason), file=sys.stderr)
        return UNKNOWN
    except InputProblem as problem:
        print(f"{problem.reason} {problem.mend}", file=sys.stderr)
        return UNKNOWN
    ensure_system_actors(at)
    actions.record_check(
        rule=known.code,
        since=known.since,
        verified_by=who,
        on=on,
        source=source,
        by=system_actor("setup", at),
        at=at,
    )
    print(f"{known.code}: compared by {who} on {on.isoformat()} ({source}).")
    return ALL_WELL
