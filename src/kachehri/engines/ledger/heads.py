"""Signed tree heads: what they say, how they are signed, and the keys (Ed25519)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from .keyfiles import key_file
from .leaves import moment, timestamp

PublicKeys = Mapping[str, Ed25519PublicKey]
"""Public keys by their id."""


class HeadUnreadable(ValueError):
    """A line or a key that does not hold what it should."""


@dataclass(frozen=True)
class SignedHead:
    """The root over the first `size` leaves at one moment, signed."""

    size: int
    root: bytes
    at: datetime
    key_id: str
    signature: bytes

    def line(self) -> str:
        """One line of the heads file, with its end."""
        return json.dumps(self.statement() | {"signature": self.signature.hex()}) + "\n"

    def statement(self) -> dict[str, int | str]:
        """What is signed."""
        return {
            "size": self.size,
            "root": self.root.hex(),
            "at": timestamp(self.at),
            "key": self.key_id,
        }

    def signed_bytes(self) -> bytes:
        """The statement as bytes, marked so that no other signed text can be taken for a head."""
        text = json.dumps(self.statement(), sort_keys=True, separators=(",", ":"))
        return b"kachehri tree head v1\n" + text.encode()

    def is_signed_by(self, keys: PublicKeys) -> bool:
        """Whether one of these keys signed exactly this."""
        key = keys.get(self.key_id)
        if key is None:
            return False
        try:
            key.verify(self.signature, self.signed_bytes())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class KeptHead:
    """A head and where it was found: `line 3` of a file, or the database."""

    where: str
    head: SignedHead


def read_line(line: str) -> SignedHead:
    """The head in one line. Raises HeadUnreadable."""
    try:
        values = json.loads(line)
        return SignedHead(
            size=int(values["size"]),
            root=bytes.fromhex(values["root"]),
            at=moment(values["at"]),
            key_id=str(values["key"]),
            signature=bytes.fromhex(values["signature"]),
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise HeadUnreadable("this line is not a signed tree head") from problem


def sign(*, size: int, root: bytes, at: datetime, key: Ed25519PrivateKey) -> SignedHead:
    """A head with its signature."""
    draft = SignedHead(size, root, at, key_id(key.public_key()), b"")
    return SignedHead(size, root, at, draft.key_id, key.sign(draft.signed_bytes()))


def key_id(key: Ed25519PublicKey) -> str:
    """Sixteen hex digits that name a key: the start of the SHA-256 of its 32 bytes."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]


def signing_key(var: Path) -> Ed25519PrivateKey:
    """The key of this installation, made at first need; its public half goes beside the heads."""
    pem = key_file(var / "keys" / "ledger-ed25519", new_key)
    key = load_pem_private_key(pem, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise HeadUnreadable("keys/ledger-ed25519 does not hold an Ed25519 key")
    public = key.public_key()
    key_file(
        var / "heads" / f"key-{key_id(public)}.pem",
        lambda: public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )
    return key


def new_key() -> bytes:
    """A new private key as PEM."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_keys(files: Iterable[Path]) -> PublicKeys:
    """The keys in these PEM files. Raises OSError or HeadUnreadable."""
    found = {}
    for path in files:
        try:
            key = load_pem_public_key(path.read_bytes())
        except ValueError as problem:
            raise HeadUnreadable(f"{path} does not hold a public key") from problem
        if not isinstance(key, Ed25519PublicKey):
            raise HeadUnreadable(f"{path} does not hold an Ed25519 key")
        found[key_id(key)] = key
    return found
