"""The public calculator: by when an office must answer, and why that is the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.flow import kinds, queries, words
from kachehri.engines.flow.deadlines import Deadline, deadline
from kachehri.engines.flow.kinds import ClockProblem
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.day_fields import DayField, HourField
from kachehri.kernel.clocks import KARACHI, ClockRule

NO_LAW = _("No law sets a time")
FIRST = "rti-sindh-2016"
"""The rule that is chosen when the page is opened, if it is known."""


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every rule by its code, in groups by the law that it stands in."""
    groups: dict[str, dict[str, str]] = {}
    for rule in kinds.rules():
        is_law = rule.cite.law and rule.basis != "courtesy"
        group = gettext(rule.cite.law) if is_law else str(NO_LAW)
        groups.setdefault(group, {})[rule.code] = label_of(rule)
    return [(group, list(codes.items())) for group, codes in groups.items()]


def label_of(rule: ClockRule) -> str:
    """What is asked for, and how long it may take."""
    said = {"what": gettext(rule.name), "limit": words.limit_words(rule.limit)}
    return gettext("%(what)s: %(limit)s") % said


class DeadlineForm(forms.Form):
    """What somebody filed, when, and where."""

    rule = forms.ChoiceField(
        label=_("What did you ask for?"),
        choices=choices,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    day = DayField(label=_("On which day did the office get it?"))
    hour = HourField(
        label=_("At what time?"),
        required=False,
        help_text=_("Leave it empty if you do not know. It matters only for limits in hours."),
    )
    office = forms.ChoiceField(
        label=_("Which office is it?"),
        required=False,
        help_text=_("Offices do not all have the same free days."),
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    urgent = forms.BooleanField(label=_("A life or somebody's freedom is at stake"), required=False)
    extended = forms.BooleanField(
        label=_("The office has said that it needs more time"), required=False
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        known = [(one.code, one.name) for one in queries.calendars()]
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)  # noqa: S101  (for the type checker)
        office.choices = [("", _("The usual one for this")), *known]


@dataclass(frozen=True)
class Answer:
    """A deadline as the page shows it."""

    found: Deadline
    due: str
    left: str
    steps: tuple[str, ...]
    basis: str


@page(rule=EVERYONE)
def calculator(request: HttpRequest) -> HttpResponse:
    """Ask, reckon and say why; the address holds the question, so that it can be passed on."""
    is_asked = "rule" in request.GET
    now = timezone.now()
    form = DeadlineForm(request.GET) if is_asked else DeadlineForm(initial=usual(now))
    answer = answered(form, now) if is_asked and form.is_valid() else None
    context = {"form": form, "answer": answer}
    return render(request, "web/deadline.html", context, status=422 if form.errors else 200)


def usual(now: datetime) -> Mapping[str, Any]:
    """What the form holds before anything is asked."""
    return {"rule": FIRST, "day": now.astimezone(KARACHI).date()}


def answered(form: DeadlineForm, now: datetime) -> Answer | None:
    """The deadline; None where it cannot be, and the form says why."""
    asked = form.cleaned_data
    try:
        found = deadline(
            asked["rule"],
            datetime.combine(asked["day"], asked["hour"]),
            urgent=asked["urgent"],
            extended=asked["extended"],
            calendar=asked["office"],
        )
    except ClockProblem as problem:
        form.add_error(None, words.said(problem.reason))
        return None
    return Answer(
        found,
        words.due_words(found.due_at),
        left_words(found.due_at, now),
        words.sentences(found.reckoning),
        words.basis_words(found.rule.basis),
    )


def left_words(due_at: datetime, now: datetime) -> str:
    """Whether there is time left, in words."""
    if due_at < now:
        return gettext("This time is over.")
    days = (due_at.astimezone(KARACHI).date() - now.astimezone(KARACHI).date()).days
    return gettext("That is today.") if days == 0 else gettext("This time is still running.")
