"""The only door to figures: frozen read-models, each with the source it came from."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Count, Max, Q

from kachehri.domains.evidence.models import (
    IndicatorConcept,
    IndicatorVersion,
    Load,
    Observation,
    Source,
)
from kachehri.domains.evidence.rules import best_key, dim_key
from kachehri.domains.evidence.rules.dimensions import keys_within
from kachehri.domains.evidence.rules.withholding import is_withheld

from .downloads import CSV_HEADER, csv_rows, safe_cell
from .views import IndicatorView, LoadView, ObservationDetail, ObservationView, SourceView

__all__ = [
    "CSV_HEADER",
    "IndicatorView",
    "LoadView",
    "ObservationDetail",
    "ObservationView",
    "SourceView",
    "best",
    "csv_rows",
    "indicator",
    "indicators",
    "is_withheld",
    "loads",
    "observation",
    "pick",
    "safe_cell",
    "same_fact",
    "series",
    "source",
    "sources",
    "values",
]

_FIELDS = (
    "id", "version__concept__code", "version__number", "place_id", "period_start", "period_end",
    "dims", "value", "version__concept__unit", "status", "numerator", "denominator",
    "source__code", "cell", "version__concept__decimals", "method", "derivation", "note",
    "version__comparability_group", "standard_error", "ci_low", "ci_high", "sample",
    "source__rank",
)  # fmt: skip
_LOAD_FIELDS = (
    "id", "thing_id", "recipe", "file_name", "sha256", "at", "rows_read", "added", "superseded",
    "unchanged", "left_out",
)  # fmt: skip


def values(
    *,
    concepts: Collection[str],
    place_ids: Collection[int],
    dims: Mapping[str, str] | None = None,
    within: Collection[str] | None = ("sex", "residence"),
    on: date | None = None,
) -> tuple[ObservationView, ...]:
    """Current figures in one query, ordered by indicator, place, period and dimensions.

    `dims` `{}` gives the totals only, `{"sex": "female"}` exactly that. Without `dims`, the figures
    that are broken down by some of the dimensions `within` and by no other, the totals among them;
    `within` None gives every breakdown there is, of which a place may have thousands. `on` leaves
    out figures whose period begins after that day.
    """
    rows = Observation.objects.current().filter(
        version__concept__code__in=list(concepts), place_id__in=list(place_ids)
    )
    if dims is not None:
        rows = rows.filter(dim_key=dim_key(dims))
    elif within is not None:
        rows = rows.filter(dim_key__in=keys_within(within))
    if on is not None:
        rows = rows.filter(period_start__lte=on)
    order = ("version__concept__order", "place_id", "period_start", "dim_key", "source__rank", "id")
    return tuple(ObservationView(*row) for row in rows.order_by(*order).values_list(*_FIELDS))


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
    return _best_key(view) < _best_key(than)


def _best_key(view: ObservationView) -> tuple[int, int, str]:
    return best_key(method=view.method, source_rank=view.source_rank, source=view.source_code)


def observation(observation_id: int) -> ObservationDetail | None:
    """One figure with its indicator, source, file and every value it ever had (two queries)."""
    row = (
        Observation.objects.filter(id=observation_id)
        .select_related("version__concept", "source", "load")
        .first()
    )
    if row is None:
        return None
    same = Observation.objects.filter(
        version_id=row.version_id,
        place_id=row.place_id,
        period_start=row.period_start,
        period_end=row.period_end,
        dim_key=row.dim_key,
        source_id=row.source_id,
    ).order_by("-is_current", "-recorded_at", "-id")
    history = tuple(
        (ObservationView(*fields[:-1]), fields[-1])
        for fields in same.values_list(*_FIELDS, "recorded_at")
    )
    figure = next(view for view, _at in history if view.id == observation_id)
    load = LoadView(*(getattr(row.load, name) for name in _LOAD_FIELDS))
    return ObservationDetail(
        figure, _indicator_view(row.version), _source_view(row.source), load, history
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


def indicator(code: str) -> IndicatorView | None:
    """One indicator in its newest version."""
    found = indicators([code])
    return found[0] if found else None


def indicators(codes: Collection[str] | None = None) -> tuple[IndicatorView, ...]:
    """Every indicator in the pack's order, with how many current figures it has (one query)."""
    rows = IndicatorVersion.objects.select_related("concept")
    if codes is not None:
        rows = rows.filter(concept__code__in=list(codes))
    current = Count("observations", filter=Q(observations__is_current=True))
    rows = rows.annotate(figures=current, newest=Max("concept__versions__number"))
    rows = rows.order_by("concept__order", "concept__code")
    return tuple(_indicator_view(row, row.figures) for row in rows if row.number == row.newest)


def _indicator_view(row: IndicatorVersion, figures: int = 0) -> IndicatorView:
    concept: IndicatorConcept = row.concept
    return IndicatorView(
        code=concept.code,
        thing_id=concept.thing_id,
        msgid=concept.name,
        sector=concept.sector,
        dimension=concept.dimension,
        unit=concept.unit,
        decimals=concept.decimals,
        polarity=concept.polarity,
        sdg_target=concept.sdg_target,
        version=row.number,
        definition_msgid=row.definition,
        universe_msgid=row.universe,
        formula=row.formula,
        group=row.comparability_group,
        figures=figures,
    )


def source(code: str) -> SourceView | None:
    """One source."""
    found = sources([code])
    return found[0] if found else None


def sources(codes: Collection[str] | None = None) -> tuple[SourceView, ...]:
    """Every source by publisher and title, with how many current figures rest on it (one query)."""
    rows = Source.objects.all() if codes is None else Source.objects.filter(code__in=list(codes))
    current = Count("observations", filter=Q(observations__is_current=True))
    rows = rows.annotate(figures=current).order_by("rank", "code")
    return tuple(_source_view(row, row.figures) for row in rows)


def _source_view(row: Source, figures: int = 0) -> SourceView:
    return SourceView(
        code=row.code,
        thing_id=row.thing_id,
        kind=row.kind,
        publisher=row.publisher,
        title=row.title,
        year=row.year,
        table=row.table,
        page=row.page,
        licence=row.licence,
        note_msgid=row.note,
        address=row.address,
        verified=row.verified,
        rank=row.rank,
        figures=figures,
    )


def loads(*, limit: int = 20) -> tuple[LoadView, ...]:
    """The files that went in last."""
    rows = Load.objects.order_by("-at", "-id").values_list(*_LOAD_FIELDS)[:limit]
    return tuple(LoadView(*row) for row in rows)
