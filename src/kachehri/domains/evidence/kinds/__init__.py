"""The vocabulary that a pack fills in: indicators, sources, measures and recipes.

Plain frozen dataclasses.
"""

from .cards import Card, Entry, Line, Section
from .figures import (
    COMPACT_COLUMNS,
    COMPACT_EXTRA,
    DERIVATIONS,
    METHODS,
    RESIDENCE,
    RESIDENCES,
    SEX,
    SEXES,
    STATUSES,
    Dimension,
    Figure,
)
from .indicators import DIMENSIONS, FACETS, SECTORS, UNITS, Indicator, Version
from .packs import EvidencePack, Quotient, Withheld
from .quality import QUALITY_RULES
from .recipes import (
    AnyRecipe,
    Batch,
    BlockTable,
    CompactRecipe,
    Count,
    Counts,
    Measure,
    OneRecipe,
    OwnReader,
    Part,
    Period,
    Printed,
    Ratio,
    Recipe,
    RecipeFamily,
)
from .sources import PRIMARY, SECONDARY, SOURCE_KINDS, SourceKind

__all__ = [
    "COMPACT_COLUMNS",
    "COMPACT_EXTRA",
    "DERIVATIONS",
    "DIMENSIONS",
    "FACETS",
    "METHODS",
    "PRIMARY",
    "QUALITY_RULES",
    "RESIDENCE",
    "RESIDENCES",
    "SECONDARY",
    "SECTORS",
    "SEX",
    "SEXES",
    "SOURCE_KINDS",
    "STATUSES",
    "UNITS",
    "AnyRecipe",
    "Batch",
    "BlockTable",
    "Card",
    "CompactRecipe",
    "Count",
    "Counts",
    "Dimension",
    "Entry",
    "EvidencePack",
    "Figure",
    "Indicator",
    "Line",
    "Measure",
    "OneRecipe",
    "OwnReader",
    "Part",
    "Period",
    "Printed",
    "Quotient",
    "Ratio",
    "Recipe",
    "RecipeFamily",
    "Section",
    "SourceKind",
    "Version",
    "Withheld",
]
