"""What people said of an answer: sealed with the answer's own key, gone when that is destroyed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from kachehri.domains.forms.models import Payload
from kachehri.engines.vault.keyring import KeyDestroyed

from .answers import RING

WHAT = "notes"


@dataclass(frozen=True)
class NoteView:
    """One note: who, when, the words, and the review that was given with it (or empty)."""

    at: datetime
    by_id: int
    body: str
    review: str = ""


def notes(submission_id: int) -> tuple[NoteView, ...]:
    """What was noted of a submission, the oldest first."""
    return tuple(
        NoteView(datetime.fromisoformat(at), by, body, review)
        for at, by, body, review in packed_notes(submission_id)
    )


def packed_notes(submission_id: int) -> list[list[Any]]:
    """The notes as they are sealed: lists of moment, person, words, review."""
    found = Payload.objects.filter(submission_id=submission_id, what=WHAT)
    sealed = found.values_list("nonce", "content").first()
    if sealed is None:
        return []
    try:
        content = RING().open(submission_id, bytes(sealed[0]), bytes(sealed[1]), WHAT)
    except KeyDestroyed:
        return []
    return list(msgspec.msgpack.decode(content))
