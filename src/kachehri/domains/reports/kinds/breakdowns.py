"""A part for the groups of which a place is made: ages, languages, religions, limitations."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .parts import Part, Select


@dataclass(frozen=True)
class Breakdown(Part):
    """The groups of one dimension in the place itself, each with its share of `whole`.

    `groups` names the values of `dimension` that are shown, each by a message; without a figure a
    group is left out. They stand in this order, with `largest_first` by size. With `women` the
    women of each group stand beside it. A group of fewer than `least` is not shown, whoever
    publishes it; `note` says so, and why.
    """

    caption: str
    first: str
    whole: Select
    dimension: str
    groups: Mapping[str, str] = field(hash=False)
    heading: str
    women: str = ""
    largest_first: bool = True
    note: str = ""
    least: int = 0
    within: tuple[tuple[str, str], ...] = ()

    @property
    def selects(self) -> tuple[Select, ...]:
        """What the table asks for: each group, and its women."""
        sexes = ("", "female") if self.women else ("",)
        return tuple(self.select(code, sex) for code in self.groups for sex in sexes)

    def select(self, code: str, sex: str = "") -> Select:
        """The figure of one group."""
        others = (*self.within, (self.dimension, code))
        return Select(self.whole.concept, sex=sex, others=others)
