"""Multidimensional poverty, as Alkire and Foster count it: see docs/algorithms/poverty.md."""

from kachehri.kernel.sampling import Estimate

from .estimating import GroupPoverty, Part, Poverty, Sample, estimate
from .measures import CUTS, Cut, Deprivation, Dimension, Measure

__all__ = [
    "CUTS",
    "Cut",
    "Deprivation",
    "Dimension",
    "Estimate",
    "GroupPoverty",
    "Measure",
    "Part",
    "Poverty",
    "Sample",
    "estimate",
]
