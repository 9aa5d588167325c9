"""The forms by which an administrator changes a calendar, and the action behind each."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.actor import Actor
from kachehri.engines.flow import actions
from kachehri.engines.flow.words import WEEKDAYS
from kachehri.interfaces.web.day_fields import DayField


def source_field() -> forms.CharField:
    """Where a change was announced."""
    return forms.CharField(
        label=_("Where was this announced?"),
        help_text=_("The notification with its number and day. Everybody can read it."),
        max_length=300,
        error_messages={"required": _("Write where this was announced.")},
    )


class ChangeForm(forms.Form):
    """A change of a calendar; `change` makes it and returns the job that follows."""

    title: Any = ""
    button: Any = ""

    def change(self, calendar: str, by: Actor, at: datetime) -> int:
        """Make the change."""
        raise NotImplementedError


class AnnounceForm(ChangeForm):
    """A day becomes free, or an estimate is notified."""

    title = _("Announce a holiday")
    button = _("Announce it")
    on = DayField(label=_("Which day is free?"))
    en = forms.CharField(
        label=_("What is it called, in English?"),
        max_length=120,
        error_messages={"required": _("Write what the holiday is called.")},
    )
    ur = forms.CharField(label=_("In Urdu"), max_length=120, required=False)
    sd = forms.CharField(label=_("In Sindhi"), max_length=120, required=False)
    source = source_field()
    estimated = forms.BooleanField(
        label=_("It is only an estimate: the day is not notified yet"), required=False
    )

    def change(self, calendar: str, by: Actor, at: datetime) -> int:
        """Announce it."""
        said = self.cleaned_data
        return actions.announce_holiday(
            calendar=calendar,
            on=said["on"],
            name={language: said[language] for language in ("en", "ur", "sd")},
            source=said["source"],
            status="estimated" if said["estimated"] else "notified",
            by=by,
            at=at,
        )


class MoveForm(ChangeForm):
    """A holiday moves to another day."""

    title = _("Move a holiday")
    button = _("Move it")
    on = DayField(label=_("From which day?"))
    to = DayField(label=_("To which day?"))
    source = source_field()

    def change(self, calendar: str, by: Actor, at: datetime) -> int:
        """Move it."""
        said = self.cleaned_data
        return actions.move_holiday(
            calendar=calendar, on=said["on"], to=said["to"], source=said["source"], by=by, at=at
        )


class CancelForm(ChangeForm):
    """A holiday becomes a working day."""

    title = _("Cancel a holiday")
    button = _("Cancel it")
    on = DayField(label=_("Which day becomes a working day?"))
    source = source_field()

    def change(self, calendar: str, by: Actor, at: datetime) -> int:
        """Cancel it."""
        said = self.cleaned_data
        return actions.cancel_holiday(
            calendar=calendar, on=said["on"], source=said["source"], by=by, at=at
        )


class WeekendForm(ChangeForm):
    """Other weekly free days from a day on."""

    title = _("Change the weekend")
    button = _("Change it")
    since = DayField(label=_("From which day on?"))
    weekdays = forms.MultipleChoiceField(
        label=_("Which days of the week are free?"),
        choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = source_field()

    def change(self, calendar: str, by: Actor, at: datetime) -> int:
        """Change it."""
        said = self.cleaned_data
        return actions.set_weekend(
            calendar=calendar,
            since=said["since"],
            weekdays=frozenset(int(day) for day in said["weekdays"]),
            source=said["source"],
            by=by,
            at=at,
        )


CHANGES: dict[str, type[ChangeForm]] = {
    "announce": AnnounceForm,
    "move": MoveForm,
    "cancel": CancelForm,
    "weekend": WeekendForm,
}
