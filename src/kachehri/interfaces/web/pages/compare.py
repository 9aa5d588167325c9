"""Places beside each other, as the reader chooses them: a plain form, and a table with bars."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.queries import IndicatorView, beside
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import KeptTree, kept_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing, surroundings
from kachehri.interfaces.web.pages.sectors import label_of
from kachehri.interfaces.web.showing import Figure

MOST_PLACES = 6
MOST_INDICATORS = 25


@dataclass(frozen=True)
class Line:
    """One indicator with a figure for each place; `notes` say what cannot be compared."""

    about: IndicatorView
    figures: tuple[tuple[str, Figure], ...]
    notes: tuple[str, ...]


@page(rule=EVERYONE)
def compare(request: HttpRequest) -> HttpResponse:
    """The form, and below it the table of what was chosen (five queries)."""
    kept = kept_tree()
    chosen = chosen_places(kept, request.GET.getlist("place"))
    codes = request.GET.getlist("indicator")[:MOST_INDICATORS]
    sector = request.GET.get("sector", "" if codes else "education")
    known = evidence.indicators()
    wanted = [
        one
        for one in known
        if one.figures and (one.code in codes or (not codes and one.sector == sector))
    ][:MOST_INDICATORS]
    ids = [place.id for place in chosen]
    found = beside.latest([one.code for one in wanted], ids) if wanted and ids else ()
    lines = table(wanted, chosen, found)
    context = {
        "chosen": chosen,
        "slots": [*chosen, *[None] * (MOST_PLACES - len(chosen))],
        "options": options(offered(kept, chosen)),
        "sector": sector,
        "codes": [one.code for one in wanted] if codes else [],
        "sectors": [(code, label_of(code)) for code in SECTORS],
        "lines": lines,
        "empty": [one for one in wanted if one.code not in {line.about.code for line in lines}],
    }
    return render(request, "web/compare.html", context)


def chosen_places(kept: KeptTree, keys: Iterable[str]) -> list[PlaceView]:
    """The places asked for, each once, at most six; the home place and its province by default."""
    known = [kept.by_key[key] for key in dict.fromkeys(keys) if key in kept.by_key]
    if known or settings.HOME_PLACE not in kept.by_key:
        return known[:MOST_PLACES]
    around = surroundings.of(kept, kept.by_key[settings.HOME_PLACE])
    return [around.here, *around.above]


def offered(kept: KeptTree, chosen: Sequence[PlaceView]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the form offers: provinces, their districts, the parts of what is chosen and of home."""
    home = kept.by_key.get(settings.HOME_PLACE)
    tops = [one for one in kept.views if one.tier in ("country", "province")]
    groups = [(_("Country and provinces"), tops)]
    for province in tops:
        if province.tier == "province":
            groups.append((province.name(), list(surroundings.parts(kept, province))))
    opened = [opener(kept, place) for place in (*chosen, *([home] if home else []))]
    for key in dict.fromkeys(place.key for place in opened if place):
        whole = kept.by_key[key]
        groups.append((whole.name(), list(surroundings.parts(kept, whole))))
    return [(label, [(one.key, one.name()) for one in found]) for label, found in groups if found]


def opener(kept: KeptTree, place: PlaceView) -> PlaceView | None:
    """The district whose parts are offered with a place: itself, or the one that it lies in."""
    return place if place.tier == "district" else _district_of(kept, place)


def _district_of(kept: KeptTree, place: PlaceView) -> PlaceView | None:
    above = kept.by_id.get(place.parent_id or 0)
    return above if above and above.tier == "district" else None


def options(groups: Iterable[tuple[str, list[tuple[str, str]]]]) -> SafeString:
    """The options of a field as HTML, written once for all six fields."""
    return format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        (
            (label, format_html_join("", '<option value="{}">{}</option>', entries))
            for label, entries in groups
        ),
    )


def table(
    wanted: Iterable[IndicatorView], chosen: Sequence[PlaceView], found: Iterable[Shown]
) -> list[Line]:
    """A line for each indicator of which some chosen place has a figure."""
    by_fact = {(one.concept, one.place_id): one for one in found}
    lines = []
    for about in wanted:
        row = {place.id: by_fact.get((about.code, place.id)) for place in chosen}
        if any(row.values()):
            lines.append(line(about, chosen, row))
    return lines


def line(
    about: IndicatorView, chosen: Sequence[PlaceView], row: Mapping[int, Shown | None]
) -> Line:
    """One line: bars on one scale, which ends at 100 percent or at the largest figure."""
    held = [one for one in row.values() if one is not None]
    top = max(one.value for one in held)
    end = Decimal(100) if about.unit == "percent" else top if top > 0 else None
    cells = []
    for place in chosen:
        one = row[place.id]
        cell = showing.figure(one, end) if one else showing.absent(about, "", place.tier)
        cells.append((place.name(), cell))
    return Line(about, tuple(cells), tuple(notes(held, {one.id: one for one in chosen})))


def notes(held: Sequence[Shown], places: Mapping[int, PlaceView]) -> Iterable[str]:
    """What stands in the way of comparing: other years, other sources, another definition."""
    periods = {one.period for one in held}
    if len(periods) > 1:
        each = [f"{places[one.place_id].name()} {showing.isolated(one.period)}" for one in held]
        yield _("Different years: %(years)s.") % {"years": ", ".join(each)}
    elif periods:
        yield showing.isolated(periods.pop())
    if len({(one.method, one.publisher) for one in held}) > 1:
        yield _("Counted in different ways: the figures do not compare exactly.")
    if len({one.group for one in held}) > 1:
        yield _("By different definitions: the figures do not compare.")
