"""The question after closing: is it done, and how were you received? No answer is counted, too."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import RECEIVED_AS, CaseProblem, Notice
from kachehri.domains.cases.models import Case, Feedback
from kachehri.domains.cases.queries import reading
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import seeing, validating
from kachehri.domains.people import queries as people
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.rules import IsSystem

from .sealing import _divert, _is_flagged
from .storing import _counted, _line, _locked, _refs, _store
from .telling import _to_applicant

VERBS = {
    "cases.feedback_asked": _("Asked somebody how their matter went"),
    "cases.feedback_given": _("Wrote down how somebody’s matter went"),
}

ASKED_AFTER = timedelta(days=3)
"""So long after closing the question goes out."""
RELIEFS = ("full", "part", "none")
MAY_ANSWER = seeing.COUNTER | seeing.APPLICANT | IsSystem()

QUESTION = Notice(
    "feedback",
    "applicant",
    gettext_noop(
        "Number %(number)s: how did it go, and how were you received? Please tell us: %(link)s"
    ),
)


def ask_feedback(*, case_id: int, by: Actor, at: datetime) -> bool:
    """Ask the applicant of a closed matter once; whether a message could go out.

    Where no way is safe, the question waits for a call or for the counter.
    """
    require(seeing.MAY_ACT | IsSystem(), seeing.judged(by), _view(case_id))
    with transaction.atomic():
        row = _locked(case_id)
        declared = kinds.find(row.kind)
        if row.is_open or declared is None or Feedback.objects.filter(case_id=case_id).exists():
            return False
        case = view_of(row)
        way = people.safe_way(case.applicant_id, at) if case.applicant_id else None
        Feedback.objects.create(case_id=case_id, asked_at=at, channel=way.channel if way else "")
        ledger.record(
            verb="cases.feedback_asked", by=acting(by), thing=case.thing_id, at=at, refs=_refs(case)
        )
        return bool(_to_applicant(case, QUESTION, f"case:{case.id}:feedback", by, at))


def _view(case_id: int) -> CaseView:
    found = reading.by_id(case_id)
    if found is None:
        raise Case.DoesNotExist
    return found


def ask_due(*, by: Actor, at: datetime, most: int = 500) -> int:
    """Ask of every matter that was closed some days ago; return of how many. Safe to repeat."""
    require(IsSystem(), seeing.judged(by))
    asked = Feedback.objects.filter(case_id=OuterRef("pk"))
    rows = Case.objects.filter(
        ~Exists(asked), is_open=False, closed_at__lte=at - ASKED_AFTER, applicant_id__isnull=False,
        closed_at__gt=at - ASKED_AFTER * 20, moved_at__isnull=True, duplicate_of__isnull=True,
    )  # fmt: skip
    ids = list(rows.order_by("closed_at", "id").values_list("id", flat=True)[:most])
    for case_id in ids:
        ask_feedback(case_id=case_id, by=by, at=at)
    return len(ids)


def answer_feedback(
    *,
    case_id: int,
    relief: str,
    by: Actor,
    at: datetime,
    received: Sequence[str] = (),
    words: str = "",
    secret: str = "",
) -> bool:
    """Write down what the applicant says; False where the matter went to the locked tray.

    The first answer may be given without a question, and a later one replaces it.
    """
    said = validating.clean(words)[:4000]
    _is_taken(relief, received)
    with transaction.atomic():
        row = _locked(case_id)
        case = reading.with_standing(view_of(row), by, secret)
        require(MAY_ANSWER, seeing.judged(by), case)
        if _is_flagged(said):
            _divert(case_id, "triage", by, at, {"last": said})
            return False
        last = Feedback.objects.filter(case_id=case_id).order_by("-id").first()
        last = last or Feedback(case_id=case_id, asked_at=at, channel="")
        last.answered_at, last.relief, last.words = at, relief, said
        last.received = list(dict.fromkeys(received))
        last.save()
        _line(case, what="feedback", by=by, at=at, content={"relief": relief})
        _store(row, _counted(row), at)
        ledger.record(
            verb="cases.feedback_given", by=acting(by), thing=case.thing_id, at=at, refs=_refs(case)
        )
        return True


def _is_taken(relief: str, received: Sequence[str]) -> None:
    problems = {}
    if relief not in RELIEFS:
        problems["relief"] = gettext("Choose one from the list.")
    if not set(received) <= set(RECEIVED_AS):
        problems["received"] = gettext("Choose one from the list.")
    if problems:
        raise CaseProblem(problems)
