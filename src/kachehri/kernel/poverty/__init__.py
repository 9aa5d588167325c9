"""Multidimensional poverty, as Alkire and Foster count it: see docs/algorithms/poverty.md."""

from kachehri.kernel.sampling import Estimate

from .collecting import Columns, collect
from .estimating import GroupPoverty, Part, Poverty, Sample, estimate
from .measures import CUTS, Cut, Deprivation, Dimension, Measure, part

__all__ = [
    "CUTS",
    "Columns",
    "Cut",
    "Deprivation",
    "Dimension",
    "Estimate",
    "GroupPoverty",
    "Measure",
    "Part",
    "Poverty",
    "Sample",
    "collect",
    "estimate",
    "part",
]
