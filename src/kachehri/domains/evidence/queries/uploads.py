"""Files that were given to the desk, and what a load of them would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from kachehri.domains.evidence.models import Upload
from kachehri.domains.evidence.rules import MAY_SEE_UPLOADS
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import rows
from kachehri.engines.tables.originals import where

from .mapped import Head, head_of_file

_FIELDS = (
    "id", "thing_id", "file_name", "sha256", "size", "state", "recipe", "mapping", "encoding",
    "preview", "received_at", "received_by_id", "job", "load_id",
)  # fmt: skip


@dataclass(frozen=True)
class UploadView:
    """A file at the desk. `state`: received, checked, refused, loaded or dropped.

    `preview` is empty before the file was checked; then it has `rows`, `figures`, `added`,
    `superseded`, `unchanged`, `left_out`, `refused`, `message` (why, a msgid) with `params`,
    `by_rule` (a number for each rule), `findings` (the first 200: file, sheet, row, column, kind,
    rule, message, params) and `figures_shown` (the first 20: place, indicator, period, dims, value,
    unit). `job` is the work that was asked for last, `load` what came of it.
    """

    id: int
    thing_id: int
    file_name: str
    sha256: str
    size: int
    state: str
    recipe: str
    mapping: Mapping[str, Any]
    encoding: str
    preview: Mapping[str, Any]
    received_at: datetime
    received_by_id: int
    job: int | None
    load: int | None


@dataclass(frozen=True)
class Twin:
    """The same file, given by somebody else or before."""

    upload_id: int
    received_by_id: int
    state: str
    received_at: datetime


def folder() -> Path:
    """Where the originals lie."""
    return Path(settings.VAR) / "uploads"


def upload(actor: Actor, upload_id: int) -> UploadView | None:
    """One file, or None where there is none that the actor may see."""
    found = Upload.objects.filter(rows(MAY_SEE_UPLOADS, actor), pk=upload_id)
    row = found.values_list(*_FIELDS).first()
    return UploadView(*row) if row else None


def uploads(actor: Actor, limit: int = 50) -> tuple[UploadView, ...]:
    """The latest files that the actor may see, the youngest first."""
    found = Upload.objects.filter(rows(MAY_SEE_UPLOADS, actor)).order_by("-id")
    return tuple(UploadView(*row) for row in found.values_list(*_FIELDS)[:limit])


def same_file(upload: UploadView) -> tuple[Twin, ...]:
    """Other uploads of the very same bytes, oldest first; no more is said of them."""
    found = Upload.objects.filter(sha256=upload.sha256).exclude(pk=upload.id).order_by("id")
    fields = ("id", "received_by_id", "state", "received_at")
    return tuple(Twin(*row) for row in found.values_list(*fields))


def head_of(actor: Actor, upload_id: int, *, sheet: str = "", header: int = 0) -> Head | None:
    """The top of a file at the desk; None where there is none that the actor may see.

    Raises `FileProblem` for a file that cannot be read.
    """
    view = upload(actor, upload_id)
    if view is None:
        return None
    path = where(folder(), view.sha256)
    return head_of_file(path, encoding=view.encoding or None, sheet=sheet, header=header)
