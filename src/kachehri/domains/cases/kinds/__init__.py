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
from .checklists import (
    Checklist,
    ChecklistItem,
    checklists,
    find_checklist,
    register_checklist,
)

__all__ = [
    "CaseKind",
    "Category",
    "Checklist",
    "ChecklistItem",
    "Field",
    "Ground",
    "Letter",
    "Notice",
    "Outcome",
    "Remedy",
    "Rung",
    "checklists",
    "every",
    "find",
    "find_checklist",
    "get",
    "register",
    "register_checklist",
]
