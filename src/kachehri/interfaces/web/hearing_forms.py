"""Forms of open hearings: calling one, taking a number, hearing a matter, closing with minutes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.cases.kinds import Category
from kachehri.domains.cases.kinds.hearings import MOST_WORDS, Heard, Taken
from kachehri.domains.places.queries import PlaceView

LANGUAGES = (("en", _("English")), ("ur", _("Urdu")), ("sd", _("Sindhi")))
MOMENT: Mapping[str, Any] = {
    "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    "input_formats": ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    "error_messages": {
        "required": _("Write the day and the hour."),
        "invalid": _("This is not a day with an hour. It has the form 2027-03-31 10:00."),
    },
}
DAY: Mapping[str, Any] = {
    "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "error_messages": {"invalid": _("This is not a date. It has the form 2027-03-31.")},
}


class CallForm(forms.Form):
    """Where and when, who holds it, who is invited, and the notice in each language."""

    place = forms.ChoiceField(label=_("For the people of"))
    body = forms.ChoiceField(label=_("The office that holds it"))
    starts_at = forms.DateTimeField(label=_("Day and hour"), **MOMENT)

    def __init__(
        self,
        *args: Any,
        places: Iterable[PlaceView],
        holders: Iterable[BodyView],
        invited: Iterable[BodyView],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.fields["place"].choices = [(one.key, one.name(language)) for one in places]  # type: ignore[attr-defined]
        self.fields["body"].choices = [(one.key, one.name(language)) for one in holders]  # type: ignore[attr-defined]
        for code, name in LANGUAGES:
            self.fields[f"venue_{code}"] = forms.CharField(
                label=_("Where people come, in %(language)s") % {"language": name},
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
            self.fields[f"notice_{code}"] = forms.CharField(
                label=_("Notice in %(language)s") % {"language": name},
                required=False,
                max_length=MOST_WORDS,
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            )
        self.fields["invited"] = forms.MultipleChoiceField(
            label=_("Offices that are invited"),
            required=False,
            choices=[(one.key, one.name(language)) for one in invited],
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self) -> dict[str, Any]:
        """Somebody has to be told where to come, in one language at least."""
        found: dict[str, Any] = super().clean() or {}
        if not any(found.get(f"venue_{code}") for code, _name in LANGUAGES):
            self.add_error("venue_en", gettext("Say where people have to come."))
        return found

    def by_language(self, name: str) -> dict[str, str]:
        """What was written, by language."""
        return {code: self.cleaned_data.get(f"{name}_{code}", "") for code, _name in LANGUAGES}


class MinutesForm(forms.Form):
    """The chair's own words, in each language that they write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGES:
            self.fields[f"minutes_{code}"] = forms.CharField(
                label=_("What was said to all, in %(language)s") % {"language": name},
                required=False,
                max_length=MOST_WORDS,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            )

    def by_language(self) -> dict[str, str]:
        """What was written, by language."""
        return {code: self.cleaned_data.get(f"minutes_{code}", "") for code, _name in LANGUAGES}


class NumberForm(forms.Form):
    """Taking a number: everything but the button may be left empty."""

    client = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name, if you like"), required=False, max_length=120)
    phone = forms.CharField(
        label=_("Phone number, if you like"),
        help_text=_("We write to it what comes of your matter. Leave it empty if others read it."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    )

    def taken(self, at: datetime) -> Taken:
        """What is kept of it."""
        kept = self.cleaned_data
        return Taken(kept["client"], at, kept["name"], kept["phone"], kept.get("slip") or 0)


class SlipForm(NumberForm):
    """Taking a number in the hall, where paper slips may have been given out."""

    slip = forms.IntegerField(
        label=_("Number on the paper slip"),
        help_text=_("Leave it empty for the next free number."),
        required=False,
        min_value=1,
        max_value=4000,
    )


class HearForm(forms.Form):
    """One matter, in two minutes of typing."""

    queue = forms.IntegerField(label=_("Number"), min_value=1, max_value=10_000)
    words = forms.CharField(
        label=_("The matter"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": _("Write in one line what the matter is.")},
    )
    category = forms.ChoiceField(label=_("What it is about"))
    body = forms.ChoiceField(
        label=_("The office that has to act"),
        error_messages={"required": _("Choose the office that has to act.")},
    )
    direction = forms.CharField(
        label=_("What the officer directed"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    promised_for = forms.DateField(label=_("Promised for"), required=False, **DAY)

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[BodyView],
        categories: Iterable[Category],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.fields["body"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((one.key, one.name(language)) for one in bodies),
        ]
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (one.key, gettext(one.label)) for one in categories
        ]

    def heard(self, client: UUID, at: datetime) -> Heard:
        """What is kept of it."""
        kept = self.cleaned_data
        return Heard(
            client,
            at,
            kept["words"],
            kept["body"],
            kept["category"],
            kept["direction"],
            kept["promised_for"],
        )


def fresh() -> dict[str, Any]:
    """The beginning of a form that takes a number: a new number of our own."""
    return {"client": uuid4()}
