"""What was kept apart."""

import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Q

from kachehri.domains.forms.models import Conflict
from kachehri.engines.vault.keyring import KeyDestroyed, Ring
from kachehri.engines.vault.triage import flagged
from kachehri.engines.xforms import answers, elements

from .forms import model


@dataclass(frozen=True)
class ConflictView:
    """Something that came and could not be joined, without a word of it."""

    id: int
    form_id: int | None
    instance: str
    submission_id: int | None
    collector_id: int | None
    reason: str
    received_at: datetime
    settled: str
    settled_at: datetime | None


def APART_RING() -> Ring:  # noqa: N802  (a constant that knows where the keys lie now)
    """The keys of what is kept apart."""
    return Ring("conflicts")


def content_of(row: Conflict) -> dict[str, Any] | None:
    """The sealed content of a row; None where it was erased."""
    if not row.content:
        return None
    try:
        plain = APART_RING().open(row.pk, bytes(row.nonce), bytes(row.content), "conflict")
    except KeyDestroyed:
        return None
    found: dict[str, Any] = msgspec.msgpack.decode(zlib.decompress(plain))
    return found


def conflicts(
    after: int = 0, *, limit: int = 50, form_id: int | None = None, settled: bool = False
) -> tuple[ConflictView, ...]:
    """What is kept apart, newest first, from the one before the number `after` on."""
    rows = Conflict.objects.exclude(settled="") if settled else Conflict.objects.filter(settled="")
    if form_id is not None:
        rows = rows.filter(form_id=form_id)
    rows = rows.filter(Q(pk__lt=after)) if after else rows
    return tuple(view_of(row) for row in rows.defer("content", "nonce").order_by("-pk")[:limit])


def conflicts_in(
    project_ids: Collection[int], after: int = 0, *, limit: int = 20
) -> tuple[ConflictView, ...]:
    """The open ones of projects: of their forms, or brought by their enumerators; newest first."""
    ours = Q(form__project_id__in=project_ids) | Q(collector__project_id__in=project_ids)
    rows = Conflict.objects.filter(ours, settled="")
    rows = rows.filter(pk__lt=after) if after else rows
    return tuple(view_of(row) for row in rows.defer("content", "nonce").order_by("-pk")[:limit])


def kept_values(conflict_id: int, version_id: int | None) -> dict[str, Any] | None:
    """What stands in something kept apart, read with a version of its form; None where it cannot
    be read so. Who asks was asked before.
    """
    row = Conflict.objects.filter(pk=conflict_id).first()
    told = content_of(row) if row else None
    if told is None or version_id is None:
        return None
    try:
        return answers.parse(told["xml"], model(version_id)).values
    except elements.NotReadable:
        return None


def must_not_lie_open(values: Mapping[str, Any]) -> bool:
    """Whether words tell of something that belongs into the locked tray."""
    return bool(flagged("\n".join(_words(values))))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one)


def conflict(conflict_id: int) -> ConflictView | None:
    """One of them."""
    row = Conflict.objects.defer("content", "nonce").filter(pk=conflict_id).first()
    return view_of(row) if row else None


def view_of(row: Conflict) -> ConflictView:
    """A row as others may know it."""
    return ConflictView(
        row.pk, row.form_id, row.instance, row.submission_id, row.collector_id, row.reason,
        row.received_at, row.settled, row.settled_at,
    )  # fmt: skip
