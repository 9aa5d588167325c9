"""The last forms of the wizard: who is meant, how sure the figures are, where they come from."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.rules.dimensions import known
from kachehri.interfaces.web.mapping_forms import EITHER, NOTHING, StepForm, choice

DOUBT = {
    "sample": gettext_lazy("How many were asked"),
    "standard_error": gettext_lazy("Standard error"),
    "ci_low": gettext_lazy("Interval: from"),
    "ci_high": gettext_lazy("Interval: to"),
    "note": gettext_lazy("A note"),
}


class BreakdownForm(StepForm):
    """Who is meant: women and men, villages and towns, ages and the rest."""

    sex_column = choice(gettext_lazy("Women and men: a column says it"))
    sex_fixed = choice(gettext_lazy("Or: the same in the whole file"))
    residence_column = choice(gettext_lazy("Villages and towns: a column says it"))
    residence_fixed = choice(gettext_lazy("Or: the same in the whole file"))
    other = choice(gettext_lazy("Another breakdown"))
    other_column = choice(gettext_lazy("Its column"))

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        found: dict[str, Any] = {}
        for role in ("sex", "residence"):
            said = self.said(role)
            found |= {f"{role}_column": said["column"], f"{role}_fixed": said["fixed"]}
        other = self._other()
        return found | {"other": other, "other_column": self.draft["columns"].get(other, "")}

    def _other(self) -> str:
        roles = self.draft["columns"]
        return next((role for role in roles if role in others()), "")

    def prepare(self) -> None:
        """The choices that this table gives."""
        declared = known()
        for role in ("sex", "residence"):
            self.fill(f"{role}_column", self.columns())
            values = declared[role].values.items() if role in declared else ()
            everybody = ("", _("all together"))
            self.fill(f"{role}_fixed", [everybody, *((code, _(word)) for code, word in values)])
        self.fill("other", [NOTHING, *((code, _(label)) for code, label in others().items())])
        self.fill("other_column", self.columns())

    def clean(self) -> dict[str, Any]:
        """Tell what does not go together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for role in ("sex", "residence"):
            if data.get(f"{role}_column") and data.get(f"{role}_fixed"):
                self.add_error(f"{role}_column", str(EITHER))
        if bool(data.get("other")) != bool(data.get("other_column")):
            self.add_error("other_column", _("Choose the breakdown and its column."))
        return data

    def put(self) -> None:
        """Keep the answer in the draft."""
        data = self.cleaned_data
        for role in ("sex", "residence"):
            self.say(role, data[f"{role}_column"], data[f"{role}_fixed"])
        for role in others():
            self.say(role)
        if data["other"]:
            self.say(data["other"], data["other_column"])


def others() -> dict[str, str]:
    """The declared dimensions besides sex and residence: labels by code."""
    return {code: one.label for code, one in known().items() if code not in {"sex", "residence"}}


class DoubtForm(StepForm):
    """How sure the figures are, where the file says so."""

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        return {role: self.draft["columns"].get(role, "") for role in DOUBT}

    def prepare(self) -> None:
        """The choices that this table gives."""
        for role, label in DOUBT.items():
            self.fields[role] = choice(label)
            self.fill(role, self.columns())

    def put(self) -> None:
        """Keep the answer in the draft."""
        for role in DOUBT:
            self.say(role, self.cleaned_data[role])


class SourceForm(StepForm):
    """Where the figures were published."""

    fixed = choice(gettext_lazy("Source"), required=True)

    def begin(self) -> dict[str, Any]:
        """What was said before."""
        return self.said("source")

    def prepare(self) -> None:
        """The choices that this table gives."""
        every = sorted(evidence.sources(), key=lambda one: one.citation.casefold())
        self.fill("fixed", [NOTHING, *((one.code, one.citation) for one in every)])

    def put(self) -> None:
        """Keep the answer in the draft."""
        self.say("source", "", self.cleaned_data["fixed"])
