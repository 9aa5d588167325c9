"""How a reader checks a finding of the quality report by hand, rule by rule."""

from django.utils.translation import gettext

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

BY_HAND = {
    "total-does-not-add-up": _("Add the parts of that row up with a calculator, and compare."),
    "fraction-for-percent": _(
        "Look at the column: its figures lie between 0 and 1. Times 100 they are like the others."
    ),
    "above-100": _("Look at the cell: no share can be more than 100."),
    "below-zero": _("Look at the cell: fewer than none cannot be counted."),
    "duplicate-key": _("Search the file for the place and the year: the row stands there twice."),
    "duplicate-differs": _(
        "Search the file for the place and the year, and compare the values of both rows."
    ),
    "name-damaged": _("Compare the name in the cell with the list of places."),
    "unit-mislabelled": _("Compare the size of the figures with the unit that the column names."),
    "vintage-does-not-join": _("Compare the two years row by row: see what the message names."),
    "place-not-found": _("Search the list of places for the name in the cell."),
    "not-a-number": _("Look at the cell: it holds letters or signs."),
    "formula": _("Open the file with a spreadsheet and click on the cell."),
    "not-whole": _("Look at the cell: people are counted in whole numbers."),
    "shifted-columns": _("Compare the row with the row above: the figures stand a column aside."),
}
OTHER = _("Open the file at that row and column, and compare with what the message says.")


def by_hand(rule: str) -> str:
    """The sentence for a rule, translated."""
    return gettext(BY_HAND.get(rule, OTHER))
