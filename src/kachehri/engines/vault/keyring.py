"""A key for each record, by number: files of keys under `VAR/keys/`, outside the database.

A ring is a folder of blocks. A block is a file of 65,536 keys of 32 bytes, made at once and flushed
to the disk before the first of them is used: to take a key costs no write. To destroy one is to
write zeros over it and to note its number in the ring's list of destroyed keys, which a restored
copy of an older block is held against. Who holds copies of the rings: docs/adr/0205.
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from kachehri.engines.ledger.keyfiles import key_file, sync_folder

LENGTH = 32
BLOCK = 65_536
NONCE = 12
_GONE = bytes(LENGTH)


class KeyDestroyed(LookupError):
    """The key of this number was destroyed: what it sealed is erased, in every copy."""


class NotSound(ValueError):
    """The sealed bytes, or what they are bound to, were changed."""


class Ring:
    """Keys of one sort of record, by the record's number (0 and up)."""

    def __init__(self, name: str) -> None:
        self.folder = Path(settings.VAR) / "keys" / "rings" / name

    def key(self, number: int) -> bytes:
        """The 32 bytes of a number; its block is made at first need. Raises KeyDestroyed."""
        with self._block(number).open("rb", buffering=0) as block:
            block.seek(number % BLOCK * LENGTH)
            found = block.read(LENGTH)
        if len(found) != LENGTH or found == _GONE or number in self._destroyed():
            raise KeyDestroyed(number)
        return found

    def keys(self, numbers: Sequence[int]) -> Iterator[bytes | None]:
        """The keys of many numbers, in their order; None for a destroyed one."""
        gone = self._destroyed()
        held, block = -1, b""
        for number in numbers:
            if number // BLOCK != held:
                held, block = number // BLOCK, self._block(number).read_bytes()
            at = number % BLOCK * LENGTH
            found = block[at : at + LENGTH]
            is_gone = len(found) != LENGTH or found == _GONE or number in gone
            yield None if is_gone else found

    def is_destroyed(self, number: int) -> bool:
        """Whether what the key of this number sealed is erased."""
        try:
            self.key(number)
        except KeyDestroyed:
            return True
        return False

    def open_many(
        self, sealed: Sequence[tuple[int, bytes, bytes]], bound_to: str
    ) -> Iterator[bytes | None]:
        """What lies in (number, nonce, sealed bytes), in their order; None for what is erased.

        Raises NotSound where a byte was changed.
        """
        keys = self.keys([number for number, _, _ in sealed])
        for (number, nonce, content), key in zip(sealed, keys, strict=True):
            yield None if key is None else _opened(key, number, nonce, content, bound_to)

    def seal(self, number: int, content: bytes, bound_to: str) -> tuple[bytes, bytes]:
        """AES-256-GCM: (nonce, sealed bytes), bound to the number and to `bound_to`."""
        nonce = secrets.token_bytes(NONCE)
        return nonce, AESGCM(self.key(number)).encrypt(nonce, content, _bound(number, bound_to))

    def open(self, number: int, nonce: bytes, sealed: bytes, bound_to: str) -> bytes:
        """What was sealed. Raises KeyDestroyed, or NotSound where a byte was changed."""
        return _opened(self.key(number), number, nonce, sealed, bound_to)

    def destroy(self, numbers: Iterable[int]) -> None:
        """Destroy keys for ever; on the disk before this returns. Twice changes nothing.

        The list is written first: after a crash between the two a key counts as destroyed.
        """
        wanted = sorted(set(numbers))
        if not wanted:
            return
        self._note(wanted)
        for number in wanted:
            self._overwrite(number)

    def _overwrite(self, number: int) -> None:
        handle = os.open(self._block(number), os.O_WRONLY)
        try:
            os.pwrite(handle, _GONE, number % BLOCK * LENGTH)
            os.fsync(handle)
        finally:
            os.close(handle)

    def _note(self, numbers: list[int]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / "destroyed"
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, "".join(f"{number}\n" for number in numbers).encode())
            os.fsync(handle)
        finally:
            os.close(handle)
        sync_folder(self.folder)

    def _destroyed(self) -> frozenset[int]:
        path = self.folder / "destroyed"
        try:
            facts = path.stat()
        except FileNotFoundError:
            return frozenset()
        return _listed(path, facts.st_mtime_ns, facts.st_size)

    def _block(self, number: int) -> Path:
        if number < 0:
            raise ValueError(f"no key has the number {number}")
        path = self.folder / f"{number // BLOCK:08d}"
        if not path.exists():
            key_file(path, lambda: secrets.token_bytes(BLOCK * LENGTH))
        return path


def _opened(key: bytes, number: int, nonce: bytes, sealed: bytes, bound_to: str) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, sealed, _bound(number, bound_to))
    except InvalidTag as problem:
        raise NotSound(f"number {number} does not open: {bound_to}") from problem


def _bound(number: int, bound_to: str) -> bytes:
    return f"{number}|{bound_to}|v1".encode()


@lru_cache(maxsize=16)
def _listed(path: Path, changed: int, size: int) -> frozenset[int]:
    """The numbers in a list, read again when the file changed."""
    return frozenset(int(line) for line in path.read_text("ascii").split())
