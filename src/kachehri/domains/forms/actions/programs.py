"""Keys with which programs of a person read answers: made at the desk, shown once, ended."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.models import ProgramKey
from kachehri.domains.forms.rules.allowed import MAY_READ_ANSWERS_ANYWHERE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.rules import Own, Rule, SignedIn

VERBS = {
    "forms.key_made": _("Made a key for a program that reads answers"),
    "forms.key_ended": _("Ended a key of a program"),
    "forms.program_signed_in": _("Signed in with a program"),
    "forms.program_signed_out": _("Signed out with a program"),
}
LASTS = timedelta(days=365)
OFTEN = timedelta(minutes=10)
_MAY_END: Rule = SignedIn() & Own("holder_id")


@dataclass(frozen=True)
class NewKey:
    """A key that was just made. `secret` is shown once and kept nowhere."""

    id: int
    secret: str
    expires_at: datetime


@transaction.atomic
def make_key(*, name: str, by: Actor, at: datetime) -> NewKey:
    """Make a key for a program of the person who asks. It may read what they may read."""
    require(MAY_READ_ANSWERS_ANYWHERE, by)
    secret = secrets.token_urlsafe(32)
    thing = ledger.register(kind="forms.programkey", at=at)
    key = ProgramKey.objects.create(
        thing=thing,
        holder_id=acting(by),
        name=name.strip()[:120],
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        created_at=at,
        expires_at=at + LASTS,
        sessions_from=at,
    )
    ledger.record(verb="forms.key_made", by=acting(by), thing=thing.pk, at=at)
    return NewKey(key.pk, secret, key.expires_at)


@transaction.atomic
def end_key(*, key_id: int, by: Actor, at: datetime) -> None:
    """End a key of one's own. Twice changes nothing."""
    key = ProgramKey.objects.select_for_update().get(pk=key_id)
    require(_MAY_END, by, key)
    if key.ended_at is None:
        ProgramKey.objects.filter(pk=key_id).update(ended_at=at)
        ledger.record(verb="forms.key_ended", by=acting(by), thing=key.thing_id, at=at)


@transaction.atomic
def sign_in(*, key_id: int, by: Actor, at: datetime) -> None:
    """Note that a session of a program began."""
    thing = ProgramKey.objects.values_list("thing_id", flat=True).get(pk=key_id)
    ProgramKey.objects.filter(pk=key_id).update(seen_at=at)
    ledger.record(verb="forms.program_signed_in", by=acting(by), thing=thing, at=at)


@transaction.atomic
def sign_out(*, key_id: int, by: Actor, at: datetime) -> None:
    """End every session that the program began with this key; the key itself still opens."""
    key = ProgramKey.objects.select_for_update().get(pk=key_id)
    require(_MAY_END, by, key)
    ProgramKey.objects.filter(pk=key_id).update(sessions_from=at)
    ledger.record(verb="forms.program_signed_out", by=acting(by), thing=key.thing_id, at=at)


def note_use(*, key_id: int, by: Actor, at: datetime) -> None:
    """Note when a program was here that gives its key with each request; at most now and then."""
    old = Q(seen_at__isnull=True) | Q(seen_at__lt=at - OFTEN)
    if ProgramKey.objects.filter(old, pk=key_id).update(seen_at=at):
        _noted(key_id, by, at)


@transaction.atomic
def _noted(key_id: int, by: Actor, at: datetime) -> None:
    thing = ProgramKey.objects.values_list("thing_id", flat=True).get(pk=key_id)
    ledger.record(verb="forms.program_signed_in", by=acting(by), thing=thing, at=at)
