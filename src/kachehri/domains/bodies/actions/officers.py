"""Terms of office: who holds a position from when until when."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from kachehri.domains.bodies.kinds import BodyProblem
from kachehri.domains.bodies.models import Body, Position, Term
from kachehri.domains.bodies.rules.editing import MAY_STAFF
from kachehri.domains.people import queries as people
from kachehri.domains.people.actions import register_person
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger


def save_term(
    *,
    position_id: int,
    person_id: int,
    since: date,
    by: Actor,
    at: datetime,
    until: date | None = None,
    source: str = "",
    shared: bool = False,
) -> int:
    """Write that a person holds a position from a day on; return the term's id.

    Terms of one position do not overlap, unless `shared` says that two hold it together. For an
    editor of the place or the supervisor of the office. Raises Refused, BodyProblem.
    """
    with transaction.atomic():
        position = _held(position_id, by)
        _check(position, since, until, shared=shared)
        if people.person(person_id) is None:
            raise BodyProblem({"person": gettext("There is no such person.")})
        made = Term.objects.create(
            position=position, person_id=person_id, since=since, until=until,
            source=" ".join(source.replace("\0", "").split())[:300],
        )  # fmt: skip
        refs: dict[str, int | str] = {"term": made.pk, "since": since.isoformat()}
        _record_begun(position.thing_id, by, at, refs)
    return made.pk


def begin_term(
    *,
    position_id: int,
    name: str,
    since: date,
    by: Actor,
    at: datetime,
    source: str = "",
    shared: bool = False,
) -> int:
    """Write that somebody of that name holds a position from a day on; return the term's id.

    The person is written down with it, and nothing but the name. Raises Refused, BodyProblem.
    """
    with transaction.atomic():
        position = _held(position_id, by)
        _check(position, since, None, shared=shared)
        person = register_person(name=name, by=by, at=at)
        return save_term(
            position_id=position_id, person_id=person, since=since, by=by, at=at, source=source,
            shared=shared,
        )  # fmt: skip


def _record_begun(thing: int, by: Actor, at: datetime, refs: dict[str, int | str]) -> None:
    ledger.record(verb="bodies.term_begun", by=by.thing_id or 0, thing=thing, at=at, refs=refs)


def end_term(*, term_id: int, until: date, by: Actor, at: datetime) -> None:
    """Write that somebody's time in a position ended: the day is the first on which it is over.

    Safe to repeat. What they had in hand is handed over by whoever calls this. Raises Refused,
    BodyProblem.
    """
    with transaction.atomic():
        term = Term.objects.select_for_update().filter(pk=term_id).first()
        if term is None:
            raise BodyProblem({"": gettext("There is no such term of office.")})
        position = _held(term.position_id, by)
        if term.until == until:
            return
        if until <= term.since:
            raise BodyProblem({"until": gettext("It would end before it began.")})
        if term.until is None or until > term.until:
            _no_overlap(position, term.since, until, but=term.pk)
        term.until = until
        term.save(update_fields=["until"])
        refs: dict[str, int | str] = {"term": term.pk, "until": until.isoformat()}
        ledger.record(
            verb="bodies.term_ended",
            by=by.thing_id or 0,
            thing=position.thing_id,
            at=at,
            refs=refs,
        )


def _held(position_id: int, by: Actor) -> Position:
    """The position's row, locked: two terms are never written at once."""
    found = Position.objects.select_for_update().filter(pk=position_id).first()
    if found is None:
        raise BodyProblem({"position": gettext("There is no such position.")})
    body = Body.objects.get(pk=found.body_id)
    place = places.by_ids([body.place_id])[body.place_id]
    require(MAY_STAFF, by, {"place_thing_id": place.thing_id, "body_thing_id": body.thing_id})
    return found


def _check(position: Position, since: date, until: date | None, *, shared: bool) -> None:
    if until is not None and until <= since:
        raise BodyProblem({"until": gettext("It would end before it began.")})
    if not shared:
        _no_overlap(position, since, until)


def _no_overlap(position: Position, since: date, until: date | None, but: int = 0) -> None:
    others = Term.objects.filter(position=position).exclude(pk=but)
    others = others.filter(Q(until__isnull=True) | Q(until__gt=since))
    if until is not None:
        others = others.filter(since__lt=until)
    if others.exists():
        message = gettext("Somebody holds this position at that time. End that term first.")
        raise BodyProblem({"since": message})
