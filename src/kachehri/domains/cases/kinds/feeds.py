"""Which figures matters give to evidence: a measure, its indicator, and how it is broken down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kachehri.domains.evidence.kinds import AnyRecipe

Measure: TypeAlias = Literal[
    "opened", "in-time", "days", "silent", "relief", "confirmed", "contested", "badly", "unasked"
]
"""What is counted of the matters of a year:

- opened: matters for each 10,000 people
- in-time: of those that were answered or whose time has passed, the share answered within it
- days: days from opening to the answer, the middle one
- silent: of those whose time has passed, the share without any answer
- relief: of those that an office closed, the share in which it says that all was done
- confirmed: of those of which the citizen was asked, the share in which the citizen says so
- contested: of those that an office closed, the share that the citizen contested
- badly: of those who said how they were received, the share who were received badly
- unasked: of those who were asked how it went, the share who did not answer
"""


@dataclass(frozen=True)
class Feed:
    """One measure becomes one indicator. `perception`: what people say, not what records say."""

    measure: Measure
    indicator: str
    perception: bool = False


@dataclass(frozen=True)
class FeedKind:
    """All feeds of a pack: the kinds of matters that count, and what *badly received* means.

    `recipe` reads the compact table by which figures come into evidence.

    `dims` are the breakdowns besides the sex, one at a time, with the values that are declared for
    them: channel, matter_language, disability, matter_sector.
    """

    recipe: AnyRecipe
    kinds: tuple[str, ...]
    feeds: tuple[Feed, ...]
    dims: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    badly: frozenset[str] = frozenset()


_known: list[FeedKind] = []


def register_feeds(kind: FeedKind) -> None:
    """Make a pack's feeds known. Saying it twice changes nothing."""
    if kind not in _known:
        _known.append(kind)


def feeds() -> tuple[FeedKind, ...]:
    """The feeds of all packs."""
    return tuple(_known)
