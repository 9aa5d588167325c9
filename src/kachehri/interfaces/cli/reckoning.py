"""What `kachehri deadline` and `kachehri calendar` do once Django is loaded."""

import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time
from difflib import get_close_matches
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from kachehri.domains.bodies import queries as bodies
from kachehri.engines.flow import deadlines, kinds, queries
from kachehri.engines.flow.calendar_years import CalendarYear, calendar_year, year_data
from kachehri.engines.flow.kinds import CalendarView, ClockProblem, UnknownRule
from kachehri.engines.flow.words import (
    basis_words,
    day_words,
    due_words,
    limit_words,
    said,
    sentences,
)
from kachehri.kernel.dates import parse_date
from kachehri.kernel.messages import InputProblem

ALL_WELL, UNKNOWN = 0, 2
MORNING = time(9, 0)
"""The hour of a filing of which only the day is known."""


@dataclass(frozen=True)
class Wanted:
    """What the command was told."""

    rule: str
    filed: str
    body: str
    language: str
    urgent: bool
    extended: bool
    as_json: bool


def deadline(wanted: Wanted) -> int:
    """Reckon, print, and return the exit code."""
    with translation.override(wanted.language):
        try:
            found = deadlines.deadline(
                wanted.rule,
                moment(wanted.filed),
                urgent=wanted.urgent,
                extended=wanted.extended,
                calendar=calendar_of(wanted.body).code if wanted.body else "",
            )
        except UnknownRule as problem:
            return tell(f"{said(problem.reason)}{known_rules(wanted.rule)}")
        except ClockProblem as problem:
            return tell(said(problem.reason))
        except InputProblem as problem:
            return tell(f"{said(problem.reason)} {MEND}")
        data = deadlines.deadline_data(found)
        print(json_of(data) if wanted.as_json else "\n".join(lines(found)))
    return ALL_WELL


MEND = "\n  What to do: write it as 2026-03-18T16:40, or as 18 March 2026."


def lines(found: deadlines.Deadline) -> Iterable[str]:
    """The deadline for a person."""
    rule = found.rule
    words = f"{limit_words(rule.limit)}, {basis_words(rule.basis)}"
    yield f"{rule.code}: {gettext(rule.name)} ({words})"
    estimate = f" ({gettext('estimate')})" if found.reckoning.is_estimated else ""
    yield f"{gettext('Due')}: {due_words(found.due_at)}{estimate}"
    yield f"{gettext('Calendar')}: {found.calendar.name} ({found.calendar.code})"
    yield ""
    for number, sentence in enumerate(sentences(found.reckoning), start=1):
        yield f"{number}. {sentence}"


def moment(text: str) -> datetime:
    """The moment that was typed; a day alone is its morning. Raises InputProblem."""
    with suppress(ValueError):
        typed = datetime.fromisoformat(text.strip())
        is_day = len(text.strip()) <= len("2026-03-18")
        return datetime.combine(typed.date(), MORNING) if is_day else typed
    return datetime.combine(parse_date(text), MORNING)


def calendar_of(code: str) -> CalendarView:
    """The calendar of that code, or of the office of that key. Raises ClockProblem."""
    body = bodies.by_key(code)
    wanted = body.calendar if body else code
    found = queries.find_calendar(wanted)
    if found is None:
        raise ClockProblem(NO_CALENDAR, code=code, known=", ".join(known_calendars()))
    return found


NO_CALENDAR = "There is no office and no calendar %(code)s.\n  Calendars: %(known)s"


def known_calendars() -> list[str]:
    """The code of every calendar."""
    return [one.code for one in queries.calendars()]


def known_rules(code: str) -> str:
    """What was perhaps meant, and every rule there is."""
    codes = list(dict.fromkeys(one.code for one in kinds.rules()))
    near = get_close_matches(code, codes, n=1, cutoff=0.5)
    guess = f" Did you mean {near[0]}?" if near else ""
    return guess + "\n  Rules: " + "\n         ".join(codes)


def show(body: str, year: int, language: str, *, as_json: bool) -> int:
    """Print a year of a calendar."""
    with translation.override(language):
        try:
            found = calendar_year(calendar_of(body), year)
        except ClockProblem as problem:
            return tell(said(problem.reason))
        if as_json:
            print(json_of(year_data(found)))
        else:
            print("\n".join(year_lines(found)))
    return ALL_WELL


def year_lines(found: CalendarYear) -> Iterable[str]:
    """A year for a person."""
    yield f"{found.calendar.name} ({found.calendar.code}), {found.year}"
    yield f"{found.working_days} working days"
    for weekend in found.weekends:
        yield f"From {day_words(weekend.since)}: {weekend.words}  [{weekend.source}]"
    for row in found.holidays:
        mark = "" if row.status == "notified" else f" ({row.status})"
        yield f"{row.on}  {row.name}{mark}  [{row.calendar}: {row.source}]"


def json_of(data: dict[str, Any]) -> str:
    """A result for scripts."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def tell(message: str) -> int:
    """Say what is wrong."""
    print(f"Error: {message}", file=sys.stderr)
    return UNKNOWN
