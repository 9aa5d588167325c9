"""Secrets of second factors, encrypted before they reach the database.

AES-256-GCM under the key in `VAR/keys/second-factor`, with the account's id as associated data: a
secret copied to another account does not open, nor does one read with another key.
"""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from kachehri.engines.ledger.keyfiles import key_file

VERSION = "v1"
NONCE = 12
whose: ContextVar[int] = ContextVar("whose")


class SecretUnreadable(ValueError):
    """The key or the account is not the one that the secret was written with, or it was changed."""


@contextmanager
def secrets_of(account_id: int) -> Iterator[None]:
    """Inside, secrets are read and written as this account's. Outside, nothing opens."""
    token = whose.set(account_id)
    try:
        yield
    finally:
        whose.reset(token)


def encrypt(text: str) -> str:
    """`v1:` and base64 of nonce and ciphertext. Raises LookupError outside `secrets_of`."""
    nonce = secrets.token_bytes(NONCE)
    sealed = cipher().encrypt(nonce, text.encode(), associated_data())
    return f"{VERSION}:{b64encode(nonce + sealed).decode()}"


def decrypt(stored: str) -> str:
    """The text behind `encrypt`. Raises SecretUnreadable; never returns what it cannot prove."""
    version, _, body = stored.partition(":")
    if version != VERSION:
        raise SecretUnreadable("this secret was not written by Kachehri")
    try:
        sealed = b64decode(body, validate=True)
        return cipher().decrypt(sealed[:NONCE], sealed[NONCE:], associated_data()).decode()
    except (InvalidTag, ValueError) as problem:
        raise SecretUnreadable(
            f"a second factor's secret does not open with the key in {key_path()}"
        ) from problem


def associated_data() -> bytes:
    """What binds a secret to its account."""
    return f"kachehri second factor {VERSION} account {whose.get()}".encode()


def cipher() -> AESGCM:
    """The cipher under this installation's key."""
    return AESGCM(key_file(key_path(), lambda: AESGCM.generate_key(bit_length=256)))


def key_path() -> Path:
    """Where the key is kept, apart from the database and its backups."""
    return Path(settings.VAR) / "keys" / "second-factor"
