"""Whether two matters are about the same thing: same place, same category, similar words."""

from kachehri.kernel.scripts import trigrams

ALIKE = 0.35
"""From this share on, two matters are shown to a person as perhaps the same."""


def alike(one: str, other: str) -> float:
    """The share of trigrams that two texts have in common, from 0 to 1."""
    left, right = trigrams(one), trigrams(other)
    both = len(left | right)
    return len(left & right) / both if both else 0.0
