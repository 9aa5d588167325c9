"""The questions of the wizard for a table of unknown making, in their order."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kachehri.domains.evidence.queries import Head
from kachehri.interfaces.web.mapping_details import BreakdownForm, DoubtForm, SourceForm
from kachehri.interfaces.web.mapping_forms import (
    Draft,
    HeaderForm,
    IndicatorForm,
    PeriodForm,
    PlaceForm,
    SheetForm,
    StepForm,
    ValueForm,
    WideForm,
)


@dataclass(frozen=True)
class Step:
    """One question: its key in the address, its words, its form."""

    key: str
    title: str | Promise
    lead: str | Promise
    form: type[StepForm]
    is_asked: Callable[[Head, Draft], bool] = lambda head, draft: True
    shows_rows: bool = True


STEPS = (
    Step(
        "sheet",
        gettext_lazy("Which sheet?"),
        gettext_lazy("The file has several sheets. One is read."),
        SheetForm,
        lambda head, draft: len(head.sheets) > 1,
        shows_rows=False,
    ),
    Step(
        "header",
        gettext_lazy("Where do the columns get their names?"),
        gettext_lazy("What stands above that row is not read."),
        HeaderForm,
        shows_rows=False,
    ),
    Step(
        "place",
        gettext_lazy("Which column is the place?"),
        gettext_lazy("Try it: then you see which places its names mean."),
        PlaceForm,
    ),
    Step(
        "indicator",
        gettext_lazy("What is measured?"),
        gettext_lazy("Only what stands in the catalogue can be loaded."),
        IndicatorForm,
    ),
    Step(
        "period",
        gettext_lazy("Of when are the figures?"),
        gettext_lazy("When people were asked or counted, not when it was printed."),
        PeriodForm,
    ),
    Step(
        "value",
        gettext_lazy("Which column is the figure?"),
        gettext_lazy("Percentages as 45.0, not as 0.45: what looks wrong is told before the load."),
        ValueForm,
        lambda head, draft: not draft.get("wide"),
    ),
    Step(
        "columns",
        gettext_lazy("What is each column about?"),
        gettext_lazy("Columns that hold no figure stay as they are."),
        WideForm,
        lambda head, draft: bool(draft.get("wide")),
    ),
    Step(
        "who",
        gettext_lazy("Who is meant?"),
        gettext_lazy("Leave everything as it is if the figures are about everybody."),
        BreakdownForm,
    ),
    Step(
        "doubt",
        gettext_lazy("How sure are the figures?"),
        gettext_lazy("Surveys say so; other files have no such columns. Then go on."),
        DoubtForm,
    ),
    Step(
        "source",
        gettext_lazy("Where were they published?"),
        gettext_lazy("Every figure leads back to where it came from."),
        SourceForm,
        shows_rows=False,
    ),
)


def steps_for(head: Head, draft: Draft) -> tuple[Step, ...]:
    """The questions that this table needs."""
    return tuple(step for step in STEPS if step.is_asked(head, draft))


def draft_of(mapping: Mapping[str, Any]) -> Draft:
    """A draft to go on with, from what was kept."""
    kept = deepcopy(dict(mapping))
    draft: Draft = {"sheet": "", "tier": "", "within": "", "header": 0}
    draft |= {name: kept[name] for name in draft if name in kept}
    draft["columns"] = dict(kept.get("columns", {}))
    draft["fixed"] = dict(kept.get("fixed", {}))
    draft["values"] = list(kept.get("values", ()))
    draft["wide"] = bool(kept.get("wide") or draft["values"])
    return draft
