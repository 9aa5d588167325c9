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
    after: date | None = None


@dataclass(frozen=True)
class Tree:
    """Places, parents first, and how they came to be."""

    places: tuple[PlaceKind, ...]
    lineage: tuple[LineageKind, ...] = ()


@dataclass(frozen=True)
class SchemeKind:
    """A way to divide the land beside the administrative one: `kind` is `census`,
    `local-government`, `revenue` or `programme`; `vintage` says of when it is.
    """

    code: str
    kind: str
    label: str
    vintage: str
    source: str
    licence: str = ""


@dataclass(frozen=True)
class BoundaryRecipe:
    """Administrative areas by P-code: GeoJSON, lists of names and of points, or a workbook.

    `tiers` name the levels from the country (0) down. `published` are the columns of a level with
    `{n}` for its number. `aliases` are further spellings by P-code, with `alias_source`.
    """

    code: str
    label: str
    source: str
    licence: str
    vintage: str
    tiers: tuple[str, ...]
    prefix: str
    pcode_column: str = "admin{n}Pcode"
    name_column: str = "admin{n}Name_en"
    alias_columns: tuple[str, ...] = (
        "admin{n}RefName",
        "admin{n}AltName1_en",
        "admin{n}AltName2_en",
    )
    ended_column: str = "validTo"
    point_columns: tuple[str, str] = ("POINT_X", "POINT_Y")
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alias_source: str = ""


@dataclass(frozen=True)
class DivisionRecipe:
    """The tier between two others, from a folder: a topology, folds (lineage) and neighbours.

    Each file is found by its name. `layer` and `below` are layers of the topology: the new tier and
    the one that is put under it.
    """

    code: str
    label: str
    source: str
    licence: str
    vintage: str
    topology: str
    layer: str
    layer_tier: str
    layer_word: str
    below: str
    below_tier: str
    top_tier: str
    folds: str
    neighbours: str


@dataclass(frozen=True)
class ListRecipe:
    """Places of a scheme from a table: columns of the places above, and that of the name.

    `above` are (column, tier), highest first. `blanks` begin names that stand for none.
    """

    code: str
    label: str
    scheme: SchemeKind
    tier: str
    above: tuple[tuple[str, str], ...]
    column: str
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlockRecipe:
    """Coded census blocks and the named circles around them.

    `circles` are (column, tier, ((words at the start of the name, tier), …)), outermost first: a
    name with these words is of that tier instead. `counts` are columns that must hold a number.
    """

    code: str
    label: str
    scheme: SchemeKind
    above: tuple[tuple[str, str], ...]
    circles: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    block_column: str
    block_tier: str
    counts: tuple[str, ...] = ()


PlaceRecipe = BoundaryRecipe | DivisionRecipe | ListRecipe | BlockRecipe


@dataclass(frozen=True)
class Draft:
    """A place on its way in from a file. `row` is the line or feature where it stands.

    `parent` and `pcode` are P-codes. `shape` is None where the file draws none. `point` is
    (longitude, latitude).
    """

    tier: str
    name: str
    pcode: str
    parent: str | None
    file: str
    row: int
    aliases: tuple[str, ...] = ()
    valid_to: date | None = None
    shape: "DraftShape | None" = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class DraftShape:
    """An outline and its sketch (WKB), a point inside, and the number of its corners."""

    outline: bytes = field(repr=False)
    sketch: bytes = field(repr=False)
    point: tuple[float, float] = (0.0, 0.0)
    points: int = 0


@dataclass(frozen=True)
class SeenName:
    """A name in a file that no place has. `within` is a place id, None for anywhere.

    `guesses` are (place id, score, reason), best first.
    """

    text: str
    tier: str
    within: int | None
    seen_in: str
    rows: int = 1
    guesses: tuple[tuple[int, float, str], ...] = ()
