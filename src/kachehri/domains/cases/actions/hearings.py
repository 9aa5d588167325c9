"""Calling an open hearing, inviting offices, opening it and closing it with minutes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.kinds.hearings import MOST_WORDS, HearingProblem
from kachehri.domains.cases.models import Hearing, Matter, Seat
from kachehri.domains.cases.queries import hearings as queries
from kachehri.domains.cases.queries.hearings import HearingView
from kachehri.domains.cases.rules.hearings import MAY_CALL, MAY_HOLD
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.post import actions as post

VERBS = {
    "hearings.called": _("Called an open hearing"),
    "hearings.moved": _("Changed the day or the place of an open hearing"),
    "hearings.invited": _("Invited an office to an open hearing"),
    "hearings.attended": _("Wrote down whether an office came to an open hearing"),
    "hearings.opened": _("Opened an open hearing"),
    "hearings.closed": _("Closed an open hearing"),
}


def call_hearing(
    *,
    place_id: int,
    body_id: int,
    venue: Mapping[str, str],
    starts_at: datetime,
    notice: Mapping[str, str],
    invited: Sequence[int],
    by: Actor,
    at: datetime,
) -> HearingView:
    """Call a hearing and invite offices (ids of bodies); return it.

    Raises Refused, or HearingProblem by field.
    """
    place = places.by_ids([place_id]).get(place_id)
    body = bodies.body(body_id)
    problems = _problems_of_call(place, body, venue, starts_at, at)
    if problems or place is None or body is None:
        raise HearingProblem(problems)
    require(MAY_CALL, by, {"body_thing_id": body.thing_id})
    with transaction.atomic():
        _one_at_a_time()
        row = Hearing.objects.create(
            thing=ledger.register(kind="cases.hearing", at=at),
            number=queries.last_number() + 1,
            place_id=place_id,
            place_thing_id=place.thing_id,
            body_id=body_id,
            venue=_filled(venue),
            starts_at=starts_at,
            notice=_filled(notice),
        )
        _write_event("hearings.called", row.thing_id, by, at, number=row.number)
        for one in dict.fromkeys(invited):
            _invite(row, one, by, at)
    return queries.found(row.number)


def move_hearing(
    *, number: int, venue: Mapping[str, str], starts_at: datetime, by: Actor, at: datetime
) -> HearingView:
    """Change the day or the place of a hearing that was not opened; those invited are told."""
    view = queries.found(number)
    require(MAY_CALL, by, {"body_thing_id": view.body_thing_id})
    problems = _problems_of_call(view.place, view.body, venue, starts_at, at)
    if view.state != "called":
        problems[""] = gettext("This hearing was opened already.")
    if problems:
        raise HearingProblem(problems)
    with transaction.atomic():
        row = Hearing.objects.select_for_update().get(pk=view.id)
        row.venue, row.starts_at = _filled(venue), starts_at
        row.save(update_fields=["venue", "starts_at"])
        _write_event("hearings.moved", row.thing_id, by, at)
        for seat in queries.seats(row.pk):
            _tell(row, seat.body, at, by, again=at.isoformat())
    return queries.found(number)


def invite(*, number: int, body_id: int, by: Actor, at: datetime) -> None:
    """Invite one more office. Safe to repeat."""
    view = queries.found(number)
    require(MAY_CALL, by, {"body_thing_id": view.body_thing_id})
    with transaction.atomic():
        row = Hearing.objects.select_for_update().get(pk=view.id)
        _is_not_closed(row)
        _invite(row, body_id, by, at)


def attend(
    *, number: int, body_id: int, came: bool | None, who: str, by: Actor, at: datetime
) -> None:
    """Write down whether an office came, and the post of whoever came for it."""
    view = queries.found(number)
    _may_hold(view, by)
    with transaction.atomic():
        seat = Seat.objects.select_for_update().filter(hearing_id=view.id, body_id=body_id).first()
        if seat is None:
            raise HearingProblem({"body": gettext("This office was not invited.")})
        if (seat.came, seat.who) == (came, who.strip()[:120]):
            return
        seat.came, seat.who = came, who.strip()[:120]
        seat.save(update_fields=["came", "who"])
        _write_event("hearings.attended", view.thing_id, by, at, body=body_id, came=str(came))


def open_hearing(*, number: int, by: Actor, at: datetime) -> HearingView:
    """Begin: from now on numbers are called up. Safe to repeat."""
    view = queries.found(number)
    _may_hold(view, by)
    with transaction.atomic():
        row = Hearing.objects.select_for_update().get(pk=view.id)
        _is_not_closed(row)
        if row.state == "called":
            row.state, row.opened_at = "open", at
            row.save(update_fields=["state", "opened_at"])
            _write_event("hearings.opened", row.thing_id, by, at)
    return queries.found(number)


def close_hearing(
    *, number: int, minutes: Mapping[str, str], by: Actor, at: datetime
) -> HearingView:
    """End a hearing; `minutes` are the chair's own words by language. Safe to repeat."""
    view = queries.found(number)
    _may_hold(view, by)
    with transaction.atomic():
        row = Hearing.objects.select_for_update().get(pk=view.id)
        if row.state == "called":
            raise HearingProblem({"": gettext("This hearing was not opened.")})
        if row.state == "open":
            row.state, row.closed_at, row.minutes = "closed", at, _filled(minutes)
            row.save(update_fields=["state", "closed_at", "minutes"])
            Matter.objects.filter(hearing=row, state="called").update(state="waiting")
            _write_event("hearings.closed", row.thing_id, by, at)
    return queries.found(number)


def _problems_of_call(
    place: Any, body: Any, venue: Mapping[str, str], starts_at: datetime, at: datetime
) -> dict[str, str]:
    problems: dict[str, str] = {}
    if place is None:
        problems["place"] = gettext("There is no such place.")
    if body is None:
        problems["body"] = gettext("There is no such office.")
    if not _filled(venue):
        problems["venue"] = gettext("Say where people have to come.")
    if starts_at <= at:
        problems["starts_at"] = gettext("Choose a time that is still to come.")
    return problems


def _invite(row: Hearing, body_id: int, by: Actor, at: datetime) -> None:
    body = bodies.body(body_id)
    if body is None:
        raise HearingProblem({"invited": gettext("There is no such office.")})
    _, is_new = Seat.objects.get_or_create(
        hearing=row, body_id=body_id, defaults={"invited_at": at}
    )
    if is_new:
        _write_event("hearings.invited", row.thing_id, by, at, body=body.thing_id)
        _tell(row, body, at, by)


def _tell(row: Hearing, body: bodies.BodyView, at: datetime, by: Actor, again: str = "") -> None:
    """Write to an office's mailbox; one without gets the printed invitation."""
    for address in bodies.addresses(body.thing_id):
        if address.channel == "email" and address.state == "fine":
            post.send(
                channel="email",
                address=address.value,
                subject=row.thing_id,
                title=gettext("Invitation to open hearing %(number)s") % {"number": row.number},
                words=_invitation(row),
                language="en",
                key=f"hearing:{row.pk}:{body.id}:{again}",
                by=by,
                at=at,
            )
            return


def _invitation(row: Hearing) -> str:
    """The words of an invitation, in every language that was written."""
    return "\n\n".join(
        f"{row.starts_at:%d.%m.%Y %H:%M}, {place}\n{row.notice.get(language, '')}".strip()
        for language, place in row.venue.items()
    )


def _is_not_closed(row: Hearing) -> None:
    if row.state == "closed":
        raise HearingProblem({"": gettext("This hearing is closed.")})


def _one_at_a_time() -> None:
    """Two hearings called at once get two numbers."""
    list(Hearing.objects.select_for_update().order_by("-number")[:1])


def _may_hold(view: HearingView, by: Actor) -> None:
    record = {"body_thing_id": view.body_thing_id, "place_thing_id": view.place_thing_id}
    require(MAY_HOLD, by, record)


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    """The languages in which something was written."""
    return {code: text.strip()[:MOST_WORDS] for code, text in texts.items() if text.strip()}


def _write_event(verb: str, thing: int, by: Actor, at: datetime, **refs: str | int) -> None:
    ledger.record(verb=verb, by=by.thing_id or 0, thing=thing, at=at, refs=refs)
