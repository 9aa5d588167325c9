"""Weekends and holidays as dated rows: brought in from a pack, announced, moved, cancelled."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.flow import queries
from kachehri.engines.flow.kinds import RECOMPUTE, ClockProblem, HolidayView, NewHoliday, NewWeekend
from kachehri.engines.flow.models import Calendar, Checked, Holiday, Weekend
from kachehri.engines.flow.rules import CHANGE_CALENDAR
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.calendars import FIRST, LAST
from kachehri.kernel.messages import Reason, gettext_noop

ANNOUNCED = gettext_noop("A holiday was announced: %(name)s on %(day)s.")
MOVED = gettext_noop("A holiday was moved: %(name)s from %(day)s to %(to)s.")
CANCELLED = gettext_noop("A holiday was cancelled: %(name)s on %(day)s.")
WEEKEND_CHANGED = gettext_noop("The weekly free days changed from %(day)s on.")
UNKNOWN_CALENDAR = gettext_noop("There is no calendar %(code)s.")
NO_HOLIDAY = gettext_noop("%(day)s is not a holiday in this calendar.")
NEEDS_NAME = gettext_noop("Write what the holiday is called.")
NEEDS_SOURCE = gettext_noop("Write where this was announced.")
OUT_OF_REACH = gettext_noop("Only days from 2001 to 2099 can be in a calendar.")
NO_DAY_OPEN = gettext_noop("One day of the week at least must be a working day.")

MARKS = 2**31
Key: TypeAlias = tuple[str, date]


def load_calendars(
    *,
    weekends: Iterable[NewWeekend],
    holidays: Iterable[NewHoliday],
    by: Actor,
    at: datetime,
    names: Mapping[str, str] | None = None,
) -> int:
    """Bring a pack's rows in; `names` are those of its calendars by code. Return how many changed.

    Changed calendars are counted, not their rows. What somebody announced, moved or cancelled at
    the desk stays as it is. Open clocks of a changed calendar are reckoned again by a job.
    """
    require(CHANGE_CALENDAR, by)
    with transaction.atomic():
        rows: list[NewWeekend | NewHoliday] = [*weekends, *holidays]
        for code in {row.calendar for row in rows} | set(names or {}):
            _ensure(code, (names or {}).get(code, ""), at)
        touched = _bring(rows, by, at)
        for code in sorted(touched):
            _changed(code, by, at)
        for code in _outermost(touched):
            if queries.open_count(code):
                _ask(code, None, by, at)
    return len(touched)


def announce_holiday(
    *,
    calendar: str,
    on: date,
    name: Mapping[str, str],
    source: str,
    by: Actor,
    at: datetime,
    status: str = "notified",
    notified_on: date | None = None,
) -> int:
    """Make a day free, or notify an estimate; return the job that reckons the open clocks again."""
    require(CHANGE_CALENDAR, by)
    _check(on, source, name)
    with transaction.atomic():
        head = _head(calendar)
        names = {language: text.strip() for language, text in name.items() if text.strip()}
        _put(calendar, on, names, status, source, notified_on, by, at)
        why = Reason(ANNOUNCED, {"name": _said(names), "day": on.isoformat()})
        return _follow(head, why, by, at)


def move_holiday(*, calendar: str, on: date, to: date, source: str, by: Actor, at: datetime) -> int:
    """Move a holiday to another day (the moon was seen later); return the job."""
    require(CHANGE_CALENDAR, by)
    _check(to, source, {"en": "-"})
    with transaction.atomic():
        head, row = _head(calendar), _known(calendar, on)
        _put(calendar, on, row.names, "cancelled", source, None, by, at)
        _put(calendar, to, row.names, "notified", source, None, by, at)
        said = {"name": _said(row.names), "day": on.isoformat(), "to": to.isoformat()}
        return _follow(head, Reason(MOVED, said), by, at)


def cancel_holiday(*, calendar: str, on: date, source: str, by: Actor, at: datetime) -> int:
    """Make a holiday a working day, in this calendar and those that build on it; return the job."""
    require(CHANGE_CALENDAR, by)
    _check(on, source, {"en": "-"})
    with transaction.atomic():
        head, row = _head(calendar), _known(calendar, on)
        _put(calendar, on, row.names, "cancelled", source, None, by, at)
        why = Reason(CANCELLED, {"name": _said(row.names), "day": on.isoformat()})
        return _follow(head, why, by, at)


def set_weekend(
    *,
    calendar: str,
    since: date,
    weekdays: frozenset[int],
    source: str,
    by: Actor,
    at: datetime,
) -> int:
    """Say which weekdays are free from a day on; return the job."""
    require(CHANGE_CALENDAR, by)
    _check(since, source, {"en": "-"})
    if not weekdays < frozenset(range(7)):
        raise ClockProblem(NO_DAY_OPEN)
    with transaction.atomic():
        head = _head(calendar)
        Weekend.objects.update_or_create(
            calendar=calendar,
            since=since,
            defaults={"weekdays": sorted(weekdays), "source": source} | _entered(by, at),
        )
        return _follow(head, Reason(WEEKEND_CHANGED, {"day": since.isoformat()}), by, at)


def record_check(
    *,
    rule: str,
    since: date | None,
    verified_by: str,
    on: date,
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """Keep that somebody compared a version of a rule with the gazette."""
    require(CHANGE_CALENDAR, by)
    with transaction.atomic():
        Checked.objects.update_or_create(
            rule=rule,
            since=since,
            defaults={"verified_by": verified_by, "on": on, "source": source} | _entered(by, at),
        )
        refs: dict[str, int | str] = {"rule": rule}
        ledger.record(verb="rule.checked", by=acting(by), thing=acting(by), at=at, refs=refs)


def _bring(rows: Iterable[NewWeekend | NewHoliday], by: Actor, at: datetime) -> set[str]:
    """Bring the rows of a pack in; return the calendars of which one was new or changed."""
    entered, names = _entered(by, at), cache(in_languages)
    weekends: dict[Key, dict[str, Any]] = {}
    holidays: dict[Key, dict[str, Any]] = {}
    for row in rows:
        if isinstance(row, NewWeekend):
            said = {"weekdays": sorted(row.weekdays), "source": row.source}
            weekends[row.calendar, row.since] = said
        else:
            holidays[row.calendar, row.on] = {
                "name": names(row.name),
                "status": row.status,
                "source": row.source,
                "notified_on": row.notified_on,
            }
    known = {(one.calendar, one.since): one for one in Weekend.objects.all()}
    known_days = {(one.calendar, one.on): one for one in Holiday.objects.all()}
    return _bring_into(Weekend, "since", weekends, known, entered) | _bring_into(
        Holiday, "on", holidays, known_days, entered
    )


def _bring_into(
    model: type[Any],
    day: str,
    rows: Mapping[Key, Mapping[str, object]],
    known: Mapping[Key, Any],
    entered: Mapping[str, object],
) -> set[str]:
    """Write rows that are new or differ, unless somebody else has entered them since."""
    new, touched = [], set()
    for (calendar, on), said in rows.items():
        row = known.get((calendar, on))
        if row is None:
            new.append(model(calendar=calendar, **{day: on}, **said, **entered))
        elif row.entered_by_id != entered["entered_by_id"] or all(
            getattr(row, name) == value for name, value in said.items()
        ):
            continue
        else:
            for name, value in {**said, **entered}.items():
                setattr(row, name, value)
            row.save()
        touched.add(calendar)
    model._default_manager.bulk_create(new)
    return touched


def in_languages(message: str) -> dict[str, str]:
    """A message of a pack in every language that translates it."""
    found = {"en": message}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            if (said := gettext(message)) != message:
                found[language] = said
    return found


def _outermost(codes: Iterable[str]) -> list[str]:
    """The calendars of which none builds on another one of them."""
    known = set(codes)
    return [
        code
        for code in sorted(known)
        if not any(code != other and code.startswith(f"{other}-") for other in known)
    ]


def _ensure(code: str, name: str, at: datetime) -> None:
    """The row of a calendar itself."""
    names = in_languages(name) if name else {"en": code}
    known = Calendar.objects.filter(code=code).first()
    if known is None:
        thing = ledger.register(kind="flow.calendar", at=at)
        Calendar.objects.create(code=code, thing=thing, names=names, mark=_fresh_mark())
    elif name and known.names != names:
        known.names = names
        known.save(update_fields=["names"])


def _fresh_mark() -> int:
    """A mark that was never used, not even by a change that was rolled back."""
    return secrets.randbelow(MARKS)


def _check(on: date, source: str, name: Mapping[str, str]) -> None:
    if not FIRST < on < LAST:
        raise ClockProblem(OUT_OF_REACH)
    if not any(text.strip() for text in name.values()):
        raise ClockProblem(NEEDS_NAME)
    if not source.strip():
        raise ClockProblem(NEEDS_SOURCE)


def _head(code: str) -> Calendar:
    """The calendar, locked: changes of one calendar follow one another."""
    head = Calendar.objects.select_for_update().filter(code=code).first()
    if head is None:
        raise ClockProblem(UNKNOWN_CALENDAR, code=code)
    return head


def _known(calendar: str, on: date) -> HolidayView:
    """The row that makes a day free in a calendar: its own, else that of one it builds on."""
    found = queries.holiday(calendar, on)
    if found is None or found.status == "cancelled":
        raise ClockProblem(NO_HOLIDAY, day=on.isoformat())
    return found


def _put(
    calendar: str,
    on: date,
    names: Mapping[str, str],
    status: str,
    source: str,
    notified_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    said = {"name": dict(names), "status": status, "source": source, "notified_on": notified_on}
    Holiday.objects.update_or_create(calendar=calendar, on=on, defaults=said | _entered(by, at))


def _entered(by: Actor, at: datetime) -> dict[str, object]:
    return {"entered_by_id": acting(by), "entered_at": at}


def _said(names: Mapping[str, str]) -> str:
    return names.get("en") or next(iter(names.values()), "")


def _follow(head: Calendar, why: Reason, by: Actor, at: datetime) -> int:
    _changed(head.code, by, at)
    return _ask(head.code, why, by, at)


def _changed(code: str, by: Actor, at: datetime) -> None:
    """A new mark, so that nobody goes on with the old photograph; the event."""
    Calendar.objects.filter(code=code).update(mark=_fresh_mark())
    thing = Calendar.objects.values_list("thing_id", flat=True).get(code=code)
    refs: dict[str, int | str] = {"calendar": code}
    ledger.record(verb="calendar.changed", by=acting(by), thing=thing, at=at, refs=refs)


def _ask(code: str, why: Reason | None, by: Actor, at: datetime) -> int:
    """Ask for the job that reckons the open clocks again."""
    said = {"why": why.key, "values": dict(why.params)} if why else {}
    return jobs.ask(kind=RECOMPUTE, arguments={"calendar": code} | said, by=by, at=at)
