"""Taking a matter further: the next remedy is a matter with its own clock and letter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import CaseKind, CaseProblem, NewFile, Remedy, Switches
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.queries import reading
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import seeing
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.flow import queries as clocks
from kachehri.kernel.clocks import after, local

from .moving import _made, _Step
from .opening import open_case
from .storing import _locked
from .ticking import _calendar_of

MAY_TAKE_FURTHER = seeing.APPLICANT | seeing.COUNTER
COMMISSIONS = frozenset({"commission", "information-commission", "services-commission"})


def take_remedy(
    *,
    case_id: int,
    remedy: str,
    by: Actor,
    at: datetime,
    words: str = "",
    fields: Mapping[str, Any] | None = None,
    files: Sequence[NewFile] = (),
    channel: str = "",
    secret: str = "",
) -> CaseView | None:
    """Open the next matter and return it; None where its words went to the locked tray.

    The one before it makes its move tagged `remedy`, where its state has one. Raises CaseProblem
    where the remedy is not offered, its time has passed, or another one has to be tried first.
    """
    with transaction.atomic():
        row = _locked(case_id)
        case = reading.with_standing(view_of(row), by, secret)
        require(MAY_TAKE_FURTHER, seeing.judged(by), case)
        kind = kinds.get(row.kind)
        found = _offered(row, kind, remedy, at)
        child = open_case(
            kind=found.kind,
            place_id=row.place_id,
            words=words or row.words,
            title=row.title,
            category=row.category if _takes(found, row.category) else "",
            body_id=_hears(row, found, at),
            spot=row.spot,
            applicant_id=row.applicant_id,
            switches=Switches(row.hides_from_public, row.hides_from_authority, _speaker(row)),
            channel=channel or row.channel,
            language=row.language,
            fields={"letter": found.letter, **found.fields, **(fields or {})},
            urgent=bool(row.facts.get("urgent")),
            parent_id=row.pk,
            files=files,
            is_private=row.is_private,
            by=by,
            at=at,
        )
        if child is not None:
            Case.objects.filter(pk=child.id).update(embargo_until=row.embargo_until)
            _moved_further(row, case, kind, child, by, at)
        return child


def _speaker(row: Case) -> int | None:
    return row.spoken_for_by_id if row.is_spoken_for else None


def _takes(remedy: Remedy, category: str) -> bool:
    declared = kinds.find(remedy.kind)
    return declared is not None and category in {one.key for one in declared.categories}


def _offered(row: Case, kind: CaseKind, key: str, at: datetime) -> Remedy:
    """The remedy, where it is open to this matter now."""
    facts = {**row.facts, "category": row.category}
    body = bodies.body(row.body_id) if row.body_id else None
    laws = body.laws if body else ()
    offered = kind.offered(kind.flow.by_key[row.state].tags, facts, laws)
    found = next((one for one in offered if one.key == key), None)
    if found is None:
        raise CaseProblem({"remedy": gettext("This step is not open to this matter now.")})
    if found.first and not _was_tried(row, kind, found.first):
        raise CaseProblem({"remedy": gettext("The law wants another step before this one.")})
    if _is_too_late(row, found, at):
        raise CaseProblem({"remedy": gettext("The time for this step has passed.")})
    return found


def _was_tried(row: Case, kind: CaseKind, first: str) -> bool:
    """Whether the step that has to come first was taken: this matter is it, or came of it."""
    wanted = {first, *(one.kind for one in kind.remedies if one.key == first)}
    if row.kind in wanted:
        return True
    return Case.objects.filter(parent_id=row.pk, kind__in=wanted, is_open=False).exists()


def _is_too_late(row: Case, remedy: Remedy, at: datetime) -> bool:
    """Counted from the answer, else from the day on which the silence counted as one."""
    begun = row.answered_at or row.closed_at
    if remedy.within is None or begun is None:
        return False
    return after(remedy.within, begun, clocks.calendar(_calendar_of(row))) < at


def _hears(row: Case, remedy: Remedy, at: datetime) -> int | None:
    """The body that hears it: a commission of the place, else the same office."""
    if remedy.to not in COMMISSIONS:
        return row.body_id
    on = local(at).date()
    near = bodies.of_place(row.place_id, on=on)
    law = str(remedy.fields.get("law", ""))
    fit = [one for one in near if one.kind == remedy.to and (not law or law in one.laws)]
    fit = fit or [one for one in near if one.kind in {remedy.to, "commission"}]
    return fit[0].id if fit else None


def _moved_further(
    row: Case, case: CaseView, kind: CaseKind, child: CaseView, by: Actor, at: datetime
) -> None:
    moves = [one for one in kind.flow.moves_from(row.state) if "remedy" in one.tags]
    if moves:
        step = _Step(kind, moves[0], "", {"to": child.number}, (), at, by, at)
        _made(row, case, step)
