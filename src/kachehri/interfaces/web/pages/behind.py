"""What stands behind a number that is no observation of its own: a difference, a rank, a count."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import IndicatorView, ObservationView, beside
from kachehri.domains.evidence.rules.comparing import COUNTED_UNITS
from kachehri.domains.evidence.rules.dimensions import dim_key
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import kept_tree, one_tree
from kachehri.domains.reports.rules.evidenced_words import share
from kachehri.domains.reports.rules.figures import arranged
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing, surroundings
from kachehri.interfaces.web.pages.observations import LARGEST
from kachehri.interfaces.web.showing import Figure
from kachehri.kernel.numbers import MINUS, round_half_up
from kachehri.kernel.trends import Point, first_to_last


@dataclass(frozen=True)
class Side:
    """One of two figures: what it is, of whom, where and when, and where it was found."""

    name: str
    place: PlaceView
    breakdown: str
    period: str
    figure: Figure
    source: evidence.SourceView

    @property
    def words(self) -> str:
        """Where and of whom, without the name of the figure."""
        return " · ".join(filter(None, (self.place.name(), self.breakdown)))


@dataclass(frozen=True)
class Ranked:
    """One place in the order; places with the same figure share their number."""

    rank: int
    place: PlaceView
    figure: Figure
    here: bool


# Two figures


@page(rule=EVERYONE)
def between(request: HttpRequest, number: int, other: int) -> HttpResponse:
    """Two figures and what lies between them (at most six queries)."""
    first, second = found(number), found(other)
    one, two = first.figure, second.figure
    if one.value is None or two.value is None or one.unit != two.unit:
        raise Http404
    with one_tree():
        where = places.by_ids({one.place_id, two.place_id})
    apart = printed(one) - printed(two)
    context = {
        "sides": (side(first, where), side(second, where)),
        "same": first.indicator.code == second.indicator.code,
        "indicator": first.indicator,
        "apart": sign(apart, one.decimals),
        "points": one.unit in showing.PERCENTS,
        "half": half(one, two),
        "share": share_text(one, two),
        "stretch": [(view.period, showing.figure(view)) for view in stretch(one, two)],
    }
    return render(request, "web/between.html", context)


def stretch(one: ObservationView, two: ObservationView) -> list[ObservationView]:
    """All figures from the earlier to the later of two of one place and definition."""
    about = [(v.concept, v.place_id, v.group, dim_key(v.dims)) for v in (one, two)]
    same = about[0] == about[1]
    if not same or one.period_start == two.period_start:
        return []
    rows = evidence.values(concepts=[one.concept], place_ids=[one.place_id], dims=one.dims)
    series = next(iter(arranged(rows).values()), ())
    ends = sorted((one.period_start, two.period_start))
    return [view for view in series if ends[0] <= view.period_start <= ends[1]]


def found(number: int) -> evidence.ObservationDetail:
    """A figure with its source, or Http404."""
    detail = evidence.observation(number) if number <= LARGEST else None
    if detail is None:
        raise Http404
    return detail


def side(detail: evidence.ObservationDetail, where: dict[int, PlaceView]) -> Side:
    """One of the two as it is shown."""
    view = detail.figure
    return Side(
        detail.indicator.name,
        where[view.place_id],
        showing.breakdown(view),
        view.period,
        showing.figure(view),
        detail.source,
    )


def printed(view: ObservationView) -> Decimal:
    """The value as it is printed: what is worked out here can be checked by hand."""
    return round_half_up(view.value or Decimal(0), view.decimals)


def sign(value: Decimal, decimals: int) -> str:
    """A difference with its sign."""
    before = "+" if value > 0 else MINUS if value < 0 else ""
    return before + showing.amount(abs(value), "", decimals)


def half(one: ObservationView, two: ObservationView) -> str:
    """Half the width of the interval of the change, where a test can be made; else empty."""
    if one.value is None or two.value is None or one.place_id != two.place_id:
        return ""
    earlier, later = sorted((one, two), key=lambda view: view.period_start)
    test = first_to_last(point(earlier), point(later))
    if test is None:
        return ""
    return showing.amount(Decimal(str((test.high - test.low) / 2)), "", one.decimals)


def point(view: ObservationView) -> Point:
    """A figure as the test of a change takes it."""
    return Point(
        view.period_start,
        view.period_end,
        view.value or Decimal(0),
        view.method,
        standard_error=view.standard_error,
    )


def share_text(one: ObservationView, two: ObservationView) -> str:
    """Of counts of one unit: the first as a share of the second; else empty."""
    if one.unit not in COUNTED_UNITS or not two.value:
        return ""
    value, decimals = share(one, two)
    return showing.amount(value, "percent", decimals)


# A figure and its aim


@page(rule=EVERYONE)
def aim(request: HttpRequest, number: int) -> HttpResponse:
    """How far a figure is from what is aimed at, and who set the aim (at most six queries)."""
    detail = found(number)
    view, target = detail.figure, detail.indicator.target
    if view.value is None or target is None:
        raise Http404
    with one_tree():
        where = places.by_ids({view.place_id})
    apart = round_half_up(printed(view) - target, view.decimals)
    context = {
        "side": side(detail, where),
        "indicator": detail.indicator,
        "aim": showing.amount(target, view.unit, None),
        "apart": sign(apart, view.decimals),
        "points": view.unit in showing.PERCENTS,
    }
    return render(request, "web/aim.html", context)


# A rank


@page(rule=EVERYONE)
def rank(request: HttpRequest, number: int) -> HttpResponse:
    """The places that have the same figure, counted from the best (at most six queries)."""
    detail = found(number)
    view = detail.figure
    kept = kept_tree()
    here = kept.by_id.get(view.place_id)
    if here is None or view.value is None:
        raise Http404
    around = surroundings.of(kept, here)
    order = ranking(view, detail.indicator, around.beside)
    if not order:
        raise Http404
    context = {
        "side": side(detail, {here.id: here}),
        "indicator": detail.indicator,
        "whole": around.whole,
        "order": order,
        "rank": next(one.rank for one in order if one.here),
    }
    return render(request, "web/rank.html", context)


def ranking(
    view: ObservationView, indicator: IndicatorView, peers: Sequence[PlaceView]
) -> list[Ranked]:
    """The places that have a figure of the same period and definition, the best first."""
    by_id = {one.id: one for one in peers}
    own = beside.shown([view.id]).get(view.id)
    if own is None:
        return []
    key = dim_key(view.dims)
    alike = beside.alike([own], [one for one in by_id if one != view.place_id], key)
    views = [own, *alike.get(indicator.code, ())]
    way = indicator.polarity or 1
    values = {one.id: round_half_up(one.value, one.decimals) * way for one in views}
    views.sort(
        key=lambda one: (
            -values[one.id],
            by_id[one.place_id].name() if one.place_id in by_id else "",
        )
    )
    return [
        Ranked(
            1 + sum(other > values[one.id] for other in values.values()),
            by_id[one.place_id],
            showing.figure(one),
            one.id == own.id,
        )
        for one in views
        if one.place_id in by_id
    ]
