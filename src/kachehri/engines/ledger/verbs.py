"""What a recorded verb says to a person, and the list of those that this program knows.

Whoever records a verb declares its words beside its actions, as `VERBS`, and registers them in
`AppConfig.ready`; the page of the log finds them here. A test of tests/architecture fails for a
verb that is recorded without words.
"""

from collections.abc import Mapping
from typing import Any

_known: dict[str, Any] = {}


def register(words: Mapping[str, Any]) -> None:
    """Make verbs known with their words (lazy texts). Other words for a known one: ValueError."""
    for verb, text in words.items():
        if _known.setdefault(verb, text) is not text:
            raise ValueError(f"The verb {verb!r} has two wordings.")


def words_of(verb: str) -> str:
    """What was done, in the reader's language; the verb itself where an older program wrote it."""
    return str(_known.get(verb, verb))


def names() -> tuple[str, ...]:
    """Every verb that has words, in order."""
    return tuple(sorted(_known))
