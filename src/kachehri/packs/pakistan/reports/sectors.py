"""The sector brief: a few pages on one subject in a district, one kind for each sector."""

from collections.abc import Mapping

from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.reports.kinds import (
    Changes,
    ChapterKind,
    Extremes,
    Gaps,
    KeyFigure,
    KeyFigures,
    MetaSheets,
    Part,
    PartsChart,
    PartsTable,
    PeersMap,
    PeopleAndRecords,
    Rank,
    ReportKind,
    Select,
    Situation,
    Spending,
    TableColumn,
    Unpublished,
    Words,
)
from kachehri.kernel.messages import gettext_noop

from .closing import CLOSING

_ = gettext_noop

TITLES: Mapping[str, str] = {
    "people": _("The people of %(place)s"),
    "education": _("Education in %(place)s"),
    "health": _("Health in %(place)s"),
    "water": _("Drinking water in %(place)s"),
    "sanitation": _("Toilets and washing in %(place)s"),
    "energy": _("Light and cooking in %(place)s"),
    "housing": _("Homes in %(place)s"),
    "disability": _("Disability in %(place)s"),
    "work": _("Work and income in %(place)s"),
    "food": _("Food in %(place)s"),
    "protection": _("Social protection in %(place)s"),
    "infrastructure": _("Roads and telephones in %(place)s"),
    "youth": _("Young people in %(place)s"),
    "law": _("Law and order in %(place)s"),
    "conflict": _("Local practices and conflict in %(place)s"),
    "disaster": _("Environment and disaster in %(place)s"),
    "civic": _("Civic and political life in %(place)s"),
    "money": _("Public money and the local state in %(place)s"),
}

LEADING: Mapping[str, tuple[TableColumn, ...]] = {
    "people": (
        TableColumn(Select("population"), _("People")),
        TableColumn(Select("urban-share"), _("In towns")),
        TableColumn(Select("household-size"), _("People in a home")),
        TableColumn(Select("population-density"), _("People a square kilometre")),
    ),
    "education": (
        TableColumn(Select("literacy-10"), _("Can read and write")),
        TableColumn(Select("literacy-10", sex="female"), _("Women and girls")),
        TableColumn(Select("literacy-10", sex="male"), _("Men and boys")),
        TableColumn(Select("never-attended-5-16"), _("Never went to school")),
    ),
    "water": (
        TableColumn(Select("water-improved"), _("Improved water")),
        TableColumn(Select("water-inside"), _("Water inside the home")),
        TableColumn(Select("water-tap"), _("Tap water")),
        TableColumn(Select("water-motor"), _("Motor pump")),
    ),
    "sanitation": (
        TableColumn(Select("toilet-none"), _("No toilet")),
        TableColumn(Select("toilet-flush"), _("Flush toilet")),
        TableColumn(Select("toilet-none", residence="rural"), _("No toilet, villages")),
        TableColumn(Select("toilet-none", residence="urban"), _("No toilet, towns")),
    ),
    "energy": (
        TableColumn(Select("light-electricity"), _("Electric light")),
        TableColumn(Select("light-solar"), _("Light of the sun")),
        TableColumn(Select("fuel-gas"), _("Gas for cooking")),
        TableColumn(Select("fuel-wood"), _("Wood for cooking")),
    ),
    "housing": (
        TableColumn(Select("housing-kacha"), _("Mud houses")),
        TableColumn(Select("kitchen-none"), _("No kitchen")),
    ),
    "disability": (
        TableColumn(Select("functional-limitation"), _("All")),
        TableColumn(Select("functional-limitation", sex="female"), _("Women and girls")),
    ),
}  # fmt: skip
"""The figures that stand taluka by taluka. A sector without any has no such chapter."""

MAPPED: Mapping[str, tuple[Select, str, str, tuple[int, ...]]] = {
    "education": (
        Select("literacy-10"),
        _(
            "In literacy %(place)s stands at place %(rank)s of the %(count)s districts of "
            "%(province)s"
        ),
        _("People aged 10 and older who can read and write, by district"),
        (30, 40, 50, 60, 70),
    ),
    "water": (
        Select("water-improved"),
        _(
            "In improved water %(place)s stands at place %(rank)s of the %(count)s districts of "
            "%(province)s"
        ),
        _("Homes with an improved source of water, by district"),
        (50, 60, 70, 80, 90),
    ),
    "sanitation": (
        Select("toilet-none"),
        _(
            "In toilets %(place)s stands at place %(rank)s of the %(count)s districts of "
            "%(province)s, counted from the best"
        ),
        _("Homes without a toilet, by district"),
        (5, 10, 20, 30, 40),
    ),
    "energy": (
        Select("light-electricity"),
        _(
            "In electric light %(place)s stands at place %(rank)s of the %(count)s districts of "
            "%(province)s"
        ),
        _("Homes with electric light, by district"),
        (40, 50, 60, 70, 80),
    ),
}
"""The figure of a sector that is set beside those of the other districts."""

HIGHEST = _("Highest in %(high_place)s (%(high)s), lowest in %(low_place)s (%(low)s)")


def sector_brief(code: str) -> ReportKind:
    """The brief on one sector."""
    return ReportKind(
        key=f"sector-{code}",
        name=SECTORS[code],
        title=TITLES[code],
        subtitle=_("A brief on one subject, from published figures of %(place)s district"),
        tier="district",
        within="province",
        whole=_("%(place)s district"),
        part=_("%(place)s taluka"),
        front=leading_numbers(code),
        chapters=(
            ChapterKind("situation", _("How things stand"), (Situation(sectors=(code,)),)),
            *by_taluka(code),
            ChapterKind(
                "changes",
                _("What has changed"),
                (
                    Changes(sectors=(code,), most=12),
                    Gaps(sectors=(code,), most=6),
                    PeopleAndRecords(sectors=(code,), heading=_("What people say"), quiet=True),
                    Spending(
                        sectors=(code,), outcomes=False, heading=_("What is spent"), quiet=True
                    ),
                ),
            ),
            ChapterKind("missing", _("What is missing"), (Unpublished(sectors=(code,), most=40),)),
            ChapterKind("definitions", _("What each figure means"), (MetaSheets(sectors=(code,)),)),
        ),
        colophon=CLOSING,
        family=FAMILY,
        brief=True,
    )


FAMILY = _("Sector briefs")


def leading_numbers(code: str) -> tuple[Part, ...]:
    """The leading figures, large."""
    columns = LEADING.get(code, ())
    numbers = tuple(KeyFigure(column.select, column.label) for column in columns)
    return (KeyFigures(numbers),) if numbers else ()


def by_taluka(code: str) -> tuple[ChapterKind, ...]:
    """The chapter that goes from taluka to taluka, where there is anything to say."""
    columns = LEADING.get(code, ())
    if not columns:
        return ()
    table = PartsTable(_("The talukas of %(place)s"), columns)
    chart = PartsChart(
        Extremes(columns[0].select, HIGHEST),
        _("The first figure of the table below, for each taluka of %(place)s."),
        _("The talukas of %(place)s, first figure"),
        columns[:1],
    )
    return (ChapterKind("talukas", _("Taluka by taluka"), (table, chart, *beside_districts(code))),)


def beside_districts(code: str) -> tuple[Part, ...]:
    """The map of the province's districts."""
    if code not in MAPPED:
        return (Words(_("For other districts of %(province)s, see the comparison of districts.")),)
    select, title, caption, limits = MAPPED[code]
    described = _("One figure of this subject in each district of %(province)s.")
    return (PeersMap(Rank(select, title), described, caption, select, limits),)


SECTOR_BRIEFS = tuple(sector_brief(code) for code in TITLES)
"""One brief for each sector."""
