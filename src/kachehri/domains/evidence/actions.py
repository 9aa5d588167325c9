"""Declaring indicators and sources, and bringing figures in from a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record, register
from kachehri.engines.tables.files import sha256_of
from kachehri.kernel.crosstab import Problem

from .kinds import (
    AnyRecipe,
    CompactRecipe,
    EvidencePack,
    Figure,
    Indicator,
    Quotient,
    SourceKind,
    Version,
)
from .models import IndicatorConcept, IndicatorVersion, Load, Observation, Source
from .queries.deriving import quotient_figures
from .queries.reading import Progress, read_figures
from .rules import MAY_DECLARE, MAY_LOAD, dim_key
from .rules.measuring import SMALLEST_SHARE

VERBS = {
    "evidence.declared": _("Added or changed an indicator or a source"),
    "evidence.loaded": _("Loaded a file of figures"),
}


@dataclass(frozen=True)
class Outcome:
    """What came of a file.

    `load_id` is None when nothing was written (a dry run, a refusal, no change). `problems` of kind
    `note` and `outside` are for information; every other one says that something was left out.
    """

    recipe: str
    file: str
    sha256: str
    rows: int
    figures: int
    added: int
    superseded: int
    unchanged: int
    problems: tuple[Problem, ...]
    refused: bool
    load_id: int | None = None

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """The problems that cost a figure."""
        return tuple(p for p in self.problems if p.kind not in {"note", "outside"})


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


def load_pack(*, pack: EvidencePack, by: Actor, at: datetime) -> tuple[Outcome, ...]:
    """Declare what a pack brings and load its figures: the outcome of each table.

    Safe to run again.
    """
    with transaction.atomic():
        declare(indicators=pack.indicators, sources=pack.sources, by=by, at=at)
        figures = next(r for r in pack.recipes.values() if isinstance(r, CompactRecipe))
        loaded = [
            load_file(recipe=figures, path=path, by=by, at=at, strict=True) for path in pack.figures
        ]
        return (*loaded, derive(quotients=pack.quotients, by=by, at=at))


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


def load_file(
    *,
    recipe: AnyRecipe,
    path: Path,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
    strict: bool = False,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Bring the figures of a file in, in one transaction, and say of every line what became of it.

    Right lines go in and wrong ones are named; with `strict` a wrong one refuses the file.
    `dry_run` changes nothing. Raises `FileProblem` for a file that cannot be read and `Refused` if
    the actor may not.
    """
    made, problems, rows = read_figures(recipe, path, encoding=encoding, progress=progress)
    outcome = Outcome(
        recipe.code,
        path.name,
        sha256_of(path),
        rows,
        len(made),
        0,
        0,
        0,
        tuple(problems),
        refused=False,
    )
    is_fatal = any(problem.kind == "file" for problem in problems)
    if is_fatal or (strict and outcome.left_out):
        return replace(outcome, refused=True)
    with transaction.atomic():
        return _write(made, outcome, by=by, at=at, dry_run=dry_run)


def derive(*, quotients: Sequence[Quotient], by: Actor, at: datetime) -> Outcome:
    """Make the shares of two tables from the figures that are there now. Safe to run again."""
    with transaction.atomic():
        made = quotient_figures(quotients)
        said = Outcome("quotients", "", "", len(made), len(made), 0, 0, 0, (), refused=False)
        return _write(made, said, by=by, at=at, dry_run=False)


def _write(
    made: Sequence[Figure], outcome: Outcome, *, by: Actor, at: datetime, dry_run: bool
) -> Outcome:
    """Compare with what is there, then add what is new and supersede what has changed.

    Whoever loads figures of the same sources at the same time waits at their rows.
    """
    by_code = {code: view for view in places.tree() for code in (view.key, view.pcode) if code}
    for view in {by_code[figure.place].id: by_code[figure.place] for figure in made}.values():
        require(MAY_LOAD, by, {"place_thing_id": view.thing_id})
    rows = _as_rows(made, by_code, at=at)
    sources = Source.objects.filter(pk__in={row.source_id for row in rows}).order_by("pk")
    locked = [source.pk for source in sources.select_for_update()]
    current = {_fact(row): row for row in Observation.objects.current().filter(source__in=locked)}
    fresh = [row for row in rows if _fact(row) not in current]
    changed = [row for row in rows if _fact(row) in current and _differs(row, current[_fact(row)])]
    outcome = replace(
        outcome,
        added=len(fresh),
        superseded=len(changed),
        unchanged=len(rows) - len(fresh) - len(changed),
    )
    if dry_run or not (fresh or changed):
        return outcome
    load = _loaded(outcome, by=by, at=at)
    old = [current[_fact(row)].pk for row in changed]
    Observation.objects.filter(pk__in=old).update(is_current=False)
    for row in changed:
        row.supersedes_id = current[_fact(row)].pk
    for row in (*fresh, *changed):
        row.load = load
    Observation.objects.bulk_create([*fresh, *changed], batch_size=1000)
    return replace(outcome, load_id=load.pk)


def _loaded(outcome: Outcome, *, by: Actor, at: datetime) -> Load:
    load = Load.objects.create(
        thing=register(kind="evidence.load", at=at),
        recipe=outcome.recipe,
        file_name=outcome.file[:255],
        sha256=outcome.sha256,
        at=at,
        rows_read=outcome.rows,
        added=outcome.added,
        superseded=outcome.superseded,
        unchanged=outcome.unchanged,
        left_out=len(outcome.left_out),
    )
    refs: dict[str, int | str] = {
        "load": load.pk,
        "recipe": outcome.recipe,
        "sha256": outcome.sha256,
        "added": outcome.added,
        "superseded": outcome.superseded,
    }
    record(verb="evidence.loaded", by=by.thing_id or 0, thing=load.thing_id, at=at, refs=refs)
    return load


def _as_rows(
    made: Sequence[Figure], by_code: dict[str, places.PlaceView], *, at: datetime
) -> list[Observation]:
    """Unsaved observations. The newest version of an indicator is the one that is loaded."""
    versions = {
        key: pk
        for code, number, pk in IndicatorVersion.objects.order_by("number").values_list(
            "concept__code", "number", "id"
        )
        for key in ((code, number), (code, 0))
    }
    sources = dict(Source.objects.values_list("code", "id"))
    return [
        Observation(
            version_id=versions[figure.indicator, figure.version],
            place_id=by_code[figure.place].id,
            period_start=figure.start,
            period_end=figure.end,
            dims=dict(figure.dims),
            dim_key=dim_key(figure.dims),
            value=_decimal(figure.value),
            numerator=_decimal(figure.numerator),
            denominator=_decimal(figure.denominator),
            standard_error=_decimal(figure.standard_error),
            ci_low=_decimal(figure.ci_low),
            ci_high=_decimal(figure.ci_high),
            sample=int(figure.sample) if figure.sample else None,
            method=figure.method,
            derivation=figure.derivation,
            status=figure.status,
            note=figure.note,
            source_id=sources[figure.source],
            cell=figure.cell,
            recorded_at=at,
        )
        for figure in made
    ]


def _decimal(text: str) -> Decimal | None:
    """As the database keeps it: six decimals. So a figure compares equal when it comes again."""
    return Decimal(text).quantize(SMALLEST_SHARE) if text else None


def _fact(row: Observation) -> tuple[object, ...]:
    period = (row.period_start, row.period_end)
    return row.version_id, row.place_id, period, row.dim_key, row.source_id


def _differs(row: Observation, there: Observation) -> bool:
    names = (
        "value", "numerator", "denominator", "status", "note", "derivation", "method",
        "standard_error", "ci_low", "ci_high", "sample",
    )  # fmt: skip
    return any(getattr(row, name) != getattr(there, name) for name in names)
