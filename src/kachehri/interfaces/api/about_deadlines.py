"""By when an office must answer, and its free days: endpoints over the clocks of the program."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from kachehri.domains.bodies import queries as bodies
from kachehri.engines.flow import deadlines, kinds, queries
from kachehri.engines.flow.calendar_years import calendar_year, year_data
from kachehri.engines.flow.kinds import ClockProblem, UnknownRule
from kachehri.engines.flow.words import said

from .problems import not_found, refused
from .shapes import Code
from .showing import ROOT

router = Router(tags=["deadlines"])

RuleCode = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_./-]{1,100}$", description="A code of /rules.")
]
Year = Annotated[int, Field(ge=2001, le=2099)]


class LimitOut(Schema):
    """A length of time. `amount` is null for `same-day` and `at-once`."""

    amount: int | None
    unit: Literal["working-days", "days", "hours", "minutes", "same-day", "at-once"]
    words: str


class StageOut(LimitOut):
    """A further limit, which begins when the one before it ends."""

    name: str


class CitationOut(Schema):
    """Where a limit stands. `verified` is false until somebody compared it with the gazette."""

    law: str
    section: str
    source: str
    url: str
    verified: bool
    verified_by: str
    verified_on: date | None
    conflicts: str


class RuleOut(Schema):
    """A version of a limit. `since` and `until` bound the days of filing for which it holds."""

    rule: str
    name: str
    basis: Literal["statutory", "charter", "courtesy"]
    citation: CitationOut
    limit: LimitOut
    stages: list[StageOut]
    urgent: LimitOut | None
    extension: LimitOut | None
    calendar: str
    since: date | None
    until: date | None


class StepOut(Schema):
    """One step of *why this date?*; `day` is the day to which it leads."""

    text: str
    day: date | None


class DeadlineOut(Schema):
    """When the answer is due, and why. A day ends at 23:59:59 in Pakistan."""

    rule: str
    name: str
    basis: Literal["statutory", "charter", "courtesy"]
    citation: CitationOut
    limit: LimitOut
    stages: list[StageOut]
    filed: datetime
    urgent: bool
    extended: bool
    calendar: str
    due: date
    due_at: datetime
    is_estimated: bool
    steps: list[StepOut]


class CalendarOut(Schema):
    """A calendar of free days. It builds on those whose codes its own begins with."""

    code: str
    name: str


class WeekendOut(Schema):
    """The weekly free days (Monday is 1) from a day on."""

    since: date
    weekdays: list[int]
    words: str
    source: str


class HolidayOut(Schema):
    """A holiday; `calendar` is the one whose row it is."""

    day: date
    name: str
    calendar: str
    status: Literal["notified", "estimated", "cancelled"]
    source: str
    notified_on: date | None


class CalendarYearOut(Schema):
    """One year of a calendar."""

    calendar: str
    name: str
    year: int
    working_days: int
    weekends: list[WeekendOut]
    holidays: list[HolidayOut]


class Asked(Schema):
    """What was filed. A moment without a time zone is on Pakistan's clocks."""

    rule: RuleCode
    filed: datetime
    urgent: bool = False
    extended: bool = False
    calendar: Code | None = None
    body: Code | None = None


@router.get("/rules", response=list[RuleOut])
def rules(request: HttpRequest) -> list[dict[str, Any]]:
    """Every limit that this installation knows, each version."""
    checked = queries.checked()
    known = (
        queries.laid_over(one, checked[one.code, one.since])
        if (one.code, one.since) in checked
        else one
        for one in kinds.rules()
    )
    return [deadlines.rule_data(one) for one in known]


@router.get("/deadline", response=DeadlineOut)
def deadline(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """By when something must be answered, step by step."""
    try:
        found = deadlines.deadline(
            asked.rule,
            asked.filed,
            urgent=asked.urgent,
            extended=asked.extended,
            calendar=calendar_of(asked),
        )
    except UnknownRule as problem:
        raise refused("rule", f"{said(problem.reason)} Known: {ROOT}/rules.") from problem
    except ClockProblem as problem:
        raise refused("filed", said(problem.reason)) from problem
    return deadlines.deadline_data(found)


def calendar_of(asked: Asked) -> str:
    """The calendar that is asked for, by its own code or by that of an office."""
    if asked.body:
        body = bodies.by_key(asked.body)
        if body is None:
            raise refused("body", gettext("There is no office %(code)s.") % {"code": asked.body})
        return body.calendar
    return asked.calendar or ""


@router.get("/calendars", response=list[CalendarOut])
def calendars(request: HttpRequest) -> list[CalendarOut]:
    """Every calendar."""
    return [CalendarOut(code=one.code, name=one.name) for one in queries.calendars()]


@router.get("/calendars/{code}/{year}", response=CalendarYearOut)
def one_year(request: HttpRequest, code: Code, year: Year) -> dict[str, Any]:
    """The weekends and holidays of a calendar in a year."""
    known = queries.find_calendar(code)
    if known is None:
        raise not_found("calendar", code)
    return year_data(calendar_year(known, year))
