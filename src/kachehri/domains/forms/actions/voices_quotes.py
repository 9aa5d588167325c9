"""Quotes: words proposed for publication, and approved one by one by somebody else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import DIMENSIONS
from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.models import Participant, Quote, QuotePart, Talk, Turn
from kachehri.domains.forms.queries import voices_words as words
from kachehri.domains.forms.queries.voices import around
from kachehri.domains.forms.rules import MAY_CODE
from kachehri.domains.forms.rules import voices as rules
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.rules import Own

from .voices_talks import _agreed, _talk
from .voices_texts import _turn

VERBS = {
    "forms.quote_proposed": _("Proposed words for publication"),
    "forms.quote_approved": _("Approved words for publication"),
    "forms.quote_refused": _("Refused words for publication"),
}
MAY_DECIDE = MAY_CODE & ~Own("proposed_by_id")
"""Nobody approves what they proposed."""
MOST_LETTERS = 900


@dataclass(frozen=True)
class Stretch:
    """Words of a turn, half-open in code points."""

    turn_id: int
    start: int
    end: int


def propose_quote(
    *,
    words_at: Stretch,
    dimension: str,
    place_id: int,
    by: Actor,
    at: datetime,
    shown: Sequence[str] = (),
    indicator: str = "",
    translations: Iterable[Stretch] = (),
) -> int:
    """Propose words for publication; return the number of the quote.

    `place_id` is the area that is named with them, `shown` what of the profile (or `name`) the team
    wants to print: only what enough people of the area have in common is kept. `indicator` is the
    figure that the words explain. Raises Refused, VoiceProblem.
    """
    if dimension not in DIMENSIONS:
        raise VoiceProblem({"dimension": gettext("Choose one of the list.")})
    if indicator and not evidence.indicators([indicator]):
        raise VoiceProblem({"indicator": gettext("There is no such indicator.")})
    with transaction.atomic():
        turn, talk = _turn(words_at.turn_id, by)
        person = _speaker(turn)
        consents = _agreed(person)
        if "quote" not in consents:
            told = gettext("This person does not agree that their words are published.")
            raise VoiceProblem({"words": told})
        named = "name" in shown and "name" in consents and person.name is not None
        place = _area(talk, place_id, named=named)
        row = Quote.objects.create(
            thing=ledger.register(kind="forms.quote", at=at),
            talk=talk,
            participant=person,
            place_id=place.id,
            shown=["name"] if named else _shown(person, shown, place),
            dimension=dimension,
            indicator=indicator,
            proposed_by_id=acting(by),
            proposed_at=at,
        )
        _part(row, turn, words_at, is_original=turn.transcript.of_id is None)
        for one in translations:
            other = Turn.objects.select_related("transcript").filter(pk=one.turn_id).first()
            if other is None or not _same(other, turn):
                raise VoiceProblem({"words": gettext("Choose the translation of the same turn.")})
            _part(row, other, one, is_original=other.transcript.of_id is None)
        _event("forms.quote_proposed", row, by, at)
    return row.pk


def decide_quote(
    *, quote_id: int, approve: bool, by: Actor, at: datetime, because: str = ""
) -> None:
    """Approve a proposed quote, or refuse it and say why. Never one's own. Raises Refused,
    VoiceProblem.
    """
    with transaction.atomic():
        row = Quote.objects.select_for_update().filter(pk=quote_id).first()
        if row is None:
            raise VoiceProblem(gettext("There is no such quote."))
        talk = _talk(row.talk_id, by)
        facts = {"place_thing_id": talk.place_thing_id, "proposed_by_id": row.proposed_by_id}
        require(MAY_DECIDE, by, facts)
        if row.state != "proposed":
            raise VoiceProblem(gettext("This was decided already."))
        if not approve and not because.strip():
            raise VoiceProblem({"because": gettext("Write why.")})
        if approve and not {"quote", *(set(row.shown) & {"name"})} <= _agreed(row.participant):
            raise VoiceProblem(
                gettext("This person does not agree that their words are published.")
            )
        row.state = "approved" if approve else "refused"
        row.because, row.decided_by_id, row.decided_at = rules.tidy(because)[:400], acting(by), at
        row.save(update_fields=["state", "because", "decided_by", "decided_at"])
        if approve:
            _event("forms.quote_approved", row, by, at)
        else:
            _event("forms.quote_refused", row, by, at)


def _speaker(turn: Turn) -> Participant:
    person = Participant.objects.filter(pk=turn.participant_id or 0).first()
    if person is None or person.withdrawn_at is not None:
        told = gettext("Only words of somebody who took part are quoted, not those of who asked.")
        raise VoiceProblem({"words": told})
    return person


def _area(talk: Talk, place_id: int, *, named: bool) -> PlaceView:
    """The area that is named: the talk's place or one around it, not smaller than a tehsil."""
    found = places.by_ids([place_id]).get(place_id)
    if found is None or place_id not in around(talk.place_id):
        raise VoiceProblem({"place": gettext("Choose the place of the talk, or one around it.")})
    if found.tier not in rules.SMALLEST and not named:
        told = gettext("This place is too small: people would know who spoke. Choose a larger one.")
        raise VoiceProblem({"place": told})
    return found


def _shown(person: Participant, wanted: Sequence[str], place: PlaceView) -> list[str]:
    talks = Talk.objects.filter(place_id__in=[place.id, *places.lying_in([place.id])])
    crowd = Participant.objects.filter(talk__in=talks, withdrawn_at=None)
    others: list[Mapping[str, str]] = list(crowd.values_list("profile", flat=True))
    return list(rules.shown(person.profile, wanted, others, kinds.profile()))


def _same(other: Turn, turn: Turn) -> bool:
    first = turn.transcript.of_id or turn.transcript_id
    return other.number == turn.number and first in (other.transcript.of_id, other.transcript_id)


def _part(row: Quote, turn: Turn, at: Stretch, *, is_original: bool) -> None:
    text = words.opened(words.TURNS, turn.pk, turn.nonce, turn.content)
    if text is None:
        raise VoiceProblem({"words": gettext("These words were taken back.")})
    start, end = rules.span(text, at.start, at.end)
    if end - start > MOST_LETTERS:
        told = gettext("A quote has at most %(most)s letters.")
        raise VoiceProblem({"words": told % {"most": MOST_LETTERS}})
    QuotePart.objects.create(
        quote=row,
        language=turn.transcript.language,
        turn=turn,
        start=start,
        end=end,
        is_original=is_original,
    )


def _event(verb: str, row: Quote, by: Actor, at: datetime) -> None:
    ledger.record(
        verb=verb,
        by=acting(by),
        thing=row.thing_id,
        at=at,
        refs={"quote": row.pk, "talk": row.talk_id},
    )
