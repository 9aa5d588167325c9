"""The words of a country's place names, which its pack makes known."""

from kachehri.kernel.likeness import PLAIN, Spelling

_known: list[Spelling] = []


def register(spelling: Spelling) -> None:
    """Use a pack's words from now on."""
    _known[:] = [spelling]


def spelling() -> Spelling:
    """The words in force; none where no pack has said any."""
    return _known[0] if _known else PLAIN
