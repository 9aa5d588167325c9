"""Sealing and opening: AES-256-GCM under a data key of its own, wrapped (AES-KW) by the tray key.

The associated data binds the content to its table, row, field and version: a row copied over
another one does not open. A wrong key raises; nothing is ever returned that was not proven.
"""

import hashlib
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from . import keys
from .kinds import TrayProblem

VERSION = 1
NONCE = 12
BYTES = "$bytes"


@dataclass(frozen=True)
class Envelope:
    """A sealed content as it lies in the database."""

    key_id: str
    wrapped: bytes
    nonce: bytes
    content: bytes

    @property
    def mark(self) -> str:
        """What names it on the list of erased ones."""
        return hashlib.sha256(self.wrapped).hexdigest()


def seal_up(content: Mapping[str, Any], of: int) -> Envelope:
    """Encrypt a content for the row of the Thing `of`, with a data key of its own."""
    tray, data = keys.tray_key(), AESGCM.generate_key(bit_length=256)
    nonce, sealed = _encrypted(content, data, of)
    return Envelope(keys.key_id(tray), aes_key_wrap(tray, data), nonce, sealed)


def seal_again(envelope: Envelope, content: Mapping[str, Any], of: int) -> Envelope:
    """Encrypt a changed content with the same data key: to erase that is to erase every version."""
    nonce, sealed = _encrypted(content, _data_key(envelope), of)
    return replace(envelope, nonce=nonce, content=sealed)


def open_up(envelope: Envelope, of: int) -> dict[str, Any]:
    """Decrypt it. Raises TrayProblem."""
    cipher = AESGCM(_data_key(envelope))
    try:
        plain = cipher.decrypt(envelope.nonce, envelope.content, associated(of))
    except (InvalidTag, ValueError) as problem:
        raise TrayProblem("this was changed after it was sealed") from problem
    found: dict[str, Any] = json.loads(plain, object_hook=_bytes)
    return found


def _encrypted(content: Mapping[str, Any], data: bytes, of: int) -> tuple[bytes, bytes]:
    nonce = secrets.token_bytes(NONCE)
    plain = json.dumps(content, default=_plain, ensure_ascii=False).encode()
    return nonce, AESGCM(data).encrypt(nonce, plain, associated(of))


def _data_key(envelope: Envelope) -> bytes:
    tray = keys.tray_key()
    if envelope.key_id != keys.key_id(tray):
        raise TrayProblem("the tray's key is not the one that this was sealed with")
    if keys.is_erased(envelope.mark):
        raise TrayProblem("this was erased")
    try:
        return aes_key_unwrap(tray, envelope.wrapped)
    except (InvalidUnwrap, ValueError) as problem:
        raise TrayProblem("this was changed after it was sealed") from problem


def associated(of: int) -> bytes:
    """What binds a content to its place: table, row, field, version."""
    return f"vault_sealed|{of}|content|v{VERSION}".encode()


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return {BYTES: b64encode(value).decode()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def _bytes(found: dict[str, Any]) -> Any:
    return b64decode(found[BYTES]) if set(found) == {BYTES} else found
