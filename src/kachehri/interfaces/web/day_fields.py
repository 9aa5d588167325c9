"""A day and an hour in a form: as a phone gives them, or as people type them."""

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kachehri.engines.flow.words import said
from kachehri.kernel.dates import parse_date
from kachehri.kernel.messages import InputProblem
from kachehri.kernel.scripts import western_digits

MORNING = time(9, 0)
"""The hour of something of which only the day is known."""


class DayField(forms.CharField):
    """A day, in any of the three languages and either kind of digits."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"required": _("Say which day.")}

    def __init__(self, **named: Any) -> None:
        named.setdefault("max_length", 60)
        super().__init__(**named)

    def clean(self, value: Any) -> date | None:
        """The day that was typed; None where nothing was and nothing must be."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except InputProblem as problem:
            raise ValidationError(f"{said(problem.reason)} {said(problem.mend)}") from problem


class HourField(forms.CharField):
    """An hour of the day, as in 16:40; the morning where none is given."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **named: Any) -> None:
        named.setdefault("max_length", 20)
        super().__init__(**named)

    def clean(self, value: Any) -> time:
        """The hour that was typed."""
        text = super().clean(value)
        if not text:
            return MORNING
        try:
            return time.fromisoformat(western_digits(text).strip().rjust(5, "0"))
        except ValueError as problem:
            raise ValidationError(_("Type the time as 16:40.")) from problem
