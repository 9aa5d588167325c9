"""Which public money is set beside which subject's outcomes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SpendingPair:
    """A value of a dimension of public money (`function`, `09`) and the sectors that it is for.

    `indicator` is the one that holds the money, broken down by `dimension` and by stage.
    """

    indicator: str
    dimension: str
    value: str
    label: str
    sectors: tuple[str, ...]
