"""The text of a cell of a published table, and the number in it."""

import math
from decimal import Decimal, InvalidOperation

from .messages import gettext_noop

_ = gettext_noop

EMPTY = frozenset({"", "-", "–", "—", "na", "n/a", "nil", "null", "none", "..", "…"})
"""What stands in a cell without a number, in small letters."""

_LONGEST_QUOTE = 40


def plain(text: str) -> str:
    """A cell's text without outer and doubled spaces."""
    return " ".join(text.replace("\u00a0", " ").replace("\u200c", "").split())


def quote(text: str) -> str:
    """A piece of a file, short and without control characters, to show in a message."""
    shown = "".join(char if char.isprintable() else "·" for char in text)
    return shown if len(shown) <= _LONGEST_QUOTE else shown[:_LONGEST_QUOTE] + "…"


class Unreadable(ValueError):
    """A cell that holds no usable number: `key` is the message, `rule` says what is wrong."""

    def __init__(self, key: str, rule: str = "not-a-number") -> None:
        super().__init__(key)
        self.key = key
        self.rule = rule


def number(text: str) -> Decimal | None:
    """The number in a cell; None for an empty one.

    Thousands may be parted by commas, digits may be Eastern. Raises `Unreadable` for anything else.
    """
    text = plain(text)
    if text.casefold() in EMPTY:
        return None
    if text[0] in "=@" or text[:2] in {"+=", "-="}:
        raise Unreadable(_("%(text)s is a formula. Save the file with values only"), "formula")
    if text.startswith("#"):
        raise Unreadable(_("%(text)s is a spreadsheet's error, not a number"))
    tidy = text.replace("٬", ",").replace("٫", ".").rstrip("%").strip()
    if "," in tidy:
        tidy = _without_thousands(tidy)
    try:
        value = Decimal(tidy)
    except InvalidOperation:
        raise Unreadable(_("%(text)s is not a number")) from None
    if not value.is_finite() or not math.isfinite(float(value)):
        raise Unreadable(_("%(text)s is not a number"))
    return value


def _without_thousands(text: str) -> str:
    """Western (1,234,567) or South Asian (12,34,567) grouping; anything else is doubtful."""
    whole, _point, rest = text.partition(".")
    groups = whole.lstrip("+-").split(",")
    inner_fit = all(len(group) in {2, 3} for group in groups[1:-1])
    if not inner_fit or len(groups[-1]) != 3 or not 1 <= len(groups[0]) <= 3:
        raise Unreadable(_("%(text)s is not a number: the commas do not part thousands"))
    return whole.replace(",", "") + (f".{rest}" if rest else "")
