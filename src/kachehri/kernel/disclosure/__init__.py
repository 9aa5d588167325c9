"""What may be published of small counts, and a proof that the rest cannot be worked out.

How and why: `docs/algorithms/disclosure.md`.
"""

from .auditing import Audit, Narrow, audit
from .cells import MOST, Cell, Group, Rule, Sum, TooLarge, cube, pieces
from .suppressing import DERIVED, FREE, SMALL, Protection, protect

__all__ = [
    "DERIVED",
    "FREE",
    "MOST",
    "SMALL",
    "Audit",
    "Cell",
    "Group",
    "Narrow",
    "Protection",
    "Rule",
    "Sum",
    "TooLarge",
    "audit",
    "cube",
    "pieces",
    "protect",
]
