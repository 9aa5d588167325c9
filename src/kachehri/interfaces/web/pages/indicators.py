"""One indicator: its figures here, beside other places and over the years; what they mean."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import beside
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import KeptTree, kept_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.lists import download
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.export import CSV_TYPE, TableFile, as_csv
from kachehri.interfaces.web import drawing, mapping, showing, surroundings
from kachehri.interfaces.web.showing import Figure
from kachehri.interfaces.web.surroundings import Surroundings

SEXES = ("", "sex=female", "sex=male")
RESIDENCES = ("residence=rural", "residence=urban")
TO_COMPARE = 6


@dataclass(frozen=True)
class Row:
    """A line of the table: a place or a period, a figure for each column, what to mind.

    `href` is the key of a place, or empty.
    """

    label: str
    href: str
    figures: tuple[tuple[str, Figure], ...]
    whole: bool = False
    note: str = ""

    @property
    def html(self) -> SafeString:
        """The line of the table, written here: a template takes ten times as long for it."""
        label = escape(showing.in_digits(self.label))
        head = f'<a href="?place={self.href}">{label}</a>' if self.href else f"<bdi>{label}</bdi>"
        if self.note:
            head += f' <span class="tag">{escape(showing.in_digits(self.note))}</span>'
        cells = "".join(
            f'<td role="cell" class="n" data-label="{escape(column)}">{figure.cell}</td>'
            for column, figure in self.figures
        )
        kind = ' class="total"' if self.whole else ""
        return SafeString(
            f'<tr role="row"{kind}><th scope="row" role="rowheader">{head}</th>{cells}</tr>'
        )


@dataclass(frozen=True)
class Grid:
    """A table of figures."""

    caption: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@page(rule=EVERYONE)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """The page (six queries), or with `?format=csv` every figure of it."""
    kept = kept_tree()
    here = kept.by_key.get(request.GET.get("place", settings.HOME_PLACE))
    found = evidence.indicator(code)
    if found is None or here is None:
        raise Http404
    around = surroundings.of(kept, here)
    if request.GET.get("format") == "csv":
        return download(csv_file(code, (here, *around.below, *around.above)))
    return render(request, "web/indicator.html", context(found, kept, around))


def context(
    about: evidence.IndicatorView, kept: KeptTree, around: Surroundings
) -> dict[str, object]:
    """Everything that the page of an indicator shows of a place."""
    here = around.here
    close = surroundings.close(around)
    asked = [place.id for place in (*around.above, *close[0], *close[1])]
    every = beside.course(about.code, here.id, asked)
    own = {here.id, *(place.id for place in around.above)}
    course = [one for one in every if one.place_id in own]
    near = (*around.below, *around.beside)
    latest = beside.latest([about.code], [here.id, *(one.id for one in near)], beside.SIMPLE)
    whole, parts = surroundings.with_figures(around, {view.place_id for view in latest})
    totals = {view.place_id: view for view in latest if not view.dim_key}
    parted = [totals[part.id] for part in parts if part.id in totals]
    said = finding(parted, parts, whole)
    return {
        "indicator": about,
        "place": here,
        "above": around.above,
        "finding": said or of_whole(totals.get(here.id), here),
        "way": showing.way_label(about.formula),
        "chart": over_time(course, around),
        "panels": over_places(every, here, close, about),
        "map": mapping.of_parts(whole, parts, totals, here=here, title=said),
        "grids": [
            grid
            for grid in (
                by_place(latest, (*parts, whole), SEXES, about),
                by_place(latest, (*parts, whole), RESIDENCES, about),
                years(course, here),
            )
            if grid
        ],
        "several": several(course, here),
        "sources": evidence.sources({view.source_code for view in (*course, *latest)}),
        "compare": [here.key, *(part.key for part in parts if part is not here)][:TO_COMPARE],
        "home": here.key == settings.HOME_PLACE,
        "files": files(about.code, here),
    }


def files(code: str, place: PlaceView) -> list[tuple[str, str]]:
    """The same figures for programs: name of the form and address."""
    asked = urlencode({"indicator": code, "place": place.code})
    forms = {"JSON": "", "HXL": "&format=hxl", "SDMX-CSV": "&format=sdmx"}
    return [(name, f"/api/v1/observations?{asked}{form}") for name, form in forms.items()]


def csv_file(code: str, here: Sequence[PlaceView]) -> TableFile:
    """Every figure of an indicator here, in the parts and above, with its source and cell."""
    values = evidence.values(concepts=[code], place_ids=[place.id for place in here])
    names = {place.id: (place.code, place.name()) for place in here}
    head, *lines = evidence.csv_rows(values, names)
    return TableFile(f"{code}.csv", CSV_TYPE, as_csv(head, lines))


def finding(totals: Iterable[Shown], parts: Iterable[PlaceView], whole: PlaceView) -> str:
    """Where the figure is highest and where it is lowest; empty where that cannot be said."""
    names = {part.id: showing.part_label(part, whole) for part in parts}
    ranked = sorted(totals, key=lambda view: (view.value, names[view.place_id]))
    if len(ranked) < 2 or ranked[0].value == ranked[-1].value:
        return ""
    low, high = ranked[0], ranked[-1]
    return _("Highest in %(high_place)s: %(high)s. Lowest in %(low_place)s: %(low)s.") % {
        "high_place": names[high.place_id],
        "high": showing.isolated(showing.value_text(high)),
        "low_place": names[low.place_id],
        "low": showing.isolated(showing.value_text(low)),
    }


def of_whole(view: Shown | None, whole: PlaceView) -> str:
    """The one figure of the whole place, with its year. Empty without one."""
    if view is None:
        return ""
    return _("%(place)s, %(period)s: %(value)s.") % {
        "place": whole.name(),
        "period": showing.isolated(view.period),
        "value": showing.isolated(showing.value_text(view)),
    }


def over_time(course: Sequence[Shown], around: Surroundings) -> drawing.Drawing | None:
    """The place over the years, women and men beside it, or else the place above it."""
    best = beside.one_a_period(course)

    def of(place: PlaceView, key: str) -> list[Shown]:
        return [one for one in best if (one.place_id, one.dim_key) == (place.id, key)]

    here, mine = around.here, of(around.here, "")
    courses = [drawing.Course(here.name(), mine)]
    by_sex = [drawing.Course(showing.key_label(key), of(here, key)) for key in SEXES[1:]]
    courses += [one for one in by_sex if one.figures]
    courses += [drawing.Course(place.name(), of(place, "")) for place in around.above[:1]]
    if not mine:
        return None
    return drawing.over_years(courses, name="years", title=moved(mine, here))


def over_places(
    course: Sequence[Shown],
    here: PlaceView,
    close: Sequence[Sequence[PlaceView]],
    about: evidence.IndicatorView,
) -> drawing.Drawing | None:
    """The place with its parts over the years, a panel each on one scale; without figures of the
    parts with its neighbours.
    """
    found: dict[int, list[Shown]] = {}
    for one in beside.one_a_period(course):
        if not one.dim_key:
            found.setdefault(one.place_id, []).append(one)
    for others in close:
        courses = [drawing.Course(p.name(), found.get(p.id, ())) for p in (here, *others)]
        if courses[0].figures and any(len(one.figures) > 1 for one in courses[1:]):
            return drawing.panels(courses, here=0, title=risen(courses, about))
    return None


def risen(courses: Sequence[drawing.Course], about: evidence.IndicatorView) -> str:
    """In how many places the figure went up between breaks, and where it moved furthest."""
    ends = {one.label: youngest_stretch(one.figures) for one in courses}
    moved = {label: pair for label, pair in ends.items() if pair is not None}
    if not moved:
        return _("%(name)s: the years cannot be compared with each other") % {"name": about.name}
    up = [label for label, (first, last) in moved.items() if last.value > first.value]
    most = max(up or moved, key=lambda label: abs(moved[label][1].value - moved[label][0].value))
    first, last = moved[most]
    message = (
        _("%(name)s: up in %(up)s of %(count)s places that can be compared, most in %(place)s "
          "(from %(first)s in %(first_year)s to %(last)s in %(last_year)s)")
        if up
        else _("%(name)s: up in none of %(count)s places that can be compared, and down most in "
               "%(place)s (from %(first)s in %(first_year)s to %(last)s in %(last_year)s)")
    )  # fmt: skip
    return message % {
        "name": about.name,
        "up": len(up),
        "count": len(moved),
        "place": most,
        "first": showing.isolated(showing.value_text(first)),
        "first_year": showing.isolated(first.period),
        "last": showing.isolated(showing.value_text(last)),
        "last_year": showing.isolated(last.period),
    }


def youngest_stretch(figures: Sequence[Shown]) -> tuple[Shown, Shown] | None:
    """The first and the last of the youngest figures that compare; None where no two do."""
    for last in range(len(figures), 1, -1):
        first, end = since_break(figures[:last])
        if first is not end:
            return first, end
    return None


def since_break(figures: Sequence[Shown]) -> tuple[Shown, Shown]:
    """The first figure that compares with the newest, and the newest."""
    first = figures[-1]
    for one, before in zip(reversed(figures), reversed(figures[:-1]), strict=False):
        if not one.joins(before):
            break
        first = before
    return first, figures[-1]


def moved(figures: Sequence[Shown], place: PlaceView) -> str:
    """What the line says: from the first figure that compares with the newest, to the newest."""
    first, last = since_break(figures)
    words = {
        "place": place.name(),
        "last": showing.isolated(showing.value_text(last)),
        "to": showing.isolated(showing.in_digits(last.period)),
    }
    if first is last:
        return _(
            "%(place)s: %(last)s in %(to)s. The figures before were counted in another way."
        ) % words  # fmt: skip
    words["first"] = showing.isolated(showing.value_text(first))
    words["from"] = showing.isolated(showing.in_digits(first.period))
    return _("%(place)s: from %(first)s in %(from)s to %(last)s in %(to)s.") % words


def by_place(
    latest: Collection[Shown],
    shown: Sequence[PlaceView],
    keys: tuple[str, ...],
    about: evidence.IndicatorView,
) -> Grid | None:
    """One row a place, the highest first, one column a breakdown that has any figure."""
    cells = {(view.place_id, view.dim_key): view for view in latest}
    held = tuple(key for key in keys if any((place.id, key) in cells for place in shown))
    if not held:
        return None
    *parts, whole = shown
    ordered = sorted(parts, key=lambda part: _rank(cells.get((part.id, held[0]))))
    rows = tuple(
        Row(
            label=showing.part_label(place, whole),
            href=place.key,
            figures=_row(cells, place, held, about),
            whole=place is whole and len(shown) > 1,
            note=_other_year(cells, place, whole),
        )
        for place in (*ordered, whole)
    )
    caption = _("By place") if keys is SEXES else _("In villages and towns")
    return Grid(caption, _("Place"), tuple(map(showing.key_label, held)), rows)


def _rank(view: Shown | None) -> tuple[bool, Decimal]:
    return (view is None, -view.value if view else Decimal(0))


def _other_year(cells: Mapping[tuple[int, str], Shown], place: PlaceView, whole: PlaceView) -> str:
    """The period of a place's figure where it is not that of the whole."""
    mine, theirs = cells.get((place.id, "")), cells.get((whole.id, ""))
    if mine is None or theirs is None or mine.period == theirs.period:
        return ""
    return mine.period


def _row(
    cells: Mapping[tuple[int, str], Shown],
    place: PlaceView,
    held: tuple[str, ...],
    about: evidence.IndicatorView,
) -> tuple[tuple[str, Figure], ...]:
    end = Decimal(100) if about.unit == "percent" else None
    return tuple(
        (
            showing.key_label(key),
            showing.figure(cells[place.id, key], end)
            if (place.id, key) in cells
            else showing.absent(about, key.removeprefix("sex="), place.tier),
        )
        for key in held
    )


def years(course: Sequence[Shown], place: PlaceView) -> Grid | None:
    """One row a period for the whole place, where there is more than one: the table of the chart.

    The best figure of each period; where several sources have one, `several` lists them.
    """
    best = [one for one in beside.one_a_period(course) if one.place_id == place.id]
    cells = {(one.period, one.dim_key): one for one in best}
    periods = list(dict.fromkeys(one.period for one in best))
    held = tuple(key for key in SEXES if any(one.dim_key == key for one in best))
    if len(periods) < 2 or not held:
        return None
    broken = {one.period for one in best if one.status == "B"}
    rows = tuple(
        Row(
            label=period,
            href="",
            figures=tuple(
                (showing.key_label(key), showing.figure(cells.get((period, key)))) for key in held
            ),
            note=str(showing.status_label("B")) if period in broken else "",
        )
        for period in periods
    )
    return Grid(_("Over the years"), _("Year"), tuple(map(showing.key_label, held)), rows)


@dataclass(frozen=True)
class Rival:
    """What one source says of the place's total in a period; `first` is what pages show."""

    period: str
    source: str
    publisher: str
    figure: Figure
    first: bool


def several(course: Sequence[Shown], place: PlaceView) -> list[Rival]:
    """Periods of which several sources speak, all that they say, the figure shown first."""
    totals = [one for one in course if one.place_id == place.id and not one.dim_key]
    by_period: dict[str, list[Shown]] = {}
    for one in totals:
        by_period.setdefault(one.period, []).append(one)
    return [
        Rival(period, one.source_code, one.publisher, showing.figure(one), order == 0)
        for period, found in reversed(by_period.items())
        if len(found) > 1
        for order, one in enumerate(found)
    ]
