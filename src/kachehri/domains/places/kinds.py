"""The vocabulary of a place tree, which a pack fills in. Plain frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class PlaceKind:
    """One place of a pack's tree.

    `names` maps a language to a name, `sources` a language to where that name comes from: a
    language without a source is marked as our own transliteration, which nobody has reviewed.
    `pcode` is None where no source gives a code. `source` says where the place itself is known
    from. `tile` is (column, row) in the tile map of its parent's descendants.
    """

    key: str
    tier: str
    parent: str | None
    names: Mapping[str, str]
    sources: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    pcode: str | None = None
    tile: tuple[int, int] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True)
class LineageKind:
    """`successor` was made from `predecessor`: by a `split`, a `merge` or a `rename`."""

    predecessor: str
    successor: str
    kind: str
    source: str
    on: date | None = None
    verified: bool = False


@dataclass(frozen=True)
class Tree:
    """Places, parents first, and how they came to be."""

    places: tuple[PlaceKind, ...]
    lineage: tuple[LineageKind, ...] = ()
