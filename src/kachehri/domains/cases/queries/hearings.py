"""Open hearings as read-models: the notice, who came, the queue, what was promised."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils.translation import gettext

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.cases.kinds.hearings import HearingProblem
from kachehri.domains.cases.models import Hearing, Matter, Seat
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView


@dataclass(frozen=True)
class HearingView:
    """A hearing. `venue` and `notice` are by language; `minutes` hold the chair's own words."""

    id: int
    thing_id: int
    number: int
    place: PlaceView
    place_thing_id: int
    body: BodyView
    body_thing_id: int
    venue: Mapping[str, str]
    starts_at: datetime
    notice: Mapping[str, str]
    state: str
    minutes: Mapping[str, str]
    opened_at: datetime | None
    closed_at: datetime | None

    def said(self, texts: Mapping[str, str], language: str) -> tuple[str, str]:
        """A text in a language, or in the one that it has; with the language it is in."""
        for code in (language, "en", *texts):
            if texts.get(code):
                return texts[code], code
        return "", language


@dataclass(frozen=True)
class SeatView:
    """An office that was invited. `came` None: nobody has said yet."""

    body: BodyView
    invited_at: datetime
    came: bool | None
    who: str


@dataclass(frozen=True)
class MatterView:
    """One applicant's number. The applicant is named to those who hold the hearing only."""

    id: int
    queue: int
    client: UUID
    applicant_id: int | None
    body_id: int | None
    words: str
    direction: str
    promised_for: date | None
    state: str
    case_id: int | None
    promise_id: int | None
    taken_at: datetime
    heard_at: datetime | None


@dataclass(frozen=True)
class Tally:
    """How many took a number, how many were heard, how many went away, how many promises."""

    taken: int
    heard: int
    left: int
    promised: int


def hearing(number: int) -> HearingView | None:
    """The hearing of that number."""
    row = Hearing.objects.filter(number=number).first()
    return _views([row])[0] if row else None


def found(number: int) -> HearingView:
    """The hearing of that number; HearingProblem where there is none."""
    view = hearing(number)
    if view is None:
        raise HearingProblem({"": gettext("There is no such hearing.")})
    return view


def hearings(
    *, place_ids: Collection[int] | None = None, after: int | None = None, limit: int = 20
) -> tuple[HearingView, ...]:
    """Hearings, the newest number first, from below the number `after` (keyset)."""
    rows = Hearing.objects.order_by("-number")
    if place_ids is not None:
        rows = rows.filter(place_id__in=place_ids)
    if after is not None:
        rows = rows.filter(number__lt=after)
    return _views(list(rows[:limit]))


def coming(*, at: datetime, limit: int = 10) -> tuple[HearingView, ...]:
    """Hearings that are not closed and begin later than a day ago, the next one first."""
    rows = Hearing.objects.exclude(state="closed").filter(starts_at__gte=at).order_by("starts_at")
    return _views(list(rows[:limit]))


def last_before(view: HearingView) -> HearingView | None:
    """The hearing that the same office held last at the same place."""
    row = (
        Hearing.objects.filter(
            place_id=view.place.id,
            body_id=view.body.id,
            state="closed",
            starts_at__lt=view.starts_at,
        )
        .order_by("-starts_at")
        .first()
    )
    return _views([row])[0] if row else None


def seats(hearing_id: int) -> tuple[SeatView, ...]:
    """Who was invited, in the order of the invitations."""
    rows = list(Seat.objects.filter(hearing_id=hearing_id).order_by("id"))
    known = bodies.by_ids([row.body_id for row in rows])
    return tuple(SeatView(known[row.body_id], row.invited_at, row.came, row.who) for row in rows)


def queue(
    hearing_id: int, *, states: Collection[str] = (), after: int = 0, limit: int = 500
) -> tuple[MatterView, ...]:
    """The numbers of a hearing in their order, from above the number `after` (keyset)."""
    rows = Matter.objects.filter(hearing_id=hearing_id, queue__gt=after).order_by("queue")
    if states:
        rows = rows.filter(state__in=states)
    return tuple(_matter(row) for row in rows[:limit])


def matter(hearing_id: int, *, number: int) -> MatterView | None:
    """One number of a hearing."""
    row = Matter.objects.filter(hearing_id=hearing_id, queue=number).first()
    return _matter(row) if row else None


def by_client(hearing_id: int, client: UUID) -> MatterView | None:
    """The number that a device took, by the device's own number of it."""
    row = Matter.objects.filter(hearing_id=hearing_id, client=client).first()
    return _matter(row) if row else None


def tally(hearing_id: int) -> Tally:
    """What happened in a hearing, in numbers."""
    found: Mapping[str, Any] = Matter.objects.filter(hearing_id=hearing_id).aggregate(
        taken=Count("id"),
        heard=Count("id", filter=Q(state="heard")),
        left=Count("id", filter=Q(state="left")),
        promised=Count("id", filter=Q(promise__isnull=False)),
    )
    return Tally(**found)


def last_number() -> int:
    """The highest number of a hearing; 0 before the first."""
    found: int | None = Hearing.objects.aggregate(last=Max("number"))["last"]
    return found or 0


def _views(rows: list[Hearing]) -> tuple[HearingView, ...]:
    known = bodies.by_ids([row.body_id for row in rows])
    lands = places.by_ids([row.place_id for row in rows])
    return tuple(_view(row, lands[row.place_id], known[row.body_id]) for row in rows)


def _view(row: Hearing, place: PlaceView, body: BodyView) -> HearingView:
    return HearingView(
        id=row.pk,
        thing_id=row.thing_id,
        number=row.number,
        place=place,
        place_thing_id=row.place_thing_id,
        body=body,
        body_thing_id=body.thing_id,
        venue=row.venue,
        starts_at=row.starts_at,
        notice=row.notice,
        state=row.state,
        minutes=row.minutes,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def _matter(row: Matter) -> MatterView:
    return MatterView(
        id=row.pk,
        queue=row.queue,
        client=row.client,
        applicant_id=row.applicant_id,
        body_id=row.body_id,
        words=row.words,
        direction=row.direction,
        promised_for=row.promised_for,
        state=row.state,
        case_id=row.case_id,
        promise_id=row.promise_id,
        taken_at=row.taken_at,
        heard_at=row.heard_at,
    )
