"""The only door to figures: frozen read-models, each with the source it came from."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules import dim_key, rank
from kachehri.domains.evidence.rules.dimensions import keys_within
from kachehri.domains.evidence.rules.withholding import is_withheld

from .downloads import CSV_HEADER, csv_rows, safe_cell
from .mapped import Head, SavedMappingView, recipe_for, saved_mappings
from .numbered import by_numbers
from .quality import FindingCounts, FindingPage, FindingView, finding_counts, findings
from .registers import (
    indicator,
    indicator_view,
    indicators,
    load,
    load_view,
    loads,
    source,
    source_view,
    sources,
)
from .uploads import Twin, UploadView, head_of, same_file, upload, uploads
from .views import (
    FIELDS,
    IndicatorView,
    LoadView,
    ObservationDetail,
    ObservationView,
    SourceView,
)
from .withdrawals import Withdrawal, will_withdraw

__all__ = [
    "CSV_HEADER",
    "FindingCounts",
    "FindingPage",
    "FindingView",
    "Head",
    "IndicatorView",
    "LoadView",
    "ObservationDetail",
    "ObservationView",
    "SavedMappingView",
    "SourceView",
    "Twin",
    "UploadView",
    "Withdrawal",
    "best",
    "by_numbers",
    "csv_rows",
    "finding_counts",
    "findings",
    "head_of",
    "indicator",
    "indicators",
    "is_withheld",
    "load",
    "loads",
    "observation",
    "pick",
    "recipe_for",
    "safe_cell",
    "same_fact",
    "same_file",
    "saved_mappings",
    "series",
    "source",
    "sources",
    "upload",
    "uploads",
    "values",
    "will_withdraw",
]


def values(
    *,
    concepts: Collection[str],
    place_ids: Collection[int],
    dims: Mapping[str, str] | None = None,
    within: Collection[str] | None = ("sex", "residence"),
    keys: Collection[str] = (),
    on: date | None = None,
) -> tuple[ObservationView, ...]:
    """Current figures in one query, ordered by indicator, place, period and dimensions.

    `dims` `{}` gives the totals only, `{"sex": "female"}` exactly that; `keys` exactly these
    breakdowns, as `rules.dim_key` writes them. Without either, the figures
    that are broken down by some of the dimensions `within` and by no other, the totals among them;
    `within` None gives every breakdown there is, of which a place may have thousands. `on` leaves
    out figures whose period begins after that day.
    """
    rows = Observation.objects.shown().filter(
        version__concept__code__in=list(concepts), place_id__in=list(place_ids)
    )
    if dims is not None or keys:
        rows = rows.filter(dim_key__in=keys or [dim_key(dims or {})])
    elif within is not None:
        rows = rows.filter(dim_key__in=keys_within(within))
    if on is not None:
        rows = rows.filter(period_start__lte=on)
    order = ("version__concept__order", "place_id", "period_start", "dim_key", "source__rank", "id")
    return tuple(ObservationView(*row) for row in rows.order_by(*order).values_list(*FIELDS))


def best(found: Iterable[ObservationView]) -> tuple[ObservationView, ...]:
    """One figure for each indicator, place and breakdown.

    Of the latest period, then by `rules.best_key`.
    """
    chosen: dict[tuple[str, int, str], ObservationView] = {}
    for view in found:
        key = (view.concept, view.place_id, dim_key(view.dims))
        if key not in chosen or _is_better(view, chosen[key]):
            chosen[key] = view
    return tuple(chosen.values())


def series(found: Iterable[ObservationView]) -> tuple[ObservationView, ...]:
    """One figure for each indicator, place, breakdown and period, oldest first."""
    by_period: dict[date, list[ObservationView]] = {}
    for view in found:
        by_period.setdefault(view.period_start, []).append(view)
    return tuple(view for start in sorted(by_period) for view in best(by_period[start]))


def pick(
    found: Iterable[ObservationView], concept: str, place_id: int, **dims: str
) -> ObservationView | None:
    """The best figure of one indicator, place and exact breakdown, or None.

    *missing* is a value.
    """
    wanted = dim_key(dims)
    fit = [
        view
        for view in found
        if (view.concept, view.place_id, dim_key(view.dims)) == (concept, place_id, wanted)
    ]
    return next(iter(best(fit)), None)


def _is_better(view: ObservationView, than: ObservationView) -> bool:
    if view.period_end != than.period_end:
        return view.period_end > than.period_end
    return rank(view) < rank(than)


def observation(observation_id: int) -> ObservationDetail | None:
    """One figure with its indicator, source, file and every value it ever had (two queries).

    Also one that was superseded, but none that is not for publication.
    """
    public = Observation.objects.filter(conf_status="F")
    row = (
        public.filter(id=observation_id)
        .select_related("version__concept", "source", "load")
        .first()
    )
    if row is None:
        return None
    same = public.filter(
        version_id=row.version_id,
        place_id=row.place_id,
        period_start=row.period_start,
        period_end=row.period_end,
        dim_key=row.dim_key,
        source_id=row.source_id,
    ).order_by("-is_current", "-recorded_at", "-id")
    history = tuple(
        (ObservationView(*fields[:-1]), fields[-1])
        for fields in same.values_list(*FIELDS, "recorded_at")
    )
    figure = next(view for view, _at in history if view.id == observation_id)
    return ObservationDetail(
        figure, indicator_view(row.version), source_view(row.source), load_view(row.load), history
    )


def same_fact(view: ObservationView, place_ids: Collection[int]) -> tuple[ObservationView, ...]:
    """The figures of other places that say the same: for a sum, its parts.

    Beside a taluka, its sisters.
    """
    found = values(concepts=[view.concept], place_ids=place_ids, dims=view.dims)
    return tuple(
        other
        for other in found
        if other.period_start == view.period_start and other.source_code == view.source_code
    )
