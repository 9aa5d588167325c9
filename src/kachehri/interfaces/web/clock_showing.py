"""Clocks as pages of the desk show them: what each rests on, when it ends, and why then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.cases.queries import CaseView
from kachehri.engines.flow import kinds as flow_kinds
from kachehri.engines.flow import queries as flow
from kachehri.engines.flow.kinds import ClockView, UnknownRule
from kachehri.engines.flow.words import sentences
from kachehri.kernel.calendars import Calendar
from kachehri.kernel.clocks import ClockRule, reckon

BASES = {
    "statutory": _("a limit of the law"),
    "charter": _("a limit that the office promised"),
    "courtesy": _("no legal limit: a courtesy"),
}


@dataclass(frozen=True)
class ClockShown:
    """A clock with its reasons. `is_unverified`: nobody has compared the limit with the law yet."""

    name: str
    basis: str
    state: str
    due_at: datetime | None
    steps: tuple[str, ...]
    is_unverified: bool
    is_estimated: bool


@dataclass(frozen=True)
class Clocks:
    """The clocks of some matters that have not been stopped, and the calendars they run on."""

    by_subject: Mapping[int, tuple[ClockView, ...]]
    calendars: Mapping[str, Calendar]

    def of(self, view: CaseView) -> tuple[ClockView, ...]:
        """Those of one matter."""
        return self.by_subject.get(view.thing_id, ())

    def calendar(self, view: CaseView) -> Calendar | None:
        """The calendar on which a matter runs; None where no clock does."""
        return next((self.calendars[one.calendar] for one in self.of(view)), None)

    def shown(self, view: CaseView, most: int = 9) -> tuple[ClockShown, ...]:
        """The clocks of one matter as a page shows them."""
        return tuple(_shown(one, self.calendars[one.calendar]) for one in self.of(view)[:most])


def clocks_of(views: Iterable[CaseView]) -> Clocks:
    """The clocks of matters (one query, and one for each calendar)."""
    found = flow.clocks([one.thing_id for one in views])
    running = {
        key: tuple(one for one in those if one.state != "stopped") for key, those in found.items()
    }
    codes = {one.calendar for those in running.values() for one in those}
    return Clocks(running, {code: flow.calendar(code) for code in sorted(codes)})


def _shown(one: ClockView, calendar: Calendar) -> ClockShown:
    rule = _rule(one)
    reckoned = (
        reckon(rule=rule, filed=one.started_at, calendar=calendar, happened=one.happened)
        if rule
        else None
    )
    return ClockShown(
        name=gettext(rule.name) if rule else one.rule,
        basis=str(BASES[one.basis]),
        state=one.state,
        due_at=one.due_at,
        steps=sentences(reckoned) if reckoned else (),
        is_unverified=rule is not None and one.basis == "statutory" and not rule.cite.is_verified,
        is_estimated=one.is_estimated,
    )


def _rule(one: ClockView) -> ClockRule | None:
    """The rule of a clock; one of a law with who has checked it (one query)."""
    day = localtime(one.started_at).date()
    try:
        if one.basis == "statutory":
            return flow.rule_as_checked(one.rule, day)
        return flow_kinds.rule(one.rule, day)
    except UnknownRule:
        return None
