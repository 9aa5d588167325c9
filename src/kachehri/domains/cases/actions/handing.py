"""Who has a matter: another office, another officer, a whole desk at once; many at a stroke."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import CaseProblem, Overtaken
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.queries import reading
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import seeing, validating
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.clocks import local

from .moving import _forward, move
from .opening import _route
from .storing import _around, _counted, _line, _locked, _refs, _store
from .telling import _tell

VERBS = {
    "cases.relocated": _("Said where a matter is"),
    "cases.rerouted": _("Passed a matter on to another office"),
    "cases.assigned": _("Gave a matter to an officer"),
    "cases.handed_over": _("Handed over the matters of an officer"),
}
MOST_AT_ONCE = 500


def reroute(
    *, case_id: int, body_id: int, because: str, by: Actor, at: datetime, notice: str = "passed-on"
) -> CaseView:
    """Pass a matter on to another office, with the reason. Its clocks run on."""
    said = validating.clean(because)
    if not said:
        raise CaseProblem({"because": gettext("Say why.")})
    if bodies.body(body_id) is None:
        raise CaseProblem({"body": gettext("This office is not known.")})
    with transaction.atomic():
        row = _locked(case_id)
        require(seeing.MAY_ACT, seeing.judged(by), view_of(row))
        before, was = _counted(row), row.body_id
        _forward(row, body_id, at)
        case = _store(row, before, at)
        declared = kinds.find(row.kind)
        content = {"body": body_id, "was": was}
        is_public = declared is not None and declared.is_public
        _line(case, what="rerouted", by=by, at=at, words=said, content=content, is_public=is_public)
        refs: dict[str, int | str] = {**_refs(case), "body": body_id}
        ledger.record(verb="cases.rerouted", by=acting(by), thing=case.thing_id, at=at, refs=refs)
        if declared is not None:
            _tell(case, declared, (notice,), str(case.version), by, at)
        return case


def relocate(*, case_id: int, place_id: int, by: Actor, at: datetime, secret: str = "") -> CaseView:
    """Say where a matter is, for one that came without a place; the office follows from it.

    A matter that somebody has taken in hand stays with its office.
    """
    place = places.by_ids([place_id]).get(place_id)
    if place is None:
        raise CaseProblem({"place": gettext("Choose the place where it is.")})
    with transaction.atomic():
        row = _locked(case_id)
        case = reading.with_standing(view_of(row), by, secret)
        require(seeing.MAY_ACT | seeing.APPLICANT, seeing.judged(by), case)
        before, was = _counted(row), row.place_id
        row.place_id, row.place_thing_id, row.places = place.id, place.thing_id, _around(place.id)
        declared = kinds.find(row.kind)
        if declared is not None and row.state == declared.flow.first.key:
            _route(row, declared, None, at)
        case = replace(_store(row, before, at), is_applicant=case.is_applicant)
        _line(case, what="relocated", by=by, at=at, content={"was": was})
        refs: dict[str, int | str] = {**_refs(case), "place": place.id}
        ledger.record(verb="cases.relocated", by=acting(by), thing=case.thing_id, at=at, refs=refs)
        return case


def assign(*, case_id: int, position_id: int, by: Actor, at: datetime) -> CaseView:
    """Give a matter to an officer of the office that has it, or of one below it."""
    position = bodies.position(position_id, local(at).date())
    if position is None:
        raise CaseProblem({"position": gettext("This officer is not known.")})
    with transaction.atomic():
        row = _locked(case_id)
        require(seeing.MAY_GIVE, seeing.judged(by), view_of(row))
        if position.body_id != row.body_id:
            raise CaseProblem({"position": gettext("This officer belongs to another office.")})
        before = _counted(row)
        row.officer_id = position_id
        row.desk_id = position.desk_id or row.desk_id
        case = _store(row, before, at)
        _line(case, what="assigned", by=by, at=at, content={"position": position_id})
        refs: dict[str, int | str] = {**_refs(case), "position": position_id}
        ledger.record(verb="cases.assigned", by=acting(by), thing=case.thing_id, at=at, refs=refs)
        return case


def hand_over(*, from_position: int, to_position: int, by: Actor, at: datetime) -> int:
    """Give all open matters of one officer to another one; return how many.

    For the supervisor of both. Each matter keeps its clocks, and its line says that it changed
    hands.
    """
    on = local(at).date()
    old, new = bodies.position(from_position, on), bodies.position(to_position, on)
    if old is None or new is None or from_position == to_position:
        raise CaseProblem({"position": gettext("This officer is not known.")})
    for position in (old, new):
        body = bodies.body(position.body_id)
        thing = {"body_thing_id": body.thing_id if body else None}
        require(seeing.MAY_LEAD, seeing.judged(by), thing)
    with transaction.atomic():
        rows = Case.objects.select_for_update().filter(
            officer_id=from_position, is_open=True, moved_at__isnull=True
        )
        count = 0
        for row in rows.order_by("id"):
            before = _counted(row)
            row.officer_id, row.desk_id = to_position, new.desk_id or row.desk_id
            case = _store(row, before, at)
            _line(case, what="assigned", by=by, at=at, content={"position": to_position})
            count += 1
        ledger.record(
            verb="cases.handed_over",
            by=acting(by),
            thing=new.thing_id,
            at=at,
            refs={"from": from_position, "to": to_position, "cases": count},
        )
        return count


@dataclass(frozen=True)
class Moved:
    """What became of one of many: `problem` is empty where it worked."""

    case_id: int
    number: int
    problem: str = ""


def move_many(
    *,
    case_ids: Collection[int],
    move: str,
    by: Actor,
    at: datetime,
    words: str = "",
    content: Mapping[str, Any] | None = None,
    on: date | None = None,
) -> tuple[Moved, ...]:
    """Make the same move with many matters, each by itself; say of each what became of it."""

    def one(case_id: int) -> object:
        return _move(case_id, move, by, at, words, content, on)

    numbers = dict(
        Case.objects.filter(pk__in=list(case_ids)[:MOST_AT_ONCE]).values_list("pk", "number")
    )
    return tuple(
        Moved(case_id, numbers[case_id], _problem(one, case_id))
        for case_id in dict.fromkeys(case_ids)
        if case_id in numbers
    )


def _move(
    case_id: int,
    key: str,
    by: Actor,
    at: datetime,
    words: str,
    content: Mapping[str, Any] | None,
    on: date | None,
) -> object:
    return move(
        case_id=case_id, version=None, move=key, by=by, at=at, words=words, content=content, on=on
    )


def _problem(act: Callable[[int], object], case_id: int) -> str:
    """What went wrong with one, in words; what it wrote is undone, the others stand."""
    try:
        with transaction.atomic():
            act(case_id)
    except (PermissionDenied, CaseProblem, Overtaken, Case.DoesNotExist) as problem:
        return str(problem) or gettext("This step is not possible.")
    return ""
