"""Which money of the budget is set beside which outcomes: functions of the chart of accounts."""

from kachehri.domains.evidence.kinds.pairs import SpendingPair

from .money import FUNCTIONS

_SECTORS = {
    "09": ("education",),
    "07": ("health", "food"),
    "06": ("water", "sanitation", "housing"),
    "10": ("protection", "disability"),
    "04": ("work", "energy", "infrastructure"),
    "05": ("disaster",),
    "08": ("youth",),
    "03": ("law", "conflict"),
}

PAIRS = tuple(
    SpendingPair("public-spending", "function", function, FUNCTIONS[function], sectors)
    for function, sectors in _SECTORS.items()
)
