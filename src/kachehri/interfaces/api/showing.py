"""Read-models of the domains as the shapes of the API."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import Dimension
from kachehri.domains.evidence.queries.lines import Line, Mark
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView

from . import shapes

ROOT = "/api/v1"


def number(value: Decimal | None) -> float | None:
    """A figure as a number of JSON."""
    return None if value is None else float(value)


def last_day(end: date) -> date:
    """The last day of a period whose end is the first day after it."""
    return end - timedelta(days=1)


def place_ref(view: PlaceView) -> shapes.PlaceRef:
    """A place in one line."""
    return shapes.PlaceRef(
        code=view.code, name=view.name(), tier=view.tier, href=f"{ROOT}/places/{view.code}"
    )


def places_out(views: Iterable[PlaceView]) -> list[shapes.PlaceOut]:
    """Places with the codes of their parents and schemes (at most three queries)."""
    listed = tuple(views)
    parents = places.by_ids({view.parent_id for view in listed if view.parent_id})
    wanted = any(view.scheme_id for view in listed)
    schemes = {one.id: one.code for one in places.schemes()} if wanted else {}
    return [place_out(view, parents, schemes) for view in listed]


def place_out(
    view: PlaceView, parents: Mapping[int, PlaceView], schemes: Mapping[int, str]
) -> shapes.PlaceOut:
    """One place."""
    above = parents.get(view.parent_id or 0)
    longitude, latitude = view.point or (None, None)
    return shapes.PlaceOut(
        code=view.code,
        key=view.key,
        pcode=view.pcode,
        name=view.name(),
        tier=view.tier,
        scheme=schemes.get(view.scheme_id or 0),
        names={
            language: shapes.NameOut(text=name.text, status=name.status)
            for language, name in view.names.items()
        },
        aliases=list(view.aliases),
        parent=above.code if above else None,
        valid_from=view.valid_from,
        valid_to=view.valid_to,
        longitude=longitude,
        latitude=latitude,
        href=f"{ROOT}/places/{view.code}",
    )


def place_full(view: PlaceView) -> shapes.PlaceFull:
    """A place with those above it and how it came to be."""
    changes = places.lineage(view.id)
    kin = {change.predecessor_id for change in changes} | {one.successor_id for one in changes}
    known = places.by_ids(kin)
    before = [known[one.predecessor_id] for one in changes if one.successor_id == view.id]
    after = [known[one.successor_id] for one in changes if one.predecessor_id == view.id]
    return shapes.PlaceFull(
        **places_out([view])[0].dict(),
        above=[place_ref(one) for one in _above(view)],
        predecessors=[place_ref(one) for one in before],
        successors=[place_ref(one) for one in after],
    )


def _above(view: PlaceView) -> list[PlaceView]:
    found: list[PlaceView] = []
    parent_id = view.parent_id
    while parent_id is not None:
        parent = places.by_ids([parent_id])[parent_id]
        found.append(parent)
        parent_id = parent.parent_id
    return found


def match_out(found: places.Match) -> shapes.MatchOut:
    """What a name means."""
    return shapes.MatchOut(
        place=place_ref(found.place) if found.place else None,
        score=round(found.score, 4),
        reason=found.reason,
        guesses=[
            shapes.GuessOut(
                place=place_ref(one.place), score=round(one.score, 4), reason=one.reason
            )
            for one in found.guesses
        ],
    )


def indicator_out(view: evidence.IndicatorView) -> shapes.IndicatorOut:
    """What is measured."""
    return shapes.IndicatorOut(
        code=view.code,
        name=view.name,
        sector=view.sector,
        dimension=view.dimension,
        unit=view.unit,
        unit_name=view.unit_label,
        decimals=view.decimals,
        polarity=view.polarity,
        facet=view.facet,
        sdg_target=view.sdg_target,
        version=view.version,
        definition=view.definition,
        universe=view.universe,
        comparable=view.group,
        figures=view.figures,
        href=f"{ROOT}/indicators/{view.code}",
    )


def source_out(view: evidence.SourceView) -> shapes.SourceOut:
    """A source."""
    return shapes.SourceOut(
        code=view.code,
        kind=view.kind,
        publisher=view.publisher,
        title=view.title,
        year=view.year,
        table=view.table,
        page=view.page,
        licence=view.licence,
        note=view.note,
        address=view.address,
        verified=view.verified,
        citation=view.citation,
        figures=view.figures,
        href=f"{ROOT}/sources/{view.code}",
    )


def dimension_out(one: Dimension) -> shapes.DimensionOut:
    """A way to break figures down."""
    return shapes.DimensionOut(
        code=one.code,
        name=gettext(one.label),
        sdmx=one.sdmx,
        values={value: gettext(label) for value, label in one.values.items()},
    )


def figure_out(
    view: evidence.ObservationView, place: PlaceView, names: Mapping[str, str]
) -> shapes.FigureOut:
    """A figure; `names` are those of indicators, by code."""
    return shapes.FigureOut(
        number=view.id,
        place=place_ref(place),
        indicator=view.concept,
        indicator_name=names.get(view.concept, view.concept),
        version=view.version,
        comparable=view.group,
        first_day=view.period_start,
        last_day=last_day(view.period_end),
        breakdown=dict(view.dims),
        value=number(view.value),
        unit=view.unit,
        numerator=number(view.numerator),
        denominator=number(view.denominator),
        low=number(view.ci_low),
        high=number(view.ci_high),
        standard_error=number(view.standard_error),
        sample=view.sample,
        status=view.status,
        method=view.method,
        derivation=view.derivation,
        note=view.note,
        source=view.source_code,
        cell=view.cell,
        href=f"{ROOT}/observations/{view.id}",
    )


def figure_full(detail: evidence.ObservationDetail) -> shapes.FigureFull:
    """A figure with its source, its file and its history."""
    place = places.by_ids([detail.figure.place_id])[detail.figure.place_id]
    names = {detail.indicator.code: detail.indicator.name}
    return shapes.FigureFull(
        **figure_out(detail.figure, place, names).dict(),
        is_current=detail.is_current,
        cited=source_out(detail.source),
        load=load_out(detail.load),
        history=[
            shapes.EarlierOut(number=view.id, value=number(view.value), recorded_at=at)
            for view, at in detail.history
        ],
    )


def load_out(view: evidence.LoadView) -> shapes.LoadOut:
    """A file that went in."""
    return shapes.LoadOut(
        number=view.id,
        recipe=view.recipe,
        file=view.file_name,
        sha256=view.sha256,
        at=view.at,
        rows=view.rows_read,
        added=view.added,
        superseded=view.superseded,
        unchanged=view.unchanged,
        left_out=view.left_out,
        findings=view.findings,
        withdrawn_at=view.withdrawn_at,
        withdrawn_because=view.withdrawn_because,
        href=f"{ROOT}/loads/{view.id}",
    )


def finding_out(view: evidence.FindingView) -> shapes.FindingOut:
    """Something that is wrong in a file."""
    return shapes.FindingOut(
        number=view.id,
        load=view.load_id,
        file=view.file,
        sheet=view.sheet,
        row=view.row,
        column=view.column,
        kind=view.kind,
        rule=view.rule,
        rule_name=view.rule_label,
        message=view.message,
    )


def trend_out(line: Line) -> shapes.TrendOut:
    """How one indicator went."""
    return shapes.TrendOut(
        indicator=line.subject.code,
        indicator_name=line.subject.name,
        unit=line.subject.unit,
        points=[point_out(mark) for mark in line.points],
        before=[point_out(mark) for mark in line.before],
        difference=number(line.difference),
        slope=number(line.slope),
        verdict=str(line.verdict),
        verdict_name=line.verdict_label,
        why=line.why,
    )


def point_out(mark: Mark) -> shapes.PointOut:
    """One point of a series."""
    return shapes.PointOut(
        number=mark.id,
        first_day=mark.period_start,
        last_day=last_day(mark.period_end),
        value=float(mark.value),
        status=mark.status,
        source=mark.source_code,
        href=f"{ROOT}/observations/{mark.id}",
    )
