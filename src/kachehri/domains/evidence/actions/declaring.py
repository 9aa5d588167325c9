"""Putting a pack's indicators and sources into the database."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kachehri.domains.evidence.kinds import Indicator, SourceKind, Version
from kachehri.domains.evidence.models import IndicatorConcept, IndicatorVersion, Source
from kachehri.domains.evidence.rules import MAY_DECLARE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record, register


def declare(
    *, indicators: Sequence[Indicator], sources: Sequence[SourceKind], by: Actor, at: datetime
) -> int:
    """Put a pack's indicators and sources into the database; return how many are new or changed.

    A changed definition needs a new version number: the old one stays with the figures that it
    defines.
    """
    require(MAY_DECLARE, by)
    with transaction.atomic():
        changed = sum(_put_source(source, by=by, at=at) for source in sources)
        for order, indicator in enumerate(indicators):
            changed += _put_indicator(indicator, order, by=by, at=at)
    return changed


def _put_source(source: SourceKind, *, by: Actor, at: datetime) -> bool:
    fields = {name: value for name, value in vars(source).items() if name != "code"}
    row = Source.objects.filter(code=source.code).first()
    if row is None:
        row = Source.objects.create(
            thing=register(kind="evidence.source", at=at), code=source.code, **fields
        )
    elif not _bring_up_to_date(row, fields):
        return False
    _declared(row.thing_id, source.code, by=by, at=at)
    return True


def _put_indicator(indicator: Indicator, order: int, *, by: Actor, at: datetime) -> bool:
    names = (
        "name", "sector", "dimension", "unit", "decimals", "polarity", "sdg_target", "facet",
        "target", "target_note",
    )  # fmt: skip
    fields = {name: getattr(indicator, name) for name in names} | {"order": order}
    concept = IndicatorConcept.objects.filter(code=indicator.code).first()
    changed = concept is None
    if concept is None:
        thing = register(kind="evidence.indicator", at=at)
        concept = IndicatorConcept.objects.create(thing=thing, code=indicator.code, **fields)
    else:
        changed = _bring_up_to_date(concept, fields)
    newest = Version(
        indicator.version,
        indicator.definition,
        indicator.universe,
        indicator.formula,
        indicator.group,
    )
    new = [_put_version(concept, version) for version in (*indicator.earlier, newest)]
    if changed or any(new):
        _declared(concept.thing_id, indicator.code, by=by, at=at)
    return changed or any(new)


def _put_version(concept: IndicatorConcept, version: Version) -> bool:
    """Add one definition; whether it is new. A definition that figures rest on never changes."""
    row, is_new = IndicatorVersion.objects.get_or_create(
        concept=concept,
        number=version.number,
        defaults={
            "definition": version.definition,
            "universe": version.universe,
            "formula": version.formula,
            "comparability_group": version.group or concept.code,
        },
    )
    if not is_new and row.definition != version.definition:
        raise ValueError(f"{concept.code}: a new definition needs a new version number")
    return is_new


def _bring_up_to_date(row: Source | IndicatorConcept, fields: dict[str, object]) -> bool:
    differs = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, fields[name])
    if differs:
        row.save(update_fields=differs)
    return bool(differs)


def _declared(thing: int, code: str, *, by: Actor, at: datetime) -> None:
    record(verb="evidence.declared", by=by.thing_id or 0, thing=thing, at=at, refs={"code": code})
