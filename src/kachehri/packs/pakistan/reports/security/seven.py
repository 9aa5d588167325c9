"""The seven sides of human security: what each asks, its headline figures, its charts and maps."""

from kachehri.domains.reports.kinds import (
    Change,
    ChapterKind,
    Extremes,
    PartsChart,
    PartsTable,
    PeersMap,
    Rank,
    Select,
    TableColumn,
    YearsChart,
)
from kachehri.kernel.messages import gettext_noop

from .dimensions import Dimension, chapter, codes
from .findings import by_residence, by_sex

_ = gettext_noop

ECONOMIC = Dimension(
    "economic",
    _("Economic security: work and income"),
    _(
        "People are secure when they can earn what a family needs, and when somebody stands by "
        "them in a bad year. This chapter asks who works, at what, who is poor, and who is "
        "protected."
    ),
    (
        "poverty-rate", "labour-force-15-64", "work-farming", "work-industry", "work-services",
        "work-wage", "work-unpaid", "child-labour-10-17", "protected", "transport-nearby",
        "mobile-phone",
    ),
    ("work", "protection", "infrastructure"),
    (
        YearsChart(
            Change(
                Select("poverty-rate"),
                up=_("Poor people: from %(first)s (%(first_year)s) up to %(last)s (%(last_year)s)"),
                down=_(
                    "Poor people: from %(first)s (%(first_year)s) down to %(last)s (%(last_year)s)"
                ),
                same=_("Poor people: %(first)s in %(first_year)s and in %(last_year)s"),
                with_points=False,
            ),
            _("The estimated share of poor people in %(place)s, round by round."),
            _("Estimated share of people below the poverty line, in percent"),
            (TableColumn(Select("poverty-rate"), _("Poor people")),),
        ),
        YearsChart(
            Change(
                Select("labour-force-15-64", sex="female"),
                up=_(
                    "Women who work or look for work: from %(first)s (%(first_year)s) up to "
                    "%(last)s (%(last_year)s)"
                ),
                down=_(
                    "Women who work or look for work: from %(first)s (%(first_year)s) down to "
                    "%(last)s (%(last_year)s)"
                ),
                same=_(
                    "Women who work or look for work: %(first)s in %(first_year)s and in "
                    "%(last_year)s"
                ),
                with_points=False,
            ),
            _("Women and men aged 15 to 64 who work or look for work, round by round."),
            _("People aged 15 to 64 who work or look for work, in percent"),
            by_sex("labour-force-15-64"),
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
        "breastfed-only", "breastfed-first-hour", "women-underweight", "teens-underweight",
        "salt-iodised", "vitamin-a",
    ),
    ("food",),
    (
        PeersMap(
            Rank(
                Select("stunted"),
                _(
                    "With %(value)s of small children too short for their age, %(place)s stands "
                    "at place %(rank)s of %(count)s districts, counted from the best"
                ),
            ),
            _("The share of children under 5 who are too short for their age, by district."),
            _("Children under 5 too short for their age, in the districts of %(province)s"),
            Select("stunted"),
            (30, 40, 50, 60),
        ),
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
        "postnatal-care", "diarrhoea-children", "diarrhoea-ors", "lady-health-worker",
        "health-nearby", "functional-limitation", "water-improved", "water-inside", "soap",
    ),
    ("health", "water", "disability"),
    (
        YearsChart(
            Change(
                Select("births-in-facility"),
                up=_(
                    "Births in a health facility: from %(first)s (%(first_year)s) up to %(last)s "
                    "(%(last_year)s)"
                ),
                down=_(
                    "Births in a health facility: from %(first)s (%(first_year)s) down to %(last)s "
                    "(%(last_year)s)"
                ),
                same=_(
                    "Births in a health facility: %(first)s in %(first_year)s and in %(last_year)s"
                ),
                with_points=False,
            ),
            _("Children fully immunised and births in a health facility, survey by survey."),
            _("Care for mothers and children in %(place)s, in percent"),
            (
                TableColumn(Select("births-in-facility"), _("Births in a health facility")),
                TableColumn(Select("immunised-fully"), _("Children fully immunised")),
            ),
        ),
        PartsChart(
            Extremes(
                Select("water-inside"),
                _(
                    "Water comes from inside the home most often in %(high_place)s (%(high)s), "
                    "and least often in %(low_place)s (%(low)s)"
                ),
            ),
            _("The share of homes with drinking water inside, for each taluka of %(place)s."),
            _("Homes with drinking water inside, by taluka"),
            (TableColumn(Select("water-inside"), _("Inside the home")),),
        ),
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
        "toilet-none", "toilet-flush", "open-defecation", "light-electricity", "light-solar",
        "fuel-gas", "fuel-wood", "kitchen-none", "housing-kacha", "walls-improved",
        "roof-improved", "crowded",
    ),
    ("disaster", "energy", "housing", "sanitation"),
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
        PartsChart(
            Extremes(
                Select("fuel-wood"),
                _(
                    "Most homes cook with firewood in %(high_place)s (%(high)s), and fewest in "
                    "%(low_place)s (%(low)s)"
                ),
            ),
            _("The share of homes that cook with firewood, for each taluka of %(place)s."),
            _("Homes that cook with firewood, by taluka"),
            (TableColumn(Select("fuel-wood"), _("Firewood")),),
        ),
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
    (
        "married-before-15",
        "married-before-18",
        "age-at-marriage",
        "children-left-alone",
        "child-labour-10-17",
    ),
    ("law", "conflict"),
    (
        PeersMap(
            Rank(
                Select("married-before-18"),
                _(
                    "With %(value)s of young women married before 18, %(place)s stands at place "
                    "%(rank)s of %(count)s districts, counted from the best"
                ),
            ),
            _("The share of women aged 20 to 24 who were married before 18, by district."),
            _("Women aged 20 to 24 married before 18, in the districts of %(province)s"),
            Select("married-before-18"),
            (10, 20, 30, 40),
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
        "birth-registered", "identity-cards", "voters", "women-voters", "turnout",
        "women-turnout", "requests-answered", "complaints-answered", "open-hearings",
        "organised-homes", "women-members",
    ),
    ("civic", "money"),
    (
        PeersMap(
            Rank(
                Select("birth-registered"),
                _(
                    "With %(value)s of small children registered, %(place)s stands at place "
                    "%(rank)s of %(count)s districts, counted from the best"
                ),
            ),
            _("The share of children under 5 whose birth was registered, by district."),
            _("Small children whose birth is registered, in the districts of %(province)s"),
            Select("birth-registered"),
            (10, 20, 40, 60),
        ),
    ),
)  # fmt: skip

ALL_SEVEN = (ECONOMIC, FOOD, HEALTH, ENVIRONMENTAL, PERSONAL, COMMUNITY, POLITICAL)


def chapters() -> tuple[ChapterKind, ...]:
    """One chapter for each; schooling is left to its own chapter."""
    return tuple(chapter(one, codes(one.key, without=("education",))) for one in ALL_SEVEN)
