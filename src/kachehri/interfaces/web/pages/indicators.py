"""One indicator: its numbers here and in each part, what they mean, where they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.lists import download
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.export import CSV_TYPE, TableFile, as_csv
from kachehri.interfaces.web import showing
from kachehri.interfaces.web.showing import Figure

SEXES = ("", "female", "male")
RESIDENCES = ("rural", "urban")


@dataclass(frozen=True)
class Row:
    """A line of the table: a place or a period, a figure for each column, what to mind."""

    label: str
    href: str
    figures: tuple[tuple[str, Figure], ...]
    whole: bool = False
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of figures."""

    caption: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@page(rule=EVERYONE)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """The page, or with `?format=csv` every figure of it."""
    found = evidence.indicator(code)
    family = places.family(settings.HOME_PLACE)
    if found is None or family is None:
        raise Http404
    here = (family.place, *family.children)
    values = evidence.values(concepts=[code], place_ids=[place.id for place in here])
    if request.GET.get("format") == "csv":
        return download(csv_file(code, values, here))
    best = evidence.best(values)
    context = {
        "indicator": found,
        "place": family.place,
        "finding": finding(best, family.children, family.place),
        "way": showing.way_label(found.formula),
        "grids": grids(best, values, family.place, family.children, found),
        "sources": evidence.sources({view.source_code for view in values}),
        "places": here,
    }
    return render(request, "web/indicator.html", context)


def csv_file(code: str, values: Iterable[ObservationView], here: Iterable[PlaceView]) -> TableFile:
    """Every figure of an indicator, with its source and cell."""
    names = {place.id: (place.code, place.name()) for place in here}
    head, *lines = evidence.csv_rows(values, names)
    return TableFile(f"{code}.csv", CSV_TYPE, as_csv(head, lines))


def finding(best: Iterable[ObservationView], parts: Iterable[PlaceView], whole: PlaceView) -> str:
    """Where the figure is highest and lowest; the figure of the whole where only that is known."""
    names = {part.id: showing.part_label(part, whole) for part in parts}
    totals = [v for v in best if v.place_id in names and not v.dims and v.value is not None]
    totals.sort(key=lambda view: (view.value or Decimal(0), names[view.place_id]))
    if not totals:
        return of_whole(best, whole)
    if len(totals) < 2 or totals[0].value == totals[-1].value:
        return ""
    low, high = totals[0], totals[-1]
    return _("Highest in %(high_place)s: %(high)s. Lowest in %(low_place)s: %(low)s.") % {
        "high_place": names[high.place_id],
        "high": showing.isolated(showing.value_text(high)),
        "low_place": names[low.place_id],
        "low": showing.isolated(showing.value_text(low)),
    }


def of_whole(best: Iterable[ObservationView], whole: PlaceView) -> str:
    """The one figure of the whole place, with its year. Empty without one."""
    for view in best:
        if view.place_id == whole.id and not view.dims and view.value is not None:
            return _("%(place)s, %(period)s: %(value)s.") % {
                "place": whole.name(),
                "period": showing.isolated(view.period),
                "value": showing.isolated(showing.value_text(view)),
            }
    return ""


def grids(
    best: tuple[ObservationView, ...],
    values: tuple[ObservationView, ...],
    place: PlaceView,
    parts: tuple[PlaceView, ...],
    about: evidence.IndicatorView,
) -> list[Grid]:
    """By place and sex, by place and residence, over time: those that have figures."""
    shown = (*parts, place)
    by_sex = by_place(best, shown, "sex", SEXES, about)
    by_home = by_place(best, shown, "residence", RESIDENCES, about)
    return [grid for grid in (by_sex, by_home, over_time(values, place, about)) if grid]


def by_place(
    best: tuple[ObservationView, ...],
    shown: tuple[PlaceView, ...],
    dimension: str,
    wanted: tuple[str, ...],
    about: evidence.IndicatorView,
) -> Grid | None:
    """One row a place, one column a value of the dimension that has any figure."""
    cells = {
        (view.place_id, view.dims.get(dimension, "")): view
        for view in best
        if set(view.dims) <= {dimension}
    }
    held = tuple(name for name in wanted if any(name == key for _place, key in cells))
    if not held:
        return None
    label = showing.sex_label if dimension == "sex" else showing.residence_label
    columns = tuple(label(name) for name in held)
    rows = tuple(
        Row(
            label=showing.part_label(place, shown[-1]),
            href=place.key,
            figures=tuple(
                zip(
                    columns,
                    (cell(cells.get((place.id, name)), place, name, about) for name in held),
                    strict=True,
                )
            ),
            whole=place is shown[-1] and len(shown) > 1,
        )
        for place in shown
    )
    caption = _("By place") if dimension == "sex" else _("In villages and towns")
    return Grid(caption, _("Place"), columns, rows)


def cell(
    view: ObservationView | None, place: PlaceView, name: str, about: evidence.IndicatorView
) -> Figure:
    """A figure with its bar, or why there is none. `name` is a sex or a residence."""
    if view is None:
        return showing.absent(about, name, place.tier)
    return showing.figure(view, Decimal(100) if about.unit == "percent" else None)


def over_time(
    values: tuple[ObservationView, ...], place: PlaceView, about: evidence.IndicatorView
) -> Grid | None:
    """One row a period for the whole place, where there is more than one."""
    mine = [view for view in values if view.place_id == place.id and set(view.dims) <= {"sex"}]
    series = evidence.series(mine)
    periods = list(dict.fromkeys(view.period for view in series))
    if len(periods) < 2:
        return None
    cells = {(view.period, view.sex): view for view in series}
    breaks = {view.period for view in series if view.status == "B"}
    held = tuple(sex for sex in SEXES if any(sex == key for _period, key in cells))
    columns = tuple(showing.sex_label(sex) for sex in held)
    rows = tuple(
        Row(
            label=period,
            href="",
            figures=tuple(
                (column, showing.figure(cells.get((period, sex))))
                for column, sex in zip(columns, held, strict=True)
            ),
            note=str(showing.status_label("B")) if period in breaks else "",
        )
        for period in periods
    )
    return Grid(_("Over the years"), _("Year"), columns, rows)
