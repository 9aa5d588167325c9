"""The part of a report that says what changed since the edition before."""

from dataclasses import dataclass

from .parts import Part


@dataclass(frozen=True)
class SinceLast(Part):
    """What changed since the edition that was launched before this one.

    Figures, definitions, recommendations and chapters; at most `most` lines of each table, and the
    rest on the page that it leads to. `recommendation` is the kind of records that is followed,
    `status` the field that says how far one is, `closed` its choices that mean an end, and `due`
    the field with its day. `heading` stands above it where there is an edition to compare with.
    """

    most: int = 12
    heading: str = ""
    recommendation: str = "recommendation"
    status: str = "status"
    closed: tuple[str, ...] = ("done", "refused")
    due: str = "due"
