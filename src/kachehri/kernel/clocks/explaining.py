"""*Why this date?*: the steps of a reckoning as sentences.

A placeholder is filled with a day (`2026-03-18`), a moment (`2026-03-18T16:40`), a limit
(`10 working-days`) or an English msgid. Whoever shows the sentence says each in the reader's words:
`engines.flow.words`.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from kachehri.kernel.calendars import Calendar, Weekend
from kachehri.kernel.messages import Reason, gettext_noop

from .kinds import Basis, ClockRule, Extension, Happening, Limit, Step
from .walking import BY_DAY, Leg, asks_calendar, day_one, is_in_hours

FILED = gettext_noop("Filed on %(moment)s.")
GIVEN: dict[Basis, str] = {
    "statutory": gettext_noop("The law gives the office %(limit)s."),
    "charter": gettext_noop("The office has promised to do it within %(limit)s."),
    "courtesy": gettext_noop(
        "No law sets a time for this. An answer is expected within %(limit)s, as a courtesy."
    ),
}
CITED = gettext_noop("This stands in %(law)s, section %(section)s.")
CITED_WHOLE = gettext_noop("This stands in %(law)s.")
UNVERIFIED = gettext_noop("Nobody has compared this time with the gazette yet: it is not verified.")
CONFLICTS = gettext_noop("What else the sources say: %(conflicts)s")
URGENT = gettext_noop("A life or somebody's freedom is at stake, so the time is only %(limit)s.")
NOT_URGENT = gettext_noop("This law has no shorter time for urgent matters.")
NAMED = gettext_noop("This day was named: %(last)s.")
DAY_ONE_NEXT = gettext_noop("The day of filing does not count. Day one is %(first)s.")
DAY_ONE_SAME = gettext_noop("The day of filing counts: it is day one.")
DAY_ONE_CLOSED = gettext_noop(
    "The office was closed then, so it counts as filed on the next working day. "
    "Day one is %(first)s."
)
FREE_WEEKDAYS = gettext_noop("%(weekdays)s are not counted: %(number)s in this time.")
FREE_WEEKDAYS_UNTIL = gettext_noop(
    "Until %(last)s, %(weekdays)s are not counted: %(number)s in this time."
)
FREE_HOLIDAY = gettext_noop("%(day)s is a holiday and not counted: %(name)s.")
FREE_ESTIMATE = gettext_noop(
    "%(day)s is not counted: %(name)s. The day is an estimate until the government has notified it."
)
MAY_MOVE = gettext_noop(
    "A holiday near these days is only an estimate. If it moves, this date moves too."
)
STOOD_STILL = gettext_noop(
    "The clock stood still from %(since)s to %(until)s (%(because)s): these days are not counted."
)
STOOD_STILL_HOURS = gettext_noop(
    "The clock stood still from %(since)s to %(until)s (%(because)s): this time is added."
)
STANDS_STILL = gettext_noop(
    "The clock stands still since %(since)s (%(because)s). It has no end until it goes on."
)
ENDS_ON = gettext_noop("The last of the %(limit)s is %(last)s.")
ENDS_AT = gettext_noop("The %(limit)s end at %(moment)s.")
ENDS_SAME = gettext_noop("It is due on the same working day: %(last)s.")
ENDS_AT_ONCE = gettext_noop("It is due at once.")
STAGE = gettext_noop("Then follows: %(name)s, %(limit)s more.")
PROLONGED = gettext_noop("The office made the time longer, once, by %(limit)s. Its reason: %(why)s")
PROLONGED_SILENT = gettext_noop("The office made the time longer, once, by %(limit)s.")
CONDITION = gettext_noop("The law allows that on a condition: %(condition)s")
ROLLED = gettext_noop("That is a free day, so the time ends on the next working day: %(last)s.")
FREE_AT_END = gettext_noop(
    "That is a free day. Every day counts here, so the date stays; a closed office can answer on "
    "the next working day, %(next)s."
)
ANSWER_BY = gettext_noop("The answer is due by the end of %(last)s.")
WEEKDAYS: tuple[str, ...] = (
    gettext_noop("Mondays"),
    gettext_noop("Tuesdays"),
    gettext_noop("Wednesdays"),
    gettext_noop("Thursdays"),
    gettext_noop("Fridays"),
    gettext_noop("Saturdays"),
    gettext_noop("Sundays"),
)
_ONE = timedelta(days=1)


def explained(
    rule: ClockRule,
    way: tuple[Leg, ...],
    calendar: Calendar,
    happened: Happening,
    end: datetime | None,
) -> tuple[Step, ...]:
    """Every step from the filing to the due day."""
    return tuple(_steps(rule, way, calendar, happened, end))


def limit_code(limit: Limit) -> str:
    """A limit as it stands in a placeholder: `10 working-days`, `same-day`."""
    is_named = limit.unit in ("same-day", "at-once")
    return limit.unit if is_named else f"{limit.amount} {limit.unit}"


def _steps(
    rule: ClockRule,
    way: tuple[Leg, ...],
    calendar: Calendar,
    happened: Happening,
    end: datetime | None,
) -> Iterator[Step]:
    filed = way[0].start
    yield _step(FILED, filed.date(), moment=_moment(filed))
    yield from _of_law(rule, happened)
    is_short = happened.by_day or (happened.urgent and rule.urgent is not None)
    stages = [] if is_short else [stage.name for stage in rule.stages]
    for place, leg in enumerate(way):
        if place == 0:
            yield from _day_one(rule, leg, calendar)
        elif place <= len(stages):
            yield _step(STAGE, name=stages[place - 1], limit=limit_code(leg.limit))
        else:
            yield from _prolonged(rule.extension, leg, happened.extended_because)
        yield from _free_days(leg, calendar)
        yield from _pauses(leg)
        yield from _end(leg)
    yield from _close(rule, way, calendar, end)


def _of_law(rule: ClockRule, happened: Happening) -> Iterator[Step]:
    """The limit, where it stands, and how sure that is."""
    if happened.by_day is None:
        yield _step(GIVEN[rule.basis], limit=limit_code(rule.limit))
    if rule.cite.law and rule.basis != "courtesy":
        section = rule.cite.section
        cited = {"law": rule.cite.law} | ({"section": section} if section else {})
        yield _step(CITED if section else CITED_WHOLE, **cited)
        if not rule.cite.is_verified and rule.basis == "statutory":
            yield _step(UNVERIFIED)
    if rule.cite.conflicts:
        yield _step(CONFLICTS, conflicts=rule.cite.conflicts)
    if happened.urgent:
        urgent = rule.urgent
        yield _step(URGENT, limit=limit_code(urgent)) if urgent else _step(NOT_URGENT)


def _day_one(rule: ClockRule, leg: Leg, calendar: Calendar) -> Iterator[Step]:
    if leg.first is None:
        return
    if leg.limit.unit != "same-day" and rule.first_day != "same-day":
        yield _step(DAY_ONE_NEXT, leg.first, first=leg.first.isoformat())
    elif is_in_hours(leg.start, calendar):
        yield _step(DAY_ONE_SAME, leg.first)
    else:
        yield _step(DAY_ONE_CLOSED, leg.first, first=leg.first.isoformat())


def _prolonged(extension: Extension | None, leg: Leg, because: str) -> Iterator[Step]:
    limit = limit_code(leg.limit)
    if because:
        yield _step(PROLONGED, limit=limit, why=because)
    else:
        yield _step(PROLONGED_SILENT, limit=limit)
    if extension and extension.condition:
        yield _step(CONDITION, condition=extension.condition)


def _free_days(leg: Leg, calendar: Calendar) -> Iterator[Step]:
    """The free days between the start and the end of a leg that counts working days."""
    if leg.limit.unit not in ("working-days", "same-day") or leg.end is None:
        return
    first, last = leg.start.date() + _ONE, leg.end.date()
    yield from _weekends(first, last, calendar)
    for on in sorted(calendar.holidays):
        weekend = calendar.weekend_on(on)
        if first <= on <= last and not (weekend and on.weekday() in weekend.weekdays):
            holiday = calendar.holidays[on]
            key = FREE_ESTIMATE if holiday.status == "estimated" else FREE_HOLIDAY
            yield _step(key, on, day=on.isoformat(), name=holiday.name)


def _weekends(first: date, last: date, calendar: Calendar) -> Iterator[Step]:
    """How many weekly free days there are; said apart for each weekend that was in force."""
    for since, until, weekend in _spans(first, last, calendar):
        days = (since + timedelta(days=at) for at in range((until - since).days + 1))
        number = sum(day.weekday() in weekend.weekdays for day in days)
        if number:
            said: dict[str, str | int] = {"weekdays": _weekdays(weekend), "number": number}
            if until != last:
                yield _step(FREE_WEEKDAYS_UNTIL, last=until.isoformat(), **said)
            else:
                yield _step(FREE_WEEKDAYS, **said)


def _spans(first: date, last: date, calendar: Calendar) -> Iterator[tuple[date, date, Weekend]]:
    """The weekends in force between two days, each from when to when."""
    rows = calendar.weekends
    for place, weekend in enumerate(rows):
        end = rows[place + 1].since - _ONE if place + 1 < len(rows) else last
        since, until = max(first, weekend.since), min(last, end)
        if since <= until:
            yield since, until, weekend


def _weekdays(weekend: Weekend) -> str:
    """The names of the free weekdays, joined by a plus sign for whoever translates them."""
    return " + ".join(WEEKDAYS[day] for day in sorted(weekend.weekdays))


def _pauses(leg: Leg) -> Iterator[Step]:
    key = STOOD_STILL if leg.first is not None else STOOD_STILL_HOURS
    for pause in leg.taken:
        since = _moment(pause.started)
        if pause.ended is None:
            yield _step(STANDS_STILL, since=since, because=pause.reason)
        else:
            until = _moment(pause.ended)
            yield _step(key, pause.ended.date(), since=since, until=until, because=pause.reason)


def _end(leg: Leg) -> Iterator[Step]:
    if leg.end is None:
        return
    limit, last = limit_code(leg.limit), leg.end.date()
    if leg.limit == BY_DAY:
        yield _step(NAMED, last, last=last.isoformat())
    elif leg.limit.unit == "at-once":
        yield _step(ENDS_AT_ONCE, last)
    elif leg.limit.unit == "same-day":
        yield _step(ENDS_SAME, last, last=last.isoformat())
    elif leg.first is None:
        yield _step(ENDS_AT, last, limit=limit, moment=_moment(leg.end))
    else:
        yield _step(ENDS_ON, last, limit=limit, last=last.isoformat())


def _close(
    rule: ClockRule, way: tuple[Leg, ...], calendar: Calendar, end: datetime | None
) -> Iterator[Step]:
    """What follows where the last day is free, and the answer to the question."""
    last = way[-1].end
    if end is None or last is None:
        return
    if end != last:
        yield _step(ROLLED, end.date(), last=end.date().isoformat())
    elif way[-1].limit.unit == "days" and not calendar.days.is_open(end.date()):
        following = day_one("next-working-day", end, calendar, all_days=True)
        yield _step(FREE_AT_END, next=following.isoformat())
    span = way[0].start.date(), end.date() + _ONE
    if asks_calendar(rule, way) and calendar.has_estimate(*span):
        yield _step(MAY_MOVE)
    if way[-1].first is not None:
        yield _step(ANSWER_BY, end.date(), last=end.date().isoformat())


def _step(key: str, day: date | None = None, /, **params: str | int) -> Step:
    return Step(Reason(key, params), day)


def _moment(moment: datetime) -> str:
    """A moment to the minute, on Pakistan's clocks."""
    return moment.strftime("%Y-%m-%dT%H:%M")
