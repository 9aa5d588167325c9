"""When a clock has run out, or its day was moved: silence, the ladder, what lists shall follow."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import CaseKind, Rung
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.queries.views import view_of
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import acting
from kachehri.engines.flow import kinds as flow_kinds
from kachehri.engines.flow import queries as clocks
from kachehri.engines.flow.kinds import ClockView, DueChange
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.clocks import after, local
from kachehri.kernel.flows import Move

from .catching_up import _catch_up, _wait
from .moving import _higher, _made, _Step
from .storing import _counted, _line, _refs, _store
from .telling import _tell
from .ticking import _show_clock

VERBS = {"cases.climbed": _("Passed a late matter to a higher officer")}


class CaseFollower:
    """Follows the clocks of matters for `engines.flow`."""

    def hold(self, *, subjects: Sequence[int], wait: bool) -> Collection[int]:
        """Lock the cases before their clocks, in the order of their numbers."""
        skip = "" if wait else "SKIP LOCKED"
        with connection.cursor() as cursor:
            cursor.execute(f"{_HOLD} {skip}", [list(subjects)])
            return {subject for (subject,) in cursor.fetchall()}

    def due(
        self, *, subject: int, clock: ClockView, rung: int, by: Actor, at: datetime
    ) -> datetime | None:
        """Silence is made a move, and an unanswered matter climbs; when to look again."""
        row = Case.objects.select_for_update().filter(thing_id=subject, moved_at=None).first()
        if row is None:
            return None
        kind = kinds.find(row.kind)
        if kind is None:
            return None
        _catch_up(row)
        silence = _silence(row, kind, clock) if rung == 0 else None
        if silence is not None:
            step = _Step(kind, silence, "", {}, (), at, by, at)
            _made(row, view_of(row), step)
        return _climbed(row, kind, clock, by, at)

    def moved(self, *, changes: Sequence[DueChange], by: Actor, at: datetime) -> None:
        """Write the changes down; lists follow by `apply_moved`, and `tell_moved` tells."""
        _wait(changes, by, at)


FOLLOWER = CaseFollower()

_HOLD = "SELECT thing_id FROM cases_case WHERE thing_id = ANY(%s) ORDER BY id FOR UPDATE"


def _silence(row: Case, kind: CaseKind, clock: ClockView) -> Move | None:
    """The move that the law makes of silence, where it is possible now."""
    try:
        key = flow_kinds.rule(clock.rule, local(clock.started_at).date()).silence
    except flow_kinds.UnknownRule:
        return None
    found = kind.flow.move_by_key.get(key) if key else None
    return found if found is not None and row.state in found.sources else None


def _climbed(
    row: Case, kind: CaseKind, clock: ClockView, by: Actor, at: datetime
) -> datetime | None:
    """Every rung whose time has come; when the next one is.

    Only the main clock climbs, and only while the matter is open: whoever acts stops it.
    """
    due_at = clock.due_at
    if not row.is_open or due_at is None or row.due_at != due_at:
        return None
    climbed = _rungs_climbed(row)
    for rung in kind.ladder[climbed:]:
        moment = after(rung.after, due_at, clocks.calendar(clock.calendar))
        if moment > at:
            _mark_late(row, at)
            return moment
        _climb(row, kind, rung, by, at)
        climbed += 1
    _mark_late(row, at)
    return None


def _rungs_climbed(row: Case) -> int:
    return row.entries.filter(what="climbed", at__gte=row.opened_at).count()


def _mark_late(row: Case, at: datetime) -> None:
    """The words and counts say that it is late."""
    if row.due_at is not None and row.changed_at <= row.due_at < at:
        _store(row, _counted(row), at)


def _climb(row: Case, kind: CaseKind, rung: Rung, by: Actor, at: datetime) -> None:
    """One step up: the officer of that role, else the next one on the ladder."""
    before, on = _counted(row), local(at).date()
    row.rung += 1
    if row.body_id:
        named = bodies.officer(row.body_id, rung.role, on)
        higher = _higher(bodies.ladder(row.body_id, on), row.officer_id)
        row.officer_id = named.position_id if named else higher
    _show_clock(row, kind)
    case = _store(row, before, at)
    _line(case, what="climbed", by=by, at=at, content={"role": rung.role}, is_public=kind.is_public)
    ledger.record(
        verb="cases.climbed",
        by=acting(by),
        thing=case.thing_id,
        at=at,
        refs={**_refs(case), "rung": case.rung},
    )
    if rung.notice:
        _tell(case, kind, (rung.notice,), f"rung-{case.rung}", by, at)
