"""Putting a pack's indicators and sources into the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from kachehri.domains.evidence.kinds import Indicator, SourceKind, Version
from kachehri.domains.evidence.models import IndicatorConcept, IndicatorVersion, Source
from kachehri.domains.evidence.rules import MAY_DECLARE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record_many, register_many

Row = TypeVar("Row", Source, IndicatorConcept)
Fields = Mapping[str, Any]

_OF_CONCEPT = (
    "name", "sector", "dimension", "unit", "decimals", "polarity", "sdg_target", "facet", "target",
    "target_note",
)  # fmt: skip


def declare(
    *, indicators: Sequence[Indicator], sources: Sequence[SourceKind], by: Actor, at: datetime
) -> int:
    """Put a pack's indicators and sources into the database; return how many are new or changed.

    A changed definition needs a new version number: the old one stays with the figures that it
    defines. Where nothing has changed it takes three queries.
    """
    require(MAY_DECLARE, by)
    wanted = {
        one.code: {name: getattr(one, name) for name in _OF_CONCEPT} | {"order": order}
        for order, one in enumerate(indicators)
    }
    with transaction.atomic():
        changed = _put_sources(sources, at)
        concepts, touched = _put(IndicatorConcept, wanted, at)
        touched |= _put_versions(indicators, concepts)
        changed += [(concepts[code].thing_id, code) for code in sorted(touched)]
        _declared(changed, by=by, at=at)
    return len(changed)


def _put_sources(sources: Sequence[SourceKind], at: datetime) -> list[tuple[int, str]]:
    """Things and codes of the sources that are new or changed."""
    wanted = {
        one.code: {name: value for name, value in vars(one).items() if name != "code"}
        for one in sources
    }
    rows, touched = _put(Source, wanted, at)
    return [(rows[code].thing_id, code) for code in sorted(touched)]


def _put_source(source: SourceKind, *, by: Actor, at: datetime) -> bool:
    """One source, for whoever declares it at the desk; whether it is new or changed."""
    changed = _put_sources([source], at)
    _declared(changed, by=by, at=at)
    return bool(changed)


def _put(
    model: type[Row], wanted: Mapping[str, Fields], at: datetime
) -> tuple[dict[str, Row], set[str]]:
    """The rows by code, and the codes of those that are new or changed."""
    rows = {row.code: row for row in model.objects.filter(code__in=wanted)}
    changed = {code for code, row in rows.items() if _bring_up_to_date(row, wanted[code])}
    if changed:
        names = list(next(iter(wanted.values())))
        model.objects.bulk_update([rows[code] for code in sorted(changed)], names)
    fresh = [code for code in wanted if code not in rows]
    kind = "evidence.source" if model is Source else "evidence.indicator"
    things = register_many(kind=kind, count=len(fresh), at=at) if fresh else []
    made = [
        model(code=code, thing_id=thing, **wanted[code])
        for code, thing in zip(fresh, things, strict=True)
    ]
    model.objects.bulk_create(made)
    return rows | {row.code: row for row in made}, changed | set(fresh)


def _bring_up_to_date(row: Row, fields: Fields) -> bool:
    differs = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, fields[name])
    return bool(differs)


def _put_versions(
    indicators: Sequence[Indicator], concepts: Mapping[str, IndicatorConcept]
) -> set[str]:
    """Add definitions; the codes of those that are new.

    A definition that figures rest on never changes.
    """
    ids = [concept.pk for concept in concepts.values()]
    rows = IndicatorVersion.objects.filter(concept__in=ids)
    there = {(row.concept_id, row.number): row.definition for row in rows}
    fresh, touched = [], set()
    for indicator in indicators:
        concept = concepts[indicator.code]
        for version in (*indicator.earlier, _newest(indicator)):
            known = there.get((concept.pk, version.number))
            if known is None:
                fresh.append(_version(concept, version))
                touched.add(indicator.code)
            elif known != version.definition:
                raise ValueError(f"{indicator.code}: a new definition needs a new version number")
    IndicatorVersion.objects.bulk_create(fresh)
    return touched


def _newest(indicator: Indicator) -> Version:
    return Version(
        indicator.version,
        indicator.definition,
        indicator.universe,
        indicator.formula,
        indicator.group,
    )


def _version(concept: IndicatorConcept, version: Version) -> IndicatorVersion:
    return IndicatorVersion(
        concept=concept,
        number=version.number,
        definition=version.definition,
        universe=version.universe,
        formula=version.formula,
        comparability_group=version.group or concept.code,
    )


def _declared(changed: Sequence[tuple[int, str]], *, by: Actor, at: datetime) -> None:
    about = [(thing, {"code": code}) for thing, code in changed]
    record_many(verb="evidence.declared", by=by.thing_id or 0, about=about, at=at)
