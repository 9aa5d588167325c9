"""What the public sees: passed, hidden with a reason, or held back; with a log in public."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.cases.kinds import CaseProblem
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import seeing, validating
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.rules import IsSystem

from .storing import _counted, _line, _locked, _refs, _store

VERBS = {
    "cases.moderated": _("Decided what the public sees of a matter"),
    "cases.held_back": _("Held a matter back from the public for a time"),
}

VERDICTS = ("passed", "hidden", "private", "open")
MAY_HOLD_BACK = seeing.MODERATE | seeing.SUPERVISOR | seeing.COUNTER


def moderate(*, case_id: int, verdict: str, because: str, by: Actor, at: datetime) -> CaseView:
    """Pass a matter for the public, or hide it; keep it private, or open one that was private.

    Everything but passing needs a reason, which the published log shows.
    """
    said = validating.clean(because)[:2000]
    if verdict not in VERDICTS:
        raise CaseProblem({"verdict": gettext("Choose one from the list.")})
    if verdict != "passed" and not said:
        raise CaseProblem({"because": gettext("Say why. The reason is published.")})
    with transaction.atomic():
        row = _locked(case_id)
        require(seeing.MODERATE, seeing.judged(by), view_of(row))
        before = _counted(row)
        if verdict in {"passed", "hidden"}:
            row.moderation = verdict
        else:
            row.is_private = verdict == "private"
        case = _store(row, before, at)
        content = {"verdict": verdict}
        _line(case, what="moderated", by=by, at=at, words=said, content=content, is_public=True)
        refs: dict[str, int | str] = {**_refs(case), "verdict": verdict}
        ledger.record(verb="cases.moderated", by=acting(by), thing=case.thing_id, at=at, refs=refs)
        return case


def embargo(
    *,
    case_id: int,
    until: date | None,
    by: Actor,
    at: datetime,
    because: str = "",
    is_private: bool | None = None,
) -> CaseView:
    """Hold a matter back from the public until a day (None: no longer), with a reason.

    `is_private` keeps it back for good (the person does not agree), or opens it; None: as it is.
    """
    said = validating.clean(because)[:2000]
    if until is not None and not said:
        raise CaseProblem({"because": gettext("Say why.")})
    with transaction.atomic():
        row = _locked(case_id)
        require(MAY_HOLD_BACK, seeing.judged(by), view_of(row))
        before = _counted(row)
        row.embargo_until = until
        row.is_private = row.is_private if is_private is None else is_private
        case = _store(row, before, at)
        day = until.isoformat() if until else ""
        _line(case, what="embargo", by=by, at=at, words=said, content={"until": day})
        refs: dict[str, int | str] = {**_refs(case), "until": day}
        ledger.record(verb="cases.held_back", by=acting(by), thing=case.thing_id, at=at, refs=refs)
        return case


def end_embargoes(*, by: Actor, at: datetime, most: int = 1000) -> int:
    """Let matters be found whose embargo has ended; return how many. Safe to repeat."""
    require(IsSystem(), seeing.judged(by))
    rows = Case.objects.filter(embargo_until__lte=at.date(), moved_at__isnull=True)
    count = 0
    for case_id in list(rows.order_by("id").values_list("id", flat=True)[:most]):
        with transaction.atomic():
            row = _locked(case_id)
            before = _counted(row)
            row.embargo_until = None
            _store(row, before, at)
            count += 1
    return count
