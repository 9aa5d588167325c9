"""What is added to a matter without moving it: messages, notes, calls, papers and numbers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import (
    CALL_OUTCOMES,
    NUMBERINGS,
    PAPER_KINDS,
    CaseProblem,
    NewFile,
)
from kachehri.domains.cases.models import Case, Paper
from kachehri.domains.cases.queries import reading
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import seeing, validating
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.clocks import local

from .catching_up import _catch_up
from .moving import _made, _Step
from .opening import _keep_files
from .sealing import _divert, _is_flagged
from .storing import _counted, _line, _locked, _refs, _store
from .ticking import _show_clock, _start

VERBS = {
    "cases.message_added": _("Added a message to a matter"),
    "cases.noted": _("Added a note to a matter"),
    "cases.called": _("Wrote down a call about a matter"),
    "cases.paper_added": _("Added a paper to a matter"),
}

STARTS = frozenset({"receipt", "receipt-refused", "acknowledgement"})
"""Papers that show that the office has the matter, whether it wanted to or not."""

Side = Literal["applicant", "office", "counter", "program", ""]


def add_message(
    *,
    case_id: int,
    words: str,
    by: Actor,
    at: datetime,
    side: Side = "applicant",
    message: int | None = None,
    sender: str = "",
    secret: str = "",
    files: Sequence[NewFile] = (),
    received_at: datetime | None = None,
) -> CaseView | None:
    """Add what somebody wrote, in or out; None where the matter went to the locked tray.

    Whoever reads a channel says whose it is (`side`). An applicant's words answer the office's
    question, where it has asked one: the clocks go on. `message` is its number in the post,
    `sender` what stood there as its sender. With the right `secret` it is the applicant.
    """
    said = validating.clean(words)[: validating.MOST_WORDS]
    with transaction.atomic():
        row = _locked(case_id)
        case = reading.with_standing(view_of(row), by, secret)
        case = replace(case, is_applicant=case.is_applicant or (by.system and side == "applicant"))
        _may_add(case, by)
        if _is_flagged(said):
            _divert(case_id, "triage", by, at, {"last": said})
            return None
        ids = _keep_files(case, files, by, at)
        _line(
            case, what="message", words=said, by=by, at=received_at or at, message=message,
            content=_of_message(sender, side, ids),
        )  # fmt: skip
        ledger.record(
            verb="cases.message_added", by=acting(by), thing=case.thing_id, at=at, refs=_refs(case)
        )
        answered = _answered(row, case, said, by, at) if case.is_applicant else None
        return answered or _store(row, _counted(row), at)


def _of_message(sender: str, side: Side, files: list[int]) -> dict[str, object]:
    kept: dict[str, object] = {"from": sender[:200]} if sender and side != "applicant" else {}
    return {**kept, "side": side or "other", **({"files": files} if files else {})}


def _may_add(case: CaseView, by: Actor) -> None:
    """The channels themselves, whoever has the matter, and its applicant."""
    if not (by.system or case.is_applicant):
        require(seeing.MAY_ACT, by, case)


def _answered(row: Case, case: CaseView, words: str, by: Actor, at: datetime) -> CaseView | None:
    """Make the move by which a citizen answers, where the matter waits for that."""
    kind = kinds.find(row.kind)
    if kind is None:
        return None
    waiting = [one for one in kind.flow.moves_from(row.state) if "citizen-answers" in one.tags]
    if not waiting:
        return None
    content = dict.fromkeys(waiting[0].asks, words)
    return _made(row, case, _Step(kind, waiting[0], "", content, (), at, by, at))


def note(*, case_id: int, words: str, by: Actor, at: datetime) -> None:
    """Add a note that only the desks read."""
    said = validating.clean(words)[: validating.MOST_WORDS]
    if not said:
        raise CaseProblem({"words": gettext("Write something.")})
    with transaction.atomic():
        row = _locked(case_id)
        case = view_of(row)
        require(seeing.MAY_READ, seeing.judged(by), case)
        _line(case, what="note", words=said, by=by, at=at)
        ledger.record(
            verb="cases.noted", by=acting(by), thing=case.thing_id, at=at, refs=_refs(case)
        )


def log_call(*, case_id: int, outcome: str, by: Actor, at: datetime, words: str = "") -> None:
    """Write down that somebody was called, and what came of it."""
    if outcome not in CALL_OUTCOMES:
        raise CaseProblem({"outcome": gettext("Choose one from the list.")})
    with transaction.atomic():
        case = view_of(_locked(case_id))
        require(seeing.MAY_ACT, seeing.judged(by), case)
        said = validating.clean(words)[: validating.MOST_WORDS]
        _line(case, what="call", words=said, content={"outcome": outcome}, by=by, at=at)
        refs = {**_refs(case), "outcome": outcome}
        ledger.record(verb="cases.called", by=acting(by), thing=case.thing_id, at=at, refs=refs)


def add_paper(
    *,
    case_id: int,
    kind: str,
    by: Actor,
    at: datetime,
    on: date | None = None,
    numbering: str = "",
    number: str = "",
    brought_by: str = "",
    witness: str = "",
    words: str = "",
    file: NewFile | int | None = None,
) -> CaseView:
    """Add a paper with the number that an office or the post gave it.

    A receipt starts the clocks of a letter that waited for one, on the day that it names; so does a
    receipt that was *refused* before a witness or against a postal acknowledgement.
    """
    _is_taken(kind, numbering, number, witness, on, at)
    with transaction.atomic():
        row = _locked(case_id)
        case = view_of(row)
        require(seeing.MAY_ACT, seeing.judged(by), case)
        kept = _keep_files(case, [file], by, at)[0] if isinstance(file, NewFile) else file
        day = on or local(at).date()
        Paper.objects.create(
            case_id=row.pk,
            kind=kind,
            numbering=numbering,
            number=validating.one_line(number)[:80],
            on=day,
            brought_by=validating.one_line(brought_by)[:120],
            witness=validating.one_line(witness)[:120],
            words=validating.clean(words)[: validating.MOST_WORDS],
            file=kept,
            entered_by_id=acting(by),
            entered_at=at,
        )
        _catch_up(row)
        before = _counted(row)
        if kind in STARTS:
            _received(row, day, by, at)
        case = _store(row, before, at)
        content = {"paper": kind, "numbering": numbering}
        _line(case, what="paper", by=by, at=at, content=content, is_public=_shows(case))
        refs = {**_refs(case), "paper": kind}
        ledger.record(
            verb="cases.paper_added", by=acting(by), thing=case.thing_id, at=at, refs=refs
        )
        return case


def _shows(case: CaseView) -> bool:
    return case.declared is not None and case.declared.is_public


def _is_taken(
    kind: str, numbering: str, number: str, witness: str, on: date | None, at: datetime
) -> None:
    problems = {}
    if kind not in PAPER_KINDS:
        problems["kind"] = gettext("Choose one from the list.")
    if numbering not in NUMBERINGS:
        problems["numbering"] = gettext("Choose one from the list.")
    if kind == "receipt-refused" and not (witness.strip() or number.strip()):
        problems["witness"] = gettext(
            "Name a witness, or give the number of the registered letter."
        )
    if on is not None and on > local(at).date():
        problems["on"] = gettext("This day has not come yet.")
    if problems:
        raise CaseProblem(problems)


def _received(row: Case, on: date, by: Actor, at: datetime) -> None:
    """Start the clocks that waited for a receipt, from the day on which the office had it."""
    declared = kinds.find(row.kind)
    if declared is None or not row.facts.pop("awaits_receipt", False):
        return
    noon = datetime.combine(on, time(12), timezone.get_default_timezone())
    _start(row, declared, declared.opens_with, min(noon, at), by, at)
    _show_clock(row, declared)
