"""The deadline of something that is filed under a rule: for the public page, commands and the API.

All of them ask `deadline`, which asks the same `reckon` as every running clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from kachehri.kernel.calendars import OutOfReach
from kachehri.kernel.clocks import (
    KARACHI,
    Citation,
    ClockRule,
    Happening,
    Limit,
    Reckoning,
    limit_code,
    reckon,
)
from kachehri.kernel.messages import gettext_noop

from . import queries
from .actions.calendars import UNKNOWN_CALENDAR
from .kinds import CalendarView, ClockProblem
from .words import limit_words, sentences

NO_EXTENSION = gettext_noop("The time of %(code)s cannot be made longer.")
NOT_URGENT = gettext_noop("The rule %(code)s has no shorter time for urgent matters.")
TOO_FAR = gettext_noop("Only days from 2001 to 2099 can be reckoned.")


@dataclass(frozen=True)
class Deadline:
    """What was asked, and what came of it."""

    rule: ClockRule
    filed: datetime
    calendar: CalendarView
    happened: Happening
    reckoning: Reckoning

    @property
    def due_at(self) -> datetime:
        """When the answer is due: no pause leaves it open."""
        return self.reckoning.due_at or self.filed


def deadline(
    code: str,
    filed: datetime,
    *,
    urgent: bool = False,
    extended: bool = False,
    calendar: str = "",
) -> Deadline:
    """The deadline under a rule; a moment without a time zone is on Pakistan's clocks.

    `calendar` is the office's (else the rule's own). Raises ClockProblem, which says what is wrong.
    """
    if filed.tzinfo is None:
        filed = filed.replace(tzinfo=KARACHI)
    try:
        rule = queries.rule_as_checked(code, filed.astimezone(KARACHI).date())
        happened = _happened(rule, urgent=urgent, extended=extended)
        known = queries.find_calendar(calendar or rule.calendar)
        if known is None:
            raise ClockProblem(UNKNOWN_CALENDAR, code=calendar or rule.calendar)
        reckoning = reckon(
            rule=rule, filed=filed, calendar=queries.calendar(known.code), happened=happened
        )
    except (OutOfReach, OverflowError) as problem:
        raise ClockProblem(TOO_FAR) from problem
    return Deadline(rule, filed, known, happened, reckoning)


def _happened(rule: ClockRule, *, urgent: bool, extended: bool) -> Happening:
    if urgent and rule.urgent is None:
        raise ClockProblem(NOT_URGENT, code=rule.code)
    if extended and rule.extension is None:
        raise ClockProblem(NO_EXTENSION, code=rule.code)
    longer = rule.extension.limit if extended and rule.extension else None
    return Happening(urgent=urgent, extended_by=longer)


def rule_data(rule: ClockRule) -> dict[str, Any]:
    """A version of a rule as data; names and limits in the active language."""
    extension = rule.extension
    return {
        "rule": rule.code,
        "name": gettext(rule.name),
        "basis": rule.basis,
        "citation": citation_data(rule.cite),
        "limit": limit_data(rule.limit),
        "stages": [{"name": gettext(one.name), **limit_data(one.limit)} for one in rule.stages],
        "urgent": limit_data(rule.urgent) if rule.urgent else None,
        "extension": limit_data(extension.limit) if extension else None,
        "calendar": rule.calendar,
        "since": rule.since.isoformat() if rule.since else None,
        "until": rule.until.isoformat() if rule.until else None,
    }


def deadline_data(found: Deadline) -> dict[str, Any]:
    """A deadline as data; sentences and limits in the active language."""
    happened, due_at = found.happened, found.due_at.astimezone(KARACHI)
    texts = sentences(found.reckoning)
    about = rule_data(found.rule)
    same = ("rule", "name", "basis", "citation", "limit", "stages")
    return {
        **{name: about[name] for name in same},
        "filed": found.filed.astimezone(KARACHI).isoformat(),
        "urgent": happened.urgent,
        "extended": happened.extended_by is not None,
        "calendar": found.calendar.code,
        "due": due_at.date().isoformat(),
        "due_at": due_at.isoformat(),
        "is_estimated": found.reckoning.is_estimated,
        "steps": [
            {"text": text, "day": step.day.isoformat() if step.day else None}
            for text, step in zip(texts, found.reckoning.steps, strict=True)
        ],
    }


def citation_data(cite: Citation) -> dict[str, Any]:
    """Where a limit stands, as data."""
    return {
        "law": cite.law,
        "section": cite.section,
        "source": cite.source,
        "url": cite.url,
        "verified": cite.is_verified,
        "verified_by": cite.verified_by,
        "verified_on": cite.verified_on.isoformat() if cite.verified_on else None,
        "conflicts": cite.conflicts,
    }


def limit_data(limit: Limit) -> Mapping[str, Any]:
    """A limit as data and in words."""
    is_named = limit_code(limit) == limit.unit
    amount = None if is_named else limit.amount
    return {"amount": amount, "unit": limit.unit, "words": limit_words(limit)}
