"""Clocks: by when an office must answer, under which law, and why that is the day.

`reckon` turns a rule, a moment of filing, a calendar and what happened since into a due
time and the steps that led to it. Pages, commands, the API and jobs all ask this one function.
How it counts: docs/algorithms/clocks.md.
"""

from .explaining import limit_code
from .kinds import (
    BASES,
    UNITS,
    Basis,
    Citation,
    ClockRule,
    Extension,
    FirstDay,
    Happening,
    Limit,
    Pause,
    Reckoning,
    Stage,
    Step,
    Unit,
)
from .reckoning import reckon
from .walking import KARACHI, after, due, local

__all__ = [
    "BASES",
    "KARACHI",
    "UNITS",
    "Basis",
    "Citation",
    "ClockRule",
    "Extension",
    "FirstDay",
    "Happening",
    "Limit",
    "Pause",
    "Reckoning",
    "Stage",
    "Step",
    "Unit",
    "after",
    "due",
    "limit_code",
    "local",
    "reckon",
]
