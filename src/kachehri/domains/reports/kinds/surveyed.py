"""Parts that print surveys of our own: the answers, and in the annex how people were asked."""

from dataclasses import dataclass

from .parts import Part


@dataclass(frozen=True)
class SurveyFigures(Part):
    """What people answered about a dimension, with interval and number; nothing where none asked.

    `without` leaves sectors out; `heading` stands above.
    """

    dimension: str = ""
    sectors: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class Surveys(Part):
    """Each survey: who was asked, how they were chosen and weighed, and every figure."""
