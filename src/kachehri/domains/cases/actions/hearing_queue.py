"""The queue of an open hearing: numbers, calling up, hearing, and what a device kept offline.

What the hall's device sends may come hours later and twice: every happening carries the device's
own number (`client`), and the time at which it was done there.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.kinds.hearings import (
    MOST_WORDS,
    Accepted,
    Happened,
    Heard,
    HearingProblem,
    Left,
    Taken,
)
from kachehri.domains.cases.models import Hearing, Matter
from kachehri.domains.cases.queries import hearings as queries
from kachehri.domains.cases.queries.hearings import HearingView, MatterView
from kachehri.domains.cases.rules.hearings import MAY_HOLD
from kachehri.domains.people import actions as people
from kachehri.domains.people.kinds import NewContact
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger

from .hearing_cases import CannotBeHeard, open_matter
from .sealing import _is_flagged, _seal_intake

VERBS = {
    "hearings.taken": _("Took a number at an open hearing"),
    "hearings.called_up": _("Called up a number at an open hearing"),
    "hearings.heard": _("Heard a matter at an open hearing"),
    "hearings.left": _("Wrote down that an applicant had left"),
}

MOST_WAITING = 2000
"""Numbers of one hearing: nobody hears more in a day."""


def call_up(*, number: int, queue: int, by: Actor, at: datetime) -> MatterView:
    """Call a number up. The one that was called before and not heard waits again."""
    view = queries.found(number)
    _may_hold(view, by)
    with transaction.atomic():
        _is_not_closed(Hearing.objects.select_for_update().get(pk=view.id))
        Matter.objects.filter(hearing_id=view.id, state="called").exclude(queue=queue).update(
            state="waiting"
        )
        changed = Matter.objects.filter(
            hearing_id=view.id, queue=queue, state__in=["waiting", "left", "called"]
        ).update(state="called")
        if not changed:
            raise HearingProblem({"queue": gettext("This number is not waiting.")})
        _write_event("hearings.called_up", view.thing_id, by, at, queue=queue)
    return _matter(view, queue)


def take_number(*, number: int, taken: Taken, by: Actor, at: datetime) -> MatterView:
    """Give somebody a number in the queue; the same `client` again gets the same number.

    Whoever comes by the public page acts as the program's *citizen*. Raises HearingProblem where
    the hearing is closed or full.
    """
    view = queries.found(number)
    _may_hold(view, by)
    with transaction.atomic():
        row = Hearing.objects.select_for_update().get(pk=view.id)
        if before := queries.by_client(view.id, taken.client):
            return before
        _is_not_closed(row)
        queue = _next_free(row, taken.queue)
        Matter.objects.create(
            hearing=row,
            queue=queue,
            client=taken.client,
            applicant_id=_applicant(taken, by, at),
            body_id=_body_id(taken.body_key),
            words=_in_the_open(view, taken.words, by, at),
            taken_at=min(taken.at, at),
        )
        _write_event("hearings.taken", row.thing_id, by, at, queue=queue)
    return _matter(view, queue)


def hear(*, number: int, heard: Heard, by: Actor, at: datetime) -> MatterView:
    """Keep what was said and directed: a complaint is opened, and a promise where a day was named.

    The same `client` heard again changes nothing. Raises HearingProblem, by field.
    """
    view = queries.found(number)
    _may_hold(view, by)
    with transaction.atomic():
        row = Matter.objects.select_for_update().filter(client=heard.client).first()
        if row is None or row.hearing_id != view.id:
            raise HearingProblem({"": gettext("This number is not in the queue.")})
        if row.state == "heard":
            return _matter(view, row.queue)
        body_id = _checked(view, heard)
        try:
            opened = open_matter(
                view=view,
                applicant_id=row.applicant_id,
                taken_at=row.taken_at,
                heard=heard,
                body_id=body_id,
                by=by,
                at=at,
            )
        except CannotBeHeard as problem:
            raise HearingProblem(problem.problems) from problem
        directed = "" if heard.promised_for else _in_the_open(view, heard.direction, by, at)
        _keep(row, heard, body_id, opened, directed, at)
        _write_event("hearings.heard", view.thing_id, by, at, queue=row.queue)
    return _matter(view, row.queue)


def leave(*, number: int, left: Left, by: Actor, at: datetime) -> MatterView:
    """Write down that somebody went away before being heard. Their number can be called again."""
    view = queries.found(number)
    _may_hold(view, by)
    with transaction.atomic():
        row = Matter.objects.select_for_update().filter(client=left.client).first()
        if row is None or row.hearing_id != view.id:
            raise HearingProblem({"": gettext("This number is not in the queue.")})
        if row.state in ("waiting", "called"):
            row.state = "left"
            row.save(update_fields=["state"])
            _write_event("hearings.left", view.thing_id, by, at, queue=row.queue)
    return _matter(view, row.queue)


def take_in(
    *, number: int, happened: Sequence[Happened], by: Actor, at: datetime
) -> tuple[Accepted, ...]:
    """Take in what a device kept while it was offline, in its order; say what became of each.

    Each happening stands for itself: one that cannot be taken does not keep the others out.
    """
    _may_hold(queries.found(number), by)
    return tuple(_accept(number, one, by, at) for one in happened)


def _accept(number: int, one: Happened, by: Actor, at: datetime) -> Accepted:
    doing: dict[type, Callable[..., MatterView]] = {
        Taken: lambda: take_number(number=number, taken=one, by=by, at=at),  # type: ignore[arg-type]
        Heard: lambda: hear(number=number, heard=one, by=by, at=at),  # type: ignore[arg-type]
        Left: lambda: leave(number=number, left=one, by=by, at=at),  # type: ignore[arg-type]
    }
    try:
        with transaction.atomic():
            kept = doing[type(one)]()
    except HearingProblem as problem:
        return Accepted(one.client, problem=" ".join(problem.problems.values()))
    return Accepted(one.client, kept.queue, kept.case_id or 0, kept.promise_id or 0)


def _next_free(row: Hearing, wanted: int) -> int:
    """The number on the slip if nobody has it, else the next one."""
    taken = Matter.objects.filter(hearing=row)
    count = taken.count()
    if count >= MOST_WAITING:
        raise HearingProblem({"": gettext("All numbers of this hearing are given out.")})
    if 0 < wanted <= MOST_WAITING * 2 and not taken.filter(queue=wanted).exists():
        return wanted
    last = taken.order_by("-queue").values_list("queue", flat=True).first()
    return (last or 0) + 1


def _applicant(taken: Taken, by: Actor, at: datetime) -> int | None:
    """The person, where they gave a name or a number."""
    if not (taken.name.strip() or taken.phone.strip()):
        return None
    contacts = (NewContact(channel="sms", address=taken.phone),) if taken.phone.strip() else ()
    return people.register_person(by=by, at=at, name=taken.name.strip()[:120], contacts=contacts)


def _body_id(key: str) -> int | None:
    body = bodies.by_key(key) if key else None
    return body.id if body else None


def _checked(view: HearingView, heard: Heard) -> int:
    """The office that answers, after looking at each field."""
    problems: dict[str, str] = {}
    body_id = _body_id(heard.body_key)
    if body_id is None:
        problems["body"] = gettext("Choose the office that has to act.")
    if not heard.words.strip():
        problems["words"] = gettext("Write in one line what the matter is.")
    if heard.promised_for is not None and heard.promised_for < _day_of(view):
        problems["promised_for"] = gettext("The day of a promise lies ahead.")
    if heard.promised_for is not None and not heard.direction.strip():
        problems["direction"] = gettext("Write what the officer promised.")
    if problems or body_id is None:
        raise HearingProblem(problems)
    return body_id


def _day_of(view: HearingView) -> date:
    return view.starts_at.date()


def _keep(
    row: Matter,
    heard: Heard,
    body_id: int,
    opened: tuple[int | None, int | None],
    directed: str,
    at: datetime,
) -> None:
    """What was heard; nothing of a matter that went to the locked tray."""
    case_id, promise_id = opened
    row.state, row.heard_at, row.body_id = "heard", min(heard.at, at), body_id
    row.case_id, row.promise_id = case_id, promise_id
    row.promised_for = heard.promised_for if promise_id else None
    row.words = heard.words.strip()[:MOST_WORDS] if case_id else ""
    row.direction = heard.direction.strip()[:MOST_WORDS] if promise_id else directed
    row.direction = row.direction if case_id else ""
    row.save()


def _in_the_open(view: HearingView, words: str, by: Actor, at: datetime) -> str:
    """Words as the queue keeps them; what must not lie in the open is sealed, and none are kept."""
    if not _is_flagged(words):
        return words.strip()[:MOST_WORDS]
    _seal_intake(
        {"words": words, "hearing": view.number, "place": view.place.name("en")},
        channel="hearing", applicant_id=None, received_at=at, by=by, at=at,
    )  # fmt: skip
    return ""


def _matter(view: HearingView, queue: int) -> MatterView:
    kept = queries.matter(view.id, number=queue)
    assert kept is not None  # noqa: S101 (its row is locked by this transaction)
    return kept


def _is_not_closed(row: Hearing) -> None:
    if row.state == "closed":
        raise HearingProblem({"": gettext("This hearing is closed.")})


def _may_hold(view: HearingView, by: Actor) -> None:
    record = {"body_thing_id": view.body_thing_id, "place_thing_id": view.place_thing_id}
    require(MAY_HOLD, by, record)


def _write_event(verb: str, thing: int, by: Actor, at: datetime, **refs: str | int) -> None:
    ledger.record(verb=verb, by=by.thing_id or 0, thing=thing, at=at, refs=refs)
