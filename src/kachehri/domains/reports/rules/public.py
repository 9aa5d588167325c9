"""What offices publish about a place, read once for the parts that show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kachehri.domains.evidence.kinds import Card
from kachehri.domains.evidence.queries import SourceView, submissions
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.queries.cards import CardView, card_of
from kachehri.domains.evidence.queries.submissions import Named
from kachehri.domains.evidence.rules import cards, dimensions
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports.kinds.published import FromCard, PaperYears
from kachehri.domains.reports.kinds.report import ReportKind

from .selects import inside


@dataclass(frozen=True)
class Public:
    """The cards of a kind with what is published of them, and the papers that were expected.

    `figures` are every year's; `named` are the schemes, by card; `papers` also those that brought
    nothing.
    """

    cards: Mapping[str, CardView]
    figures: tuple[Shown, ...]
    named: Mapping[str, tuple[Named, ...]]
    papers: tuple[SourceView, ...]

    @property
    def source_codes(self) -> frozenset[str]:
        """The sources of everything that is shown."""
        shown = {one.source_code for one in self.figures}
        named = {one.source_code for some in self.named.values() for one in some}
        return frozenset(shown | named | {one.code for one in self.papers})


def cards_of(kind: ReportKind) -> tuple[Card, ...]:
    """The declared cards that a kind shows, each once, in the order of first use."""
    codes = dict.fromkeys(part.card for part in inside(kind, FromCard))
    return tuple(found for code in codes if (found := cards.card(code)) is not None)


def indicators_of(kind: ReportKind) -> tuple[str, ...]:
    """The indicators of a kind's cards, each once, in the order of first use."""
    lines = (line for card in cards_of(kind) for section in card.sections for line in section.lines)
    return tuple(dict.fromkeys(line.indicator for line in lines))


def read_public(kind: ReportKind, place: PlaceView) -> Public | None:
    """Read what a kind shows of its cards; None where it shows no card.

    Two queries, and two for each card.
    """
    shown = cards_of(kind)
    if not shown:
        return None
    wanted = {code for part in inside(kind, PaperYears) for code in part.kinds}
    return Public(
        cards={card.code: card_of(card, place.id) for card in shown},
        figures=submissions.submitted(place.id, indicators_of(kind)),
        named={card.code: submissions.named(place.id, card.lists) for card in shown if card.lists},
        papers=submissions.papers(wanted) if wanted else (),
    )


def values_of(dimension: str) -> Mapping[str, str]:
    """The values of a declared dimension with their words; one empty value where there is none."""
    known = dimensions.known().get(dimension)
    return known.values if known else {"": ""}
