"""The comparison of districts: about a province, its districts as rows."""

from kachehri.domains.reports.kinds import (
    ChapterKind,
    DefinitionsList,
    Extremes,
    Notice,
    PeersMap,
    Points,
    ReportKind,
    Says,
    Select,
    TableColumn,
    Words,
)
from kachehri.domains.reports.kinds.published import RankedParts
from kachehri.kernel.messages import gettext_noop

from .closing import CLOSING

_ = gettext_noop

WOMEN, MEN = _("Women and girls"), _("Men and boys")

READS = Extremes(
    Select("literacy-10"),
    _(
        "More people can read and write in %(high_place)s (%(high)s) than in any other district, "
        "and fewest in %(low_place)s (%(low)s)."
    ),
)
NO_TOILET = Extremes(
    Select("toilet-none"),
    _(
        "Homes without a toilet are most common in %(high_place)s (%(high)s) and least common in "
        "%(low_place)s (%(low)s)."
    ),
)
LIGHT = Extremes(
    Select("light-electricity"),
    _(
        "Electric light reaches most homes in %(high_place)s (%(high)s) and fewest in "
        "%(low_place)s (%(low)s)."
    ),
)

HOW = ChapterKind(
    "how",
    _("How to compare"),
    (
        Points(
            (
                _("Districts stand in the order of the alphabet. No list here is a league table."),
                _(
                    "A place among the others stands only behind shares that can be better or "
                    "worse. A count, such as of people, only says which district is larger."
                ),
                _("Only figures of the same source and year stand in one column."),
                _("A district without a figure keeps its row, and the row says so."),
            )
        ),
        Notice(
            _("Limits to keep in mind"),
            (
                _("Two districts a point or two apart are alike: do not make news of it."),
                _("A district is no village: inside each, places differ more than districts do."),
            ),
        ),
    ),
)

PEOPLE = ChapterKind(
    "people",
    _("People"),
    (
        RankedParts(
            _("People and homes in the districts of %(place)s"),
            (
                TableColumn(Select("population"), _("People")),
                TableColumn(Select("household-size"), _("People in a home")),
                TableColumn(Select("population-growth"), _("Growth in a year")),
            ),
        ),
    ),
)

LEARNING = ChapterKind(
    "learning",
    _("Reading, writing and school"),
    (
        Says((READS,), main=True),
        PeersMap(
            Extremes(
                Select("literacy-10"),
                _("Who can read and write: most in %(high_place)s, fewest in %(low_place)s"),
            ),
            _("Literacy of people aged 10 and older in each district of %(place)s."),
            _("People aged 10 and older who can read and write, by district"),
            Select("literacy-10"),
            (30, 40, 50, 60, 70),
        ),
        RankedParts(
            _("Reading and writing in the districts of %(place)s"),
            (
                TableColumn(Select("literacy-10"), _("All")),
                TableColumn(Select("literacy-10", sex="female"), WOMEN),
                TableColumn(Select("literacy-10", sex="male"), MEN),
                TableColumn(Select("never-attended-5-16"), _("Never went to school")),
            ),
        ),
    ),
)

HOMES = ChapterKind(
    "homes",
    _("Water, toilets and light"),
    (
        Says((NO_TOILET, LIGHT), listed=True),
        PeersMap(
            Extremes(
                Select("toilet-none"),
                _("Homes without a toilet: most in %(high_place)s, fewest in %(low_place)s"),
            ),
            _("The share of homes without a toilet in each district of %(place)s."),
            _("Homes without a toilet, by district"),
            Select("toilet-none"),
            (5, 10, 20, 30, 40),
        ),
        RankedParts(
            _("Water, toilets and light in the districts of %(place)s"),
            (
                TableColumn(Select("water-improved"), _("Improved water")),
                TableColumn(Select("water-tap"), _("Tap water")),
                TableColumn(Select("toilet-none"), _("No toilet")),
                TableColumn(Select("light-electricity"), _("Electric light")),
            ),
        ),
    ),
)

ABLE = ChapterKind(
    "able",
    _("People who find it hard to see, hear, walk or care for themselves"),
    (
        Words(_("The census asked every home. Those who need help are counted where they live.")),
        RankedParts(
            _("People with a limitation in the districts of %(place)s"),
            (
                TableColumn(Select("functional-limitation"), _("All")),
                TableColumn(Select("functional-limitation", sex="female"), WOMEN),
            ),
        ),
    ),
)

COMPARISON = ReportKind(
    key="comparison",
    name=_("Comparison of districts"),
    title=_("The districts of %(place)s compared"),
    subtitle=_("Figures of the same source and year, district by district"),
    tier="province",
    within="country",
    whole=_("All %(place)s"),
    part=_("%(place)s district"),
    front=(Says((READS, NO_TOILET, LIGHT), listed=True),),
    chapters=(
        HOW,
        PEOPLE,
        LEARNING,
        HOMES,
        ABLE,
        ChapterKind("definitions", _("What each figure means"), (DefinitionsList(),)),
    ),
    colophon=CLOSING,
    parts="district",
    brief=True,
)
"""The districts of a province side by side."""
