"""The only door to figures: frozen read-models, each with the source it came from."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, Q
from django.utils.translation import gettext

from .kinds import DIMENSIONS, SECTORS, UNITS
from .models import IndicatorConcept, IndicatorVersion, Load, Observation, Source
from .rules import best_key, dim_key


@dataclass(frozen=True)
class ObservationView:
    """One figure. `dims` holds only what is not the total: `{"sex": "female", "residence": "rural"}`.

    `status` is a code of SDMX CL_OBS_STATUS; `numerator` and `denominator` are None for what is not a ratio, and
    where the counts are withheld; `period_end` is the first day after the period; `derivation` is `published`,
    `share`, `sum` or `share_of_sums`; `cell` names column@row of the source's table.
    """

    id: int
    concept: str
    version: int
    place_id: int
    period_start: date
    period_end: date
    dims: Mapping[str, str]
    value: Decimal | None
    unit: str
    status: str
    numerator: Decimal | None
    denominator: Decimal | None
    source_code: str
    cell: str
    decimals: int
    method: str
    derivation: str
    note: str
    group: str
    standard_error: Decimal | None
    ci_low: Decimal | None
    ci_high: Decimal | None
    sample: int | None
    source_rank: int

    @property
    def href(self) -> str:
        """The address of the figure's own page, without language."""
        return f"observations/{self.id}/"

    @property
    def year(self) -> int:
        """The year in which the period starts."""
        return self.period_start.year

    @property
    def period(self) -> str:
        """`2023`, or `2004-05` for a period that runs over two calendar years."""
        last = date.fromordinal(self.period_end.toordinal() - 1).year
        return str(self.year) if last == self.year else f"{self.year}-{last % 100:02d}"

    @property
    def sex(self) -> str:
        """`female`, `male` or empty for all."""
        return self.dims.get("sex", "")

    @property
    def residence(self) -> str:
        """`rural`, `urban` or empty for all."""
        return self.dims.get("residence", "")


@dataclass(frozen=True)
class IndicatorView:
    """An indicator in its newest version. The texts are in the language in force when they are read."""

    code: str
    thing_id: int
    msgid: str
    sector: str
    dimension: str
    unit: str
    decimals: int
    polarity: int
    sdg_target: str
    version: int
    definition_msgid: str
    universe_msgid: str
    formula: str
    group: str
    figures: int = 0

    @property
    def name(self) -> str:
        """The name, translated."""
        return gettext(self.msgid)

    @property
    def definition(self) -> str:
        """The definition, translated."""
        return gettext(self.definition_msgid)

    @property
    def universe(self) -> str:
        """Who is counted, translated; empty if the definition says it."""
        return gettext(self.universe_msgid) if self.universe_msgid else ""

    @property
    def unit_label(self) -> str:
        """The unit, translated."""
        return gettext(UNITS.get(self.unit, self.unit))

    @property
    def sector_label(self) -> str:
        """The sector, translated."""
        return gettext(SECTORS.get(self.sector, self.sector))

    @property
    def dimension_label(self) -> str:
        """The dimension of human security, translated."""
        return gettext(DIMENSIONS.get(self.dimension, self.dimension))


@dataclass(frozen=True)
class SourceView:
    """A published table. Titles stay in the language in which they were published."""

    code: str
    thing_id: int
    kind: str
    publisher: str
    title: str
    year: int
    table: str
    page: str
    licence: str
    note_msgid: str
    address: str
    verified: bool
    rank: int
    figures: int = 0

    @property
    def citation(self) -> str:
        """Publisher, title, year, table and page in one line."""
        parts = [self.publisher, self.title, str(self.year), self.table, self.page]
        return ", ".join(part for part in parts if part)

    @property
    def note(self) -> str:
        """What to know about it, translated."""
        return gettext(self.note_msgid) if self.note_msgid else ""


@dataclass(frozen=True)
class LoadView:
    """One file that went in."""

    id: int
    thing_id: int
    recipe: str
    file_name: str
    sha256: str
    at: datetime
    rows_read: int
    added: int
    superseded: int
    unchanged: int
    left_out: int


@dataclass(frozen=True)
class ObservationDetail:
    """A figure with all that stands behind it. `history` are all its values, newest first; `parts` what it sums up."""

    figure: ObservationView
    indicator: IndicatorView
    source: SourceView
    load: LoadView
    history: tuple[tuple[ObservationView, datetime], ...]

    @property
    def is_current(self) -> bool:
        """Whether no correction has superseded it."""
        return self.history[0][0].id == self.figure.id


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
    on: date | None = None,
) -> tuple[ObservationView, ...]:
    """Current figures in one query, ordered by indicator, place, period and dimensions.

    `dims` None gives every breakdown, `{}` the totals only, `{"sex": "female"}` exactly that. `on` leaves out
    figures whose period begins after that day.
    """
    rows = Observation.objects.current().filter(
        version__concept__code__in=list(concepts), place_id__in=list(place_ids)
    )
    if dims is not None:
        rows = rows.filter(dim_key=dim_key(dims))
    if on is not None:
        rows = rows.filter(period_start__lte=on)
    order = ("version__concept__order", "place_id", "period_start", "dim_key", "source__rank", "id")
    return tuple(ObservationView(*row) for row in rows.order_by(*order).values_list(*_FIELDS))


def best(found: Iterable[ObservationView]) -> tuple[ObservationView, ...]:
    """One figure for each indicator, place and breakdown: of the latest period, then by `rules.best_key`."""
    chosen: dict[tuple[str, int, str], ObservationView] = {}
    for view in found:
        key = (view.concept, view.place_id, dim_key(view.dims))
        if key not in chosen or _is_better(view, chosen[key]):
            chosen[key] = view
    return tuple(chosen.values())


def series(found: Iterable[ObservationView]) -> tuple[ObservationView, ...]:
    """One figure for each indicator, place, breakdown and period, oldest first, by `rules.best_key`."""
    by_period: dict[date, list[ObservationView]] = {}
    for view in found:
        by_period.setdefault(view.period_start, []).append(view)
    return tuple(view for start in sorted(by_period) for view in best(by_period[start]))


def pick(
    found: Iterable[ObservationView], concept: str, place_id: int, **dims: str
) -> ObservationView | None:
    """The best figure of one indicator, place and exact breakdown, or None: *missing* is a value."""
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
    """One figure with its indicator, source, file and every value that it ever had (three queries)."""
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
    """The figures of other places that say the same: for a sum, its parts; beside a taluka, its sisters."""
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


CSV_HEADER = (
    "place_code", "place", "indicator", "period_start", "period_end", "sex", "residence", "value", "unit",
    "numerator", "denominator", "status", "derivation", "source", "cell",
)  # fmt: skip


def csv_rows(
    found: Iterable[ObservationView], places: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    """Rows for a download, the header first. `places` maps an id to (code, name); no cell can be a formula."""
    yield CSV_HEADER
    for view in found:
        code, name = places[view.place_id]
        row = (
            code, name, view.concept, view.period_start, view.period_end, view.sex or "all",
            view.residence or "all", view.value, view.unit, view.numerator, view.denominator,
            view.status, view.derivation, view.source_code, view.cell,
        )  # fmt: skip
        yield tuple(safe_cell(cell) for cell in row)


def safe_cell(value: object) -> str:
    """The text of a cell that no spreadsheet takes for a formula. Numbers, also negative ones, stay as they are."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "|"} else text
