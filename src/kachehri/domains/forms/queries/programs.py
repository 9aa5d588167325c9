"""Whose program it is that asks, and the keys of a person."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from kachehri.domains.forms.models import ProgramKey
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import account_by_email, program_actor

ROLES: Final = frozenset({"analyst", "survey-manager"})
"""What a program may be: never an administrator, whoever's it is."""


@dataclass(frozen=True)
class ProgramKeyView:
    """A key, without its secret."""

    id: int
    name: str
    created_at: datetime
    expires_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class Program:
    """A program that has shown a key, and the person for whom it asks."""

    key_id: int
    actor: Actor


def keys_of(actor: Actor, at: datetime) -> tuple[ProgramKeyView, ...]:
    """The keys of a person that still open, newest first."""
    found = ProgramKey.objects.filter(
        holder=actor.thing_id, ended_at__isnull=True, expires_at__gt=at
    ).order_by("-pk")
    wanted = ("id", "name", "created_at", "expires_at", "seen_at")
    return tuple(ProgramKeyView(*one) for one in found.values_list(*wanted))


def program_by_secret(email: str, secret: str, at: datetime) -> Program | None:
    """The program that shows an address and a key; None where they do not open."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    key = ProgramKey.objects.filter(digest=digest, ended_at__isnull=True, expires_at__gt=at).first()
    if key is None:
        return None
    account = account_by_email(email)
    if account is None or account.thing_id != key.holder_id:
        return None
    return _program(key, at)


def program_by_session(key_id: int, began: datetime, at: datetime) -> Program | None:
    """The program of a session that began at a moment; None where it counts no more."""
    key = ProgramKey.objects.filter(
        pk=key_id, ended_at__isnull=True, expires_at__gt=at, sessions_from__lte=began
    ).first()
    return None if key is None else _program(key, at)


def _program(key: ProgramKey, at: datetime) -> Program | None:
    actor = program_actor(key.holder_id, at)
    if actor is None:
        return None
    grants = tuple(one for one in actor.grants if one.role in ROLES)
    return Program(key.pk, replace(actor, grants=grants))
