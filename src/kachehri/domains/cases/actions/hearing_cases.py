"""What a hearing opens: the applicant's complaint, and the officer's promise with its day."""

from collections.abc import Mapping
from datetime import datetime

from kachehri.domains.cases.kinds.hearings import Heard
from kachehri.domains.cases.queries.hearings import HearingView
from kachehri.domains.cases.queries.views import CaseView
from kachehri.domains.cases.rules.hearings import title_of
from kachehri.engines.access.actor import Actor

from .opening import CaseProblem, open_case

COMPLAINT, PROMISE = "complaint", "promise"
CHANNEL = "hearing"


class CannotBeHeard(ValueError):
    """A case could not be opened: why, by key of the field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


def open_matter(
    *,
    view: HearingView,
    applicant_id: int | None,
    taken_at: datetime,
    heard: Heard,
    body_id: int,
    by: Actor,
    at: datetime,
) -> tuple[int | None, int | None]:
    """Open the complaint, and the promise where a day was named; return the ids of both.

    Nothing is opened for what went to the locked tray: (None, None).
    """
    try:
        case = open_case(
            kind=COMPLAINT,
            place_id=view.place.id,
            words=heard.words,
            title=title_of(heard.words),
            category=heard.category,
            body_id=body_id,
            applicant_id=applicant_id,
            channel=CHANNEL,
            filed_at=min(taken_at, at),
            sender=f"hearing:{heard.client}",
            by=by,
            at=at,
        )
    except CaseProblem as problem:
        raise CannotBeHeard(problem.problems) from problem
    if case is None:
        return None, None
    return case.id, _promise(view, case, heard, body_id, by, at)


def _promise(
    view: HearingView, case: CaseView, heard: Heard, body_id: int, by: Actor, at: datetime
) -> int | None:
    if heard.promised_for is None:
        return None
    try:
        promise = open_case(
            kind=PROMISE,
            place_id=view.place.id,
            words=heard.direction,
            title=title_of(heard.direction),
            body_id=body_id,
            channel=CHANNEL,
            parent_id=case.id,
            is_private=case.is_private,
            sender=f"promise:{heard.client}",
            fields={"due_on": heard.promised_for.isoformat(), "hearing": str(view.number)},
            by=by,
            at=at,
        )
    except CaseProblem as problem:
        raise CannotBeHeard(problem.problems) from problem
    return promise.id if promise else None
