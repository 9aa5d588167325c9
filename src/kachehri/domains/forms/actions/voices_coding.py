"""Coding: somebody reads a transcript with a codebook and gives codes to words, by their place."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.models import Code, Codebook, Coding, CodingTask, Talk, Transcript, Turn
from kachehri.domains.forms.queries import voices_words as words
from kachehri.domains.forms.rules import MAY_CODE
from kachehri.domains.forms.rules import voices as rules
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting

from .voices_talks import _event, _talk

VERBS = {
    "forms.coding_begun": _("Began to code a transcript"),
    "forms.coding_ended": _("Said that the coding of a transcript is complete"),
}
MOST_MEMO = 2_000


def begin_coding(*, text_id: int, codebook_id: int, by: Actor, at: datetime) -> int:
    """Begin to code a transcript with a codebook; return the task's id, also of one that is there.

    Raises Refused, VoiceProblem.
    """
    with transaction.atomic():
        text = Transcript.objects.filter(pk=text_id).first()
        book = Codebook.objects.filter(pk=codebook_id).first()
        if text is None or book is None:
            raise VoiceProblem({"codebook": gettext("Choose one of the list.")})
        talk = _talk(text.talk_id, by)
        require(MAY_CODE, by, book)
        tasks = CodingTask.objects.filter(transcript=text, codebook=book)
        own = tasks.filter(coder_id=acting(by)).first()
        if own is not None:
            return own.pk
        number = (tasks.aggregate(most=Max("number"))["most"] or 0) + 1
        row = CodingTask.objects.create(
            transcript=text, codebook=book, coder_id=acting(by), number=number, begun_at=at
        )
        _event(verb="forms.coding_begun", talk=talk, by=by, at=at, task=row.pk, text=text.pk)
    return row.pk


def code_words(
    *,
    task_id: int,
    turn_id: int,
    start: int,
    end: int,
    code_id: int,
    by: Actor,
    at: datetime,
    memo: str = "",
) -> int:
    """Give a code to words of a turn; return its id, also of one that is there already.

    Coding is not an event of its own: its end is. Raises Refused, VoiceProblem.
    """
    with transaction.atomic():
        task, _talk_row = _own(task_id, by)
        turn = Turn.objects.filter(pk=turn_id, transcript=task.transcript_id).first()
        code = Code.objects.filter(pk=code_id, codebook=task.codebook_id, ended_at=None).first()
        if code is None or not code.is_codable:
            raise VoiceProblem({"code": gettext("Choose one of the list.")})
        text = words.opened(words.TURNS, turn.pk, turn.nonce, turn.content) if turn else None
        if turn is None or text is None:
            raise VoiceProblem({"words": gettext("Choose words that stand in this turn.")})
        start, end = rules.span(text, start, end)
        row, _new = Coding.objects.get_or_create(
            task=task,
            turn=turn,
            code=code,
            start=start,
            end=end,
            defaults={"guid": uuid4(), "made_at": at},
        )
        if memo.strip():
            said = rules.tidy(memo)[:MOST_MEMO]
            row.nonce, row.memo = words.sealed(words.TURNS, turn.pk, said, f"memo {row.pk}")
            row.save(update_fields=["nonce", "memo"])
    return row.pk


def take_code_off(*, coding_id: int, by: Actor, at: datetime) -> None:
    """Take a code of one's own off again. Raises Refused, VoiceProblem."""
    with transaction.atomic():
        row = Coding.objects.filter(pk=coding_id).first()
        if row is not None:
            _own(row.task_id, by)
            row.delete()


def end_coding(*, task_id: int, by: Actor, at: datetime) -> None:
    """Say that one's coding is complete: it is no longer changed. Raises Refused, VoiceProblem."""
    with transaction.atomic():
        task, talk = _own(task_id, by)
        CodingTask.objects.filter(pk=task.pk).update(ended_at=at)
        _event(verb="forms.coding_ended", talk=talk, by=by, at=at, task=task.pk)


def _own(task_id: int, by: Actor) -> tuple[CodingTask, Talk]:
    """A task of one's own that is not complete, held until the transaction ends."""
    task = CodingTask.objects.select_related("transcript").filter(pk=task_id).first()
    if task is None or task.coder_id != acting(by):
        raise VoiceProblem(gettext("This is the coding of somebody else."))
    talk = _talk(task.transcript.talk_id, by)
    if CodingTask.objects.select_for_update().get(pk=task_id).ended_at is not None:
        raise VoiceProblem(gettext("You said that this coding is complete."))
    return task, talk
