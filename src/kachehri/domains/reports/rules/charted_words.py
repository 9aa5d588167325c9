"""The words of a drawing that says none itself: titles that state the finding, and captions.

Titles are whole messages. The name of the indicator stands before a colon, so that no language has
to bend it.
"""

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.kinds import UNITS
from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports.kinds import Charted, Select, TableColumn
from kachehri.domains.reports.kinds.charted import DrawnColumn
from kachehri.engines.documents.blocks import Inline, Isolate, Rich

from .figures import Figures
from .findings import finding
from .words import PERCENTS, observed, part_name, place_name, plain, printed, say, sentence, years

Placed = tuple[PlaceView, ObservationView]
"""A place and its figure."""

GROUPS = {
    "female": gettext_noop("Women and girls"),
    "male": gettext_noop("Men and boys"),
    "rural": gettext_noop("Villages"),
    "urban": gettext_noop("Towns"),
}
EXTREMES = gettext_noop(
    "%(name)s: highest in %(high_place)s (%(high)s), lowest in %(low_place)s (%(low)s)"
)
SAME = gettext_noop("%(name)s: %(value)s in each of the places that have a figure")
ONE = gettext_noop("%(name)s: only %(place)s has a figure (%(value)s)")
AMONG = gettext_noop(
    "%(name)s: %(place)s has %(value)s; the others lie between %(low)s (%(low_place)s) and "
    "%(high)s (%(high_place)s)"
)
UP = gettext_noop("%(name)s: from %(first)s (%(first_year)s) up to %(last)s (%(last_year)s)")
DOWN = gettext_noop("%(name)s: from %(first)s (%(first_year)s) down to %(last)s (%(last_year)s)")
STILL = gettext_noop("%(name)s: %(first)s in %(first_year)s and in %(last_year)s")
NOT_COMPARED = gettext_noop(
    "%(name)s: %(last)s in %(last_year)s, which cannot be compared with the years before"
)
BY_PLACE = gettext_noop("%(name)s, place by place (%(unit)s)")
BY_YEAR = gettext_noop("%(name)s, year by year (%(unit)s)")


def title(part: Charted, made: Rich, figures: Figures, language: str) -> Rich:
    """The part's own finding, or else the one that rules made."""
    own = finding(part.title, figures, language) if part.title else None
    return own or made


def caption(part: Charted, message: str, select: Select, figures: Figures, language: str) -> str:
    """The part's own caption, or else the indicator's name and unit."""
    if part.caption:
        return plain(say(part.caption, figures, language))
    unit = figures.unit(select.concept)
    said = gettext(UNITS.get(unit, unit))
    return plain(sentence(message, {"name": name_of(select, figures), "unit": said}))


def described(part: Charted, lines: Sequence[str], figures: Figures, language: str) -> str:
    """The part's own description, or else every figure in words, for who cannot see the drawing."""
    own = [plain(say(part.description, figures, language))] if part.description else []
    return " ".join([*own, *(f"{line}." for line in lines)])


def name_of(select: Select, figures: Figures) -> str:
    """The indicator by its name, with the group that is meant."""
    known = figures.indicators.get(select.concept)
    name = known.name if known else select.concept
    groups = [gettext(GROUPS.get(one, one)) for one in (select.sex, select.residence) if one]
    return f"{name} ({', '.join(groups)})" if groups else name


def labelled(column: DrawnColumn, figures: Figures) -> TableColumn:
    """A column with a label: of a select alone the name of its indicator."""
    if isinstance(column, TableColumn):
        return column
    known = figures.indicators.get(column.concept)
    group = GROUPS.get(column.sex or column.residence, "")
    return TableColumn(column, group or (known.msgid if known else column.concept))


def extremes(select: Select, found: Sequence[Placed], figures: Figures, language: str) -> Rich:
    """Where a figure is highest and lowest; of equals the first in the alphabet is named."""
    name: dict[str, Inline] = {"name": name_of(select, figures)}
    if not found:
        return (name_of(select, figures),)
    low, high = ends(found)
    if len(found) == 1:
        values = _at(low, "place", "value", figures, language)
        return sentence(ONE, name | values)
    if printed(low[1]) == printed(high[1]):
        return sentence(SAME, name | {"value": observed(low[1], language)})
    values = _at(low, "low_place", "low", figures, language)
    values |= _at(high, "high_place", "high", figures, language)
    return sentence(EXTREMES, name | values)


def among(select: Select, found: Sequence[Placed], figures: Figures, language: str) -> Rich:
    """How the place stands among the others; where it has no figure, the extremes."""
    own = [pair for pair in found if pair[0] == figures.place]
    others = [pair for pair in found if pair[0] != figures.place]
    if not own or len(others) < 2:
        return extremes(select, found, figures, language)
    low, high = ends(others)
    values: dict[str, Inline] = {"name": name_of(select, figures)}
    values |= _at(own[0], "place", "value", figures, language)
    values |= _at(low, "low_place", "low", figures, language)
    values |= _at(high, "high_place", "high", figures, language)
    return sentence(AMONG, values)


def over_years(select: Select, figures: Figures, language: str) -> Rich:
    """From the first to the last comparable figure of the place."""
    every, series = figures.all(select), figures.comparable(select)
    values: dict[str, Inline] = {"name": name_of(select, figures)}
    last = series[-1]
    values |= {"last": observed(last, language), "last_year": years(last)}
    if len(series) < 2:
        return sentence(NOT_COMPARED, values) if len(every) > 1 else (str(values["name"]),)
    first = series[0]
    values |= {"first": observed(first, language), "first_year": years(first)}
    moved = printed(last) - printed(first)
    return sentence(UP if moved > 0 else DOWN if moved < 0 else STILL, values)


def ends(found: Sequence[Placed]) -> tuple[Placed, Placed]:
    """The lowest and the highest, each the first of its equals in the alphabet."""
    low = min(found, key=lambda pair: (printed(pair[1]), pair[0].key))
    high = min(found, key=lambda pair: (-printed(pair[1]), pair[0].key))
    return low, high


def _at(pair: Placed, place: str, value: str, figures: Figures, language: str) -> dict[str, Inline]:
    return {place: called(pair[0], figures, language), value: observed(pair[1], language)}


def called(place: PlaceView, figures: Figures, language: str) -> str | Isolate:
    """A place by its name; a part told apart from the whole."""
    of_part = place in figures.parts
    return part_name(place, figures, language) if of_part else place_name(place, language)


def is_percent(select: Select, figures: Figures) -> bool:
    """Whether figures carry the sign of percents."""
    return figures.unit(select.concept) in PERCENTS
