"""The approved quotes of a place, with the figures that they explain, read once for a report.

Their words lie in the talks (`domains.forms`), sealed: what was taken back there is not read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import IndicatorView, ObservationView
from kachehri.domains.forms.queries import voices_quotes
from kachehri.domains.forms.queries.voices_quotes import QuoteView
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports.kinds import ReportKind, Voices

from .selects import inside


@dataclass(frozen=True)
class Spoken:
    """Quotes, the oldest first; the youngest figure and the name of what each explains."""

    quotes: tuple[QuoteView, ...] = ()
    figures: Mapping[str, ObservationView] = field(default_factory=dict)
    indicators: Mapping[str, IndicatorView] = field(default_factory=dict)

    def explaining(self, dimension: str) -> tuple[QuoteView, ...]:
        """Those about a dimension that explain a figure which the place has."""
        return tuple(one for one in self.of(dimension) if one.indicator in self.figures)

    def others(self, dimension: str) -> tuple[QuoteView, ...]:
        """Those about a dimension (nothing: about all) that explain no figure of the place."""
        return tuple(one for one in self.of(dimension) if one.indicator not in self.figures)

    def of(self, dimension: str) -> tuple[QuoteView, ...]:
        """Those about a dimension; nothing said: all."""
        return tuple(one for one in self.quotes if not dimension or one.dimension == dimension)


def read_spoken(kind: ReportKind, place: PlaceView) -> Spoken:
    """The quotes of a place where a part prints them (at most seven queries)."""
    if not any(inside(kind, Voices)):
        return Spoken()
    quotes = voices_quotes.printed(place.id)
    codes = sorted({one.indicator for one in quotes if one.indicator})
    if not codes:
        return Spoken(quotes)
    rows = evidence.values(concepts=codes, place_ids=[place.id], dims={})
    return Spoken(
        quotes,
        {row.concept: row for row in rows if row.value is not None},
        {one.code: one for one in evidence.indicators(codes)},
    )
