"""Which tier a column of a file is about, by its heading or by how its names end."""

from collections.abc import Iterable, Sequence

from kachehri.kernel.scripts import fold

ORDER = ("country", "province", "division", "district", "taluka")
"""Tiers in which names are sought, highest first."""

_HEADINGS = {
    "country": ("country", "admin0name en", "adm0 en"),
    "province": ("province", "prov", "region", "admin1name en", "adm1 en"),
    "division": ("division", "div"),
    "district": ("district", "distt", "dist", "admin2name en", "adm2 en"),
    "taluka": ("taluka", "tehsil", "taluqa", "tahsil", "admin3name en", "adm3 en"),
}
_ENDINGS = {
    "division": ("division", "div"),
    "district": ("district", "distt", "agency"),
    "taluka": ("taluka", "tehsil", "taluqa", "sub division", "sub tehsil"),
}


def tier_of_heading(heading: str) -> str:
    """The tier that a column's heading names; empty if none."""
    words = fold(heading)
    for tier, known in _HEADINGS.items():
        if words in known or words.removesuffix(" name") in known:
            return tier
    return ""


def tier_of_name(name: str) -> str:
    """The tier that a name ends with (Larkana Taluka); empty if none."""
    words = fold(name)
    for tier, known in reversed(_ENDINGS.items()):
        if any(words.endswith(f" {word}") for word in known):
            return tier
    return ""


def tier_of_column(heading: str, names: Iterable[str]) -> str:
    """The tier of a column by its heading, else by the ending of most of its names."""
    if tier := tier_of_heading(heading):
        return tier
    said = [tier_of_name(name) for name in names]
    best = max(ORDER, key=said.count, default="")
    return best if said and said.count(best) * 2 > len(said) else ""


def columns_above(header: Sequence[str], tier: str) -> tuple[tuple[int, str], ...]:
    """The columns of higher tiers than one, highest first: (index, tier), one of each tier.

    Divisions are drawn anew every few years, and a file has those of its own time: they count only
    where no province or district is named.
    """
    found: dict[str, int] = {}
    for index, heading in enumerate(header):
        named = tier_of_heading(heading)
        if named in ORDER[: ORDER.index(tier) if tier in ORDER else 0]:
            found.setdefault(named, index)
    if "province" in found or "district" in found:
        found.pop("division", None)
    return tuple((found[one], one) for one in ORDER if one in found)
