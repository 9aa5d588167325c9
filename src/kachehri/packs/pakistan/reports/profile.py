"""The district profile: two printed pages about a district."""

from kachehri.domains.reports.kinds import (
    Changes,
    ChapterKind,
    Difference,
    Extremes,
    KeyFigure,
    KeyFigures,
    PartsTable,
    Rank,
    ReportKind,
    Says,
    Select,
    Stated,
    TableColumn,
)
from kachehri.domains.reports.kinds.published import CardFinding
from kachehri.kernel.messages import gettext_noop

from .closing import CLOSING
from .security.seven import HEADLINES

_ = gettext_noop

NUMBERS = KeyFigures(
    (
        KeyFigure(Select("population"), _("people live in the district")),
        KeyFigure(Select("urban-share"), _("of them live in towns")),
        KeyFigure(Select("household-size"), _("people in an average home")),
        KeyFigure(Select("literacy-10"), _("of people aged 10 and older can read and write")),
        KeyFigure(Select("out-of-school"), _("children aged 5 to 16 are out of school")),
        KeyFigure(Select("water-improved"), _("of homes use an improved source of water")),
        KeyFigure(Select("toilet-none"), _("of homes have no toilet")),
        KeyFigure(Select("immunised-fully"), _("of small children are fully immunised")),
    )
)

FINDINGS = Says(
    (
        Stated(
            _(
                "%(women)s of the people of %(place)s are women and girls. For every square "
                "kilometre of land there are %(density)s people."
            ),
            {"women": Select("female-share"), "density": Select("population-density")},
        ),
        Difference(
            Select("literacy-10", sex="male"),
            Select("literacy-10", sex="female"),
            more=_(
                "%(first)s of men and boys can read and write, and %(second)s of women and girls: "
                "a gap of %(gap)s percentage points."
            ),
            less=_(
                "%(second)s of women and girls can read and write, and %(first)s of men and boys: "
                "a gap of %(gap)s percentage points."
            ),
            same=_("As many women and girls as men and boys can read and write: %(first)s."),
        ),
        Rank(
            Select("literacy-10"),
            _(
                "In reading and writing %(place)s stands at place %(rank)s of the %(count)s "
                "districts of %(province)s, counted from the best."
            ),
        ),
        Extremes(
            Select("toilet-none"),
            _(
                "Homes without a toilet are most common in %(high_place)s (%(high)s) and least "
                "common in %(low_place)s (%(low)s)."
            ),
        ),
        Extremes(
            Select("light-electricity"),
            _(
                "Electric light reaches most homes in %(high_place)s (%(high)s) and fewest in "
                "%(low_place)s (%(low)s)."
            ),
        ),
    ),
    listed=True,
)

TALUKAS = PartsTable(
    _("The talukas of %(place)s at a glance"),
    (
        TableColumn(Select("population"), _("People")),
        TableColumn(Select("urban-share"), _("In towns")),
        TableColumn(Select("literacy-10", sex="female"), _("Women and girls who read")),
        TableColumn(Select("water-improved"), _("Improved water")),
        TableColumn(Select("toilet-none"), _("No toilet")),
    ),
)

PROFILE_KIND = ReportKind(
    key="profile",
    name=_("District profile"),
    title=_("%(place)s at a glance"),
    subtitle=_("A profile of %(place)s district, %(province)s, on two pages"),
    tier="district",
    within="province",
    whole=_("%(place)s district"),
    part=_("%(place)s taluka"),
    front=(NUMBERS,),
    chapters=(
        ChapterKind("people", _("People and homes"), (FINDINGS, TALUKAS)),
        ChapterKind(
            "changes", _("What has changed"), (Changes(codes=HEADLINES, clear=True, most=5),)
        ),
        ChapterKind("not-published", _("What is not published"), (CardFinding("money"),)),
    ),
    colophon=CLOSING,
    brief=True,
)
"""Two pages about a district."""
