"""Estimations and figures as read-models: all for analysts, what may be shown for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kachehri.domains.forms.kinds.feeds import survey_feeds
from kachehri.domains.forms.models import Estimate, Estimation
from kachehri.domains.forms.rules.allowed import MAY_ANALYSE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import rows
from kachehri.kernel.disclosure import FREE

from .forms import FormView, forms_by_ids
from .samples import DesignView, design_by_id, in_language

PUBLISHED = "published"


@dataclass(frozen=True)
class EstimationView:
    """Answers of a form counted once; see `models.Estimation`. `facts` are how the work went."""

    id: int
    thing_id: int
    form_id: int
    design_id: int
    sample_id: int | None
    number: int
    state: str
    people: int
    asked_from: date
    asked_to: date
    facts: Mapping[str, Any]
    source: str
    load_id: int | None
    made_at: datetime
    published_at: datetime | None

    @property
    def response(self) -> float | None:
        """The share of homes that answered, or None where nobody was drawn."""
        found = self.facts.get("response")
        return float(found) if self.sample_id is not None and found is not None else None


@dataclass(frozen=True)
class EstimateView:
    """One figure; shares and their ends are from 0 to 1. See `models.Estimate`."""

    indicator: str
    place_id: int
    dims: Mapping[str, str]
    dim_key: str
    value: float
    is_by_chance: bool
    standard_error: float | None
    low: float | None
    high: float | None
    people: int
    hits: int | None
    design_effect: float | None
    freedom: int | None
    standing: str
    mark: str

    @property
    def is_shown(self) -> bool:
        """Whether everybody may see it."""
        return self.mark == FREE

    @property
    def is_share(self) -> bool:
        """Whether it is a share of people."""
        return self.hits is not None


@dataclass(frozen=True)
class SurveyView:
    """A published survey: its form, its design, how it went, and the figures that may be shown."""

    estimation: EstimationView
    form: FormView
    design: DesignView
    figures: tuple[EstimateView, ...]
    questions: Mapping[str, str]

    @property
    def id(self) -> int:
        """The number in its address."""
        return self.estimation.id


_COLUMNS = tuple(EstimationView.__dataclass_fields__)
_FIGURE = tuple(EstimateView.__dataclass_fields__)


def estimation_view(row: Estimation) -> EstimationView:
    """A row as its read-model."""
    return EstimationView(*(getattr(row, name) for name in _COLUMNS))


def estimation(estimation_id: int) -> EstimationView | None:
    """One estimation, or None."""
    row = Estimation.objects.filter(pk=estimation_id).values_list(*_COLUMNS).first()
    return EstimationView(*row) if row else None


def estimations(actor: Actor, *, after: int = 0, limit: int = 50) -> tuple[EstimationView, ...]:
    """Estimations of the places where somebody may count, the newest first."""
    found = Estimation.objects.filter(
        rows(MAY_ANALYSE, actor, place_thing_id="design__place_thing_id")
    )
    found = found.filter(pk__lt=after) if after else found
    return tuple(
        EstimationView(*row) for row in found.order_by("-pk").values_list(*_COLUMNS)[:limit]
    )


def figures(estimation_id: int, *, all_of_them: bool = False) -> tuple[EstimateView, ...]:
    """The figures of an estimation that may be shown; with `all_of_them` also the hidden ones."""
    found = Estimate.objects.filter(estimation_id=estimation_id)
    if not all_of_them:
        found = found.filter(mark=FREE)
    order = ("id",)
    return tuple(EstimateView(*row) for row in found.order_by(*order).values_list(*_FIGURE))


def surveys(place_id: int | None = None) -> tuple[SurveyView, ...]:
    """What was published, the newest first; about one place if told so."""
    found = Estimation.objects.filter(state=PUBLISHED)
    if place_id is not None:
        found = found.filter(design__place_id=place_id)
    views = [EstimationView(*row) for row in found.order_by("-pk").values_list(*_COLUMNS)]
    made = [_survey(one) for one in views]
    return tuple(one for one in made if one is not None)


def survey(estimation_id: int) -> SurveyView | None:
    """One published survey, or None."""
    found = estimation(estimation_id)
    return _survey(found) if found is not None and found.state == PUBLISHED else None


def _survey(view: EstimationView) -> SurveyView | None:
    form, chosen = forms_by_ids([view.form_id]).get(view.form_id), design_by_id(view.design_id)
    if form is None or chosen is None:
        return None
    feeds = survey_feeds(form.instrument)
    questions = {one.indicator: one.question for one in feeds.feeds} if feeds else {}
    return SurveyView(view, form, chosen, figures(view.id), questions)


def shown_before(design_id: int) -> frozenset[tuple[str, str, int]]:
    """What the published estimation of a design has shown: it cannot be taken back."""
    found = Estimate.objects.filter(
        estimation__design_id=design_id, estimation__state=PUBLISHED, mark=FREE
    )
    return frozenset(found.values_list("indicator", "dim_key", "place_id"))


@dataclass(frozen=True)
class SurveyHeading:
    """A published survey as a list names it."""

    id: int
    place_id: int
    titles: Mapping[str, str]
    chosen: str
    is_made_up: bool
    people: int
    asked_from: date
    asked_to: date

    @property
    def title(self) -> str:
        """In the language in force."""
        return in_language(self.titles)


_HEADING = (
    "id", "design__place_id", "design__titles", "design__chosen", "design__is_made_up", "people",
    "asked_from", "asked_to",
)  # fmt: skip


def headings(*, after: int = 0, limit: int = 50) -> tuple[SurveyHeading, ...]:
    """Published surveys, the newest first (one query)."""
    found = Estimation.objects.filter(state=PUBLISHED)
    found = found.filter(pk__lt=after) if after else found
    rows_ = found.order_by("-pk").values_list(*_HEADING)[:limit]
    return tuple(SurveyHeading(*row) for row in rows_)
