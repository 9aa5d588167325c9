"""The only door to places: frozen read-models, and finding a place by its name."""

from .areas import areas_at
from .columns import ColumnMatch, match_column
from .facts import PlaceFact, facts
from .lineage import LineageView, SameArea, lineage, neighbours, same_area
from .matching import Finder, Guess, Match, finder
from .review import (
    AliasView,
    UnmatchedGuess,
    UnmatchedView,
    aliases,
    unmatched,
    unmatched_count,
    unmatched_one,
)
from .schemes import SchemeView, in_scheme, keys_of_scheme, schemes
from .searching import search
from .sketching import Sketches, SketchShape, sketches
from .trees import (
    Family,
    ancestors,
    by_code,
    by_ids,
    by_key,
    by_pcode,
    children,
    family,
    lies_in,
    one_tree,
    tree,
)
from .views import NameView, PlaceView, in_order
from .within import lying_in, mark, page_of

__all__ = [
    "AliasView",
    "ColumnMatch",
    "Family",
    "Finder",
    "Guess",
    "LineageView",
    "Match",
    "NameView",
    "PlaceFact",
    "PlaceView",
    "SameArea",
    "SchemeView",
    "SketchShape",
    "Sketches",
    "UnmatchedGuess",
    "UnmatchedView",
    "aliases",
    "ancestors",
    "areas_at",
    "by_code",
    "by_ids",
    "by_key",
    "by_pcode",
    "children",
    "facts",
    "family",
    "finder",
    "in_order",
    "in_scheme",
    "keys_of_scheme",
    "lies_in",
    "lineage",
    "lying_in",
    "mark",
    "match_column",
    "neighbours",
    "one_tree",
    "page_of",
    "same_area",
    "schemes",
    "search",
    "sketches",
    "tree",
    "unmatched",
    "unmatched_count",
    "unmatched_one",
]
