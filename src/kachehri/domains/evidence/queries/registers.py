"""What there is: indicators, sources and loads, with counts that loads keep."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import connection
from django.db.models import Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kachehri.domains.evidence.models import (
    Coverage,
    IndicatorConcept,
    IndicatorVersion,
    Load,
    Source,
)

from .views import IndicatorView, LoadView, SourceView

_INDICATORS = """
    select c.code, c.thing_id, c.name, c.sector, c.dimension, c.unit, c.decimals, c.polarity,
        c.sdg_target, v.number, v.definition, v.universe, v.formula, v.comparability_group,
        c.facet, c.target, c.target_note, coalesce(h.figures, 0)
    from evidence_indicatorversion v
    join evidence_indicatorconcept c on c.id = v.concept_id
    left join (
        select version_id, sum(figures) as figures from evidence_coverage group by version_id
    ) h on h.version_id = v.id
    where (%(codes)s::varchar[] is null or c.code = any(%(codes)s::varchar[]))
        and (%(sector)s::varchar is null or c.sector = %(sector)s)
    order by c.order, c.code, v.number
"""
"""The columns of `IndicatorView`. SQL: lists of hundreds are asked for on many pages."""
_LOAD_FIELDS = (
    "id", "thing_id", "recipe", "file_name", "sha256", "at", "rows_read", "added", "superseded",
    "unchanged", "left_out", "findings", "withdrawn_at", "withdrawn_because",
)  # fmt: skip


def indicator(code: str) -> IndicatorView | None:
    """One indicator in its newest version."""
    found = indicators([code])
    return found[0] if found else None


def indicators(
    codes: Collection[str] | None = None, *, sector: str | None = None
) -> tuple[IndicatorView, ...]:
    """Indicators in the pack's order, with how many current figures each has (one query).

    All of them, those of `codes`, or those of one sector.
    """
    asked = {"codes": None if codes is None else list(codes), "sector": sector}
    newest: dict[str, list[Any]] = {}
    figures: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_INDICATORS, asked)
        for *fields, held in cursor.fetchall():
            newest[fields[0]] = fields
            figures[fields[0]] += held
    found = (
        replace(IndicatorView(*fields), figures=figures[code]) for code, fields in newest.items()
    )
    return tuple(found)


def _sum(covered: QuerySet[Coverage]) -> Coalesce:
    """The figures of one row of the outer query, 0 where nothing is covered."""
    total = covered.order_by().annotate(n=Func("figures", function="sum")).values("n")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def indicator_view(row: IndicatorVersion, figures: int = 0) -> IndicatorView:
    """A version of an indicator as a read-model."""
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
        facet=concept.facet,
        target=concept.target,
        target_msgid=concept.target_note,
        figures=figures,
    )


def source(code: str) -> SourceView | None:
    """One source."""
    found = sources([code])
    return found[0] if found else None


def sources(codes: Collection[str] | None = None) -> tuple[SourceView, ...]:
    """Every source by rank, with how many current figures rest on it (one query)."""
    rows = Source.objects.all() if codes is None else Source.objects.filter(code__in=list(codes))
    counted = rows.annotate(figures=_sum(Coverage.objects.filter(source=OuterRef("pk"))))
    return tuple(source_view(row, row.figures) for row in counted.order_by("rank", "code"))


def source_view(row: Source, figures: int = 0) -> SourceView:
    """A source as a read-model."""
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


def loads(*, limit: int = 20, after: int | None = None) -> tuple[LoadView, ...]:
    """The files that went in last, the youngest first; `after` is the id of the last one seen."""
    rows = Load.objects.order_by("-id")
    if after is not None:
        rows = rows.filter(id__lt=after)
    return tuple(LoadView(*row) for row in rows.values_list(*_LOAD_FIELDS)[:limit])


def load(load_id: int) -> LoadView | None:
    """One file that went in."""
    row = Load.objects.filter(id=load_id).first()
    return None if row is None else load_view(row)


def load_view(row: Load) -> LoadView:
    """A load as a read-model."""
    return LoadView(*(getattr(row, name) for name in _LOAD_FIELDS))
