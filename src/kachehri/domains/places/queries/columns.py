"""Joining a whole column of names to places: the tier found out, the columns above used."""

from collections.abc import Sequence
from dataclasses import dataclass

from kachehri.domains.places.rules.columns import ORDER, columns_above, tier_of_column, tier_of_name

from .matching import Finder, Match, finder
from .views import PlaceView


@dataclass(frozen=True)
class ColumnMatch:
    """One row of a file with the place that its name means. `above` is where it was sought."""

    line: int
    name: str
    tier: str
    match: Match
    above: PlaceView | None


def match_column(
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    column: int,
    *,
    within: PlaceView | None = None,
    tier: str = "",
) -> tuple[ColumnMatch, ...]:
    """The place of each row by the name in a column. `rows` are (line, cells).

    The tier is as told, else by the column's heading, else by the ending of the names, else the one
    in which most names of the column are found. Columns of higher tiers narrow the search down.
    """
    names = [cells[column].strip() if column < len(cells) else "" for _line, cells in rows]
    known = finder()
    tier = tier or tier_of_column(header[column], names) or _most_found(known, names, within)
    above = columns_above(header, tier)
    found = []
    for (line, cells), name in zip(rows, names, strict=True):
        around = _around(known, [(cells[at], up) for at, up in above if at < len(cells)], within)
        one = tier or tier_of_name(name)
        match = known.match(one, name, around)
        if match.place is None and around is not None and around.tier == "division":
            match = known.match(one, name, within)
        found.append(ColumnMatch(line, name, one, match, around))
    return tuple(found)


def _most_found(known: Finder, names: Sequence[str], within: PlaceView | None) -> str:
    """The tier in which the most names are found; of equals the higher one."""
    low = ORDER.index(within.tier) + 1 if within and within.tier in ORDER else 0
    tiers = ORDER[low:] or ORDER
    different = set(names)
    counts = {
        tier: sum(known.match(tier, name, within).place is not None for name in different)
        for tier in tiers
    }
    return max(tiers, key=lambda tier: counts[tier])


def _around(
    known: Finder, chain: Sequence[tuple[str, str]], within: PlaceView | None
) -> PlaceView | None:
    """The lowest place that the columns above surely name, at least `within`."""
    around = within
    for name, tier in chain:
        if not name.strip():
            continue
        place = known.match(tier, name, around).place
        if place is None and around is not None and tier == "district":
            # A division of old, a district of today: seek it in the whole of what was asked for.
            place = known.match(tier, name, within).place
        around = place or around
    return around
