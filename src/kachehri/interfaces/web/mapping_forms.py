"""The forms of the wizard for a table of unknown making, one question each.

A form knows what it begins with, and how its answer goes into the draft: `kinds.TableMapping` as
JSON, half filled.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import Head
from kachehri.domains.evidence.rules.compact import Wrong
from kachehri.domains.evidence.rules.mapped import period_of
from kachehri.domains.places import queries as places
from kachehri.interfaces.web.showing import tier_label

Draft: TypeAlias = dict[str, Any]
Choices = list[tuple[str, Any]]

NOTHING = ("", "–")
TIERS = ("province", "division", "district", "taluka")
SCALES = {
    "": gettext_lazy("what the catalogue says"),
    "fraction": gettext_lazy("parts of one (0.45 for 45 percent)"),
    "thousand": gettext_lazy("thousands"),
    "lakh": gettext_lazy("lakhs"),
    "million": gettext_lazy("millions"),
}
"""How a column counts what the catalogue counts in ones (`rules.mapped.SCALES`)."""

EITHER = gettext_lazy("Choose a column, or what holds for the whole file: one of the two.")
NOT_A_PERIOD = gettext_lazy(
    "Write a year (2023), two (2018-19) or two days (2023-03-01..2023-12-31)."
)


class StepForm(forms.Form):
    """A question about a table. `asked` is what it asks about, `draft` what was said before."""

    def __init__(self, head: Head, draft: Draft, data: Any = None) -> None:
        self.head, self.draft = head, draft
        super().__init__(data, initial=self.begin())
        self.prepare()

    def begin(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def prepare(self) -> None:
        """Fill the choices, which depend on the table."""

    def put(self) -> None:
        """Write the answer into the draft."""
        raise NotImplementedError

    def fill(self, name: str, choices: Choices) -> None:
        """Give a field its choices."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def columns(self, *, optional: bool = True) -> Choices:
        """The columns of the table."""
        own = [(name, name) for name in self.head.columns if name]
        return [NOTHING, *own] if optional else own

    def say(self, role: str, column: str = "", fixed: str = "") -> None:
        """Keep what a role is: a column, or the same everywhere, or (both empty) nothing."""
        for part, value in (("columns", column), ("fixed", fixed)):
            self.draft[part].pop(role, None)
            if value:
                self.draft[part][role] = value

    def said(self, role: str) -> dict[str, str]:
        """What was said about a role, as the fields `column` and `fixed`."""
        return {
            "column": self.draft["columns"].get(role, ""),
            "fixed": self.draft["fixed"].get(role, ""),
        }

    def one_of_two(self, data: Mapping[str, Any]) -> None:
        """An error where neither or both were chosen."""
        if bool(data.get("column")) == bool(data.get("fixed")) and not self.errors:
            self.add_error("column", str(EITHER))


def choice(label: Any, hint: Any = "", *, required: bool = False) -> forms.ChoiceField:
    """A field to choose from a list, which `prepare` fills."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": gettext_lazy("Choose one.")},
    )


class SheetForm(StepForm):
    """Which sheet of the workbook."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), widget=forms.RadioSelect)

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        return {"sheet": self.draft.get("sheet") or self.head.sheets[0]}

    def prepare(self) -> None:
        """The choices that this table gives."""
        self.fill("sheet", [(name, name) for name in self.head.sheets])

    def put(self) -> None:
        """Keep the answer in the draft."""
        if self.draft.get("sheet") != self.cleaned_data["sheet"]:
            self.draft["header"] = 0
        self.draft["sheet"] = self.cleaned_data["sheet"]


class HeaderForm(StepForm):
    """Which row names the columns."""

    header = forms.ChoiceField(
        label=gettext_lazy("The row with the names of the columns"), widget=forms.RadioSelect
    )

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        return {"header": str(self.draft.get("header") or self.head.header)}

    def prepare(self) -> None:
        """The choices that this table gives."""
        rows = self.head.first
        self.fill("header", [(str(line), row_label(line, cells)) for line, cells in rows])

    def put(self) -> None:
        """Keep the answer in the draft."""
        self.draft["header"] = int(self.cleaned_data["header"])


def row_label(number: int, row: tuple[str, ...]) -> str:
    """A row as a choice: its number and its first cells."""
    cells = [cell for cell in row if cell.strip()]
    shown = " · ".join(Truncator(cell).chars(30) for cell in cells[:5]) or _("empty")
    more = " …" if len(cells) > 5 else ""
    return _("Row %(number)s: %(cells)s") % {"number": number, "cells": shown + more}


class PlaceForm(StepForm):
    """Which column names the place, and what kind of place that is."""

    column = choice(gettext_lazy("The column with the place"), required=True)
    tier = choice(gettext_lazy("What kind of place is it?"), required=True)
    within = choice(
        gettext_lazy("Only places in"),
        gettext_lazy("Where two places have the same name, this tells which is meant."),
    )

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        column = self.said("place")["column"]
        return {
            "column": column,
            "tier": self.draft.get("tier") or "district",
            "within": self.draft.get("within", ""),
        }

    def prepare(self) -> None:
        """The choices that this table gives."""
        self.fill("column", self.columns())
        self.fill("tier", [(tier, tier_label(tier)) for tier in TIERS])
        self.fill("within", [("", _("the whole country")), *regions()])

    def put(self) -> None:
        """Keep the answer in the draft."""
        self.say("place", self.cleaned_data["column"])
        self.draft["tier"] = self.cleaned_data["tier"]
        self.draft["within"] = self.cleaned_data["within"]


def regions() -> Choices:
    """Provinces and districts, by their codes."""
    tree = places.tree()
    return [
        (tier_label(tier), [(one.code, one.name()) for one in places.in_order(_of(tree, tier))])
        for tier in ("province", "division", "district")
    ]


def _of(tree: tuple[places.PlaceView, ...], tier: str) -> list[places.PlaceView]:
    return [view for view in tree if view.tier == tier]


class IndicatorForm(StepForm):
    """What is measured."""

    how = forms.ChoiceField(
        label=gettext_lazy("What the figures are about"),
        widget=forms.RadioSelect,
        choices=[
            ("fixed", gettext_lazy("The same in the whole file")),
            ("column", gettext_lazy("A column says it, row by row")),
            ("wide", gettext_lazy("Several columns, each about something else")),
        ],
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    fixed = choice(gettext_lazy("If it is the same in the whole file: which?"))
    column = choice(
        gettext_lazy("If a column says it: which column?"),
        gettext_lazy("Its cells hold codes of the catalogue, as in literacy-10."),
    )

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        said = self.said("indicator")
        wide = "wide" if self.draft["values"] else ""
        return {**said, "how": wide or next((key for key, value in said.items() if value), "fixed")}

    def prepare(self) -> None:
        """The choices that this table gives."""
        self.fill("fixed", [NOTHING, *indicator_choices()])
        self.fill("column", self.columns())

    def clean(self) -> dict[str, Any]:
        """Tell what does not go together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        how = data.get("how", "wide")
        if how != "wide" and not data.get(how):
            self.add_error(how, _("Choose one."))
        return data

    def put(self) -> None:
        """Keep the answer in the draft."""
        how = self.cleaned_data["how"]
        self.draft["wide"] = how == "wide"
        if how != "wide":
            self.draft["values"] = []
            self.say("indicator", **{how: self.cleaned_data[how]})
            return
        self.say("indicator")
        self.say("value")


def indicator_choices() -> Choices:
    """Every indicator, by what it is about."""
    groups: dict[str, Choices] = {}
    for one in evidence.indicators():
        groups.setdefault(one.sector_label, []).append((one.code, one.name))
    return list(groups.items())


class PeriodForm(StepForm):
    """Of when the figures are."""

    column = choice(gettext_lazy("A column says it"))
    fixed = forms.CharField(
        label=gettext_lazy("Or: the same in the whole file"),
        help_text=NOT_A_PERIOD,
        required=False,
        max_length=40,
    )

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        return self.said("period")

    def prepare(self) -> None:
        """The choices that this table gives."""
        self.fill("column", self.columns())

    def clean_fixed(self) -> str:
        """Tell what is no period."""
        text: str = self.cleaned_data["fixed"].strip()
        if text:
            self.read(text)
        return text

    def read(self, text: str) -> None:
        """An error where the words are no period."""
        try:
            period_of(text)
        except Wrong as wrong:
            raise forms.ValidationError(str(NOT_A_PERIOD)) from wrong

    def clean(self) -> dict[str, Any]:
        """Tell what does not go together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.one_of_two(data)
        return data

    def put(self) -> None:
        """Keep the answer in the draft."""
        self.say("period", self.cleaned_data["column"], self.cleaned_data["fixed"])


class ValueForm(StepForm):
    """Which column holds the figure, and what it is counted in."""

    column = choice(gettext_lazy("The column with the figure"), required=True)
    unit_column = choice(gettext_lazy("Counted in: a column says it"))
    unit_fixed = choice(gettext_lazy("Or: the same in the whole file"))

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        unit = self.said("unit")
        return {
            "column": self.said("value")["column"],
            "unit_column": unit["column"],
            "unit_fixed": unit["fixed"],
        }

    def prepare(self) -> None:
        """The choices that this table gives."""
        self.fill("column", self.columns())
        self.fill("unit_column", self.columns())
        self.fill("unit_fixed", list(SCALES.items()))

    def put(self) -> None:
        """Keep the answer in the draft."""
        self.say("value", self.cleaned_data["column"])
        self.say("unit", self.cleaned_data["unit_column"], self.cleaned_data["unit_fixed"])


class WideForm(StepForm):
    """Of each column, what it measures."""

    def prepare(self) -> None:
        """The choices that this table gives."""
        there = {one["column"]: one for one in self.draft["values"]}
        used = set(self.draft["columns"].values())
        choices = [("", _("not a figure")), *indicator_choices()]
        for number, name in enumerate(self.head.columns):
            if name and name not in used:
                field = choice(name)
                field.choices = choices
                field.initial = there.get(name, {}).get("indicator", "")
                self.fields[f"c{number}"] = field

    def clean(self) -> dict[str, Any]:
        """Tell what does not go together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(data.values()) and self.fields:
            self.add_error(next(iter(self.fields)), _("Say of one column at least what it is."))
        return data

    def put(self) -> None:
        """Keep the answer in the draft."""
        self.draft["values"] = [
            {"column": self.head.columns[int(key[1:])], "indicator": code, "sex": "",
             "residence": "", "period": ""}
            for key, code in self.cleaned_data.items()
            if code
        ]  # fmt: skip
