"""Findings and columns that several chapters of the report use."""

from kachehri.domains.reports.kinds import (
    Difference,
    Extremes,
    Rank,
    Select,
    Stated,
    TableColumn,
)
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

WOMEN, MEN = _("Women and girls"), _("Men and boys")
RURAL, URBAN = _("Villages"), _("Towns")


def by_sex(concept: str) -> tuple[TableColumn, ...]:
    """Women first, so that they keep their colour where men are not counted."""
    return (
        TableColumn(Select(concept, sex="female"), WOMEN),
        TableColumn(Select(concept, sex="male"), MEN),
    )


def by_residence(concept: str) -> tuple[TableColumn, ...]:
    """Villages and towns beside each other."""
    return (
        TableColumn(Select(concept, residence="rural"), RURAL),
        TableColumn(Select(concept, residence="urban"), URBAN),
    )


LITERACY_GAP = Difference(
    Select("literacy-10", sex="male"),
    Select("literacy-10", sex="female"),
    more=_(
        "In %(place)s %(first)s of men and boys aged 10 and older can read and write, and "
        "%(second)s of women and girls: a gap of %(gap)s percentage points."
    ),
    less=_(
        "In %(place)s %(second)s of women and girls aged 10 and older can read and write, and "
        "%(first)s of men and boys: a gap of %(gap)s percentage points."
    ),
    same=_(
        "In %(place)s as many women and girls as men and boys aged 10 and older can read and "
        "write: %(first)s."
    ),
)
LITERACY_EXTREMES = Extremes(
    Select("literacy-10"),
    _(
        "More people can read and write in %(high_place)s (%(high)s) than in any other taluka, "
        "and fewest in %(low_place)s (%(low)s)."
    ),
)
NO_TOILET = Difference(
    Select("toilet-none", residence="rural"),
    Select("toilet-none", residence="urban"),
    more=_(
        "In the villages of %(place)s %(first)s of homes have no toilet, in the towns %(second)s."
    ),
    less=_(
        "In the towns of %(place)s %(second)s of homes have no toilet, in the villages %(first)s."
    ),
    same=_("In towns and villages of %(place)s alike, %(first)s of homes have no toilet."),
)
NO_KITCHEN = Extremes(
    Select("kitchen-none"),
    _(
        "Homes without a kitchen are most common in %(high_place)s (%(high)s) and least common in "
        "%(low_place)s (%(low)s)."
    ),
)
PEOPLE = Stated(
    _("%(people)s people live in %(place)s district, %(urban)s of them in towns."),
    {"people": Select("population"), "urban": Select("urban-share")},
)
LITERACY_RANK = Rank(
    Select("literacy-10"),
    _(
        "With %(value)s of people aged 10 and older who can read and write, %(place)s stands at "
        "place %(rank)s of the %(count)s districts of %(province)s, counted from the best."
    ),
)
