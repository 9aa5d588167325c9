"""What is not shown of small groups: the pack's list, and the one place where it is applied.

Every figure passes `released` before it is written, whatever file or sum it comes from. So nothing
that is withheld is in the database, and no page, file, report or chart can show it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from kachehri.domains.evidence.kinds import Figure, Withheld

from .dimensions import dim_key

SHARES = frozenset({"percent"})
"""Units in which a rounded figure says nothing about one person."""

_list: list[Withheld] = []


def register(entries: Iterable[Withheld]) -> None:
    """Add a pack's list. Saying it twice changes nothing."""
    _list.extend(entry for entry in entries if entry not in _list)


def known() -> tuple[Withheld, ...]:
    """The list, for whoever has to say what is not shown and why."""
    return tuple(_list)


def is_withheld(
    *, indicator: str, unit: str, sex: str, tier: str, dims: Collection[str] = ()
) -> bool:
    """Whether such a figure is never shown at a place of this tier. Unknown tiers are the lowest.

    `dims` are the names of further breakdowns. For a page that has to say why a cell is empty.
    """
    return any(
        _is_about(entry, indicator)
        or not entry.dims.isdisjoint(dims)
        or (sex in entry.sexes and (unit not in SHARES or sex not in entry.rounded))
        for entry in _list
        if tier not in entry.shown_at
    )


class Gate:
    """What every figure passes before it is written. `units` are those of the indicators.

    Whether a figure is carried hangs on its indicator, its breakdown and the tier of its place, and
    is found out once for each.
    """

    def __init__(self, units: Mapping[str, str]) -> None:
        self.units = units
        self.known: dict[tuple[str, str, str], _Answer] = {}

    def released(self, figure: Figure, key: str, tier: str) -> Figure | None:
        """The figure as it may be kept, or None. `key` is the canonical form of its dimensions."""
        about = (figure.indicator, key, tier)
        answer = self.known.get(about)
        if answer is None:
            answer = self.known[about] = self._answer(figure, tier)
        if answer.kept:
            return figure
        return None if answer.least is None else _rounded(figure, answer.least)

    def _answer(self, figure: Figure, tier: str) -> "_Answer":
        code, sex = figure.indicator, figure.dims.get("sex", "")
        unit = self.units.get(code, "")
        if is_withheld(indicator=code, unit=unit, sex=sex, tier=tier, dims=figure.dims.keys()):
            return _Answer(kept=False)
        held = [entry for entry in _list if tier not in entry.shown_at and sex in entry.rounded]
        if not held:
            return _Answer(kept=True)
        return _Answer(kept=False, least=max(entry.least for entry in held))


@dataclass(frozen=True)
class _Answer:
    """Kept as it is, rounded where at least so many stand behind it, or left out (`least` None)."""

    kept: bool
    least: int | None = None


def released(
    made: Iterable[Figure], tiers: Mapping[str, str], units: Mapping[str, str]
) -> list[Figure]:
    """The figures as they may be kept. `tiers` by code of place, `units` by indicator."""
    gate = Gate(units)
    found = (gate.released(one, dim_key(one.dims), tiers.get(one.place, "")) for one in made)
    return [one for one in found if one is not None]


def _rounded(figure: Figure, least: int) -> Figure | None:
    """A share without its counts and its digits; None where it is made from too few.

    Or from nobody knows how many: a share as printed. One that was made here and has lost its
    counts has passed this gate before.
    """
    if figure.denominator:
        if Decimal(figure.denominator) < least:
            return None
    elif figure.derivation == "published":
        return None
    value = f"{round_share(Decimal(figure.value)).normalize():f}" if figure.value else ""
    return replace(
        figure,
        value=value,
        numerator="",
        denominator="",
        standard_error="",
        ci_low="",
        ci_high="",
        sample="",
    )


def round_share(value: Decimal) -> Decimal:
    """A share to one decimal: what is carried where the counts behind it are not."""
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _is_about(entry: Withheld, indicator: str) -> bool:
    code = indicator.casefold().replace("_", "-")
    return not entry.topics.isdisjoint(code.split("-")) or any(
        code == known or code.startswith(f"{known}-") for known in entry.indicators
    )
