"""Opening sealed words: turns, names, sounds, knowledge. Erased ones are None, wherever they lie.

Each has a key of its own in a ring outside the database (`engines.vault.keyring`). Whoever calls
has asked the rule before: a talk's page asks `rules.voices.MAY_READ_WORDS`, a public page opens
only what was approved.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

from kachehri.engines.vault.keyring import KeyDestroyed, Ring

TURNS, NAMES, SOUNDS, KNOWLEDGE = "voices", "voices-people", "voices-sounds", "voices-knowledge"
WORDS = "words"
Stored: TypeAlias = bytes | memoryview | None
"""What a column of bytes holds."""


def ring(name: str) -> Ring:
    """The keys of turns, names, sounds or knowledge, by number."""
    return Ring(name)


def opened(name: str, number: int, nonce: Stored, content: Stored, what: str = WORDS) -> str | None:
    """The text that was sealed, or None where it was erased: here, or only its key."""
    if nonce is None or content is None:
        return None
    try:
        return ring(name).open(number, bytes(nonce), bytes(content), what).decode()
    except KeyDestroyed:
        return None


def sealed(name: str, number: int, text: str, what: str = WORDS) -> tuple[bytes, bytes]:
    """A text under the key of its number: (nonce, sealed bytes)."""
    return ring(name).seal(number, text.encode(), what)


def packed(name: str, number: int, content: Any) -> tuple[bytes, bytes]:
    """Plain data under the key of its number."""
    import msgspec  # noqa: PLC0415  (when it is used)

    return ring(name).seal(number, msgspec.msgpack.encode(content), WORDS)


def unpacked(name: str, number: int, nonce: Stored, content: Stored) -> Any:
    """The plain data that were sealed, or None where they were erased."""
    import msgspec  # noqa: PLC0415  (when it is used)

    if nonce is None or content is None:
        return None
    try:
        return msgspec.msgpack.decode(ring(name).open(number, bytes(nonce), bytes(content), WORDS))
    except KeyDestroyed:
        return None


def words_of(rows: Sequence[tuple[int, Stored, Stored]]) -> dict[int, str | None]:
    """The words of many turns at once, by number: rows of (number, nonce, content)."""
    kept = [
        (number, bytes(nonce), bytes(content))
        for number, nonce, content in rows
        if nonce is not None and content is not None
    ]
    found = ring(TURNS).open_many(kept, WORDS)
    texts = {
        number: None if text is None else text.decode()
        for (number, _nonce, _content), text in zip(kept, found, strict=True)
    }
    return {number: texts.get(number) for number, _nonce, _content in rows}
