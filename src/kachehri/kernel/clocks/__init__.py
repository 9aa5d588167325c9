"""Clocks: by when an office must answer, under which law, and why that is the day.

`reckon` (CLOCK) turns a rule, a moment of filing, a calendar and what happened since into a due
time and the steps that led to it. Pages, commands, the API and jobs all ask this one function.
"""

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
    Step,
    Unit,
)

__all__ = [
    "BASES",
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
    "Step",
    "Unit",
]
