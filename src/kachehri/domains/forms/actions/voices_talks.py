"""Keeping talks: opening one, who took part, what they agreed to, the sound."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.models import Participant, Recording, Talk, TalkConsent
from kachehri.domains.forms.queries import voices_words as words
from kachehri.domains.forms.rules import MAY_CODE
from kachehri.domains.forms.rules.voices import MAY_READ_WORDS, agreed, tidy
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger

from .voices_files import _keep_sealed, _sound_type

VERBS = {
    "forms.talk_opened": _("Wrote down a talk"),
    "forms.talk_changed": _("Changed what is known of a talk"),
    "forms.participant_added": _("Wrote down who took part"),
    "forms.consent_recorded": _("Wrote down what somebody agrees to"),
    "forms.recording_added": _("Kept the sound of a talk"),
}
MOST_PEOPLE = 200
PLACE = _("Choose a place that is known.")


def open_talk(
    *,
    place_id: int,
    kind: str,
    topics: Mapping[str, str],
    held_on: date,
    language: str,
    by: Actor,
    at: datetime,
    guide: str = "",
    minutes: int | None = None,
    not_heard: str = "",
    is_restricted: bool = False,
    is_made_up: bool = False,
) -> int:
    """Write a talk down; return its number. Raises Refused, VoiceProblem."""
    place = places.by_ids([place_id]).get(place_id)
    if place is None:
        raise VoiceProblem({"place": PLACE})
    require(MAY_CODE, by, {"place_thing_id": place.thing_id})
    facts = _facts(kind, topics, held_on, language, guide, minutes, not_heard, at)
    with transaction.atomic():
        thing = ledger.register(kind="forms.talk", at=at)
        row = Talk.objects.create(
            thing=thing,
            place_id=place.id,
            place_thing_id=place.thing_id,
            is_restricted=is_restricted,
            is_made_up=is_made_up,
            kept_by_id=acting(by),
            created_at=at,
            changed_at=at,
            **facts,
        )
        _event("forms.talk_opened", row, by, at, kind=kind)
    return row.pk


def change_talk(
    *,
    talk_id: int,
    version: int,
    kind: str,
    topics: Mapping[str, str],
    held_on: date,
    language: str,
    by: Actor,
    at: datetime,
    guide: str = "",
    minutes: int | None = None,
    not_heard: str = "",
    is_restricted: bool = False,
) -> None:
    """Change what is known of a talk. `version` is the one that was read: an older one is refused.

    Raises Refused, VoiceProblem.
    """
    facts = _facts(kind, topics, held_on, language, guide, minutes, not_heard, at)
    with transaction.atomic():
        row = _talk(talk_id, by)
        if row.version != version:
            raise VoiceProblem(
                gettext("Somebody has changed this meanwhile. Look at it, then decide again.")
            )
        facts |= {"is_restricted": is_restricted, "version": version + 1, "changed_at": at}
        Talk.objects.filter(pk=row.pk).update(**facts)
        _event("forms.talk_changed", row, by, at)


def add_participant(
    *,
    talk_id: int,
    profile: Mapping[str, str],
    consents: Sequence[str],
    how: str,
    by: Actor,
    at: datetime,
    name: str = "",
) -> int:
    """Write down somebody who took part, and what they agree to; return the id.

    A name is kept only of who agrees to be named; it is sealed. Raises Refused, VoiceProblem.
    """
    said = tidy(name)[:120]
    problems = _problems(profile, consents, how)
    if ("name" in consents) != bool(said):
        problems["name"] = gettext("Write the name of who agrees to be named, and of nobody else.")
    if problems:
        raise VoiceProblem(problems)
    with transaction.atomic():
        talk = _talk(talk_id, by)
        known = Participant.objects.filter(talk=talk)
        number = (known.aggregate(most=Max("number"))["most"] or 0) + 1
        if number > MOST_PEOPLE:
            raise VoiceProblem(
                gettext("More people than a talk can have. Write down a second one.")
            )
        row = Participant.objects.create(
            talk=talk, number=number, profile=_told(profile), shown="name" if said else "profile"
        )
        if said:
            row.nonce, row.name = words.sealed(words.NAMES, row.pk, said)
            row.save(update_fields=["nonce", "name"])
        TalkConsent.objects.bulk_create(
            TalkConsent(
                participant=row,
                purpose=purpose,
                given=purpose in consents,
                how=how,
                at=at,
                recorded_by_id=acting(by),
            )
            for purpose in kinds.PURPOSES
        )
        _event("forms.participant_added", talk, by, at, participant=row.pk)
    return row.pk


def record_consent(*, participant_id: int, purpose: str, how: str, by: Actor, at: datetime) -> None:
    """Write down that somebody agrees to one more purpose. Raises Refused, VoiceProblem.

    To take something back: `voices_leaving.take_back`.
    """
    if purpose not in kinds.PURPOSES or how not in kinds.HOW:
        raise VoiceProblem({"how": gettext("Choose one of the list.")})
    with transaction.atomic():
        row = _participant(participant_id, by)
        if purpose == "name" and row.name is None:
            raise VoiceProblem({"name": gettext("No name was kept: write this person down anew.")})
        TalkConsent.objects.create(
            participant=row,
            purpose=purpose,
            given=True,
            how=how,
            at=at,
            recorded_by_id=acting(by),
        )
        _event("forms.consent_recorded", row.talk, by, at, participant=row.pk, purpose=purpose)


def add_recording(
    *,
    talk_id: int,
    name: str,
    content: bytes,
    by: Actor,
    at: datetime,
    heard: Sequence[int] = (),
) -> int:
    """Keep a sound, sealed; `heard` are the participants on it (nothing: all). Returns the id.

    Only where everybody who is heard agreed to that. Raises Refused, VoiceProblem.
    """
    content_type = _sound_type(content)
    with transaction.atomic():
        talk = _talk(talk_id, by)
        people = Participant.objects.filter(talk=talk)
        people = people.filter(number__in=list(heard)) if heard else people
        for one in people:
            if "record" not in _agreed(one):
                said = gettext("Participant %(number)s does not agree that the sound is kept.")
                raise VoiceProblem({"sound": said % {"number": one.number}})
        row = Recording.objects.create(
            talk=talk,
            name=tidy(name)[:200] or "sound",
            content_type=content_type,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            heard=list(heard),
            added_at=at,
            added_by_id=acting(by),
        )
        row.path = _keep_sealed(row.pk, content)
        row.save(update_fields=["path"])
        _event("forms.recording_added", talk, by, at, recording=row.pk)
    return row.pk


def _talk(talk_id: int, by: Actor) -> Talk:
    """The row of a talk that one may keep, held until the transaction ends."""
    row = Talk.objects.select_for_update().filter(pk=talk_id).first()
    if row is None:
        raise VoiceProblem(gettext("There is no such talk."))
    require(MAY_READ_WORDS, by, row)
    return row


def _participant(participant_id: int, by: Actor) -> Participant:
    row = Participant.objects.select_related("talk").filter(pk=participant_id).first()
    if row is None:
        raise VoiceProblem(gettext("There is no such participant."))
    _talk(row.talk_id, by)
    if row.withdrawn_at is not None:
        raise VoiceProblem(gettext("This person took everything back."))
    return row


def _agreed(row: Participant) -> frozenset[str]:
    lines = TalkConsent.objects.filter(participant=row).order_by("id")
    return agreed(lines.values_list("purpose", "given"))


def _facts(
    kind: str,
    topics: Mapping[str, str],
    held_on: date,
    language: str,
    guide: str,
    minutes: int | None,
    not_heard: str,
    at: datetime,
) -> dict[str, Any]:
    told = {code: tidy(text)[:300] for code, text in topics.items() if tidy(text)}
    problems: dict[str, str] = {}
    if kind not in kinds.TALKS:
        problems["kind"] = gettext("Choose one of the list.")
    if language not in kinds.LANGUAGES:
        problems["language"] = gettext("Choose one of the list.")
    if not told:
        problems["topic"] = gettext("Say what it was about.")
    if held_on > at.date():
        problems["held_on"] = gettext("This day has not come yet.")
    if minutes is not None and not 1 <= minutes <= 1440:
        problems["minutes"] = gettext("Write a number from 1 to 1440.")
    if problems:
        raise VoiceProblem(problems)
    return {
        "kind": kind,
        "topics": told,
        "held_on": held_on,
        "language": language,
        "guide": tidy(guide)[:10_000],
        "minutes": minutes,
        "not_heard": tidy(not_heard)[:1_000],
    }


def _told(profile: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in profile.items() if value}


def _problems(profile: Mapping[str, str], consents: Sequence[str], how: str) -> dict[str, str]:
    known = {one.key: one for one in kinds.profile()}
    problems = {
        key: gettext("Choose one of the list.")
        for key, value in _told(profile).items()
        if key not in known or value not in known[key].choices
    }
    if how not in kinds.HOW or not set(consents) <= kinds.PURPOSES.keys():
        problems["how"] = gettext("Choose one of the list.")
    if "keep" not in consents:
        problems["consents"] = gettext("Nothing is written down of who does not agree to it.")
    return problems


def _event(verb: str, talk: Talk, by: Actor, at: datetime, **refs: int | str) -> None:
    ledger.record(
        verb=verb, by=acting(by), thing=talk.thing_id, at=at, refs={"talk": talk.pk, **refs}
    )
