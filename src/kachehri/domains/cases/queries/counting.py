"""Counts that are exact at every moment and cheap at any size: from the tally (docs/adr/0182)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q, Sum

from kachehri.domains.cases.kinds import Filter
from kachehri.domains.cases.models import Case, Tally
from kachehri.domains.cases.rules import seeing
from kachehri.domains.cases.rules.counting import VISIBLE_CLOSED, VISIBLE_OPEN, share
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.kernel.clocks import local

from .lists import desk_list, near, newest, reach_of
from .views import CaseView, coarsened, seen_by_public

SAMPLE = 200
"""Newest matters that are looked at where a filter asks for what is not tallied."""

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class PlaceCount:
    """How many matters of the public list lie in a union council."""

    place_id: int
    open: int
    closed: int

    @property
    def all(self) -> int:
        """Both together."""
        return self.open + self.closed


@dataclass(frozen=True)
class PublicMap:
    """Counts per union council (or the place that a matter names where that is wider).

    `is_sample`: the filter asks for what is not tallied; these are the newest matters only.
    """

    counts: tuple[PlaceCount, ...]
    is_sample: bool = False


def public_map(filter: Filter) -> PublicMap:
    """The public matters of a filter, counted per union council."""
    filter = near(filter)
    return _mapped(filter) if _is_tallied(filter) else _sampled(filter)


def _mapped(filter: Filter) -> PublicMap:
    counted: dict[int, dict[str, int]] = {}
    rows = _tallied(filter).filter(measure__in=(VISIBLE_OPEN, VISIBLE_CLOSED))
    sums = list(rows.values_list("place_id", "measure").annotate(n=Sum("n")))
    councils = coarsened({place_id for place_id, _measure, _n in sums})
    for place_id, measure, n in sums:
        shown = counted.setdefault(councils[place_id], {})
        shown[measure] = shown.get(measure, 0) + n
    return PublicMap(_counts(counted))


def _counts(counted: Mapping[int, Mapping[str, int]]) -> tuple[PlaceCount, ...]:
    found = (
        PlaceCount(place_id, shown.get(VISIBLE_OPEN, 0), shown.get(VISIBLE_CLOSED, 0))
        for place_id, shown in sorted(counted.items())
    )
    return tuple(one for one in found if one.all)


def _is_tallied(filter: Filter) -> bool:
    """Whether the tally knows all that a filter asks for."""
    rest = (filter.state, filter.sector, filter.channel, filter.text, filter.since, filter.until)
    return not any(rest) and not filter.overdue and not filter.tag and filter.is_open is None


def _tallied(filter: Filter) -> Any:
    rows = Tally.objects.all()
    if filter.kind:
        rows = rows.filter(kind=filter.kind)
    if filter.category:
        rows = rows.filter(category=filter.category)
    if filter.body_id:
        rows = rows.filter(body_id=filter.body_id)
    if filter.place_id and not _is_whole(filter.place_id):
        rows = rows.filter(place_id__in=places.lying_in([filter.place_id]))
    return rows


def _is_whole(place_id: int) -> bool:
    view = places.by_ids([place_id]).get(place_id)
    return view is not None and view.parent_id is None


def _sampled(filter: Filter) -> PublicMap:
    counted: dict[int, dict[str, int]] = {}
    for case in seen_by_public(newest(filter, limit=SAMPLE, is_public=True)):
        shown = counted.setdefault(case.place_id, {})
        measure = VISIBLE_OPEN if case.is_open else VISIBLE_CLOSED
        shown[measure] = shown.get(measure, 0) + 1
    return PublicMap(_counts(counted), is_sample=True)


@dataclass(frozen=True)
class Rates:
    """What became of matters: the office's word and the citizen's, side by side.

    `closed_rate` is the official closure rate, `confirmed_rate` the share of the closed ones of
    which the citizen says that they are done; who said nothing counts as not confirmed.
    `median_days` is of the newest closed ones (`of_days`), None where there is none.
    """

    brought: int
    open: int
    late: int
    closed: int
    answered: int
    in_time: int
    silent: int
    confirmed: int
    contested: int
    no_word: int
    median_days: float | None = None
    of_days: int = 0

    @property
    def closed_rate(self) -> float | None:
        """Closed by the office, of all that were brought."""
        return share(self.closed, self.brought)

    @property
    def confirmed_rate(self) -> float | None:
        """Confirmed by the citizen, of all that were brought."""
        return share(self.confirmed, self.brought)

    @property
    def in_time_rate(self) -> float | None:
        """Answered by the due time, of all that were answered or are late or silent."""
        return share(self.in_time, self.answered + self.late)


_MEASURED = {
    "brought": "brought", "open": "open", "late": "late", "closed": "closed",
    "answered": "answered", "in-time": "in_time", "silent": "silent", "confirmed": "confirmed",
    "contested": "contested", "no-word": "no_word",
}  # fmt: skip


def rates(filter: Filter = Filter()) -> Rates:  # noqa: B008 - frozen
    """The rates of the kind, category, place and body that a filter names; private ones count."""
    filter = near(filter)
    rows = _tallied(filter).filter(measure__in=list(_MEASURED))
    found = dict(rows.values_list("measure").annotate(n=Sum("n")))
    days = sorted(_days(filter))
    return Rates(
        **{name: found.get(measure, 0) for measure, name in _MEASURED.items()},
        median_days=_median(days),
        of_days=len(days),
    )


def _days(filter: Filter) -> list[float]:
    rows = newest(Filter(**{**filter.__dict__, "is_open": False}), limit=SAMPLE)
    return [(row.closed_at - row.opened_at) / timedelta(days=1) for row in rows if row.closed_at]


def _median(days: list[float]) -> float | None:
    if not days:
        return None
    middle = len(days) // 2
    return days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2


@dataclass(frozen=True)
class LoadView:
    """How much lies on a desk or an officer of a body."""

    body_id: int
    desk_id: int | None
    officer_id: int | None
    open: int
    late: int
    oldest_due: datetime | None


def load(body_ids: Collection[int], at: datetime) -> tuple[LoadView, ...]:
    """The open matters of bodies by desk and officer (one query)."""
    rows = Case.objects.filter(body_id__in=list(body_ids), is_open=True, moved_at__isnull=True)
    counted = rows.values("body_id", "desk_id", "officer_id").annotate(
        open=Count("id"), late=Count("id", filter=Q(due_at__lt=at)), oldest_due=Min("due_at")
    )
    return tuple(LoadView(**row) for row in counted.order_by("body_id", "desk_id", "officer_id"))


@dataclass(frozen=True)
class DeskCounts:
    """What stands at the top of a desk. `waiting`: for the citizen; `new`: nobody has it yet."""

    late: int
    today: int
    week: int
    waiting: int
    new: int


_DESK_COUNTS = """
select
    count(*) filter (where due_at < %(at)s),
    count(*) filter (where due_at >= %(at)s and due_at < %(midnight)s),
    count(*) filter (where due_at >= %(midnight)s and due_at < %(week)s),
    count(*) filter (where due_at is null),
    count(*) filter (where officer_id is null)
from cases_case
where is_open and moved_at is null
  and (%(all)s or body_thing_id = any(%(things)s) or places && %(areas)s)
"""


def desk_counts(actor: Actor, at: datetime) -> DeskCounts:
    """How much is late, due today and this week, waiting and new (one query)."""
    require(seeing.MAY_LIST, seeing.judged(actor))
    reach = reach_of(actor)
    midnight = local(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    values: dict[str, Any] = {
        "at": at,
        "midnight": midnight,
        "week": midnight + WEEK,
        "all": reach.everything,
        "things": reach.things,
        "areas": reach.places,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DESK_COUNTS, values)
        return DeskCounts(*cursor.fetchone())


def due_soon(actor: Actor, at: datetime, limit: int = 50) -> tuple[CaseView, ...]:
    """What is late or due within a week, the most pressing first."""
    return desk_list(actor, Filter(due_until=at + WEEK), "clock", limit=limit).rows


def total() -> int:
    """How many matters there are."""
    return Tally.objects.filter(measure="brought").aggregate(n=Sum("n"))["n"] or 0
