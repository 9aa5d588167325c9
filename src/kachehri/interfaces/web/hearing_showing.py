"""What pages of an open hearing show: seats, the queue, promises with their state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import get_language

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.cases.queries import hearings as queries
from kachehri.domains.cases.queries.hearings import HearingView, MatterView
from kachehri.domains.people import queries as people


@dataclass(frozen=True)
class Line:
    """One number of a hearing. `name` is empty for the public; so are words not yet passed."""

    queue: int
    client: str
    state: str
    name: str
    office: str
    words: str
    direction: str
    promised_for: date | None
    case: CaseView | None
    promise: CaseView | None


def hearing_or_404(number: int) -> HearingView:
    """The hearing of an address."""
    view = queries.hearing(number)
    if view is None:
        raise Http404
    return view


def public_lines(matters: Iterable[MatterView], on: date) -> tuple[Line, ...]:
    """What everybody may read on a day of matters that were heard: what moderation passed."""
    heard = [one for one in matters if one.state == "heard"]
    known = {key: one for key, one in _cases(heard).items() if cases.is_visible(one, on)}
    offices = bodies.by_ids([one.body_id for one in heard if one.body_id])
    return tuple(_public(one, known, offices) for one in heard)


def _public(
    one: MatterView, known: Mapping[int, CaseView], offices: Mapping[int, BodyView]
) -> Line:
    case, promise = known.get(one.case_id or 0), known.get(one.promise_id or 0)
    return Line(
        queue=one.queue,
        client="",
        state=one.state,
        name="",
        office=_office(one, offices) if case or promise else "",
        words="",
        direction=one.direction if promise else "",
        promised_for=one.promised_for if promise else None,
        case=case,
        promise=promise,
    )


def desk_lines(matters: Iterable[MatterView]) -> tuple[Line, ...]:
    """What those who hold the hearing read (three queries, however many there are)."""
    found = list(matters)
    known = _cases(found)
    offices = bodies.by_ids([one.body_id for one in found if one.body_id])
    names = people.people([one.applicant_id for one in found if one.applicant_id])
    return tuple(
        Line(
            queue=one.queue,
            client=str(one.client),
            state=one.state,
            name=names[one.applicant_id].name if one.applicant_id in names else "",
            office=_office(one, offices),
            words=one.words,
            direction=one.direction,
            promised_for=one.promised_for,
            case=known.get(one.case_id or 0),
            promise=known.get(one.promise_id or 0),
        )
        for one in found
    )


def promised_before(view: HearingView) -> tuple[Line, ...]:
    """What was promised at the last hearing of the same office here, with what came of it."""
    last = queries.last_before(view)
    if last is None:
        return ()
    return tuple(one for one in desk_lines(queries.queue(last.id, states=["heard"])) if one.promise)


def _cases(matters: Iterable[MatterView]) -> Mapping[int, CaseView]:
    ids = [some for one in matters for some in (one.case_id, one.promise_id) if some]
    return cases.by_ids(ids)


def _office(one: MatterView, offices: Mapping[int, BodyView]) -> str:
    found = offices.get(one.body_id or 0)
    return found.name(get_language() or "en") if found else ""
