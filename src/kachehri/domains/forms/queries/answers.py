"""Answers as they were read, opened with their keys. Who asks for them was asked before.

Nothing of what was erased or moved away opens: its key is gone. A page calls `answers`, an export
`each_batch`; both go by number, in flat time at any depth.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Min, Q, QuerySet

from kachehri.domains.forms.kinds.submissions import Lag
from kachehri.domains.forms.models import Attachment, Payload, Submission
from kachehri.engines.vault.keyring import KeyDestroyed, Ring
from kachehri.engines.vault.streams import open_file
from kachehri.engines.xforms import answers as reading

from .forms import model


def RING() -> Ring:  # noqa: N802  (a constant that knows where the keys lie now)
    """The keys of submissions, by their numbers."""
    return Ring("submissions")


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """A submission without its words."""

    id: int
    form_id: int
    version_id: int | None
    instance: str
    root: str
    replaces: str
    collector_id: int | None
    device: str
    channel: str
    received_at: datetime
    changed_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    state: str
    problem: str
    review: str
    place_id: int | None
    files_expected: int
    files_present: int
    is_complete: bool
    is_encrypted: bool
    is_edited: bool
    is_test: bool


COLUMNS = tuple(SubmissionView.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A submission with its values by path; none where it could not be read or was encrypted."""

    submission: SubmissionView
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AttachmentView:
    """A file of a submission. `problem` is an English message where it was kept apart."""

    id: int
    submission_id: int
    name: str
    content_type: str
    size: int
    state: str
    problem: str


def submissions(
    form_id: int, *, after: int = 0, limit: int = 100, older: bool = False, **only: Any
) -> tuple[SubmissionView, ...]:
    """Submissions of a form by number, from the one after `after`; with `older` downwards.

    `only` names columns and what they must be: `is_test=False`, `state="read"`.
    """
    rows = _rows(form_id, only)
    if older:
        rows = (rows.filter(pk__lt=after) if after else rows).order_by("-pk")
    else:
        rows = rows.filter(pk__gt=after).order_by("pk")
    return tuple(SubmissionView(*row) for row in rows.values_list(*COLUMNS)[:limit])


def answers(
    form_id: int, *, after: int = 0, limit: int = 100, older: bool = False, **only: Any
) -> tuple[AnswerView, ...]:
    """The same with their values."""
    return opened(submissions(form_id, after=after, limit=limit, older=older, **only))


def current(form_id: int) -> "QuerySet[Submission]":
    """What counts: the newest version of each, read, not a test, not gone."""
    return _rows(form_id, {"is_edited": False, "is_test": False, "state": "read"})


def each_batch(
    form_id: int, size: int = 2000, *, everything: bool = False
) -> Iterator[tuple[AnswerView, ...]]:
    """All that counts, in batches by number; with `everything` also edited ones and tests."""
    only: dict[str, Any] = {"state": "read"}
    only |= {} if everything else {"is_edited": False, "is_test": False}
    after = 0
    while batch := submissions(form_id, after=after, limit=size, **only):
        yield opened(batch)
        after = batch[-1].id


def answer(form_id: int, instance: str) -> AnswerView | None:
    """One by its instanceID."""
    rows = _rows(form_id, {"instance": instance}).values_list(*COLUMNS)[:1]
    found = opened([SubmissionView(*row) for row in rows])
    return found[0] if found else None


def by_id(submission_id: int) -> AnswerView | None:
    """One by its number."""
    rows = Submission.objects.filter(pk=submission_id).values_list(*COLUMNS)[:1]
    found = opened([SubmissionView(*row) for row in rows])
    return found[0] if found else None


def versions_of(form_id: int, root: str) -> tuple[SubmissionView, ...]:
    """A submission and its edits, the first one first."""
    rows = _rows(form_id, {"root": root}).order_by("pk")
    return tuple(SubmissionView(*row) for row in rows.values_list(*COLUMNS))


def opened(found: Sequence[SubmissionView]) -> tuple[AnswerView, ...]:
    """Submissions with their values (one query)."""
    packed = dict(payloads([one for one in found if one.state == "read"], "answers"))
    return tuple(
        AnswerView(one, _values(one, packed[one.id]) if one.id in packed else {}) for one in found
    )


def _values(one: SubmissionView, content: bytes) -> dict[str, Any]:
    return reading.unpack(content, model(one.version_id)).values if one.version_id else {}


def payloads(found: Sequence[SubmissionView], what: str) -> Iterator[tuple[int, bytes]]:
    """The opened words of submissions under a name, by number (one query)."""
    if not found:
        return
    times = [one.received_at for one in found]
    rows = Payload.objects.filter(
        submission_id__in=[one.id for one in found],
        what=what,
        received_at__gte=min(times),
        received_at__lte=max(times),
    )
    sealed = [
        (pk, bytes(nonce), bytes(content))
        for pk, nonce, content in rows.order_by("submission_id").values_list(
            "submission_id", "nonce", "content"
        )
    ]
    plain = RING().open_many(sealed, what)
    yield from (
        (pk, words) for (pk, _, _), words in zip(sealed, plain, strict=True) if words is not None
    )


def payload(one: SubmissionView, what: str) -> bytes | None:
    """What is sealed of a submission under a name: raw, scores, notes. None where there is none."""
    return dict(payloads([one], what)).get(one.id)


def raw_xml(one: SubmissionView) -> bytes | None:
    """The XML as the device sent it; None where it was erased or moved."""
    packed = payload(one, "raw")
    return zlib.decompress(packed) if packed is not None else None


def attachments(submission_id: int) -> tuple[AttachmentView, ...]:
    """The files of a submission, awaited ones too."""
    rows = Attachment.objects.filter(submission_id=submission_id).order_by("name")
    return tuple(
        AttachmentView(
            one.pk, submission_id, one.name, one.content_type, one.size, one.state, one.problem
        )
        for one in rows
    )


def attachment(submission_id: int, name: str) -> bytes | None:
    """The bytes of a file; None where there is none, or not any more."""
    pieces = attachment_pieces(submission_id, name)
    return b"".join(pieces) if pieces is not None else None


def attachment_pieces(submission_id: int, name: str) -> Iterator[bytes] | None:
    """The same, piece by piece."""
    row = Attachment.objects.filter(
        submission_id=submission_id, name=name, state__in=["kept", "refused"]
    ).first()
    if row is None:
        return None
    try:
        key = RING().key(submission_id)
    except KeyDestroyed:
        return None
    path = Path(settings.FILES_ROOT) / row.path
    return open_file(path, key, f"{submission_id}|file|{name}") if path.is_file() else None


def counts(form_id: int) -> dict[str, int]:
    """How many there are: all, those that count, unread, unreadable, with files awaited."""
    rows = Submission.objects.filter(form_id=form_id)
    return {
        "all": rows.count(),
        "current": current(form_id).count(),
        "raw": rows.filter(state="raw").count(),
        "unreadable": rows.filter(state="unreadable").count(),
        "incomplete": rows.filter(state="read", is_complete=False).count(),
    }


def lag() -> Lag:
    """How many answers wait to be read."""
    rows = Submission.objects.filter(state="raw")
    return Lag(rows.count(), rows.aggregate(first=Min("received_at"))["first"])


def _rows(form_id: int, only: dict[str, Any]) -> "QuerySet[Submission]":
    return Submission.objects.filter(Q(**only), form_id=form_id)
