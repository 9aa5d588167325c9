"""Do the totals of a published table add up?

Three identities: the sexes make all sexes, rural and urban make all, and the parts that the layout
names make their total. What does not add up is named. Which of the numbers is the wrong one cannot
be known, so all of them are set aside.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .crosstab import ALL, Key, Layout, Number, Problem
from .messages import gettext_noop

_ = gettext_noop


def key_of(number: Number) -> Key:
    """The place of a number in the table."""
    return number.place, number.item, number.sex, number.residence


@dataclass(frozen=True)
class Checked:
    """The numbers that contradict no other, those that do, and what was found about them."""

    kept: list[Number]
    doubtful: frozenset[Key]
    problems: list[Problem]


def check(
    layout: Layout, numbers: Iterable[Number], unreadable: frozenset[Key] = frozenset()
) -> Checked:
    """Try every identity of the table. One with an unreadable cell in it cannot be tried."""
    table = {key_of(number): number for number in numbers}
    doubtful: set[Key] = set()
    problems: list[Problem] = []
    for total, parts, message in _identities(layout, table):
        if not unreadable.isdisjoint(parts):
            continue
        wrong = _contradiction(layout, table, total, parts, message)
        if wrong is not None:
            problems.append(wrong)
            doubtful.update([total, *parts])
    kept = [number for key, number in table.items() if key not in doubtful]
    return Checked(kept, frozenset(doubtful), problems)


def _identities(layout: Layout, table: dict[Key, Number]) -> Iterator[tuple[Key, list[Key], str]]:
    """Every total with its parts, and the message for when they disagree."""
    sexes = _("%(total)s: the sexes make %(sum)s and all sexes are %(value)s. None was used")
    areas = _("%(total)s: rural and urban make %(sum)s and all areas are %(value)s. None was used")
    parts_say = _("%(total)s: its parts make %(sum)s and the total is %(value)s. None was used")
    split = {key[:3] for key in table if key[3] != ALL}
    rows = {key[:2] for key in table}
    for place, item, sex, residence in table:
        if item in layout.percents or item in layout.measures:
            continue
        key = (place, item, sex, residence)
        if sex == ALL and layout.part_sexes:
            yield key, [(place, item, part, residence) for part in layout.part_sexes], sexes
        if residence == ALL and key[:3] in split:
            yield key, [(place, item, sex, part) for part in ("rural", "urban")], areas
        for identity in layout.sums:
            lost = [part for part in identity.parts if (place, part) not in rows]
            if identity.total == item and not (layout.item_column and lost):
                yield key, [(place, part, sex, residence) for part in identity.parts], parts_say


def _contradiction(
    layout: Layout, table: dict[Key, Number], total: Key, parts: list[Key], message: str
) -> Problem | None:
    """An empty cell counts as nothing, as the census prints it; no part at all says nothing."""
    present = [table[part] for part in parts if part in table]
    whole = table[total]
    made = sum((number.value for number in present), Decimal(0))
    if not present or made == whole.value:
        return None
    names = {code: name for name, code in layout.items.items()}
    label = names.get(whole.item, whole.column)
    params = {"total": label, "sum": shown(made), "value": shown(whole.value)}
    rule = "total-does-not-add-up"
    return Problem("cell", whole.row, whole.column, message, params, rule=rule)


def shown(value: Decimal) -> str:
    """A number without noughts that say nothing."""
    return f"{value.normalize():f}"
