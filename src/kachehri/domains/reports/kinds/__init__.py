"""What a report is and what a team writes down for it: the vocabulary that a pack fills in.

A report kind is chapters, a chapter is parts, and a part says what it shows and in which words.
Nothing here computes: `rules` does.
"""

from .parts import (
    Change,
    DefinitionsList,
    Difference,
    Extremes,
    FindingKind,
    Heading,
    KeyFigure,
    KeyFigures,
    Missing,
    Notice,
    Part,
    PartsChart,
    PartsTable,
    PeersMap,
    Points,
    Rank,
    Says,
    Select,
    Stated,
    TableColumn,
    Words,
    YearsChart,
)
from .report import FORMATS, ChapterKind, Format, ReportKind, every, find, register

__all__ = [
    "FORMATS",
    "Change",
    "ChapterKind",
    "DefinitionsList",
    "Difference",
    "Extremes",
    "FindingKind",
    "Format",
    "Heading",
    "KeyFigure",
    "KeyFigures",
    "Missing",
    "Notice",
    "Part",
    "PartsChart",
    "PartsTable",
    "PeersMap",
    "Points",
    "Rank",
    "ReportKind",
    "Says",
    "Select",
    "Stated",
    "TableColumn",
    "Words",
    "YearsChart",
    "every",
    "find",
    "register",
]
