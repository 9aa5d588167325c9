"""Files at the desk: received, described, checked, loaded or put away."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from kachehri.domains.evidence.kinds import AnyRecipe
from kachehri.domains.evidence.kinds.mapping import TableMapping
from kachehri.domains.evidence.models import SavedMapping, Upload
from kachehri.domains.evidence.queries.mapped import MAPPED, by_mapping, recipe_for
from kachehri.domains.evidence.queries.reading import Progress
from kachehri.domains.evidence.queries.uploads import folder
from kachehri.domains.evidence.rules import MAY_SEE_UPLOADS, quotients
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.queries import actor_for
from kachehri.engines.access.reading import Refused, require
from kachehri.engines.access.roles import EDIT
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.ledger.actions import record, register
from kachehri.engines.tables.files import FileProblem
from kachehri.engines.tables.originals import keep, where
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

from .loading import Outcome, derive, load_file
from .waiting import note_lost_names

_ = gettext_noop

PREVIEW, LOAD = "evidence.preview", "evidence.load"
_SHOWN = 200


class UploadProblem(Exception):
    """Something that cannot be done with a file at the desk. `key` is an English message."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def receive_upload(*, file_name: str, chunks: Iterable[bytes], by: Actor, at: datetime) -> int:
    """Keep a file that somebody gives; return the upload's id.

    The same bytes lie there once. Raises `FileProblem` for an empty file or one that is too large.
    """
    require(EDIT, by)
    name = Path(file_name).name[:255] or "file"
    sha256, size = keep(folder(), chunks, name)
    with transaction.atomic():
        row = Upload.objects.create(
            thing=register(kind="evidence.upload", at=at),
            file_name=name,
            sha256=sha256,
            size=size,
            received_at=at,
            received_by_id=by.thing_id or 0,
        )
        _say("evidence.received", row, by, at, sha256=sha256)
    return row.pk


def describe_upload(
    *,
    upload: int,
    recipe: str = "",
    mapping: TableMapping | None = None,
    encoding: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Say how a file is to be read, and ask for a look at what a load would do: the job's id.

    Raises `UploadProblem` for a recipe that nobody declared or a file that is loaded already.
    """
    with transaction.atomic():
        row = _mine(upload, by)
        if not mapping and recipe_for(recipe) is None:
            raise UploadProblem(_("There is no such recipe"))
        if mapping and mapping.missing():
            raise UploadProblem(_("The mapping does not say where everything stands"))
        row.recipe, row.encoding = "" if mapping else recipe, encoding
        row.mapping = mapping.to_json() if mapping else {}
        row.state, row.preview = Upload.State.RECEIVED, {}
        row.job = jobs.ask(kind=PREVIEW, arguments={"upload": row.pk}, by=by, at=at)
        row.save(update_fields=["recipe", "encoding", "mapping", "state", "preview", "job"])
    return row.job


def ask_for_load(*, upload: int, by: Actor, at: datetime) -> int:
    """Ask for the load of a file that was checked: the job's id.

    Raises `UploadProblem` for a file in another state.
    """
    with transaction.atomic():
        row = _mine(upload, by)
        if row.state != Upload.State.CHECKED:
            raise UploadProblem(_("Look at the preview first"))
        row.job = jobs.ask(kind=LOAD, arguments={"upload": row.pk}, by=by, at=at)
        row.save(update_fields=["job"])
    return row.job


def drop_upload(*, upload: int, by: Actor, at: datetime) -> None:
    """Put a file away that is not to be loaded. Its original stays, as what was once given."""
    with transaction.atomic():
        row = _mine(upload, by)
        row.state = Upload.State.DROPPED
        row.save(update_fields=["state"])
        _say("evidence.dropped", row, by, at)


def save_mapping(*, name: str, label: str, mapping: TableMapping, by: Actor, at: datetime) -> str:
    """Keep a mapping under a name, in place of what was there; return its recipe's code."""
    require(EDIT, by)
    SavedMapping.objects.update_or_create(
        name=name,
        defaults={
            "label": label[:200],
            "mapping": mapping.to_json(),
            "saved_at": at,
            "saved_by_id": by.thing_id or 0,
        },
    )
    return MAPPED + name


def preview_upload(
    *, upload: int, by: Actor, at: datetime, progress: Progress | None = None
) -> Mapping[str, Any]:
    """Read a file as it is described, change nothing, and keep what a load would do."""
    row = Upload.objects.get(pk=upload)
    try:
        outcome = _read(row, at, dry_run=True, progress=progress)
        said = _preview(outcome)
    except (FileProblem, UploadProblem) as problem:
        said = _refusal(problem.key, getattr(problem, "params", {}))
    except Refused:
        said = _refusal(_("The file has figures of places that you may not change"), {})
    row.state = Upload.State.REFUSED if said["refused"] else Upload.State.CHECKED
    row.preview = said
    row.save(update_fields=["state", "preview"])
    return {"upload": row.pk, "state": row.state}


def load_upload(
    *, upload: int, by: Actor, at: datetime, progress: Progress | None = None
) -> Mapping[str, Any]:
    """Load a file that was checked, with the rights of whoever gave it. Safe to run again.

    Raises `Refused` where those rights have ended, `FileProblem` where the file is gone.
    """
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload)
        if row.state != Upload.State.CHECKED:
            return {"upload": row.pk, "state": row.state, "load": row.load_id}
        outcome = _read(row, at, dry_run=False, progress=progress)
        if outcome.load_id is not None:
            derive(quotients=quotients.known(), by=by, at=at)
        row.load_id = outcome.load_id
        row.state = Upload.State.REFUSED if outcome.refused else Upload.State.LOADED
        row.preview = _preview(outcome)
        row.save(update_fields=["state", "load", "preview"])
    return {"upload": row.pk, "state": row.state, "load": outcome.load_id}


def _mine(upload: int, by: Actor) -> Upload:
    """The upload, locked, if the actor may see it and nothing has come of it yet."""
    require(EDIT, by)
    row = Upload.objects.select_for_update().filter(pk=upload).first()
    if row is None:
        raise UploadProblem(_("There is no such file"))
    require(MAY_SEE_UPLOADS, by, {"received_by_id": row.received_by_id})
    if row.state in {Upload.State.LOADED, Upload.State.DROPPED}:
        raise UploadProblem(_("This file was loaded or put away before"))
    return row


def _read(row: Upload, at: datetime, *, dry_run: bool, progress: Progress | None) -> Outcome:
    """Read the original as it is described, with the rights of whoever gave it."""
    giver = actor_for(thing_id=row.received_by_id, name="", language="en", at=at)
    outcome = load_file(
        recipe=_recipe(row),
        path=where(folder(), row.sha256),
        by=giver,
        at=at,
        dry_run=dry_run,
        encoding=row.encoding or None,
        progress=progress,
        name=row.file_name,
    )
    note_lost_names(problems=outcome.problems, seen_in=row.file_name, by=giver, at=at)
    return outcome


def _recipe(row: Upload) -> AnyRecipe:
    if row.mapping:
        return by_mapping(TableMapping.from_json(row.mapping))
    found = recipe_for(row.recipe)
    if found is None:
        raise UploadProblem(_("There is no such recipe"))
    return found


def _preview(outcome: Outcome) -> dict[str, Any]:
    told = [problem for problem in outcome.problems if problem.kind != "outside"]
    names = ("rows", "figures", "added", "superseded", "unchanged", "refused")
    fatal = next((problem for problem in told if problem.kind == "file"), None)
    return {name: getattr(outcome, name) for name in names} | {
        "left_out": len(outcome.left_out),
        "message": fatal.key if fatal else "",
        "params": _plain(fatal.params) if fatal else {},
        "by_rule": dict(Counter(problem.rule or "file" for problem in told)),
        "findings": [_finding(problem) for problem in told[:_SHOWN]],
        "figures_shown": [_shown(figure) for figure in outcome.shown],
    }


def _refusal(message: str, params: Mapping[str, object]) -> dict[str, Any]:
    nothing = dict.fromkeys(("rows", "figures", "added", "superseded", "unchanged", "left_out"), 0)
    said = {"message": message, "params": _plain(params), "refused": True}
    return {**nothing, **said, "by_rule": {}, "findings": [], "figures_shown": []}


def _finding(problem: Problem) -> dict[str, Any]:
    names = ("file", "sheet", "row", "column", "kind", "rule")
    said = {name: getattr(problem, name) for name in names}
    return said | {"message": problem.key, "params": _plain(problem.params)}


def _shown(figure: Any) -> dict[str, Any]:
    return {
        "place": figure.place,
        "indicator": figure.indicator,
        "start": figure.start.isoformat(),
        "end": figure.end.isoformat(),
        "dims": dict(figure.dims),
        "value": figure.value,
    }


def _plain(params: Mapping[str, object]) -> dict[str, int | float | str]:
    """Values that JSON keeps."""
    return {k: v if isinstance(v, int | float | str) else str(v) for k, v in params.items()}


def _say(verb: str, row: Upload, by: Actor, at: datetime, **refs: int | str) -> None:
    record(
        verb=verb,
        by=by.thing_id or 0,
        thing=row.thing_id,
        at=at,
        refs={"upload": row.pk, **refs},
    )
