"""Walking along a limit, day by day in meaning and by look-up in deed.

A day counts when the clock runs at its end: the day on which it was stopped is lost, the day on
which it went on counts. Hours and minutes run through nights and free days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from kachehri.kernel.calendars import FIRST, LAST, Calendar, OutOfReach

from .kinds import ClockRule, FirstDay, Happening, Limit, Pause

KARACHI = timezone(timedelta(hours=5), "PKT")
"""Pakistan's time, without the summers of 2002, 2008 and 2009 that had another one."""

END_OF_DAY = time(23, 59, 59)
BY_DAY = Limit(0, "days")
"""Stands in the leg that leads to a named day."""
_ONE = timedelta(days=1)
_LENGTHS = {"hours": timedelta(hours=1), "minutes": timedelta(minutes=1)}


@dataclass(frozen=True)
class Leg:
    """One stretch of the way: a limit, from when to when.

    `first` is the day that counts as day one (None where no days are counted), `end` None where the
    clock stands still. `taken` are the pauses that fell into it.
    """

    limit: Limit
    start: datetime
    first: date | None
    end: datetime | None
    taken: tuple[Pause, ...] = ()


def local(moment: datetime) -> datetime:
    """A moment on the clocks of Pakistan. Raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} does not say in which time zone it is")
    if not FIRST.year < moment.year < LAST.year:
        raise OutOfReach(str(moment.date()))
    return moment.astimezone(KARACHI)


def after(limit: Limit, start: datetime, calendar: Calendar) -> datetime:
    """The end of a limit that begins to run at `start`: the day after it is day one."""
    leg = walk(limit, local(start), calendar, "next-day", ())
    return leg.end or leg.start


def legs(
    rule: ClockRule, filed: datetime, calendar: Calendar, happened: Happening
) -> tuple[Leg, ...]:
    """The whole way of a clock: its limit and stages, then the extension."""
    start, first_day = local(filed), rule.first_day
    found: list[Leg] = []
    limits = [rule.limit, *(stage.limit for stage in rule.stages)]
    if happened.by_day is not None:
        found, limits = [named(rule, start, happened.by_day)], []
        start, first_day = end_of(happened.by_day), "next-day"
    elif happened.urgent and rule.urgent is not None:
        limits = [rule.urgent]
    if happened.extended_by is not None:
        limits.append(happened.extended_by)
    pauses = merged(happened.pauses)
    for limit in limits:
        leg = walk(limit, start, calendar, first_day, pauses)
        found.append(leg)
        if leg.end is None:
            break
        start, first_day = leg.end, "next-day"
    return tuple(found)


def named(rule: ClockRule, start: datetime, day: date) -> Leg:
    """The way to a day that somebody named."""
    if not FIRST < day < LAST:
        raise OutOfReach(str(day))
    return Leg(BY_DAY, start, None, end_of(day))


def due(
    rule: ClockRule, filed: datetime, calendar: Calendar, happened: Happening
) -> tuple[datetime | None, bool]:
    """When an answer is due (None: the clock stands still), and whether that is an estimate."""
    way = legs(rule, filed, calendar, happened)
    end = rolled(rule, way[-1], calendar)
    if end is None or not asks_calendar(rule, way):
        return end, False
    return end, calendar.has_estimate(way[0].start.date(), end.date() + _ONE)


def rolled(rule: ClockRule, last: Leg, calendar: Calendar) -> datetime | None:
    """The end of the way, on to the next working day where the rule says so."""
    if last.end is None or not rule.rolls or last.limit.unit != "days":
        return last.end
    return end_of(calendar.days.nth(last.end.date(), 1))


def asks_calendar(rule: ClockRule, way: Iterable[Leg]) -> bool:
    """Whether free days move the end."""
    units = {leg.limit.unit for leg in way}
    counts = bool(units & {"working-days", "same-day"})
    return counts or ("days" in units and (rule.rolls or rule.first_day != "next-day"))


def walk(
    limit: Limit,
    start: datetime,
    calendar: Calendar,
    first_day: FirstDay,
    pauses: tuple[Pause, ...],
) -> Leg:
    """One limit from `start` on; `pauses` are merged and in order."""
    if limit.unit == "at-once" or (limit.unit != "same-day" and limit.amount <= 0):
        return Leg(limit, start, None, start)
    if limit.unit in _LENGTHS:
        return _by_the_hand(limit, start, pauses)
    return _by_days(limit, start, calendar, first_day, pauses)


def _by_the_hand(limit: Limit, start: datetime, pauses: tuple[Pause, ...]) -> Leg:
    """Hours and minutes: what a pause took is added."""
    end = start + limit.amount * _LENGTHS[limit.unit]
    taken: list[Pause] = []
    for pause in pauses:
        if pause.started >= end:
            break
        if pause.ended is None:
            return Leg(limit, start, None, None, (*taken, pause))
        if pause.ended > start:
            end += pause.ended - max(pause.started, start)
            taken.append(pause)
    return Leg(limit, start, None, end, tuple(taken))


def _by_days(
    limit: Limit,
    start: datetime,
    calendar: Calendar,
    first_day: FirstDay,
    pauses: tuple[Pause, ...],
) -> Leg:
    """Days and working days: those on whose evening the clock stood still are not counted."""
    same_day = limit.unit == "same-day"
    all_days = limit.unit == "days"
    amount = 1 if same_day else limit.amount
    day = day_one("same-day" if same_day else first_day, start, calendar, all_days=all_days)
    end = _counted(day, amount, calendar, all_days=all_days)
    taken: list[Pause] = []
    for pause in pauses:
        if pause.started.date() > end:
            break
        if pause.ended is None:
            return Leg(limit, start, day, None, (*taken, pause))
        since, until = max(pause.started.date(), day), pause.ended.date()
        if until > since:
            amount += (until - since).days if all_days else calendar.days.count(since, until)
            end = _counted(day, amount, calendar, all_days=all_days)
            taken.append(pause)
    return Leg(limit, start, day, end_of(end), tuple(taken))


def _counted(first: date, amount: int, calendar: Calendar, *, all_days: bool) -> date:
    """The last of so many days."""
    if not all_days:
        return calendar.days.nth(first, amount)
    try:
        end = first + timedelta(days=amount - 1)
    except OverflowError as error:
        raise OutOfReach(f"{amount} days from {first} on") from error
    if end > LAST:
        raise OutOfReach(f"{amount} days from {first} on")
    return end


def day_one(first_day: FirstDay, start: datetime, calendar: Calendar, *, all_days: bool) -> date:
    """The day that counts as the first one."""
    today = start.date()
    if first_day == "same-day" and is_in_hours(start, calendar):
        return today
    if first_day == "next-day" and all_days:
        return today + _ONE
    return calendar.days.nth(today + _ONE, 1)


def is_in_hours(moment: datetime, calendar: Calendar) -> bool:
    """Whether the office still takes something in on that day."""
    return moment.time() < calendar.closes and calendar.days.is_open(moment.date())


def end_of(day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, END_OF_DAY, KARACHI)


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Pauses in order and on Pakistan's clocks, those that overlap as one. Backward ones go."""
    found: list[Pause] = []
    for one in sorted((_here(pause) for pause in pauses), key=lambda pause: pause.started):
        last = found[-1] if found else None
        if one.ended is not None and one.ended < one.started:
            continue
        if last is None or (last.ended is not None and last.ended < one.started):
            found.append(one)
        elif last.ended is not None and (one.ended is None or one.ended > last.ended):
            found[-1] = Pause(last.started, one.ended, last.reason)
    return tuple(found)


def _here(pause: Pause) -> Pause:
    ended = local(pause.ended) if pause.ended else None
    return Pause(local(pause.started), ended, pause.reason)
