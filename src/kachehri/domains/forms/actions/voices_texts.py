"""Texts of talks: transcripts and translations in turns, each turn sealed with a key of its own."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import NewTurn, VoiceProblem
from kachehri.domains.forms.models import (
    Coding,
    Participant,
    QuotePart,
    Talk,
    Transcript,
    Turn,
)
from kachehri.domains.forms.queries import voices_words as words
from kachehri.domains.forms.rules import voices as rules
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.vault import triage

from .voices_talks import _event, _talk

VERBS = {
    "forms.text_added": _("Kept the words of a talk"),
    "forms.turn_corrected": _("Corrected a turn of a transcript"),
    "forms.talk_restricted": _("Closed a talk to others: it may tell of violence"),
}


def add_text(
    *,
    talk_id: int,
    what: str,
    language: str,
    by: Actor,
    at: datetime,
    text: str = "",
    turns: Sequence[NewTurn] = (),
    of: int | None = None,
) -> int:
    """Keep a text of a talk; return its id. Typed as `text`, or given as `turns`.

    A translation names its original by `of` and has the same turns, of the same people. Where words
    may tell of violence the talk is closed to others. Raises Refused, VoiceProblem.
    """
    if what not in kinds.TEXTS or language not in kinds.LANGUAGES:
        raise VoiceProblem({"language": gettext("Choose one of the list.")})
    if (what == "translation") != (of is not None):
        raise VoiceProblem({"of": gettext("A translation belongs to a transcript of this talk.")})
    with transaction.atomic():
        talk = _talk(talk_id, by)
        people = dict(
            Participant.objects.filter(talk=talk, withdrawn_at=None).values_list("number", "id")
        )
        found = rules.checked(turns) if turns else rules.turns(text, people)
        _same_turns(talk, of, language, found)
        row = Transcript.objects.create(
            talk=talk,
            what=what,
            language=language,
            of_id=of,
            turns=len(found),
            made_at=at,
            made_by_id=acting(by),
        )
        _seal(row, found, people)
        _event(
            verb="forms.text_added",
            talk=talk,
            by=by,
            at=at,
            text=row.pk,
            what=what,
            language=language,
        )
        _close_where_told(talk, found, by, at)
    return row.pk


def correct_turn(*, turn_id: int, text: str, by: Actor, at: datetime) -> None:
    """Correct the words of a turn; codes move with the words that stayed.

    Not where words of it are proposed or published: they would change unseen. Raises Refused,
    VoiceProblem.
    """
    with transaction.atomic():
        row, talk = _turn(turn_id, by)
        old = words.opened(words.TURNS, row.pk, row.nonce, row.content)
        if old is None:
            raise VoiceProblem(gettext("These words were taken back."))
        new = rules.checked([NewTurn(None, rules.tidy(text))])[0].words
        if not new:
            raise VoiceProblem({"text": gettext("There are no words here yet.")})
        used = QuotePart.objects.filter(turn=row, quote__state__in=["proposed", "approved"])
        if used.exists():
            told = gettext(
                "Words of this turn are proposed or published. Take the quote back first."
            )
            raise VoiceProblem({"text": told})
        for coding in Coding.objects.filter(turn=row):
            _move(coding, rules.moved(old, new, coding.start, coding.end))
        row.nonce, row.content = words.sealed(words.TURNS, row.pk, new)
        row.length = len(new)
        row.save(update_fields=["nonce", "content", "length"])
        _event(verb="forms.turn_corrected", talk=talk, by=by, at=at, turn=row.pk)


def _move(coding: Coding, place: tuple[int, int] | None) -> None:
    """A code goes where its words went; without a word left it goes."""
    if place is None:
        coding.delete()
        return
    coding.start, coding.end = place
    twins = Coding.objects.filter(
        task=coding.task_id, turn=coding.turn_id, code=coding.code_id, start=place[0], end=place[1]
    )
    if twins.exclude(pk=coding.pk).exists():
        coding.delete()
    else:
        coding.save(update_fields=["start", "end"])


def _turn(turn_id: int, by: Actor) -> tuple[Turn, Talk]:
    """A turn and its talk, held until the transaction ends."""
    row = Turn.objects.select_related("transcript").filter(pk=turn_id).first()
    if row is None:
        raise VoiceProblem(gettext("There is no such turn."))
    talk = _talk(row.transcript.talk_id, by)
    return Turn.objects.select_for_update().get(pk=turn_id), talk


def _same_turns(talk: Talk, of: int | None, language: str, found: Sequence[NewTurn]) -> None:
    """A translation has the turns of its original."""
    if of is None:
        return
    original = Transcript.objects.filter(pk=of, talk=talk, of=None).first()
    if original is None or original.language == language:
        raise VoiceProblem({"of": gettext("A translation belongs to a transcript of this talk.")})
    if Transcript.objects.filter(of=of, language=language).exists():
        raise VoiceProblem({"language": gettext("There is a translation into this language.")})
    spoken = Turn.objects.filter(transcript=original).order_by("number")
    people = list(spoken.values_list("participant__number", flat=True))
    if len(people) != len(found):
        told = gettext("The transcript has %(turns)s turns, the translation has %(others)s.")
        counts = {"turns": len(people), "others": len(found)}
        raise VoiceProblem({"text": told % counts})
    for number, (who, turn) in enumerate(zip(people, found, strict=True), 1):
        if who != turn.participant:
            told = gettext("Turn %(turn)s is spoken by somebody else in the transcript.")
            raise VoiceProblem({"text": told % {"turn": number}})


def _seal(row: Transcript, found: Sequence[NewTurn], people: dict[int, int]) -> None:
    made = Turn.objects.bulk_create(
        Turn(
            transcript=row,
            number=number,
            participant_id=people[one.participant] if one.participant is not None else None,
            length=len(one.words),
        )
        for number, one in enumerate(found, 1)
    )
    for turn, one in zip(made, found, strict=True):
        turn.nonce, turn.content = words.sealed(words.TURNS, turn.pk, one.words)
    Turn.objects.bulk_update(made, ["nonce", "content"], batch_size=500)


def _close_where_told(talk: Talk, found: Sequence[NewTurn], by: Actor, at: datetime) -> None:
    """Who reads along is not told why: only that the talk is closed."""
    if talk.is_restricted or not any(triage.flagged(one.words) for one in found):
        return
    Talk.objects.filter(pk=talk.pk).update(is_restricted=True, version=talk.version + 1)
    ledger.record(
        verb="forms.talk_restricted",
        by=acting(by),
        thing=talk.thing_id,
        at=at,
        refs={"talk": talk.pk},
    )
