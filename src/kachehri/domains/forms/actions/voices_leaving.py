"""Taking words back: their keys are destroyed, quotes leave every page and every edition.

The rows change first, the keys are destroyed last, before the transaction ends: after a crash in
between, words whose key is gone count as erased wherever they are read. Each is safe to repeat.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.models import (
    Coding,
    Participant,
    Quote,
    QuotePart,
    Recording,
    Talk,
    TalkConsent,
    Transcript,
    Turn,
)
from kachehri.domains.forms.queries import voices_words as words
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger

from .voices_files import _remove_sealed
from .voices_talks import _event, _talk
from .voices_texts import _turn

VERBS = {
    "forms.consent_taken_back": _("Somebody took a consent back"),
    "forms.words_erased": _("Erased words of a talk, with their keys"),
    "forms.recording_erased": _("Erased the sound of a talk, with its key"),
    "forms.quote_withdrawn": _("Took a published quote back"),
}


def take_back(*, participant_id: int, purpose: str, by: Actor, at: datetime) -> int:
    """Somebody no longer agrees to a purpose: do what follows from it; return how many quotes left.

    keep: every word of them in every text, their name and profile, the sounds with their voice, and
    all their quotes. record: those sounds. quote and name: their quotes. Raises Refused,
    VoiceProblem.
    """
    if purpose not in kinds.PURPOSES:
        raise VoiceProblem({"purpose": gettext("Choose one of the list.")})
    with transaction.atomic():
        row = Participant.objects.select_related("talk").filter(pk=participant_id).first()
        if row is None:
            raise VoiceProblem(gettext("There is no such participant."))
        talk = _talk(row.talk_id, by)
        TalkConsent.objects.create(
            participant=row,
            purpose=purpose,
            given=False,
            how="orally",
            at=at,
            recorded_by_id=acting(by),
        )
        _event(
            verb="forms.consent_taken_back",
            talk=talk,
            by=by,
            at=at,
            participant=row.pk,
            purpose=purpose,
        )
        left = 0
        if purpose in ("keep", "quote", "name"):
            quotes = Quote.objects.filter(participant=row, state__in=["proposed", "approved"])
            if purpose == "name":
                quotes = quotes.filter(shown__contains=["name"])
            left = _leave(quotes.values_list("id", flat=True), by, at)
        if purpose in ("keep", "record"):
            _silence(talk, row.number, by, at)
        if purpose in ("keep", "name"):
            _unname(row, at, everything=purpose == "keep")
        if purpose == "keep":
            _erase(Turn.objects.filter(participant=row).values_list("id", flat=True), talk, by, at)
        if purpose in ("keep", "name"):
            words.ring(words.NAMES).destroy([row.pk])
    return left


def take_out_turn(*, turn_id: int, by: Actor, at: datetime) -> None:
    """Erase a turn: somebody else repeats in it what was taken back, or names a person.

    Its translations go with it, and every quote of it. Raises Refused, VoiceProblem.
    """
    with transaction.atomic():
        row, talk = _turn(turn_id, by)
        first = row.transcript.of_id or row.transcript_id
        translations = Transcript.objects.filter(of=first).values_list("id", flat=True)
        texts = [first, *translations]
        same = Turn.objects.filter(transcript_id__in=texts, number=row.number)
        numbers = list(same.values_list("id", flat=True))
        parts = QuotePart.objects.filter(turn_id__in=numbers)
        _leave(parts.values_list("quote_id", flat=True), by, at)
        _erase(numbers, talk, by, at)


def erase_recording(*, recording_id: int, by: Actor, at: datetime) -> None:
    """Erase a sound for good. Raises Refused, VoiceProblem."""
    with transaction.atomic():
        row = Recording.objects.filter(pk=recording_id).first()
        if row is None:
            raise VoiceProblem(gettext("There is no such sound."))
        talk = _talk(row.talk_id, by)
        _erase_sounds([row], talk, by, at)


def withdraw_quote(*, quote_id: int, by: Actor, at: datetime) -> None:
    """Take a quote back from every page and every edition. Raises Refused, VoiceProblem."""
    with transaction.atomic():
        row = Quote.objects.filter(pk=quote_id).first()
        if row is None:
            raise VoiceProblem(gettext("There is no such quote."))
        _talk(row.talk_id, by)
        _leave([row.pk], by, at)


def _leave(quote_ids: Iterable[int], by: Actor, at: datetime) -> int:
    """Take quotes back; what else is to be done about those that were published is done here."""
    rows = Quote.objects.select_for_update().filter(
        pk__in=list(quote_ids), state__in=["proposed", "approved"]
    )
    found = list(rows.order_by("id"))
    Quote.objects.filter(pk__in=[one.pk for one in found]).update(state="withdrawn")
    ledger.record_many(
        verb="forms.quote_withdrawn",
        by=acting(by),
        about=[(one.thing_id, {"quote": one.pk}) for one in found],
        at=at,
    )
    published = [one.pk for one in found if one.state == "approved"]
    for follow in kinds.leaving() if published else ():
        follow(published, by, at)
    return len(found)


def _silence(talk: Talk, number: int, by: Actor, at: datetime) -> None:
    """A voice cannot be cut out of a sound: every sound on which it may be heard goes."""
    rows = Recording.objects.filter(talk=talk, state="kept")
    _erase_sounds([one for one in rows if not one.heard or number in one.heard], talk, by, at)


def _erase_sounds(rows: list[Recording], talk: Talk, by: Actor, at: datetime) -> None:
    words.ring(words.SOUNDS).destroy([one.pk for one in rows])
    for one in rows:
        _remove_sealed(one.path)
        _event(verb="forms.recording_erased", talk=talk, by=by, at=at, recording=one.pk)
    Recording.objects.filter(pk__in=[one.pk for one in rows]).update(state="erased", path="")


def _unname(row: Participant, at: datetime, *, everything: bool) -> None:
    row.name, row.nonce, row.shown = None, None, "profile"
    if everything:
        row.profile, row.withdrawn_at = {}, row.withdrawn_at or at
    row.save(update_fields=["name", "nonce", "shown", "profile", "withdrawn_at"])


def _erase(turn_ids: Iterable[int], talk: Talk, by: Actor, at: datetime) -> None:
    numbers = list(turn_ids)
    rows = Turn.objects.filter(pk__in=numbers, erased_at=None)
    count = rows.update(nonce=None, content=None, erased_at=at)
    Coding.objects.filter(turn_id__in=numbers).update(nonce=None, memo=None)
    if count:
        _event(verb="forms.words_erased", talk=talk, by=by, at=at, turns=count)
    words.ring(words.TURNS).destroy(numbers)
