"""By what a body is found."""

from collections.abc import Iterable

from kachehri.kernel.scripts import fold, trigrams


def found_by(names: Iterable[str], key: str) -> dict[str, str | list[str]]:
    """By what a body is found: its folded names, and their trigrams."""
    text = " ".join(dict.fromkeys([*map(fold, names), fold(key.replace("-", " "))]))[:400]
    return {"search_key": text, "trigrams": sorted(trigrams(text))}
