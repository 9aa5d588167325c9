"""The seven sides of human security: what each asks, its sentences, headline figures, pictures."""

from kachehri.domains.reports.kinds import (
    ChapterKind,
    Difference,
    Extremes,
    FindingKind,
    Multiples,
    PartsChart,
    PartsMap,
    PartsTable,
    PeersAreaMap,
    Rank,
    Select,
    Stated,
    TableColumn,
)
from kachehri.kernel.messages import gettext_noop

from .dimensions import Dimension, chapter
from .findings import NO_KITCHEN, NO_TOILET, by_residence

_ = gettext_noop


def _over_years(*concepts: str) -> Multiples:
    """Small drawings of some shares of the district over the years, on one scale."""
    return Multiples(columns=tuple(Select(code) for code in concepts), over="columns")


def _said(sentence: str, **figures: str) -> FindingKind:
    """A sentence with figures of the district, by placeholder."""
    return Stated(sentence, {name: Select(code) for name, code in figures.items()})


ECONOMIC = Dimension(
    "economic",
    _("Economic security: work and income"),
    _(
        "People are secure when they can earn what a family needs, and when somebody stands by "
        "them in a bad year. This chapter asks who works, at what, who is poor, and who is "
        "protected."
    ),
    (
        "poverty-rate", "labour-force-15-64", "work-farming", "work-wage", "work-unpaid",
        "child-labour-10-17", "protected", "transport-nearby", "mobile-phone",
    ),
    ("work", "protection", "infrastructure"),
    (
        Difference(
            Select("labour-force-15-64", sex="male"),
            Select("labour-force-15-64", sex="female"),
            more=_(
                "In %(place)s %(first)s of men aged 15 to 64 work or look for work, and "
                "%(second)s of women: a gap of %(gap)s percentage points."
            ),
            less=_(
                "In %(place)s %(second)s of women aged 15 to 64 work or look for work, and "
                "%(first)s of men: a gap of %(gap)s percentage points."
            ),
            same=_("In %(place)s as many women as men work or look for work: %(first)s."),
        ),
        _said(
            _("Of children aged 10 to 17, %(children)s work."), children="child-labour-10-17"
        ),
    ),
    (
        Multiples(
            columns=(
                Select("poverty-rate"),
                TableColumn(
                    Select("labour-force-15-64", sex="female"), _("Women in the labour force")
                ),
                Select("child-labour-10-17"),
                Select("mobile-phone"),
            ),
            over="columns",
        ),
    ),
)  # fmt: skip

FOOD = Dimension(
    "food",
    _("Food security: enough to eat"),
    _(
        "Hunger is seen first in how children grow. This chapter asks who has enough to eat, how "
        "children grow, and what infants are given."
    ),
    (
        "stunted", "wasted", "underweight", "food-insecure", "food-insecure-severe",
        "breastfed-only", "women-underweight", "salt-iodised", "vitamin-a",
    ),
    ("food",),
    (
        _said(
            _(
                "%(stunted)s of children under 5 are too short for their age, and %(wasted)s too "
                "thin for their height."
            ),
            stunted="stunted",
            wasted="wasted",
        ),
        _said(
            _(
                "%(insecure)s of people are not sure of enough food, and %(severe)s often go "
                "without."
            ),
            insecure="food-insecure",
            severe="food-insecure-severe",
        ),
    ),
    (
        PeersAreaMap(
            Rank(
                Select("stunted"),
                _(
                    "With %(value)s of small children too short for their age, %(place)s stands "
                    "at place %(rank)s of %(count)s districts, counted from the best"
                ),
            ),
            select=Select("stunted"),
        ),
        _over_years("stunted", "wasted", "underweight", "breastfed-only"),
    ),
)  # fmt: skip

HEALTH = Dimension(
    "health",
    _("Health security: care, water and clean hands"),
    _(
        "Health begins with clean water and with a trained person at each birth. This chapter "
        "asks what care mothers and children get, what people drink, and who lives with a "
        "limitation."
    ),
    (
        "immunised-fully", "antenatal-care", "births-in-facility", "births-skilled",
        "postnatal-care", "diarrhoea-children", "lady-health-worker", "health-nearby",
        "functional-limitation", "water-improved", "water-inside", "soap",
    ),
    ("health", "water", "disability"),
    (
        _said(
            _(
                "%(births)s of births are in a health facility, and a lady health worker visited "
                "%(visited)s of mothers in pregnancy."
            ),
            births="births-in-facility",
            visited="lady-health-worker",
        ),
        _said(
            _(
                "%(improved)s of homes use a source of water that the census counts as improved; "
                "%(inside)s have it inside the home."
            ),
            improved="water-improved",
            inside="water-inside",
        ),
    ),
    (
        _over_years("births-in-facility", "immunised-fully", "antenatal-care",
                    "diarrhoea-children"),
        PartsMap(select=Select("water-tap")),
        PartsTable(
            _("Where homes in the talukas of %(place)s get their drinking water"),
            (
                TableColumn(Select("water-improved"), _("Improved source")),
                TableColumn(Select("water-tap"), _("Tap")),
                TableColumn(Select("water-motor"), _("Motor pump")),
                TableColumn(Select("water-well"), _("Well")),
                TableColumn(Select("water-filter"), _("Filtration plant")),
            ),
        ),
    ),
)  # fmt: skip

ENVIRONMENTAL = Dimension(
    "environmental",
    _("Environmental security: homes, toilets, energy, floods"),
    _(
        "The land, the river and the weather decide how safe a home is. This chapter asks what "
        "homes are built of, what they cook and light with, where waste goes, and what floods and "
        "heat have done."
    ),
    (
        "toilet-none", "toilet-flush", "light-electricity", "light-solar", "fuel-gas", "fuel-wood",
        "kitchen-none", "housing-kacha", "walls-improved", "crowded",
    ),
    ("disaster", "energy", "housing", "sanitation"),
    (
        NO_TOILET,
        _said(
            _(
                "%(grid)s of homes light with electricity from the grid and %(solar)s with solar "
                "panels."
            ),
            grid="light-electricity",
            solar="light-solar",
        ),
        _said(
            _("%(gas)s of homes cook with piped gas and %(wood)s with firewood."),
            gas="fuel-gas",
            wood="fuel-wood",
        ),
        NO_KITCHEN,
    ),
    (
        PartsChart(
            Extremes(
                Select("toilet-none"),
                _(
                    "Homes without a toilet are most common in %(high_place)s (%(high)s), and "
                    "least common in %(low_place)s (%(low)s)"
                ),
            ),
            _("The share of homes without a toilet, in villages and towns of each taluka."),
            _("Homes without a toilet, in villages and towns"),
            by_residence("toilet-none"),
        ),
        PartsMap(select=Select("housing-kacha")),
        PartsTable(
            _("Light, fuel and building of homes in the talukas of %(place)s"),
            (
                TableColumn(Select("light-electricity"), _("Electric light")),
                TableColumn(Select("light-solar"), _("Solar light")),
                TableColumn(Select("fuel-gas"), _("Piped gas")),
                TableColumn(Select("fuel-wood"), _("Firewood")),
                TableColumn(Select("kitchen-none"), _("No kitchen")),
                TableColumn(Select("housing-kacha"), _("Mud or straw")),
            ),
        ),
        _over_years("fuel-clean", "electricity-people", "walls-improved", "roof-improved"),
    ),
)  # fmt: skip

PERSONAL = Dimension(
    "personal",
    _("Personal security: free from violence"),
    _(
        "Nobody should have to fear being beaten, robbed, sold or married as a child. This chapter "
        "asks what is known of crime, of violence against women and children, and of early "
        "marriage. Schooling has a chapter of its own."
    ),
    ("married-before-15", "married-before-18", "age-at-marriage", "children-left-alone"),
    ("law", "conflict"),
    (
        _said(
            _("%(married)s of women aged 20 to 24 were married before 18."),
            married="married-before-18",
        ),
        _said(
            _(
                "%(alone)s of small children were left alone, or with another child, in the week "
                "before the survey."
            ),
            alone="children-left-alone",
        ),
        Rank(
            Select("married-before-18"),
            _(
                "With %(value)s of young women married before 18, %(place)s stands at place "
                "%(rank)s of %(count)s districts, counted from the best."
            ),
        ),
    ),
)

COMMUNITY = Dimension(
    "community",
    _("Community security: living together"),
    _(
        "A village is safe when its groups live together without fear, and when quarrels end "
        "without a gun. This chapter asks what is known of feuds, of quarrels over land and "
        "water, and of places where people meet."
    ),
    ("feuds", "water-disputes", "peace-committees", "sports-grounds"),
    ("conflict", "youth"),
)

POLITICAL = Dimension(
    "political",
    _("Political security: having a say"),
    _(
        "People are secure when the state knows them, hears them and answers. This chapter asks "
        "who is registered, who votes, whether offices answer, and whether seats and posts are "
        "filled."
    ),
    (
        "birth-registered",
        "identity-cards",
        "women-voters",
        "turnout",
        "matters-10000",
        "matters-in-time",
        "matters-relief",
        "received-badly",
    ),
    ("civic", "money"),
    (
        _said(
            _("The birth of %(registered)s of small children is registered."),
            registered="birth-registered",
        ),
        Rank(
            Select("birth-registered"),
            _(
                "With %(value)s of small children registered, %(place)s stands at place "
                "%(rank)s of %(count)s districts, counted from the best."
            ),
        ),
    ),
)

ALL_SEVEN = (ECONOMIC, FOOD, HEALTH, ENVIRONMENTAL, PERSONAL, COMMUNITY, POLITICAL)
CHAPTERS: tuple[ChapterKind, ...] = tuple(chapter(one) for one in ALL_SEVEN)

HEADLINES: tuple[str, ...] = (
    "literacy-10", "youth-literacy-15-24", "net-primary-6-10", "primary-completed-14-17",
    *dict.fromkeys(code for one in ALL_SEVEN for code in one.headlines),
)  # fmt: skip
"""The indicators that the report speaks of first."""
