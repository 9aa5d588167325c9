"""Work in the field: how far each person and place is, second visits, flags."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from kachehri.domains.forms.models import Assignment, BackCheck, Collector, Flag, Submission
from kachehri.domains.forms.rules.looking import Look, look_of, refusal_share

from .answers import answers, current
from .forms import model

LATEST = 100
"""Interviews of a person from which the share of refusals is told."""


@dataclass(frozen=True)
class AssignmentView:
    """An assignment, with the columns of the table by the same names."""

    id: int
    form_id: int
    collector_id: int
    place_id: int | None
    cluster: int | None
    target: int
    a_day: int
    from_day: date
    until_day: date | None
    ended_at: datetime | None


@dataclass(frozen=True)
class PersonProgress:
    """How far somebody is: answers in all and today, what was expected, what looks odd."""

    collector_id: int
    name: str
    is_open: bool
    done: int = 0
    today: int = 0
    target: int = 0
    a_day: int = 0
    last: datetime | None = None
    flags: int = 0
    wrong: int = 0
    checked: int = 0
    agreed: float | None = None

    @property
    def agreed_percent(self) -> int:
        """The share of second answers that were the same, of a hundred."""
        return round(100 * (self.agreed or 0))


@dataclass(frozen=True)
class PlaceProgress:
    """How far a place is. `place_id` None: answers that name no place."""

    place_id: int | None
    done: int
    target: int = 0


@dataclass(frozen=True)
class FlagView:
    """Something odd, with the columns of the table by the same names."""

    id: int
    form_id: int
    submission_id: int
    collector_id: int | None
    kind: str
    detail: Mapping[str, Any]
    other_id: int | None
    raised_at: datetime
    verdict: str
    judged_at: datetime | None
    judged_by_id: int | None


@dataclass(frozen=True)
class BackCheckView:
    """A second visit, with the columns of the table by the same names."""

    id: int
    form_id: int
    submission_id: int
    collector_id: int | None
    second_id: int | None
    seed: int
    drawn_at: datetime
    compared_at: datetime | None
    asked: int
    same: int
    differing: tuple[str, ...]

    @property
    def agreed(self) -> float | None:
        """The share of questions answered the same."""
        return self.same / self.asked if self.asked else None


@lru_cache(maxsize=64)
def look_at(version_id: int) -> Look:
    """Which questions of a version are looked at. A version never changes: kept."""
    return look_of(model(version_id))


def assignments(form_id: int, *, ended: bool = False) -> tuple[AssignmentView, ...]:
    """What was given to whom, the newest first."""
    rows = Assignment.objects.filter(form_id=form_id)
    rows = rows if ended else rows.filter(ended_at=None)
    columns = tuple(AssignmentView.__dataclass_fields__)
    return tuple(AssignmentView(*row) for row in rows.order_by("-pk").values_list(*columns))


def progress(form_id: int, at: datetime) -> tuple[PersonProgress, ...]:
    """Everybody who brought answers or has an assignment, by name (five queries)."""
    done = _done(form_id, at)
    given = _given(form_id)
    flags = _flags(form_id)
    checks = _checks(form_id)
    numbers = {*done, *given}
    rows = Collector.objects.filter(pk__in=numbers).order_by("name", "pk")
    return tuple(
        PersonProgress(
            collector_id=row.pk,
            name=row.name,
            is_open=row.ended_at is None and (row.expires_at is None or at < row.expires_at),
            **done.get(row.pk, {}),
            **given.get(row.pk, {}),
            **flags.get(row.pk, {}),
            **checks.get(row.pk, {}),
        )
        for row in rows
    )


def _done(form_id: int, at: datetime) -> dict[int, dict[str, Any]]:
    local = at.astimezone(timezone.get_default_timezone())
    midnight = datetime.combine(local.date(), time.min, tzinfo=local.tzinfo)
    rows = current(form_id).filter(collector__isnull=False).order_by().values("collector_id")
    counted = rows.annotate(
        done=Count("pk"),
        today=Count("pk", filter=Q(received_at__gte=midnight)),
        last=Max("received_at"),
    )
    return {row.pop("collector_id"): row for row in counted}


def _given(form_id: int) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for one in assignments(form_id):
        mine = found.setdefault(one.collector_id, {"target": 0, "a_day": 0})
        mine["target"] += one.target
        mine["a_day"] += one.a_day
    return found


def _flags(form_id: int) -> dict[int, dict[str, Any]]:
    rows = Flag.objects.filter(form_id=form_id).filter(collector__isnull=False).order_by()
    counted = rows.values("collector_id").annotate(
        flags=Count("pk", filter=Q(verdict="")), wrong=Count("pk", filter=Q(verdict="wrong"))
    )
    return {row.pop("collector_id"): row for row in counted}


def _checks(form_id: int) -> dict[int, dict[str, Any]]:
    """By whoever made the first visit."""
    found: dict[int, list[tuple[int, int]]] = {}
    rows = BackCheck.objects.filter(form_id=form_id, compared_at__isnull=False)
    for collector, asked, same in rows.values_list("submission__collector_id", "asked", "same"):
        if collector is not None:
            found.setdefault(collector, []).append((asked, same))
    return {
        collector: {
            "checked": len(pairs),
            "agreed": _share(sum(same for _a, same in pairs), sum(asked for asked, _s in pairs)),
        }
        for collector, pairs in found.items()
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def by_place(form_id: int) -> tuple[PlaceProgress, ...]:
    """Answers and targets by place, the largest first (two queries)."""
    rows = current(form_id).order_by().values("place_id").annotate(done=Count("pk"))
    done = {row["place_id"]: row["done"] for row in rows}
    targets: dict[int | None, int] = {}
    for one in assignments(form_id):
        targets[one.place_id] = targets.get(one.place_id, 0) + one.target
    found = [
        PlaceProgress(place, done.get(place, 0), targets.get(place, 0))
        for place in {*done, *(place for place in targets if place is not None)}
    ]
    return tuple(sorted(found, key=lambda one: (-one.done, one.place_id or 0)))


def flags(
    form_id: int, *, after: int = 0, limit: int = 50, kind: str = "", judged: bool = False
) -> tuple[FlagView, ...]:
    """Flags of a form, the newest first, below the number `after`; open ones, or judged ones."""
    rows = Flag.objects.filter(form_id=form_id)
    rows = rows.exclude(verdict="") if judged else rows.filter(verdict="")
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(pk__lt=after) if after else rows
    columns = tuple(FlagView.__dataclass_fields__)
    return tuple(FlagView(*row) for row in rows.order_by("-pk").values_list(*columns)[:limit])


def flags_of(submission_id: int) -> tuple[FlagView, ...]:
    """Everything odd about one submission."""
    columns = tuple(FlagView.__dataclass_fields__)
    rows = Flag.objects.filter(submission_id=submission_id).order_by("pk")
    return tuple(FlagView(*row) for row in rows.values_list(*columns))


def is_flag_of(form_id: int, flag_id: int) -> bool:
    """Whether a flag is one of the form's."""
    return Flag.objects.filter(pk=flag_id, form_id=form_id).exists()


def flag_counts(form_id: int) -> dict[str, int]:
    """How many open flags of each kind."""
    rows = Flag.objects.filter(form_id=form_id, verdict="").order_by()
    return dict(rows.values_list("kind").annotate(count=Count("pk")))


def back_checks(form_id: int, *, after: int = 0, limit: int = 50) -> tuple[BackCheckView, ...]:
    """Second visits, the newest first, below the number `after`."""
    rows = BackCheck.objects.filter(form_id=form_id)
    rows = rows.filter(pk__lt=after) if after else rows
    return tuple(map(_check, rows.order_by("-pk")[:limit]))


def back_check(check_id: int) -> BackCheckView | None:
    """One by number."""
    row = BackCheck.objects.filter(pk=check_id).first()
    return _check(row) if row else None


def _check(row: BackCheck) -> BackCheckView:
    fields = {name: getattr(row, name) for name in BackCheckView.__dataclass_fields__}
    return BackCheckView(**{**fields, "differing": tuple(row.differing)})


def second_visits(check: BackCheckView) -> tuple[tuple[int, str, datetime], ...]:
    """Answers that may be the second visit: by others, since the draw (number, id, when)."""
    first = Submission.objects.filter(pk=check.submission_id).values_list("collector_id", flat=True)
    rows = (
        current(check.form_id)
        .filter(received_at__gte=check.drawn_at - timedelta(days=1))
        .exclude(pk=check.submission_id)
    )
    found = rows.exclude(collector_id=first[:1]) if first[0] is not None else rows
    return tuple(found.order_by("-pk").values_list("pk", "instance", "received_at")[:LATEST])


def refusals(form_id: int, collector_id: int) -> float:
    """Of the latest interviews of somebody, the share of *I do not know* and *I will not say*."""
    found = answers(
        form_id, older=True, limit=LATEST, collector_id=collector_id, state="read", is_edited=False
    )
    looks: dict[int, Look] = {}
    for one in found:
        version = one.submission.version_id
        if version is not None and version not in looks:
            looks[version] = look_of(model(version))
    if not looks:
        return 0.0
    return refusal_share([one.values for one in found], looks[max(looks)])
