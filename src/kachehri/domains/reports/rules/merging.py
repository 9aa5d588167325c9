"""Two people changed one record at once: what can be put together, and what one has to choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Merged:
    """`content` has both changes where they do not meet; where they do it has mine.

    `conflicts` are the keys of the fields that both changed, each in another way.
    """

    content: Mapping[str, Any]
    conflicts: tuple[str, ...]


def merged(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Put two changes of one content together, field by field.

    A field that one alone changed takes that change; texts in several languages are put together
    language by language. What both changed alike is no conflict.
    """
    content: dict[str, Any] = {}
    conflicts: list[str] = []
    for key in dict.fromkeys((*base, *theirs, *mine)):
        value, is_conflict = _field(base.get(key), mine.get(key), theirs.get(key))
        if value is not None:
            content[key] = value
        if is_conflict:
            conflicts.append(key)
    return Merged(content, tuple(conflicts))


def _field(base: Any, mine: Any, theirs: Any) -> tuple[Any, bool]:
    if mine == theirs or theirs == base:
        return mine, False
    if mine == base:
        return theirs, False
    if all(isinstance(one, Mapping) for one in (mine, theirs)):
        inner = merged(base if isinstance(base, Mapping) else {}, mine, theirs)
        return dict(inner.content), bool(inner.conflicts)
    return mine, True
