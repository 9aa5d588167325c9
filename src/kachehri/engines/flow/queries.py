"""The only door to calendars, clocks and their trail."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import get_language

from kachehri.kernel import calendars as kernel
from kachehri.kernel.clocks import ClockRule, Reckoning, local, reckon
from kachehri.kernel.messages import Reason

from . import kinds, storing
from .kinds import CalendarView, CheckedView, ClockView, HolidayView, StateView, TrailView
from .models import Calendar, Checked, Clock, Holiday, Reckoned, State, Weekend

Marks = tuple[tuple[str, int], ...]
_KEPT = 64


def calendar(code: str) -> kernel.Calendar:
    """The free days of a calendar as they are known now, names in the active language.

    One query; the rows are read again only after a change. A code that nobody knows has those of
    the calendars that it builds on.
    """
    codes = kernel.lineage(code)
    marks = tuple(sorted(Calendar.objects.filter(code__in=codes).values_list("code", "mark")))
    return _photograph(code, marks, get_language() or "en")


@lru_cache(maxsize=_KEPT)
def _photograph(code: str, marks: Marks, language: str) -> kernel.Calendar:
    """The calendar at these marks."""
    codes = kernel.lineage(code)
    rows = list(Weekend.objects.filter(calendar__in=codes).order_by("since"))
    own = kernel.own_weekends(code, {row.calendar for row in rows})
    weekends = [
        kernel.Weekend(row.since, frozenset(row.weekdays), row.source)
        for row in rows
        if row.calendar == own
    ]
    return kernel.Calendar(code, tuple(weekends), _holidays(codes, language))


def _holidays(codes: Collection[str], language: str) -> dict[date, kernel.Holiday]:
    """The holidays of a lineage: a nearer calendar's row stands instead of a wider one's."""
    found: dict[date, Holiday] = {}
    for row in sorted(
        Holiday.objects.filter(calendar__in=codes), key=lambda row: len(row.calendar)
    ):
        found[row.on] = row
    return {
        on: kernel.Holiday(
            on,
            named(row.name, language),
            row.source,
            "estimated" if row.status == "estimated" else "notified",
        )
        for on, row in found.items()
        if row.status != "cancelled"
    }


def named(names: Mapping[str, str], language: str = "") -> str:
    """A name in a language (else the active one), or in English."""
    return names.get(language or get_language() or "en") or names.get("en", "")


def calendars() -> tuple[CalendarView, ...]:
    """Every calendar, by code."""
    rows = Calendar.objects.order_by("code")
    return tuple(CalendarView(row.code, named(row.names), row.thing_id) for row in rows)


def find_calendar(code: str) -> CalendarView | None:
    """The calendar of that code, or None."""
    row = Calendar.objects.filter(code=code).first()
    return CalendarView(row.code, named(row.names), row.thing_id) if row else None


def holidays(code: str, year: int) -> tuple[HolidayView, ...]:
    """Every row of a calendar's lineage in a year, cancelled ones too, by day and then by code."""
    rows = Holiday.objects.filter(calendar__in=kernel.lineage(code), on__year=year)
    return tuple(_holiday_view(row) for row in rows.order_by("on", "calendar"))


def holiday(code: str, on: date) -> HolidayView | None:
    """The row that decides on a day: of the nearest calendar that has one, or None."""
    rows = list(Holiday.objects.filter(calendar__in=kernel.lineage(code), on=on))
    return _holiday_view(max(rows, key=lambda row: len(row.calendar))) if rows else None


def _holiday_view(row: Holiday) -> HolidayView:
    return HolidayView(
        calendar=row.calendar,
        on=row.on,
        name=named(row.name),
        status=row.status,  # type: ignore[arg-type]
        source=row.source,
        notified_on=row.notified_on,
        entered_at=row.entered_at,
        names=row.name,
    )


def clock_view(row: Clock) -> ClockView:
    """A row as others may know it."""
    return ClockView(
        id=row.pk,
        subject=row.subject_id,
        rule=row.rule,
        basis=row.basis,  # type: ignore[arg-type]
        started_at=row.started_at,
        due_at=row.due_at,
        state=row.state,  # type: ignore[arg-type]
        happened=storing.read(row.happened),
        rung=row.rung,
        is_estimated=row.is_estimated,
        calendar=row.calendar,
        next_at=row.next_at,
        stopped_at=row.stopped_at,
    )


def clocks(subjects: Collection[int]) -> dict[int, tuple[ClockView, ...]]:
    """The clocks of matters, stopped ones too, the oldest first. One query."""
    found: dict[int, list[ClockView]] = {subject: [] for subject in subjects}
    for row in Clock.objects.filter(subject__in=found).order_by("id"):
        found[row.subject_id].append(clock_view(row))
    return {subject: tuple(views) for subject, views in found.items()}


def clock(number: int) -> ClockView | None:
    """One clock by its number."""
    row = Clock.objects.filter(pk=number).first()
    return clock_view(row) if row else None


def explained(view: ClockView) -> Reckoning:
    """Why this date: the reckoning of a clock, on the calendar as it is known now (two queries).

    Raises UnknownRule where no pack declares its rule any more.
    """
    known = rule_as_checked(view.rule, local(view.started_at).date())
    return reckon(
        rule=known,
        filed=view.started_at,
        calendar=calendar(view.calendar),
        happened=view.happened,
    )


def rule_as_checked(code: str, on: date) -> ClockRule:
    """The version of a rule for a day, with who checked it. Raises UnknownRule."""
    known = kinds.rule(code, on)
    row = (
        Checked.objects.filter(rule=code, since=known.since).first()
        if known.since
        else (Checked.objects.filter(rule=code, since__isnull=True).first())
    )
    return laid_over(known, _checked_view(row)) if row else known


def laid_over(known: ClockRule, checked: CheckedView) -> ClockRule:
    """A rule with the check that somebody made."""
    cite = replace(known.cite, verified_by=checked.verified_by, verified_on=checked.on)
    return replace(known, cite=cite)


def checked() -> dict[tuple[str, date | None], CheckedView]:
    """Every check, by the code of the rule and the first day of its version."""
    return {(row.rule, row.since): _checked_view(row) for row in Checked.objects.all()}


def _checked_view(row: Checked) -> CheckedView:
    return CheckedView(row.rule, row.since, row.verified_by, row.on, row.source)


def trail(clock_ids: Collection[int]) -> dict[int, tuple[TrailView, ...]]:
    """The due times that clocks once had, the oldest first. One query."""
    found: dict[int, list[TrailView]] = {number: [] for number in clock_ids}
    for row in Reckoned.objects.filter(clock__in=found).order_by("id"):
        why = Reason(row.why, row.values)
        found[row.clock_id].append(TrailView(row.clock_id, row.at, row.before, row.after, why))
    return {number: tuple(views) for number, views in found.items()}


def states(kind: str) -> tuple[StateView, ...]:
    """The states of a kind as the database knows them, in the order of their keys."""
    rows = State.objects.filter(kind=kind).order_by("key")
    return tuple(StateView(row.kind, row.key, frozenset(row.tags)) for row in rows)


def open_clocks(code: str) -> "QuerySet[Clock, Any]":
    """Clocks that are not stopped, of a calendar and of those that build on it."""
    own = Clock.objects.exclude(state="stopped")
    return own.filter(calendar=code) | own.filter(calendar__startswith=f"{code}-")


def open_count(code: str) -> int:
    """How many clocks a change of a calendar would reckon again."""
    return open_clocks(code).count()


def kinds_of(subjects: Collection[int]) -> dict[int, str]:
    """The kind of each Thing. One query, quick for a hundred thousand of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind FROM ledger_thing WHERE id = ANY(%s)", [list(subjects)])
        return dict(cursor.fetchall())
