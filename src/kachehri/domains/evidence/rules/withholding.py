"""What is not shown of small groups: the pack's list, and the one place where it is applied.

Every figure passes `released` before it is written, whatever file or sum it comes from. So nothing
that is withheld is in the database, and no page, file, report or chart can show it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from kachehri.domains.evidence.kinds import Figure, Withheld

SHARES = frozenset({"percent"})
"""Units in which a rounded figure says nothing about one person."""

_list: list[Withheld] = []


def register(entries: Iterable[Withheld]) -> None:
    """Add a pack's list. Saying it twice changes nothing."""
    _list.extend(entry for entry in entries if entry not in _list)


def is_withheld(*, indicator: str, unit: str, sex: str, tier: str) -> bool:
    """Whether such a figure is never shown at a place of this tier. Unknown tiers are the lowest.

    For a page that has to say why a cell is empty.
    """
    return any(
        _is_about(entry, indicator) or (sex in entry.sexes and unit not in SHARES)
        for entry in _list
        if tier not in entry.shown_at
    )


def released(
    made: Iterable[Figure], tiers: Mapping[str, str], units: Mapping[str, str]
) -> list[Figure]:
    """The figures as they may be kept. `tiers` by code of place, `units` by indicator."""
    found = (_released(one, tiers.get(one.place, ""), units.get(one.indicator, "")) for one in made)
    return [one for one in found if one is not None]


def _released(figure: Figure, tier: str, unit: str) -> Figure | None:
    if is_withheld(indicator=figure.indicator, unit=unit, sex=figure.sex, tier=tier):
        return None
    if not any(tier not in entry.shown_at and figure.sex in entry.sexes for entry in _list):
        return figure
    value = f"{round_share(Decimal(figure.value)).normalize():f}" if figure.value else ""
    return replace(figure, value=value, numerator="", denominator="")


def round_share(value: Decimal) -> Decimal:
    """A share to one decimal: what is carried where the counts behind it are not."""
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _is_about(entry: Withheld, indicator: str) -> bool:
    return not entry.topics.isdisjoint(indicator.casefold().replace("_", "-").split("-"))
