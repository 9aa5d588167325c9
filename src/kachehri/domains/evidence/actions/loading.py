"""Bringing figures in from a file, and making those that rest on two tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from kachehri.domains.evidence.kinds import (
    AnyRecipe,
    Batch,
    CompactRecipe,
    Entry,
    EvidencePack,
    Figure,
    Quotient,
)
from kachehri.domains.evidence.models import Finding, Load
from kachehri.domains.evidence.queries.deriving import quotient_figures
from kachehri.domains.evidence.queries.reading import Progress, batches
from kachehri.engines.access.actor import Actor
from kachehri.engines.ledger.actions import record, register
from kachehri.engines.tables.files import sha256_of
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

from .declaring import declare
from .naming import store_entries
from .staging import Staging
from .storing import Store

_ = gettext_noop


@dataclass(frozen=True)
class Outcome:
    """What came of a file.

    `load_id` is None when nothing was written (a dry run, a refusal, no change). `problems` of kind
    `note` and `outside` are for information; every other one says that something was left out.
    `shown` are a few of its figures.
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
    shown: tuple[Figure, ...] = ()

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """The problems that cost a figure."""
        return tuple(p for p in self.problems if p.kind not in {"note", "outside"})


class _Refused(Exception):
    """The file is not loaded; what was staged goes with the transaction's savepoint."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.file)
        self.outcome = outcome


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
    name: str = "",
) -> Outcome:
    """Bring the figures of a file in, in one transaction, and say of every line what became of it.

    Right lines go in and wrong ones are named; with `strict` a wrong one refuses the file.
    `dry_run` changes nothing. `name` is what people call the file, if not its own name. The file is
    read in batches, so that it may be larger than the memory. Raises `FileProblem` for a file that
    cannot be read and `Refused` if the actor may not.
    """
    said = Outcome(
        recipe.code, name or path.name, _checksum(path), 0, 0, 0, 0, 0, (), refused=False
    )
    read = batches(recipe, path, encoding=encoding, progress=progress)
    try:
        with transaction.atomic():
            return _load(read, said, by=by, at=at, dry_run=dry_run, strict=strict, recipe=recipe)
    except _Refused as refused:
        return refused.outcome


def _checksum(path: Path) -> str:
    """The checksum of the file; empty where it cannot be read, which its reader says better."""
    try:
        return sha256_of(path)
    except OSError:
        return ""


def derive(*, quotients: Sequence[Quotient], by: Actor, at: datetime) -> Outcome:
    """Make the shares of two tables from the figures that are there now. Safe to run again."""
    with transaction.atomic():
        made = quotient_figures(quotients)
        said = Outcome("quotients", "", "", 0, 0, 0, 0, 0, (), refused=False)
        return _load([Batch(made, (), len(made))], said, by=by, at=at)


def _load(
    read: Iterable[Batch],
    outcome: Outcome,
    *,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
    strict: bool = False,
    recipe: AnyRecipe | None = None,
) -> Outcome:
    """Stage, compare and store, or raise `_Refused`."""
    problems: list[Problem] = []
    entries: list[Entry] = []
    rows = 0
    store = Store()
    with Staging(by) as staging:
        for batch in read:
            rows += batch.rows
            problems += batch.problems
            staging.add(batch.figures)
            entries += batch.entries
        problems += staging.problems()
        if isinstance(recipe, CompactRecipe):
            problems += _withheld(staging.withheld)
        problems += store.drop_doubles()
        named = tuple(replace(p, file=p.file or outcome.file) for p in problems)
        outcome = replace(outcome, rows=rows, figures=staging.figures, problems=named)
        outcome = replace(outcome, shown=tuple(staging.shown))
        is_fatal = any(problem.kind == "file" for problem in named)
        if is_fatal or (strict and outcome.left_out):
            raise _Refused(replace(outcome, refused=True))
        store.lock(store.staged_sources())
        change = store.compare()
        outcome = replace(outcome, **vars(change))
        if dry_run:
            return outcome
        named_anew = store_entries(entries=entries, by=by, at=at)
        if not (change.added or change.superseded or named_anew):
            return outcome
        load = _loaded(outcome, by=by, at=at)
        store.store(load.pk, at)
    return replace(outcome, load_id=load.pk)


def _withheld(count: int) -> list[Problem]:
    """A word to whoever typed such figures in; a published table always has some."""
    say = _(
        "%(count)s figures were left out: they would say something about a few persons in a small "
        "place. Leave them away below the district"
    )
    return [Problem("row", 0, "", say, {"count": count}, rule="withheld")] if count else []


def _loaded(outcome: Outcome, *, by: Actor, at: datetime) -> Load:
    found = [problem for problem in outcome.problems if problem.kind != "outside"]
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
        findings=len(found),
    )
    Finding.objects.bulk_create([_finding(load, problem) for problem in found], batch_size=1000)
    refs: dict[str, int | str] = {
        "load": load.pk,
        "recipe": outcome.recipe,
        "sha256": outcome.sha256,
        "added": outcome.added,
        "superseded": outcome.superseded,
    }
    record(verb="evidence.loaded", by=by.thing_id or 0, thing=load.thing_id, at=at, refs=refs)
    return load


def _finding(load: Load, problem: Problem) -> Finding:
    params = {
        key: value if isinstance(value, int | float | str) else str(value)
        for key, value in problem.params.items()
    }
    return Finding(
        load=load,
        file=problem.file[:255],
        sheet=problem.sheet[:100],
        row=problem.row,
        column=problem.column[:200],
        kind=problem.kind,
        rule=problem.rule or "file",
        message=problem.key[:400],
        params=params,
    )
