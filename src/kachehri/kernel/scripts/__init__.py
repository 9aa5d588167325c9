"""Text in English, Urdu and Sindhi: finding it, putting it in order, its digits and direction.

    fold("ڏوڪري") == fold("ڈوکری")            the same place in Sindhi and Urdu is found by both
    sorted(names, key=lambda n: sort_key(n, "sd"))   the 52 letters of Sindhi in their order

Folding for search is coarse on purpose: to find too much is better than to find nothing. Sorting
keeps every letter apart. The tables and where they come from: docs/algorithms/scripts.md.
"""

from .digits import eastern_digits, western_digits
from .directions import direction
from .folding import fold, trigrams
from .sorting import sort_key

__all__ = ["direction", "eastern_digits", "fold", "sort_key", "trigrams", "western_digits"]
