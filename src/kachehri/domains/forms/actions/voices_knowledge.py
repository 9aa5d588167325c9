"""What a community knows of its own: written down on its holder's terms, and taken back by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.models import Knowledge, Talk
from kachehri.domains.forms.queries import voices_words as words
from kachehri.domains.forms.rules import MAY_CODE
from kachehri.domains.forms.rules.voices import tidy
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.rules import Own

VERBS = {
    "forms.knowledge_written": _("Wrote down what a community knows"),
    "forms.knowledge_approved": _("Approved a community's knowledge for the public"),
    "forms.knowledge_withdrawn": _("Took a community's knowledge back, with its key"),
}
MAY_DECIDE = MAY_CODE & ~Own("written_by_id")
"""Nobody approves what they wrote."""


@dataclass(frozen=True)
class Consent:
    """What the holder allows, how and when they said so, and from when they are asked again."""

    terms: str
    how: str
    on: date
    conditions: Sequence[str] = ()
    ask_again_on: date | None = None


@dataclass(frozen=True)
class Telling:
    """What is known, by language, and who holds it, in the words in which they want to be named."""

    titles: Mapping[str, str]
    words: Mapping[str, str]
    holder: Mapping[str, str]


def write_knowledge(
    *,
    place_id: int,
    sort: str,
    telling: Telling,
    consent: Consent,
    by: Actor,
    at: datetime,
    talk_id: int | None = None,
    is_made_up: bool = False,
) -> int:
    """Write knowledge down, sealed; return its number. Without a holder's consent nothing is kept.

    Raises Refused, VoiceProblem.
    """
    place = places.by_ids([place_id]).get(place_id)
    if place is None:
        raise VoiceProblem({"place": gettext("Choose a place that is known.")})
    require(MAY_CODE, by, {"place_thing_id": place.thing_id})
    content = _checked(sort, telling, consent, at)
    if talk_id is not None and not Talk.objects.filter(pk=talk_id, place_id=place.id).exists():
        raise VoiceProblem({"talk": gettext("There is no such talk.")})
    with transaction.atomic():
        row = Knowledge.objects.create(
            thing=ledger.register(kind="forms.knowledge", at=at),
            place_id=place.id,
            place_thing_id=place.thing_id,
            talk_id=talk_id,
            sort=sort,
            terms=consent.terms,
            conditions=list(consent.conditions),
            consent_how=consent.how,
            consent_on=consent.on,
            ask_again_on=consent.ask_again_on,
            is_made_up=is_made_up,
            written_by_id=acting(by),
            created_at=at,
            changed_at=at,
        )
        row.nonce, row.content = words.packed(words.KNOWLEDGE, row.pk, content)
        row.save(update_fields=["nonce", "content"])
        _event("forms.knowledge_written", row, by, at)
    return row.pk


def approve_knowledge(*, knowledge_id: int, by: Actor, at: datetime) -> None:
    """Let everybody read it, as the holder allows; never what one wrote. Raises Refused,
    VoiceProblem.
    """
    with transaction.atomic():
        row = _knowledge(knowledge_id)
        require(MAY_DECIDE, by, row)
        if row.terms != "public" or row.state != "draft":
            raise VoiceProblem(gettext("Its holder does not allow that everybody reads it."))
        Knowledge.objects.filter(pk=row.pk).update(
            state="approved", decided_by_id=acting(by), changed_at=at
        )
        _event("forms.knowledge_approved", row, by, at)


def withdraw_knowledge(*, knowledge_id: int, by: Actor, at: datetime) -> None:
    """The holder takes it back: its key is destroyed. Safe to repeat. Raises Refused."""
    with transaction.atomic():
        row = _knowledge(knowledge_id)
        require(MAY_CODE, by, row)
        if row.state != "withdrawn":
            Knowledge.objects.filter(pk=row.pk).update(
                state="withdrawn", nonce=None, content=None, changed_at=at
            )
            _event("forms.knowledge_withdrawn", row, by, at)
        words.ring(words.KNOWLEDGE).destroy([row.pk])


def _knowledge(knowledge_id: int) -> Knowledge:
    row = Knowledge.objects.select_for_update().filter(pk=knowledge_id).first()
    if row is None:
        raise VoiceProblem(gettext("There is no such record."))
    return row


def _checked(
    sort: str, telling: Telling, consent: Consent, at: datetime
) -> dict[str, dict[str, str]]:
    content = {
        "titles": _told(telling.titles, 200),
        "words": _told(telling.words, 20_000),
        "holder": _told(telling.holder, 300),
    }
    problems: dict[str, str] = {}
    if sort not in kinds.KNOWLEDGE or not set(consent.conditions) <= kinds.CONDITIONS.keys():
        problems["sort"] = gettext("Choose one of the list.")
    if consent.terms not in kinds.TERMS or consent.how not in kinds.HOW:
        problems["terms"] = gettext("Choose one of the list.")
    if consent.on > at.date():
        problems["consent_on"] = gettext("This day has not come yet.")
    if consent.ask_again_on and consent.ask_again_on <= consent.on:
        problems["ask_again_on"] = gettext("This day lies before the consent.")
    for key, name in (("titles", "title"), ("words", "words")):
        if not content[key]:
            problems[name] = gettext("There are no words here yet.")
    if not content["holder"]:
        problems["holder"] = gettext("Say who holds it, as they want to be named.")
    if problems:
        raise VoiceProblem(problems)
    return content


def _told(texts: Mapping[str, str], most: int) -> dict[str, str]:
    told = {code: tidy(text)[:most] for code, text in texts.items() if code in kinds.LANGUAGES}
    return {code: text for code, text in told.items() if text}


def _event(verb: str, row: Knowledge, by: Actor, at: datetime) -> None:
    ledger.record(verb=verb, by=acting(by), thing=row.thing_id, at=at, refs={"knowledge": row.pk})
