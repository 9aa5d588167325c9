"""The only door to places: frozen read-models, and finding a place by its name."""

from .facts import PlaceFact, facts
from .lineage import LineageView, SameArea, lineage, neighbours, same_area
from .matching import Finder, Guess, Match, finder
from .searching import search
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
    tree,
)
from .views import NameView, PlaceView, in_order
from .within import lying_in, mark

__all__ = [
    "Family",
    "Finder",
    "Guess",
    "LineageView",
    "Match",
    "NameView",
    "PlaceFact",
    "PlaceView",
    "SameArea",
    "ancestors",
    "by_code",
    "by_ids",
    "by_key",
    "by_pcode",
    "children",
    "facts",
    "family",
    "finder",
    "in_order",
    "lies_in",
    "lineage",
    "lying_in",
    "mark",
    "neighbours",
    "same_area",
    "search",
    "tree",
]
