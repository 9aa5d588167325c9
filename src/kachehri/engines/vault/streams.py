"""Large files sealed piece by piece: AES-256-GCM over pieces of a mebibyte, one at a time.

A sealed file is a prefix of 8 random bytes and the sealed pieces. The nonce of a piece is the
prefix and its number; what it is bound to says whether it is the last one. So no piece can be
changed, moved, taken out or added, and a file cannot end early, without being found out.
"""

import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kachehri.engines.ledger.keyfiles import sync_folder

from .keyring import NotSound

PIECE = 1 << 20
PREFIX = 8
TAG = 16


def seal_file(path: Path, key: bytes, pieces: Iterable[bytes], bound_to: str) -> int:
    """Write a sealed file, whole or not at all, on the disk before this returns; its plain size."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size = 0
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as file:
        try:
            prefix = secrets.token_bytes(PREFIX)
            file.write(prefix)
            for number, (piece, is_last) in enumerate(_marked(_even(pieces))):
                size += len(piece)
                bound = _bound(bound_to, number, is_last=is_last)
                file.write(AESGCM(key).encrypt(prefix + number.to_bytes(4), piece, bound))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(file.name).unlink()
            raise
    sync_folder(path.parent)
    return size


def open_file(path: Path, key: bytes, bound_to: str) -> Iterator[bytes]:
    """The pieces of a sealed file. Raises NotSound where a byte is not as it was written."""
    with path.open("rb") as file:
        prefix = file.read(PREFIX)
        sealed = iter(lambda: file.read(PIECE + TAG), b"")
        for number, (piece, is_last) in enumerate(_marked(sealed)):
            bound = _bound(bound_to, number, is_last=is_last)
            try:
                yield AESGCM(key).decrypt(prefix + number.to_bytes(4), piece, bound)
            except (InvalidTag, ValueError) as problem:
                raise NotSound(f"piece {number} does not open: {bound_to}") from problem


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of the same length, the last one shorter."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _marked(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece with whether it is the last one; an empty file is one empty piece."""
    before: bytes | None = None
    for piece in pieces:
        if before is not None:
            yield before, False
        before = piece
    yield before or b"", True


def _bound(bound_to: str, number: int, *, is_last: bool) -> bytes:
    return f"{bound_to}|{number}|{'end' if is_last else 'more'}|v1".encode()
