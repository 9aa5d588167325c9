"""The tray's keys: files under `VAR/keys/tray/`, outside the database and its backups.

`key` wraps the data keys. `digest` makes the keyed digests of telephone numbers that must get no
message. `erased` lists what was erased, so that a database that is put back from an old backup
opens none of it. Who holds copies: docs/adr/0196.
"""

import hashlib
import hmac
import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from kachehri.engines.ledger.keyfiles import key_file, sync_folder

LENGTH = 32


def folder() -> Path:
    """Where the tray's keys lie."""
    return Path(settings.VAR) / "keys" / "tray"


def tray_key() -> bytes:
    """The key that wraps data keys, made at first need. ValueError where the file is no key."""
    return _sound(key_file(folder() / "key", lambda: AESGCM.generate_key(bit_length=256)))


def _sound(key: bytes) -> bytes:
    if len(key) != LENGTH:
        raise ValueError(f"{folder() / 'key'} does not hold a key of the tray")
    return key


def key_id(key: bytes) -> str:
    """Sixteen hex digits that name a key and tell nothing of it."""
    return hashlib.sha256(b"kachehri tray key id\0" + key).hexdigest()[:16]


def digest(address: str) -> str:
    """A keyed digest of an address: whoever has the database alone cannot try all numbers."""
    key = key_file(folder() / "digest", lambda: os.urandom(LENGTH))
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).hexdigest()


def mark_erased(mark: str) -> None:
    """Add a line to the list of what was erased; on the disk before this returns."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / "erased"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"{mark}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(folder())


def is_erased(mark: str) -> bool:
    """Whether a wrapped key (its SHA-256) is on the list of what was erased."""
    path = folder() / "erased"
    return path.exists() and mark in path.read_text().split()
