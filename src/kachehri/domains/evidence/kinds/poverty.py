"""Declared measures of multidimensional poverty, and the indicators that hold their figures."""

from dataclasses import dataclass

from kachehri.kernel.poverty import Measure


@dataclass(frozen=True)
class PovertyMeasure:
    """A measure and where its figures go: the headcount and the intensity, in percent.

    `version` is the number of the definition of both indicators that stands for this measure.
    """

    measure: Measure
    headcount: str
    intensity: str
    version: int
