"""The secret of a matter, and digests that tell senders apart without keeping who they are."""

import hmac
import secrets
from hashlib import sha256

from kachehri.kernel.scripts import fold

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Thirty-two letters and digits that nobody mistakes for another: no l, 1, o or 0."""
LENGTH = 12


def new_secret() -> str:
    """A secret of sixty bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def normal_secret(text: str) -> str:
    """What somebody typed, as it was given: without spaces and dashes, in small letters."""
    return "".join(one for one in text.lower() if one.isascii() and one.isalnum())[:20]


def is_secret(typed: str, known: str) -> bool:
    """Whether a secret is the right one, in a time that does not tell how much of it is."""
    return bool(known) and hmac.compare_digest(normal_secret(typed).encode(), known.encode())


def digest(key: str, *parts: str | int) -> str:
    """A keyed digest: the same parts give the same one, and nobody reads them from it."""
    text = "\x1f".join(str(part) for part in parts)
    return hmac.new(key.encode(), text.encode("utf-8", "replace"), sha256).hexdigest()


def fingerprint(key: str, sender: str, kind: str, place_id: int, words: str) -> str:
    """What the same complaint of the same sender has in common; empty where nobody is known."""
    return digest(key, "intake", sender, kind, place_id, fold(words)) if sender else ""
