"""What somebody has answered so far, for whoever holds the secret of its address."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kachehri.domains.forms.models import Unfinished


@dataclass(frozen=True)
class UnfinishedView:
    """A form that was begun: its version, the answers by path, and how long it is kept."""

    version_id: int
    channel: str
    values: Mapping[str, str]
    changed_at: datetime
    expires_at: datetime


def unfinished(secret: str, at: datetime) -> UnfinishedView | None:
    """What is kept under a secret; None for none, and for what has run out."""
    row = Unfinished.objects.filter(mark=mark_of(secret), expires_at__gt=at).first()
    if row is None:
        return None
    try:
        content = AESGCM(key_of(secret)).decrypt(
            bytes(row.nonce), bytes(row.content), bound_to(row.version_id)
        )
    except InvalidTag:
        return None
    return UnfinishedView(
        row.version_id, row.channel, json.loads(content), row.changed_at, row.expires_at
    )


def mark_of(secret: str) -> str:
    """By what a row is found; it does not lead back to the secret."""
    return hashlib.sha256(b"unfinished mark " + secret.encode()).hexdigest()


def key_of(secret: str) -> bytes:
    """The key of its answers, which is kept nowhere."""
    return hashlib.sha256(b"unfinished key " + secret.encode()).digest()


def bound_to(version_id: int) -> bytes:
    """What the sealed answers belong to."""
    return f"unfinished {version_id}".encode()
