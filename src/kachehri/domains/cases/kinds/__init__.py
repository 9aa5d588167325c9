"""The vocabulary of matters with a clock, which a pack fills in."""

from .case_kinds import (
    CaseKind,
    Category,
    Field,
    Ground,
    Letter,
    Notice,
    Outcome,
    Remedy,
    Rung,
    every,
    find,
    get,
    register,
)

__all__ = [
    "CaseKind",
    "Category",
    "Field",
    "Ground",
    "Letter",
    "Notice",
    "Outcome",
    "Remedy",
    "Rung",
    "every",
    "find",
    "get",
    "register",
]
