"""What can be wrong in a file: the rules of the quality report and their words."""

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

QUALITY_RULES = {
    "total-does-not-add-up": _("A total is not the sum of its parts"),
    "fraction-for-percent": _("A percentage is stored as a fraction"),
    "above-100": _("A percentage is above 100"),
    "below-zero": _("A figure is below zero"),
    "duplicate-key": _("The same figure stands there twice"),
    "duplicate-differs": _("The same figure stands there twice, with two values"),
    "name-damaged": _("A name is damaged"),
    "name-spelled": _("A name is spelled in another way"),
    "unit-mislabelled": _("A unit has the wrong name"),
    "vintage-does-not-join": _("Two years of the same place do not join"),
    "place-not-found": _("A place is not known"),
    "not-a-number": _("A cell holds no number"),
    "formula": _("A cell holds a formula"),
    "not-whole": _("A count is not a whole number"),
    "shifted-columns": _("Columns are shifted"),
    "missing-row": _("A row is missing"),
    "label-unknown": _("A label is not known"),
    "cut-off": _("The file is cut off"),
    "encoding": _("Letters are in another encoding"),
    "merged-header": _("The cells of the header are merged"),
    "not-carried": _("Left out on purpose"),
    "direction-wrong": _("More is called better where it is worse"),
    "withheld": _("A figure would say something about a few persons"),
    "file": _("The file as a whole"),
}
"""By the code that a finding carries."""
