"""The surveys of a place with the figures that evidence shows of them, read once."""

from collections.abc import Mapping
from dataclasses import dataclass

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import IndicatorView, ObservationView
from kachehri.domains.evidence.rules import dim_key
from kachehri.domains.forms.kinds import instruments
from kachehri.domains.forms.queries import estimates
from kachehri.domains.forms.queries.estimates import EstimateView, SurveyView
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports.kinds import ReportKind
from kachehri.domains.reports.kinds.surveyed import SurveyFigures, Surveys

from .selects import inside


@dataclass(frozen=True)
class Surveyed:
    """A survey: what may be shown of it, and its instrument's key.

    `shown` are the figures of the whole place by indicator and breakdown, `parts` those of what
    lies in it, for everybody.
    """

    survey: SurveyView
    indicators: Mapping[str, IndicatorView]
    shown: Mapping[tuple[str, str], ObservationView]
    parts: Mapping[tuple[str, int], ObservationView]
    instrument: str
    questions: int

    def of(self, indicator: str, **dims: str) -> ObservationView | None:
        """The figure of the whole place, for everybody or for a group."""
        return self.shown.get((indicator, dim_key(dims)))

    def estimate(self, indicator: str) -> EstimateView | None:
        """How it was estimated, for everybody at the place."""
        wanted = (indicator, self.survey.design.place_id, "")
        found = self.survey.figures
        return next(
            (one for one in found if (one.indicator, one.place_id, one.dim_key) == wanted), None
        )


def read_surveys(kind: ReportKind, place: PlaceView) -> tuple[Surveyed, ...]:
    """The surveys of a place, where a part asks for them; the newest first."""
    if not any(inside(kind, SurveyFigures)) and not any(inside(kind, Surveys)):
        return ()
    return tuple(read_survey(one) for one in estimates.surveys(place.id))


def read_survey(one: SurveyView) -> Surveyed:
    """A survey with the figures that evidence shows of it (three queries)."""
    home = one.design.place_id
    codes = list(dict.fromkeys(figure.indicator for figure in one.figures))
    keys = sorted({figure.dim_key for figure in one.figures})
    where = sorted({figure.place_id for figure in one.figures})
    rows = evidence.values(concepts=codes, place_ids=where, keys=keys) if codes else ()
    mine = [row for row in rows if row.source_code == one.estimation.source]
    known = instruments.find(one.form.instrument)
    return Surveyed(
        survey=one,
        indicators={view.code: view for view in evidence.indicators(codes)},
        shown={(row.concept, dim_key(row.dims)): row for row in mine if row.place_id == home},
        parts={(row.concept, row.place_id): row for row in mine if row.place_id != home},
        instrument=known.key if known else "",
        questions=known.size if known else 0,
    )
